/** Dovecot as one of the servers that the IMAP suites run on. */

import type { ImapServer } from '../imap-server.ts';
import { type DovecotOptions, startDovecot } from './dovecot.ts';

export async function startDovecotImap(options: DovecotOptions): Promise<ImapServer> {
  const server = await startDovecot(options);
  return {
    host: server.host,
    port: server.ports.imap,
    tlsPort: server.ports.imaps,
    trustedCertificate: server.trustedCertificate,
    users: server.users,
    path: (name) => name,
    deliver: server.mail.deliver,
    contents: async (user, path) => (await server.mail.messages(user, path)).map(({ wire }) => wire),
    stop: server.stop,
  };
}
