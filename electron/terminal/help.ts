/** What `--help` says: a result, on standard output. English, like the options that it explains. */

const common = `  --data-dir DIR    the folder with accounts, outbox and recorded sessions (default: that of the program)
  --accounts FILE   a JSON file with accounts to set up first; see docs/command-line.md
  --json            print the result as JSON`;

const ends = 'Exit status: 0 done, 1 the work failed (standard error says why, with the server’s line), 2 wrong arguments.';

const commands = {
  sync: `postglass sync [--data-dir DIR] [--accounts FILE] [--json]

Fetches the mail of every account once, completely, and ends. Prints a line for each folder: account, folder, how many messages are here
of how many on the server, how many are new.

${common}

${ends}
`,
  send: `postglass send [--data-dir DIR] [--accounts FILE] --account NAME --to ADDR… [--json] < message.eml
postglass send [--data-dir DIR] [--accounts FILE] --waiting [--account NAME] [--json]

Sends the message on standard input and waits for what the server says. The transcript of the session goes to standard error.
Beside a running Postglass on the same data folder the message is handed over to it.

  --account NAME    the account to send with, by its name in Postglass
  --to ADDR…        who gets it: only these, whatever To, Cc and Bcc in the message say. Several after one --to, after commas, or with --to again
  --waiting         read no message: try now what earlier calls left waiting
${common}

Lines may end with LF or CRLF. Bcc and Resent-Bcc are taken out of the message.

What the server puts off (greylisting, a busy or unreachable server) stays in the outbox of the data folder: state “queued”, exit status 1.
It is tried again by the next send with this account that reaches the server, by send --waiting, and by Postglass when it is started on this
data folder, for up to five days. Do not send it again yourself; the same message handed in again meanwhile is tried, not doubled.
What is refused for good, or needs another password or setting, is not kept: state “refused” or “given-up”.

${ends}
0 means that the server took it for every recipient; otherwise standard error has a line for each one who has not got it.
`,
  log: `postglass log [--data-dir DIR] [--last | --list | SESSION] [--json]

Prints recorded sessions with mail servers, also while Postglass is running.

  --last            the last one (this is what happens without any of the three)
  --list            one line for each: name, time, protocol, account, purpose, server, state, lines, summary
  SESSION           the one with this name
  --data-dir DIR    the folder with the recorded sessions (default: that of the program)
  --json            print JSON Lines

${ends}
`,
  headers: `postglass headers [FILE] [--json] [< message.eml]

Prints the header of a message, decoded, and what mailparser, a second parser, reads otherwise: sender, subject, date, text, attachments.
Needs no account and no data folder.

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
    ? `${usage}\npostglass COMMAND --help says more. In a checkout: npm run -s cli -- COMMAND …\n\n${ends}\n`
    : commands[topic];
