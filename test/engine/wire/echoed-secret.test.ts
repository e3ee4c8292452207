/**
 * A server says the password back: in the answer to the log-in and elsewhere, as it was sent and as servers write things otherwise. Nothing
 * of it may stand in a failure, in the transcript's files or in what the transcript announces.
 */
import { describe, expect, it, onTestFinished } from 'vitest';
import { FailureError } from '../../../electron/contract/failure.ts';
import { checkImap } from '../../../electron/engine/imap/check.ts';
import { connectImap } from '../../../electron/engine/imap/connection.ts';
import { checkPop3 } from '../../../electron/engine/pop3/check.ts';
import { connectPop3 } from '../../../electron/engine/pop3/connection.ts';
import { checkSubmission } from '../../../electron/engine/smtp/check.ts';
import { submit } from '../../../electron/engine/smtp/submission.ts';
import { peerFor } from '../../support/scripted/peer.ts';
import { startScriptedImap } from '../../support/scripted/scripted-imap.ts';
import { startScriptedServer } from '../../support/scripted/scripted-server.ts';
import { sessionFiles, startTranscript } from '../transcript/transcript-fixture.ts';

const hex = (secret: string, between: string, before = '') =>
  [...Buffer.from(secret, 'utf8')].map((byte) => before + byte.toString(16).padStart(2, '0')).join(between);

/** Ways in which servers write what they were sent; each answers text as bytes in Latin-1. */
const dresses: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => utf8(secret),
  'in capitals': (secret) => utf8(secret).toUpperCase(),
  'as a quoted string': (secret) => `"${utf8(secret).replace(/["\\]/g, '\\$&')}"`,
  'as JSON': (secret) => JSON.stringify(utf8(secret)),
  'in base64': (secret) => Buffer.from(secret, 'utf8').toString('base64'),
  'in base64 with the name': (secret) => Buffer.from(`\0ana\0${secret}`, 'utf8').toString('base64'),
  'in base64 for addresses': (secret) => Buffer.from(`\0ana\0${secret}`, 'utf8').toString('base64url'),
  'in percent signs where it must': (secret) => encodeURIComponent(secret),
  'as a form': (secret) => new URLSearchParams({ p: secret }).toString().slice(2),
  'in percent signs alone': (secret) => hex(secret, '', '%'),
  'in hexadecimal': (secret) => hex(secret, ''),
  'in capital hexadecimal, apart': (secret) => hex(secret, ' ').toUpperCase(),
  'in hexadecimal with colons': (secret) => hex(secret, ':'),
  'in numbers of C': (secret) => hex(secret, ', ', '0x'),
  'in escapes of C': (secret) => hex(secret, '', '\\x'),
  'in octal': (secret) => [...Buffer.from(secret, 'utf8')].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''),
  'quoted-printable': (secret) => hex(secret, '', '=').toUpperCase(),
  'in entities': (secret) => [...secret].map((character) => `&#${character.codePointAt(0)};`).join(''),
  'in hexadecimal entities': (secret) => [...secret].map((character) => `&#x${character.codePointAt(0)?.toString(16)};`).join(''),
  'in entities where it must': (secret) =>
    utf8(secret).replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign),
  backwards: (secret) => [...utf8(secret)].reverse().join(''),
  'backwards by letters': (secret) => utf8([...secret].reverse().join('')),
  'in Latin-1': (secret) => secret,
};

