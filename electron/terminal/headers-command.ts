/**
 * `headers`: the header of a message file as a person reads it, the way of the message by its trace fields, and where a second, independent
 * parser reads it otherwise.
 */
import { failure } from '../contract/failure.ts';
import type { ReadingDifference } from '../contract/messages.ts';
import { openMessageReading } from '../engine/message-reading.ts';
import { sourceWorkers } from '../loopback/engine-options.ts';
import { readingWords } from '../words/terminal.ts';
import type { TerminalCommand } from './arguments.ts';
import { describePath } from './describe-path.ts';
import { printJson, printLine, printText } from './output.ts';
import { readMessage } from './read-message.ts';
import { reportFailure, terminalLanguage } from './session.ts';

/**
 * Prints the fields, one a line, then the hops, then the differences. JSON: `{headers: [{name, value}], path, secondReading: {differences} |
 * {failure}}`; `path` as `messages.path` of the contract answers it.
 * @returns 0 also where the readings disagree: that is a finding, not a failure. 1 where the file cannot be read or is no message.
 */
export async function runHeaders(command: Extract<TerminalCommand, { command: 'headers' | 'bounce' }>): Promise<number> {
  const raw = await readMessage(command.file);
  if (!Buffer.isBuffer(raw)) return reportFailure(raw);
  const reading = openMessageReading(sourceWorkers.parse);
  try {
    const read = await reading.read(raw);
    if (!read.ok) return reportFailure(read.failure);
    if (read.value.headers.length === 0) return reportFailure(failure('not-a-message'));
    const path = await reading.path(raw);
    if (!path.ok) return reportFailure(path.failure);
    const compared = await reading.compare(raw);
    const fields = read.value.headers.map(({ name, value }) => ({ name, value }));
    if (command.json) {
      const secondReading = compared.ok ? { differences: compared.value } : { failure: compared.failure };
      await printJson({ headers: fields, path: path.value, secondReading });
      return 0;
    }
    for (const { name, value } of fields) await printLine(`${name}: ${value}`);
    for (const line of ['', ...describePath(path.value, terminalLanguage())]) await printLine(line);
    await printText(`\n${compared.ok ? describe(compared.value) : readingWords[terminalLanguage()].failed}\n`);
    return 0;
  } finally {
    await reading.close();
  }
}

function describe(differences: readonly ReadingDifference[]): string {
  const words = readingWords[terminalLanguage()];
  if (differences.length === 0) return words.same;
  const said = (text: string | null) => text ?? words.nothing;
  const lines = differences.map(({ what, first, second }) => `${what}\n  Postglass:  ${said(first)}\n  mailparser: ${said(second)}`);
  return [words.differs, ...lines].join('\n');
}
