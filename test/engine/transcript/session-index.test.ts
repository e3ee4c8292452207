/** The index beside the session files: what a start costs, and that the files alone are the authority. */
import { appendFile, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSessions } from '../../../electron/engine/transcript/files/read-log.ts';
import { fingerprintOfPayload } from '../../../electron/engine/transcript/payload/payload-fingerprint.ts';
import { bodyOf, numbers, synchronise } from './bulk-dialogue.ts';
import { type Fixture, linesOf, sha256, startTranscript, textOfLine } from './transcript-fixture.ts';

const indexOf = ({ folder }: Pick<Fixture, 'folder'>) => join(folder, 'transcript', 'index.db');

/** A session with 200 fetched messages, and a short one that is pinned. */
async function recorded() {
  const fixture = await startTranscript();
  const { tap } = synchronise(fixture);
  for (const number of numbers) {
    const body = bodyOf(number);
    fixture.store.set(sha256(body), body);
    fixture.transcript.payloadStored(sha256(body), fingerprintOfPayload(body));
  }
  tap.end();
  fixture.clock.advance(1_000);
  const short = fixture.open('smtp');
  short.server(Buffer.from('220 mx\r\n'));
  short.end();
  await expect.poll(async () => (await fixture.transcript.sessions({ limit: 2 })).map(({ state }) => state)).toEqual(['done', 'done']);
  await fixture.transcript.pin(short.session, true);
  await fixture.transcript.close();
  return { ...fixture, long: tap.session, short: short.session };
}

/** What a program that starts on the folder finds. */
async function found({ folder, clock, store }: Fixture, long: string) {
  const { transcript } = await startTranscript({ folder, clock, store });
  const sessions = await transcript.sessions({ limit: 10 });
  const lines = (await linesOf(transcript, long)).map(textOfLine);
  const wire = [];
  for (const number of [1, 77, 200]) wire.push(await transcript.wireOf(sha256(bodyOf(number))));
  await transcript.close();
  return { sessions, lines, wire };
}

test('a program that starts again finds every session, its pin, its lines and its messages', async () => {
  const first = await recorded();
  const { sessions, lines, wire } = await found(first, first.long);
  expect(sessions.map(({ id, pinned }) => [id, pinned])).toEqual([
    [first.short, true],
    [first.long, false],
  ]);
  expect(lines).toHaveLength(1 + 2 * (2 + 3 * 200));
  expect(wire).toEqual(
    [1, 77, 200].map((number) => [{ session: first.long, firstLine: 603, lastLine: 602 + 3 * number, purpose: 'fetched' }]),
  );
});

describe('an index that cannot be used is made again from the files, pins included', () => {
  test.each<[string, (path: string) => Promise<void>]>([
    ['is missing', (path) => rm(path)],
    ['is empty', (path) => writeFile(path, '')],
    ['is no database', (path) => writeFile(path, 'garbage '.repeat(10_000))],
    ['is cut off', (path) => truncate(path, 9_000)],
    [
      'has garbage in its pages',
      async (path) => {
        const bytes = await readFile(path);
        for (let at = 4_096; at < bytes.length; at += 4_096) bytes.fill(0xa5, at, at + 1_000);
        await writeFile(path, bytes);
      },
    ],
    [
      'is of another version',
      async (path) => {
        const bytes = await readFile(path);
        bytes.writeUInt32BE(99, 60); // user_version (https://sqlite.org/fileformat.html)
        await writeFile(path, bytes);
      },
    ],
  ])('%s', async (_, harm) => {
    const first = await recorded();
    const whole = await found(first, first.long);
    await harm(indexOf(first));
    // Where the damage is found out while the index is in use, the first answers may come before all files are read.
    await expect.poll(() => found(first, first.long), { timeout: 5_000 }).toEqual(whole);
  });
});

test('pins and hashes of an earlier version are taken over, and their files are gone', async () => {
  const first = await recorded();
  await rm(indexOf(first));
  const folder = join(first.folder, 'transcript');
  await writeFile(join(folder, 'pinned.json'), JSON.stringify([first.long, 'unknown']));
  await writeFile(join(folder, 'hashes.idx'), '');
  const { sessions } = await found(first, first.long);
  expect(sessions.map(({ pinned }) => pinned)).toEqual([true, true]);
  expect((await readdir(folder)).filter((name) => !name.endsWith('.jsonl'))).toEqual(['index.db']);
  await rm(indexOf(first));
  expect((await found(first, first.long)).sessions.map(({ pinned }) => pinned)).toEqual([true, true]);
});

test('a session is pinned while it is open, and let go when it is over, and its file says so', async () => {
  const first = await startTranscript();
  const tap = first.open('imap');
  tap.server(Buffer.from('* OK ready\r\n'));
  await first.transcript.pin(tap.session, true);
  tap.end();
  await first.transcript.close();
  await rm(indexOf(first));
  const second = await startTranscript({ folder: first.folder, clock: first.clock });
  expect(await second.transcript.session(tap.session)).toMatchObject({ pinned: true, state: 'done', lines: 1 });
  await second.transcript.pin(tap.session, false);
  await second.transcript.close();
  await rm(indexOf(first));
  const third = await startTranscript({ folder: first.folder, clock: first.clock });
  expect(await third.transcript.session(tap.session)).toMatchObject({ pinned: false, state: 'done', lines: 1 });
});

test('the half line of a killed program spoils no pin', async () => {
  const first = await startTranscript();
  const tap = first.open('imap');
  tap.server(Buffer.from('* OK ready\r\n'));
  await first.transcript.flush();
  await appendFile(join(first.folder, 'transcript', `${tap.session}.0000.jsonl`), '{"index":1,"at":5,"dir');
  const second = await startTranscript({ folder: first.folder, clock: first.clock });
  expect(await second.transcript.session(tap.session)).toMatchObject({ state: 'failed', lines: 1 });
  await second.transcript.pin(tap.session, true);
  await second.transcript.close();
  const [listed] = await readSessions(first.folder);
  expect(listed).toMatchObject({ id: tap.session, pinned: true, state: 'failed', lines: 1 });
});

test('files that come or go while no program runs are noticed', async () => {
  const first = await recorded();
  const folder = join(first.folder, 'transcript');
  const name = `${first.short}.0000.jsonl`;
  const text = await readFile(join(folder, name), 'utf8');
  await rm(join(folder, name));
  const copied = first.short.replace('smtp', 'smtp-2');
  await writeFile(join(folder, `${copied}.0000.jsonl`), text.replaceAll(first.short, copied));
  const { transcript } = await startTranscript({ folder: first.folder, clock: first.clock });
  await expect.poll(async () => (await transcript.sessions({ limit: 10 })).map(({ id }) => id)).toEqual([copied, first.long]);
});

test('the index is for its owner only', async () => {
  expect((await stat(indexOf(await recorded()))).mode & 0o777).toBe(0o600);
});
