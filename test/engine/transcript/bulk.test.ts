/** Lines that come by the thousand: each is one line of the file, in words that a person reads. */
import { expect, test } from 'vitest';
import { fingerprintOfPayload } from '../../../electron/engine/transcript/payload/payload-fingerprint.ts';
import { bodyOf, headerBlock, numbers, synchronise } from './bulk-dialogue.ts';
import { type Fixture, linesOf, sha256, startTranscript, streamOf, textOfLine } from './transcript-fixture.ts';

const textOf = async (fixture: Fixture) =>
  [...(await fixture.files())].flatMap(([name, text]) => (name.endsWith('.jsonl') ? text : [])).join('');
const objectsIn = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

test('a synchronisation reads the same from memory, from the file, and after the program was started again', async () => {
  const first = await startTranscript();
  const { tap, received } = synchronise(first);
  const fromMemory = await linesOf(first.transcript, tap.session);
  expect((await streamOf(first.transcript, tap.session, 'server')).equals(received)).toBe(true);
  for (const number of numbers) {
    const body = bodyOf(number);
    first.store.set(sha256(body), body);
    first.transcript.payloadStored(sha256(body), fingerprintOfPayload(body));
  }
  await first.transcript.flush();
  // The store has them now: the window is told.
  const held = fromMemory.map((line) => (line.payload ? { ...line, payload: { ...line.payload, held: true }, messageId: 7 } : line));
  expect(await linesOf(first.transcript, tap.session)).toEqual(held);
  expect(fromMemory).toHaveLength(1 + 2 * (2 + 3 * 200));
  tap.end();
  await first.transcript.close();
  const second = await startTranscript({ folder: first.folder, clock: first.clock });
  for (const [hash, body] of first.store) second.store.set(hash, body);
  expect(await linesOf(second.transcript, tap.session)).toEqual(held);
  expect((await streamOf(second.transcript, tap.session, 'server')).equals(received)).toBe(true);
  expect(await second.transcript.session(tap.session)).toMatchObject({ lines: fromMemory.length, bytesReceived: received.length });
  for (const from of [0, 3, 599, 603, 1_000])
    expect(await second.transcript.lines({ session: tap.session, from, limit: 5 })).toMatchObject({
      ok: true,
      value: { lines: held.slice(from, from + 5) },
    });
});

