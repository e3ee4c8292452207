/** What a suite that runs on several IMAP servers may ask of any of them; how each is started is its own file's affair. */
import type { MailUser } from './dovecot/dovecot.ts';
import type { DeliverOptions } from './maildir.ts';

export interface ImapServer {
  readonly host: string;
  readonly port: number;
  /** Where TLS begins with the first octet, if anywhere. */
  readonly tlsPort?: number;
  /** PEM to trust after STARTTLS on the same port. */
  readonly trustedCertificate: string;
  readonly users: readonly MailUser[];
  /** How this server writes the name of a folder beside INBOX. */
  path(folder: string): string;
  /** Puts a message into a folder as another program would; the folder is made when it is missing. */
  deliver(user: string, raw: string | Uint8Array, options?: DeliverOptions): Promise<unknown>;
  /** Every message of a folder as IMAP sends it, in any order. */
  contents(user: string, folder?: string): Promise<Buffer[]>;
  stop(): Promise<void>;
}

/** Waits until a folder's messages satisfy the condition; fails with their number when they do not in time. */
export async function waitForContents(
  server: ImapServer,
  user: string,
  condition: (messages: readonly Buffer[]) => boolean,
  folder = 'INBOX',
): Promise<void> {
  for (const end = performance.now() + 20_000; ; ) {
    const found = await server.contents(user, folder);
    if (condition(found)) return;
    if (performance.now() > end) throw new Error(`${folder} of ${user} holds ${found.length} messages, not the expected ones.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
