/**
 * A session as a script of the console: the lines of the client, the replies that are expected to them, and for each sign-in a step that takes the
 * password of the account. What it cannot have is left out, and a comment says so.
 */

import { consoleAddressOf } from '../../../contract/console-address.ts';
import type { Line, Session } from '../../../contract/transcript.ts';
import { unseenIn } from '../../../lessons/unseen.ts';
import { userIn } from './facts.ts';

/** Lines of a script; a session that needs more is not repeated by hand. */
const mostLines = 2_000;
/** Octets of a message that are repeated. */
const mostOctets = 65_536;

type WholeOf = (line: Line) => Promise<Buffer | null>;

const bytesOf = ({ bytes }: Line): Buffer => Buffer.from(bytes, 'base64');
const textOf = (line: Line): string =>
  bytesOf(line)
    .toString('utf8')
    .replace(/\r?\n$/, '');

/**
 * @param lines of the session from its beginning
 * @param wholeOf the exact octets of a line of which only the head is there
 * @returns null where the protocol is none that a console speaks, or there is too much
 */
export async function consoleScript(session: Session, lines: readonly Line[], wholeOf: WholeOf): Promise<string | null> {
  const { protocol, host, port } = session;
  if (protocol !== 'smtp' && protocol !== 'imap' && protocol !== 'pop3' && protocol !== 'managesieve' && protocol !== 'raw') return null;
  const secured = lines.findIndex(({ note }) => note?.key === 'tls');
  const isSecuredFirst = secured >= 0 && !lines.slice(0, secured).some(({ direction }) => direction !== 'note');
  const address = consoleAddressOf({ protocol, host, port, security: isSecuredFirst ? 'tls' : 'none' });
  if (address === null) return null;
  const script = [`connect ${address}`];
  const expected = replyFinder(lines);
  const greeting = lines.find(({ kind, direction }) => kind === 'greeting' && direction === 'server');
  const greets = greeting ? patternOf(greeting, protocol) : null;
  if (greets !== null) script.push(greets);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line?.direction !== 'client') continue;
    if (script.length > mostLines) return null;
    const signIn = signInAt(lines, at, protocol);
    if (signIn) {
      script.push('', ...signIn.says, ...(signIn.reply === null ? [] : [signInPattern(signIn.reply, protocol)]));
      at = signIn.last;
      continue;
    }
    if (line.command === 'COMPRESS') {
      script.push('', '# COMPRESS is left out: the console does not compress.');
      continue;
    }
    if (line.kind !== 'literal' && line.kind !== 'payload') {
      const whole = wholeCommand(lines, at);
      const refusal = whole.map(({ line: part }) => whyNotTyped(part)).find((why) => why !== null);
      if (refusal !== undefined) {
        script.push('', refusal);
        at = whole.at(-1)?.position ?? at;
        continue;
      }
    }
    let last = line;
    if (line.kind === 'literal') {
      // The command goes on in the line in which the octets end (RFC 9051 §4.3).
      const next = lines.findIndex(({ direction }, position) => position > at && direction === 'client');
      const found = await literal(line, session, wholeOf);
      if (found === null) return null;
      const { comments, texts } = found;
      const rest = lines[next];
      script.push(...comments, ...texts.slice(0, -1).map(lineOf), lineOf(`${texts.at(-1)}${rest ? textOf(rest) : ''}`));
      if (rest) [last, at] = [rest, next];
    } else if (line.kind === 'payload') script.push(...(await message(line, session, wholeOf)));
    else script.push('', lineOf(textOf(line)));
    const reply = expected(last);
    const pattern = reply && patternOf(reply, protocol);
    if (pattern) script.push(pattern);
    if (reply && beginsTls(lines, reply)) script.push('tls');
    if (/^(?:QUIT|LOGOUT)$/.test(line.command ?? '') && session.state === 'done') script.push('closed');
  }
  return script.length > mostLines ? null : `${script.join('\n')}\n`;
}

/** A command with the literals in it, and with what follows each of them, which is a part of its line (RFC 9051 §4.3). */
function wholeCommand(lines: readonly Line[], at: number): { readonly line: Line; readonly position: number }[] {
  const parts: { readonly line: Line; readonly position: number }[] = [];
  for (let position = at; position < lines.length; position += 1) {
    const line = lines[position];
    if (line?.direction !== 'client') continue;
    if (parts.length > 0 && line.kind !== 'literal' && parts.at(-1)?.line.kind !== 'literal') break;
    parts.push({ line, position });
  }
  return parts;
}

/** A comment in the place of a line that cannot stand in a script; null for one that can. Another text can stand in the place of a literal. */
function whyNotTyped(line: Line): string | null {
  if (line.kind === 'literal') return null;
  if (line.masked.length > 0) return '# A line with a secret in it is left out.';
  return isTyped(textOf(line)) ? null : '# A line is left out: it holds what cannot be seen.';
}

