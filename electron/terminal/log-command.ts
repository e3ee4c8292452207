/** `log`: recorded sessions as text for people or as JSON Lines for programs, read from the data folder itself. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { failure } from '../contract/failure.ts';
import type { Session } from '../contract/transcript.ts';
import { openRecordedSessions, type RecordedSessions } from '../engine/recorded-sessions.ts';
import { quote } from '../words/failure-line.ts';
import type { TerminalCommand } from './arguments.ts';
import { reportFailure } from './session.ts';

export async function runLog(command: Extract<TerminalCommand, { command: 'log' }>): Promise<number> {
  const recorded = openRecordedSessions(command.dataFolder);
  try {
    const sessions = await recorded.list();
    if (command.what === 'list') {
      for (const session of sessions) await write(process.stdout, command.json ? `${JSON.stringify(session)}\n` : `${describe(session)}\n`);
      return 0;
    }
    // Where the copy for Sent is filed the program looks after itself: who sent a message means the submission.
    const last = sessions.find(({ purpose }) => purpose !== 'evidence') ?? sessions[0];
    const chosen = command.what === 'last' ? last?.id : command.what.session;
    if (chosen === undefined) return reportFailure(failure('not-found', { detail: { path: command.dataFolder } }));
    return await printRecorded(recorded, chosen, process.stdout, command.json);
  } finally {
    recorded.close();
  }
}

/** Prints one session; answers the exit status. */
export async function printSession(dataFolder: string, session: string, output: Writable, json: boolean): Promise<number> {
  const recorded = openRecordedSessions(dataFolder);
  try {
    return await printRecorded(recorded, session, output, json);
  } finally {
    recorded.close();
  }
}

async function printRecorded(recorded: RecordedSessions, session: string, output: Writable, json: boolean): Promise<number> {
  const log = await recorded.open(session);
  if (!log.ok) return reportFailure(log.failure);
  if (json) for await (const line of log.value.objects()) await write(output, `${JSON.stringify(line)}\n`);
  else for await (const text of log.value.text()) await write(output, text);
  return 0;
}

/** Waits where the reader is slower than the log: a session may hold gigabytes. */
async function write(output: Writable, text: string): Promise<void> {
  if (!output.write(text)) await once(output, 'drain');
}

function describe({ id, startedAt, protocol, accountName, purpose, host, port, state, lines, summary }: Session): string {
  return [
    id,
    new Date(startedAt).toISOString(),
    protocol,
    accountName || '-',
    purpose,
    `${host}:${port}`,
    state,
    `${lines} lines`,
    summary ? quote(summary) : '',
  ]
    .join('\t')
    .trimEnd();
}
