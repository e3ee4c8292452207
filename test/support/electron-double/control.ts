/** The test's hand in the double's process: runs functions there with the `electron` module, as Playwright does with real Electron. */
import type { RecordedRequest } from './system-services.ts';

export interface Question {
  readonly id: number;
  readonly source: string;
  readonly argument: unknown;
}
export type Answer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };
export interface Started {
  readonly endpoint: string;
  readonly pid: number;
}

export function takeQuestions(electron: object, asked: readonly RecordedRequest[]): void {
  Object.assign(globalThis, { electronDoubleAsked: asked });
  process.on('message', async ({ id, source, argument }: Question) => {
    let answer: Answer;
    try {
      // The test's own function, sent as text; indirect, so that it sees nothing of this file.
      const run = new Function(`return (${source})`)() as (electron: object, argument: unknown) => unknown;
      answer = { id, value: await run(electron, argument) };
    } catch (error) {
      answer = { id, error: error instanceof Error ? error.message : String(error) };
    }
    process.send?.(answer);
  });
  // The program's own life decides when the process ends, not the test that watches it.
  process.channel?.unref();
}
