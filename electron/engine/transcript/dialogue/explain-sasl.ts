/**
 * Explains the lines of an authentication exchange, which are the same in all protocols. What it reads is masked already: the secret parts of
 * an answer are asterisks, and an answer of which nobody can say what is secret in it is nothing but asterisks.
 */
import type { Explanation } from '../../../contract/transcript.ts';
import { isBase64 } from '../../wire/authentication/base64-mask.ts';
import { cut, type Explicable, explanation } from './explicable.ts';
import { saslSections } from './sasl-sections.ts';

const say = (key: keyof typeof saslSections, parameters: Explanation['parameters'] = {}): Explanation =>
  explanation(`sasl.${key}`, saslSections[key], parameters);

/** The command that begins an exchange: AUTH, AUTHENTICATE. Where it brings the first answer too, that says more. */
export function explainBeginning(line: Explicable, mechanism: string): Explanation {
  if (line.sasl !== null) return explainAnswer(line);
  const family = familyOf(mechanism);
  return say(family === null ? 'begin.other' : `begin.${family}`, { mechanism: cut(mechanism) });
}

/** An answer that came when the exchange was over already; the server takes it for a command. */
export const explainLateAnswer = (): Explanation => say('late');

/** A line of the client that is an answer, or holds the first one. */
export function explainAnswer({ text, sasl }: Explicable): Explanation {
  if (/^\*\r?\n?$/.test(text)) return say('cancel');
  const { mechanism = '', step = 0 } = sasl ?? {};
  const answer = decoded(/(?:^|[ \t])([^ \t\r\n]*)\r?\n?$/.exec(text)?.[1] ?? '');
  const isEmpty = answer?.length === 0;
  switch (familyOf(mechanism)) {
    case 'PLAIN':
      return explainPlain(answer);
    case 'LOGIN':
      return isName(answer) && step === 0 ? say('LOGIN.username', { user: cut(answer.toString('utf8')) }) : say('LOGIN.password');
    case 'CRAM-MD5':
      return say('CRAM-MD5', { user: cut(answer?.toString('utf8').replace(/ \S*$/, '') ?? '') });
    case 'DIGEST-MD5':
      return isEmpty ? say('acknowledge', { mechanism }) : say('DIGEST-MD5');
    case 'SCRAM':
    case 'SCRAM-PLUS':
      return explainScram(mechanism, step, answer);
    case 'XOAUTH2':
    case 'OAUTHBEARER':
      return explainToken(mechanism, answer);
    case 'EXTERNAL':
      return isName(answer) ? say('EXTERNAL', { user: cut(answer.toString('utf8')) }) : say('EXTERNAL.empty');
    case 'ANONYMOUS':
      return say('ANONYMOUS');
    case 'NTLM':
      return say(step === 0 ? 'NTLM.negotiate' : 'NTLM.authenticate');
    case 'GSSAPI':
      return say(isEmpty ? 'GSSAPI.empty' : 'GSSAPI');
    case 'KERBEROS_V4':
      return say('KERBEROS_V4');
    case 'OTP':
      return say('OTP');
    default:
      return isEmpty ? say('acknowledge', { mechanism: cut(mechanism) }) : say('other', { mechanism: cut(mechanism) });
  }
}

/** A challenge of the server; null for a line that is none. Logs of older versions do not name its mechanism: then what it says tells. */
export function explainChallenge({ text, sasl, decoded: shown }: Explicable): Explanation | null {
  if (sasl === null && shown === null) return null;
  const [, encoded] = /^(?:334|\+)(?: ([^\r\n]*))?\r?\n?$/.exec(text) ?? [];
  const mechanism = sasl?.mechanism ?? '';
  if (encoded === undefined || encoded === '') return sasl ? say('challenge.empty', { mechanism: cut(mechanism) }) : null;
  // What begins like the client's own message is masked with it.
  if (familyOf(mechanism) === 'NTLM' && sasl !== null && sasl.step > 0) return say('NTLM.challenge');
  const challenge = decoded(encoded);
  if (challenge === null || challenge.length === 0) return sasl ? say('challenge.empty', { mechanism: cut(mechanism) }) : null;
  const said = challenge.toString('utf8');
  const own = ownChallenge(familyOf(mechanism), said);
  if (own) return own;
  if (/^(?:user ?name|password):?\0?$/i.test(said.trim())) return explainPrompt(said);
  if (/^<[^<>]+>$/.test(said) && /.@./.test(said.slice(1, -1))) return say('CRAM-MD5.challenge');
  if (/^(?:r=[^,]*,s=[^,]*,i=\d+|[ve]=)/.test(said)) return scramChallenge(said);
  if (said.trimStart().startsWith('{')) return explainRefusedToken(said);
  if (/(?:^|,)\s*nonce=/.test(said)) return say('DIGEST-MD5.challenge');
  if (said.startsWith('rspauth=')) return say('DIGEST-MD5.proof');
  if (said.startsWith('NTLMSSP\0')) return say('NTLM.challenge');
  return say('challenge.other', { mechanism: cut(mechanism) });
}

type FamilyOf<Key> = Key extends `begin.${infer Name}` ? Exclude<Name, 'other'> : never;
type Family = FamilyOf<keyof typeof saslSections>;

const families: ReadonlySet<string> = new Set(
  Object.keys(saslSections).flatMap((key) => (key.startsWith('begin.') && key !== 'begin.other' ? [key.slice(6)] : [])),
);
const isFamily = (name: string): name is Family => families.has(name);

