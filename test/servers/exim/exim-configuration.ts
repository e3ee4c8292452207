/**
 * The text of an Exim 4.96 configuration for one folder: three ways in, one way out, into the mailboxes on disk. Exim runs wholly as the
 * owner of the mailboxes, never as root.
 */
import { join } from 'node:path';
import type { MailOwner } from '../mail-owner.ts';
import { nobodyListens, type SubmissionPorts } from '../submission.ts';

export interface EximConfigurationOptions {
  folder: string;
  program: string;
  domain: string;
  mailRoot: string;
  owner: MailOwner;
  ports: SubmissionPorts;
  /** Takes mail for its own users from anybody, and tells who is behind a name. */
  isOpen: boolean;
}

export function writeEximConfiguration(options: EximConfigurationOptions): string {
  const { folder, program, domain, mailRoot, owner, ports, isOpen } = options;
  // Looked up with the name that was typed; base64 on both sides keeps every character of a password.
  const storedPassword = (name: string) => `\${lookup{${name}}lsearch{${join(folder, 'passwords')}}{$value}fail}`;
  const passwordMatches = (name: string, password: string) => `\${if eq{\${base64:${password}}}{${storedPassword(name)}}{true}{false}}`;
  return `
exim_path = ${program}
spool_directory = ${join(folder, 'spool')}
log_file_path = ${join(folder, 'log', '%slog')}
primary_hostname = mail.${domain}
qualify_domain = ${domain}
deliver_drop_privilege = true
# Only its own user, an administrator to it, may start a daemon.
exim_user = ${owner.user}
exim_group = ${owner.group}
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${ports.submission} : ${ports.submissions} : ${ports.clear}
tls_on_connect_ports = ${ports.submissions}
tls_advertise_hosts = \${if eq{$received_port}{${ports.clear}}{}{*}}
tls_certificate = ${join(folder, 'certificate.pem')}
tls_privatekey = ${join(folder, 'key.pem')}
auth_advertise_hosts = \${if or{{eq{$received_port}{${ports.clear}}}{def:tls_in_cipher}}{*}{}}
rfc1413_query_timeout = 0s
keep_environment =
acl_smtp_rcpt = check_recipient
acl_smtp_data = accept
${isOpen ? 'acl_smtp_vrfy = accept\nacl_smtp_expn = accept\nrecipient_unqualified_hosts = 127.0.0.1\n' : ''}
begin acl
check_recipient:
${isOpen ? '' : '  deny !authenticated = *\n       message = authentication required\n'}  deny !domains = ${domain} : unreachable.test
       message = this test server sends nothing elsewhere
  accept verify = recipient

begin routers
not_now:
  driver = redirect
  domains = ${domain}
  local_parts = later
  allow_defer
  data = :defer: not now
accepted_for_now:
  driver = accept
  verify_only
  local_parts = bounces : full
unreachable:
  driver = manualroute
  domains = unreachable.test
  route_list = * 127.0.0.1
  self = send
  transport = elsewhere
over_quota:
  driver = redirect
  local_parts = full
  allow_fail
  data = :fail: 552 5.2.2 mailbox is full
come_back:
  driver = redirect
  local_parts = bounces
  allow_fail
  data = :fail: no such user after all
aliases:
  driver = redirect
  domains = ${domain}
  data = \${lookup{$local_part}lsearch{${join(folder, 'aliases')}}}
users:
  driver = accept
  domains = ${domain}
  local_parts = lsearch;${join(folder, 'mailboxes')}
  transport = mailbox
  cannot_route_message = Unknown user

begin transports
mailbox:
  driver = appendfile
  maildir_format
  # The name as found in the file: the one that came over the wire is tainted, and Exim refuses to build a path from it.
  directory = ${mailRoot}/$local_part_data/Maildir
  create_directory
  envelope_to_add
  return_path_add
  delivery_date_add

elsewhere:
  driver = smtp
  port = ${nobodyListens}
  # Its own computer: no loop, as no server is there.
  allow_localhost

begin retry
${domain} * F,1d,1h

begin authenticators
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = <| Username: | Password:
  server_condition = ${passwordMatches('$auth1', '$auth2')}
  server_set_id = $auth1
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${passwordMatches('$auth2', '$auth3')}
  server_set_id = $auth2
cram:
  driver = cram_md5
  public_name = CRAM-MD5
  server_secret = \${base64d:${storedPassword('$auth1')}}
  server_set_id = $auth1
`;
}
