/**
 * The files of one folder of a Maildir, and which message each is: found again when another program renames them (Maildir marks a message by
 * its name). Writes and renames nothing.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import { systemCode } from '../../disk/system-code.ts';
import { createPace, merged, sortedInPieces } from '../pace.ts';
import { openUidList, type UidList } from '../uid-list.ts';
import { fileOf, type MaildirName, readMaildirName, writtenName } from './maildir-name.ts';

/** A file as it was found. */
interface Found extends MaildirName {
  /** From the folder on: `cur/…`, one character an octet. */
  readonly name: string;
  readonly octets: number;
  readonly inode: bigint;
}

type Single = Found & Pick<Held, 'twins'>;

export interface Held extends Found {
  readonly uid: number;
  /** What its number was given to. */
  readonly key: string;
  /** Other names of the same file: of a program that was killed between giving the new one and taking the old one, or is just there. */
  readonly twins: readonly string[];
}

interface MaildirFiles {
  /** Numbers and marks of the messages, which are kept beside the databases. */
  numbers(): Promise<UidList>;
  /** Reads which files are there. What has kept its name is not looked at again. @param isForced also where the folder seems unchanged */
  refresh(isForced?: boolean): Promise<void>;
  /** The messages as of the last reading, ascending by uid: another map after each. */
  held(): ReadonlyMap<number, Held>;
  /** The files have changed: they are read at the next look, however short a time ago that was. */
  forget(): void;
  /** Does something to the files of messages; where some were renamed meanwhile, to the files of their new names. Those that are gone are left out. */
  withFiles(wanted: readonly number[], work: (held: Held, file: Buffer) => Promise<void>): Promise<void>;
}

const noTwins: readonly string[] = [];
/** Times of folders are as coarse as the kernel's clock: one that changed so short a time ago may change again unseen. */
const coarse = 1_000;
/** Times that messages are looked for again, because another program has just renamed them. */
const mostRenamed = 5;

export function createMaildirFiles(folder: string, beside: string, clock: Clock): MaildirFiles {
  let uids: UidList | null = null;
  let held: ReadonlyMap<number, Held> = new Map();
  let byName: ReadonlyMap<string, Held> = new Map();
  let stamp = '';

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
  const refresh = async (isForced = false): Promise<void> => {
    const now = await stampNow();
    if (!isForced && now !== '' && now === stamp) return;
    const numbers = await list();
    const pace = createPace();
    const found = new Map<string, readonly Single[]>();
    for (const place of ['new', 'cur'])
      for (const entry of await readdir(join(folder, place), { encoding: 'latin1' })) {
        await pace();
        if (entry.startsWith('.')) continue;
        const file = byName.get(`${place}/${entry}`) ?? (await findFile(`${place}/${entry}`));
        if (file) found.set(file.unique, [...(found.get(file.unique) ?? []), { ...file, twins: noTwins }]);
      }
    const kept = new Set<Held>();
    const fresh: (Single & { readonly key: string })[] = [];
    for (const [unique, files] of found) {
      await pace();
      const single = files.length > 1 ? await apart(files) : files;
      for (const file of single) {
        // Two messages of one unique part are told apart by their inodes: names change with the marks.
        const key = single.length > 1 ? `${writtenName(unique)}#${file.inode}` : writtenName(unique);
        const before = byName.get(file.name);
        if (before?.key === key && before.twins.join() === file.twins.join()) kept.add(before);
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
    stamp = now;
  };
  /** Files of one unique part: of two names of one file, the later one counts; the other is just being taken from it. */
  const apart = async (files: readonly Single[]): Promise<Single[]> => {
    const there = new Map<bigint, Single>();
    for (const { name } of files) {
      const file = await findFile(name);
      if (!file) continue;
      const other = there.get(file.inode);
      there.set(file.inode, { ...file, twins: other ? [...other.twins, other.name] : noTwins });
    }
    return [...there.values()];
  };
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

  return {
    numbers: list,
    refresh,
    held: () => held,
    forget() {
      stamp = '';
    },
    withFiles,
  };
}
