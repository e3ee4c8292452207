/** The numbers of messages on this computer: one that was seen names the same message for ever, whatever happens to the disk. */
import { mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openUidList, type UidList } from '../../../electron/engine/local/uid-list.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-uids-'));
  file = join(folder, 'a.uids');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const list = (validity = 7) => openUidList(file, () => validity);

it('gives each message a number, and knows it when it is opened again, also those that are gone', async () => {
  const first = await list();
  expect(await first.numbers(['a', 'b', 'b', 'c'])).toEqual([1, 2, 3, 4]);
  await first.setMarks(new Map([[2, ['\\Seen']]]));
  expect(await first.numbers(['c', 'b', 'd'])).toEqual([4, 2, 5]);
  expect([first.knows('a'), first.knows('b'), first.knows('f')]).toEqual([true, true, false]);
  expect(await first.extend(['e', 'e'])).toEqual([6, 7]);
  // One that comes back raises the next number, by which others see that something has come.
  expect(await first.numbers(['b', 'a', 'e', 'f'])).toEqual([2, 1, 6, 9]);
  const again = await list(8);
  expect([again.uidValidity, again.uidNext, again.marks(2), again.marks(4)]).toEqual([7, 10, ['\\Seen'], null]);
  expect(await again.numbers(['b', 'a', 'e', 'c'])).toEqual([2, 1, 6, 4]);
});

it('remembers numbers and marks of a mailbox that is missing for a time, also over a start', async () => {
  const first = await list();
  expect(await first.numbers(['a', 'b', 'c'])).toEqual([1, 2, 3]);
  await first.setMarks(new Map([[2, ['\\Seen']]]));
  await first.numbers([]);
  // Another message meanwhile: now the file says that the others are gone.
  expect(await first.numbers(['d'])).toEqual([4]);
  const second = await list();
  expect(await second.numbers(['a', 'b', 'd'])).toEqual([1, 2, 4]);
  expect(second.marks(2)).toEqual(['\\Seen']);
  const third = await list();
  expect(await third.extend(['c', 'e', 'c'])).toEqual([3, 8, 9]);
  expect([third.uidNext, third.marks(2)]).toEqual([10, ['\\Seen']]);
  expect((await list()).uidNext).toBe(10);
});

it('of messages that are all alike keeps the number of the one that stays', async () => {
  const first = await list();
  expect(await first.numbers(['b', 'b', 'b'])).toEqual([1, 2, 3]);
  await first.leave([1]);
  expect(await first.numbers(['b', 'b'])).toEqual([2, 3]);
  // It was not taken out after all: the program was killed in between.
  await first.leave([3]);
  const again = await list();
  expect(await again.numbers(['b', 'b'])).toEqual([2, 3]);
  expect(await again.numbers(['b', 'b', 'b'])).toEqual([1, 2, 3]);
});

it('forgets the oldest of many that are gone, and its file does not grow for ever', async () => {
  const many = await list();
  for (let round = 0; round < 12; round += 1) await many.numbers(Array.from({ length: 5_000 }, (_, at) => `${round} ${at}`));
  expect([many.knows('0 0'), many.knows('10 0')]).toEqual([false, true]);
  expect(await many.numbers(['10 0', '0 0'])).toEqual([50_001, 60_002]);
  const sets = ['one', 'other'].map((name) => Array.from({ length: 5_000 }, (_, at) => `${name} ${at}`));
  for (let round = 0; round < 9; round += 1) for (const each of sets) await many.numbers(each);
  expect(readFileSync(file, 'latin1').split('\n').length).toBeLessThan(150_000);
}, 240_000);

