/** The lesson of this computer's own mail, by keyboard alone: written in the window, and typed at a shell, with a real Exim and a real mail. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Step } from '../../../electron/lessons/lesson.ts';
import { fillLesson } from '../../../electron/lessons/placeholders.ts';
import { readLesson } from '../../../electron/lessons/read-lesson.ts';
import { ownServer } from '../../../renderer/features/lessons/lesson-servers.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type EximDelivery, prepareEximDelivery } from '../../servers/exim/exim-delivery.ts';
import { unwrap } from '../../support/engine-fixture.ts';
import { type RealWindow, startRealWindow } from '../real-window.ts';
import { chooseLesson, lessonRegion, openLessons, tabTo } from './student.ts';

describeWithServers(['exim', 'dotlockfile', 's-nail'], 'the lesson of the mail of this computer', () => {
  let folder: string;
  let exim: EximDelivery;
  let window: RealWindow;
  const homeBefore = process.env.HOME;
  const spool = () => join(folder, 'spool', 'ben');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'postglass-lesson-'));
    // Exim's user goes through it.
    chmodSync(folder, 0o755);
    exim = prepareEximDelivery(join(folder, 'exim'), { folder: join(folder, 'spool'), name: 'ben' });
    process.env.HOME = exim.home;
    mkdirSync(join(folder, 'programs'));
    writeFileSync(join(folder, 'programs', 'mail'), '#!/bin/sh\nexec s-nail "$@"\n', { mode: 0o755 });
    window = await startRealWindow();
    window.page.setDefaultTimeout(60_000);
  }, 180_000);
  afterAll(async () => {
    expect(window?.complaints).toEqual([]);
    await window?.close();
    // Node would write `undefined` as a word.
    if (homeBefore === undefined) delete process.env.HOME;
    else process.env.HOME = homeBefore;
    rmSync(folder, { recursive: true, force: true });
  });

  /** What stands behind `$` and, for the program that it starts, behind `&`. */
  const typeAtShell = (lines: readonly string[]) => {
    const typed = lines.map((line) => line.replaceAll('/usr/sbin/sendmail', exim.sendmail).replaceAll('/var/mail/ben', spool()));
    const commands = typed.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2));
    const input = typed.filter((line) => line.startsWith('& ')).map((line) => `${line.slice(2)}\n`);
    const { PATH = '' } = process.env;
    const mail = { MAIL: spool(), MBOX: join(exim.home, 'mbox'), TERM: 'dumb' };
    const env = { ...process.env, ...mail, PATH: `${join(folder, 'programs')}:${PATH}`, HOME: exim.home };
    return execFileSync('sh', ['-e', '-c', commands.join('\n')], { env, input: input.join(''), encoding: 'utf8' });
  };

  const write = async (to: string, subject: string, text: string) => {
    const { page } = window;
    await tabTo(page, page.getByRole('button', { name: 'New message', exact: true }));
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: 'New message' });
    for (const [name, typed] of [
      ['To', to],
      ['Subject', subject],
      ['Message body', text],
    ] as const) {
      await tabTo(page, form.getByRole('textbox', { name, exact: true }));
      await page.keyboard.type(typed);
    }
    await page.keyboard.press('Control+Enter');
    await form.waitFor({ state: 'hidden' });
  };

  const take = async (step: Step, address: string) => {
    const shown = step.blocks.flatMap((block) => (block.kind === 'text' ? block.lines : []));
    const header = (name: string) => shown.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
    if (header('To') !== '') await write(header('To'), header('Subject'), shown.slice(shown.indexOf('') + 1).join('\n'));
    else if (shown.length > 0) return typeAtShell(shown);
    else await write(address, 'To nobody', 'Are you there?');
    return '';
  };

  it('is judged by what goes to the program, and by what comes into the mailbox file and goes out of it', async () => {
    const { page, fixture } = window;
    const file = new URL('../../../electron/lessons/en/mail-of-this-computer.md', import.meta.url);
    const read = readLesson(readFileSync(file, 'utf8'));
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    const { id } = unwrap(
      await fixture.client.call('accounts.add', {
        settings: {
          ...{ name: 'Here', address: 'ben@example.test', displayName: 'Ben' },
          incoming: { protocol: 'mbox', path: spool(), allowChanges: true },
          outgoing: { protocol: 'sendmail', program: exim.sendmail },
        },
        passwords: {},
      }),
    );
    const account = unwrap(await fixture.client.call('accounts.list', {})).find((each) => each.id === id);
    if (!account) throw new Error('there is no such account');
    await page.getByRole('treeitem', { name: 'Inbox' }).waitFor();
    await openLessons(page);
    await chooseLesson(page, read.lesson.title);
    const region = lessonRegion(page);
    const { steps } = fillLesson(read.lesson, ownServer(account, read.lesson).values);
    await region.getByText(`0 of ${steps.length} steps`).waitFor();
    const said: string[] = [];
    for (const [index, step] of steps.entries()) {
      said.push(await take(step, 'nobody-here@example.test'));
      await region.getByText(`${index + 1} of ${steps.length} steps`).waitFor();
    }
    await region.getByRole('status').filter({ hasText: 'The lesson is done.' }).waitFor();
    // What the lesson says of the file was so.
    expect(said.join('')).toContain('\n>From here on it is text.\n');
    expect(readFileSync(join(exim.home, 'mbox'), 'latin1')).toContain('Subject: Local mail');
    expect(readFileSync(join(exim.home, '.forward'), 'utf8')).toBe('\\ben\n');
  }, 300_000);

  it('leads to the queue of this computer, which is shown message by message', async () => {
    const { page } = window;
    typeAtShell(["$ printf 'To: later\\nSubject: not yet\\n\\nWait.\\n' | /usr/sbin/sendmail -f ana@example.test -t"]);
    await tabTo(page, page.getByRole('button', { name: /^Outbox/ }));
    await page.keyboard.press('Enter');
    const queue = page.getByRole('region', { name: 'Queue of this computer' });
    await tabTo(page, queue.getByRole('button', { name: 'Show the queue' }));
    await page.keyboard.press('Enter');
    await queue.getByText('later@example.test', { exact: true }).first().waitFor();
    expect(await queue.getByRole('list', { name: 'Messages in the queue' }).innerText()).toMatch(
      /^\S+, waits, \d+[sm], \d+\nFrom ana@example\.test to:\nlater@example\.test$/,
    );
    expect(await queue.getByRole('region', { name: 'As it is printed' }).innerText()).toMatch(/<ana@example\.test>\s+later@example\.test/);
  }, 180_000);
});