test('each line of it says what it is, when it came, what it answers and what for', async () => {
  const fixture = await startTranscript();
  const { tap } = synchronise(fixture);
  await fixture.transcript.flush();
  const lines = await linesOf(fixture.transcript, tap.session);
  const [data, literal, end] = lines.slice(2 + 3 * 120, 2 + 3 * 121);
  expect(data).toMatchObject({ kind: 'data', direction: 'server', command: 'UID FETCH', answers: 1, cause: 'bodies', messageId: 7 });
  expect(data && textOfLine(data)).toMatch(/^\* 121 FETCH \(UID 121 BODY\[HEADER\] \{\d+\}\r\n$/);
  expect(literal).toMatchObject({ kind: 'literal', command: 'UID FETCH', answers: 1 });
  expect(Buffer.from(literal?.bytes ?? '', 'base64').toString('utf8')).toBe(headerBlock(121));
  expect(end && textOfLine(end)).toBe(')\r\n');
  const elapsed = lines.slice(2, 602).map(({ elapsed: time }) => time ?? -1);
  expect(elapsed).toEqual(elapsed.toSorted((left, right) => left - right));
  expect(new Set(elapsed).size).toBeGreaterThan(3);
  let offset = lines[2]?.offset ?? 0;
  for (const line of lines.slice(2, 602)) {
    expect(line.offset).toBe(offset);
    offset += Buffer.from(line.bytes, 'base64').length;
  }
});

test('each line of it is one of the file, and a message stands in it only if the log keeps it itself', async () => {
  const held = await startTranscript();
  const { tap } = synchronise(held);
  for (const number of numbers) {
    const body = bodyOf(number);
    held.store.set(sha256(body), body);
    held.transcript.payloadStored(sha256(body), fingerprintOfPayload(body));
  }
  await held.transcript.flush();
  const [header, ...rest] = objectsIn(await textOf(held));
  expect(header).toMatchObject({ type: 'session', version: 2, protocol: 'imap', firstLine: 0 });
  const lines = rest.filter(({ index }) => index !== undefined);
  expect(lines.map(({ index }) => index)).toEqual([...lines.keys()]);
  expect(lines).toHaveLength(1 + 2 * (2 + 3 * 200));
  expect(lines[2 + 3 * 120 + 1]).toMatchObject({ direction: 'server', kind: 'literal', command: 'UID FETCH', text: headerBlock(121) });
  const bodies = lines.filter(({ payload }) => payload !== undefined);
  expect(bodies).toHaveLength(200);
  expect(bodies[99]).toMatchObject({
    payload: { hash: sha256(bodyOf(100)), length: bodyOf(100).length, kept: 'store' },
    text: bodyOf(100).subarray(0, 512).toString('utf8'),
  });

  const lost = await startTranscript();
  const again = synchronise(lost);
  lost.clock.advance(2_000);
  tap.end();
  await lost.transcript.flush();
  expect((await streamOf(lost.transcript, again.tap.session, 'server')).equals(again.received)).toBe(true);
  const kept = objectsIn(await textOf(lost)).flatMap(({ payload }) => payload ?? []);
  expect(kept).toHaveLength(200);
  expect(kept[99]).toEqual({ hash: sha256(bodyOf(100)), length: bodyOf(100).length, kept: 'line' });
});

test('what is gathered is written in time, each line by itself', async () => {
  const { open, clock, files } = await startTranscript();
  const tap = open('imap');
  tap.server(Buffer.from('* OK ready\r\n'));
  tap.server(Buffer.from('* 3 EXISTS\r\n'));
  clock.advance(100);
  await expect.poll(async () => [...(await files()).values()].join('')).toContain('"kind":"data","text":"* 3 EXISTS\\r\\n",');
  tap.server(Buffer.from('* 4 EXISTS\r\n* 5 EXISTS\r\n'));
  clock.advance(100);
  await expect.poll(async () => [...(await files()).values()].join('')).toContain('"text":"* 5 EXISTS\\r\\n",');
});

test('bytes are text in the file where they are UTF-8, with the numbers of characters that deceive, and else base64', async () => {
  const { open, transcript, files } = await startTranscript();
  const said = [
    Buffer.from('* OK se\u00f1or \ud83d\ude00 "quoted"\r\n'),
    Buffer.from('* OK \u202egnp.exe\u200b \u0085\u2028 \u{e0041}\u001b\u007f\r\n'),
    Buffer.from('* OK caf\xe9\r\n', 'latin1'),
    Buffer.from('* OK \ud7ff\ue000\uffff\u0000\r\n'),
  ];
  const tap = open('imap');
  for (const line of said) tap.server(line);
  await transcript.flush();
  const text = [...(await files()).values()].join('');
  expect(text).toContain('"text":"* OK señor 😀 \\"quoted\\"\\r\\n"');
  expect(text).toContain('"text":"* OK \\u202egnp.exe\\u200b \\u0085\\u2028 \\udb40\\udc41\\u001b\\u007f\\r\\n"');
  expect(text).toContain(`"base64":"${said[2]?.toString('base64')}"`);
  expect(await streamOf(transcript, tap.session, 'server')).toEqual(Buffer.concat(said));
});

test('a message in the middle of which an authentication begins is no message any more: what follows may be a secret', async () => {
  const { open, transcript, files } = await startTranscript();
  const tap = open('imap');
  tap.server(Buffer.from('* OK ready\r\n* 1 FETCH (UID 1 BODY[] {20}\r\n0123456789'));
  tap.client(Buffer.from('A1 LOGIN ana geheim-7\r\n'));
  tap.server(Buffer.from('xgeheim-7x)\r\nA1 OK in\r\n'));
  await transcript.flush();
  expect((await streamOf(transcript, tap.session, 'server')).toString('latin1')).toBe(
    `* OK ready\r\n* 1 FETCH (UID 1 BODY[] {20}\r\n0123456789${'*'.repeat(10)})\r\nA1 OK in\r\n`,
  );
  const literal = (await linesOf(transcript, tap.session)).find(({ kind }) => kind === 'literal');
  expect(literal?.masked).toEqual([{ offset: 10, length: 10 }]);
  expect([...(await files()).values()].join('')).not.toContain('geheim');
});

test.each([
  ['{3}\r\n', 3],
  ['{3}\n', 3],
  ['{3+}\r\n', 3],
  ['~{3}\r\n', 3],
  ['{003}\r\n', 3],
  ['{000000000000003}\r\n', 3],
  ['{0000000000000003}\r\n', null],
  ['{}\r\n', null],
  ['{+}\r\n', null],
  ['3}\r\n', null],
  ['{3} \r\n', null],
  ['{3}}\r\n', null],
])('a line of the server that ends in %j announces a literal of %j octets', async (end, octets) => {
  const { open, transcript } = await startTranscript();
  const tap = open('imap');
  tap.server(Buffer.from(`* OK ready\r\n* 1 FETCH (BODY[1] ${end}a\nb)\r\n`));
  tap.end();
  await transcript.flush();
  const kinds = (await linesOf(transcript, tap.session)).filter(({ direction }) => direction === 'server').map(textOfLine);
  expect(kinds.slice(2)).toEqual(octets === null ? ['a\n', 'b)\r\n'] : ['a\nb', ')\r\n']);
});
