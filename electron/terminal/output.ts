/**
 * The only way to standard output and standard error: what a server, a message or a file has written must not act on the terminal that shows
 * it. Control and direction characters appear as numbers (`harmless` says which), in JSON as escapes that read back to the same text.
 */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { harmless } from '../base/characters.ts';

/** One line of columns on standard output, with tabs between them. */
export const printLine = (...columns: readonly string[]): Promise<void> => write(process.stdout, `${columns.map(harmless).join('\t')}\n`);

/** One value as one line of JSON on standard output. */
export const printJson = (value: unknown): Promise<void> => write(process.stdout, `${jsonLine(value)}\n`);

/** Text of several lines, whose line ends and tabs are its own. */
export const printText = (text: string, output: 'result' | 'beside' = 'result'): Promise<void> =>
  write(output === 'result' ? process.stdout : process.stderr, harmlessLines(text));

/** One line on standard error, after the program's name. */
export function complain(text: string): void {
  process.stderr.write(`postglass: ${harmless(text)}\n`);
}

/** A line that the next one takes the place of; null clears it. Only on a terminal: in a file it would be noise. */
export function showProgress(text: string | null): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${harmless(text ?? '')}`);
}

/** A reader that closes early (`| head`) is no failure of ours. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
}

const harmlessLines = (text: string): string => text.replace(/[^\n\t]+/g, harmless);

/** JSON escapes U+0000 to U+001F by itself; the rest are as dangerous to a terminal. */
export const jsonLine = (value: unknown): string => harmless(JSON.stringify(value));

/** Waits where the reader is slower than the log: a session may hold gigabytes. */
async function write(output: Writable, text: string): Promise<void> {
  if (!output.write(text)) await once(output, 'drain');
}
