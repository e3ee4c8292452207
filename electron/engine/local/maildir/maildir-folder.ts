/** One folder of a Maildir: `new`, `cur` and `tmp`. A message is a file, which is renamed and never written to again. */
import { mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import { FailureError, failure } from '../../../contract/failure.ts';
import { syncFolder } from '../../disk/sync-folder.ts';
import { systemCode } from '../../disk/system-code.ts';
import type { FolderContents, LocalMessage } from '../local-mailbox.ts';
import type { FlagChanges } from '../mbox/status-fields.ts';
import { createPace, merged, sortedInPieces } from '../pace.ts';
import { openUidList, type UidList } from '../uid-list.ts';
import { fileOf, type MaildirName, newUniqueName, readMaildirName, writeMaildirName, writtenName } from './maildir-name.ts';
import { renameMessage } from './rename-message.ts';

export interface MaildirFolder {
  look(): Promise<FolderContents>;
  read(uid: number): Promise<Buffer | null>;
  readHeader(uid: number): Promise<Buffer | null>;
  setFlags(uids: readonly number[], change: FlagChanges): Promise<void>;
  remove(uids: readonly number[]): Promise<void>;
  /** Gives the messages names in another folder instead of this one. Answers their unique names there. */
  moveTo(uids: readonly number[], folder: string): Promise<ReadonlyMap<number, string>>;
  append(raw: Buffer, flags: readonly string[], date: number): Promise<string>;
  /** The numbers of its messages by their unique names, from the disk as it is now. */
  numbers(): Promise<ReadonlyMap<string, number>>;
}

/** A file as it was found. */
interface Found extends MaildirName {
  /** From the folder on: `cur/…`, one character an octet. */
  readonly name: string;
  readonly octets: number;
  readonly inode: bigint;
}

interface Held extends Found {
  readonly uid: number;
  /** What its number was given to. */
  readonly key: string;
}

/** Times of folders are as coarse as the kernel's clock: one that changed so short a time ago may change again unseen. */
const coarse = 1_000;
/** Octets of a header block that are looked at. */
const longestHeader = 1 << 20;
/** Times that messages are looked for again, because another program has just renamed them. */
const mostRenamed = 5;

export function createMaildirFolder(folder: string, beside: string, clock: Clock, allowsChanges: boolean): MaildirFolder {
  let uids: UidList | null = null;
  /** Ascending by uid. */
  let held: ReadonlyMap<number, Held> = new Map();
  let byName: ReadonlyMap<string, Held> = new Map();
  let stamp = '';
  let contents: FolderContents | null = null;

  const list = async (): Promise<UidList> => {
    uids ??= await openUidList(`${beside}.uids`, () => Math.floor(clock.now() / 1000) % 0xffff_ffff || 1);
    return uids;
  };
  const stampNow = async (): Promise<string> => {
    const times = await Promise.all(['new', 'cur'].map(async (name) => (await stat(join(folder, name), { bigint: true })).mtimeMs));
    // Too fresh to be relied on: never equal to the next one.
    return times.some((time) => clock.now() - Number(time) < coarse) ? '' : times.join();
  };
  /** Null where nothing of that name is there any more, or no file: other programs pass over it too. */
  const findFile = async (name: string): Promise<Found | null> => {
    try {
      const found = await stat(fileOf(folder, name), { bigint: true });
      if (!found.isFile()) return null;
      return { ...readMaildirName(name.slice(name.indexOf('/') + 1)), name, octets: Number(found.size), inode: found.ino };
    } catch (error) {
      const code = systemCode(error);
      if (code !== 'ENOENT' && code !== 'ELOOP') throw error;
      return null;
    }
  };
  /** Reads which files are there. What has kept its name is not looked at again. */
  const refresh = async (isForced = false): Promise<void> => {
    const now = await stampNow();
    if (!isForced && now !== '' && now === stamp) return;
    const numbers = await list();
    const pace = createPace();
    const found = new Map<string, readonly Found[]>();
    for (const place of ['new', 'cur'])
      for (const entry of await readdir(join(folder, place), { encoding: 'latin1' })) {
        await pace();
        if (entry.startsWith('.')) continue;
        const file = byName.get(`${place}/${entry}`) ?? (await findFile(`${place}/${entry}`));
        if (file) found.set(file.unique, [...(found.get(file.unique) ?? []), file]);
      }
    const kept = new Set<Held>();
    const fresh: (Found & { readonly key: string })[] = [];
    for (const [unique, files] of found) {
      await pace();
      const single = files.length > 1 ? await apart(files) : files;
      for (const file of single) {
        // Two messages of one unique part are told apart by their inodes: names change with the marks.
        const key = single.length > 1 ? `${writtenName(unique)}#${file.inode}` : writtenName(unique);
        const before = byName.get(file.name);
        if (before?.key === key) kept.add(before);
        else fresh.push({ ...file, key });
      }
    }
    // By their seconds, so that numbers follow the order of delivery.
    const ordered = await sortedInPieces(
      fresh,
      (one, other) => (one.delivered ?? 0) - (other.delivered ?? 0) || (one.unique < other.unique ? -1 : 1),
      pace,
    );
    // Those that have kept their names keep their numbers and their order.
    const before: Held[] = [];
    const keys: string[] = [];
    for (const entry of held.values()) {
      await pace();
      if (!kept.has(entry)) continue;
      before.push(entry);
      keys.push(entry.key);
    }
    for (const { key } of ordered) keys.push(key);
    const given = await numbers.numbers(keys);
    const added = ordered.map((file, at) => ({ ...file, uid: given[before.length + at] ?? 0 }));
    const byUid = (one: Held, other: Held) => one.uid - other.uid;
    const all = await merged(before, await sortedInPieces(added, byUid, pace), byUid, pace);
    const next = { held: new Map<number, Held>(), byName: new Map<string, Held>() };
    for (const entry of all) {
      next.held.set(entry.uid, entry);
      next.byName.set(entry.name, entry);
      await pace();
    }
    held = next.held;
    byName = next.byName;
    contents = null;
    stamp = now;
  };
  /** Files of one unique part: of two names of one file, the later one counts; the other is just being taken from it. */
  const apart = async (files: readonly Found[]): Promise<Found[]> => {
    const there = new Map<bigint, Found>();
    for (const { name } of files) {
      const file = await findFile(name);
      if (file) there.set(file.inode, file);
    }
    return [...there.values()];
  };
  /** Does something to the files of messages; where some were renamed meanwhile, to the files of their new names. Those that are gone are left out. */
  const withFiles = async (wanted: readonly number[], work: (held: Held, file: Buffer) => Promise<void>): Promise<void> => {
    if (wanted.some((uid) => !held.has(uid))) await refresh();
    let left = wanted;
    for (let again = 0; left.length > 0 && again < mostRenamed; again += 1) {
      if (again > 0) await refresh(true);
      const renamed: number[] = [];
      for (const uid of left) {
        const entry = held.get(uid);
        try {
          if (entry) await work(entry, fileOf(folder, entry.name));
        } catch (error) {
          if (systemCode(error) !== 'ENOENT') throw error;
          renamed.push(uid);
        }
      }
      left = renamed;
    }
  };
  const withFile = async <Value>(uid: number, work: (file: Buffer) => Promise<Value>): Promise<Value | null> => {
    let done: Value | null = null;
    await withFiles([uid], async (_, file) => {
      done = await work(file);
    });
    return done;
  };
  /** Files get other names: what was read of the folder is read again at the next look. */
  const change = async (wanted: readonly number[], work: (held: Held, file: Buffer) => Promise<void>): Promise<void> => {
    try {
      await withFiles(wanted, work);
    } finally {
      stamp = '';
    }
  };
  const requireChanges = () => {
    if (!allowsChanges) throw new FailureError(failure('mailbox-read-only', { protocol: 'maildir', detail: { path: folder } }));
  };
  const changed = (flags: readonly string[], { add = [], remove = [] }: FlagChanges): string[] => [
    ...flags.filter((flag) => !remove.includes(flag) && !add.includes(flag)),
    ...add,
  ];

  return {
    async look() {
      await refresh();
      if (contents) return contents;
      const numbers = await list();
      const pace = createPace();
      const messages: LocalMessage[] = [];
      for (const { uid, flags, delivered, octets } of held.values()) {
        messages.push({ uid, flags: allowsChanges ? flags : (numbers.marks(uid) ?? flags), date: delivered, size: octets });
        await pace();
      }
      // A message is in `new` or `cur` only when it is whole.
      contents = { uidValidity: numbers.uidValidity, uidNext: numbers.uidNext, messages, isUnsettled: false };
      return contents;
    },
    read: (uid) => withFile(uid, (file) => readFile(file)),
    readHeader: (uid) => withFile(uid, readHeaderOf),
    async setFlags(wanted, marks) {
      if (allowsChanges) {
        await change(
          wanted,
          async (entry, from) => void (await renameMessage({ from, target: folder, message: entry }, changed(entry.flags, marks))),
        );
        return;
      }
      await refresh();
      const numbers = await list();
      const kept = wanted.flatMap((uid) => {
        const entry = held.get(uid);
        return entry ? [[uid, changed(numbers.marks(uid) ?? entry.flags, marks)] as const] : [];
      });
      await numbers.setMarks(new Map(kept));
      contents = null;
    },
    async remove(wanted) {
      requireChanges();
      await change(wanted, (_, file) => unlink(file));
    },
    async moveTo(wanted, target) {
      requireChanges();
      const moved = new Map<number, string>();
      await change(wanted, async (entry, from) => {
        moved.set(entry.uid, await renameMessage({ from, target, message: entry }, entry.flags));
      });
      return moved;
    },
    async append(raw, flags, date) {
      requireChanges();
      const unique = newUniqueName(Math.floor(date / 1_000), raw.length);
      const draft = join(folder, 'tmp', unique);
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(raw);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, join(folder, 'cur', writeMaildirName({ unique, others: '' }, flags)));
      await syncFolder(join(folder, 'cur'));
      return unique;
    },
    async numbers() {
      await refresh(true);
      // Two of one unique part: which of them is meant cannot be told.
      return new Map([...held.values()].flatMap(({ unique, uid, key }) => (key === writtenName(unique) ? [[unique, uid] as const] : [])));
    },
  };
}

async function readHeaderOf(path: Buffer): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    for (let length = 16 << 10; ; length = longestHeader) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
      const bytes = buffer.subarray(0, bytesRead);
      const end = /\r?\n\r?\n/.exec(bytes.toString('latin1'));
      if (end) return bytes.subarray(0, end.index + end[0].length);
      if (bytesRead < length || length >= longestHeader) return bytes;
    }
  } finally {
    await file.close();
  }
}

/** Makes a folder of a Maildir; one that is there stays. @param isInner it is a folder within one, which Maildir++ marks by a file */
export async function makeMaildir(folder: string, isInner: boolean): Promise<void> {
  for (const name of ['tmp', 'new', 'cur']) await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
  if (isInner) await (await open(join(folder, 'maildirfolder'), 'a', 0o600)).close();
}
