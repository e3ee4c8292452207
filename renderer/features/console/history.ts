/** Lines that were sent, read back from the session itself: what was masked there is not among them. */
import type { Line } from '../../../electron/contract/transcript.ts';
import type { LineSource } from '../../wire/line-source.ts';
import { bytesOf } from '../../wire/wire-text.ts';

const isCommand = (line: Line | undefined): line is Line =>
  line?.direction === 'client' && line.kind === 'command' && line.masked.length === 0 && line.payload === null;

const textOf = ({ bytes, tag }: Line): string => {
  const text = new TextDecoder().decode(bytesOf(bytes)).replace(/\r?\n$/, '');
  // A tag is good for one command (RFC 9051 §2.2.1).
  return tag !== null && text.startsWith(`${tag} `) ? text.slice(tag.length + 1) : text;
};

/** Commands of the session, the latest first, each once. */
export function sentCommands(source: LineSource): readonly string[] {
  const { total, at } = source.view();
  const found = new Set<string>();
  for (let position = total - 1; position >= 0; position -= 1) {
    const line = at(position);
    if (isCommand(line)) found.add(textOf(line));
  }
  return [...found];
}
