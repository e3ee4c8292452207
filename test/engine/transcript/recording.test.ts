import { appendFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failure } from '../../../electron/contract/failure.ts';
import { fingerprintOfPayload } from '../../../electron/engine/transcript/payload/payload-fingerprint.ts';
import { expected, randomly } from './marked-dialogue.ts';
import { dialogues } from './masking-dialogues.ts';
import { linesOf, sha256, startTranscript, streamOf, textOfLine } from './transcript-fixture.ts';

/** A message of this length, every line its own. */
function message(length: number): Buffer {
  const lines = Array.from({ length: Math.ceil(length / 20) }, (_, line) => `line ${line} with some padding\r\n`).join('');
  return Buffer.from(`${lines.slice(0, length - 2)}\r\n`);
}

describe('a session', () => {
  test('is listed and read back line by line, each with what it answers and how long that took', async () => {
    const { open, clock, transcript } = await startTranscript();
    const tap = open('imap');
    tap.note({ key: 'connected', parameters: { address: '127.0.0.1', port: 143 } });
    tap.server(Buffer.from('* OK ready\r\n'));
    tap.client(Buffer.from('A1 NOOP\r\n'));
    clock.advance(30);
    tap.server(Buffer.from('* 3 EXISTS\r\nA1 OK done\r\n'));
    tap.end();
    const lines = await linesOf(transcript, tap.session);
    expect(
      lines.map(({ index, direction, kind, command, code, answers, elapsed, at }) => ({
        index,
        direction,
        kind,
        command,
        code,
        answers,
        elapsed,
        at,
      })),
    ).toEqual([
      { index: 0, direction: 'note', kind: 'note', command: null, code: null, answers: null, elapsed: null, at: 0 },
      { index: 1, direction: 'server', kind: 'greeting', command: null, code: 'OK', answers: null, elapsed: null, at: 0 },
      { index: 2, direction: 'client', kind: 'command', command: 'NOOP', code: null, answers: null, elapsed: null, at: 0 },
      { index: 3, direction: 'server', kind: 'data', command: 'NOOP', code: null, answers: 2, elapsed: 30, at: 30 },
      { index: 4, direction: 'server', kind: 'status', command: 'NOOP', code: 'OK', answers: 2, elapsed: 30, at: 30 },
    ]);
    expect(await transcript.sessions({ limit: 10 })).toMatchObject([
      { id: tap.session, state: 'done', lines: 5, bytesSent: 9, bytesReceived: 36, summary: 'A1 OK done', accountName: 'Ana' },
    ]);
  });

  test('whose greeting has several lines is greeted by all of them, and the first command gets its own answer', async () => {
    const { open, transcript } = await startTranscript();
    const tap = open('smtp');
    tap.client(Buffer.from('EHLO me\r\n'));
    tap.server(Buffer.from('220-mx.test ESMTP\r\n220-No advertising\r\n220 please.\r\n250 mx.test\r\n'));
    const lines = await linesOf(transcript, tap.session);
    expect(lines.map(({ kind, answers }) => [kind, answers])).toEqual([
      ['command', null],
      ['greeting', null],
      ['greeting', null],
      ['greeting', null],
      ['status', 0],
    ]);
  });

  test('that is over begins no file for what the server says afterwards', async () => {
    const { open, clock, transcript, files } = await startTranscript();
    const tap = open('imap');
    tap.server(Buffer.from('* BYE idle\r\n'));
    tap.end();
    await expect.poll(async () => [...(await files()).values()].join('')).toContain('"type":"end"');
    await transcript.flush();
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    tap.server(Buffer.from('* 3 EXISTS\r\n'));
    tap.note({ key: 'closed', parameters: {} });
    clock.advance(1_000);
    // Whatever would be written has time to be: each look goes to the disk and back.
    for (let look = 0; look < 20; look += 1)
      expect([...(await files()).keys()].filter((name) => name.startsWith(tap.session))).toHaveLength(1);
  });

  test('reads the same from memory, from the file, and after the program was started again', async () => {
    const first = await startTranscript();
    const tap = first.open('smtp');
    tap.server(Buffer.from('220 mx\r\n'));
    tap.client(Buffer.from('EHLO me\r\n'));
    tap.server(Buffer.from('250-mx\r\n250 SIZE\r\n'));
    tap.cause({ key: 'send', messageId: 7 });
    tap.client(Buffer.from('MAIL FROM:<é@x>\r\n'));
    tap.server(Buffer.from('250 2.1.0 Ok\r\n'));
    const fromMemory = await linesOf(first.transcript, tap.session);
    await first.transcript.flush();
    const fromFile = await linesOf(first.transcript, tap.session);
    tap.end();
    await first.transcript.close();
    const second = await startTranscript({ folder: first.folder, clock: first.clock });
    expect(fromMemory).toHaveLength(6);
    expect(fromMemory[5]).toMatchObject({ cause: 'send', messageId: 7, enhanced: '2.1.0', answers: 4 });
    expect(fromFile).toEqual(fromMemory);
    expect(await linesOf(second.transcript, tap.session)).toEqual(fromMemory);
  });

  test('is read without a gap while its lines go from memory to the file', async () => {
    const { open, transcript } = await startTranscript();
    const tap = open('imap');
    const first = '* OK ready\r\n* 1 EXISTS\r\n* 2 EXISTS\r\n';
    tap.server(Buffer.from(first));
    await transcript.flush();
    const reading = transcript.everything(tap.session);
    const pieces = [(await reading.next()).value?.bytes ?? Buffer.alloc(0)];
    const written = '* 3 EXISTS\r\n* 4 EXISTS\r\n';
    tap.server(Buffer.from(written));
    await transcript.flush();
    const waiting = '* 5 EXISTS\r\n';
    tap.server(Buffer.from(waiting));
    for await (const { bytes } of reading) pieces.push(bytes ?? Buffer.alloc(0));
    expect(Buffer.concat(pieces).toString()).toBe(first + written + waiting);
  });

  test('that was killed stays readable, up to the half line it broke off in', async () => {
    const first = await startTranscript();
    const tap = first.open('pop3');
    tap.server(Buffer.from('+OK ready\r\n'));
    tap.client(Buffer.from('USER ana\r\n'));
    await first.transcript.flush();
    await appendFile(
      join(first.folder, 'transcript', `${tap.session}.0000.jsonl`),
      '{"index":2,"at":5,"direction":"server","kind":"status","text":"+O',
    );
    const second = await startTranscript({ folder: first.folder, clock: first.clock });
    const [session] = await second.transcript.sessions({ limit: 10 });
    expect(session).toMatchObject({
      id: tap.session,
      state: 'failed',
      lines: 2,
      bytesSent: 10,
      bytesReceived: 11,
      failure: { code: 'connection-lost' },
    });
    expect((await linesOf(second.transcript, tap.session)).map(textOfLine)).toEqual(['+OK ready\r\n', 'USER ana\r\n']);
  });

  test('file of garbage is passed over', async () => {
    const first = await startTranscript();
    await first.transcript.flush();
    await writeFile(join(first.folder, 'transcript', '20260101-000000-imap-aaaa.0000.jsonl'), '\0\0{"type":"session"\n[]\nnull\n');
    const second = await startTranscript({ folder: first.folder });
    expect(await second.transcript.sessions({ limit: 10 })).toEqual([]);
    expect(second.failures).toEqual([]);
  });

  test('is for its owner only', async () => {
    const { open, folder, transcript } = await startTranscript();
    const tap = open('imap');
    tap.server(Buffer.from('* OK\r\n'));
    await transcript.flush();
    expect((await stat(join(folder, 'transcript'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'transcript', `${tap.session}.0000.jsonl`))).mode & 0o777).toBe(0o600);
  });

  test('that fails keeps the failure, without the password the server repeated in it', async () => {
    const { open, transcript } = await startTranscript();
    const tap = open('imap');
    tap.secret('kanarie-9');
    tap.end(failure('authentication-refused', { reply: 'A1 NO kanarie-9 is wrong' }));
    const [session] = await transcript.sessions({ limit: 1 });
    expect(session).toMatchObject({ state: 'failed', failure: { code: 'authentication-refused', reply: 'A1 NO ********* is wrong' } });
  });

  test('notes TLS, and what crossed in the clear before it', async () => {
    const { open, transcript } = await startTranscript();
    const tap = open('imap');
    tap.server(Buffer.from('* OK ready\r\n'));
    tap.client(Buffer.from('A1 STARTTLS\r\n'));
    tap.server(Buffer.from('A1 OK begin\r\n'));
    tap.secured({ protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', alpn: null });
    tap.client(Buffer.from('A2 NOOP\r\n'));
    const lines = await linesOf(transcript, tap.session);
    expect(lines[3]?.note).toEqual({
      key: 'tls',
      parameters: { protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', alpn: '', clearSent: 13, clearReceived: 25 },
    });
    expect(await transcript.session(tap.session)).toMatchObject({ tls: 'TLSv1.3 TLS_AES_256_GCM_SHA384', state: 'open' });
  });

  test('that grows is announced at most ten times a second', async () => {
    const { open, clock, announced } = await startTranscript();
    const tap = open('imap');
    for (let count = 0; count < 500; count += 1) tap.server(Buffer.from('* 3 EXISTS\r\n'));
    expect(announced).toEqual([]);
    clock.advance(100);
    expect(announced.map((sessions) => sessions.map(({ lines }) => lines))).toEqual([[500]]);
    tap.server(Buffer.from('* 3 EXISTS\r\n'));
    clock.advance(99);
    expect(announced).toHaveLength(1);
    clock.advance(1);
    expect(announced).toHaveLength(2);
  });
});

describe('every byte', () => {
  test.each(dialogues.map(({ name, protocol, turns }) => [name, protocol, turns] as const))(
    'of %s can be put together again',
    async (_, protocol, turns) => {
      const { open, transcript } = await startTranscript({ limits: { inlinePayload: 20, sharedPayload: 10 } });
      const tap = open(protocol);
      const cut = randomly(7);
      for (const { direction, bytes } of turns) for (const chunk of cut(bytes)) tap[direction](chunk);
      tap.end();
      await transcript.flush();
      const right = expected(turns);
      expect((await streamOf(transcript, tap.session, 'client')).toString('latin1')).toBe(right.client.toString('latin1'));
      expect((await streamOf(transcript, tap.session, 'server')).toString('latin1')).toBe(right.server.toString('latin1'));
    },
  );

  test('of control characters, 8-bit text and lines longer than any limit is kept', async () => {
    const { open, transcript } = await startTranscript({ limits: { line: 1_000 } });
    const bytes = Buffer.concat([
      Buffer.from('* OK \x1b[2J\0\x07\r\n'),
      Buffer.from([0x2a, 0x20, 0xff, 0xfe, 0x80, 0x0d, 0x0a]),
      Buffer.alloc(12_345, 'y'),
      Buffer.from('\r\n\r\n\n'),
    ]);
    const tap = open('imap');
    for (let at = 0; at < bytes.length; at += 777) tap.server(bytes.subarray(at, at + 777));
    tap.end();
    await transcript.flush();
    expect((await streamOf(transcript, tap.session, 'server')).equals(bytes)).toBe(true);
  });
});

describe('a message', () => {
  const fetch = (body: Buffer) =>
    Buffer.concat([Buffer.from(`* 1 FETCH (UID 9 BODY[] {${body.length}}\r\n`), body, Buffer.from(')\r\nA1 OK done\r\n')]);

  test('that the store holds is named by its hash and read from there', async () => {
    const { open, transcript, store, files } = await startTranscript();
    const body = message(50_000);
    store.set(sha256(body), body);
    const tap = open('imap');
    tap.client(Buffer.from('A1 UID FETCH 9 BODY[]\r\n'));
    tap.server(fetch(body));
    await transcript.flush();
    const text = [...(await files()).values()].join('');
    expect(text.length).toBeLessThan(3_000);
    expect((await streamOf(transcript, tap.session, 'server')).equals(fetch(body))).toBe(true);
    const line = (await linesOf(transcript, tap.session)).find(({ payload }) => payload !== null);
    expect(line).toMatchObject({
      kind: 'literal',
      payload: { hash: sha256(body), length: body.length, held: true },
      messageId: 42,
      answers: 0,
    });
    expect(await transcript.bytes(tap.session, line?.index ?? -1)).toEqual({ ok: true, value: body });
    expect(await transcript.wireOf(sha256(body))).toEqual([
      { session: tap.session, firstLine: 0, lastLine: line?.index, purpose: 'fetched' },
    ]);
  });

  test('is not named before the store has it, and later lines wait for it', async () => {
    const { open, transcript, store, clock, files } = await startTranscript();
    const body = message(50_000);
    const tap = open('imap');
    tap.server(Buffer.from('* OK ready\r\n'));
    tap.client(Buffer.from('A1 UID FETCH 9 BODY[]\r\n'));
    tap.server(fetch(body));
    expect((await linesOf(transcript, tap.session)).map(textOfLine).at(-1)).toBe('A1 OK done\r\n');
    clock.advance(100);
    await expect.poll(async () => [...(await files()).values()].join('')).toContain('UID FETCH');
    expect((await files()).get(`${tap.session}.0000.jsonl`)).not.toContain(sha256(body));
    expect([...(await files()).values()].join('')).not.toContain('A1 OK done');
    store.set(sha256(body), body);
    transcript.payloadStored(sha256(body), fingerprintOfPayload(body));
    clock.advance(100);
    await expect.poll(async () => [...(await files()).values()].join('')).toContain('A1 OK done');
    expect([...(await files()).values()].join('').length).toBeLessThan(3_000);
  });

  test('that the store never gets is kept in the log', async () => {
    const { open, transcript, clock } = await startTranscript();
    const bodies = [message(1_500), message(60_000), message(200_001)];
    const tap = open('imap');
    for (const body of bodies) tap.server(fetch(body));
    clock.advance(2_000);
    tap.end();
    await transcript.flush();
    expect((await streamOf(transcript, tap.session, 'server')).equals(Buffer.concat(bodies.map(fetch)))).toBe(true);
    const lines = await linesOf(transcript, tap.session);
    expect(lines.filter(({ kind }) => kind === 'literal').map(({ payload }) => payload?.held)).toEqual([undefined, true, true]);
  });

  test('that was deleted later leaves its hash, length and head', async () => {
    const { open, transcript, store } = await startTranscript();
    const body = message(50_000);
    store.set(sha256(body), body);
    const tap = open('imap');
    tap.server(fetch(body));
    await transcript.flush();
    store.clear();
    const line = (await linesOf(transcript, tap.session)).find(({ payload }) => payload !== null);
    expect(line?.payload).toEqual({ hash: sha256(body), length: 50_000, held: false });
    expect(textOfLine(line as never)).toBe(body.subarray(0, 512).toString('latin1')); // found above
    expect(await transcript.bytes(tap.session, line?.index ?? -1)).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  });

  test('fetched in pieces expands exactly', async () => {
    const { open, transcript, store } = await startTranscript();
    const body = message(90_000);
    store.set(sha256(body), body);
    const piece = (from: number, length: number) =>
      Buffer.concat([Buffer.from(`* 1 FETCH (BODY[]<${from}> {${length}}\r\n`), body.subarray(from, from + length), Buffer.from(')\r\n')]);
    const wire = Buffer.concat([piece(0, 40_000), piece(40_000, 50_000)]);
    const tap = open('imap');
    tap.server(wire);
    await transcript.flush();
    expect((await streamOf(transcript, tap.session, 'server')).equals(wire)).toBe(true);
  });

  test('with stuffed dots is stored once and expands to the wire as it was', async () => {
    const { open, transcript, store, files } = await startTranscript();
    const sent = Buffer.concat([Buffer.from('.\r\n..\r\n.x\r\nSubject: dots\r\n\r\n.\r\n'), message(5_000), Buffer.from('.last\r\n')]);
    const stuffed = Buffer.from(sent.toString('latin1').replace(/(^|\r\n)\./g, '$1..'), 'latin1');
    store.set(sha256(sent), sent);
    const tap = open('smtp');
    tap.server(Buffer.from('220 mx\r\n'));
    tap.client(Buffer.from('DATA\r\n'));
    tap.server(Buffer.from('354 go\r\n'));
    tap.client(Buffer.concat([stuffed, Buffer.from('.\r\nQUIT\r\n')]));
    tap.server(Buffer.from('250 2.0.0 Ok: queued as 4F\r\n'));
    await transcript.flush();
    expect((await streamOf(transcript, tap.session, 'client')).toString('latin1')).toBe(
      `DATA\r\n${stuffed.toString('latin1')}.\r\nQUIT\r\n`,
    );
    expect([...(await files()).values()].join('').length).toBeLessThan(3_000);
    expect(await transcript.wireOf(sha256(sent))).toMatchObject([{ session: tap.session, purpose: 'sent' }]);
    const lines = await linesOf(transcript, tap.session);
    const dot = lines.find((line) => textOfLine(line) === '.\r\n');
    expect(lines.at(-1)).toMatchObject({ code: '250', enhanced: '2.0.0', answers: dot?.index });
  });

  test('with unstuffed dots is kept as it came', async () => {
    const { open, transcript } = await startTranscript();
    const wire = Buffer.concat([Buffer.from('+OK\r\n+OK\r\n'), message(3_000), Buffer.from('.not stuffed\r\n.\r\n')]);
    const tap = open('pop3');
    tap.client(Buffer.from('RETR 1\r\n'));
    tap.server(wire);
    tap.end();
    await transcript.flush();
    expect((await streamOf(transcript, tap.session, 'server')).equals(wire)).toBe(true);
  });

  test('larger than memory should hold is written as it comes', async () => {
    const { open, transcript, clock, files } = await startTranscript({ limits: { waiting: 400_000 } });
    const body = message(1_000_000);
    const wire = fetch(body);
    const tap = open('imap');
    for (let at = 0; at < wire.length - 5_000; at += 10_000) tap.server(wire.subarray(at, Math.min(at + 10_000, wire.length - 5_000)));
    clock.advance(100);
    await expect.poll(async () => [...(await files()).values()].join('').length).toBeGreaterThan(1_000_000);
    tap.server(wire.subarray(wire.length - 5_000));
    await transcript.flush();
    expect((await streamOf(transcript, tap.session, 'server')).equals(wire)).toBe(true);
  });
});
