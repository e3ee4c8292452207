/** The mail of a Maildir account: the Maildir itself is the inbox, its folders are those of Maildir++ (`.Sent`, `.Lists.exim`). */
import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import { createMutex } from '../../../base/mutex.ts';
import { FailureError, failure } from '../../../contract/failure.ts';
import { systemCode } from '../../disk/system-code.ts';
import { roleOfName } from '../folder-role.ts';
import type { LocalMailbox } from '../local-mailbox.ts';
import { onDisk } from '../system-failure.ts';
import { folderPlace, readFolderName } from './folder-place.ts';
import { createMaildirFolder, type MaildirFolder, makeMaildir } from './maildir-folder.ts';

interface MaildirOptions {
  readonly path: string;
  /** A folder of our own, for numbers. */
  readonly ownFolder: string;
  readonly clock: Clock;
  readonly allowsChanges: boolean;
}

const inbox = 'INBOX';
const mostFolders = 10_000;
/** Milliseconds between looks at the disk, where it does not tell by itself. */
const lookEvery = 15_000;

export function createMaildirMailbox({ path: root, ownFolder, clock, allowsChanges }: MaildirOptions): LocalMailbox {
  const inTurn = createMutex();
  const folders = new Map<string, MaildirFolder>();
  const folderOf = (path: string): string => {
    if (path === inbox) return root;
    if (path === '' || path.includes('/') || path.includes('\0') || path.split('.').includes(''))
      throw new FailureError(failure('folder-name-unusable', { protocol: 'maildir', detail: { folder: path } }));
    return folderPlace(root, path);
  };
  const openFolder = (path: string): MaildirFolder => {
    const folder = folderOf(path);
    const known = folders.get(folder);
    if (known) return known;
    const beside = join(ownFolder, createHash('sha256').update(folder).digest('hex').slice(0, 32));
    const made = createMaildirFolder(folder, beside, clock, allowsChanges);
    folders.set(folder, made);
    return made;
  };
  const inFolder = <Value>(path: string, doing: 'read' | 'write', work: (folder: MaildirFolder) => Promise<Value>): Promise<Value> =>
    inTurn(async () => {
      const folder = openFolder(path);
      try {
        return await work(folder);
      } catch (error) {
        if (systemCode(error) === 'ENOENT' && path !== inbox)
          throw new FailureError(failure('folder-missing', { protocol: 'maildir', detail: { path } }));
        return onDisk('maildir', folderOf(path), doing, () => Promise.reject(error));
      }
    });
  /** Where there is no such folder, nothing is begun. */
  const requireFolder = async (path: string): Promise<void> => {
    try {
      await openFolder(path).look();
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
      throw new FailureError(failure('folder-missing', { protocol: 'maildir', detail: { path } }));
    }
  };

  return {
    allowsChanges,
    readOnly: null,
    folders: () =>
      onDisk('maildir', root, 'read', async () => {
        const names = (await readdir(root, { withFileTypes: true }))
          .filter((entry) => entry.isDirectory() && /^\.[^.]/.test(entry.name))
          .map(({ name }) => readFolderName(name.slice(1)))
          .filter((path) => !path.split('.').includes(''))
          .sort()
          .slice(0, mostFolders);
        const known = new Set(names);
        return [
          { path: inbox, name: inbox, parentPath: null, role: 'inbox' as const },
          ...[...known].map((path) => {
            const above = path.slice(0, Math.max(0, path.lastIndexOf('.')));
            const name = known.has(above) ? path.slice(above.length + 1) : path;
            return { path, name, parentPath: known.has(above) ? above : null, role: roleOfName(name) };
          }),
        ];
      }),
    look: (path) => inFolder(path, 'read', (folder) => folder.look()),
    read: (path, uid) => inFolder(path, 'read', (folder) => folder.read(uid)),
    readHeader: (path, uid) => inFolder(path, 'read', (folder) => folder.readHeader(uid)),
    // A file of a Maildir is the message alone.
    fromLine: async () => null,
    setFlags: (path, uids, change) => inFolder(path, 'write', (folder) => folder.setFlags(uids, change)),
    remove: (path, uids) => inFolder(path, 'write', (folder) => folder.remove(uids)),
    move: (path, uids, target) =>
      inFolder(path, 'write', async (folder) => {
        if (path === target) return new Map(uids.map((uid) => [uid, uid]));
        await requireFolder(target);
        const names = await folder.moveTo(uids, folderOf(target));
        const numbers = await openFolder(target).numbers();
        return new Map([...names].flatMap(([uid, unique]) => (numbers.has(unique) ? [[uid, numbers.get(unique) ?? 0] as const] : [])));
      }),
    append: (path, raw, flags, date) =>
      inFolder(path, 'write', async (folder) => {
        const unique = await folder.append(raw, flags, date);
        const uid = (await folder.numbers()).get(unique);
        if (uid === undefined) throw new FailureError(failure('message-gone', { protocol: 'maildir', detail: { path } }));
        return uid;
      }),
    createFolder: (path) =>
      inTurn(async () => {
        if (!allowsChanges) throw new FailureError(failure('mailbox-read-only', { protocol: 'maildir', detail: { path: root } }));
        await onDisk('maildir', folderOf(path), 'write', () => makeMaildir(folderOf(path), path !== inbox));
      }),
    // Nobody is kept from a Maildir.
    changesWait: () => 0,
    watch: (path, onChange) => watchFolder(folderOf(path), clock, onChange),
  };
}

function watchFolder(folder: string, clock: Clock, onChange: () => void): () => void {
  let cancel = () => {};
  const look = () => {
    onChange();
    cancel = clock.after(lookEvery, look);
  };
  const watchers = ['new', 'cur'].flatMap((name) => {
    try {
      const watcher = watch(join(folder, name), { persistent: false }, onChange);
      // Without it the looks are what is left.
      watcher.on('error', () => watcher.close());
      return [watcher];
    } catch (error) {
      if (systemCode(error) === null) throw error;
      return [];
    }
  });
  cancel = clock.after(lookEvery, look);
  return () => {
    cancel();
    for (const watcher of watchers) watcher.close();
  };
}
