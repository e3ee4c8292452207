/** What the glossary has for each step of each mechanism, in all three protocols, and that no secret gets into it. */

import { expect, test } from 'vitest';
import { describeEntry } from '../../../../electron/words/glossary/glossary.ts';
import { glossaries } from '../../../support/glossaries.ts';
import { describeWithCorpus, readCorpusText } from '../../../support/material/corpus.ts';
import { client, server, type Turn } from '../marked-dialogue.ts';
import { replay } from './replay.ts';

const carriers = {
  pop3: { opening: [server('+OK hi\r\n')], begin: 'AUTH ', ask: '+ ', yes: '+OK in\r\n', no: '-ERR [AUTH] no\r\n' },
  smtp: { opening: [server('220 mx\r\n')], begin: 'AUTH ', ask: '334 ', yes: '235 2.7.0 in\r\n', no: '535 5.7.8 no\r\n' },
  imap: { opening: [server('* OK hi\r\n')], begin: 'A1 AUTHENTICATE ', ask: '+ ', yes: 'A1 OK in\r\n', no: 'A1 NO no\r\n' },
} as const;

/**
 * The entries of an exchange.
 * @param steps `C: answer` and `S: challenge`, in the clear, secrets marked; `!` before what is on the wire as it stands
 */
async function keysOf(protocol: keyof typeof carriers, mechanism: string, steps: readonly string[], ends: 'yes' | 'no' = 'yes') {
  const { opening, begin, ask, [ends]: last } = carriers[protocol];
  const coded = (text: string) => {
    if (text.startsWith('!')) return text.slice(1);
    // What holds no mark may hold braces.
    return text.includes('«') ? `{{${text}}}` : Buffer.from(text, 'utf8').toString('base64');
  };
  const turns: Turn[] = [
    ...opening,
    client(`${begin}${mechanism}\r\n`),
    ...steps.map((step) => (step.startsWith('C') ? client(`${coded(step.slice(3))}\r\n`) : server(`${ask}${coded(step.slice(3))}\r\n`))),
    server(last),
  ];
  const lines = await replay(protocol, turns);
  const exchange = lines.slice(1, -1);
  // The command itself is each protocol's own; only POP3's is told by its mechanism.
  return exchange
    .slice(protocol === 'pop3' ? 0 : 1)
    .map(({ key, parameters }) => [key?.replace(/^sasl\./, '') ?? null, ...Object.values(parameters)].join(' '));
}

