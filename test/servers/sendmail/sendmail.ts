/**
 * A real Sendmail on loopback for the length of a test: message submission with AUTH LOGIN, PLAIN and CRAM-MD5 by Cyrus SASL, delivering into
 * the mailboxes of a Dovecot. Needs root, to give Sendmail a computer with a whole name.
 */
import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDaemonFolder, startDaemon } from '../daemon.ts';
import { writeProgram } from '../local-programs.ts';
import { findFreePorts, waitForGreeting } from '../loopback-port.ts';
import type { SubmissionOptions, SubmissionServer } from '../submission.ts';
import { realmOf, sendmailParts, writeSendmailConfiguration } from './sendmail-configuration.ts';
import { hostCommand, hostFiles, sendmailEnvironment, sendmailFiles } from './sendmail-program.ts';

const runProgram = promisify(execFile);

/** Starts Sendmail and resolves when all three ports greet. */
export async function startSendmail(options: SubmissionOptions): Promise<SubmissionServer> {
  const { dovecot, domain, isOpen = false } = options;
  const { owner, users } = dovecot;
  const folder = await createDaemonFolder('sendmail');
  const certificate = options.certificate ?? dovecot.certificate;
  const [submission = 0, submissions = 0, clear = 0] = await findFreePorts(3);
  const ports = { submission, submissions, clear };
  const at = (name: string) => join(folder, name);
  const write = async (name: string, text: string, mode = 0o600) => {
    await writeFile(at(name), text, { mode });
    await chown(at(name), owner.uid, owner.gid);
  };
  for (const [name, text] of Object.entries(hostFiles)) await write(name, text, 0o644);
  for (const name of ['queue', 'locked']) await mkdir(at(name), { mode: 0o700 });
  for (const path of [folder, at('queue')]) await chown(path, owner.uid, owner.gid);
  await write('certificate.pem', certificate.certificate);
  await write('key.pem', certificate.key);
  await write('aliases', `everyone: ${users.map(({ name }) => name).join(', ')}\n`);
  await write('deliver', deliveryAgent(dovecot.mail.root));
  await chmod(at('deliver'), 0o755);
  await write('Sendmail.conf', `pwcheck_method: auxprop\nauxprop_plugin: sasldb\nsasldb_path: ${at('passwords')}\n`);
  const environment = { ...process.env, ...sendmailEnvironment };
  for (const user of users) await keepPassword(at('passwords'), realmOf(domain), user);
  await chown(at('passwords'), owner.uid, owner.gid);
  const configuration = { folder, domain, owner, users, ports, isOpen };
  for (const part of sendmailParts) {
    await writeFile(at(`${part}.mc`), writeSendmailConfiguration(part, configuration));
    const { stdout } = await runProgram(sendmailFiles.m4, [at(`${part}.mc`)], { env: environment, cwd: folder });
    await write(`${part}.cf`, stdout);
  }
  const [command = '', ...args] = [...hostCommand(folder, owner), sendmailFiles.program];
  // Makes the table of the aliases.
  await runProgram(command, [...args, '-C', at('clear.cf'), '-bi'], { env: environment, cwd: folder });
  // -odi: it answers when it has delivered.
  const local = (...more: readonly string[]) => [command, ...args, '-C', at('clear.cf'), '-odi', ...more];
  const log = () =>
    Promise.all(sendmailParts.map((part) => readFile(at(`${part}.traffic`), 'utf8').catch(() => ''))).then((parts) => parts.join(''));
  const host = '127.0.0.1';
  const endpoints = [
    { host, port: submission },
    { host, port: submissions, implicitTls: true },
    { host, port: clear },
  ];
  const daemon = await startDaemon({
    name: 'Sendmail',
    command: 'sh',
    // Both in the foreground, with all that crosses written down. The log goes to syslog, and with -d89.10 also to the file of -D, with the time.
    args: [
      '-c',
      sendmailParts
        .map((part) => `"$@" -D '${at(`${part}.debug`)}' -d89.10 -C '${at(`${part}.cf`)}' -X '${at(`${part}.traffic`)}' -bD`)
        .join(' & ')
        .concat('; kill 0'),
      'sendmail',
      command,
      ...args,
    ],
    folder,
    environment: sendmailEnvironment,
    ready: (signal) => Promise.all(endpoints.map((endpoint) => waitForGreeting({ endpoint, signal }))),
    log,
  });
  return {
    host,
    ports,
    domain,
    trustedCertificate: options.certificate?.certificate ?? dovecot.trustedCertificate,
    sendmail: await writeProgram(folder, 'sendmail', local(), sendmailEnvironment),
    // The folder is root's.
    lockedSendmail: await writeProgram(folder, 'locked-sendmail', local(`-OQueueDirectory=${at('locked')}`), sendmailEnvironment),
    log,
    mailLog: () => Promise.all(sendmailParts.map((part) => readLogged(at(`${part}.debug`)))).then((parts) => parts.flat().sort().join('')),
    stop: daemon.stop,
  };
}

/** What was handed to syslog, each line as syslog writes it (RFC 5424 without its number): Sendmail writes only the time and the words. */
async function readLogged(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return Array.from(text.matchAll(/^(\d+\.\d+) (.*\n)/gm), ([, seconds, words]) => {
    return `${new Date(Number(seconds) * 1_000).toISOString()} here sm-mta[1]: ${words}`;
  });
}

/** The program reads the password from its standard input, once with `-p`, up to its end. */
async function keepPassword(file: string, realm: string, { name, password }: { name: string; password: string }): Promise<void> {
  const saving = runProgram(sendmailFiles.passwords, ['-p', '-c', '-f', file, '-u', realm, name], {
    env: { ...process.env, ...sendmailEnvironment },
  });
  saving.child.stdin?.end(password);
  await saving;
}

/** Into a Maildir, whole or not at all; for `bounces` it says that there is no such user, for `later` to try again, for `full` that it is, for `unreachable` that there
 * is no such host (EX_NOUSER, EX_TEMPFAIL, EX_UNAVAILABLE, EX_NOHOST of sysexits.h). */
const deliveryAgent = (mailRoot: string): string => `#!/bin/sh
[ "$1" = bounces ] && exit 67
[ "$1" = later ] && exit 75
[ "$1" = full ] && cat >/dev/null && echo '552 5.2.2 mailbox is full' && exit 69
[ "$1" = unreachable ] && exit 68
umask 077
cd '${mailRoot}' && mkdir -p "$1/Maildir/new" "$1/Maildir/cur" "$1/Maildir/tmp" && cd "$1/Maildir" || exit 75
name=$(date +%s.%N).$$.sendmail
cat >"tmp/$name" && mv "tmp/$name" "new/$name" || exit 75
`;
