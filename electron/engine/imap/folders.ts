/** Folders: the library's LIST, which knows thirty years of servers and the special folders' names in forty languages. */
import type { ListResponse, StatusObject } from 'imapflow';
import { type FolderRole, folderRoles } from '../../contract/folders.ts';
import type { CommandOptions, ImapFolder, ImapFolderStatus } from './imap-types.ts';
import { atom, attributeText } from './library.ts';
import { mailbox } from './mailbox-name.ts';
import { readModseq, readNumber } from './select.ts';
import type { ImapSession } from './session.ts';

const statusItems = { messages: true, unseen: true, uidNext: true, uidValidity: true, highestModseq: true } as const;

export function listFolders(session: ImapSession, options: CommandOptions & { status?: boolean } = {}): Promise<readonly ImapFolder[]> {
  return session.run(options, async () => {
    const listed = await session.guard('LIST', () => session.client.list(options.status ? { statusQuery: statusItems } : {}));
    // RFC 9051 §7.3.1: a LIST of NIL or of an empty name names no folder that could be asked for.
    return listed.filter(({ path }) => path !== '').map(describe);
  });
}

/**
 * STATUS, asked by ourselves: the library follows a refusal with another command, and the refusal is lost.
 */
export function folderStatus(session: ImapSession, path: string, options?: CommandOptions): Promise<ImapFolderStatus> {
  return session.run(options, async () => {
    const values = new Map<string, string>();
    const wanted = ['MESSAGES', 'UNSEEN', 'UIDNEXT', 'UIDVALIDITY', ...(session.has('CONDSTORE') ? ['HIGHESTMODSEQ'] : [])];
    await session.send('STATUS', [mailbox(session, path), wanted.map(atom)], {
      untagged: {
        status: ({ attributes = [] }) => {
          const list = attributes.at(-1);
          if (!Array.isArray(list)) return;
          for (let at = 0; at + 1 < list.length; at += 2)
            values.set(attributeText(list[at])?.toUpperCase() ?? '', attributeText(list[at + 1]) ?? '');
        },
      },
    });
    const number = (name: string) => readNumber({ type: 'ATOM', value: values.get(name) ?? '' });
    const messages = number('MESSAGES');
    const uidValidity = number('UIDVALIDITY');
    if (messages === null || uidValidity === null) throw session.fail('protocol-violation', { command: 'STATUS' });
    return {
      messages,
      uidValidity,
      unseen: number('UNSEEN') ?? 0,
      uidNext: number('UIDNEXT') ?? 0,
      highestModseq: readModseq(values.get('HIGHESTMODSEQ') ?? null),
    };
  });
}

/** Creates and subscribes; the path with the namespace's prefix, where the server has one. */
export function createFolder(session: ImapSession, path: string, options?: CommandOptions): Promise<string> {
  return session.run(options, async () => {
    if (path === '' || path.length > 1_000 || /[\r\n\0]/.test(path)) throw session.fail('input-invalid', { detail: { path: 'folder' } });
    return (await session.guard('CREATE', () => session.client.mailboxCreate(path))).path;
  });
}

function describe(folder: ListResponse): ImapFolder {
  const flags = [...folder.flags];
  return {
    path: folder.path,
    name: folder.name,
    delimiter: folder.delimiter || null,
    parentPath: folder.parentPath || null,
    flags,
    role: roleOf(folder.specialUse),
    selectable: !flags.some((flag) => /^\\(noselect|nonexistent)$/i.test(flag)),
    subscribed: folder.subscribed,
    status: folder.status ? readStatus(folder.status) : null,
  };
}

function roleOf(specialUse: string | undefined): FolderRole | null {
  const name = specialUse?.replace(/^\\/, '').toLowerCase();
  return folderRoles.find((role) => role === name) ?? null;
}

function readStatus(status: StatusObject): ImapFolderStatus | null {
  const { messages, unseen, uidNext, uidValidity, highestModseq } = status;
  if (messages === undefined || uidValidity === undefined) return null;
  return {
    messages,
    unseen: unseen ?? 0,
    uidNext: uidNext ?? 0,
    uidValidity: Number(uidValidity),
    highestModseq: highestModseq && highestModseq > 0n ? String(highestModseq) : null,
  };
}
