/**
 * The mail of an mbox account: the spool is its inbox, `~/mbox` the folder that `mail` saves to, and the files in `~/mail` the others (as
 * Dovecot has it for mail in /var/mail). Read only unless the account allows changes and the system's lock can be had.
 */
import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import { createMutex } from '../../../base/mutex.ts';
import { type Failure, FailureError, failure } from '../../../contract/failure.ts';
import { systemCode } from '../../disk/system-code.ts';
import { roleOfName } from '../folder-role.ts';
import type { LocalFolder, LocalMailbox } from '../local-mailbox.ts';
import { openToRead } from '../mbox/byte-source.ts';
import { readFromLine } from '../mbox/from-line.ts';
import { mboxMessage } from '../mbox/write-mbox.ts';
import { onDisk } from '../system-failure.ts';
import type { LockMailbox } from './dotlock.ts';
import { createLockRest } from './lock-rest.ts';
import { createMboxFile, type MboxFile } from './mbox-file.ts';
import { createMoves } from './moves.ts';
import type { OnStep } from './rewrite.ts';

interface SpoolOptions {
  /** The spool, whole path. */
  readonly path: string;
  /** Where `mbox` and `mail` lie: the user's home. */
  readonly home: string;
  /** A folder of our own, for numbers and what is under way. */
  readonly ownFolder: string;
  readonly clock: Clock;
  /** Null: read only. */
  readonly lock: LockMailbox | null;
  /** Why it is, where that is not the user's choice. */
  readonly readOnly?: Failure | undefined;
  readonly onStep?: OnStep;
}

const inbox = 'INBOX';
const saved = 'mbox';
/** Files in `~/mail` that are looked at. */
const mostFolders = 1_000;
/** Milliseconds between looks at the disk, where it does not tell by itself. */
const lookEvery = 15_000;

