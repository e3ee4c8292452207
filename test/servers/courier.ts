/**
 * A real Courier IMAP on loopback for the length of a test: folders below INBOX, neither MOVE nor CONDSTORE nor SPECIAL-USE, over Maildirs.
 * Compiled into it are the path of its password daemon, below /run, and a user `courier`, as whom it does TLS: so it gets a /run and an
 * /etc/passwd of its own, in a mount namespace that ends with it, which only root can have.
 */
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCertificateAuthority } from '../support/certificates.ts';
import { createDaemonFolder, startDaemon } from './daemon.ts';
import { librariesIn, unpackedFolder } from './debian-packages.ts';
import type { MailUser } from './dovecot/dovecot.ts';
import { startCourierPasswordDaemon } from './dovecot/password-daemon.ts';
import type { ImapServer } from './imap-server.ts';
import { findFreePorts, waitForGreeting } from './loopback-port.ts';
import { findMailOwner } from './mail-owner.ts';
import { createMaildirs } from './maildir.ts';

/** What /etc/courier/imapd says on Debian, without the file watcher that is not here, and with an IDLE that looks once a second. */
const settings = {
  IMAP_CAPABILITY: 'IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE AUTH=PLAIN',
  IMAP_CAPABILITY_TLS: 'IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE AUTH=PLAIN',
  IMAP_KEYWORDS: '1',
  IMAP_ACL: '1',
  IMAP_ENHANCEDIDLE: '0',
  IMAP_IDLE_TIMEOUT: '1',
  IMAP_USELOCKS: '0',
  IMAP_MAILBOX_SANITY_CHECK: '1',
  IMAP_CHECK_ALL_FOLDERS: '0',
  IMAP_OBSOLETE_CLIENT: '0',
  IMAP_UMASK: '022',
  IMAP_TRASHFOLDERNAME: 'Trash',
  IMAP_EMPTYTRASH: 'Trash:7',
  IMAP_MOVE_EXPUNGE_TO_TRASH: '0',
  IMAP_TLS_REQUIRED: '0',
  IMAP_STARTTLS: 'YES',
  TLS_VERIFYPEER: 'NONE',
  AUTHMODULES: 'authdaemon',
};

/** Starts Courier and resolves when it greets. */
export async function startCourier({ users }: { users: readonly MailUser[] }): Promise<ImapServer> {
  const folder = await createDaemonFolder('courier');
  const root = unpackedFolder('courier');
  const owner = findMailOwner();
  const [port = 0] = await findFreePorts(1);
  const authority = await createCertificateAuthority();
  const certificate = await authority.issue();
  const mail = createMaildirs({ root: join(folder, 'mail'), owner });
  const run = join(folder, 'run');
  await mkdir(mail.root, { mode: 0o755 });
  await mkdir(join(run, 'courier', 'authdaemon'), { recursive: true, mode: 0o755 });
  await writeFile(join(folder, 'certificate.pem'), `${certificate.key}\n${certificate.certificate}`, { mode: 0o600 });
  await chown(join(folder, 'certificate.pem'), owner.uid, owner.gid);
  const tlsUser = `courier:x:${owner.uid}:${owner.gid}::/nonexistent:/usr/sbin/nologin\n`;
  await writeFile(join(folder, 'passwd'), (await readFile('/etc/passwd', 'utf8')) + tlsUser, { mode: 0o644 });
  for (const { name } of users) await mail.create(name);
  const socket = join(run, 'courier', 'authdaemon', 'socket');
  const passwords = await startCourierPasswordDaemon(socket, { users, owner, home: (user) => join(mail.root, user) });
  const host = '127.0.0.1';
  const server = [
    join(root, 'usr', 'sbin', 'couriertcpd'),
    `-address=${host}`,
    '-maxprocs=100',
    '-maxperip=100',
    '-nodnslookup',
    '-noidentlookup',
    String(port),
    join(root, 'usr', 'lib', 'courier', 'courier', 'imaplogin'),
    join(root, 'usr', 'bin', 'imapd'),
    'Maildir',
  ];
  const daemon = await startDaemon({
    name: 'Courier',
    command: 'unshare',
    args: [
      '--mount',
      'sh',
      '-c',
      'mount --bind "$1" /run && mount --bind "$2" /etc/passwd && shift 2 && exec "$@"',
      'courier',
      run,
      join(folder, 'passwd'),
      ...server,
    ],
    folder,
    environment: {
      ...settings,
      LD_LIBRARY_PATH: librariesIn(root),
      COURIERTLS: join(root, 'usr', 'bin', 'couriertls'),
      TLS_CERTFILE: join(folder, 'certificate.pem'),
    },
    ready: (signal) => waitForGreeting({ endpoint: { host, port }, signal }),
  }).catch(async (error: unknown) => {
    await passwords.close();
    throw error;
  });
  const inMaildir = (path: string) => path.replace(/^INBOX\./, '');
  return {
    host,
    port,
    trustedCertificate: authority.certificate,
    users,
    path: (name) => `INBOX.${name}`,
    deliver: (user, raw, options = {}) => mail.deliver(user, raw, { ...options, folder: inMaildir(options.folder ?? 'INBOX') }),
    contents: async (user, path = 'INBOX') => (await mail.messages(user, inMaildir(path))).map(({ wire }) => wire),
    async stop() {
      await daemon.stop();
      await passwords.close();
    },
  };
}
