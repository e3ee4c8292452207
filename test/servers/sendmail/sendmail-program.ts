/**
 * Where Sendmail is kept, and what it needs to be run from there. Debian lets only one mail transfer agent be installed, so it is unpacked
 * beside Postfix, with the m4 that makes its configuration and the program that keeps the passwords of Cyrus SASL.
 */
import { chmod, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { librariesIn, unpackedFolder, unpackPackages } from '../debian-packages.ts';
import type { MailOwner } from '../mail-owner.ts';

const packages = ['sendmail-bin', 'sendmail-base', 'sendmail-cf', 'm4', 'sasl2-bin'] as const;

const root = unpackedFolder('sendmail');
/** Below `root`. */
export const sendmailPath = 'usr/libexec/sendmail/sendmail';

/** Whole paths of the fetched programs and files, there or not. */
export const sendmailFiles = {
  program: join(root, sendmailPath),
  m4: join(root, 'usr/bin/m4'),
  passwords: join(root, 'usr/sbin/saslpasswd2'),
  configurations: join(root, 'usr/share/sendmail/cf/'),
  help: join(root, 'etc/mail/helpfile'),
} as const;

export const sendmailEnvironment = { LD_LIBRARY_PATH: librariesIn(root) } as const;

export async function fetchSendmail(): Promise<void> {
  const arriving = `${root}.fetched.${process.pid}`;
  await unpackPackages(packages, arriving);
  // With its setgid bit it would be a program of Debian's `mail`, and find no library beside itself.
  await chmod(join(arriving, sendmailPath), 0o755);
  await rm(root, { recursive: true, force: true });
  await rename(arriving, root);
}

/**
 * The beginning of a command that runs Sendmail as somebody else, on a computer with a whole name. Before it reads its configuration, Sendmail
 * waits a minute where the computer's own name has no dot; and it asks name servers while it starts. So it sees another name and another
 * `/etc/hosts`, and a name server that nobody is. Needs root.
 * @param folder where `prepareHost` has written what it sees
 */
export const hostCommand = (folder: string, owner: Pick<MailOwner, 'uid' | 'gid'>): readonly string[] => [
  'unshare',
  '--uts',
  '--mount',
  'sh',
  '-c',
  'hostname "$1" && mount --bind "$2" /etc/hosts && mount --bind "$3" /etc/resolv.conf && shift 3 && exec setpriv "$@"',
  'sendmail',
  sendmailHost,
  join(folder, 'hosts'),
  join(folder, 'resolv.conf'),
  `--reuid=${owner.uid}`,
  `--regid=${owner.gid}`,
  '--clear-groups',
];

/** The name of the computer on which Sendmail finds itself. */
const sendmailHost = 'here.example.test';

/** What `hostCommand` shows, by the name of the file. */
export const hostFiles = {
  hosts: `127.0.0.1 ${sendmailHost} localhost\n`,
  'resolv.conf': 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n',
} as const;