/** Lines of a message, or one that stands in its place. */
async function message(line: Line, session: Session, wholeOf: WholeOf): Promise<string[]> {
  const isDot = /^\.\r?\n$/.test(bytesOf(line).toString('latin1'));
  if (isDot) return ['C: .'];
  const texts = line.masked.length > 0 ? null : await typedByHand(line, session, wholeOf);
  if (texts) return (texts.at(-1) === '' ? texts.slice(0, -1) : texts).map(lineOf);
  return ['# The message is left out; this one stands in its place.', 'C: Subject: A test', 'C:', 'C: A test.'];
}

/** Octets in a row of those that stand for a text, with its line end. */
const rowOctets = 72;

interface LiteralTexts {
  readonly comments: readonly string[];
  readonly texts: readonly string[];
}

/** The octets of a literal, a text for each line; the last one has no end yet. Null where they are too many. */
async function literal(line: Line, session: Session, wholeOf: WholeOf): Promise<LiteralTexts | null> {
  const texts = line.masked.length > 0 ? null : await typedByHand(line, session, wholeOf);
  if (texts) return { comments: [], texts };
  // Its length has been announced.
  const octets = line.payload?.length ?? bytesOf(line).length;
  if (octets > mostLines * rowOctets) return null;
  const rows = Array.from({ length: Math.floor(octets / rowOctets) }, () => 'x'.repeat(rowOctets - 2));
  const comments = ['# The text is left out; as many other octets stand in its place.'];
  return { comments, texts: [...rows, 'x'.repeat(octets % rowOctets)] };
}

/** What was typed in a console, cut at its line ends; null for what cannot be typed exactly, and for what is somebody's mail. */
async function typedByHand(line: Line, session: Session, wholeOf: WholeOf): Promise<readonly string[] | null> {
  if (session.purpose !== 'console') return null;
  const bytes = line.payload ? await wholeOf(line) : bytesOf(line);
  if (bytes === null || bytes.length > mostOctets) return null;
  const text = bytes.toString('utf8');
  const texts = text.split('\r\n');
  return Buffer.from(text).equals(bytes) && texts.every(isTyped) ? texts : null;
}

const isTyped = (text: string): boolean => text.length < 8_000 && unseenIn(text.replaceAll('\t', ' ')) === null;
const lineOf = (text: string): string => (text === '' ? 'C:' : `C: ${text}`);

/** Whether TLS follows a reply, before the client says anything else. */
function beginsTls(lines: readonly Line[], reply: Line): boolean {
  const after = lines.slice(lines.indexOf(reply) + 1);
  const next = after.findIndex(({ direction }) => direction === 'client');
  return after.slice(0, next < 0 ? after.length : next).some(({ note }) => note?.key === 'starttls');
}

/** The reply that a line of the client is followed by: of a tag, and of a command with counted octets, it follows the last line of it. */
function replyFinder(lines: readonly Line[]): (line: Line) => Line | null {
  const found = new Map<number, Line>();
  const lastOfTag = new Map<string, number>();
  const lastOfCommand = new Map<number, number>();
  let command = -1;
  let goesOn = false;
  for (const line of lines) {
    if (line.direction === 'client') {
      if (line.tag !== null) lastOfTag.set(line.tag, line.index);
      if (line.kind !== 'literal' && !goesOn) command = line.index;
      else lastOfCommand.set(command, line.index);
      goesOn = line.kind === 'literal';
    }
    if (line.direction !== 'server' || (line.kind !== 'status' && line.kind !== 'continuation')) continue;
    const answered = (line.tag === null ? undefined : lastOfTag.get(line.tag)) ?? line.answers;
    if (answered !== null) found.set(lastOfCommand.get(answered) ?? answered, line);
  }
  return ({ index }) => found.get(index) ?? null;
}

interface FoundSignIn {
  /** The step, or a comment. */
  readonly says: readonly string[];
  readonly reply: Line | null;
  /** Position of its last line. */
  readonly last: number;
}

