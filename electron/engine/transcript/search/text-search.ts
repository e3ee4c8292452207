/** Finds a text in recorded lines, without regard to case; in a payload that is kept elsewhere, in what stands in its line. */
import { type LineRecord, linePrefix, recordBytes } from '../files/records.ts';

interface TextSearch {
  holds(record: LineRecord): boolean;
  /** Whether a line of a session file may hold it: most do not, and to decode a line costs much more than to look. */
  mayHold(line: string): boolean;
}

/** What stands in the file as JSON writes it; other characters may stand there by their number. */
const ordinary = /^[ -~\r\n\t]*$/;

export function createTextSearch(text: string): TextSearch {
  const needle = text.toLowerCase();
  const written = ordinary.test(needle) ? JSON.stringify(needle).slice(1, -1) : null;
  return {
    holds: (record) => recordBytes(record).toString('utf8').toLowerCase().includes(needle),
    mayHold: (line) =>
      written === null || !line.startsWith(linePrefix) || line.toLowerCase().includes(written) || line.includes('"base64":'),
  };
}
