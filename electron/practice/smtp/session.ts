/**
 * The SMTP submission server of the practice set, written octet by octet because a library would not let it
 * misbehave. It knows commands, recipients that provoke outcomes and the store; it refuses to know IMAP, POP3 and
 * what a message means.
 */
import type { Connection } from '../connection.ts';
import { createFaultRunner } from '../fault-actions.ts';
import { authLineLimit } from './authentication.ts';
import { smtpCommands } from './commands.ts';
import { reply, type SmtpDependencies, type SmtpState } from './state.ts';

/** Holds one SMTP conversation, from the greeting to the end. */
export async function serveSmtp(dependencies: SmtpDependencies, connection: Connection): Promise<void> {
  const { store } = dependencies;
  const state: SmtpState = {
    dependencies,
    connection,
    helo: undefined,
    extended: false,
    account: undefined,
    transaction: undefined,
    finished: false,
  };
  const runFaulty = createFaultRunner({ protocol: 'smtp', ...dependencies, connection, account: () => state.account });

  await runFaulty({ command: 'greeting', argument: '' }, () => reply(state, 220, '', `${store.domain} ESMTP Postglass practice server`));
  while (!state.finished && !connection.isClosed) {
    const result = await connection.readLine(authLineLimit);
    if (result.kind === 'end') return;
    if (result.kind === 'too-long') {
      await reply(state, 500, '5.5.2', 'Error: line too long');
      continue;
    }
    const line = result.line.toString('utf8');
    const space = line.indexOf(' ');
    const name = (space < 0 ? line : line.slice(0, space)).toUpperCase();
    const argument = space < 0 ? '' : line.slice(space + 1).trim();
    const command = smtpCommands.get(name);
    await runFaulty({ command: name, argument }, () => (command ? command(state, argument) : refuseUnknown(state)));
  }
}

function refuseUnknown(state: SmtpState): Promise<void> {
  if (state.dependencies.settings.isLenient) return reply(state, 502, '5.5.1', 'Unrecognized command');
  return reply(state, 500, '5.5.2', 'Error: command not recognized; try HELP');
}
