import { expect, test } from 'vitest';
import type { MailContent } from '../../../electron/engine/transcript/export/lines.ts';
import { readLog, readSessions } from '../../../electron/engine/transcript/files/read-log.ts';
import type { Transcript } from '../../../electron/engine/transcript/transcript-interface.ts';
import { visibleText } from '../../../electron/engine/transcript/visible.ts';
import { sha256, startTranscript } from './transcript-fixture.ts';

async function exported(transcript: Transcript, sessions: string[], format: 'text' | 'jsonl', mail: MailContent = 'included') {
  const prepared = await transcript.export({ sessions, format, mail, names: 'real' });
  if (!prepared.ok) throw new Error(prepared.failure.code);
  const file = await transcript.exported(prepared.value.handle);
  if (!file.ok) throw new Error(file.failure.code);
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.value.stream) chunks.push(chunk);
  return { name: file.value.name, text: Buffer.concat(chunks).toString('utf8') };
}

test('text shows who said what and when', async () => {
  const { open, clock, transcript } = await startTranscript();
  const tap = open('pop3', { host: 'pop.example.test', port: 110 });
  tap.note({ key: 'connected', parameters: { address: '127.0.0.1', port: 110 } });
  tap.server(Buffer.from('+OK ready\r\n'));
  clock.advance(1_234);
  tap.client(Buffer.from('USER ana\r\nPASS secret-word\r\n'));
  tap.end();
  const { name, text } = await exported(transcript, [tap.session], 'text');
  expect(name).toBe(`postglass-${tap.session}.txt`);
  expect(text.split('\n')).toEqual([
    `# ${tap.session} · pop3 pop.example.test:110 · Ana · sync · 2026-05-04T12:00:00.000Z · no TLS`,
    '   0.000 *  connected address=127.0.0.1 port=110',
    '   0.000 S: +OK ready',
    '   1.234 C: USER ana',
    '   1.234 C: PASS ▒▒▒▒▒▒▒▒▒▒▒',
    '',
  ]);
});

test('text cannot be forged: whatever a server sends, a line of the file begins with its time and its speaker', async () => {
  const { open, transcript } = await startTranscript();
  const tap = open('smtp', { accountName: 'Ana\n   9.999 C: QUIT' });
  const hostile = [
    '\n   0.001 C: MAIL FROM:<forged@x>',
    '\r   0.001 C: forged',
    '\u2028   0.001 C: forged',
    '\u0085 C: forged',
    '\x1b[2K\x1b[1A   0.001 C: forged',
    '\u202eforged',
    '\0\x07\x7f',
    '\x0b\x0c C: forged',
  ];
  tap.server(Buffer.from('220 mx\r\n'));
  for (const each of hostile) tap.server(Buffer.from(`250 ok${each}\r\n`));
  tap.client(Buffer.from('DATA\r\n'));
  tap.server(Buffer.from('354 go\r\n'));
  tap.client(Buffer.from('Subject: x\r\n\r\n   0.001 S: 250 forged\r\nbare\n   0.002 S: 250 forged\r\n.\r\n'));
  tap.end();
  const { text } = await exported(transcript, [tap.session], 'text');
  const lines = text.split(/[\n\r\u0085\u2028\u2029\v\f]/);
  expect(lines.pop()).toBe('');
  for (const line of lines.slice(1)) expect(line).toMatch(/^ {3}0\.000 [CS]: /);
  expect(lines[0]).toMatch(/^# /);
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  expect(lines.filter((line) => line.startsWith('   0.000 C:')).map((line) => line.slice(12))).toEqual([
    'DATA',
    'Subject: x',
    '',
    '   0.001 S: 250 forged',
    'bare␊   0.002 S: 250 forged',
    '.',
  ]);
});

test('JSON Lines hold the exact bytes, secrets overwritten, with their spans', async () => {
  const { open, transcript, store } = await startTranscript();
  const body = Buffer.from(`Subject: ñ\r\n\r\n${'line\r\n'.repeat(10_000)}`);
  store.set(sha256(body), body);
  const tap = open('imap');
  tap.server(Buffer.from('* OK ready\r\n'));
  tap.client(Buffer.from('A1 LOGIN ana "pass"\r\n'));
  tap.server(Buffer.from('A1 OK in\r\n'));
  tap.server(Buffer.concat([Buffer.from(`* 1 FETCH (BODY[] {${body.length}}\r\n`), body, Buffer.from(')\r\n')]));
  tap.end();
  const { text } = await exported(transcript, [tap.session], 'jsonl');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines[1]).toEqual({
    session: tap.session,
    protocol: 'imap',
    account: 'Ana',
    purpose: 'sync',
    at: Date.UTC(2026, 4, 4, 12),
    direction: 'client',
    bytes: Buffer.from('A1 LOGIN ana "****"\r\n').toString('base64'),
    masked: [{ offset: 14, length: 4 }],
  });
  expect(Buffer.from(lines[4].bytes, 'base64').equals(body)).toBe(true);
});

