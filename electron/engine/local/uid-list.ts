/**
 * Numbers for messages that have none: a file for each folder, beside the databases, which says which number was given to which message, and
 * which marks are kept here because the mailbox may not be changed. Only ever added to, and on the disk before a number is used: a number
 * never names another message. What is not found any more is remembered for a time: a mailbox that was missing, or half written by another
 * program, comes back with the numbers and marks that it had. Without the file everything is numbered anew, under another UIDVALIDITY.
 */
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createMutex } from '../../base/mutex.ts';
import { ascending, numbersByKey } from './numbers-by-key.ts';
import { createPace } from './pace.ts';
import { beginList, departed, given, linesOf, marked, readList, textOf, writeWhole } from './uid-list-file.ts';

export interface UidList {
  readonly uidValidity: number;
  readonly uidNext: number;
  /** Numbers of these messages, in their order; those that are not among them are gone, until they come back. The same key may stand there twice. */
  numbers(keys: readonly string[]): Promise<readonly number[]>;
  /**
   * Says of these that they are taken out, on the disk before they are: of messages that are all alike the others keep their numbers. Those that
   * stay after all get theirs back.
   */
  leave(uids: readonly number[]): Promise<void>;
  /** Whether a number was given to this message. */
  knows(key: string): boolean;
  /** Numbers for messages that have been added behind the others, whose numbers stay. */
  extend(keys: readonly string[]): Promise<readonly number[]>;
  /** Marks kept here only; null where there are none. */
  marks(uid: number): readonly string[] | null;
  setMarks(marks: ReadonlyMap<number, readonly string[]>): Promise<void>;
}

/** Messages that are gone and remembered: the latest, or all that went at once, because their mailbox may only be missing. */
const mostRemembered = 10_000;
/** Lines written at once. */
const atOnce = 1_000;

/**
 * @param file its folder is made where there is none
 * @param newValidity a number for a list that begins; another for each
 */
