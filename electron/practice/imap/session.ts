/**
 * The IMAP4rev1 server of the practice set (RFC 3501 with UIDPLUS, MOVE, IDLE, CONDSTORE, SPECIAL-USE and what else
 * today's clients use). This file reads commands, looks them up and ends them; each command is a function in the file
 * named for its kind. It refuses to know SMTP, POP3 and how messages came to be in the store.
 */
import type { Connection } from '../connection.ts';
import { createFaultRunner } from '../fault-actions.ts';
import { capabilities } from './capabilities.ts';
import { imapCommands } from './command-table.ts';
import { type Completion, type ImapCommand, type ImapDependencies, type ImapState, malformed, refused, untagged } from './state.ts';
import { CommandRefusal, CommandSyntaxError, createCommandCursor } from './syntax/command-cursor.ts';
import { readCommand } from './syntax/command-reader.ts';

/** Octets that literals may have before anybody has signed in. */
const literalLimitBeforeLogin = 8_192;

/** Holds one IMAP conversation, from the greeting to the end. */
export async function serveImap(dependencies: ImapDependencies, connection: Connection): Promise<void> {
  const { settings, store } = dependencies;
  const preauthenticated = settings.preauthenticatedAs === undefined ? undefined : store.accountOf(settings.preauthenticatedAs);
  const state: ImapState = {
    dependencies,
    connection,
    tag: '',
    account: preauthenticated,
    selected: undefined,
    condstore: false,
    qresync: false,
    finished: false,
  };
  const runFaulty = createFaultRunner({ protocol: 'imap', ...dependencies, connection, account: () => state.account });

  await runFaulty({ command: 'greeting', argument: '', tag: '' }, () =>
    untagged(state, `${preauthenticated ? 'PREAUTH' : 'OK'} [CAPABILITY ${capabilities(state)}] Postglass practice server ready`),
  );
  while (!state.finished && !connection.isClosed) {
    const read = await readCommand({
      connection,
      literalLimit: () => (state.account ? settings.sizeLimit : literalLimitBeforeLogin),
      invite: () => runFaulty({ command: '+', argument: '', tag: '' }, () => connection.write('+ Ready for literal data\r\n')),
    });
    if (read.kind === 'end') break;
    if (read.kind === 'too-long') await connection.write(`${read.tag} BAD Line too long\r\n`);
    else if (read.kind === 'too-big') await connection.write(`${read.tag} NO [TOOBIG] Literal too large\r\n`);
    else await serveCommand(state, read.text, runFaulty);
  }
}

async function serveCommand(state: ImapState, text: string, runFaulty: ReturnType<typeof createFaultRunner>): Promise<void> {
  const { connection } = state;
  const match = /^([^\s(){%*"\\+\u0000-\u001f\u007f]+) ((?:UID )?[A-Za-z]+)(?: |$)/i.exec(text);
  if (!match) {
    const tag = /^([^\s(){%*"\\+\u0000-\u001f\u007f]+)(?: |$)/.exec(text)?.[1];
    return connection.write(`${tag ?? '*'} BAD A command is a tag, a space, a name and its arguments\r\n`);
  }
  const [whole, tag = '', spelled = ''] = match;
  const name = spelled.toUpperCase();
  const argument = whole.endsWith(' ') ? text.slice(whole.length) : '';
  const command = imapCommands.get(name);
  state.tag = tag;
  await runFaulty({ command: name, argument, tag }, async () => {
    const completion = await complete(state, name, command, whole.endsWith(' ') ? ` ${argument}` : '');
    if (!completion) return;
    await tellNews(state, command?.after ?? 'everything');
    await connection.write(Buffer.from(`${tag} ${completion.status} ${completion.text}\r\n`, 'latin1'));
  });
}

async function complete(
  state: ImapState,
  name: string,
  command: ImapCommand | undefined,
  argument: string,
): Promise<Completion | undefined> {
  if (!command || (command.needs && state.dependencies.settings.without.includes(command.needs)))
    return malformed(`Unknown command ${name}`);
  if (command.when === 'before-login' && state.account) return malformed('Not after signing in');
  if (command.when !== 'always' && command.when !== 'before-login' && !state.account) return malformed('Sign in first');
  if (command.when === 'selected' && !state.selected) return malformed('Select a folder first');
  try {
    return await command.run(state, createCommandCursor(argument));
  } catch (error) {
    if (error instanceof CommandSyntaxError) return malformed(error.message);
    if (error instanceof CommandRefusal) return refused(error.message);
    throw error;
  }
}

/** Tells what others did to the selected folder meanwhile. */
async function tellNews(state: ImapState, after: ImapCommand['after']): Promise<void> {
  if (!state.selected || after === 'nothing') return;
  const lines = state.selected.catchUp({ expunge: after === 'everything', condstore: state.condstore, qresync: state.qresync });
  if (lines.length > 0) await state.connection.write(Buffer.from(lines.map((line) => `* ${line}\r\n`).join(''), 'latin1'));
}
