/**
 * The text of Postfix's main.cf and master.cf (Postfix 3.7) for one folder: three ways in, one way out, into the mailboxes on disk. Nothing
 * is ever sent to another machine.
 */
import { join } from 'node:path';
import type { MailOwner } from '../mail-owner.ts';
import { nobodyListens, type SubmissionPorts } from '../submission.ts';

export interface PostfixSettings {
  /** Lines appended to main.cf as they are, after all others. */
  extra?: string;
}

export interface PostfixConfigurationOptions {
  folder: string;
  domain: string;
  mailRoot: string;
  owner: MailOwner;
  ports: SubmissionPorts;
  authenticationSocket: string;
  isOpen: boolean;
  settings: PostfixSettings;
}

export function writeMainConfiguration(options: PostfixConfigurationOptions): string {
  const { folder, domain, mailRoot, owner, authenticationSocket, isOpen, settings } = options;
  return `
compatibility_level = 3.6
queue_directory = ${join(folder, 'queue')}
data_directory = ${join(folder, 'data')}
maillog_file = ${join(folder, 'mail.log')}
maillog_file_prefixes = ${folder}
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.${domain}
myorigin = ${domain}
mydestination =
local_transport = error:5.1.1 no local users here
# Nothing may leave this machine: a recipient at any other domain is refused.
default_transport = error:5.1.2 this test server sends nothing elsewhere
alias_maps =
alias_database =
# No network is trusted, or loopback could send without logging in.
mynetworks = 192.0.2.1/32
virtual_mailbox_domains = ${domain}
virtual_mailbox_base = ${mailRoot}
virtual_mailbox_maps = texthash:${join(folder, 'mailboxes')}
virtual_uid_maps = static:${owner.uid}
virtual_gid_maps = static:${owner.gid}
virtual_minimum_uid = 1
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${authenticationSocket}
smtpd_sasl_security_options = noanonymous
smtpd_relay_restrictions = permit_sasl_authenticated, ${isOpen ? 'reject_unauth_destination' : 'reject'}
smtpd_tls_cert_file = ${join(folder, 'certificate.pem')}
smtpd_tls_key_file = ${join(folder, 'key.pem')}
smtpd_tls_loglevel = 1
smtpd_error_sleep_time = 0
message_size_limit = 50000000
transport_maps = inline:{ { later@${domain} = retry:4.3.0 not now }, { over-quota@${domain} = error:5.2.2 mailbox is full },
  { unreachable.test = smtp:[127.0.0.1]:${nobodyListens} } }
relay_domains = unreachable.test
# What the server of that domain does not take comes back at once.
smtp_delivery_status_filter = regexp:{ { /^4(\\.4\\.1 .*)/ 5$$1 } }
virtual_alias_maps = inline:{ bounces@${domain}=nobody@${domain}, full@${domain}=over-quota@${domain} }
${settings.extra ?? ''}
`;
}

/** Services as master(5) wants them: name, type, private, unprivileged, chroot, wake-up, limit, command. */
export function writeMasterConfiguration({ ports }: PostfixConfigurationOptions): string {
  const internal: [string, string][] = [
    ['cleanup unix n - n - 0', 'cleanup'],
    ['qmgr unix n - n 300 1', 'qmgr'],
    ['pickup unix n - n 60 1', 'pickup'],
    ['tlsmgr unix - - n 1000? 1', 'tlsmgr'],
    ['rewrite unix - - n - -', 'trivial-rewrite'],
    ['bounce unix - - n - 0', 'bounce'],
    ['defer unix - - n - 0', 'bounce'],
    ['trace unix - - n - 0', 'bounce'],
    ['verify unix - - n - 1', 'verify'],
    ['flush unix n - n 1000? 0', 'flush'],
    ['proxymap unix - - n - -', 'proxymap'],
    ['proxywrite unix - - n - 1', 'proxymap'],
    ['showq unix n - n - -', 'showq'],
    ['error unix - - n - -', 'error'],
    ['retry unix - - n - -', 'error'],
    ['discard unix - - n - -', 'discard'],
    ['smtp unix - - n - -', 'smtp'],
    ['virtual unix - n n - -', 'virtual'],
    ['anvil unix - - n - 1', 'anvil'],
    ['scache unix - - n - 1', 'scache'],
    ['postlog unix-dgram n - n - 1', 'postlogd'],
  ];
  const listen = (port: number, name: string, settings: Record<string, string>) =>
    [
      `127.0.0.1:${port} inet n - n - - smtpd`,
      `  -o syslog_name=postfix/${name}`,
      ...Object.entries(settings).map(([key, value]) => `  -o ${key}=${value}`),
    ].join('\n');
  return [
    listen(ports.submission, 'submission', { smtpd_tls_security_level: 'may', smtpd_tls_auth_only: 'yes' }),
    listen(ports.submissions, 'submissions', { smtpd_tls_security_level: 'encrypt', smtpd_tls_wrappermode: 'yes' }),
    listen(ports.clear, 'clear', { smtpd_tls_security_level: 'none', smtpd_tls_auth_only: 'no' }),
    ...internal.map(([service, command]) => `${service} ${command}`),
    '',
  ].join('\n');
}

/** Lines of virtual_mailbox_maps: address, then the Maildir below the mail root. */
export function writeMailboxMap({ users, domain }: { users: { name: string }[]; domain: string }): string {
  return users.map(({ name }) => `${name}@${domain} ${name}/Maildir/\n`).join('');
}
