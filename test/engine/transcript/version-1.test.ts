/** Session files of version 1, with keys of one letter and lines that share a record, read as they did when they were written. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLog } from '../../../electron/engine/transcript/files/read-log.ts';
import { decodeVersion1 } from '../../../electron/engine/transcript/files/version-1.ts';
import { linesOf, sha256, startTranscript, streamOf, temporaryFolder, textOfLine } from './transcript-fixture.ts';

const written = new URL('../../fixtures/transcript/version-1.jsonl', import.meta.url);
const session = '20260504-120000-imap-1tx1434';

/** The messages that were fetched in it. Of the first two the store had the bytes, the others are in the file, the last one in parts. */
const bodies = [10, 100, 200, 2_000].map((lines, at) => Buffer.from(`Subject: ${at + 1}\r\n\r\n${`line of ${at + 1}\r\n`.repeat(lines)}`));
const fetched = (raw: Buffer, at: number) =>
  Buffer.concat([Buffer.from(`* ${at + 1} FETCH (UID ${at + 1} BODY[] {${raw.length}}\r\n`), raw, Buffer.from(')\r\n')]);
const fromServer = Buffer.concat([
  Buffer.from('* OK ready\r\nA1 OK in\r\n'),
  ...bodies.map(fetched),
  Buffer.from('A2 OK done\r\n* 5 EXISTS\r\n* OK \xff\r\n', 'latin1'),
]);

/** A program that starts on a folder with this file. */
async function opened(text: string, id = session) {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'transcript'));
  await writeFile(join(folder, 'transcript', `${id}.0000.jsonl`), text);
  const fixture = await startTranscript({ folder });
  for (const body of bodies.slice(0, 2)) fixture.store.set(sha256(body), body);
  return { ...fixture, folder };
}

test('it shows every line with its exact bytes, its masks and what it answers', async () => {
  const { transcript } = await opened(await readFile(written, 'utf8'));
  expect(await transcript.session(session)).toMatchObject({ state: 'done', lines: 20, bytesReceived: 25_660, summary: 'A2 OK done' });
  expect((await streamOf(transcript, session, 'server')).equals(fromServer)).toBe(true);
  expect((await streamOf(transcript, session, 'client')).toString()).toBe(
    'A1 LOGIN ana ********\r\nA2 UID FETCH 1:4 (UID BODY.PEEK[])\r\n',
  );
  const lines = await linesOf(transcript, session);
  expect(lines[0]).toMatchObject({ kind: 'note', note: { key: 'connected', parameters: { address: '192.0.2.1', port: 143 } } });
  expect(lines[2]).toMatchObject({ tag: 'A1', command: 'LOGIN', masked: [{ offset: 13, length: 8 }] });
  expect(lines[6]).toMatchObject({ kind: 'literal', answers: 4, elapsed: 5, cause: 'bodies', messageId: 7, offset: 53 });
  expect(lines.map(({ payload }) => payload?.held).filter((held) => held !== undefined)).toEqual([true, true, true]);
  for (const [at, line] of [6, 9, 12, 15].entries()) expect(await transcript.bytes(session, line)).toEqual({ ok: true, value: bodies[at] });
});

test('the messages that it fetched are found on the wire', async () => {
  const { transcript } = await opened(await readFile(written, 'utf8'));
  for (const [at, body] of bodies.entries())
    expect(await transcript.wireOf(sha256(body))).toEqual([{ session, firstLine: 4, lastLine: 6 + 3 * at, purpose: 'fetched' }]);
});

test('the command line prints it', async () => {
  const { folder, store } = await opened(await readFile(written, 'utf8'));
  const log = await readLog(folder, session, { holds: (hash) => store.has(hash), read: (hash) => store.get(hash) ?? null });
  if (!log.ok) throw new Error(log.failure.code);
  const received: Buffer[] = [];
  for await (const { direction, bytes } of log.value.objects()) if (direction === 'server') received.push(Buffer.from(bytes, 'base64'));
  expect(Buffer.concat(received).equals(fromServer)).toBe(true);
});

test('a record of several lines that contradicts itself is no line, and keeps nobody busy', async () => {
  const good = '{"f":4,"n":2,"o":9,"t":[5,2],"l":[3,-2],"s":"abcde"}';
  expect(decodeVersion1(good)).toMatchObject([
    { index: 4, at: 5, direction: 'server', offset: 9, kind: 'data', base64: 'YWJj' },
    { index: 5, at: 5, direction: 'server', offset: 12, kind: 'literal', base64: 'ZGU=' },
  ]);
  const text = await readFile(written, 'utf8');
  const [header = '', ...rest] = text.split('\n');
  const { transcript } = await opened(text);
  const whole = await linesOf(transcript, session);
  for (const bad of [
    good.replace('abcde', 'abcd'),
    good.replace('abcde', 'abcdef'),
    good.replace('"n":2', '"n":3'),
    good.replace('"n":2', '"n":900000000000000').replace('[5,2]', '[5,900000000000000]'),
    good.replace('[5,2]', '[5,1]'),
    good.replace('[5,2]', '[5]'),
    good.replace('[3,-2]', '[3,-2e99]'),
    good.replace('"s"', '"p":[{"n":0,"h":"","b":4}],"s"'),
    good.slice(0, -3),
  ]) {
    expect(decodeVersion1(bad)).toEqual([]);
    expect(await linesOf((await opened(`${text}${bad}\n`)).transcript, session)).toMatchObject(
      whole.map(({ index, bytes }) => ({ index, bytes })),
    );
    // In its middle, where the index of the file meets it before it has any other.
    const between = await opened([header, bad.replace('"f":4', '"f":0'), ...rest].join('\n'));
    expect(await linesOf(between.transcript, session)).toMatchObject(whole.map(({ index, bytes }) => ({ index, bytes })));
  }
});

test('a file with a record for every line, as the first ones had, reads as it did', async () => {
  const id = '20260504-120000-imap-0a0b0c';
  const lines = ['* OK ready', 'A1 NOOP', '* 3 EXISTS', '* 4 EXISTS', 'A1 OK done'];
  const directions = ['S', 'C', 'S', 'S', 'S'];
  const kinds = ['greeting', 'command', 'data', 'data', 'status'];
  const header = {
    ...{ type: 'session', version: 1, id, protocol: 'imap', accountId: 'a1', accountName: 'Ana', host: 'h', port: 143 },
    ...{ purpose: 'sync', startedAt: Date.UTC(2026, 4, 4, 12), segment: 0, first: 0 },
  };
  const records = lines.map((line, i) => ({ i, t: i, d: directions[i], o: 0, k: kinds[i], s: `${line}\r\n` }));
  const { transcript } = await opened([header, ...records].map((record) => `${JSON.stringify(record)}\n`).join(''), id);
  const shown = await linesOf(transcript, id);
  expect(shown.map(({ kind }) => kind)).toEqual(kinds);
  expect(shown.map(textOfLine)).toEqual(lines.map((line) => `${line}\r\n`));
  expect(await transcript.session(id)).toMatchObject({ lines: 5, summary: 'A1 OK done' });
});