/** Ways in which hardly a server writes it, and encodings of encodings. */
const rareDresses: Readonly<Record<string, (secret: string) => string>> = {
  // RFC 9051 §5.1.3: as the name of a folder.
  'in modified UTF-7': (secret) =>
    secret
      .replace(/&/g, '&-')
      .replace(/[^\x20-\x7e]+/g, (run) => `&${utf16(run).toString('base64').replace(/=+$/, '').replace(/\//g, ',')}-`),
  // RFC 3461 §4
  'in xtext': (secret) => hex(secret, '', '+').toUpperCase(),
  'in escapes with braces': (secret) => [...secret].map((character) => `\\u{${character.codePointAt(0)?.toString(16)}}`).join(''),
  'in entities with zeros': (secret) => [...secret].map((character) => `&#${String(character.codePointAt(0)).padStart(12, '0')};`).join(''),
  'in UTF-16': (secret) => utf16(secret).toString('latin1'),
  'in base64 backwards': (secret) => backwards(Buffer.from(`\0ana\0${secret}`, 'utf8').toString('base64')),
  'backwards in base64': (secret) => Buffer.from(backwards(utf8(secret)), 'latin1').toString('base64'),
  'in hexadecimal backwards': (secret) => backwards(hex(secret, '')),
  'backwards in hexadecimal': (secret) => Buffer.from(secret, 'utf8').reverse().toString('hex'),
  'in base64 twice': (secret) => Buffer.from(Buffer.from(`\0ana\0${secret}`, 'utf8').toString('base64')).toString('base64'),
  'in base64 in hexadecimal': (secret) => Buffer.from(Buffer.from(`\0ana\0${secret}`, 'utf8').toString('base64')).toString('hex'),
  'in base64 in percent signs': (secret) => hex(Buffer.from(secret, 'utf8').toString('base64'), '', '%'),
};

const backwards = (text: string) => [...text].reverse().join('');
const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16();

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

const secrets = ['quo"te\\Canary77x', 'Weiß & Grün 42%', 'a b+c=d&e<f>gh1', 'Tr0ub4dor-and-3'];

/** Every dress that the text still wears, by name. */
function leaks(text: string, secret: string): string[] {
  const shown = text.toLowerCase();
  return Object.entries({ ...dresses, ...rareDresses }).flatMap(([name, dress]) => {
    const worn = dress(secret).toLowerCase();
    return shown.includes(worn) || shown.includes(JSON.stringify(worn).slice(1, -1)) ? [name] : [];
  });
}

describe('a server that says the password back in every way, in a short line and a long one', () => {
  const long = 'debug '.repeat(1_000);
  it.each((['imap', 'pop3', 'smtp'] as const).flatMap((protocol) => secrets.map((secret) => ({ protocol, secret }))))(
    '$protocol: $secret',
    async ({ protocol, secret }) => {
      for (const [name, dress] of Object.entries({ ...dresses, ...rareDresses })) {
        const recorded = await startTranscript();
        const { opening } = peerFor({ port: 143, password: secret });
        const tap = recorded.transcript.open({ protocol, host: '127.0.0.1', port: 143, ...opening });
        tap.secret(secret, ['ana']);
        const said = {
          imap: ['* OK hi', 'a1 LOGIN ana x', 'a1 NO'],
          pop3: ['+OK hi', 'PASS x', '-ERR'],
          smtp: ['220 hi', 'AUTH PLAIN AGFuYQB4', '535'],
        } as const;
        const [greeting, command, refused] = said[protocol];
        tap.server(bytes(`${greeting}\r\n`));
        tap.client(bytes(`${command}\r\n`));
        tap.server(bytes(`${refused} ${long}${dress(secret)} no\r\n`));
        tap.client(bytes('a2 NOOP\r\n'));
        tap.server(bytes(`${refused.replace('a1', 'a2')} ${dress(secret)} no\r\n`));
        tap.end();
        expect({ name, leaks: leaks(await transcriptText(recorded), secret) }).toEqual({ name, leaks: [] });
      }
    },
  );
});

/** What the failure says, as bytes: a reply in UTF-8 would hide what the server said in Latin-1. */
const asBytes = (value: unknown) => utf8(JSON.stringify(value) ?? '');

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
  throw new Error('nothing failed');
}

/** Whatever the transcript has of it: on disk, line by line as the bytes they stand for, and in what it announces. */
async function transcriptText({ folder, transcript, announced }: Awaited<ReturnType<typeof startTranscript>>): Promise<string> {
  await transcript.flush();
  const files = [...(await sessionFiles(folder)).values()].join('\n');
  const lines: string[] = [];
  for (const { id } of await transcript.sessions({ limit: 100 })) {
    const page = await transcript.lines({ session: id, from: 0, limit: 2_000 });
    if (page.ok) lines.push(...page.value.lines.map((line) => Buffer.from(line.bytes, 'base64').toString('latin1')));
  }
  return [files, ...lines, asBytes(announced)].join('\n');
}

