/** What a server says has vanished is looked up once, however often and in however many pieces it names it (RFC 7162 §3.2.10). */
import { expect, it } from 'vitest';
import type { HeldReader } from '../../../electron/engine/cache/messages/read-held.ts';
import { readSpans } from '../../../electron/engine/imap/uid-set.ts';
import { heldInSpans } from '../../../electron/engine/sync/folders/folder-comparison.ts';

/** Holds every third UID up to 3,000 and has two on their way out; counts how many UIDs it was asked for and answered with. */
function createCountingReader() {
  const uids = Array.from({ length: 1_000 }, (_, index) => 3 * (index + 1));
  const leaving = [4, 3_001];
  const all = [...uids, ...leaving].sort((one, other) => one - other);
  const counts = { questions: 0, answered: 0 };
  const answer = (found: number[]) => {
    counts.questions += 1;
    counts.answered += found.length;
    return found;
  };
  const reader: Pick<HeldReader, 'uids' | 'uidsWithin'> = {
    uids: () => ({
      uids: Float64Array.from(answer(uids)),
      flags: new Uint8Array(uids.length),
      leaving: Float64Array.from(answer(leaving)),
    }),
    uidsWithin: (_folder, first, last) => answer(all.filter((uid) => uid >= first && uid <= last)),
  };
  return { reader: reader as HeldReader, all, counts }; // nothing else of a reader is asked
}

it.each([
  ['everything, again and again', Array.from({ length: 8_000 }, () => '1:4294967295').join(','), 1, 4_294_967_295],
  ['overlapping spans, backwards', Array.from({ length: 2_000 }, (_, index) => `${2_010 - index}:${2_000 - index}`).join(','), 1, 2_010],
  ['a few spans', '3,6:9,900:2000', 3, 2_000],
])('%s', (_, set, first, last) => {
  const { reader, all, counts } = createCountingReader();
  const found = heldInSpans(reader, 1, readSpans(set) ?? []);
  const within = all.filter((uid) => uid >= first && uid <= last && (set.length > 20 || uid === 3 || (uid >= 6 && uid <= 9) || uid >= 900));
  expect(found).toEqual(within);
  expect(counts.questions).toBeLessThanOrEqual(3);
  expect(counts.answered).toBeLessThanOrEqual(all.length);
});

it('thousands of single numbers are one walk over what is held', () => {
  const { reader, counts } = createCountingReader();
  const set = Array.from({ length: 5_000 }, (_, index) => String(2 * index + 1)).join(',');
  expect(heldInSpans(reader, 1, readSpans(set) ?? [])).toEqual([...Array.from({ length: 500 }, (_, index) => 6 * index + 3), 3_001]);
  expect(counts.questions).toBe(2);
});
