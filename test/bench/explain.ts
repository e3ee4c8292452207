/** Tells why targets are missed: what was measured is run once more, and the lines say where its time goes. It refuses to judge. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineRun } from './engine-run.ts';
import { readProfiles, showProfiles } from './profile.ts';
import { phaseNames } from './send-phases.ts';
import type { SendRun } from './send-run.ts';
import type { Target } from './targets.ts';

export interface Runs {
  /** Runs the engine; `profiles`: a folder for a profile of each of its threads. */
  engine<Answer>(name: string, run: Pick<EngineRun, 'mode'> & Partial<EngineRun>, profiles?: string): Promise<Answer>;
  send(run: Pick<SendRun, 'by' | 'bytes' | 'count' | 'phases'>): Promise<Sent>;
}

export interface Sent {
  readonly p50: number;
  readonly filed: number;
  readonly phases: readonly number[] | null;
}

/** Lines that tell why these targets are missed, each thing that was measured once however many of them it missed. */
export async function explainMisses(missed: readonly Target[], runs: Runs, folder: string): Promise<string[]> {
  const lines: string[] = [];
  for (const mode of ['sync', 'first'] as const) {
    const titles = missed.filter(({ why }) => why === mode).map(({ title }) => title);
    if (titles.length === 0) continue;
    const profiles = join(folder, `profiles-${mode}`);
    await mkdir(profiles, { recursive: true });
    const run = mode === 'sync' ? ({ mode: 'once', recorder: 'transcript' } as const) : ({ mode: 'first' } as const);
    await runs.engine(`profiled-${mode}`, run, profiles);
    lines.push(`Why (${titles.join('; ')}): one more run under a profiler, processor time by thread and function`);
    lines.push(...showProfiles(readProfiles(profiles)), '');
  }
  const sizes = missed.flatMap(({ why }) => (typeof why === 'object' ? [why.send] : []));
  for (const bytes of new Set(sizes)) {
    const count = bytes > 100_000 ? 20 : 100;
    const sent: Sent[] = [];
    for (const by of ['engine', 'nodemailer'] as const) sent.push(await runs.send({ by, bytes, count, phases: true }));
    lines.push(`Why (send, ${bytes} octets): median milliseconds of each phase, the engine and pooled nodemailer`);
    for (const [phase, name] of phaseNames.entries())
      lines.push(`  ${name.padEnd(32)} ${sent.map(({ phases }) => (phases?.[phase] ?? Number.NaN).toFixed(2).padStart(8)).join('')}`);
    lines.push('');
  }
  return lines;
}
