/**
 * A program that is killed at each step of changing a spool, really: by SIGKILL, before the step and in the middle of it. Then mail is
 * delivered, or not, and the program runs again: every message is there once, the change is whole, and nothing is left lying about.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import type { LocalMailbox } from '../../../electron/engine/local/local-mailbox.ts';
import { createDotlock } from '../../../electron/engine/local/spool/dotlock.ts';
import { createSpoolMailbox } from '../../../electron/engine/local/spool/spool-mailbox.ts';
import { delivered } from '../../engine/local/spool-fixture.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { isWholeProof, proofDeadline, proofScale } from '../../support/proof-scale.ts';
import { compiled } from './killed-program.ts';
import { spread } from './killed-steps.ts';
import { deeds } from './spool-child.ts';

const child = fileURLToPath(new URL('./spool-child.ts', import.meta.url));
/** More than is written at once. */
const long = `${'A line of a message that is not written at once.\n'.repeat(3_000)}`;
const before = [1, 2, 3].map((number) => delivered(number, number === 2 ? { body: long } : {})).join('');
const late = delivered(4);

interface Run {
  readonly deed: string;
  readonly step: string;
  readonly at: number;
  readonly how: 'before' | 'half';
  readonly arrives: boolean;
}

interface Home {
  readonly folder: string;
  readonly spool: string;
  readonly mbox: string;
  open(): LocalMailbox;
}

const folders: string[] = [];
const runs: Run[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  if (isWholeProof)
    console.info(
      `killed while a spool was changed: ${runs.length} times`,
      Object.groupBy(runs, ({ deed, step }) => `${deed}, ${step}`),
    );
});

function createHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'postglass-killed-spool-'));
  folders.push(folder);
  for (const name of ['mail', 'home']) mkdirSync(join(folder, name));
  const spool = join(folder, 'mail', 'ben');
  writeFileSync(spool, before, 'latin1');
  const past = new Date(Date.now() - 60_000);
  utimesSync(spool, past, past);
  return {
    ...{ folder, spool, mbox: join(folder, 'home', 'mbox') },
    open: () =>
      createSpoolMailbox({
        ...{ path: spool, home: join(folder, 'home'), ownFolder: join(folder, 'own'), clock: systemClock },
        lock: createDotlock('/usr/bin/dotlockfile', systemClock),
      }),
  };
}

const runChild = ({ folder }: Home, ...args: readonly string[]) => {
  const { signal, stdout, stderr } = spawnSync(process.execPath, [child, folder, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  return { signal, stdout, stderr };
};

const text = (file: string) => (existsSync(file) ? readFileSync(file, 'latin1') : '');
/** Numbers of the messages, each of which must be whole. */
function numbersIn(file: string): number[] {
  const content = text(file);
  expect(content).not.toContain('\0');
  return [...content.matchAll(/^Subject: message (\d)$/gm)].map(([, digit]) => {
    const number = Number(digit);
    expect(content).toContain(number === 2 ? `\n\n${long}\n` : `\n\nBody of ${number}.\n\n`);
    return number;
  });
}

const isDone = ({ spool, mbox }: Home, deed: string): boolean => {
  if (deed === 'longer') return (text(spool).match(/^X-Status: F$/gm)?.length ?? 0) >= 2;
  return deed === 'shorter' ? !numbersIn(spool).includes(2) : numbersIn(mbox).length === 2;
};

/** What has to be there when the deed is done, and before. */
const done: Readonly<Record<string, readonly [spool: readonly number[], mbox: readonly number[]]>> = {
  longer: [[1, 2, 3], []],
  shorter: [[1, 3], []],
  moved: [[2], [1, 3]],
};

async function killedAt({ deed, at, how, arrives }: Run): Promise<void> {
  const home = createHome();
  const { signal, stderr } = runChild(home, deed, String(at), how);
  expect(signal, stderr).toBe('SIGKILL');
  if (arrives) appendFileSync(home.spool, late, 'latin1');

  const next = home.open();
  await next.look('INBOX');
  await next.look('mbox');
  // Neither a lock nor a file of what was under way.
  expect(readdirSync(join(home.folder, 'mail'))).toEqual(['ben']);
  expect(readdirSync(join(home.folder, 'home'))).toEqual(existsSync(home.mbox) ? ['mbox'] : []);
  expect(readdirSync(join(home.folder, 'own')).filter((name) => !name.endsWith('.uids'))).toEqual([]);
  // What is left to do is asked for again, as the journal of operations does; with nothing left, another change comes some day.
  const held = async () => (await next.look('INBOX')).messages.map(({ uid }) => uid);
  const isOver = isDone(home, deed);
  // Whatever was done: each message stands in one place.
  const there = [...numbersIn(home.spool), ...numbersIn(home.mbox)].sort();
  expect(there).toEqual([1, ...(isOver && deed === 'shorter' ? [] : [2]), 3, ...(arrives ? [4] : [])]);
  if (isOver) await next.setFlags('INBOX', [99], { add: ['\\Seen'] });
  else await deeds[deed]?.(next);
  const [spool = [], mbox = []] = done[deed] ?? [];
  expect([numbersIn(home.spool), numbersIn(home.mbox)]).toEqual([arrives ? [...spool, 4] : spool, mbox]);
  if (arrives) expect(text(home.spool)).toContain('Subject: message 4\n');
  expect((await held()).length).toBe(spool.length + (arrives ? 1 : 0));
  for (const file of [home.spool, home.mbox]) expect(existsSync(`${file}.lock`)).toBe(false);
  rmSync(home.folder, { recursive: true, force: true });
}

describeWithServers(['dotlockfile'], 'a spool whose program is killed', () => {
  it.each(Object.keys(deeds))(
    'at any step of a change (%s) has every message once and the change whole afterwards, and leaves nothing else',
    async (deed) => {
      const { stdout, stderr, signal } = runChild(createHome(), deed);
      expect(signal, stderr).toBe(null);
      const steps = JSON.parse(stdout) as string[]; // printed by the child
      for (const needed of ['write', 'sync', 'rename', 'rm', 'dotlockfile -l', 'dotlockfile -u']) expect(steps).toContain(needed);
      const all = steps.flatMap((step, at) =>
        (step === 'write' || step.startsWith('dotlockfile') ? (['before', 'half'] as const) : (['before'] as const)).flatMap((how) =>
          [false, true].map((arrives): Run => ({ deed, step, at, how, arrives })),
        ),
      );
      for (const run of spread(all, proofScale(4, all.length))) {
        runs.push(run);
        await killedAt(run).catch((error: unknown) => {
          const where = `${run.how} ${run.step} (step ${run.at + 1} of ${steps.length}), ${run.arrives ? 'with' : 'without'} mail`;
          throw new Error(`killed ${where}: ${error instanceof Error ? error.message : error}`, { cause: error });
        });
      }
    },
    proofDeadline,
  );
});
