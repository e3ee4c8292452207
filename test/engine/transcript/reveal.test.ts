/** What the vault holds is spelled again as it stood there, for one answer; nothing else of the program ever holds it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AccountSettings } from '../../../electron/contract/accounts.ts';
import { fail, failure, succeed } from '../../../electron/contract/failure.ts';
import type { Protocol } from '../../../electron/contract/failures/failure-codes.ts';
import type { RevealNeeds } from '../../../electron/engine/transcript/reveal/reveal.ts';
import { apopDigest, cramMd5Response, plainResponse } from '../../../electron/engine/wire/authentication/sasl.ts';
import { linesOf, startTranscript } from './transcript-fixture.ts';

const username = 'ana';
const password = 'canary "Zoë\\7';
/** One that needs no quotes. */
const plain = 'tr0ub4dor&3';
const server = { host: 'mail.example.test', port: 143, security: 'none', username } as const;
const settings = { incoming: { protocol: 'imap', ...server }, outgoing: { protocol: 'smtp', ...server } } as unknown as AccountSettings; // what is asked of it

const vault = (held: string | null): RevealNeeds => ({
  settingsOf: (id) => (id === 'a1' ? settings : undefined),
  credentials: async () => (held === null ? fail(failure('password-missing')) : succeed({ kind: 'password', username, password: held })),
});

const base64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64');
const challenge = '<1896.697170952@mail.example.test>';
const timestamp = '<1.2@mail.example.test>';

type Said = readonly ['client' | 'server', string];
/** Dialogues, and the bytes of the client's last line that must come out again. */
const dialogues: readonly (readonly [name: string, protocol: Protocol, lines: readonly Said[]])[] = [
  [
    'PASS',
    'pop3',
    [
      ['server', '+OK ready'],
      ['client', 'USER ana'],
      ['server', '+OK'],
      ['client', `PASS ${password}`],
    ],
  ],
  [
    'APOP',
    'pop3',
    [
      ['server', `+OK ready ${timestamp}`],
      ['client', `APOP ana ${apopDigest(timestamp, password)}`],
    ],
  ],
  [
    'LOGIN of IMAP',
    'imap',
    [
      ['server', '* OK'],
      ['client', `a1 LOGIN ana "${password.replace(/["\\]/g, '\\$&')}"`],
    ],
  ],
  [
    'LOGIN of IMAP with a quoted name and an atom',
    'imap',
    [
      ['server', '* OK'],
      ['client', 'a1 LOGIN "ana" tr0ub4dor&3'],
    ],
  ],
  [
    'LOGIN of IMAP with literals',
    'imap',
    [
      ['server', '* OK'],
      ['client', 'a1 LOGIN {3}'],
      ['server', '+ go on'],
      ['client', `ana {${Buffer.byteLength(password)}}`],
      ['server', '+ go on'],
      ['client', password],
    ],
  ],
  [
    'PLAIN at once',
    'smtp',
    [
      ['server', '220 mx'],
      ['client', `AUTH PLAIN ${base64(plainResponse(username, password))}`],
    ],
  ],
  [
    'PLAIN when asked',
    'imap',
    [
      ['server', '* OK'],
      ['client', 'a1 AUTHENTICATE PLAIN'],
      ['server', '+ '],
      ['client', base64(plainResponse(username, password))],
    ],
  ],
  [
    'LOGIN',
    'smtp',
    [
      ['server', '220 mx'],
      ['client', 'AUTH LOGIN'],
      ['server', `334 ${base64('Username:')}`],
      ['client', base64(username)],
      ['server', `334 ${base64('Password:')}`],
      ['client', base64(password)],
    ],
  ],
  [
    'CRAM-MD5',
    'smtp',
    [
      ['server', '220 mx'],
      ['client', 'AUTH CRAM-MD5'],
      ['server', `334 ${base64(challenge)}`],
      ['client', base64(cramMd5Response(Buffer.from(challenge), username, password))],
    ],
  ],
];

async function said(lines: readonly Said[], protocol: Protocol, held: string | null, opening = {}) {
  const fixture = await startTranscript({ accounts: vault(held) });
  const tap = fixture.open(protocol, opening);
  for (const [who, text] of lines) tap[who](Buffer.from(`${text}\r\n`));
  const line = (await linesOf(fixture.transcript, tap.session)).findLast(
    ({ direction, masked }) => direction === 'client' && masked.length > 0,
  );
  if (!line) throw new Error('no covered line of the client');
  const ask = (offset: number) => fixture.transcript.reveal({ session: tap.session, index: line.index, offset });
  return { fixture, tap, line, ask };
}