export async function openUidList(file: string, newValidity: () => number): Promise<UidList> {
  await mkdir(dirname(file), { recursive: true });
  // Of a program that was killed while it wrote one anew.
  await rm(`${file}.new`, { force: true });
  const known = (await readList(file)) ?? (await beginList(file, newValidity()));
  /** The numbers of each message, and of each that is gone. */
  const there = numbersByKey(known.keys);
  const gone = numbersByKey(known.gone);
  /** One change at a time: each begins with the number at which the one before it ended. */
  const inTurn = createMutex();
  let lines = known.keys.size + 2 * known.gone.size;
  /** What was added last may have been cut off: the next line would be joined to it. */
  let isTorn = false;

  /** Puts lines on the disk. What they say is known only afterwards: what a full disk did not take was given to nobody. */
  const append = async (added: readonly string[]) => {
    if (added.length === 0) return;
    if (isTorn) await rewrite();
    isTorn = true;
    const handle = await open(file, 'a');
    try {
      for (let at = 0; at < added.length; at += atOnce) await handle.writeFile(textOf(added.slice(at, at + atOnce)));
      await handle.sync();
    } finally {
      await handle.close();
    }
    isTorn = false;
    lines += added.length;
  };
  const rewrite = async () => {
    const written = linesOf(known);
    await writeWhole(file, written);
    lines = written.length;
  };
  /** A number that comes back raises the next one too: where that is as before, nothing has come (RFC 9051 §2.3.1.1). */
  const firstNew = (back: ReadonlyMap<string, readonly number[]>): number => {
    let next = known.uidNext;
    for (const uids of back.values()) next += uids.length;
    return next;
  };
  const depart = (key: string, uids: readonly number[]) => {
    there.remove(key, uids);
    gone.add(key, uids);
    for (const uid of uids) {
      known.keys.delete(uid);
      known.gone.set(uid, key);
    }
  };
  /**
   * Numbers that are given now.
   * @param back of messages that were gone
   * @param added messages that are new, in their order; the first has the number `firstNew(back)`
   */
  const give = async (back: ReadonlyMap<string, readonly number[]>, added: readonly string[]): Promise<void> => {
    const next = firstNew(back);
    const returned = [...back].flatMap(([key, uids]) => uids.map((uid) => [uid, key] as const));
    const fresh = added.map((key, at) => [next + at, key] as const);
    const marks = returned.flatMap(([uid]) => (known.marks.has(uid) ? [marked([uid, known.marks.get(uid) ?? []])] : []));
    await append([...[...returned, ...fresh].map(given), ...marks]);
    for (const [key, uids] of back) {
      gone.remove(key, uids);
      there.add(key, uids);
    }
    for (const [uid, key] of returned) {
      known.gone.delete(uid);
      known.keys.set(uid, key);
    }
    const pace = createPace();
    for (const [uid, key] of fresh) {
      known.keys.set(uid, key);
      there.add(key, [uid]);
      await pace();
    }
    known.uidNext = next + fresh.length;
  };
  /** @param latest that went at once */
  const forgetOldest = (latest: number) => {
    const oldest = new Map<string, number[]>();
    let left = known.gone.size - Math.max(mostRemembered, latest);
    for (const [uid, key] of known.gone) {
      if (left <= 0) break;
      left -= 1;
      known.gone.delete(uid);
      known.marks.delete(uid);
      const others = oldest.get(key);
      if (others) others.push(uid);
      else oldest.set(key, [uid]);
    }
    for (const [key, uids] of oldest) gone.remove(key, uids);
  };

  return {
    get uidValidity() {
      return known.uidValidity;
    },
    get uidNext() {
      return known.uidNext;
    },
    numbers: (keys) =>
      inTurn(async () => {
        const pace = createPace();
        const counts = new Map<string, number>();
        for (const key of keys) {
          counts.set(key, (counts.get(key) ?? 0) + 1);
          await pace();
        }
        const back = new Map<string, readonly number[]>();
        for (const [key, count] of counts) {
          const lacking = count - there.of(key).length;
          if (lacking > 0 && gone.of(key).length > 0) back.set(key, gone.of(key).slice(-lacking));
          await pace();
        }
        const had = known.keys.size;
        const next = firstNew(back);
        const added: string[] = [];
        const uids: number[] = [];
        const taken = new Map<string, number>();
        const own = new Map([...back].map(([key, returned]) => [key, ascending([...there.of(key), ...returned])]));
        let kept = 0;
        for (const key of keys) {
          const count = taken.get(key) ?? 0;
          taken.set(key, count + 1);
          const uid = (own.get(key) ?? there.of(key))[count];
          if (uid !== undefined) kept += 1;
          uids.push(uid ?? next + added.push(key) - 1);
          await pace();
        }
        const returned = [...back.values()].reduce((sum, each) => sum + each.length, 0);
        await give(back, added);
        let latest = 0;
        if (kept - returned < had) {
          const leaving: (readonly [string, readonly number[]])[] = [];
          for (const key of there.keys()) {
            const left = there.of(key).slice(counts.get(key) ?? 0);
            if (left.length > 0) leaving.push([key, left]);
            latest += left.length;
            await pace();
          }
          // On the disk before anybody hears of it: one that comes back later is known to have been gone.
          await append(leaving.flatMap(([, each]) => each.map(departed)));
          for (const [key, each] of leaving) depart(key, each);
        }
        const most = Math.max(2 * mostRemembered, known.keys.size, latest);
        if (known.gone.size > most) forgetOldest(latest);
        if (lines > 4 * most + 2 * known.keys.size) await rewrite();
        return uids;
      }),
    leave: (uids) =>
      inTurn(async () => {
        const leaving = new Map<string, number[]>();
        for (const uid of uids) {
          const key = known.keys.get(uid);
          if (key === undefined) continue;
          const others = leaving.get(key);
          if (others) others.push(uid);
          else leaving.set(key, [uid]);
        }
        await append([...leaving.values()].flat().map(departed));
        for (const [key, each] of leaving) depart(key, each);
      }),
    // One that is gone is whole when it is there again.
    knows: (key) => there.of(key).length > 0 || gone.of(key).length > 0,
    extend: (keys) =>
      inTurn(async () => {
        const back = new Map<string, readonly number[]>();
        const added: string[] = [];
        const found = keys.map((key): number | { readonly behind: number } => {
          // Of messages that are all alike the first in the file has the lowest number: one behind others does not get one from before them.
          const uid = there.of(key).length === 0 && !back.has(key) ? gone.of(key).at(-1) : undefined;
          if (uid === undefined) return { behind: added.push(key) - 1 };
          back.set(key, [uid]);
          return uid;
        });
        const next = firstNew(back);
        const uids = found.map((uid) => (typeof uid === 'number' ? uid : next + uid.behind));
        await give(back, added);
        return uids;
      }),
    marks: (uid) => known.marks.get(uid) ?? null,
    setMarks: (marks) =>
      inTurn(async () => {
        await append([...marks].map(marked));
        for (const [uid, flags] of marks) known.marks.set(uid, flags);
      }),
  };
}