test('a secret is drawn as masked in every dress it was sent in, and no server can draw a mask or make one fall out of line', async () => {
  const { open, transcript } = await startTranscript();
  const tap = open('smtp');
  tap.server(Buffer.from('220 mx \u2592\u2592 \ue000\r\n'));
  tap.client(Buffer.from('EHLO me\r\n'));
  tap.server(Buffer.from('250-mx\r\n250 AUTH PLAIN LOGIN\r\n'));
  tap.client(Buffer.from('AUTH LOGIN\r\n'));
  tap.server(Buffer.from('334 VXNlcm5hbWU6\r\n'));
  tap.client(Buffer.from(`${Buffer.from('ana').toString('base64')}\r\n`));
  tap.server(Buffer.from('334 UGFzc3dvcmQ6\r\n'));
  tap.client(Buffer.from(`${Buffer.from('secret-word').toString('base64')}\r\n`));
  tap.server(Buffer.from('535 no\r\n'));
  tap.client(Buffer.from(`AUTH PLAIN ${Buffer.from('\0ana\0secret-word').toString('base64')}\r\n`));
  tap.end();
  const { text } = await exported(transcript, [tap.session], 'text');
  const client = text.split('\n').filter((line) => line.includes(' C: '));
  expect(client.map((line) => line.slice(12))).toEqual([
    'EHLO me',
    'AUTH LOGIN',
    'YW5h',
    `${'▒'.repeat(15)}=`,
    expect.stringMatching(/^AUTH PLAIN AGFuYQ▒+(?:==)?$/),
  ]);
  expect(text).not.toContain('Kioq');
  expect(text).toContain('S: 220 mx ‹U+2592›‹U+2592› ‹U+E000›');
});

