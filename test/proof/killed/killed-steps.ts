/**
 * The moments of a dialogue at which a program can be killed, read off an undisturbed run of the same dialogue: for each line of the
 * client that the server answers, once before the server has the whole line, and once when it has done what was asked and the answer is
 * withheld. Nothing lies between the two that anybody outside the server could tell apart.
 */
import type { Fault } from '../../support/relay/faults.ts';
import type { Passage } from '../../support/relay/relay.ts';

export interface Step {
  /** What the client was saying, without tags. */
  readonly command: string;
  readonly when: 'before it arrived' | 'after it was done';
  readonly fault: Fault;
}

/** Every step of one connection of a record. */
export function stepsOf(record: readonly Passage[], connection = 1): Step[] {
  const passages = record.filter((passage) => passage.connection === connection);
  const steps: Step[] = [];
  let said = '';
  let start = 0;
  for (const [index, { direction, bytes }] of passages.entries()) {
    if (direction !== 'client') continue;
    said += bytes.toString('latin1');
    if (passages[index + 1]?.direction !== 'server') continue;
    const lines = linesOf(said, start);
    start = said.length;
    // What is said in one go is answered in one go: of a pipeline (RFC 2920) each line may be the last that came, of a message's text none.
    for (const { mark, at } of lines.length > longestPipeline ? lines.slice(-1) : lines)
      steps.push({ command: mark, when: 'before it arrived', fault: { connection, at, effect: { kind: 'stall' } } });
    const last = lines.at(-1);
    if (last)
      steps.push({ command: last.mark, when: 'after it was done', fault: { connection, at: last.at, effect: { kind: 'withhold' } } });
  }
  return steps;
}

const longestPipeline = 10;

/** The whole lines of `text` from `start` on, and the point of the dialogue at which each has begun. */
function linesOf(text: string, start: number) {
  const lines: { mark: string; at: { direction: 'client'; after: string; occurrence: number } }[] = [];
  for (let begin = start, end = text.indexOf('\r\n', begin); end !== -1; begin = end + 2, end = text.indexOf('\r\n', begin)) {
    const { text: mark, command } = markOf(text.slice(begin, end));
    const after = begin === 0 ? mark : `\r\n${mark}`;
    const occurrence = text.slice(0, end).split(after).length - 1;
    lines.push({ mark: command, at: { direction: 'client', after, occurrence } });
  }
  return lines;
}

/**
 * The part of a line that is the same in every run: what follows may hold a nonce, a UIDVALIDITY or a MODSEQ. IMAP's commands begin
 * with a tag (RFC 9051 §2.2.1) and have two words after UID; those of SMTP and POP3 are followed by at most a number or a keyword.
 */
function markOf(line: string): { text: string; command: string } {
  const [first = '', second, third] = line.split(' ');
  if (/^[A-Za-z]*\d+$|^[0-9A-F]+$/i.test(first) && second !== undefined && /^[A-Z]+$/.test(second)) {
    const command = second === 'UID' && third !== undefined ? `UID ${third}` : second;
    return { text: `${first} ${command}`, command };
  }
  // What SASL says is base64, and another user has another name (RFC 4616): its first letters stand for a NUL and the beginning of it.
  if (second === undefined && /^[A-Za-z0-9+/]{8,}=*$/.test(first)) return { text: first.slice(0, 4), command: 'credentials' };
  const command = second === undefined || !/^(\d+|FROM:\S*|TO:\S*|PLAIN|LOGIN)$/.test(second) ? first : `${first} ${second}`;
  return { text: command, command };
}

/** `count` of them, evenly spread; all when there are no more. */
export function spread<Value>(all: readonly Value[], count: number): Value[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, index) => all[Math.floor(((index + 0.5) * all.length) / count)] as Value); // within by the line above
}