/** Mechanisms that are told in the same words; null for one that the glossary does not have. */
function familyOf(mechanism: string): Family | null {
  const name = mechanism.toUpperCase();
  if (name.startsWith('SCRAM-')) return name.endsWith('-PLUS') ? 'SCRAM-PLUS' : 'SCRAM';
  // RFC 4178 and RFC 5801 put the same tickets into other wrappings.
  if (name === 'GSS-SPNEGO' || name.startsWith('GS2-')) return 'GSSAPI';
  if (name === 'SKEY' || name === 'S/KEY') return 'OTP';
  return isFamily(name) ? name : null;
}

/** Challenges that only their mechanism tells apart. */
function ownChallenge(family: Family | null, said: string): Explanation | null {
  switch (family) {
    case 'LOGIN':
      return explainPrompt(said);
    case 'GSSAPI':
      return say('GSSAPI.challenge');
    case 'KERBEROS_V4':
      return say('KERBEROS_V4.challenge');
    case 'OTP':
      return say('OTP.challenge', { challenge: cut(said) });
    case 'XOAUTH2':
    case 'OAUTHBEARER':
      return explainRefusedToken(said);
    case 'NTLM':
      return say('NTLM.challenge');
    default:
      return null;
  }
}

function explainPrompt(said: string): Explanation {
  const prompt = cut(said.replace(/\0/g, '').trim());
  if (/pass/i.test(said)) return say('LOGIN.prompt.password', { prompt });
  return say(/user|login|name/i.test(said) ? 'LOGIN.prompt.name' : 'LOGIN.prompt', { prompt });
}

/** RFC 4616 §2: the identity to act as, NUL, the user name, NUL, the password, of which only asterisks are left. */
function explainPlain(answer: Buffer | null): Explanation {
  const [identity = '', user = ''] = answer?.toString('utf8').split('\0') ?? [];
  return identity === '' || identity === user
    ? say('PLAIN', { user: cut(user) })
    : say('PLAIN.as', { user: cut(user), identity: cut(identity) });
}

function explainScram(mechanism: string, step: number, answer: Buffer | null): Explanation {
  const said = answer?.toString('utf8') ?? '';
  if (step > 1 || (step > 0 && answer?.length === 0)) return say('acknowledge', { mechanism: cut(mechanism) });
  if (step > 0) return say('SCRAM.final');
  const [, binding] = /^p=([A-Za-z0-9.-]*),/.exec(said) ?? [];
  const user = cut((/,n=([^,]*),r=/.exec(said)?.[1] ?? '').replaceAll('=2C', ',').replaceAll('=3D', '='));
  return binding === undefined ? say('SCRAM.first', { user }) : say('SCRAM.first.bound', { user, binding: cut(binding) });
}

function scramChallenge(said: string): Explanation {
  if (said.startsWith('v=')) return say('SCRAM.proof');
  const [, error] = /^e=([^,]*)/.exec(said) ?? [];
  if (error !== undefined) {
    if (error === 'invalid-proof') return say('SCRAM.error.proof');
    if (error === 'unknown-user') return say('SCRAM.error.user');
    return say(error.includes('channel-binding') ? 'SCRAM.error.binding' : 'SCRAM.error.other', { error: cut(error) });
  }
  const iterations = Number(/,i=(\d{1,10})/.exec(said)?.[1] ?? 0);
  // RFC 5802 §5.1: servers should announce at least 4096.
  return say(iterations < 4_096 ? 'SCRAM.challenge.weak' : 'SCRAM.challenge', { iterations });
}

function explainToken(mechanism: string, answer: Buffer | null): Explanation {
  const said = answer?.toString('utf8') ?? '';
  // RFC 7628 §3.2.3: after an error a single 0x01; XOAUTH2 has an empty line there.
  if (answer !== null && /^\x01?$/.test(said)) return say('token.acknowledge');
  if (mechanism.toUpperCase() === 'XOAUTH2') return say('XOAUTH2', { user: cut(/^user=([^\x01]*)/.exec(said)?.[1] ?? '') });
  const user = /^[^\x01]*?,a=([^,\x01]*)/.exec(said)?.[1];
  return user ? say('OAUTHBEARER', { user: cut(user.replaceAll('=2C', ',').replaceAll('=3D', '=')) }) : say('OAUTHBEARER.token');
}

/** RFC 7628 §3.2.2: JSON with `status`, and `scope` where another one is needed. XOAUTH2 gives a status of HTTP. */
function explainRefusedToken(said: string): Explanation {
  const field = (name: string) => new RegExp(`"${name}"\\s*:\\s*"?([^",}\\r\\n]{0,200})`).exec(said.slice(0, 4_000))?.[1]?.trim() ?? '';
  const status = cut(field('status'));
  if (/^(?:401|invalid_token)$/i.test(status)) return say('token.invalid', { status });
  if (/^(?:403|insufficient_scope)$/i.test(status)) return say('token.scope', { scope: cut(field('scope')) });
  if (/^(?:400|invalid_request)$/i.test(status)) return say('token.request', { status });
  return say('token.other', { status });
}

/** `=` stands for an empty first answer (RFC 4954 §4, RFC 5034 §4). Null for what is not base64: masked whole, or no answer at all. */
function decoded(encoded: string): Buffer | null {
  if (encoded === '' || encoded === '=') return Buffer.alloc(0);
  return isBase64(encoded) ? Buffer.from(encoded, 'base64') : null;
}

/** Whether there is something to read that is no masked secret. */
const isName = (answer: Buffer | null): answer is Buffer =>
  answer !== null && answer.length > 0 && !/^\*+$/.test(answer.toString('latin1'));
