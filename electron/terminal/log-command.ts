/** `log`: recorded sessions as text for people or as JSON Lines for programs, read from the data folder itself. */
import { failure, toFailure } from '../contract/failure.ts';
import type { ExportOrder, Session } from '../contract/transcript.ts';
import { openRecordedSessions, type RecordedSessions } from '../engine/recorded-sessions.ts';
import { quote } from '../words/failure-line.ts';
import type { TerminalCommand } from './arguments.ts';
import { complain, jsonLine, printJson, printLine, printText } from './output.ts';
import { reportFailure } from './session.ts';

export async function runLog(command: Extract<TerminalCommand, { command: 'log' }>): Promise<number> {
  const recorded = openRecordedSessions(command.dataFolder);
  try {
    const sessions = await recorded.list();
    if (command.what === 'list') {
      for (const session of sessions) await (command.json ? printJson(session) : printLine(...columnsOf(session)));
      return 0;
    }
    // Where the copy for Sent is filed the program looks after itself: who sent a message means the submission.
    const last = sessions.find(({ purpose }) => purpose !== 'evidence') ?? sessions[0];
    const chosen = command.what === 'last' ? last?.id : command.what.session;
    if (chosen === undefined) return reportFailure(failure('not-found', { detail: { path: command.dataFolder } }));
    if (command.form !== null) {
      const text = await recorded.commandFor(chosen, command.form);
      if (!text.ok) return reportFailure(text.failure);
      if (text.value === null) complain(`${command.form} cannot do the same exchange`);
      else await printText(`${text.value}\n`);
      return text.value === null ? 1 : 0;
    }
    if (command.share) return await printShared(recorded, { ...command.share, sessions: [chosen] });
    return await printRecorded(recorded, chosen, 'result', command.json);
  } finally {
    recorded.close();
  }
}

/** Prints one session; answers the exit status. */
export async function printSession(dataFolder: string, session: string, output: 'result' | 'beside', json: boolean): Promise<number> {
  const recorded = openRecordedSessions(dataFolder);
  try {
    return await printRecorded(recorded, session, output, json);
  } finally {
    recorded.close();
  }
}

async function printRecorded(recorded: RecordedSessions, session: string, output: 'result' | 'beside', json: boolean): Promise<number> {
  const log = await recorded.open(session);
  if (!log.ok) return reportFailure(log.failure);
  if (json) for await (const line of log.value.objects()) await printText(`${jsonLine(line)}\n`, output);
  else for await (const text of log.value.text()) await printText(text, output);
  return 0;
}

/** Prints one session as it may be handed to others. */
async function printShared(recorded: RecordedSessions, order: ExportOrder): Promise<number> {
  try {
    for await (const text of recorded.share(order)) await printText(text);
    return 0;
  } catch (error) {
    return reportFailure(toFailure(error));
  }
}

function columnsOf({ id, startedAt, protocol, accountName, purpose, host, port, state, lines, summary }: Session): string[] {
  const columns = [
    id,
    new Date(startedAt).toISOString(),
    protocol,
    accountName || '-',
    purpose,
    `${host}:${port}`,
    state,
    `${lines} lines`,
    summary ? quote(summary) : '',
  ];
  return summary ? columns : columns.slice(0, -1);
}
