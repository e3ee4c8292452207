/** Regular expressions over recorded sessions: what they find, and that none of them holds anything up. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../../electron/base/clock.ts';
import type { SearchRunner } from '../../../../electron/engine/transcript/search/search-runner.ts';
import type { Transcript } from '../../../../electron/engine/transcript/transcript-interface.ts';
import { createSearchThreads } from '../../../../electron/engine/workers/search/search-threads.ts';
import { type Fixture, startTranscript, temporaryFolder } from '../transcript-fixture.ts';

const url = new URL('../../../../electron/engine/workers/search/search-worker.ts', import.meta.url);

async function withThreads(silence?: number, after = systemClock.after): Promise<Fixture & { threads: SearchRunner }> {
  const folder = await temporaryFolder();
  const within = silence === undefined ? {} : { silence };
  const threads = createSearchThreads({ url, folder: join(folder, 'transcript'), after, within });
  onTestFinished(() => threads.close());
  return { ...(await startTranscript({ folder, searchRunner: threads })), threads };
}

async function linesWith(transcript: Transcript, session: string, pattern: string, from = 0, limit = 1_000) {
  const page = await transcript.matching.lines({ session, from, limit }, { pattern, field: 'a' });
  return page.ok ? page.value : page.failure;
}

const slowest = '^(a+)+$';
/** It takes the time of the universe, as far as a test is concerned. */
const held = `${'a'.repeat(60)}b\r\n`;

test('an expression finds its lines, whatever their case, and says where it stands in them', async () => {
  const { open, transcript } = await withThreads();
  const tap = open('imap');
  for (const line of ['* 12 EXISTS\r\n', '* 7 exists\r\n', '* OK café 12 açúcar\r\n', '* 3 RECENT\r\n']) tap.server(Buffer.from(line));
  tap.server(Buffer.from('* OK caf\xe9 9\r\n', 'latin1'));
  const found = async (pattern: string) => {
    const page = await linesWith(transcript, tap.session, pattern);
    if ('code' in page) return page;
    return page.lines.map((line) => [
      line.index,
      ...(line.found ?? []).map(({ offset, length }) => Buffer.from(line.bytes, 'base64').toString('utf8', offset, offset + length)),
    ]);
  };
  expect(await found('^\\* \\d+ exists$')).toEqual([
    [0, '* 12 EXISTS'],
    [1, '* 7 exists'],
  ]);
  expect(await found('[çú]+|\\d+$')).toEqual([
    [2, 'çú'],
    [4, '9'],
  ]);
  expect(await found('caf. \\d')).toEqual([
    [2, 'café 1'],
    [4, 'caf\ufffd 9'],
  ]);
  expect(await found('\\-nothing')).toEqual([]);
  expect(await found('z*')).toEqual([[0], [1], [2], [3], [4]]);
  expect(await found('(')).toMatchObject({ code: 'pattern-invalid', detail: { message: expect.stringContaining('Unterminated group') } });
  // What comes later is found by the same search.
  expect(await found('exists|recent')).toHaveLength(3);
  tap.server(Buffer.from('* 13 EXISTS\r\n'));
  expect(await found('exists|recent')).toHaveLength(4);
}, 60_000);

test('a search over all sessions names those in which it stands, newest first, and pages follow each other', async () => {
  const { open, transcript, clock } = await withThreads();
  const sessions: string[] = [];
  for (let at = 0; at < 6; at += 1) {
    const tap = open(at % 2 === 0 ? 'imap' : 'smtp');
    for (let line = 0; line < 300; line += 1) tap.server(Buffer.from(at % 2 === 0 ? `* ${line} FETCH (UID ${line})\r\n` : '250 ok\r\n'));
    sessions.push(tap.session);
    clock.advance(1_000);
  }
  const of = async (pattern: string, filter = {}) => {
    const answer = await transcript.matching.sessions({ limit: 100, ...filter }, { pattern, field: 'list' });
    return answer.ok ? answer.value.map(({ id }) => id) : answer.failure.code;
  };
  expect(await of('uid 29\\d')).toEqual([sessions[4], sessions[2], sessions[0]]);
  expect(await of('^250', { limit: 2 })).toEqual([sessions[5], sessions[3]]);
  expect(await of('uid|250', { protocol: 'smtp' })).toEqual([sessions[5], sessions[3], sessions[1]]);
  expect(await of('[')).toBe('pattern-invalid');
  const page = await linesWith(transcript, sessions[0] ?? '', 'uid \\d*7\\)', 10, 5);
  expect(page).toMatchObject({ total: 30, lines: [{ index: 107 }, { index: 117 }, { index: 127 }, { index: 137 }, { index: 147 }] });
}, 60_000);

test('a pattern that would take for ever is ended and said to be too slow; this thread goes on, and so do other searches', async () => {
  const { open, transcript, threads } = await withThreads(3_000);
  const tap = open('imap');
  tap.server(Buffer.from('* OK ready\r\n'));
  const bad = open('imap');
  bad.server(Buffer.from(held));
  let beats = 0;
  const beat = setInterval(() => {
    beats += 1;
  }, 5);
  const slow = linesWith(transcript, bad.session, slowest);
  // Of the same expression and field, behind it; and of another field.
  const behind = linesWith(transcript, tap.session, slowest);
  const other = transcript.matching.lines({ session: tap.session, from: 0, limit: 10 }, { pattern: 'ready', field: 'b' });
  expect(await other).toMatchObject({ ok: true, value: { total: 1 } });
  expect(await slow).toMatchObject({ code: 'pattern-too-slow' });
  expect(await behind).toMatchObject({ total: 0 });
  clearInterval(beat);
  expect(beats).toBeGreaterThan(10);
  // It is not tried again there; a pattern that is mended is.
  expect(await linesWith(transcript, bad.session, slowest)).toMatchObject({ code: 'pattern-too-slow' });
  expect(await linesWith(transcript, bad.session, '^a+b$')).toMatchObject({ total: 1 });

  // Another pattern of the field ends the search, and so does the user.
  const replaced = linesWith(transcript, bad.session, slowest);
  const mended = linesWith(transcript, bad.session, 'b');
  expect(await replaced).toMatchObject({ code: 'cancelled' });
  expect(await mended).toMatchObject({ total: 1 });
  const unwanted = linesWith(transcript, bad.session, slowest);
  await transcript.flush();
  transcript.matching.cancel('a');
  expect(await Promise.race([unwanted, threads.close().then(() => unwanted)])).toMatchObject({ code: 'cancelled' });
}, 120_000);

test('on a busy machine a good pattern is not too slow: what counts is how long a processor worked for it', async () => {
  // By this clock a hundred times as long passes; only what is given up by the clock alone takes its time.
  const hurried = (milliseconds: number, callback: () => void) =>
    systemClock.after(milliseconds > 100_000 ? milliseconds : milliseconds / 100, callback);
  const { open, transcript } = await withThreads(10_000, hurried);
  const tap = open('imap');
  for (let line = 0; line < 5_000; line += 1) tap.server(Buffer.from(`* ${line} FETCH (UID ${line} FLAGS (\\Seen $label))\r\n`));
  // Each line is gone through many times, and all of them take far longer than 100 ms.
  expect(await linesWith(transcript, tap.session, '.*.*.*z|uid 4999 ')).toMatchObject({ total: 1 });
}, 120_000);
