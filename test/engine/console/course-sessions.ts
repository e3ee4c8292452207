/**
 * The sessions that a course on network services has its students type, as data: each line, and what the server says to it by code and shape.
 * They are written for this test; which servers they are typed at is said where they are used.
 */
import { expect } from 'vitest';
import type { ConsoleTarget } from '../../../electron/contract/console.ts';
import type { EngineFixture } from '../../support/engine-fixture.ts';
import { openConsole } from './console-driver.ts';

export interface TypedSession {
  readonly protocol: 'smtp' | 'pop3' | 'imap';
  readonly greeting: RegExp;
  /**
   * A line, and patterns of lines of the answer, in any order but for the last one, which is of the last line. Without a pattern nothing is
   * said to it: the lines of a message.
   */
  readonly typed: readonly (readonly [line: string, ...said: RegExp[]])[];
  /** Whether the server ends the connection at the end of it. */
  readonly ends: boolean;
}

/** Whom the sessions name. */
export interface Names {
  readonly user: string;
  readonly password: string;
  readonly address: string;
  /** Of another host. */
  readonly stranger: string;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** What the manual of a large provider leads to: a wrong word, and a HELO to which the name is left out. */
export const lenientGreeting: TypedSession = {
  protocol: 'smtp',
  greeting: /^220 \S+ ESMTP/,
  typed: [
    ['hello', /^502 5\.5\.1 Unrecognized command/],
    ['helo', /^250 \S+ at your service$/],
  ],
  ends: false,
};

/** AUTH LOGIN with base64 from a text file, everything in small letters, and a message to another provider. */
export const signedIn = ({ user, password, address, stranger }: Names, greeting: string): TypedSession => ({
  protocol: 'smtp',
  greeting: /^220 \S+ ESMTP/,
  typed: [
    [greeting, /^250-\S+/, /^250-SIZE \d+$/, /^250[ -]ENHANCEDSTATUSCODES$/, /^250[ -]8BITMIME$/, /^250 /],
    ['auth login', /^334 VXNlcm5hbWU6$/],
    [base64(user), /^334 UGFzc3dvcmQ6$/],
    [base64(password), /^235 2\.7\.0 /],
    [`MAIL FROM:<${address}>`, /^250 2\.1\.0 Ok/i],
    [`RCPT TO:<${stranger}>`, /^250 2\.1\.5 Ok/i],
    ['DATA', /^354 /],
    [`From: ${user}`],
    ['Subject: Typed by hand'],
    ['One line without the empty one that should stand before it.'],
    ['.', /^250 2\.\d\.0 Ok/i],
  ],
  ends: false,
});

/** Mail for somebody of that host, brought by anybody: a HELO without a name first, a space behind the colons, no header. */
export const incoming = ({ address, stranger }: Names): TypedSession => ({
  protocol: 'smtp',
  greeting: /^220 \S+ ESMTP/,
  typed: [
    ['helo', /^501 /],
    ['helo desk.example', /^250 \S+/],
    [`mail from: <${stranger}>`, /^250 /],
    [`rcpt to: <${address}>`, /^250 /],
    ['data', /^354 /],
    ['Nothing but a text.'],
    ['.', /^250 /],
    ['quit', /^221 /],
  ],
  ends: true,
});

/** The same as it is printed in a book, in capitals. */
export const inCapitals = ({ address, stranger }: Names): TypedSession => ({
  protocol: 'smtp',
  greeting: /^220 /,
  typed: [
    ['HELO bear.example', /^250 /],
    [`MAIL FROM:<${stranger}>`, /^250 /],
    [`RCPT TO:<${address}>`, /^250 /],
    ['DATA', /^354 /],
    ['Good morning!'],
    ['.', /^250 /],
    ['QUIT', /^221 /],
  ],
  ends: true,
});

/** The table of commands; VRFY is misspelt once, as in the table itself. */
export const commandTable = ({ user, address, stranger }: Names): TypedSession => ({
  protocol: 'smtp',
  greeting: /^220 /,
  typed: [
    ['HELO desk.example', /^250 /],
    ['MAIL FROM:<>', /^250 /],
    [`RCPT TO:<${address}>`, /^250 /],
    ['RSET', /^250 /],
    [`RCPT TO:<${address}>`, /^503 /],
    [`VRFT ${user}`, /^50[02] /],
    [`VRFY ${user}`, /^25[02] /],
    ['VRFY nobody-of-that-name', /^(?:252|55\d) /],
    ['EXPN everyone', /^(?:250|50[02]|55\d) /],
    ['HELP', /^(?:214|50[02]) /],
    [`MAIL FROM:<${address}>`, /^250 /],
    [`RCPT TO:<${stranger}>`, /^55\d .*(?:relay|nothing elsewhere|not permitted)/i],
    ['QUIT', /^221 /],
  ],
  ends: true,
});

/** Three messages are fetched and marked, one after the other; QUIT takes them away. */
export const emptied = ({ user, password }: Names): TypedSession => ({
  protocol: 'pop3',
  greeting: /^\+OK/,
  typed: [
    [`USER ${user}`, /^\+OK/],
    [`PASS ${password}`, /^\+OK/],
    ['STAT', /^\+OK 3 \d+$/],
    ...[1, 2, 3].flatMap((number): TypedSession['typed'] => [
      [`RETR ${number}`, /^\+OK/, new RegExp(`The text of message ${number}`), /^\.$/],
      [`DELE ${number}`, /^\+OK/],
    ]),
    ['QUIT', /^\+OK/],
  ],
  ends: true,
});

/** A test of a new server in small letters. */
export const listed = ({ user, password }: Names): TypedSession => ({
  protocol: 'pop3',
  greeting: /^\+OK/,
  typed: [
    [`user ${user}`, /^\+OK/],
    [`pass ${password}`, /^\+OK/],
    ['list', /^\+OK/, /^1 \d+$/, /^\.$/],
    ['retr 1', /^\+OK/, /Subject: /, /^\.$/],
    ['quit', /^\+OK/],
  ],
  ends: true,
});

/** The table of commands of POP3, on three messages. */
export const pop3Table = ({ user, password }: Names): TypedSession => ({
  protocol: 'pop3',
  greeting: /^\+OK/,
  typed: [
    [`USER ${user}`, /^\+OK/],
    [`PASS ${password}`, /^\+OK/],
    ['STAT', /^\+OK 3 \d+$/],
    ['LIST', /^\+OK/, /^1 \d+$/, /^2 \d+$/, /^3 \d+$/, /^\.$/],
    ['LIST 2', /^\+OK 2 \d+$/],
    ['UIDL 2', /^\+OK 2 \S+$/],
    ['TOP 1 0', /^\+OK/, /Subject: /, /^\.$/],
    ['RETR 2', /^\+OK/, /^\.$/],
    ['LAST', /^\+OK 2$/],
    ['DELE 1', /^\+OK/],
    ['STAT', /^\+OK 2 \d+$/],
    ['RSET', /^\+OK/],
    ['STAT', /^\+OK 3 \d+$/],
    ['NOOP', /^\+OK/],
    ['QUIT', /^\+OK/],
  ],
  ends: true,
});

/** A message is read, marked and taken away by CLOSE; flag and folder in letters as they come. */
export const imapSession = ({ user, password }: Names): TypedSession => ({
  protocol: 'imap',
  greeting: /^\* OK /,
  typed: [
    [`a0001 LOGIN ${user} ${password}`, /^a0001 OK /],
    [
      'a0002 SELECT inbox',
      /^\* FLAGS \(/,
      /^\* 3 EXISTS$/,
      /^\* OK \[UIDVALIDITY \d+\]/,
      /^\* OK \[UIDNEXT \d+\]/,
      /^a0002 OK \[READ-WRITE\]/,
    ],
    ['a0003 FETCH 1 BODY[TEXT]', /^\* 1 FETCH \(.*BODY\[TEXT\] \{\d+\}/, /The text of message 1/, /FLAGS \(.*\\Seen/, /^a0003 OK /],
    ['a0004 STORE 1 +FLAGS \\DELETED', /^\* 1 FETCH \(.*FLAGS \(.*\\Deleted/, /^a0004 OK /],
    ['a0005 CLOSE', /^a0005 OK /],
    ['a0006 LOGOUT', /^\* BYE /, /^a0006 OK /],
  ],
  ends: true,
});

/** Types a session line by line. @returns everything that was said, `C: …` and `S: …` */
export async function typeSession(
  fixture: EngineFixture,
  place: { readonly host: string; readonly port: number },
  session: TypedSession,
): Promise<string[]> {
  const { protocol, greeting, typed, ends } = session;
  const target: ConsoleTarget = { kind: 'server', protocol, ...place, security: 'none' };
  const console = await openConsole(fixture, target);
  for (const [line] of typed) await console.type(line);
  if (ends) expect((await console.ended()).state).toBe('done');
  const lines = await console.lines();
  const exchanges = exchangesOf(lines);
  expect(exchanges[0]?.said.at(-1), 'the greeting').toMatch(greeting);
  // Lines of a message stand together in the transcript, so that what is typed and what is recorded are matched by their answers.
  const answered = exchanges.slice(1).filter(({ said }) => said.length > 0);
  const expected = typed.filter(([, ...said]) => said.length > 0);
  expect(answered.length, lines.join('\n')).toBe(expected.length);
  for (const [index, [line, ...patterns]] of expected.entries()) {
    const said = answered[index]?.said ?? [];
    for (const pattern of patterns) expect(said, `the answer to ${line}`).toContainEqual(expect.stringMatching(pattern));
    expect(said.at(-1), `the last line of the answer to ${line}`).toMatch(patterns.at(-1) ?? /^$/);
  }
  await console.close();
  return lines;
}

/** What was said to each line that was sent; first, what was said before any. */
function exchangesOf(lines: readonly string[]): { sent: string; said: string[] }[] {
  const exchanges: { sent: string; said: string[] }[] = [{ sent: '', said: [] }];
  for (const line of lines) {
    const text = line.slice(3);
    if (line.startsWith('C: ')) exchanges.push({ sent: text, said: [] });
    else exchanges.at(-1)?.said.push(text);
  }
  return exchanges;
}