export function createSpoolMailbox({ path: spool, home, ownFolder, clock, lock, readOnly, onStep }: SpoolOptions): LocalMailbox {
  const inTurn = createMutex();
  const files = new Map<string, MboxFile>();
  const rest = createLockRest(clock);
  const fileOf = (path: string): string =>
    path === inbox ? spool : path === saved ? join(home, 'mbox') : join(home, 'mail', ...path.split('/'));
  const openFile = (path: string): MboxFile => {
    if (
      path !== inbox &&
      (path === '' || path.split('/').some((part) => part === '' || part === '.' || part === '..' || part.includes('\0')))
    )
      throw new FailureError(failure('folder-name-unusable', { protocol: 'mbox', detail: { folder: path } }));
    const file = fileOf(path);
    const known = files.get(file);
    if (known) return known;
    const beside = join(ownFolder, createHash('sha256').update(file).digest('hex').slice(0, 32));
    const ofSpool = path === inbox ? { isSpool: true, onUnlocked: rest.held } : {};
    const made = createMboxFile({ file, beside, clock, lock, readOnly, ...ofSpool, ...(onStep ? { onStep } : {}) });
    files.set(file, made);
    return made;
  };
  const moves = createMoves({ journal: join(ownFolder, 'move'), fileOf, open: openFile, lock, ...(onStep ? { onStep } : {}) });
  let isTried = false;
  /** What a killed program has begun is ended before anything is changed. It is tried once before mail is read, which goes on without it. */
  const recover = async (isChange: boolean): Promise<void> => {
    if (!lock || (isTried && !isChange)) return;
    isTried = true;
    try {
      await onDisk('mbox', spool, 'write', () => moves.recover());
    } catch (error) {
      if (isChange || !(error instanceof FailureError)) throw error;
    }
  };
  /** One thing at a time in the whole mailbox: a move is in two files. */
  const alone = <Value>(work: () => Promise<Value>, isChange = false): Promise<Value> =>
    inTurn(async () => {
      await recover(isChange);
      return work();
    });
  const changing = <Value>(work: () => Promise<Value>): Promise<Value> => alone(work, true);

  /** `~/mbox` is made by the first message, as `mail` does it; the others are made by `createFolder`. */
  const requireFolder = async (path: string) => {
    if (path === inbox || path === saved || (await isMailbox(fileOf(path)))) return;
    throw new FailureError(failure('folder-missing', { protocol: 'mbox', detail: { path } }));
  };

  return {
    allowsChanges: lock !== null,
    readOnly: readOnly ?? null,
    folders: () =>
      alone(async () => {
        const others = await onDisk('mbox', join(home, 'mail'), 'read', () => mailboxesIn(join(home, 'mail')));
        const hasSaved = lock !== null || (await isMailbox(join(home, 'mbox')));
        return [
          { path: inbox, name: basename(spool), parentPath: null, role: 'inbox' as const },
          ...(hasSaved ? [{ path: saved, name: saved, parentPath: null, role: 'archive' as const }] : []),
          ...others.map((name): LocalFolder => ({ path: name, name, parentPath: null, role: roleOfName(name) })),
        ];
      }),
    look: (path) =>
      alone(async () => {
        const file = openFile(path);
        await requireFolder(path);
        return file.look();
      }),
    read: (path, uid) => alone(() => openFile(path).read(uid)),
    readHeader: (path, uid) => alone(() => openFile(path).readHeader(uid)),
    fromLine: (path, uid) => alone(() => openFile(path).fromLine(uid)),
    setFlags: (path, uids, change) => changing(() => openFile(path).setFlags(uids, change)),
    remove: (path, uids) => changing(() => openFile(path).remove(uids)),
    move: (path, uids, target) =>
      changing(async () => {
        await requireFolder(target);
        return moves.move(path, uids, target);
      }),
    append: (path, raw, flags, date) =>
      changing(async () => {
        await requireFolder(path);
        const [uid] = await openFile(path).append([mboxMessage({ raw, sender: '', date, flags })]);
        if (uid === undefined) throw new FailureError(failure('mailbox-unwritable', { protocol: 'mbox', detail: { path } }));
        return uid;
      }),
    createFolder: (path) =>
      changing(async () => {
        if (!lock) throw new FailureError(readOnly ?? failure('mailbox-read-only', { protocol: 'mbox', detail: { path: spool } }));
        openFile(path);
        const file = fileOf(path);
        await onDisk('mbox', file, 'write', async () => {
          await mkdir(dirname(file), { recursive: true, mode: 0o700 });
          await (await open(file, 'a', 0o600)).close();
        });
      }),
    changesWait: rest.left,
    watch: (path, onChange) => watchFile(fileOf(path), clock, onChange),
  };
}

/** Ordinary files that begin with a `From ` line, or are empty. */
async function mailboxesIn(folder: string): Promise<string[]> {
  let names: string[];
  try {
    names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
  const found: string[] = [];
  for (const name of names.sort().slice(0, mostFolders))
    if (
      !name.startsWith('.') &&
      !name.endsWith('.lock') &&
      name !== saved &&
      name.toUpperCase() !== inbox &&
      (await isMailbox(join(folder, name)))
    )
      found.push(name);
  return found;
}

async function isMailbox(file: string): Promise<boolean> {
  try {
    const handle = await openToRead(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(1_000), 0, 1_000, 0);
      const [line = ''] = buffer.subarray(0, bytesRead).toString('latin1').split(/\r?\n/);
      return bytesRead === 0 || readFromLine(line) !== null;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof FailureError) return false;
    const code = systemCode(error);
    // Not ours to read, or gone meanwhile: no folder.
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') return false;
    throw error;
  }
}

/** Watches the folder, since a file that is made or replaced is another one; and looks now and then, since not every disk tells. */
function watchFile(file: string, clock: Clock, onChange: () => void): () => void {
  let cancelLook = () => {};
  const look = () => {
    onChange();
    cancelLook();
    cancelLook = clock.after(lookEvery, look);
  };
  let watcher: ReturnType<typeof watch> | null = null;
  try {
    watcher = watch(dirname(file), { persistent: false }, (_, name) => {
      if (name === null || name === basename(file) || name === `${basename(file)}.lock`) onChange();
    });
    // Without it the looks are what is left.
    watcher.on('error', () => watcher?.close());
  } catch (error) {
    if (systemCode(error) === null) throw error;
  }
  cancelLook = clock.after(lookEvery, look);
  return () => {
    watcher?.close();
    cancelLook();
  };
}
