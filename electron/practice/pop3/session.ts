/**
 * The POP3 server of the practice set: the INBOX of an account as a maildrop. It can leave out what old servers left
 * out (UIDL, TOP, CAPA), because a client must live with that. It refuses to know other folders, flags and IMAP.
 */
import type { Connection } from '../connection.ts';
import { createFaultRunner } from '../fault-actions.ts';
import { authLineLimit } from './authentication.ts';
import { pop3Commands } from './commands.ts';
import { ok, type Pop3Dependencies, type Pop3State, refuse } from './state.ts';

/** Holds one POP3 conversation, from the greeting to the end. */
export async function servePop3(dependencies: Pop3Dependencies, connection: Connection): Promise<void> {
  const { settings, nextChallenge } = dependencies;
  const timestamp = settings.without.includes('APOP') ? undefined : nextChallenge();
  const state: Pop3State = {
    dependencies,
    connection,
    timestamp,
    username: undefined,
    account: undefined,
    maildrop: undefined,
    finished: false,
  };
  const runFaulty = createFaultRunner({ protocol: 'pop3', ...dependencies, connection, account: () => state.account });
  try {
    await runFaulty({ command: 'greeting', argument: '' }, () =>
      ok(state, ['Postglass practice server ready', timestamp ?? ''].join(' ').trim()),
    );
    while (!state.finished && !connection.isClosed) {
      const result = await connection.readLine(authLineLimit);
      if (result.kind === 'end') return;
      if (result.kind === 'too-long') {
        await refuse(state, 'Line too long');
        continue;
      }
      const line = result.line.toString('utf8');
      const space = line.indexOf(' ');
      const name = (space < 0 ? line : line.slice(0, space)).toUpperCase();
      // RFC 1939 §7, PASS: a password may hold spaces, so nothing is trimmed there.
      const argument = space < 0 ? '' : line.slice(space + 1);
      await runFaulty({ command: name, argument }, () => execute(state, name, name === 'PASS' ? argument : argument.trim()));
    }
  } finally {
    state.maildrop?.release();
  }
}

function execute(state: Pop3State, name: string, argument: string): Promise<void> {
  const command = pop3Commands.get(name);
  if (!command || state.dependencies.settings.without.includes(name))
    return refuse(state, `Unknown command ${name.replace(/[^A-Z]/g, '?').slice(0, 20)}`);
  if (command.when === 'before-login' && state.account) return refuse(state, 'Not after signing in');
  if (command.when === 'after-login' && !state.account) return refuse(state, 'Sign in first');
  return command.run(state, argument);
}
