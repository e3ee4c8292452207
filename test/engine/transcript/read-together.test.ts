import { describe, expect, test } from 'vitest';
import type { Transcript } from '../../../electron/engine/transcript/transcript-interface.ts';
import { startTranscript, textOfLine } from './transcript-fixture.ts';

/** One exchange of a submission: what was asked and answered. */
const exchange = (step: number) => [`NOOP step ${step}\r\n`, `250 2.0.0 step ${step} done\r\n`] as const;

/** What a window does that follows a session: it asks for what it has not seen yet. */
function follow(transcript: Transcript, session: string) {
  const seen: string[] = [];
  return {
    seen,
    async look() {
      const page = await transcript.lines({ session, from: seen.length, limit: 200 });
      if (page.ok) seen.push(...page.value.lines.map((line) => textOfLine(line).trim()));
    },
  };
}

describe('a session that several windows look at', () => {
  test('shows each of them every line, however many ask at once while it grows', async () => {
    const { open, transcript } = await startTranscript();
    const tap = open('smtp');
    tap.server(Buffer.from('220 mx.example.test\r\n'));
    const said = ['220 mx.example.test'];
    const windows = [1, 2, 3].map(() => follow(transcript, tap.session));
    for (let step = 0; step < 12; step += 1) {
      const [asked, answered] = exchange(step);
      tap.client(Buffer.from(asked));
      tap.server(Buffer.from(answered));
      said.push(asked.trim(), answered.trim());
      await transcript.flush();
      await Promise.all(windows.map((window) => window.look()));
      for (const { seen } of windows) expect(seen).toEqual(said);
    }
  });
});
