/** `headers`: the header of a message file as a person reads it, and where a second, independent parser reads the message otherwise. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { type Failure, failure } from '../contract/failure.ts';
import type { ReadingDifference } from '../contract/messages.ts';
import { openMessageReading } from '../engine/message-reading.ts';
import { sourceWorkers } from '../loopback/engine-options.ts';
import { readingWords } from '../words/terminal.ts';
import type { TerminalCommand } from './arguments.ts';
import { printJson, printLine, printText } from './output.ts';
import { reportFailure, terminalLanguage } from './session.ts';

/**
 * Prints the fields, one a line, then the differences. JSON: `{headers: [{name, value}], secondReading: {differences} | {failure}}`.
 * @returns 0 also where the readings disagree: that is a finding, not a failure. 1 where the file cannot be read or is no message.
 */
export async function runHeaders(command: Extract<TerminalCommand, { command: 'headers' }>): Promise<number> {
  const raw = await readMessage(command.file);
  if (!Buffer.isBuffer(raw)) return reportFailure(raw);
  const reading = openMessageReading(sourceWorkers.parse);
  try {
    const read = await reading.read(raw);
    if (!read.ok) return reportFailure(read.failure);
    if (read.value.headers.length === 0) return reportFailure(failure('not-a-message'));
    const compared = await reading.compare(raw);
    const fields = read.value.headers.map(({ name, value }) => ({ name, value }));
    if (command.json) {
      const secondReading = compared.ok ? { differences: compared.value } : { failure: compared.failure };
      await printJson({ headers: fields, secondReading });
      return 0;
    }
    for (const { name, value } of fields) await printLine(`${name}: ${value}`);
    await printText(`\n${compared.ok ? describe(compared.value) : readingWords[terminalLanguage()].failed}\n`);
    return 0;
  } finally {
    await reading.close();
  }
}

async function readMessage(file: string | null): Promise<Buffer | Failure> {
  try {
    return file === null ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    return failure('file-unreadable', { detail: { path: file ?? '-', message: error instanceof Error ? error.message : String(error) } });
  }
}

function describe(differences: readonly ReadingDifference[]): string {
  const words = readingWords[terminalLanguage()];
  if (differences.length === 0) return words.same;
  const said = (text: string | null) => text ?? words.nothing;
  const lines = differences.map(({ what, first, second }) => `${what}\n  Postglass:  ${said(first)}\n  mailparser: ${said(second)}`);
  return [words.differs, ...lines].join('\n');
}
