/** What students do wrong, and do again: the lesson says what happened, and goes on. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unwrap } from '../../support/engine-fixture.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';
import { chooseLesson, lessonRegion, openLessons, showList } from './student.ts';

let window: RealWindow;
beforeAll(async () => {
  window = await startRealWindow({ practice: true });
  const { page } = window;
  page.setDefaultTimeout(60_000);
  await page.setViewportSize({ width: 900, height: 700 });
  await page.getByRole('grid', { name: 'Messages' }).waitFor();
  await page.getByRole('region', { name: 'Transcript' }).waitFor();
  await openLessons(page);
}, 180_000);
afterAll(async () => {
  expect(window?.complaints).toEqual([]);
  await window?.close();
  await removeBuiltWindow();
});

const nextKey = 'Control+Shift+l';
const region = (page: Page) => page.getByRole('region', { name: 'Console', exact: true });
const log = (page: Page) => region(page).getByRole('log', { name: 'Console lines' });
const command = (page: Page) => region(page).getByRole('textbox', { name: 'Command' });
const steps = (page: Page, done: number) =>
  lessonRegion(page)
    .getByText(new RegExp(`^${done} of \\d+ steps$`))
    .waitFor();

/** What the lesson asks for, by its key, up to an open connection. */
async function connect(page: Page): Promise<void> {
  await page.keyboard.press(nextKey);
  await region(page).getByRole('button', { name: 'Connect', exact: true }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await command(page).and(page.locator(':focus')).waitFor();
  await log(page)
    .getByText(/220 |\* OK|\+OK/)
    .first()
    .waitFor();
}

/** What the latest console has said and heard so far, one line after the other. */
async function recorded(): Promise<readonly string[]> {
  const { client } = window.fixture;
  const sessions = unwrap(await client.call('transcript.sessions', { limit: 20 }));
  const session = sessions.find(({ purpose }) => purpose === 'console');
  if (!session) return [];
  const { lines } = unwrap(await client.call('transcript.lines', { session: session.id, from: 0, limit: 500 }));
  return lines.map(({ bytes, note }) => note?.key ?? Buffer.from(bytes, 'base64').toString('latin1'));
}

/** Sends a line, and waits for its answer. @param answer a part of a line of it, or the key of a note */
async function type(page: Page, line: string, answer: string): Promise<void> {
  const before = (await recorded()).length;
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
  const isAnswered = async () => (await recorded()).slice(before).some((said) => said.includes(answer));
  await expect.poll(isAnswered, { message: `${line}: ${answer}`, timeout: 60_000 }).toBe(true);
}

it('has room for the lines beside the lesson, the transcript folded away, and opens it again at a key, remembered', async () => {
  const { page } = window;
  await chooseLesson(page, 'AUTH LOGIN and base64');
  await connect(page);
  const transcript = page.getByRole('region', { name: 'Transcript' });
  expect(await transcript.isVisible()).toBe(false);
  const box = await log(page).boundingBox();
  // At 21 pixels a line.
  expect(box?.height).toBeGreaterThan(8 * 21);
  expect(box?.width).toBeGreaterThan(480);
  await page.keyboard.press('Control+j');
  await transcript.waitFor();
  await page.keyboard.press('Control+j');
  await transcript.waitFor({ state: 'detached' });
  // Beside the mail it is where it was.
  await region(page).getByRole('button', { name: 'Close' }).click();
  await transcript.waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await region(page).waitFor();
  await transcript.waitFor({ state: 'detached' });
});

it('the lesson is made narrower by key, and stays so', async () => {
  const { page, fixture } = window;
  const splitter = page.getByRole('separator', { name: 'Width of the lesson' });
  const width = async () => (await lessonRegion(page).boundingBox())?.width ?? 0;
  const before = await width();
  await splitter.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(width).toBe(before - 16);
  await expect
    .poll(async () => {
      const answer = await fixture.client.call('application.preferences', {});
      return answer.ok ? answer.value.panes.beside : null;
    })
    .toBe(before - 16);
});

it('says that AUTH before TLS has spoilt the connection, and goes on in another one', async () => {
  const { page } = window;
  await command(page).click();
  await type(page, 'AUTH LOGIN', '503 ');
  await type(page, 'EHLO pupil.example', '250 HELP');
  await steps(page, 1);
  await type(page, 'STARTTLS', 'tls');
  await lessonRegion(page).getByRole('alert').getByText('This connection has broken a condition').waitFor();
  await type(page, 'quit', '221 ');
  await region(page).getByRole('button', { name: 'Connect', exact: true }).waitFor();
  // The step has nothing to connect to: the key finds where it was.
  await connect(page);
  await type(page, 'EHLO pupil.example', '250 HELP');
  await type(page, 'starttls', 'tls');
  await steps(page, 2);
});

it('a user name that was typed as it is does not stand in the way of the next attempt', async () => {
  const { page } = window;
  await type(page, 'ehlo pupil.example', '250 HELP');
  await steps(page, 3);
  await type(page, 'AUTH LOGIN', '334 ');
  await type(page, 'ana', '501 ');
  await type(page, 'auth login', '334 ');
  await type(page, 'YW5h', '334 ');
  await type(page, 'd3Jvbmc=', '535 ');
  await steps(page, 4);
});

it('several lines that are pasted come one by one, or all in turn', async () => {
  const { page } = window;
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text', 'NOOP\r\nMAIL FROM:<ana@practice.test>\r\nRCPT TO:<ben@practice.test>\r\nRSET\r\nHELP\r\n');
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  const waiting = region(page).getByRole('region', { name: 'Pasted lines' });
  await waiting.getByText('4 waiting').waitFor();
  expect(await command(page).inputValue()).toBe('NOOP');
  await page.keyboard.press('Enter');
  await log(page).getByText('250 2.0.0 Ok').waitFor();
  await expect.poll(() => command(page).inputValue()).toBe('MAIL FROM:<ana@practice.test>');
  await waiting.getByRole('button', { name: 'Send all in turn' }).focus();
  await page.keyboard.press('Enter');
  await log(page).getByText('214 2.0.0').waitFor();
  await waiting.waitFor({ state: 'detached' });
  expect(await command(page).inputValue()).toBe('');
  await command(page).and(page.locator(':focus')).waitFor();
  await type(page, 'QUIT', '221 ');
});

it('DONE after IDLE has ended is no secret, and the next IDLE counts', async () => {
  const { page } = window;
  await showList(page);
  await chooseLesson(page, 'IMAP');
  await connect(page);
  await type(page, 'CAPABILITY', 'OK Capability');
  await type(page, 'LOGIN ana practice', 'OK [CAPABILITY');
  await type(page, 'SELECT INBOX', 'OK [READ-WRITE]');
  await type(page, 'FETCH 1 FLAGS', 'OK Fetch');
  await type(page, 'SEARCH ALL', 'OK Search');
  await steps(page, 5);
  await type(page, 'CREATE Lesson', 'OK Create');
  await type(page, 'COPY 1 Lesson', 'Copy completed');
  await type(page, 'SELECT Lesson', 'OK [READ-WRITE]');
  await steps(page, 6);
  await type(page, 'STORE 1 +FLAGS (\\Flagged)', 'OK Store');
  await page.keyboard.type('STORE 1 +FLAGS (\\Deleted)');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Send it' }).click();
  await steps(page, 7);
  await command(page).click();
  await type(page, 'idle', '+ idling');
  await type(page, 'noop', 'BAD Expected DONE');
  await type(page, 'done', 'BAD A command');
  await type(page, 'idle', '+ idling');
  await type(page, 'done', 'OK Idle');
  await steps(page, 8);
  // The window itself stands still, wherever the lesson was scrolled to.
  expect(await page.evaluate(() => [document.scrollingElement?.scrollTop, document.querySelector('.window')?.scrollTop])).toEqual([0, 0]);
  const foot = await page.getByRole('contentinfo').boundingBox();
  expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBe(700);
});
