import { type Completion, completed, type ImapState, malformed } from '../state.ts';
import type { CommandCursor } from '../syntax/command-cursor.ts';

/** IDLE (RFC 2177): news is told at once, until the client says DONE. */
export async function handleIdle(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.end();
  const { connection, selected } = state;
  const tell = () => {
    const lines = selected?.catchUp({ expunge: true, condstore: state.condstore, qresync: state.qresync }) ?? [];
    if (lines.length > 0) void connection.write(Buffer.from(lines.map((line) => `* ${line}\r\n`).join(''), 'latin1'));
  };
  await connection.write('+ idling\r\n');
  const unsubscribe = selected?.folder.onChange(tell);
  tell();
  const result = await connection.readLine(1_000);
  unsubscribe?.();
  if (result.kind === 'end') state.finished = true;
  if (result.kind !== 'line' || result.line.toString('latin1').toUpperCase() !== 'DONE') return malformed('Expected DONE');
  return completed('Idle completed');
}
