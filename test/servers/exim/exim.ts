/**
 * A real Exim on loopback for the length of a test: message submission with AUTH LOGIN, PLAIN and CRAM-MD5, delivering into the mailboxes
 * of a Dovecot. It checks the passwords itself: Debian's light build cannot ask Dovecot.
 */
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDaemonFolder, startDaemon } from '../daemon.ts';
import { writeProgram } from '../local-programs.ts';
import { findFreePorts, waitForGreeting } from '../loopback-port.ts';
import type { SubmissionOptions, SubmissionServer } from '../submission.ts';
import { writeEximConfiguration } from './exim-configuration.ts';
import { eximProgram } from './exim-program.ts';

/** Starts Exim and resolves when all three ports greet. */
export async function startExim(options: SubmissionOptions): Promise<SubmissionServer> {
  const { dovecot, domain } = options;
  const { owner, users } = dovecot;
  const folder = await createDaemonFolder('exim');
  const certificate = options.certificate ?? dovecot.certificate;
  const [submission = 0, submissions = 0, clear = 0] = await findFreePorts(3);
  const ports = { submission, submissions, clear };
  const give = (path: string) => (owner.isRoot ? chown(path, owner.uid, owner.gid) : undefined);
  const write = async (name: string, text: string) => {
    await writeFile(join(folder, name), text, { mode: 0o600 });
    await give(join(folder, name));
  };
  for (const part of ['spool', 'log']) {
    await mkdir(join(folder, part), { mode: 0o755 });
    await give(join(folder, part));
  }
  await write('certificate.pem', certificate.certificate);
  await write('key.pem', certificate.key);
  await write('mailboxes', users.map(({ name }) => `${name}: ${name}\n`).join(''));
  await write('aliases', `everyone: ${users.map(({ name }) => name).join(', ')}\n`);
  await write('passwords', users.map(({ name, password }) => `${name}: ${Buffer.from(password, 'utf8').toString('base64')}\n`).join(''));
  const program = eximProgram();
  const configuration = writeEximConfiguration({
    ...{ folder, program, domain, mailRoot: dovecot.mail.root, owner, ports },
    isOpen: options.isOpen ?? false,
  });
  await write('exim.conf', configuration);
  // A spool inside of a file.
  await write('locked.conf', configuration.replace(/^spool_directory = .*$/m, `spool_directory = ${join(folder, 'exim.conf')}/spool`));
  const asOwner = owner.isRoot ? ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'] : [];

  const log = () => readFile(join(folder, 'log', 'mainlog'), 'utf8').catch(() => '');
  const host = '127.0.0.1';
  const endpoints = [
    { host, port: submission },
    { host, port: submissions, implicitTls: true },
    { host, port: clear },
  ];
  const daemon = await startDaemon({
    name: 'Exim',
    command: program,
    args: ['-C', join(folder, 'exim.conf'), '-bdf'],
    folder,
    owner: owner.isRoot ? { uid: owner.uid, gid: owner.gid } : undefined,
    ready: (signal) => Promise.all(endpoints.map((endpoint) => waitForGreeting({ endpoint, signal }))),
    log,
  });
  return {
    host,
    ports,
    domain,
    trustedCertificate: options.certificate?.certificate ?? dovecot.trustedCertificate,
    sendmail: await writeProgram(folder, 'sendmail', [...asOwner, program, '-C', join(folder, 'exim.conf'), '-odf']),
    lockedSendmail: await writeProgram(folder, 'locked-sendmail', [...asOwner, program, '-C', join(folder, 'locked.conf'), '-odf']),
    log,
    mailLog: log,
    stop: daemon.stop,
  };
}
