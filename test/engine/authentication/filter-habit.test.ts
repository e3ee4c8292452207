/** How it is told that an account's filters write below the trace field: by all mail of the inbox, or not at all. */
import { expect, it } from 'vitest';
import { createFilterHabit } from '../../../electron/engine/authentication/filter-habit.ts';
import { encodings } from '../../../electron/engine/cache/bodies/blobs.ts';
import { letter, practiceAccount, readHeader } from './signed-mail.ts';

const trace = 'Received: from a.test (a.test [192.0.2.25]) by mx.practice.test with ESMTP id 4A; Mon, 30 Nov 2026 17:00:02 +0000';
const mail = (at: number, ...below: string[]) => `${[trace, ...below].join('\r\n')}\r\n${letter(`a@sender${at % 7}.test`)}`;
const field = 'Authentication-Results: mx.practice.test; dkim=none';

/** What is told by an inbox of these messages, the newest first. */
async function habitOf(messages: readonly string[]): Promise<boolean> {
  let now = 0;
  const reader = {
    folderByRole: () => ({ id: 1, total: messages.length }),
    list: (_folder: number, position: number) => ({ rows: [{ id: position, bodyHeld: true }] }),
    storedRaw: (id: number) => ({ bytes: Buffer.from(messages[id] ?? ''), encoding: encodings.asItCame }),
  };
  const habit = createFilterHabit({
    // The three functions that it asks, of a reader with forty.
    reader: reader as unknown as Parameters<typeof createFilterHabit>[0]['reader'],
    read: async ({ bytes }, account) => ({ ok: true, value: readHeader(Buffer.from(bytes), account) }),
    now: () => now++,
  });
  expect(habit.known('ana')).toBeNull();
  const found = await habit.look('ana', practiceAccount);
  expect(habit.known('ana')).toBe(found);
  return found;
}

const inbox = (count: number, make: (at: number) => string) => Array.from({ length: count }, (_, at) => make(at));

it('is one where every message has such a field', async () => {
  expect(await habitOf(inbox(200, (at) => mail(at, field)))).toBe(true);
});

it.each([
  ['few messages', inbox(9, (at) => mail(at, field))],
  ['the mail of one sender', inbox(40, () => mail(0, field))],
  ['a flood of today, before years without', inbox(200, (at) => (at < 150 ? mail(at, field) : mail(at)))],
  ['one in ten that has none', inbox(40, (at) => (at % 10 === 0 ? mail(at) : mail(at, field)))],
  ['fields of others only', inbox(40, (at) => mail(at, 'Authentication-Results: mx.other.test; dkim=pass'))],
])('is none with %s', async (_, messages) => {
  expect(await habitOf(messages)).toBe(false);
});

it('lets the first field there count, and no other', () => {
  const { reports, below } = readHeader(mail(1, field, field), { ...practiceAccount, below: 'habit' });
  expect(reports.map(({ standing }) => standing)).toEqual(['trusted', 'forged']);
  expect(below).toBe('habit');
});
