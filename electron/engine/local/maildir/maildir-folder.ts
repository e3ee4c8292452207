/** One folder of a Maildir: `new`, `cur` and `tmp`. A message is a file, which is renamed and never written to again. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import { FailureError, failure } from '../../../contract/failure.ts';
import type { FolderContents } from '../local-mailbox.ts';
import type { FlagChanges } from '../mbox/status-fields.ts';
import { systemCode } from '../system-failure.ts';
import { openUidList, type UidList } from '../uid-list.ts';
import { type MaildirName, readMaildirName, writeMaildirName } from './maildir-name.ts';

export interface MaildirFolder {
  look(): Promise<FolderContents>;
  read(uid: number): Promise<Buffer | null>;
  readHeader(uid: number): Promise<Buffer | null>;
  setFlags(uids: readonly number[], change: FlagChanges): Promise<void>;
  remove(uids: readonly number[]): Promise<void>;
  /** Renames the messages into another folder. Answers their unique names there. */
  moveTo(uids: readonly number[], folder: string): Promise<ReadonlyMap<number, string>>;
  append(raw: Buffer, flags: readonly string[], date: number): Promise<string>;
  /** The numbers of its messages by their unique names, from the disk as it is now. */
  numbers(): Promise<ReadonlyMap<string, number>>;
}

interface Held extends MaildirName {
  readonly uid: number;
  /** From the folder on: `cur/…`. */
  readonly name: string;
  readonly octets: number;
}

/** Times of folders are as coarse as the kernel's clock: one that changed so short a time ago may change again unseen. */
const coarse = 1_000;
/** Octets of a header block that are looked at. */
const longestHeader = 1 << 20;
/** Times that a message is looked for again, because another program has just renamed it. */
const mostRenamed = 5;

export function createMaildirFolder(folder: string, beside: string, clock: Clock, allowsChanges: boolean): MaildirFolder {
  let uids: UidList | null = null;
  let held: ReadonlyMap<number, Held> = new Map();
  let stamp = '';
  const sizes = new Map<string, number>();

  const list = async (): Promise<UidList> => {
    uids ??= await openUidList(`${beside}.uids`, () => Math.floor(clock.now() / 1000) % 0xffff_ffff || 1);
    return uids;
  };
  const stampNow = async (): Promise<string> => {
    const times = await Promise.all(['new', 'cur'].map(async (name) => (await stat(join(folder, name), { bigint: true })).mtimeMs));
    // Too fresh to be relied on: never equal to the next one.
    return times.some((time) => clock.now() - Number(time) < coarse) ? '' : times.join();
  };
  const refresh = async (isForced = false): Promise<void> => {
    const now = await stampNow();
    if (!isForced && now !== '' && now === stamp) return;
    const numbers = await list();
    const found = new Map<string, { readonly name: string; readonly read: MaildirName }>();
    for (const place of ['new', 'cur'])
      for (const entry of await readdir(join(folder, place))) {
        if (entry.startsWith('.')) continue;
        const read = readMaildirName(entry);
        // In both where another program is just renaming it: the later one counts.
        found.set(read.unique, { name: `${place}/${entry}`, read });
      }
    // By their seconds, so that numbers follow the order of delivery.
    const ordered = [...found.values()].sort(
      (one, other) => (one.read.delivered ?? 0) - (other.read.delivered ?? 0) || (one.read.unique < other.read.unique ? -1 : 1),
    );
    const given = await numbers.numbers(ordered.map(({ read }) => encodeURIComponent(read.unique)));
    const next = new Map<number, Held>();
    for (const [at, { name, read }] of ordered.entries()) {
      const octets = await sizeOf(name, read);
      if (octets !== null) next.set(given[at] ?? 0, { ...read, name, uid: given[at] ?? 0, octets });
    }
    for (const unique of [...sizes.keys()]) if (!found.has(unique)) sizes.delete(unique);
    held = next;
    stamp = now;
  };
  /** Null where it has gone meanwhile. The size in a name may be wrong: it is measured once. */
  const sizeOf = async (name: string, { unique }: MaildirName): Promise<number | null> => {
    const known = sizes.get(unique);
    if (known !== undefined) return known;
    try {
      const { size } = await stat(join(folder, name));
      sizes.set(unique, size);
      return size;
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
      return null;
    }
  };
  /** Does something to a message's file; where it was renamed meanwhile, to the file of its new name. Null where it is gone. */
  const withFile = async <Value>(uid: number, work: (held: Held, file: string) => Promise<Value>): Promise<Value | null> => {
    for (let again = 0; again < mostRenamed; again += 1) {
      await refresh(again > 0);
      const entry = held.get(uid);
      if (!entry) return null;
      try {
        return await work(entry, join(folder, entry.name));
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') throw error;
      }
    }
    return null;
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
      const numbers = await list();
      const messages = [...held.values()]
        .map(({ uid, flags, delivered, octets }) => ({
          uid,
          flags: allowsChanges ? flags : (numbers.marks(uid) ?? flags),
          date: delivered,
          size: octets,
        }))
        .sort((one, other) => one.uid - other.uid);
      // A message is in `new` or `cur` only when it is whole.
      return { uidValidity: numbers.uidValidity, uidNext: numbers.uidNext, messages, isUnsettled: false };
    },
    read: (uid) => withFile(uid, (_, file) => readFile(file)),
    readHeader: (uid) => withFile(uid, (_, file) => readHeaderOf(file)),
    async setFlags(wanted, change) {
      if (!allowsChanges) {
        await refresh();
        const numbers = await list();
        const marks = wanted.flatMap((uid) => {
          const entry = held.get(uid);
          return entry ? [[uid, changed(numbers.marks(uid) ?? entry.flags, change)] as const] : [];
        });
        await numbers.setMarks(new Map(marks));
        return;
      }
      for (const uid of wanted)
        await withFile(uid, async (entry, file) => {
          const name = `cur/${writeMaildirName(entry, changed(entry.flags, change))}`;
          if (name !== entry.name) await rename(file, join(folder, name));
          stamp = '';
        });
      await refresh(true);
    },
    async remove(wanted) {
      requireChanges();
      for (const uid of wanted) await withFile(uid, (_, file) => rm(file));
      await refresh(true);
    },
    async moveTo(wanted, target) {
      requireChanges();
      const moved = new Map<number, string>();
      for (const uid of wanted)
        await withFile(uid, async (entry, file) => {
          // One step of the file system: at every moment the message is in one of the two.
          await rename(file, join(target, 'cur', writeMaildirName(entry, entry.flags)));
          moved.set(uid, entry.unique);
        });
      await refresh(true);
      return moved;
    },
    async append(raw, flags, date) {
      requireChanges();
      const at = Math.floor(date / 1_000);
      const host = hostname().replace(/[/:,]/g, '-');
      const unique = `${at}.P${process.pid}R${randomBytes(8).toString('hex')}.${host},S=${raw.length}`;
      const draft = join(folder, 'tmp', unique);
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(raw);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, join(folder, 'cur', writeMaildirName({ unique, others: '' }, flags)));
      const directory = await open(join(folder, 'cur'), 'r');
      try {
        await directory.sync();
      } finally {
        await directory.close();
      }
      return unique;
    },
    async numbers() {
      await refresh(true);
      return new Map([...held.values()].map(({ unique, uid }) => [unique, uid]));
    },
  };
}

async function readHeaderOf(path: string): Promise<Buffer> {
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
