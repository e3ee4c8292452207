/**
 * A real Postfix on loopback for the length of a test: message submission with SASL, delivering into the mailboxes of a Dovecot that
 * also checks the passwords. Needs root, because Postfix's master insists on it.
 */
import { execFile } from 'node:child_process';
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDaemonFolder, startDaemon } from '../daemon.ts';
import { writeProgram } from '../local-programs.ts';
import { findFreePorts, waitForGreeting } from '../loopback-port.ts';
import { lookUpUser } from '../mail-owner.ts';
import type { SubmissionOptions, SubmissionServer } from '../submission.ts';
import { type PostfixSettings, writeMailboxMap, writeMainConfiguration, writeMasterConfiguration } from './postfix-configuration.ts';

export interface PostfixOptions extends SubmissionOptions, PostfixSettings {}

const runProgram = promisify(execFile);

/** Starts Postfix and resolves when all three ports greet. */
export async function startPostfix(options: PostfixOptions): Promise<SubmissionServer> {
  const { dovecot, domain } = options;
  const folder = await createDaemonFolder('postfix');
  const configurationFolder = join(folder, 'configuration');
  const certificate = options.certificate ?? dovecot.certificate;
  const [submission = 0, submissions = 0, clear = 0] = await findFreePorts(3);
  const ports = { submission, submissions, clear };
  const configuration = {
    folder,
    domain,
    mailRoot: dovecot.mail.root,
    owner: dovecot.owner,
    ports,
    authenticationSocket: dovecot.authenticationSocket,
    isOpen: options.isOpen ?? false,
    settings: options,
  };
  for (const part of ['configuration', 'queue', 'data']) await mkdir(join(folder, part), { mode: 0o755 });
  await giveToPostfix(join(folder, 'data'));
  await writeFile(join(folder, 'certificate.pem'), certificate.certificate);
  await writeFile(join(folder, 'key.pem'), certificate.key, { mode: 0o600 });
  await writeFile(join(folder, 'mailboxes'), writeMailboxMap({ users: dovecot.users, domain }));
  await writeFile(join(configurationFolder, 'main.cf'), writeMainConfiguration(configuration));
  await writeFile(join(configurationFolder, 'master.cf'), writeMasterConfiguration(configuration));

  // A queue whose folder for new messages is none.
  const locked = join(folder, 'locked');
  await mkdir(join(locked, 'queue'), { recursive: true });
  await writeFile(join(locked, 'queue', 'maildrop'), '');
  const elsewhere = `queue_directory = ${join(locked, 'queue')}`;
  await writeFile(join(locked, 'main.cf'), writeMainConfiguration(configuration).replace(/^queue_directory = .*$/m, elsewhere));
  await writeFile(join(locked, 'master.cf'), writeMasterConfiguration(configuration));

  const environment = { PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  // Creates the queue's folders with the owners that Postfix wants.
  await runProgram('postfix', ['-c', configurationFolder, 'check'], { env: { ...process.env, ...environment } });
  const log = () => readFile(join(folder, 'mail.log'), 'utf8').catch(() => '');
  const host = '127.0.0.1';
  const endpoints = [
    { host, port: submission },
    { host, port: submissions, implicitTls: true },
    { host, port: clear },
  ];
  const daemon = await startDaemon({
    name: 'Postfix',
    command: await findMaster(),
    args: ['-d', '-c', configurationFolder],
    folder,
    environment,
    ready: (signal) => Promise.all(endpoints.map((endpoint) => waitForGreeting({ endpoint, signal }))),
    log,
  });
  return {
    host,
    ports,
    domain,
    trustedCertificate: options.certificate?.certificate ?? dovecot.trustedCertificate,
    sendmail: await writeProgram(folder, 'sendmail', ['/usr/sbin/sendmail', '-C', configurationFolder]),
    lockedSendmail: await writeProgram(folder, 'locked-sendmail', ['/usr/sbin/sendmail', '-C', locked]),
    log,
    mailLog: log,
    stop: daemon.stop,
  };
}

/** Postfix's own user keeps its TLS session caches and locks there. */
async function giveToPostfix(path: string): Promise<void> {
  const postfix = lookUpUser('postfix');
  if (!postfix) throw new Error('There is no user "postfix" in /etc/passwd.');
  await chown(path, postfix.uid, postfix.gid);
}

/** Distributions keep the daemons in different folders; Postfix itself knows where. */
async function findMaster(): Promise<string> {
  const { stdout } = await runProgram('/usr/sbin/postconf', ['-dh', 'daemon_directory']);
  return join(stdout.trim(), 'master');
}
