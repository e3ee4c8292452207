/** Folders: the library's LIST, which knows thirty years of servers and the special folders' names in forty languages. */
import type { ListResponse, StatusObject } from 'imapflow';
import { type FolderRole, folderRoles } from '../../contract/folders.ts';
import type { CommandOptions, ImapFolder, ImapFolderStatus } from './imap-types.ts';
import type { ImapSession } from './session.ts';

const statusItems = { messages: true, unseen: true, uidNext: true, uidValidity: true, highestModseq: true } as const;

export function listFolders(session: ImapSession, options: CommandOptions & { status?: boolean } = {}): Promise<readonly ImapFolder[]> {
  return session.run(options, async () => {
    const listed = await session.guard('LIST', () => session.client.list(options.status ? { statusQuery: statusItems } : {}));
    return listed.map(describe);
  });
}

export function folderStatus(session: ImapSession, path: string, options?: CommandOptions): Promise<ImapFolderStatus> {
  return session.run(options, async () => {
    const answer = await session.guard('STATUS', () => session.client.status(path, statusItems));
    const status = readStatus(answer);
    if (!status) throw session.fail('protocol-violation', { command: 'STATUS' });
    return status;
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
