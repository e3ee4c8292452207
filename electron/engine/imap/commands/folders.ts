/** Folders: the library's LIST, which handles old servers and knows the special folders' names in forty languages. */
import type { ListResponse, StatusObject } from 'imapflow';
import { toFailure } from '../../../contract/failure.ts';
import { type FolderRole, folderRoles } from '../../../contract/folders.ts';
import type { CommandOptions } from '../../wire/command-queue.ts';
import { responseCodeOf } from '../imap-failure.ts';
import type { ImapFolder, ImapFolderStatus } from '../imap-types.ts';
import { atom, attributeText } from '../library.ts';
import { longestName, mailbox, nameFault } from '../mailbox-name.ts';
import { readModseq, readNumber } from '../response-code.ts';
import type { ImapSession } from '../session.ts';

const statusItems = { messages: true, unseen: true, uidNext: true, uidValidity: true, highestModseq: true } as const;

export function listFolders(session: ImapSession, options: CommandOptions & { status?: boolean } = {}): Promise<readonly ImapFolder[]> {
  return session.run(options, async () => {
    // Without LIST-STATUS (RFC 5819) the library would ask for each folder under the name that it makes of the path.
    const inline = options.status && session.has('LIST-STATUS') ? { statusQuery: statusItems } : {};
    const found = await session.guard('LIST', () => session.client.internals.run('LIST', session.namespace?.prefix ?? '', '*', inline));
    const listed = found as readonly ListResponse[]; // what the library's `list()` answers, which takes no reference
    // RFC 9051 §7.3.1: a LIST of NIL or of an empty name names no folder that could be asked for.
    // Defence P8 of the checklist.
    const folders = listed.filter(({ path }) => path !== '').map((folder) => describe(session, folder));
    if (!options.status || folders.some(({ status }) => status !== null)) return folders;
    const counted: ImapFolder[] = [];
    for (const folder of folders)
      counted.push(folder.selectable ? { ...folder, status: await statusOrNone(session, folder.path) } : folder);
    return counted;
  });
}

/** Null where the server refuses STATUS for this folder; others may still be asked. */
async function statusOrNone(session: ImapSession, path: string): Promise<ImapFolderStatus | null> {
  try {
    return await askStatus(session, path);
  } catch (error) {
    if (session.ended() !== undefined) throw error;
    return null;
  }
}

export function folderStatus(session: ImapSession, path: string, options?: CommandOptions): Promise<ImapFolderStatus> {
  return session.run(options, () => askStatus(session, path));
}

/** STATUS without the library, which sends another command after a refusal and loses the refusal. */
async function askStatus(session: ImapSession, path: string): Promise<ImapFolderStatus> {
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
}

/** Creates and subscribes. A server that keeps all folders below a prefix (RFC 2342 §5) refuses a path without it, and is asked with it. */
export function createFolder(session: ImapSession, path: string, options?: CommandOptions): Promise<string> {
  return session.run(options, async () => {
    // Defence P7 of the checklist.
    if (path === '' || path.length > longestName || /[\r\n\0]/.test(path))
      throw session.fail('input-invalid', { detail: { path: 'folder' } });
    const prefix = session.namespace?.prefix ?? '';
    try {
      await create(session, path);
      return path;
    } catch (error) {
      if (session.ended() !== undefined || prefix === '' || path.startsWith(prefix)) throw error;
      await create(session, `${prefix}${path}`);
      return `${prefix}${path}`;
    }
  });
}

async function create(session: ImapSession, path: string): Promise<void> {
  try {
    await session.send('CREATE', [mailbox(session, path)]);
  } catch (error) {
    // RFC 5530 §3: the folder that is wanted stands there already.
    if (responseCodeOf(toFailure(error).reply ?? null) !== 'ALREADYEXISTS') throw error;
  }
  try {
    await session.send('SUBSCRIBE', [mailbox(session, path)]);
  } catch (error) {
    // It exists; other programs that list only subscribed folders may not show it.
    if (session.ended() !== undefined) throw error;
  }
}

function describe(session: ImapSession, folder: ListResponse): ImapFolder {
  const flags = [...folder.flags];
  const listedName = session.names.listed(folder.path);
  return {
    path: folder.path,
    listedName,
    name: folder.name,
    delimiter: folder.delimiter || null,
    parentPath: folder.parentPath || null,
    flags,
    role: roleOf(folder.specialUse),
    selectable: nameFault(folder.path, listedName) === null && !flags.some((flag) => /^\\(noselect|nonexistent)$/i.test(flag)),
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