const bytes = (text: string) => Buffer.from(text, 'latin1');

const cases = secrets.flatMap((secret) => Object.entries(dresses).map(([name, dress]) => ({ secret, name, said: dress(secret) })));

describe('a server that says the password back', () => {
  it.each(cases)('IMAP, $name: $secret', async ({ secret, said }) => {
    const recorded = await startTranscript();
    const server = await startScriptedImap({
      answers: {
        LOGIN: ({ tag, peer }) => {
          peer.send(bytes(`* OK your password ${said} is known\r\n${tag} NO [ALERT] invalid credentials: ${said}.\r\n`));
          return undefined;
        },
      },
    });
    onTestFinished(() => server.stop());
    const openTap = recorded.transcript.open;
    const failed = await failureOf(connectImap(peerFor({ port: server.port, password: secret, openTap })));
    expect(failed).toMatchObject({ code: 'authentication-refused', reply: expect.stringContaining('invalid credentials') });
    expect(leaks(asBytes(failed), secret)).toEqual([]);
    expect(leaks(await transcriptText(recorded), secret)).toEqual([]);
  });

  it.each(cases)('IMAP after the log-in, $name: $secret', async ({ secret, said }) => {
    const recorded = await startTranscript();
    const server = await startScriptedImap({
      answers: {
        LIST: ({ tag, peer }) => {
          peer.send(bytes(`* BAD debug ${said}\r\n* OK (${said})\r\n${tag} NO the user ana came in with ${said} today\r\n`));
          return undefined;
        },
      },
    });
    onTestFinished(() => server.stop());
    const openTap = recorded.transcript.open;
    const reported: unknown[] = [];
    await checkImap(peerFor({ port: server.port, password: secret, openTap }), (step) => reported.push(step));
    expect(asBytes(reported)).toContain('the user ana came in with');
    expect(leaks(asBytes(reported), secret)).toEqual([]);
    expect(leaks(await transcriptText(recorded), secret)).toEqual([]);
  });

  it.each(cases)('POP3, $name: $secret', async ({ secret, said }) => {
    const recorded = await startTranscript();
    const server = await startScriptedServer(async (peer) => {
      peer.send('+OK ready\r\n');
      for (let line = await peer.line(); line !== null; line = await peer.line())
        peer.send(/^PASS/.test(line) ? bytes(`-ERR no such password: ${said}\r\n`) : /^CAPA/.test(line) ? '-ERR\r\n' : '+OK\r\n');
    });
    onTestFinished(() => server.stop());
    const openTap = recorded.transcript.open;
    const failed = await failureOf(connectPop3(peerFor({ port: server.port, password: secret, openTap })));
    expect(failed).toMatchObject({ code: 'authentication-refused', reply: expect.stringContaining('no such password') });
    expect(leaks(asBytes(failed), secret)).toEqual([]);
    expect(leaks(await transcriptText(recorded), secret)).toEqual([]);
  });

  it.each(cases)('SMTP, $name: $secret', async ({ secret, said }) => {
    const recorded = await startTranscript();
    const server = await startScriptedServer(async (peer) => {
      peer.send('220 mx\r\n');
      for (let line = await peer.line(); line !== null; line = await peer.line())
        peer.send(
          /^EHLO/.test(line)
            ? '250-mx\r\n250 AUTH PLAIN\r\n'
            : /^MAIL/.test(line)
              ? bytes(`550 5.1.0 you who say ${said}\r\n`)
              : /^QUIT/.test(line)
                ? '221 bye\r\n'
                : '235 ok\r\n',
        );
    });
    onTestFinished(() => server.stop());
    const peer = peerFor({ port: server.port, password: secret, openTap: recorded.transcript.open });
    const reported: unknown[] = [];
    await checkSubmission(peer, 'ana@example.test', (step) => reported.push(step));
    const outcome = await submit({
      ...peer,
      envelope: { from: 'ana@example.test', to: ['ben@example.test'] },
      raw: Buffer.from('Subject: x\r\n\r\nbody\r\n'),
      beforeFinalDot: async () => undefined,
    });
    expect(asBytes([reported, outcome])).toContain('you who say');
    expect(leaks(asBytes([reported, outcome]), secret)).toEqual([]);
    expect(leaks(await transcriptText(recorded), secret)).toEqual([]);
  });
});

