/**
 * A real Cyrus IMAP on loopback for the length of a test: MOVE, CONDSTORE, QRESYNC and an IDLE that looks once a second. Its mail does not
 * lie in files that another program may write, so a message is delivered by APPEND, and read by FETCH, over a client of the tests' own.
 */
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCertificateAuthority } from '../../support/certificates.ts';
import { createDaemonFolder, startDaemon } from '../daemon.ts';
import { librariesIn, unpackedFolder } from '../debian-packages.ts';
import type { MailUser } from '../dovecot/dovecot.ts';
import { startSaslPasswordDaemon } from '../dovecot/password-daemon.ts';
import type { ImapServer } from '../imap-server.ts';
import { findFreePorts, waitForGreeting } from '../loopback-port.ts';
import { findMailOwner } from '../mail-owner.ts';
import { cyrusFolders, saslSocket, writeImapdConfiguration, writeMasterConfiguration } from './cyrus-configuration.ts';
import { createImapAccess } from './imap-access.ts';

/** Starts Cyrus and resolves when it greets. */
export async function startCyrus({ users }: { users: readonly MailUser[] }): Promise<ImapServer> {
  const folder = await createDaemonFolder('cyrus');
  const root = unpackedFolder('cyrus');
  const programs = join(root, 'usr', 'lib', 'cyrus', 'bin');
  const owner = findMailOwner();
  const [port = 0] = await findFreePorts(1);
  const authority = await createCertificateAuthority();
  const certificate = await authority.issue();
  const configuration = { folder, programs, owner, port };
  const give = async (path: string) => {
    if (owner.isRoot) await chown(path, owner.uid, owner.gid);
  };
  for (const part of cyrusFolders) {
    await mkdir(join(folder, part), { mode: 0o755 });
    await give(join(folder, part));
  }
  for (const [name, text] of [
    ['imapd.conf', writeImapdConfiguration(configuration)],
    ['cyrus.conf', writeMasterConfiguration(configuration)],
    ['certificate.pem', certificate.certificate],
    ['key.pem', certificate.key],
  ] as const) {
    await writeFile(join(folder, name), text, { mode: 0o600 });
    await give(join(folder, name));
  }
  const passwords = await startSaslPasswordDaemon(saslSocket(folder), users);
  const host = '127.0.0.1';
  const daemon = await startDaemon({
    name: 'Cyrus',
    command: join(programs, 'master'),
    args: ['-D', '-C', join(folder, 'imapd.conf'), '-M', join(folder, 'cyrus.conf'), '-p', join(folder, 'run', 'master.pid')],
    folder,
    environment: { LD_LIBRARY_PATH: librariesIn(root) },
    ...(owner.isRoot ? { owner: { uid: owner.uid, gid: owner.gid } } : {}),
    ready: (signal) => waitForGreeting({ endpoint: { host, port }, signal }),
  }).catch(async (error: unknown) => {
    await passwords.close();
    throw error;
  });
  const clerk = createImapAccess({ host, port, users });
  return {
    host,
    port,
    trustedCertificate: authority.certificate,
    users,
    path: (name) => name,
    deliver: clerk.append,
    contents: clerk.readAll,
    async stop() {
      clerk.close();
      await daemon.stop();
      await passwords.close();
    },
  };
}
