/** What a command line must know to do the same exchange as a session: read from its lines, in which no secret stands. */
import type { Line, Session } from '../../../contract/transcript.ts';

/** Lines of a session in which a command line looks for what to repeat. */
export const longestDialogue = 2_000;

export interface SessionFacts {
  readonly protocol: Session['protocol'];
  readonly host: string;
  readonly port: number;
  readonly security: 'none' | 'starttls' | 'tls';
  /** Of EHLO or HELO. */
  readonly greeting: { readonly verb: 'EHLO' | 'HELO'; readonly name: string } | null;
  /** The last sign-in that was tried. */
  readonly signIn: { readonly mechanism: string; readonly user: string } | null;
  readonly from: string | null;
  readonly recipients: readonly string[];
  /** The last step of SMTP that was taken. */
  readonly reached: 'connect' | 'greeting' | 'auth' | 'mail' | 'rcpt' | 'data';
  /** Client lines in order without their line ends; those of a sign-in are left out. */
  readonly commands: readonly string[];
  /** Questions of a look-up of names. */
  readonly questions: readonly { readonly name: string; readonly type: string; readonly recurses: boolean }[];
}

const textOf = ({ bytes }: Line): string =>
  Buffer.from(bytes, 'base64')
    .toString('utf8')
    .replace(/\r?\n$/, '');

const stepOf: Readonly<Record<string, SessionFacts['reached']>> = {
  EHLO: 'greeting',
  HELO: 'greeting',
  AUTH: 'auth',
  'MAIL FROM': 'mail',
  'RCPT TO': 'rcpt',
  DATA: 'data',
  BDAT: 'data',
};

/** So that what the loop finds is believed to be possible. */
const noSignIn = (): SessionFacts['signIn'] => null;
const noGreeting = (): SessionFacts['greeting'] => null;

/** @param lines of the session from its beginning; what comes after them is not repeated */
export function factsOf(session: Session, lines: readonly Line[]): SessionFacts {
  let startedTls = false;
  let hasTls = false;
  let greeting = noGreeting();
  let signIn = noSignIn();
  let from: string | null = null;
  let reached: SessionFacts['reached'] = 'connect';
  const recipients: string[] = [];
  const commands: string[] = [];
  const questions: { name: string; type: string; recurses: boolean }[] = [];
  for (const line of lines) {
    const { direction, kind, command, note, decoded } = line;
    if (note?.key === 'starttls') {
      startedTls = true;
      // Every program says by itself what leads to TLS; what was said before does not count any more (RFC 3207 §4.2).
      commands.length = 0;
    }
    if (note?.key === 'tls') hasTls = true;
    const text = direction === 'client' ? textOf(line) : '';
    if (kind === 'response' && signIn?.user === '' && decoded) signIn = { ...signIn, user: userIn(signIn.mechanism, decoded) };
    if (direction === 'client' && kind === 'message' && line.explanation) {
      const { key, parameters } = line.explanation;
      questions.push({ name: String(parameters.name ?? ''), type: String(parameters.type ?? ''), recurses: key === 'dns.message.asks' });
    }
    if (direction !== 'client' || kind !== 'command') continue;
    reached = (session.protocol === 'smtp' && stepOf[command ?? '']) || reached;
    const words = /^(EHLO|HELO)[ \t]+(\S+)/i.exec(text);
    if (words) greeting = { verb: words[1]?.toUpperCase() === 'HELO' ? 'HELO' : 'EHLO', name: words[2] ?? '' };
    const path = /^(?:MAIL FROM|RCPT TO):[ \t]*<([^>]*)>/i.exec(text)?.[1];
    if (command === 'MAIL FROM' && path !== undefined) from = path;
    if (command === 'RCPT TO' && path !== undefined) recipients.push(path);
    const auth = /^(?:\S+ AUTHENTICATE|AUTH)[ \t]+(\S+)/i.exec(text)?.[1];
    if (auth) signIn = { mechanism: auth.toUpperCase(), user: decoded ? userIn(auth, decoded) : '' };
    else if (command === 'LOGIN')
      signIn = { mechanism: 'LOGIN command', user: /^\S+ LOGIN +("(?:[^"\\]|\\.)*"|\S+)/i.exec(text)?.[1]?.replace(/^"|"$/g, '') ?? '' };
    else if (command === 'USER') signIn = { mechanism: 'USER', user: text.slice(5).trim() };
    else if (!/^(?:PASS|APOP|STARTTLS|STLS)$/.test(command ?? '') && line.masked.length === 0) commands.push(text);
  }
  const security = startedTls ? 'starttls' : hasTls || session.tls !== null ? 'tls' : 'none';
  const { protocol, host, port } = session;
  return { protocol, host, port, security, greeting, signIn, from, recipients, reached, commands, questions };
}

/** The name in a decoded answer, which is shown with `·` between its fields and without its secrets. */
export function userIn(mechanism: string, decoded: string): string {
  const first = decoded.split(' · ')[0] ?? '';
  if (/^SCRAM-|^OAUTHBEARER/i.test(mechanism)) return /(?:^|,)(?:n|a)=([^,]+)/.exec(decoded)?.[1] ?? '';
  if (/^XOAUTH2/i.test(mechanism)) return first.replace(/^user=/, '');
  if (/^CRAM-MD5/i.test(mechanism)) return first.replace(/[ ]\S*$/, '').trim();
  return first.replace(/…$/, '');
}