/** How often others had a turn while the work was done: once where it was done in one piece. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  work.then(over, over);
  for (; !isOver; turns += 1) await setImmediate();
  return turns;
}

describe('a very large mailbox', () => {
  it('of messages that are all alike is numbered in proportion to their count', async () => {
    const keys = Array.from({ length: 100_000 }, () => 'a');
    const large = await list();
    expect((await large.numbers(keys)).at(-1)).toBe(100_000);
    expect((await large.numbers(keys.slice(1))).at(-1)).toBe(99_999);
  });

  it('leaves turns to others while nothing, or one message, has changed', async () => {
    const keys = Array.from({ length: 100_000 }, (_, number) => `key of ${number}`);
    const large = await list();
    await large.numbers(keys);
    for (const asked of [keys, [...keys, 'new'], keys.slice(1)]) expect(await turnsDuring(large.numbers(asked))).toBeGreaterThan(2);
  });
});

// A device on which every write ends with ENOSPC; Linux has it.
describe.skipIf(process.platform !== 'linux')('numbers that the disk has not taken', () => {
  const fill = () => {
    renameSync(file, `${file}.kept`);
    symlinkSync('/dev/full', file);
  };
  const free = () => renameSync(`${file}.kept`, file);

  it.each([
    ['asked for with the others', (full: UidList) => full.numbers(['a', 'b'])],
    ['asked for behind the others', (full: UidList) => full.extend(['b'])],
    ['marked', (full: UidList) => full.setMarks(new Map([[1, ['\\Seen']]]))],
  ])('are used by nobody (%s)', async (_, work) => {
    const full = await list();
    await full.numbers(['a']);
    fill();
    await expect(work(full)).rejects.toMatchObject({ code: 'ENOSPC' });
    expect([full.uidNext, full.knows('b'), full.marks(1)]).toEqual([2, false, null]);
    free();
    expect(await full.numbers(['c', 'a'])).toEqual([2, 1]);
    expect(await (await list()).numbers(['a', 'c'])).toEqual([1, 2]);
  });

  it('are not joined to the next ones where they were cut off', async () => {
    const full = await list();
    await full.numbers(['a']);
    fill();
    await expect(full.numbers(['a', 'b'])).rejects.toMatchObject({ code: 'ENOSPC' });
    free();
    writeFileSync(file, `${readFileSync(file, 'latin1')}2 b`);
    expect(await full.numbers(['a', 'c', 'd'])).toEqual([1, 2, 3]);
    expect(await (await list()).numbers(['a', 'c', 'd'])).toEqual([1, 2, 3]);
  });
});

describe('a list that was damaged', () => {
  it.each(['x b', '2', '2 ', '2b c', '-2 b', '2.5 b', '99999999999999999999 b', '0 b', '1 b', '\0\0\0'])(
    'by the line “%s” is begun anew under another UIDVALIDITY: which numbers were given is not known',
    async (line) => {
      writeFileSync(file, `postglass-uids 1 validity 7 next 1\n1 a\n${line}\n3 c\n`);
      const begun = await list(8);
      expect(begun.uidValidity).toBe(8);
      expect(await begun.numbers(['a', 'b', 'c'])).toEqual([1, 2, 3]);
      expect(begun.uidNext).toBe(4);
    },
  );

  it('only in its marks keeps its numbers', async () => {
    writeFileSync(file, 'postglass-uids 1 validity 7 next 1\n1 a\nmarks x \\Seen\nmarks\n2 b\nmarks 2 \\Seen \\Flagged\n');
    const read = await list(8);
    expect([read.uidValidity, read.uidNext, read.marks(1), read.marks(2)]).toEqual([7, 3, null, ['\\Seen', '\\Flagged']]);
  });

  it('at its end, where a kill cut it off, has all before it', async () => {
    writeFileSync(file, 'postglass-uids 1 validity 7 next 1\n1 a\n2 b');
    const read = await list(8);
    expect([read.uidValidity, read.uidNext, read.knows('b')]).toEqual([7, 2, false]);
    expect(readFileSync(file, 'latin1')).toBe('postglass-uids 1 validity 7 next 2\n1 a\n');
  });
});
