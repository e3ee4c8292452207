/**
 * The source from which m4 makes a sendmail.cf (Sendmail 8.17, `cf/README` of its distribution) for one folder: three ways in, one way out,
 * into the mailboxes on disk. Sendmail runs wholly as the owner of the mailboxes.
 */
import { join } from 'node:path';
import type { MailOwner } from '../mail-owner.ts';
import type { SubmissionPorts } from '../submission.ts';
import { sendmailFiles } from './sendmail-program.ts';

export interface SendmailConfigurationOptions {
  folder: string;
  domain: string;
  owner: MailOwner;
  users: readonly { name: string }[];
  ports: SubmissionPorts;
  isOpen: boolean;
}

/**
 * The ports of one Sendmail. Which ways to sign in it has before TLS is said once for all its ports, so there are two: one that has none, and
 * one without TLS.
 */
export const sendmailParts = ['protected', 'clear'] as const;
export type SendmailPart = (typeof sendmailParts)[number];

/** In which Cyrus SASL looks up who signs in. */
export const realmOf = (domain: string): string => `mail.${domain}`;

/** `DAEMON_OPTIONS`, modifiers: a, nobody sends who has not signed in; s, TLS from the first byte; S, no STARTTLS. */
function portsOf(part: SendmailPart, { ports, isOpen }: SendmailConfigurationOptions): string {
  const listen = (name: string, port: number, modifiers: string) =>
    `DAEMON_OPTIONS(\`Name=${name}, Addr=127.0.0.1, Port=${port}, M=${modifiers}${isOpen ? '' : 'a'}')dnl`;
  if (part === 'clear') return `${listen('clear', ports.clear, 'S')}\ndefine(\`confAUTH_MECHANISMS', \`LOGIN PLAIN CRAM-MD5')dnl`;
  return [
    listen('submission', ports.submission, ''),
    listen('submissions', ports.submissions, 's'),
    "define(`confAUTH_MECHANISMS', `LOGIN PLAIN')dnl",
    'dnl p: neither of these before TLS.',
    "define(`confAUTH_OPTIONS', `A,p')dnl",
  ].join('\n');
}

export function writeSendmailConfiguration(part: SendmailPart, options: SendmailConfigurationOptions): string {
  const { folder, domain, owner, users } = options;
  const at = (name: string) => join(folder, name);
  const known = [...users.map(({ name }) => name), 'everyone', 'bounces', 'full', 'later', 'postmaster'];
  return `${beginConfiguration({ folder, host: realmOf(domain), part })}
define(\`confRUN_AS_USER', \`${owner.uid}:${owner.gid}')dnl
define(\`confTRUSTED_USER', \`${owner.user}')dnl
define(\`confSERVER_CERT', \`${at('certificate.pem')}')dnl
define(\`confSERVER_KEY', \`${at('key.pem')}')dnl
dnl Without the latter two it offers no TLS.
define(\`confCACERT', \`${at('certificate.pem')}')dnl
define(\`confCACERT_PATH', \`${folder}')dnl
TRUST_AUTH_MECH(\`LOGIN PLAIN CRAM-MD5')dnl
define(\`confMAX_MESSAGE_SIZE', \`50000000')dnl
FEATURE(\`no_default_msa')dnl
FEATURE(\`accept_unresolvable_domains')dnl
${portsOf(part, options)}
define(\`LOCAL_MAILER_PATH', \`${at('deliver')}')dnl
define(\`LOCAL_MAILER_ARGS', \`deliver $u')dnl
dnl Neither several recipients at a time (m) nor an option -f (r), which are set else; the users are none of this computer (w).
define(\`LOCAL_MAILER_FLAGS', \`Pn9')dnl
MODIFY_MAILER_FLAGS(\`LOCAL', \`-w')dnl
LOCAL_CONFIG
Cw${domain}
C{Known}${known.join(' ')} \`MAILER-DAEMON'
ESASL_CONF_PATH=${folder}
LOCAL_RULE_0
R$={Known} < @ $=w . >	$#local $: $1
R$={Known}	$#local $: $1
R$+ < @ unreachable.test $* >	$#local $: unreachable
R$- < @ $=w . >	$#error $@ 5.1.1 $: "550 User unknown"
R$-	$#error $@ 5.1.1 $: "550 User unknown"
LOCAL_RULESETS
SLocal_check_rcpt
dnl It relays for a client on its own computer; here as for strangers, in the words that it has for them.
R$*	$: $>CanonAddr $1
R$* < @ $=w . >	$@ ok
R$* < @ unreachable.test >	$@ ok
R$* < @ unreachable.test . >	$@ ok
R$* < @ $+ >	$#error $@ 5.7.1 $: "550 Relaying denied"
MAILER(\`local')dnl
MAILER(\`smtp')dnl
`;
}

interface Beginning {
  folder: string;
  /** Its name. */
  host: string;
  /** Of the process, where there are several. */
  part: string;
}

/** What every Sendmail of a test has. */
export const beginConfiguration = ({ folder, host, part }: Beginning): string => `define(\`_CF_DIR_', \`${sendmailFiles.configurations}')dnl
include(_CF_DIR_\`'m4/cf.m4)dnl
OSTYPE(\`linux')dnl
define(\`confDOMAIN_NAME', \`${host}')dnl
define(\`ALIAS_FILE', \`${join(folder, 'aliases')}')dnl
define(\`QUEUE_DIR', \`${join(folder, 'queue')}')dnl
define(\`confPID_FILE', \`${join(folder, `${part}.pid`)}')dnl
define(\`STATUS_FILE', \`')dnl
define(\`HELP_FILE', \`${sendmailFiles.help}')dnl
dnl The folder lies in /tmp, where the sticky bit keeps others away.
define(\`confDONT_BLAME_SENDMAIL', \`TrustStickyBit')dnl
define(\`confDONT_PROBE_INTERFACES', \`True')dnl
dnl No header fields about how it was started.
define(\`confPRIVACY_FLAGS', \`public')dnl
define(\`confTO_IDENT', \`0')dnl
dnl A machine on which tests run is busy: it is served nevertheless, and at once.
define(\`confQUEUE_LA', \`10000')dnl
define(\`confREFUSE_LA', \`10000')dnl
FEATURE(\`nocanonify')dnl
dnl Nor are names looked up of what is handed over without a network.
define(\`confDIRECT_SUBMISSION_MODIFIERS', \`C')dnl`;
