/** Sorted UIDs held of a folder, searched by halves: no set of 200,000 boxed numbers is built for a look at ten of them. */
import type { HeldUids } from '../../cache/database/stored.ts';

/** Where `uid` stands in the ascending `uids`, or -1. */
export function positionOf(uids: Float64Array, uid: number): number {
  let low = 0;
  let high = uids.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = uids[middle] ?? Number.NaN;
    if (found === uid) return middle;
    if (found < uid) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Whether the folder's row for this UID is here, or was moved or deleted by the user. */
const isKnown = (held: HeldUids, uid: number): boolean => positionOf(held.uids, uid) >= 0 || positionOf(held.leaving, uid) >= 0;

interface UidDifference {
  /** On the server, not held, and not moved or deleted by the user; newest first. */
  readonly missing: number[];
  /** Held, and no longer on the server. */
  readonly gone: number[];
}

/**
 * Compares what the server lists with what is held. The server's list is not trusted to be sorted, unique or sane
 * (security.md P4): only positive integers count.
 */
export function compareUids(server: readonly number[], held: HeldUids): UidDifference {
  const listed = Float64Array.from(server.filter((uid) => Number.isSafeInteger(uid) && uid > 0)).sort();
  const missing: number[] = [];
  for (let at = listed.length - 1; at >= 0; at -= 1) {
    const uid = listed[at] ?? 0;
    if (uid !== listed[at + 1] && !isKnown(held, uid)) missing.push(uid);
  }
  const gone = Array.from(held.uids).filter((uid) => positionOf(listed, uid) < 0);
  return { missing, gone };
}