describe('a server that says the password before it is asked', () => {
  const open = { IMAP: connectImap, POP3: connectPop3 };
  const greetings = secrets.flatMap((secret) => [
    { protocol: 'IMAP' as const, secret, greeting: `* BYE [ALERT] ana with ${utf8(secret)} again` },
    { protocol: 'POP3' as const, secret, greeting: `-ERR ana with ${utf8(secret)} again` },
  ]);

  it.each(greetings)('$protocol, in the greeting: $secret', async ({ protocol, secret, greeting }) => {
    const recorded = await startTranscript();
    const server = await startScriptedServer(async (peer) => {
      peer.send(bytes(`${greeting}\r\n`));
    });
    onTestFinished(() => server.stop());
    const failed = await failureOf(open[protocol](peerFor({ port: server.port, password: secret, openTap: recorded.transcript.open })));
    const text = await transcriptText(recorded);
    expect(text).toContain('ana with');
    expect(leaks(asBytes(failed), secret)).toEqual([]);
    expect(leaks(text, secret)).toEqual([]);
  });

  it.each(secrets)('IMAP and POP3, in what a check of the settings reports: %s', async (secret) => {
    const imap = await startScriptedServer(async (peer) => {
      peer.send(bytes(`* OK ready for ${utf8(secret)}\r\n`));
      for (let line = await peer.line(); line !== null; line = await peer.line()) {
        const tag = line.split(' ', 1)[0];
        peer.send(/CAPABILITY/.test(line) ? bytes(`* CAPABILITY IMAP4rev1 X-${utf8(secret)}\r\n${tag} OK\r\n`) : `${tag} NO\r\n`);
      }
    });
    const pop3 = await startScriptedServer(async (peer) => {
      peer.send(bytes(`+OK ready for ${utf8(secret)}\r\n`));
      for (let line = await peer.line(); line !== null; line = await peer.line())
        peer.send(/^CAPA/.test(line) ? bytes(`+OK\r\nUSER\r\nIMPLEMENTATION ${utf8(secret)}\r\n.\r\n`) : '-ERR no\r\n');
    });
    onTestFinished(() => Promise.all([imap.stop(), pop3.stop()]).then(() => undefined));
    const reported: unknown[] = [];
    const { open: openTap } = (await startTranscript()).transcript;
    await checkImap(peerFor({ port: imap.port, password: secret, openTap }), (step) => reported.push(step));
    await checkPop3(peerFor({ port: pop3.port, password: secret, openTap }), (step) => reported.push(step));
    expect(asBytes(reported)).toContain('ready for');
    expect(leaks(asBytes(reported), secret)).toEqual([]);
  });

  it.each(secrets)('SMTP, in the greeting and the names of its extensions: %s', async (secret) => {
    const recorded = await startTranscript();
    const server = await startScriptedServer(async (peer) => {
      peer.send(bytes(`220 mx knows ${utf8(secret)}\r\n`));
      for (let line = await peer.line(); line !== null; line = await peer.line())
        peer.send(/^EHLO/.test(line) ? bytes(`250-mx\r\n250 HELP ${utf8(secret)}\r\n`) : '221 bye\r\n');
    });
    onTestFinished(() => server.stop());
    const peer = peerFor({ port: server.port, password: secret, openTap: recorded.transcript.open });
    const reported: unknown[] = [];
    await checkSubmission(peer, 'ana@example.test', (step) => reported.push(step));
    const message = { envelope: { from: 'ana@example.test', to: ['ben@example.test'] }, raw: Buffer.from('Subject: x\r\n\r\nbody\r\n') };
    const outcome = await submit({ ...peer, ...message, beforeFinalDot: async () => undefined });
    const text = await transcriptText(recorded);
    expect(text).toContain('mx knows');
    expect(leaks(asBytes([reported, outcome]), secret)).toEqual([]);
    expect(leaks(text, secret)).toEqual([]);
  });
});

