/** What a page costs, however many sessions are stored: the folder is not listed for it, and no file of another session is opened. */
import type * as FileSystem from 'node:fs/promises';
import { beforeEach, expect, test, vi } from 'vitest';
import { linesOf, startTranscript } from './transcript-fixture.ts';

const looks = vi.hoisted(() => ({ listed: 0, opened: [] as string[] })); // filled by the file system below

vi.mock('node:fs/promises', async (original) => {
  const system = await original<typeof FileSystem>();
  return {
    ...system,
    readdir: (path: string) => {
      looks.listed += 1;
      return system.readdir(path);
    },
    open: (path: string, ...rest: [string, number?]) => {
      looks.opened.push(path);
      return system.open(path, ...rest);
    },
  };
});

beforeEach(() => {
  looks.listed = 0;
  looks.opened = [];
});

test('a start opens no session, and a page only its own', async () => {
  const first = await startTranscript();
  const taps = Array.from({ length: 20 }, () => first.open('imap'));
  for (const tap of taps) {
    tap.server(Buffer.from('* OK ready\r\n'));
    tap.end();
  }
  await first.transcript.close();
  looks.opened = [];
  const second = await startTranscript({ folder: first.folder, clock: first.clock });
  expect(await second.transcript.sessions({ limit: 50 })).toHaveLength(20);
  expect(looks.opened).toEqual([]);
  // What goes on beside it, once in a while, is over when it closes; pages of the next program are counted alone.
  await second.transcript.close();
  const third = await startTranscript({ folder: first.folder, clock: first.clock });
  const id = taps[7]?.session ?? '';
  for (let page = 0; page < 30; page += 1) expect(await linesOf(third.transcript, id)).toHaveLength(1);
  expect(looks.opened.length).toBeGreaterThan(0);
  expect(looks.opened.filter((path) => !path.includes(id))).toEqual([]);
  // One in the life of each program, and none for a page.
  expect(looks.listed).toBeLessThan(10);
});
