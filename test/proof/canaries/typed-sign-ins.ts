/**
 * Every way to sign in by hand, in the words of each protocol, with a server that lets everybody in. Worked out from the RFCs and nothing of
 * the program: what is typed, what the server says to each line, and what of it must not be kept.
 */
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

export const user = 'ana';

export interface TypedSignIn {
  readonly protocol: 'smtp' | 'imap' | 'pop3' | 'managesieve';
  readonly name: string;
  readonly greeting: string;
  /** Lines that are typed; each is answered at once. */
  readonly steps: readonly { readonly typed: string; readonly reply: string }[];
  /** The secret itself and what is worked out from it: proofs, digests, signatures. */
  readonly secrets: readonly string[];
}

/** What is said in turn: the client's first word stands for an initial response. */
interface Exchange {
  readonly mechanism: string;
  /** Answers of the client, each with the challenge that comes before it; the first challenge is empty where the client begins. */
  readonly turns: readonly { readonly challenge: string; readonly answer: string }[];
  /** What the server says last, within the exchange. */
  readonly last?: string;
  /** Where the first answer may stand in the command. */
  readonly mayBegin: boolean;
  readonly derived: readonly string[];
}

const base64 = (text: string | Buffer): string => Buffer.from(text as string).toString('base64'); // takes both
const challenge = '<1896.697170952@mail.example.test>';

function scram(digest: 'sha1' | 'sha256', secret: string): Exchange {
  const hmac = (key: Buffer, text: string) => createHmac(digest, key).update(text, 'utf8').digest();
  const [nonce, salt] = ['fyko+d2lbbFgONRv9qkxdawL', 'QSXCR+Q6sek8bf92'];
  const [first, serverFirst] = [`n=${user},r=${nonce}`, `r=${nonce}3rfcNHYJY1ZVvWVs7j,s=${salt},i=4096`];
  const last = `c=biws,r=${nonce}3rfcNHYJY1ZVvWVs7j`;
  // RFC 5802 §3.
  const salted = pbkdf2Sync(secret.normalize('NFKC'), Buffer.from(salt, 'base64'), 4_096, digest === 'sha1' ? 20 : 32, digest);
  const clientKey = hmac(salted, 'Client Key');
  const exchanged = `${first},${serverFirst},${last}`;
  const signature = hmac(createHash(digest).update(clientKey).digest(), exchanged);
  const proof = Buffer.from(clientKey.map((octet, at) => octet ^ (signature[at] ?? 0))).toString('base64');
  const verifier = hmac(hmac(salted, 'Server Key'), exchanged).toString('base64');
  return {
    mechanism: digest === 'sha1' ? 'SCRAM-SHA-1' : 'SCRAM-SHA-256',
    turns: [
      { challenge: '', answer: `n,,${first}` },
      { challenge: serverFirst, answer: `${last},p=${proof}` },
    ],
    last: `v=${verifier}`,
    mayBegin: true,
    derived: [proof, verifier],
  };
}

function exchangesOf(secret: string): Exchange[] {
  const digest = createHmac('md5', secret).update(challenge).digest('hex');
  // RFC 6750 §2.1: a token has no other letters.
  const tokens = /^[\x21-\x7e]+$/.test(secret)
    ? ([
        ['XOAUTH2', `user=${user}\x01auth=Bearer ${secret}\x01\x01`],
        ['OAUTHBEARER', `n,a=${user},\x01host=mail.example.test\x01port=143\x01auth=Bearer ${secret}\x01\x01`],
      ] as const)
    : [];
  return [
    { mechanism: 'PLAIN', turns: [{ challenge: '', answer: `\0${user}\0${secret}` }], mayBegin: true, derived: [] },
    {
      mechanism: 'LOGIN',
      turns: [
        { challenge: 'Username:', answer: user },
        { challenge: 'Password:', answer: secret },
      ],
      mayBegin: false,
      derived: [],
    },
    { mechanism: 'CRAM-MD5', turns: [{ challenge, answer: `${user} ${digest}` }], mayBegin: false, derived: [digest] },
    scram('sha1', secret),
    scram('sha256', secret),
    ...tokens.map(([mechanism, answer]): Exchange => ({ mechanism, turns: [{ challenge: '', answer }], mayBegin: true, derived: [] })),
  ];
}

/** How a protocol carries an exchange. */
interface Frame {
  readonly protocol: TypedSignIn['protocol'];
  readonly greeting: string;
  readonly command: (mechanism: string, initial: string | null) => string;
  readonly challenge: (text: string) => string;
  readonly answer: (text: string) => string;
  readonly accepted: string;
}

