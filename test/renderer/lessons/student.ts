/** Somebody who takes a lesson by keyboard alone: does what each step says, and waits for its tick. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ConsoleProtocol } from '../../../electron/contract/console.ts';
import type { Lesson, Step } from '../../../electron/lessons/lesson.ts';
import { dangerOf } from '../../../renderer/features/console/typed-line.ts';
import { type EngineFixture, unwrap } from '../../support/engine-fixture.ts';
import type { RealWindow } from '../real-window.ts';

const nextKey = 'Control+Shift+l';

export const lessonRegion = (page: Page): Locator => page.getByRole('region', { name: 'Lesson', exact: true });
const consoleRegion = (page: Page): Locator => page.getByRole('region', { name: 'Console', exact: true });

/** Waits for what window and engine show only together. */
const until = (what: string, holds: () => Promise<boolean>) => expect.poll(holds, { message: what, timeout: 60_000 }).toBe(true);

/** Tab until this has the focus: everything must be within reach of the keyboard. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 150; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not reach it');
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Opens the pane by the palette. */
export async function openLessons(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('Lessons');
  await page.getByRole('dialog').getByText('Lessons', { exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await lessonRegion(page).waitFor();
}

/** Goes back to the list, where a lesson is open. */
export async function showList(page: Page): Promise<void> {
  const back = lessonRegion(page).getByRole('button', { name: 'All lessons' });
  if (await back.isVisible()) await press(page, back);
  await lessonRegion(page).getByRole('heading', { level: 2, name: 'Lessons', exact: true }).waitFor();
}

/** Opens a lesson of the list. */
export async function chooseLesson(page: Page, title: string): Promise<void> {
  await press(page, lessonRegion(page).getByRole('button', { name: title }));
  await lessonRegion(page).getByRole('heading', { level: 2, name: title }).waitFor();
}

/** What is typed instead of a line of the lesson: a password that it does not know. */
export type Typed = (line: string) => string;

/** Puts one line into the command line, sends it, and waits for the answer. */
async function typeNext({ page, fixture }: RealWindow, protocol: ConsoleProtocol, line: string, way: Way, typed: string): Promise<void> {
  const command = consoleRegion(page).getByRole('textbox', { name: 'Command' });
  await command.waitFor();
  const before = await latest(fixture);
  await page.keyboard.press(way === 'key' ? nextKey : 'Enter');
  await until(`“${line}” in the command line`, async () => (await command.inputValue()) === line);
  expect(await command.evaluate((input) => input === document.activeElement)).toBe(true);
  if (typed !== line) {
    await page.keyboard.press('Control+a');
    await page.keyboard.type(typed);
  }
  await page.keyboard.press('Enter');
  if (dangerOf(protocol, line)) await press(page, page.getByRole('alertdialog').getByRole('button', { name: 'Send it' }));
  await until(`an answer to “${line}”`, async () => {
    const now = await latest(fixture);
    if (now.awaits === 'message') return line !== '.' && (await command.inputValue()) === '';
    return now.lines > before.lines && now.isAnswered;
  });
}

/** The latest console: what it waits for, and how far its session has come. */
async function latest({ client }: EngineFixture): Promise<{ awaits: string; lines: number; isAnswered: boolean }> {
  const sessions = unwrap(await client.call('transcript.sessions', { limit: 50 }));
  const session = sessions.find(({ purpose }) => purpose === 'console');
  if (!session) return { awaits: 'command', lines: 0, isAnswered: true };
  const open = unwrap(await client.call('console.list', {})).find((each) => each.session === session.id);
  const { lines, total } = unwrap(
    await client.call('transcript.lines', { session: session.id, from: Math.max(0, session.lines - 1), limit: 1 }),
  );
  return { awaits: open?.awaits ?? 'command', lines: total, isAnswered: lines.at(-1)?.direction !== 'client' };
}

/** How the student gets from one thing to the next: by Tab to every button, or by the key that fills in what the lesson asks for next. */
export type Way = 'tab' | 'key';

async function takeStep(window: RealWindow, step: Step, way: Way, typed: Typed): Promise<void> {
  const { page, fixture } = window;
  const current = lessonRegion(page).locator('[aria-current="step"]');
  const ask = async (button: string) =>
    way === 'key' ? page.keyboard.press(nextKey) : press(page, current.getByRole('button', { name: button }));
  let protocol: ConsoleProtocol = unwrap(await fixture.client.call('console.list', {}))[0]?.protocol ?? 'raw';
  for (const block of step.blocks) {
    if (block.kind === 'connect') {
      await ask('Fill in the console');
      const connect = consoleRegion(page).getByRole('button', { name: 'Connect', exact: true });
      await connect.and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Enter');
      await until('the greeting', async () => {
        const [open] = unwrap(await fixture.client.call('console.list', {}));
        protocol = open?.protocol ?? protocol;
        return open?.state === 'open' && (await latest(fixture)).lines > 1;
      });
    } else if (block.kind === 'type')
      for (const line of block.lines) {
        if (way === 'tab')
          await tabTo(page, current.getByRole('button', { name: `Put “${line}” into the command line`, exact: true }).first());
        await typeNext(window, protocol, line, way, typed(line));
      }
    else if (block.kind === 'look-up') {
      await ask('Fill in the look-up');
      const name = page.getByRole('region', { name: 'Look up a name' }).getByRole('textbox', { name: 'Name or address' });
      await until('the name', async () => (await name.inputValue()) === block.name);
      await page.keyboard.press('Enter');
    }
  }
  if (!step.checks.some(({ kind }) => kind === 'confirm')) return;
  const confirm = current.getByRole('button', { name: 'I have seen it' });
  await confirm.waitFor();
  if (way === 'key') await page.keyboard.press(nextKey);
  else await tabTo(page, confirm);
  await page.keyboard.press('Enter');
}

/** Chooses at which server a lesson is taken. */
export async function chooseServer(page: Page, name: string): Promise<void> {
  await press(page, lessonRegion(page).getByRole('button', { name: /Server$/ }));
  const option = page.getByRole('option', { name, exact: true });
  await option.waitFor();
  await page.keyboard.type(name);
  await option.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await option.waitFor({ state: 'detached' });
}

/** Takes a lesson from its first step to its last. @param lesson filled in */
export async function takeLesson(window: RealWindow, lesson: Lesson, way: Way, typed: Typed = (line) => line): Promise<void> {
  const region = lessonRegion(window.page);
  const total = lesson.steps.length;
  await region.getByText(`0 of ${total} steps`).waitFor();
  for (const [index, step] of lesson.steps.entries()) {
    await takeStep(window, step, way, typed);
    await region.getByText(`${index + 1} of ${total} steps`).waitFor();
  }
  await region.getByRole('status').filter({ hasText: 'The lesson is done.' }).waitFor();
}
