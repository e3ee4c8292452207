/**
 * Says which foreign programs this machine has. A test that needs a missing one is skipped with the reason in its title; where
 * POSTGLASS_REQUIRE_SERVERS=1 promises that all are there, a missing one is a failure.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'vitest';
import { unpackedProgram } from './debian-packages.ts';
import { eximProgram } from './exim/exim-program.ts';
import { msmtpPath } from './local-programs.ts';
import { lookUpUser } from './mail-owner.ts';
import { sendmailPath } from './sendmail/sendmail-program.ts';

/** How to find out that something is missing: undefined when it can be used, else why not. */
const checks = {
  dovecot: () =>
    missingProgram('dovecot', 'dovecot-imapd and dovecot-pop3d') ?? missingFile('/usr/lib/dovecot/pop3-login', 'dovecot-pop3d'),
  'dovecot-managesieved': () => missingFile('/usr/lib/dovecot/managesieve-login', 'dovecot-managesieved'),
  postfix: () => missingProgram('postfix', 'postfix') ?? missingRoot('Postfix'),
  exim: () => (existsSync(eximProgram()) ? missingUser('Debian-exim') : 'Exim is not here: run test/servers/fetch-servers.ts'),
  sendmail: () => missingFetched('sendmail', sendmailPath) ?? missingRoot('Sendmail') ?? missingProgram('unshare', 'util-linux'),
  msmtp: () => missingFetched('msmtp', msmtpPath),
  cyrus: () => missingFetched('cyrus', 'usr/lib/cyrus/bin/master'),
  courier: () => missingFetched('courier', 'usr/sbin/couriertcpd') ?? missingRoot('Courier') ?? missingProgram('unshare', 'util-linux'),
  bind: () => missingProgram('named', 'bind9'),
  dig: () => missingProgram('dig', 'bind9-dnsutils'),
  swaks: () => missingProgram('swaks', 'swaks'),
  mbsync: () => missingProgram('mbsync', 'isync'),
  mutt: () => missingProgram('mutt', 'mutt'),
  'mount-namespace': () => missingProgram('unshare', 'util-linux') ?? missingRoot('A mount namespace'),
  openssl: () => missingProgram('openssl', 'openssl'),
  dotlockfile: () => missingProgram('dotlockfile', 'liblockfile-bin'),
  's-nail': () => missingProgram('s-nail', 's-nail'),
};

export type ServerName = keyof typeof checks;

/** Why the program cannot be used here, or undefined when it can. */
export function whyUnavailable(name: ServerName): string | undefined {
  return checks[name]();
}

/** What becomes of a suite when these reasons stand against it. */
export function decideSuite({ reasons, isRequired }: { reasons: string[]; isRequired: boolean }): 'run' | 'skip' | 'fail' {
  if (reasons.length === 0) return 'run';
  return isRequired ? 'fail' : 'skip';
}

/** A `describe` that runs only where all the named programs can be used. */
export function describeWithServers(names: ServerName[], title: string, define: () => void): void {
  const reasons = names.map(whyUnavailable).filter((reason) => reason !== undefined);
  const decision = decideSuite({ reasons, isRequired: process.env.POSTGLASS_REQUIRE_SERVERS === '1' });
  if (decision === 'run') describe(title, define);
  else if (decision === 'skip') describe.skip(`${title} (${reasons.join('; ')})`, define);
  else {
    describe(title, () => {
      it('has the servers it needs', () => {
        throw new Error(reasons.join('; '));
      });
    });
  }
}

function missingProgram(name: string, debianPackage: string): string | undefined {
  return findProgram(name) ? undefined : `${name} is not installed: apt-get install ${debianPackage}`;
}

/** Debian's daemons lie outside an ordinary user's PATH. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => isExecutable(path));
}

function missingFetched(name: string, path: string): string | undefined {
  return unpackedProgram(name, path) ? undefined : `${name} is not here: run test/servers/fetch-servers.ts`;
}

function missingFile(path: string, debianPackage: string): string | undefined {
  return isExecutable(path) ? undefined : `${path} is missing: apt-get install ${debianPackage}`;
}

function missingRoot(name: string): string | undefined {
  return process.getuid?.() === 0 ? undefined : `${name} runs only as root`;
}

function missingUser(name: string): string | undefined {
  return lookUpUser(name) ? undefined : `there is no user ${name}: adduser --system --group ${name}`;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // the answer, not a failure: accessSync has no other way to say no
  }
}
