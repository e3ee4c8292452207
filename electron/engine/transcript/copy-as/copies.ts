/** A session in every form in which it can be copied: as command lines of other programs, and as a script of the console. */
import type { CopyForm, Line, Session } from '../../../contract/transcript.ts';
import { commandLines } from './command-lines.ts';
import { consoleScript } from './console-script.ts';
import { factsOf } from './facts.ts';
import { isValue } from './shell.ts';

/**
 * @param lines of the session from its beginning
 * @param wholeOf the exact octets of a line of which only the head is there
 * @returns every form that makes sense for the session
 */
export async function copiesOf(
  session: Session,
  lines: readonly Line[],
  wholeOf: (line: Line) => Promise<Buffer | null>,
): Promise<{ form: CopyForm; text: string }[]> {
  // The host stands in addresses, where other characters would have a meaning.
  if (!isValue(session.host) || !/^[\p{L}\p{N}._:-]+$/u.test(session.host)) return [];
  const script = await consoleScript(session, lines, wholeOf);
  return [...commandLines(factsOf(session, lines)), ...(script === null ? [] : [{ form: 'console' as const, text: script }])];
}
