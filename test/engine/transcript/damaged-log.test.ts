/** Log files that were cut off or damaged: what is read is never a wrong line, at most a missing one, and the program opens. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Line } from '../../../electron/contract/transcript.ts';
import { readLog } from '../../../electron/engine/transcript/files/read-log.ts';
import { fingerprintOfPayload } from '../../../electron/engine/transcript/payload/payload-fingerprint.ts';
import { bodyOf, numbers, synchronise } from './bulk-dialogue.ts';
import { linesOf, sha256, startTranscript, temporaryFolder } from './transcript-fixture.ts';

/** A session in which half of the messages are the log's own: its file, and its lines with all their bytes. */
async function recorded() {
  const fixture = await startTranscript();
  const { tap } = synchronise(fixture);
  for (const number of numbers.slice(0, 150)) {
    const body = bodyOf(number);
    fixture.store.set(sha256(body), body);
    fixture.transcript.payloadStored(sha256(body), fingerprintOfPayload(body));
  }
  fixture.clock.advance(2_000);
  tap.end();
  await fixture.transcript.close();
  const name = `${tap.session}.0000.jsonl`;
  const text = (await fixture.files()).get(name) ?? '';
  return { name, text, session: tap.session, ...fixture };
}

/** The lines of such a file as a program that starts on it shows them. */
async function reopened(name: string, text: string) {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'transcript'));
  await writeFile(join(folder, 'transcript', name), text);
  const { transcript } = await startTranscript({ folder });
  const session = name.split('.')[0] ?? '';
  const listed = await transcript.session(session);
  const lines = listed ? await linesOf(transcript, session) : [];
  const exact: (string | null)[] = [];
  if (listed) for await (const { record, bytes } of transcript.everything(session)) exact[record.index] = bytes?.toString('latin1') ?? null;
  await transcript.close();
  return { lines, exact, listed };
}

const indexed = (lines: readonly Line[]) => new Map(lines.map(({ index, offset, bytes, kind }) => [index, { offset, bytes, kind }]));

test('a file that breaks off anywhere shows its first lines, and loses no more than one record', async () => {
  const { name, text } = await recorded();
  const whole = await reopened(name, text);
  expect(whole.lines.length).toBeGreaterThan(1_200);
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
  const header = ends[0] ?? 0;
  for (let cut = header; cut < text.length; cut += 39_979) {
    const { lines, exact } = await reopened(name, text.slice(0, cut));
    expect(lines).toEqual(whole.lines.slice(0, lines.length));
    const complete = ends.findLast((end) => end <= cut) ?? 0;
    expect(lines.length).toBe((await reopened(name, text.slice(0, complete))).lines.length);
    for (const [index, bytes] of exact.entries()) expect([null, whole.exact[index]]).toContain(bytes);
  }
});

test('a file with a hole in a record, as a full disk leaves one, shows all other lines', async () => {
  const { name, text } = await recorded();
  const whole = indexed((await reopened(name, text)).lines);
  const records = text.split('\n').slice(0, -1);
  const position = records.findIndex((record) => record.startsWith('{"index":300,'));
  for (const kept of [5, 8, 9, 10, 12, 13, 15, 40, 70]) {
    const torn = records.map((record, at) => (at === position ? record.slice(0, kept) : record));
    const { lines, listed } = await reopened(name, `${torn.join('\n')}\n`);
    expect(lines.map(({ index }) => index)).toEqual([...whole.keys()].filter((index) => index !== 300));
    for (const line of lines) expect(whole.get(line.index)).toEqual(indexed([line]).get(line.index));
    expect(listed).toMatchObject({ lines: whole.size, state: 'done' });
  }
});

test('the command line shows every line of a recorded file', async () => {
  const { folder, session, store } = await recorded();
  const log = await readLog(folder, session, { holds: (hash) => store.has(hash), read: (hash) => store.get(hash) ?? null });
  if (!log.ok) throw new Error(log.failure.code);
  const objects: unknown[] = [];
  for await (const line of log.value.objects()) objects.push(line);
  expect(objects).toHaveLength(1 + 2 * (2 + 3 * 200));
  let text = '';
  for await (const part of log.value.text()) text += part;
  expect(text).toContain('* 121 FETCH (UID 121 BODY[] {');
  expect(text).toContain('line of 199');
});