test.each(dialogues)(
  '%s: the covered span is spelled as it was, and is in no file, event or export afterwards',
  async (_name, protocol, lines) => {
    const held = lines.at(-1)?.[1].endsWith(` ${plain}`) ? plain : password;
    const { fixture, tap, line, ask } = await said(lines, protocol, held);
    expect(line.masked.length).toBeGreaterThan(0);
    const wire = Buffer.from(lines.at(-1)?.[1] ?? '');
    for (const { offset, length } of line.masked) {
      const answer = await ask(offset);
      expect(answer.ok && Buffer.from(answer.value.text)).toEqual(wire.subarray(offset, offset + length));
    }
    // Again after the end, from the files.
    tap.end();
    await fixture.transcript.flush();
    expect(await ask(line.masked[0]?.offset ?? 0)).toMatchObject({ ok: true });
    const exported = await fixture.transcript.export({ sessions: [tap.session], format: 'jsonl', mail: 'included', names: 'real' });
    if (!exported.ok) throw new Error(exported.failure.code);
    const opened = await fixture.transcript.exported(exported.value.handle);
    if (!opened.ok) throw new Error(opened.failure.code);
    const chunks: Buffer[] = [];
    for await (const chunk of opened.value.stream) chunks.push(Buffer.from(chunk));
    await fixture.transcript.close();
    const names = await readdir(join(fixture.folder, 'transcript'));
    const files = await Promise.all(names.map((name) => readFile(join(fixture.folder, 'transcript', name), 'latin1')));
    const everything = [...files, Buffer.concat(chunks).toString('latin1'), JSON.stringify(fixture.announced)].join('\n');
    for (const { offset, length } of line.masked) {
      const span = wire.subarray(offset, offset + length).toString('latin1');
      for (const spelling of [span, JSON.stringify(span).slice(1, -1), base64(wire).slice(0, -4)])
        expect(everything).not.toContain(spelling);
    }
  },
);

test('what the vault does not hold, or what was not the account’s, is not revealed', async () => {
  const [, protocol, lines] = dialogues.find(([name]) => name === 'PLAIN at once') ?? dialogues[0] ?? ['', 'smtp', []];
  const refused = { ok: false, failure: { code: 'secret-not-held' } };
  for (const [held, opening] of [
    [null, {}],
    ['another password', {}],
    [password, { accountId: null }],
    [password, { accountId: 'a2' }],
    [password, { host: 'elsewhere.example.test' }],
    [password, { port: 587 }],
    [password, { purpose: 'console' }],
  ] as const) {
    const { ask, line } = await said(lines, protocol, held, opening);
    expect(await ask(line.masked[0]?.offset ?? 0)).toMatchObject(refused);
  }
  const { ask, line, fixture, tap } = await said(lines, protocol, password);
  // Only a span as it was covered, and only of what the program said.
  expect(await ask((line.masked[0]?.offset ?? 0) + 1)).toMatchObject(refused);
  expect(await fixture.transcript.reveal({ session: tap.session, index: 0, offset: 0 })).toMatchObject(refused);
  // A user name of the same length stands in the open part: it was another sign-in.
  const other = lines.map(
    ([who, text]) => [who, text.replace(base64(plainResponse(username, password)), base64(plainResponse('eva', password)))] as const,
  );
  const eva = await said(other, protocol, password);
  expect(await eva.ask(eva.line.masked[0]?.offset ?? 0)).toMatchObject(refused);
});

/** The same sign-ins by somebody else, whose password is covered by as many octets. */
const ofAnother: readonly (readonly [name: string, protocol: Protocol, lines: readonly Said[]])[] = [
  ...dialogues.flatMap(([name, protocol, lines]) => {
    const other = lines.map(
      ([who, text]) =>
        [
          who,
          text
            .replace(/\bana\b/, 'eva')
            .replace(base64(plainResponse(username, password)), base64(plainResponse('eva', password)))
            .replace(base64(cramMd5Response(Buffer.from(challenge), username, password)), () =>
              base64(cramMd5Response(Buffer.from(challenge), 'eva', password)),
            )
            .replace(new RegExp(`^${base64(username)}$`), base64('eva')),
        ] as const,
    );
    return [[name, protocol, other] as const];
  }),
  [
    'PASS without USER',
    'pop3',
    [
      ['server', '+OK ready'],
      ['client', `PASS ${password}`],
    ],
  ],
  [
    'LOGIN without a name before it',
    'smtp',
    [
      ['server', '220 mx'],
      ['client', 'AUTH LOGIN'],
      ['server', `334 ${base64('Password:')}`],
      ['client', base64(password)],
    ],
  ],
];

test.each(ofAnother)('%s of another user, or of nobody: the account’s password is not put there', async (_name, protocol, lines) => {
  for (const held of [password, plain]) {
    const { ask, line } = await said(lines, protocol, held);
    expect(line.masked.length).toBeGreaterThan(0);
    for (const { offset } of line.masked) expect(await ask(offset)).toMatchObject({ ok: false, failure: { code: 'secret-not-held' } });
  }
});