describe('a folder that a server has named after the password', () => {
  it.each(secrets.slice(2))('is not selected by that name in the transcript: %s', async (secret) => {
    const recorded = await startTranscript();
    const { opening } = peerFor({ port: 143, password: secret });
    const tap = recorded.transcript.open({ protocol: 'imap', host: '127.0.0.1', port: 143, ...opening });
    tap.secret(secret, ['ana']);
    tap.server(bytes('* OK ready\r\n'));
    tap.client(bytes(`A1 SELECT "notes ${secret}"\r\nA2 SELECT "notes of ana"\r\n`));
    tap.end();
    const text = await transcriptText(recorded);
    expect(text).toContain('A2 SELECT "notes of ana"');
    expect(leaks(text, secret)).toEqual([]);
  });
});

describe('a password that is typed where none is asked for', () => {
  const typed = {
    smtp: ['220 hi', (secret: string) => `NOOP ${secret}\r\n${secret}\r\nHELO ana\r\n`],
    pop3: ['+OK hi', (secret: string) => `USER ana ${secret}\r\n${secret}\r\nHELO ana\r\n`],
    imap: ['* OK hi', (secret: string) => `a1 NOOP ${secret}\r\na2 ${secret}\r\n${secret} NOOP\r\na3 HELO ana\r\n`],
  } as const;
  it.each(
    (['smtp', 'pop3', 'imap'] as const).flatMap((protocol) =>
      [...secrets.slice(2), 'TroubaDorAnd'].map((secret) => ({ protocol, secret })),
    ),
  )('$protocol: $secret', async ({ protocol, secret }) => {
    const recorded = await startTranscript();
    const { opening } = peerFor({ port: 143, password: secret });
    const tap = recorded.transcript.open({ protocol, host: '127.0.0.1', port: 143, ...opening });
    tap.secret(secret, ['ana']);
    const [greeting, lines] = typed[protocol];
    tap.server(bytes(`${greeting}\r\n`));
    tap.client(Buffer.from(lines(secret)));
    if (protocol === 'imap') tap.server(Buffer.from(`${secret.split(' ')[0]} BAD unknown\r\n`));
    else tap.server(bytes('500 unknown\r\n500 unknown\r\n'));
    tap.end();
    const text = await transcriptText(recorded);
    expect(text).toContain('HELO ana');
    expect(leaks(text, secret)).toEqual([]);
  });
});

describe('what is not masked', () => {
  const said = async (password: string, reply: string, command: 'LOGIN' | 'LIST') => {
    const server = await startScriptedImap({ answers: { [command]: `<tag> NO ${reply}\r\n` } });
    onTestFinished(() => server.stop());
    const reported: unknown[] = [];
    await checkImap(peerFor({ port: server.port, password }), (step) => reported.push(step));
    return JSON.stringify(reported);
  };

  it.each([
    ['a word, where the password was not asked for', 'wonderland', 'no folder of wonderland here', 'LIST'],
    ['a word of every server, even in the answer to the log-in', 'credentials', 'wrong credentials', 'LOGIN'],
    ['the user name, though it is the password too', 'ana', 'ana is locked', 'LIST'],
    ['three letters', 'abc', 'abcd or abc', 'LIST'],
  ] as const)('%s', async (_what, password, reply, command) => {
    expect(await said(password, reply, command)).toContain(reply);
  });

  it('a user name that is the password is masked only in the answer to the log-in', async () => {
    const server = await startScriptedImap({ answers: { LIST: '<tag> NO student-01 has no folders\r\n' } });
    onTestFinished(() => server.stop());
    const reported: unknown[] = [];
    await checkImap(peerFor({ port: server.port, username: 'student-01', password: 'student-01' }), (step) => reported.push(step));
    expect(JSON.stringify(reported)).toContain('student-01 has no folders');
  });
});