test.each(['text', 'jsonl'] as const)('mail is left out of %s unless it is asked for, and how long it was stands there', async (format) => {
  const { open, transcript, store } = await startTranscript();
  const words = 'words of the letter';
  const long = Buffer.from(`Subject: private\r\n\r\n${`${words}\r\n`.repeat(5_000)}`);
  store.set(sha256(long), long);
  const short = Buffer.from(`Subject: private\r\n\r\n${words}\r\n`);
  const imap = open('imap');
  imap.server(Buffer.from('* OK ready\r\n'));
  imap.client(Buffer.from('A1 UID FETCH 1:2 (BODY.PEEK[])\r\n'));
  for (const body of [long, short])
    imap.server(Buffer.concat([Buffer.from(`* 1 FETCH (UID 7 BODY[] {${body.length}}\r\n`), body, Buffer.from(')\r\n')]));
  imap.server(Buffer.from('A1 OK done\r\n'));
  imap.client(Buffer.concat([Buffer.from(`A2 APPEND Sent {${short.length}}\r\n`)]));
  imap.server(Buffer.from('+ go\r\n'));
  imap.client(Buffer.concat([short, Buffer.from('\r\n')]));
  imap.server(Buffer.from('A2 OK done\r\n'));
  imap.client(Buffer.from('A3 SELECT {7}\r\n'));
  imap.server(Buffer.from('+ go\r\n'));
  imap.client(Buffer.from('Letters\r\n'));
  imap.end();
  const pop3 = open('pop3');
  pop3.server(Buffer.from('+OK ready\r\n'));
  pop3.client(Buffer.from('RETR 1\r\n'));
  pop3.server(Buffer.concat([Buffer.from('+OK follows\r\n'), short, Buffer.from('.\r\n')]));
  pop3.end();
  const smtp = open('smtp');
  smtp.server(Buffer.from('220 mx\r\n'));
  smtp.client(Buffer.from('DATA\r\n'));
  smtp.server(Buffer.from('354 go\r\n'));
  smtp.client(Buffer.concat([short, Buffer.from('.\r\n')]));
  smtp.server(Buffer.from('250 taken\r\n'));
  smtp.end();
  const sessions = [imap.session, pop3.session, smtp.session];
  const all = async (mail: MailContent) => {
    const { text } = await exported(transcript, sessions, format, mail);
    if (format === 'text') return text;
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .map((line) => `${Buffer.from(line.bytes, 'base64')}${line.leftOut ? ` ${line.leftOut.length} octets of mail` : ''}`)
      .join('\n');
  };
  const without = await all('left-out');
  expect(without).not.toMatch(/words of the letter|private/);
  expect(without.match(/\d+ octets of mail/g)).toEqual([
    `${long.length} octets of mail`,
    `${short.length} octets of mail`,
    `${short.length} octets of mail`,
    `${short.length} octets of mail`,
    `${short.length} octets of mail`,
  ]);
  for (const kept of ['BODY.PEEK[]', 'A1 OK done', 'Letters', '+OK follows', 'DATA', '250 taken']) expect(without).toContain(kept);
  expect(without).toMatch(/(?:^|C: )\.\s*$/m);
  expect((await all('included')).split(words)).toHaveLength(5_005);
});

test('a handle that nobody prepared opens nothing, and an unknown session prepares none', async () => {
  const { transcript } = await startTranscript();
  expect(await transcript.exported('x')).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  expect(await transcript.export({ sessions: ['x'], format: 'text', mail: 'left-out', names: 'real' })).toMatchObject({
    ok: false,
    failure: { code: 'not-found' },
  });
});

test('the terminal reads the same from the files alone, also while the program runs', async () => {
  const { open, folder, transcript, clock, store } = await startTranscript();
  const first = open('imap');
  first.end();
  clock.advance(1_000);
  const body = Buffer.from(`Subject: x\r\n\r\n${'line\r\n'.repeat(1_000)}`);
  store.set(sha256(body), body);
  const tap = open('imap');
  tap.server(Buffer.from('* OK ready\r\n'));
  tap.server(Buffer.concat([Buffer.from(`* 1 FETCH (BODY[] {${body.length}}\r\n`), body, Buffer.from(')\r\n')]));
  await transcript.flush();
  expect((await readSessions(folder)).map(({ id, state, lines }) => [id, state, lines])).toEqual([
    [tap.session, 'open', 4],
    [first.session, 'done', 0],
  ]);
  const objects = async (payloads?: Parameters<typeof readLog>[2]) => {
    const log = await readLog(folder, tap.session, payloads);
    if (!log.ok) throw new Error(log.failure.code);
    const lines = [];
    for await (const line of log.value.objects()) lines.push(line);
    return lines;
  };
  const whole = await objects({ holds: (hash) => store.has(hash), read: (hash) => store.get(hash) ?? null });
  expect(Buffer.from(whole[2]?.bytes ?? '', 'base64').equals(body)).toBe(true);
  expect((await objects())[2]).toMatchObject({ missing: { hash: sha256(body), length: body.length } });
  expect(await readLog(folder, 'nothing')).toMatchObject({ ok: false, failure: { code: 'not-found' } });
});

test('controls and marks of direction are shown, everything else stays', () => {
  expect(visibleText('a\tb\x1b[1m\u202eñ🔑\\Seen')).toBe('a␉b␛[1m‹U+202E›ñ🔑\\Seen');
});
