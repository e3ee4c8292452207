/**
 * A program that is killed at each step of changing a Maildir, really: by SIGKILL. Then it runs again: every message is there, whole, in one
 * folder, and the change can be made.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import { createMaildirMailbox } from '../../../electron/engine/local/maildir/maildir-mailbox.ts';
import { proofDeadline, proofScale } from '../../support/proof-scale.ts';
import { compiled } from './killed-program.ts';
import { spread } from './killed-steps.ts';
import { maildirDeeds } from './maildir-child.ts';

const child = fileURLToPath(new URL('./maildir-child.ts', import.meta.url));
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const message = (number: number) => `Subject: message ${number}\n\nBody of ${number}.\n`;

function createHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'postglass-killed-maildir-'));
  folders.push(folder);
  for (const path of ['Maildir', join('Maildir', '.Lists')])
    for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(folder, path, name), { recursive: true });
  for (const number of [1, 2, 3])
    writeFileSync(
      join(folder, 'Maildir', number === 1 ? 'new' : 'cur', `170000000${number}.M1P1.host${number === 1 ? '' : ':2,'}`),
      message(number),
    );
  return folder;
}

const runChild = (folder: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [child, folder, ...args], { encoding: 'utf8', env: { ...process.env, NODE_COMPILE_CACHE: compiled } });

/** Names and texts in a folder. */
const filesIn = (folder: string, ...path: readonly string[]) =>
  ['new', 'cur'].flatMap((name) => {
    const place = join(folder, 'Maildir', ...path, name);
    return readdirSync(place).map((file) => [file, readFileSync(join(place, file), 'latin1')] as const);
  });
/** Numbers of the messages, each of which must be whole. */
const numbersIn = (folder: string, ...path: readonly string[]) =>
  filesIn(folder, ...path)
    .map(([, text]) => {
      const number = Number(/^Subject: message (\d)/.exec(text)?.[1]);
      expect(text).toBe(message(number));
      return number;
    })
    .sort();

/** What has to be there when the deed is done. */
const done: Readonly<Record<string, readonly [inbox: readonly number[], lists: readonly number[]]>> = {
  marked: [[1, 2, 3], []],
  moved: [[2], [1, 3]],
  removed: [[1], []],
  added: [[1, 2, 3], [9]],
};

interface Run {
  readonly deed: string;
  readonly step: string;
  readonly at: number;
  readonly how: 'before' | 'half';
}

async function killedAt({ deed, at, how }: Run): Promise<void> {
  const folder = createHome();
  const { signal, stderr } = runChild(folder, deed, String(at), how);
  expect(signal, stderr).toBe('SIGKILL');
  const next = createMaildirMailbox({
    path: join(folder, 'Maildir'),
    ownFolder: join(folder, 'own'),
    clock: systemClock,
    allowsChanges: true,
  });
  const uidsIn = async (path: string) => (await next.look(path)).messages.map(({ uid }) => uid);
  // A message has a number, and one only, whatever names it has.
  const left = await uidsIn('INBOX');
  if (deed !== 'removed') expect([...numbersIn(folder), ...numbersIn(folder, '.Lists')]).toEqual(expect.arrayContaining([1, 2, 3]));
  else expect(numbersIn(folder)).toContain(1);
  // What is left to do is asked for again, as the journal of operations does; a copy that may be there is looked for first.
  const isAdded = deed === 'added' && numbersIn(folder, '.Lists').includes(9);
  if (deed === 'moved')
    await next.move(
      'INBOX',
      [1, 3].filter((uid) => left.includes(uid)),
      'Lists',
    );
  else if (!isAdded) await maildirDeeds[deed]?.(next);
  const [inbox = [], lists = []] = done[deed] ?? [];
  expect([numbersIn(folder), numbersIn(folder, '.Lists')]).toEqual([inbox, lists]);
  expect([(await uidsIn('INBOX')).length, (await uidsIn('Lists')).length]).toEqual([inbox.length, lists.length]);
  if (deed === 'marked')
    expect(
      filesIn(folder)
        .map(([name]) => name)
        .sort(),
    ).toEqual(['1700000001.M1P1.host:2,FS', '1700000002.M1P1.host:2,FS', '1700000003.M1P1.host:2,']);
  rmSync(folder, { recursive: true, force: true });
}

it.skipIf(process.platform === 'win32').each(Object.keys(maildirDeeds))(
  'a Maildir whose program is killed at any step of a change (%s) has every message once and whole, and takes the change',
  async (deed) => {
    const { stdout, stderr, signal } = runChild(createHome(), deed);
    expect(signal, stderr).toBe(null);
    const steps = JSON.parse(stdout) as string[]; // printed by the child
    // The new name is on the disk before the old one goes.
    if (deed === 'moved') expect(steps.join()).toMatch(/link,link,sync,unlink,unlink/);
    const all = steps.flatMap((step, at) =>
      (step === 'write' ? (['before', 'half'] as const) : (['before'] as const)).map((how): Run => ({ deed, step, at, how })),
    );
    for (const run of spread(all, proofScale(4, all.length)))
      await killedAt(run).catch((error: unknown) => {
        const where = `${run.how} ${run.step} (step ${run.at + 1} of ${steps.length})`;
        throw new Error(`killed ${where}: ${error instanceof Error ? error.message : error}`, { cause: error });
      });
  },
  proofDeadline,
);
