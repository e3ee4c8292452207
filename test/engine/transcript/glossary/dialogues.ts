/** Dialogues played through the real transcript, and what each of their lines is explained by. */
import type { Protocol } from '../../../../electron/contract/failures/failure-codes.ts';
import type { Explanation, Line } from '../../../../electron/contract/transcript.ts';
import { client, server, type Turn } from '../marked-dialogue.ts';
import { linesOf, startTranscript, textOfLine } from '../transcript-fixture.ts';

/** The lines of a dialogue without the notes. */
export async function played(protocol: Protocol, turns: readonly Turn[]): Promise<Line[]> {
  const { open, transcript } = await startTranscript();
  const tap = open(protocol);
  for (const { direction, bytes } of turns) tap[direction](bytes);
  return (await linesOf(transcript, tap.session)).filter(({ direction }) => direction !== 'note');
}

const said = (explanation: Pick<Explanation, 'key' | 'parameters'>) =>
  `${explanation.key}${Object.entries(explanation.parameters)
    .map(([name, value]) => ` ${name}=${value}`)
    .join('')}`;

/** A line of a dialogue and its explanation: `C: EHLO me | smtp.command.EHLO name=me`. */
export const explainedLine = (line: Line): string =>
  `${line.direction === 'client' ? 'C' : 'S'}: ${textOfLine(line).trimEnd()} | ${
    line.explanation === null ? 'nothing' : [line.explanation, ...(line.explanation.parts ?? [])].map(said).join(' + ')
  }`;

/** Each pair of a command and its reply in one session, with the key that explains the reply's last line. */
export async function answers(pairs: readonly (readonly [string, string])[]): Promise<string[]> {
  const turns = pairs.flatMap(([command, reply]) => [client(`${command}\r\n`), server(`${reply.replaceAll('\n', '\r\n')}\r\n`)]);
  const lines = await played('smtp', [server('220 mx.example.test ESMTP\r\n'), ...turns]);
  const finals = lines.slice(1).filter((line) => line.direction === 'server' && !/^\d{3}-/.test(textOfLine(line)));
  return finals.map(({ explanation }) => explanation?.key ?? 'nothing');
}

/** Whether an explanation is about this very line: a fall-back to the class of a code, or “other”, is not. */
export const isSpecific = ({ explanation }: Line): boolean =>
  explanation !== null && !/^smtp\.reply\.[2345]xx$|\.other$|^imap\.status\.|^pop3\.status\./.test(explanation.key);
