/**
 * Delivers and reads at a server whose mail only IMAP can reach, typed by hand over `line-client.ts`, so that what the program under test made is not judged by its own parser. Knows four commands (RFC 3501).
 */

import type { MailUser } from '../dovecot/dovecot.ts';
import { connectLineClient, type LineClient } from '../line-client.ts';
import type { DeliverOptions } from '../maildir.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 3501 §9, date-time. */
function internalDate(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = String(date.getUTCDate()).padStart(2, ' ');
  return `"${day}-${months[date.getUTCMonth()]}-${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000"`;
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** One connection for each user, opened when it is first needed; errands of one user are run one after the other. */
export interface ImapClerk {
  /** Appends with CRLF line ends; makes the folder when it is missing. */
  append(user: string, raw: string | Uint8Array, options?: DeliverOptions): Promise<void>;
  /** Every message of a folder; none when there is no such folder. */
  readAll(user: string, folder?: string): Promise<Buffer[]>;
  close(): void;
}

export function createImapAccess({ host, port, users }: { host: string; port: number; users: readonly MailUser[] }): ImapClerk {
  const clients = new Map<string, Promise<LineClient>>();
  const tails = new Map<string, Promise<unknown>>();
  const login = async (name: string) => {
    const user = users.find((each) => each.name === name);
    if (!user) throw new Error(`There is no user ${name}.`);
    const client = await connectLineClient({ endpoint: { host, port } });
    await client.expect(/^\* OK.*\r\n/);
    await literals(client, 'l', 'LOGIN', [user.name, user.password]);
    return client;
  };
  const run = <Value>(user: string, work: (client: LineClient) => Promise<Value>): Promise<Value> => {
    const client = clients.get(user) ?? login(user);
    clients.set(user, client);
    const done = (tails.get(user) ?? Promise.resolve()).then(async () => work(await client));
    tails.set(
      user,
      done.catch(() => undefined), // the caller sees the rejection; the next command is run all the same
    );
    return done;
  };
  const made = new Set<string>();
  return {
    append: (user, raw, { folder = 'INBOX', flags = [], date } = {}) =>
      run(user, async (client) => {
        if (!made.has(`${user} ${folder}`) && folder !== 'INBOX') {
          client.send(`c CREATE ${quoted(folder)}\r\n`);
          await client.expect(/(^|\r\n)c (?:OK|NO).*\r\n/); // it may be there
          made.add(`${user} ${folder}`);
        }
        const bytes = Buffer.from(Buffer.from(raw).toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
        const when = date ? ` ${internalDate(date)}` : '';
        await literals(client, 'a', `APPEND ${quoted(folder)} (${flags.join(' ')})${when}`, [bytes]);
      }),
    readAll: (user, folder = 'INBOX') =>
      run(user, async (client) => {
        client.send(`s EXAMINE ${quoted(folder)}\r\n`);
        const selected = await client.expect(/(^|\r\n)s (?:OK|NO).*\r\n/);
        const count = Number(/\* (\d+) EXISTS/.exec(selected)?.[1] ?? 0);
        if (!/(^|\r\n)s OK/.test(selected) || count === 0) return [];
        const before = client.received().length;
        client.send('f FETCH 1:* BODY.PEEK[]\r\n');
        await answered(client, 'f');
        return literalsIn(client.received().subarray(before));
      }),
    close() {
      for (const client of clients.values())
        client.then(
          (open) => open.destroy(),
          () => undefined, // it never was open
        );
    },
  };
}

/** Any text is a literal, whatever it holds. */
async function literals(client: LineClient, tag: string, command: string, texts: readonly (string | Uint8Array)[]): Promise<void> {
  client.send(`${tag} ${command}`);
  for (const text of texts) {
    const bytes = Buffer.from(text);
    client.send(` {${bytes.length}}\r\n`);
    await client.expect(/(^|\r\n)\+.*\r\n/);
    client.send(bytes);
  }
  client.send('\r\n');
  await answered(client, tag);
}

async function answered(client: LineClient, tag: string): Promise<string> {
  const said = await client.expect(new RegExp(`(^|\\r\\n)${tag} (?:OK|NO|BAD).*\\r\\n`));
  const last = said.trimEnd().split('\r\n').at(-1) ?? '';
  if (!last.startsWith(`${tag} OK`)) throw new Error(last);
  return said;
}

/** What stands in the literals of an answer. */
function literalsIn(answer: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; ; ) {
    const text = answer.toString('latin1', at);
    const literal = /\{(\d+)\}\r\n/.exec(text);
    if (!literal) return found;
    const begin = at + literal.index + literal[0].length;
    at = begin + Number(literal[1]);
    found.push(Buffer.from(answer.subarray(begin, at)));
  }
}
