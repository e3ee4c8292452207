/**
 * The text of a dovecot.conf (Dovecot 2.3) for one folder. Every path lies in that folder, so that it neither reads nor disturbs an
 * installed Dovecot, and it works for root and for an ordinary user.
 */
import { join } from 'node:path';
import type { MailOwner } from '../mail-owner.ts';

export interface DovecotPorts {
  imap: number;
  imaps: number;
  pop3: number;
  pop3s: number;
  /** Of ManageSieve; nothing listens there unless it is asked for. */
  sieve: number;
}

export interface DovecotSettings {
  /** Whether PLAIN and LOGIN are offered before TLS; default true. False moves the server to 127.0.0.2, see `host`. */
  plaintextAuth?: boolean;
  /** Whether TLS is offered; `required` refuses every log-in without it. Default `yes`. */
  tls?: 'no' | 'yes' | 'required';
  mechanisms?: string[];
  /** Replaces the whole IMAP capability list, or with a leading `+` adds to it: `+XFOO`. The server's real abilities stay. */
  imapCapability?: string;
  /** POP3 unique ids; Dovecot's default is `%08Xu%08Xv`. */
  pop3UidlFormat?: string;
  /** Only INBOX exists, and everything else has to be made below this prefix, which ends with its separator: `INBOX.`. */
  personalNamespace?: string;
  /** Whether ManageSieve is served too (`dovecot-managesieved`). */
  sieve?: boolean;
  /** Lines appended as they are. */
  extra?: string;
}

export const defaultMechanisms = ['plain', 'login', 'cram-md5', 'digest-md5', 'scram-sha-1', 'scram-sha-256', 'apop'];

/** Names of the services that Dovecot locks into a chroot or gives to another user, which only root can do. */
const confinedServices = ['anvil', 'imap-login', 'pop3-login', 'managesieve-login', 'auth', 'stats', 'ssl-params'];

/**
 * Dovecot trusts a connection whose two ends have the same address and allows plain passwords on it whatever is configured. A client
 * that calls 127.0.0.2 comes from 127.0.0.1, so there the setting means what it says.
 */
export function dovecotHost(settings: DovecotSettings): string {
  return settings.plaintextAuth === false || settings.tls === 'required' ? '127.0.0.2' : '127.0.0.1';
}

export interface DovecotConfigurationOptions {
  folder: string;
  mailRoot: string;
  owner: MailOwner;
  ports: DovecotPorts;
  settings: DovecotSettings;
}

export function writeDovecotConfiguration({ folder, mailRoot, owner, ports, settings }: DovecotConfigurationOptions): string {
  const host = dovecotHost(settings);
  const tls = settings.tls ?? 'yes';
  return `
base_dir = ${join(folder, 'run')}
state_dir = ${join(folder, 'state')}
log_path = ${join(folder, 'dovecot.log')}
protocols = imap pop3${settings.sieve ? ' sieve' : ''}
listen = ${host}
${owner.isRoot ? '' : confineToOneUser(owner, settings.sieve === true)}
ssl = ${tls}
ssl_cert = <${join(folder, 'certificate.pem')}
ssl_key = <${join(folder, 'key.pem')}
disable_plaintext_auth = ${settings.plaintextAuth === false ? 'yes' : 'no'}
auth_mechanisms = ${(settings.mechanisms ?? defaultMechanisms).join(' ')}
auth_realms = example.test
auth_failure_delay = 0
auth_username_chars =
auth_verbose = yes
passdb {
  driver = passwd-file
  args = ${join(folder, 'users')}
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${mailRoot}/%u
}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/Maildir
mail_max_userip_connections = 100
mail_fsync = never
maildir_stat_dirs = yes
${settings.imapCapability === undefined ? '' : `imap_capability = ${settings.imapCapability}`}
${settings.pop3UidlFormat === undefined ? '' : `pop3_uidl_format = ${settings.pop3UidlFormat}`}
namespace inbox {
  inbox = yes
${settings.personalNamespace === undefined ? mailboxesOfNewAccount() : `  prefix = ${settings.personalNamespace}\n  separator = ${settings.personalNamespace.slice(-1)}`}
}
service imap-login {
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = ${tls === 'no' ? 'no' : 'yes'}
  }
}
service pop3-login {
  inet_listener pop3 {
    port = ${ports.pop3}
  }
  inet_listener pop3s {
    port = ${ports.pop3s}
    ssl = ${tls === 'no' ? 'no' : 'yes'}
  }
}
# Else each wrong password makes every later log-in from loopback wait longer.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service auth {
  unix_listener ${authenticationSocketName} {
    mode = 0666
  }
}
${settings.sieve ? sieveService(ports.sieve) : ''}
${settings.extra ?? ''}
`;
}

const authenticationSocketName = 'mta-authentication';

/** Where a mail transfer agent asks this Dovecot about passwords. */
export function authenticationSocket(folder: string): string {
  return join(folder, 'run', authenticationSocketName);
}

/** RFC 6154 names for the folders that every account of a well-kept server has. */
const specialMailboxes: [string, string][] = [
  ['Drafts', '\\Drafts'],
  ['Sent', '\\Sent'],
  ['Trash', '\\Trash'],
  ['Junk', '\\Junk'],
  ['Archive', '\\Archive'],
];

const mailboxesOfNewAccount = (): string =>
  `  separator = /\n${specialMailboxes.map(([name, use]) => `  mailbox ${name} {\n    auto = subscribe\n    special_use = ${use}\n  }`).join('\n')}`;

const sieveService = (port: number): string => `
service managesieve-login {
  inet_listener sieve {
    port = ${port}
  }
}
plugin {
  sieve = file:~/sieve;active=~/.dovecot.sieve
  sieve_quota_max_scripts = 3
  sieve_max_script_size = 4k
}
`;

function confineToOneUser(owner: MailOwner, hasSieve: boolean): string {
  const services = confinedServices
    .filter((name) => hasSieve || name !== 'managesieve-login')
    .map((name) => `service ${name} {\n  chroot =\n}`);
  return [
    `default_internal_user = ${owner.user}`,
    `default_internal_group = ${owner.group}`,
    `default_login_user = ${owner.user}`,
    ...services,
  ].join('\n');
}

/**
 * Lines of a passwd-file. Base64 keeps any password intact, colons, quotes and non-ASCII too; the scheme stays PLAIN, so that
 * challenge mechanisms can compute with it.
 */
export function writePasswordFile(users: { name: string; password: string }[]): string {
  return users.map(({ name, password }) => `${name}:{PLAIN.b64}${Buffer.from(password, 'utf8').toString('base64')}\n`).join('');
}