const frames: readonly Frame[] = [
  // RFC 4954 §4.
  {
    ...{ protocol: 'smtp', greeting: '220 mail.example.test ESMTP\r\n', accepted: '235 2.7.0 welcome\r\n' },
    command: (mechanism, initial) => `AUTH ${mechanism}${initial === null ? '' : ` ${base64(initial)}`}`,
    challenge: (text) => `334 ${base64(text)}\r\n`,
    answer: base64,
  },
  // RFC 9051 §6.2.2.
  {
    ...{ protocol: 'imap', greeting: '* OK [CAPABILITY IMAP4rev1 SASL-IR LITERAL+] ready\r\n', accepted: 'a1 OK in\r\n' },
    command: (mechanism, initial) => `a1 AUTHENTICATE ${mechanism}${initial === null ? '' : ` ${base64(initial)}`}`,
    challenge: (text) => `+ ${base64(text)}\r\n`,
    answer: base64,
  },
  // RFC 5034 §4.
  {
    ...{ protocol: 'pop3', greeting: `+OK ready ${challenge}\r\n`, accepted: '+OK in\r\n' },
    command: (mechanism, initial) => `AUTH ${mechanism}${initial === null ? '' : ` ${base64(initial)}`}`,
    challenge: (text) => `+ ${base64(text)}\r\n`,
    answer: base64,
  },
  // RFC 5804 §2.1.
  {
    ...{ protocol: 'managesieve', greeting: '"IMPLEMENTATION" "Example"\r\n"SASL" "PLAIN"\r\nOK "ready"\r\n', accepted: 'OK "in"\r\n' },
    command: (mechanism, initial) => `AUTHENTICATE "${mechanism}"${initial === null ? '' : ` "${base64(initial)}"`}`,
    challenge: (text) => `"${base64(text)}"\r\n`,
    answer: (text) => `"${base64(text)}"`,
  },
];

/** @param initial whether the first answer stands in the command */
function framed(frame: Frame, { mechanism, turns, last, derived }: Exchange, initial: boolean, secret: string): TypedSignIn {
  const [first, ...more] = turns;
  const begun = initial ? (first?.answer ?? '') : null;
  const left = initial ? more : turns;
  const typed = [frame.command(mechanism, begun), ...left.map(({ answer }) => frame.answer(answer))];
  const replies = left.map((turn) => frame.challenge(turn.challenge));
  // The client has nothing to say to the server's signature but that it was heard.
  if (last !== undefined) {
    typed.push(frame.answer(''));
    replies.push(frame.challenge(last));
  }
  replies.push(frame.accepted);
  return {
    ...{ protocol: frame.protocol, greeting: frame.greeting, secrets: [secret, ...derived] },
    name: `${frame.protocol} ${mechanism}${initial ? ', at once' : ''}`,
    steps: typed.map((line, at) => ({ typed: line, reply: replies[at] ?? '' })),
  };
}

/** Commands of one protocol that carry a password as it is, or a digest of it. */
function commandsWith(secret: string): TypedSignIn[] {
  const quoted = `"${secret.replace(/["\\]/g, '\\$&')}"`;
  const octets = Buffer.byteLength(secret);
  const digest = createHash('md5').update(`${challenge}${secret}`).digest('hex');
  const of = (protocol: 'imap' | 'pop3', name: string, ...steps: readonly (readonly [typed: string, reply: string])[]): TypedSignIn => ({
    ...{ protocol, name: `${protocol} ${name}`, secrets: [secret] },
    greeting: frames.find((frame) => frame.protocol === protocol)?.greeting ?? '',
    steps: steps.map(([typed, reply]) => ({ typed, reply })),
  });
  const apop = of('pop3', 'APOP', [`APOP ${user} ${digest}`, '+OK in\r\n']);
  return [
    of('imap', 'LOGIN, as it is', [`a1 LOGIN ${user} ${secret}`, 'a1 OK in\r\n']),
    of('imap', 'LOGIN, quoted', [`a1 LOGIN "${user}" ${quoted}`, 'a1 OK in\r\n']),
    of('imap', 'LOGIN, counted', ['a1 LOGIN {3}', '+ go\r\n'], [`${user} {${octets}}`, '+ go\r\n'], [secret, 'a1 OK in\r\n']),
    of('imap', 'LOGIN, counted and not waited for', [`a1 LOGIN ${user} {${octets}+}`, ''], [secret, 'a1 OK in\r\n']),
    of('pop3', 'USER and PASS', [`USER ${user}`, '+OK\r\n'], [`PASS ${secret}`, '+OK in\r\n']),
    { ...apop, secrets: [secret, digest] },
  ];
}

/** Every sign-in with this secret. */
export const typedSignIns = (secret: string): TypedSignIn[] => [
  ...frames.flatMap((frame) =>
    exchangesOf(secret).flatMap((exchange) => [
      framed(frame, exchange, false, secret),
      ...(exchange.mayBegin ? [framed(frame, exchange, true, secret)] : []),
    ]),
  ),
  ...commandsWith(secret),
];

/** The same one refused: the server says back what it was told, in every dress it can: the secret, or where it never crossed, its digest. */
export function refusedWithEcho(signIn: TypedSignIn): TypedSignIn {
  const last = signIn.steps.at(-1);
  const [password = '', digest] = signIn.secrets;
  const secret = digest ?? password;
  const echo = `${last?.typed.replace(/[\r\n]/g, '')} or ${secret} or ${base64(secret)} or ${Buffer.from(secret).toString('hex')}?`;
  const text = echo.replace(/["\\]/g, '\\$&');
  const refusal = {
    smtp: `535 5.7.8 what is ${echo}\r\n`,
    imap: `a1 NO [AUTHENTICATIONFAILED] what is ${echo}\r\n`,
    pop3: `-ERR [AUTH] what is ${echo}\r\n`,
    managesieve: `NO "what is ${text}"\r\n`,
  }[signIn.protocol];
  const steps = signIn.steps.map((step) => (step === last ? { ...step, reply: refusal } : step));
  return { ...signIn, name: `${signIn.name}, refused with an echo`, steps };
}