const exchanges: readonly (readonly [mechanism: string, steps: readonly string[], keys: readonly string[], ends?: 'no'])[] = [
  ['PLAIN', ['S: ', 'C: \0ana\0«secret-word»'], ['begin.PLAIN PLAIN', 'challenge.empty PLAIN', 'PLAIN ana']],
  ['PLAIN', ['S: !=', 'C: boss\0ana\0«secret-word»'], ['begin.PLAIN PLAIN', 'challenge.empty PLAIN', 'PLAIN.as ana boss']],
  [
    'LOGIN',
    ['S: User Name\0', 'C: ana', 'S: Password:', 'C: «secret-word»'],
    ['begin.LOGIN LOGIN', 'LOGIN.prompt.name User Name', 'LOGIN.username ana', 'LOGIN.prompt.password Password:', 'LOGIN.password'],
  ],
  ['LOGIN', ['S: Passcode', 'C: «secret-word»'], ['begin.LOGIN LOGIN', 'LOGIN.prompt.password Passcode', 'LOGIN.password']],
  [
    'CRAM-MD5',
    ['S: <1.2@mail.example.org>', 'C: ana banana «b913a602c7eda7a495b4e6e7334d3890»'],
    ['begin.CRAM-MD5 CRAM-MD5', 'CRAM-MD5.challenge', 'CRAM-MD5 ana banana'],
  ],
  [
    'DIGEST-MD5',
    [
      'S: realm="x",nonce="OA6M",qop="auth",charset=utf-8,algorithm=md5-sess',
      'C: !«dXNlcm5hbWU9ImFuYSI=»',
      'S: rspauth=ea40f60335c427b5527b84dbabcdfffd',
      'C: ',
    ],
    ['begin.DIGEST-MD5 DIGEST-MD5', 'DIGEST-MD5.challenge', 'DIGEST-MD5', 'DIGEST-MD5.proof', 'acknowledge DIGEST-MD5'],
  ],
  [
    'SCRAM-SHA-256',
    [
      'S: ',
      'C: n,,n=ana=2Cb,r=abc',
      'S: r=abcdef,s=QSXCR+Q6sek8bf92,i=4096',
      'C: c=biws,r=abcdef,p=«v0X8v3Bz2T0=»',
      'S: v=«rmF9pqV8S7s=»',
      'C: ',
    ],
    [
      'begin.SCRAM SCRAM-SHA-256',
      'challenge.empty SCRAM-SHA-256',
      'SCRAM.first ana,b',
      'SCRAM.challenge 4096',
      'SCRAM.final',
      'SCRAM.proof',
      'acknowledge SCRAM-SHA-256',
    ],
  ],
  [
    'SCRAM-SHA-256-PLUS',
    ['S: ', 'C: p=tls-exporter,,n=ana,r=abc', 'S: r=abcdef,s=QSXC,i=100', 'C: c=biws,r=abcdef,p=«v0X8»', 'S: e=invalid-proof'],
    [
      'begin.SCRAM-PLUS SCRAM-SHA-256-PLUS',
      'challenge.empty SCRAM-SHA-256-PLUS',
      'SCRAM.first.bound ana tls-exporter',
      'SCRAM.challenge.weak 100',
      'SCRAM.final',
      'SCRAM.error.proof',
    ],
    'no',
  ],
  [
    'SCRAM-SHA-1',
    ['S: ', 'C: n,,n=ana,r=abc', 'S: e=unknown-user'],
    ['begin.SCRAM SCRAM-SHA-1', 'challenge.empty SCRAM-SHA-1', 'SCRAM.first ana', 'SCRAM.error.user'],
    'no',
  ],
  [
    'SCRAM-SHA-1',
    ['S: ', 'C: y,,n=ana,r=abc', 'S: e=server-does-support-channel-binding'],
    [
      'begin.SCRAM SCRAM-SHA-1',
      'challenge.empty SCRAM-SHA-1',
      'SCRAM.first ana',
      'SCRAM.error.binding server-does-support-channel-binding',
    ],
    'no',
  ],
  [
    'XOAUTH2',
    [
      'S: ',
      'C: user=ana@x\x01auth=Bearer «ya29.token»\x01\x01',
      'S: {"status":"400","schemes":"Bearer","scope":"https://mail.example/"}',
      'C: ',
    ],
    ['begin.XOAUTH2 XOAUTH2', 'challenge.empty XOAUTH2', 'XOAUTH2 ana@x', 'token.request 400', 'token.acknowledge'],
    'no',
  ],
  [
    'OAUTHBEARER',
    ['S: ', 'C: n,a=ana@x,\x01host=mx\x01port=143\x01auth=Bearer «ya29.token»\x01\x01', 'S: {"status":"invalid_token"}', 'C: \x01'],
    [
      'begin.OAUTHBEARER OAUTHBEARER',
      'challenge.empty OAUTHBEARER',
      'OAUTHBEARER ana@x',
      'token.invalid invalid_token',
      'token.acknowledge',
    ],
    'no',
  ],
  [
    'OAUTHBEARER',
    ['S: ', 'C: n,,\x01auth=Bearer «ya29.token»\x01\x01', 'S: {"status" : "insufficient_scope", "scope":"mail"}', 'C: \x01'],
    ['begin.OAUTHBEARER OAUTHBEARER', 'challenge.empty OAUTHBEARER', 'OAUTHBEARER.token', 'token.scope mail', 'token.acknowledge'],
    'no',
  ],
  ['EXTERNAL', ['S: ', 'C: '], ['begin.EXTERNAL EXTERNAL', 'challenge.empty EXTERNAL', 'EXTERNAL.empty']],
  ['EXTERNAL', ['S: ', 'C: ana'], ['begin.EXTERNAL EXTERNAL', 'challenge.empty EXTERNAL', 'EXTERNAL ana']],
  ['ANONYMOUS', ['S: ', 'C: !«Z3Vlc3RAeA==»'], ['begin.ANONYMOUS ANONYMOUS', 'challenge.empty ANONYMOUS', 'ANONYMOUS']],
  [
    'NTLM',
    ['S: ', 'C: !«TlRMTVNTUAABAAAA»', 'S: NTLMSSP\0\x02\0\0\0', 'C: !«TlRMTVNTUAADAAAA»'],
    ['begin.NTLM NTLM', 'challenge.empty NTLM', 'NTLM.negotiate', 'NTLM.challenge', 'NTLM.authenticate'],
  ],
  [
    'GSSAPI',
    ['S: ', 'C: !«YIICdgYJKoZIhvcSAQIC»', 'S: `token', 'C: ', 'S: \x05\x04\x05', 'C: !«BQQE»'],
    ['begin.GSSAPI GSSAPI', 'challenge.empty GSSAPI', 'GSSAPI', 'GSSAPI.challenge', 'GSSAPI.empty', 'GSSAPI.challenge', 'GSSAPI'],
  ],
  ['KERBEROS_V4', ['S: !AAAAAA==', 'C: !«BAcBAA==»'], ['begin.KERBEROS_V4 KERBEROS_V4', 'KERBEROS_V4.challenge', 'KERBEROS_V4']],
  [
    'OTP',
    ['S: ', 'C: !«AGFuYQ==»', 'S: otp-md5 499 ke1234 ext', 'C: !«aGV4Og==»'],
    ['begin.OTP OTP', 'challenge.empty OTP', 'OTP', 'OTP.challenge otp-md5 499 ke1234 ext', 'OTP'],
  ],
  ['X-MAGIC', ['S: who', 'C: !«c2VjcmV0»'], ['begin.other X-MAGIC', 'challenge.other X-MAGIC', 'other X-MAGIC']],
  ['LOGIN', ['S: Username:', 'C: !*'], ['begin.LOGIN LOGIN', 'LOGIN.prompt.name Username:', 'cancel'], 'no'],
];