/** A sign-in that begins at this line, with all its steps; null where none does. */
function signInAt(lines: readonly Line[], at: number, protocol: Session['protocol']): FoundSignIn | null {
  const line = lines[at];
  if (line?.kind !== 'command') return null;
  const text = textOf(line);
  const steps = [at];
  let user = '';
  let how: string | null = null;
  const mechanism = /^(?:(?:\S+ )?AUTHENTICATE|AUTH)[ \t]+"?([^\s"]+)/i.exec(text)?.[1]?.toUpperCase();
  if (mechanism !== undefined && (line.command === 'AUTH' || line.command === 'AUTHENTICATE')) {
    how = `${line.command} ${mechanism}`;
    const parts = [line];
    for (let next = at + 1; next < lines.length; next += 1) {
      const step = lines[next];
      if (step?.direction !== 'client') continue;
      // A step may be a counted string, and the line goes on behind it (RFC 5804 §4).
      const isPart = protocol === 'managesieve' && (step.kind === 'literal' || lines[steps.at(-1) ?? at]?.kind === 'literal');
      if (step.kind !== 'response' && !isPart) break;
      steps.push(next);
      parts.push(step);
    }
    user = parts.map(({ decoded }) => (decoded ? userIn(mechanism, decoded) : '')).find((each) => each !== '') ?? '';
    // The server is asked how it would begin, and nothing is answered.
    if (parts.every(({ masked }) => masked.length === 0)) return null;
  } else if (protocol === 'imap' && line.command === 'LOGIN') {
    how = 'LOGIN';
    user = /^\S+ LOGIN +("(?:[^"\\]|\\.)*"|\S+)/i.exec(text)?.[1]?.replace(/^"|"$/g, '') ?? '';
    for (let next = at + 1; next < lines.length; next += 1) {
      const step = lines[next];
      if (step?.direction === 'client' && step.tag === line.tag) steps.push(next);
    }
  } else if (protocol === 'pop3' && (line.command === 'USER' || line.command === 'APOP' || line.command === 'PASS')) {
    const next = lines.findIndex(({ direction }, position) => position > at && direction === 'client');
    if (line.command === 'USER' && lines[next]?.command !== 'PASS') return null;
    how = 'USER';
    user = line.command === 'PASS' ? '' : (text.split(/\s+/)[1] ?? '');
    if (line.command === 'USER') steps.push(next);
  }
  if (how === null) return null;
  const last = steps.at(-1) ?? at;
  const indexes = steps.map((position) => lines[position]?.index);
  const isReply = ({ kind, direction, answers, tag }: Line) =>
    direction === 'server' && kind === 'status' && (line.tag === null ? indexes.includes(answers ?? -1) : tag === line.tag);
  const reply = lines.findLast(isReply) ?? null;
  if (reply === null || !isAccepted(reply))
    return { says: ['# A sign-in that was refused is left out: the password of the account may be another one.'], reply: null, last };
  const name = user !== '' && !/\s/.test(user) && isTyped(user) ? ` as ${user}` : '';
  const known = /^(?:USER|LOGIN|\S+ (?:PLAIN|LOGIN|CRAM-MD5|SCRAM-SHA-256|XOAUTH2|OAUTHBEARER))$/.test(how);
  if (!known) return { says: [`# A sign-in by ${how} is left out: the console cannot play it.`], reply: null, last };
  return { says: [`sign in ${how}${name}`], reply, last };
}

/** The console signs in under a tag of its own. */
const signInPattern = (reply: Line, protocol: Session['protocol']): string =>
  protocol === 'imap' ? 'S: OK...' : (patternOf(reply, protocol) ?? 'S: ...');

const isAccepted = ({ code }: Line): boolean => code === 'OK' || code === '+OK' || code?.startsWith('2') === true;

/** What is expected where this was said: its code, without what differs from one time to the next. Null where it has none. */
function patternOf(line: Line, protocol: Session['protocol']): string | null {
  const text = bytesOf(line).toString('latin1').trimEnd();
  if (line.masked.some(({ offset }) => offset < 20)) return null;
  switch (protocol) {
    case 'smtp': {
      // RFC 3463 §2: the enhanced code, where there is one.
      const [, code, enhanced] = /^(\d{3})(?:[ -](?:(\d\.\d{1,3}\.\d{1,3})(?= ))?|$)/.exec(text) ?? [];
      return code === undefined ? null : `S: ${code}${enhanced === undefined ? '' : ` ${enhanced}`}...`;
    }
    case 'imap': {
      if (text.startsWith('+')) return 'S: +...';
      const [, said, status, code] = /^(\S+) (OK|NO|BAD|PREAUTH|BYE)(?: \[([A-Z0-9-]+)[ \]])?/i.exec(text) ?? [];
      if (said === undefined || status === undefined) return null;
      return `S: ${said} ${status}${code !== undefined && /^(?:NO|BAD)$/i.test(status) ? ` [${code}` : ''}...`;
    }
    case 'pop3': {
      if (/^\+(?: |$)/.test(text)) return 'S: +...';
      const [, status, code] = /^(\+OK|-ERR)(?: \[([A-Z0-9/-]+)\])?/i.exec(text) ?? [];
      if (status === undefined) return null;
      return `S: ${status}${code !== undefined && status.startsWith('-') ? ` [${code}]` : ''}...`;
    }
    case 'managesieve': {
      if (/^["{]/.test(text)) return 'S: ...';
      const [, status, code] = /^(OK|NO|BYE)\b(?: \(([A-Z/-]+))?/i.exec(text) ?? [];
      if (status === undefined) return null;
      return `S: ${status}${code !== undefined && status.toUpperCase() !== 'OK' ? ` (${code}` : ''}...`;
    }
    default:
      return null;
  }
}
