import { onTestFinished } from 'vitest';
import { createPracticeServer, type PracticeOptions, type PracticeServer } from '../../electron/practice/practice-server.ts';
import { connectLineClient, type LineClient } from '../servers/line-client.ts';

/** Starts a server that ends with the test; a mistake of the server fails the test. */
export async function startPractice(options: PracticeOptions = {}): Promise<PracticeServer> {
  const mistakes: unknown[] = [];
  const server = await createPracticeServer({ onSessionError: (error) => mistakes.push(error), ...options });
  onTestFinished(async () => {
    await server.close();
    if (mistakes.length > 0) throw mistakes[0];
  });
  return server;
}

/** Connects without TLS and reads the greeting. */
export async function dial(
  server: PracticeServer,
  protocol: 'smtp' | 'imap' | 'pop3',
  options: { tls?: boolean } = {},
): Promise<LineClient> {
  const listener = server[protocol];
  const client = await connectLineClient({
    endpoint: { host: server.host, port: options.tls ? listener.tlsPort : listener.port, implicitTls: options.tls ?? false },
    trustedCertificate: server.certificate,
  });
  onTestFinished(() => client.destroy());
  await client.expect(/^.*\r\n/);
  return client;
}

export const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** The last line of an SMTP reply. */
export const smtpReply = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/;

/** Greets and signs in. */
export async function dialSubmission(server: PracticeServer, username = 'ana'): Promise<LineClient> {
  const client = await dial(server, 'smtp');
  await client.ask('EHLO client.test', smtpReply);
  await client.ask(`AUTH PLAIN ${base64(`\0${username}\0practice`)}`, /^235 .*\r\n/);
  return client;
}

/** Sends a whole message; returns the reply to the final dot. */
export async function submit(
  client: LineClient,
  message: string,
  recipients: readonly string[],
  sender = 'ana@practice.test',
): Promise<string> {
  await client.ask(`MAIL FROM:<${sender}>`, /^250 .*\r\n/);
  for (const recipient of recipients) await client.ask(`RCPT TO:<${recipient}>`, /^250 .*\r\n/);
  await client.ask('DATA', /^354 .*\r\n/);
  return client.ask(`${message}\r\n.`, smtpReply);
}

export interface ImapLineClient extends LineClient {
  /** Sends a command under the next tag and returns everything up to and with its tagged line. */
  command(text: string | Buffer): Promise<string>;
}

/** Signs in over IMAP. */
export async function dialImap(server: PracticeServer, username = 'ana'): Promise<ImapLineClient> {
  const client = await dial(server, 'imap');
  let count = 0;
  const command = async (text: string | Buffer) => {
    count += 1;
    const tag = `t${count}`;
    client.send(Buffer.concat([Buffer.from(`${tag} `), Buffer.from(text), Buffer.from('\r\n')]));
    return client.expect(new RegExp(`^(?:[^]*\\r\\n)?${tag} (?:OK|NO|BAD) .*\\r\\n`));
  };
  const imap = { ...client, command };
  await imap.command(`LOGIN ${username} practice`);
  return imap;
}

/** Signs in over POP3. */
export async function dialPop3(server: PracticeServer, username = 'ana'): Promise<LineClient> {
  const client = await dial(server, 'pop3');
  await client.ask(`USER ${username}`, /^\+OK.*\r\n/);
  await client.ask('PASS practice', /^\+OK.*\r\n/);
  return client;
}

/** Puts a message into a folder of an account; lines are joined by CRLF. */
export function put(server: PracticeServer, text: string, options: { username?: string; folder?: string; flags?: string[] } = {}): void {
  const account = server.mailbox.accountOf(options.username ?? 'ana');
  const folder = account && server.mailbox.mailboxOf(account).find(options.folder ?? 'INBOX');
  if (!folder) throw new Error('there is no such folder');
  folder.append({
    bytes: Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'utf8'),
    flags: options.flags ?? [],
    internalDate: Date.UTC(2026, 0, 2, 3, 4, 5),
  });
}
