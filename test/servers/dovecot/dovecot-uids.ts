/**
 * Which UID Dovecot gave to which file of a Maildir, read from its own list: the truth about a folder's numbering without asking the
 * server. Knows version 3 of the file (https://doc.dovecot.org/2.3/admin_manual/mailbox_formats/maildir, "dovecot-uidlist").
 */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

export interface FolderUids {
  uidValidity: number;
  /** By the name of the file without its flags. */
  uids: Map<string, number>;
}

/** Reads the list of the Maildir folder at `path`; it must have been opened by the server once. */
export async function readDovecotUids(path: string): Promise<FolderUids> {
  const [header = '', ...lines] = (await readFile(join(path, 'dovecot-uidlist'), 'utf8')).split('\n');
  const uidValidity = Number(/^3 (?:.* )?V(\d+)/.exec(header)?.[1]);
  if (!Number.isInteger(uidValidity)) throw new Error(`no uidlist of version 3: ${header}`);
  const uids = new Map<string, number>();
  for (const line of lines) {
    const [, uid, name] = /^(\d+) (?:.* )?:(.+)$/.exec(line) ?? [];
    if (uid !== undefined && name !== undefined) uids.set(withoutFlags(name), Number(uid));
  }
  return { uidValidity, uids };
}

/** Flags stand behind `:2,` and change; the name before it does not. */
export const withoutFlags = (path: string): string => basename(path).replace(/:2,.*$/, '');
