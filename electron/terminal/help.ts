/** What `--help` says: a result, on standard output. English, like the options that it explains. */

const common = `  --data-dir DIR    the folder with accounts, outbox and recorded sessions (default: the one that Postglass uses)
  --accounts FILE   a JSON file with accounts to set up first; see docs/accounts.md
  --json            print the result as JSON`;

const passwords = `Passwords come from the file of --accounts, or are kept in the data folder under the passphrase in POSTGLASS_PASSPHRASE.`;

const ends = 'Exit status: 0 done, 1 the work failed (standard error says why, with the server’s line), 2 wrong arguments.';

const commands = {
  sync: `postglass sync [--data-dir DIR] [--accounts FILE] [--json]

Fetches the mail of every account once, completely, and ends. Prints a line for each folder: account, folder, how many messages are here
of how many on the server, how many are new. A folder that fails is named on standard error and stops no other.
A running Postglass on the same data folder fetches by itself; sync is refused beside it.

${common}

${passwords}

${ends}
`,
  send: `postglass send [--data-dir DIR] [--accounts FILE] --account NAME --to ADDR… [--json] < message.eml
postglass send [--data-dir DIR] [--accounts FILE] --waiting [--account NAME] [--json]

Sends the message on standard input and waits for what the server says. The transcript of the session goes to standard error.
Beside a running Postglass on the same data folder the message is handed over to it.

  --account NAME    the account to send with, by its name in Postglass
  --to ADDR…        who gets it: only these, whatever To, Cc and Bcc in the message say. Several addresses after one --to, with commas, or
                    with --to again
  --waiting         read no message: try now what earlier calls left waiting (a running Postglass does so by itself)
${common}

${passwords}
Lines may end with LF or CRLF. Bcc and Resent-Bcc are taken out of the message.

What the server puts off (greylisting, a busy or unreachable server) stays in the outbox of the data folder: state “queued”, exit status 1.
It is tried again by the next send with this account that reaches the server, by send --waiting, and by Postglass when it is started on this
data folder, for up to five days. There is no need to hand it in again; if you do, it is tried at once and not sent twice.
What is refused for good, or needs another password or setting, is not kept: state “refused” or “given-up”.
When the connection broke after the whole message had left, the state is “unknown”: it is kept and never sent again by itself.

${ends}
0 means that the server took it for every recipient; otherwise standard error has a line for each one who has not got it.
`,
  log: `postglass log [--data-dir DIR] [--last | --list | SESSION] [--json]
postglass log [--data-dir DIR] [--last | SESSION] --share [--html | --json] [--lines FIRST-LAST] [--with-mail] [--real-names]
postglass log [--data-dir DIR] [--last | SESSION] --as swaks|openssl|curl|dig|console

Prints recorded sessions with mail servers, also while Postglass is running.

  --last            the last session; also without any of the three
  --list            a line for each session: name, time, protocol, account, purpose, server, state, lines, summary
  SESSION           the session with this name
  --data-dir DIR    the folder with the recorded sessions (default: the one that Postglass uses)
  --json            print JSON Lines: an object for each line or, with --list, for each session
  --as PROGRAM      print a command line that does the same exchange, without the password in it
  --share           print it as it may be handed to others: messages are left out, and hosts, addresses, user names, Message-IDs and queue ids
                    are replaced, each by the same word everywhere
  --html            … as one HTML page
  --lines FIRST-LAST … only these lines, counted from 1
  --with-mail       … with the messages
  --real-names      … with the real names

${ends}
`,
  console: `postglass console [--data-dir DIR] [--accounts FILE] smtp://HOST[:PORT] [--starttls] [--json]
postglass console [--data-dir DIR] [--accounts FILE] --account NAME [--outgoing] [--json]
postglass console [--data-dir DIR] [--accounts FILE] [smtp://HOST[:PORT] | --account NAME] --script FILE [--json]
postglass console [--data-dir DIR] nslookup[://HOST[:PORT]] [--json]

Opens a connection on which you type the protocol yourself. Lines of standard input are sent as they are, with CRLF; what the server says is
printed on standard output. From a pipe each line is sent when the one before it has been answered. The session is recorded: see log.

  smtp:// imap:// pop3://      in the clear; after STARTTLS or STLS that you type, TLS begins when the server agrees
  smtps:// imaps:// pop3s://   with TLS from the first byte
  sieve:// sieves://           ManageSieve, as smtp:// and smtps://; sieves:// has no port of its own
  raw:// tls://                lines of any other protocol, in the clear or with TLS; the port must be named
  nslookup://       no connection, but the prompt of nslookup: set q=mx, server NAME, set all, a name, exit; printed as nslookup prints it.
                    Without a host, the name server of this computer
  --starttls        start TLS before the first line is sent; without it nothing is sent
  --account NAME    the server of this account, with its own security
  --outgoing        its server for sending, in the place of that for reading
  --script FILE     play the lines of this file (docs/console.md#scripts), or of standard input for -, and stop at the first reply that is not
                    as the file expects it: standard error says which line, what was expected and what came. Without an address the one in
                    the file is connected to; with --account beside a sieve:// address its sign-in sends the password of that account
                    there, to another port of the host that it was given for
${common}

What is typed is never printed again, and passwords are masked in the record; the terminal itself shows what you type into it.
Beside a running Postglass name another folder with --data-dir; without one, the session is not kept.

${ends}
0 means that the connection ended as it was asked to: after QUIT or LOGOUT, or when there was nothing more to send; with --script also that
everything was as expected; with nslookup that everything was found.
`,
  dns: `postglass dns NAME [TYPE] [--server HOST[:PORT]] [--tcp] [--no-recursion] [--dnssec] [--as dig|nslookup] [--data-dir DIR] [--json]

Asks a name server one question and prints what it answers, a record a line: name, seconds it may be kept, class, type, data. The first
line, after a semicolon, has the status, the flags, the server and the time. The session is recorded: see log.

  NAME              the name; for PTR also an address
  TYPE              MX (the default), A, AAAA, TXT, CNAME, NS, SOA, PTR, SRV, TLSA, …, or TYPEn for the number n
  --server HOST     the name server to ask (default: the first one that this computer uses; port 53)
  --tcp             ask over TCP; without it only what does not fit into a datagram comes over TCP
  --no-recursion    ask only for what the server knows itself
  --dnssec          ask for signatures too
  --as PROGRAM      print the answer as dig or nslookup does
  --data-dir DIR    the folder in which the session is recorded (default: the one that Postglass uses)
  --json            print the answer as JSON

Beside a running Postglass name another folder with --data-dir; without one, the session is not kept.

${ends}
0 means that the server answered with what was asked for; 1 also where there is no such name or no such record.
`,
  trace: `postglass trace NAME [TYPE] [--root HOST[:PORT]] [--data-dir DIR] [--json]

Finds a name as its owner publishes it, from the root servers down: each server that is asked, what it says and how long it took, a line each,
then what this computer's own name server says. Lame servers, aliases and missing addresses are shown. The sessions are recorded: see log.

  NAME              the name; for PTR also an address
  TYPE              MX (the default), A, AAAA, TXT, CNAME, NS, SOA, PTR, SRV, TLSA, …, or TYPEn for the number n
  --root HOST       where to begin instead of the root servers; its port is that of all servers
  --data-dir DIR    the folder in which the sessions are recorded (default: the one that Postglass uses)
  --json            print the steps as JSON

Beside a running Postglass name another folder with --data-dir; without one, the sessions are not kept.

${ends}
0 means that such a record was found.
`,
  mx: `postglass mx ADDRESS [--server HOST[:PORT] | --root HOST[:PORT]] [--selector NAME…] [--no-connect] [--data-dir DIR] [--html | --json]

Finds out how mail to a domain is received and protected, and says of each thing whether it is fine, gives cause for a warning or is broken,
why, and what record would mend it: MX records with addresses and the names that these lead back to, null and implicit MX, SPF with all that it
includes and what it costs, DKIM, DMARC, MTA-STS, TLS-RPT, DANE with DNSSEC, and BIMI; then whether the servers answer, up to EHLO and STARTTLS
with their certificate. No mail is begun. The sessions are recorded: see log.

  ADDRESS           an address of mail, a domain or an IP address
  --server HOST     the name server to ask (default: the first one that this computer uses; port 53). What it says of DNSSEC is believed
  --root HOST       find every name from this root server down instead; its port is that of all servers
  --selector NAME   a selector of DKIM, from the DKIM-Signature of a message (s=); with commas or given again, several
  --no-connect      ask name servers only
  --data-dir DIR    the folder in which the sessions are recorded (default: the one that Postglass uses)
  --html            print the report as one HTML page
  --json            print the report as JSON

Beside a running Postglass name another folder with --data-dir; without one, the sessions are not kept.

${ends}
1 also where something is broken.
`,
  lesson: `postglass lesson FILE [SESSION…] [--data-dir DIR] [--json]

Reads a lesson file (docs/lessons.md) and prints its title and its steps; what is wrong in it is said with the number of the line. With
recorded sessions, in the order in which they were, it says which steps they complete.

  FILE              the lesson, a Markdown file
  SESSION…          names of recorded sessions: see log --list
  --data-dir DIR    the folder with the recorded sessions (default: the one that Postglass uses)
  --json            print the result as JSON

${ends}
1 also where not every step was done in the sessions.
`,
  mailq: `postglass mailq [--flush] [--data-dir DIR]

Prints what the practice server of a running Postglass has taken for other hosts and not delivered, as mailq of Postfix does.

  --flush           try to deliver everything first, as postqueue -f does
  --data-dir DIR    the folder on which that Postglass runs (default: the one that Postglass uses)

${ends}
`,
  maillog: `postglass maillog FILE [--rotated] [--search TEXT] [--state STATE] [--json]
postglass maillog FILE --all-lines [--rotated] [--search TEXT] [--json]

Reads the log of a mail server, Postfix, Exim or Sendmail, and prints the story of each message: when, its queue ID, what became of it, who sent
it, each recipient with what the other server said, and each line with what it means. Needs no account and no data folder, and asks nobody.

  FILE              a log, compressed or not (gzip, zstd, bzip2, xz), or a folder whose mail logs are read, the oldest first
  --rotated         read the older, rotated files beside FILE too; of a folder they are always read
  --search TEXT     only messages with this text in an address, a host, a queue ID or a Message-ID; with --all-lines, in the line
  --state STATE     only messages in this state: received, delivered, relayed, deferred, bounced, expired, rejected, put-off, partly, held,
                    discarded
  --all-lines       print every line of the log, also those of no message, each with what it means
  --json            print JSON Lines: an object for each message, with its lines, or for each line

${ends}
`,
  bounce: `postglass bounce [FILE] [--json] [< message.eml]

Prints what a notice about mail says: each recipient, what happened, the codes that it states, why, what to do, and the server's own words.
Delivery status notifications, the prose of older mail programs, delays, confirmations, automatic answers and complaints are told apart.
Needs no account and no data folder, and asks nobody.

  FILE              the message; without it, or for -, standard input
  --json            print the result as JSON; null where the message is no notice

${ends}
A message that is no notice ends with status 1.
`,
  auth: `postglass auth [FILE] [--trust NAME…] [--no-dns] [--server HOST[:PORT]] [--data-dir DIR] [--json] [< message.eml]

Prints who vouches for a message: what servers wrote into its header, which of that counts, and what Postglass finds itself by SPF, DKIM,
ARC, DMARC and BIMI with the records that are published now. It asks name servers for records of the sender’s domains: their owners can see that.

  FILE              the message; without it, or for -, standard input
  --trust NAME…     the name of a server of yours, as it stands in Authentication-Results: without one, nothing in the header counts
  --no-dns          read the header only, and look nothing up
  --server HOST     the name server to ask (default: the system’s)
  --data-dir DIR    the folder in which the look-ups are recorded (default: the one that Postglass uses)
  --json            print the result as JSON

Beside a running Postglass name another folder with --data-dir; without one, the look-ups are not kept.

${ends}
0 also where nothing proves who sent the message: the last lines say what was found.
`,
  headers: `postglass headers [FILE] [--json] [< message.eml]

Prints the header of a message, decoded, its way from host to host by its Received fields, and where mailparser, a second parser, reads the
message differently: sender, subject, date, text, HTML, attachments. A difference is no failure. Needs no account and no data folder.

  FILE              the message; without it, or for -, standard input
  --json            print the result as JSON

${ends}
`,
} as const;

export type HelpTopic = keyof typeof commands;

export const isHelpTopic = (name: string | undefined): name is HelpTopic => name !== undefined && Object.hasOwn(commands, name);

/** How each command is written: what stands first in its own help. */
export const usage = `${Object.values(commands)
  .map((text) => text.slice(0, text.indexOf('\n\n')))
  .join('\n')}
`;

/** @param topic null: all commands */
export const helpOn = (topic: HelpTopic | null): string =>
  topic === null
    ? `Postglass without a window.\n\n${usage}\npostglass COMMAND --help says more. In a checkout: npm run -s cli -- COMMAND …\n\n${ends}\n`
    : commands[topic];
