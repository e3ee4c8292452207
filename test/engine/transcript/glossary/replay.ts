/** Replays a dialogue through the real transcript and gives each line with the key of its explanation. */
import type { Protocol } from '../../../../electron/contract/failures/failure-codes.ts';
import type { Explanation, Line } from '../../../../electron/contract/transcript.ts';
import type { Turn } from '../marked-dialogue.ts';
import { linesOf, startTranscript } from '../transcript-fixture.ts';

interface Replayed {
  readonly line: Line;
  readonly text: string;
  readonly key: string | null;
  readonly parameters: Explanation['parameters'];
}

export async function replay(protocol: Protocol, turns: readonly Turn[]): Promise<Replayed[]> {
  const { open, transcript } = await startTranscript();
  const tap = open(protocol);
  for (const { direction, bytes } of turns) tap[direction](bytes);
  return (await linesOf(transcript, tap.session)).map((line) => ({
    line,
    text: Buffer.from(line.bytes, 'base64').toString('latin1').trimEnd(),
    key: line.explanation?.key ?? null,
    parameters: line.explanation?.parameters ?? {},
  }));
}