test.each(exchanges.map(([mechanism, steps, keys, ends = 'yes' as const]) => ({ mechanism, steps, keys, ends })))(
  'of an exchange of $mechanism, in all three protocols (%#)',
  async ({ mechanism, steps, keys, ends }) => {
    expect(await keysOf('pop3', mechanism, steps, ends)).toEqual(keys);
    expect(await keysOf('smtp', mechanism, steps, ends)).toEqual(keys.slice(1));
    // IMAP's challenge is a plus and a space, also where nothing follows (RFC 9051 §7.6).
    expect(await keysOf('imap', mechanism, steps, ends)).toEqual(keys.slice(1));
  },
);

test('of a first answer in the command itself', async () => {
  const keyOf = async (text: string) => (await replay('pop3', [server('+OK hi\r\n'), client(`${text}\r\n`)]))[1]?.key;
  expect(await keyOf('AUTH PLAIN {{\0ana\0«secret-word»}}')).toBe('sasl.PLAIN');
  expect(await keyOf('AUTH LOGIN {{ana}}')).toBe('sasl.LOGIN.username');
  expect(await keyOf('AUTH EXTERNAL =')).toBe('sasl.EXTERNAL.empty');
  expect(await keyOf('auth xoauth2 {{user=ana\x01auth=Bearer «ya29.token»\x01\x01}}')).toBe('sasl.XOAUTH2');
});

test('a line of another continuation is no challenge', async () => {
  const lines = await replay('imap', [
    server('* OK hi\r\n'),
    client('A1 IDLE\r\n'),
    server('+ idle\r\n'),
    client('DONE\r\n'),
    server('A1 OK done\r\n'),
  ]);
  expect(lines[2]?.key).not.toMatch(/^sasl\./);
});

interface Vector {
  readonly mech: string;
  readonly user?: string;
  readonly password?: string;
  readonly token?: string;
  readonly [field: string]: string | undefined;
}

describeWithCorpus('with the vectors of the RFCs', () => {
  const vectors = JSON.parse(readCorpusText('sasl/vectors.json')) as Vector[]; // the file's own format

  test.each(vectors)('$mech: each step has an entry, and none shows the secret', async (vector) => {
    const encoded = (field: string) => Buffer.from(vector[field] ?? '', 'utf8').toString('base64');
    const turns: Turn[] = [server(`+OK ready ${vector.banner ?? ''}\r\n`)];
    if (vector.mech === 'APOP') turns.push(client(`${vector.command}\r\n`));
    else if (vector.initial_response_b64) turns.push(client(`AUTH ${vector.mech} ${vector.initial_response_b64}\r\n`));
    else turns.push(client(`AUTH ${vector.mech}\r\n`));
    if (vector.error_challenge_b64) turns.push(server(`+ ${vector.error_challenge_b64}\r\n`), client('\r\n'));
    if (vector.challenge) turns.push(server(`+ ${encoded('challenge')}\r\n`), client(`${vector.response_b64}\r\n`));
    if (vector.client_first) turns.push(server('+ \r\n'));
    for (const field of ['client_first', 'server_first', 'client_final', 'server_final'])
      if (vector[field]) turns.push(field.startsWith('client') ? client(`${encoded(field)}\r\n`) : server(`+ ${encoded(field)}\r\n`));
    if (vector.server_final) turns.push(client('\r\n'));
    turns.push(server('+OK in\r\n'));
    for (const { key, line, text } of await replay('pop3', turns)) {
      expect([text, key]).not.toEqual([text, expect.stringMatching(/other$/)]);
      expect(key).not.toBeNull();
      const said = line.explanation ? JSON.stringify([line.explanation.parameters, describeEntry(glossaries.en, line.explanation)]) : '';
      for (const secret of [vector.password, vector.token, /,p=(.*)/.exec(vector.client_final ?? '')?.[1], vector.response?.split(' ')[1]])
        if (secret) expect(said).not.toContain(secret);
    }
  });
});
