/** Lines of the same mailbox so many times as large, beside it: what may not depend on how much is in a mailbox. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineRun } from './engine-run.ts';
import { runMeasured } from './peers.ts';
import { percentile } from './percentile.ts';
import { growthRatio, growthTargets, type Opened } from './targets.ts';

export interface GrowthOptions {
  /** A mailbox of each size that the server holds, the small one first. */
  readonly mailboxes: readonly [Mailbox, Mailbox];
  readonly words: readonly string[];
  readonly rounds: number;
  readonly folder: string;
  accountsFile(folder: string, user: string): Promise<string>;
}

interface Mailbox {
  readonly user: string;
  readonly messages: number;
}

/** Reads a mailbox in; what it answers opens it once more. */
async function readIn({ user, messages }: Mailbox, { folder, words, accountsFile }: GrowthOptions): Promise<() => Promise<Opened>> {
  const own = join(folder, `growth-${messages}`);
  await mkdir(own);
  const run: Omit<EngineRun, 'mode'> = { dataFolder: join(own, 'data'), accountsFile: await accountsFile(own, user), messages, words };
  await runMeasured('engine-run.ts', { ...run, mode: 'first' } satisfies EngineRun);
  return () => runMeasured<Opened>('engine-run.ts', { ...run, mode: 'again' } satisfies EngineRun);
}

/** Prints the lines and answers how many are missed. */
export async function compareGrowth(options: GrowthOptions): Promise<number> {
  const { mailboxes, rounds } = options;
  const [few, many] = mailboxes.map(({ messages }) => messages);
  const sides: { readonly open: () => Promise<Opened>; readonly opened: Opened[] }[] = [];
  for (const mailbox of mailboxes) sides.push({ open: await readIn(mailbox, options), opened: [] });
  // In turn, round by round.
  for (let round = 0; round <= rounds; round += 1) for (const { open, opened } of sides) opened.push(await open());
  const [small = [], large = []] = sides.map(({ opened }) => opened.slice(1)); // the first one warms up
  let missed = 0;
  for (const { title, unit, measured } of growthTargets) {
    const median = (all: readonly Opened[]) =>
      percentile(
        all.map((one) => one[measured]),
        0.5,
      );
    const ratio = median(large) / median(small);
    if (!(ratio <= growthRatio)) missed += 1;
    const verdict = ratio <= growthRatio ? `good, ≤ ${growthRatio} ×` : `MISSED ≤ ${growthRatio} ×`;
    const figures = `${median(large).toFixed(2)} ${unit}  ${ratio.toFixed(2)} × ${few} messages (${median(small).toFixed(2)} ${unit})`;
    process.stdout.write(`${many} messages: ${title.padEnd(42)} ${figures.padEnd(50)} ${verdict}\n`);
  }
  return missed;
}
