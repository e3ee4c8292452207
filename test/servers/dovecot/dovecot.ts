/**
 * A real Dovecot on loopback for the length of a test: IMAP and POP3 in clear, with STARTTLS and with TLS, over mailboxes that the
 * test can read and fill on disk. Refuses to know what is tested.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCertificateAuthority, type KeyedCertificate } from '../../support/certificates.ts';
import { createDaemonFolder, startDaemon } from '../daemon.ts';
import { findFreePorts, waitForGreeting } from '../loopback-port.ts';
import { findMailOwner, type MailOwner } from '../mail-owner.ts';
import { createMaildirs, type Maildirs } from '../maildir.ts';
import {
  authenticationSocket,
  type DovecotPorts,
  type DovecotSettings,
  dovecotHost,
  writeDovecotConfiguration,
  writePasswordFile,
} from './dovecot-configuration.ts';

export interface MailUser {
  name: string;
  password: string;
}

export interface DovecotOptions extends DovecotSettings {
  users: MailUser[];
  /** What the server shows; default: a good one for loopback by a new authority. */
  certificate?: KeyedCertificate;
}

export interface DovecotServer {
  host: string;
  ports: DovecotPorts;
  users: MailUser[];
  /** PEM to trust: the authority's, or the given certificate itself. */
  trustedCertificate: string;
  /** The certificate the server shows. */
  certificate: KeyedCertificate;
  mail: Maildirs;
  owner: MailOwner;
  /** Unix socket on which a mail transfer agent can have passwords checked. */
  authenticationSocket: string;
  /** The server's own log so far. */
  log(): Promise<string>;
  /** Cuts every connection and serves the same mailboxes on the same ports again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Dovecot and resolves when all its ports greet. */
export async function startDovecot(options: DovecotOptions): Promise<DovecotServer> {
  const folder = await createDaemonFolder('dovecot');
  const owner = findMailOwner();
  const authority = await createCertificateAuthority();
  const certificate = options.certificate ?? (await authority.issue());
  const [imap = 0, imaps = 0, pop3 = 0, pop3s = 0, sieve = 0] = await findFreePorts(5);
  const ports = { imap, imaps, pop3, pop3s, sieve };
  const mail = createMaildirs({ root: join(folder, 'mail'), owner });
  const configuration = writeDovecotConfiguration({ folder, mailRoot: mail.root, owner, ports, settings: options });
  await mkdir(mail.root, { mode: 0o755 });
  await writeFile(join(folder, 'certificate.pem'), certificate.certificate);
  await writeFile(join(folder, 'key.pem'), certificate.key, { mode: 0o600 });
  // Dovecot's own user reads this one; the folder lives as long as the test and holds no real password.
  await writeFile(join(folder, 'users'), writePasswordFile(options.users), { mode: 0o644 });
  await writeFile(join(folder, 'dovecot.conf'), configuration);
  for (const user of options.users) await mail.create(user.name);

  const host = dovecotHost(options);
  const log = () => readFile(join(folder, 'dovecot.log'), 'utf8').catch(() => '');
  const endpoints = [
    { host, port: imap },
    { host, port: imaps, implicitTls: options.tls !== 'no' },
    { host, port: pop3 },
    { host, port: pop3s, implicitTls: options.tls !== 'no' },
    ...(options.sieve ? [{ host, port: sieve }] : []),
  ];
  const start = () =>
    startDaemon({
      name: 'Dovecot',
      command: 'dovecot',
      args: ['-F', '-c', join(folder, 'dovecot.conf')],
      folder,
      environment: { PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
      ready: (signal) => Promise.all(endpoints.map((endpoint) => waitForGreeting({ endpoint, signal }))),
      log,
    });
  let daemon = await start();
  return {
    host,
    ports,
    users: options.users,
    trustedCertificate: options.certificate ? certificate.certificate : authority.certificate,
    certificate,
    mail,
    owner,
    authenticationSocket: authenticationSocket(folder),
    log,
    async restart() {
      await daemon.kill();
      // What was killed has left its name and its sockets here, and the next master would take them for a living one's.
      await rm(join(folder, 'run'), { recursive: true, force: true });
      daemon = await start();
    },
    stop: () => daemon.stop(),
  };
}
