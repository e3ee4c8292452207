/** The lessons as a student takes them: by keyboard alone, at the practice server. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { lessonNames } from '../../../electron/lessons/lesson-names.ts';
import { fillLesson } from '../../../electron/lessons/placeholders.ts';
import { readLesson } from '../../../electron/lessons/read-lesson.ts';
import { practiceServer } from '../../../renderer/features/lessons/lesson-servers.ts';
import { unwrap } from '../../support/engine-fixture.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';
import { chooseLesson, lessonRegion, openLessons, showList, tabTo, takeLesson } from './student.ts';

let window: RealWindow;
beforeAll(async () => {
  window = await startRealWindow({ practice: true });
  window.page.setDefaultTimeout(60_000);
  await window.page.getByRole('grid', { name: 'Messages' }).waitFor();
}, 180_000);
/** Each test finds no connection, the list of lessons, and English, whatever the one before did. */
beforeEach(async () => {
  const { page, fixture } = window;
  for (const { id } of unwrap(await fixture.client.call('console.list', {}))) await fixture.client.call('console.close', { id });
  unwrap(await fixture.client.call('application.setPreferences', { language: 'en' }));
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'New message' }).waitFor();
  if (!(await lessonRegion(page).isVisible())) await openLessons(page);
  await showList(page);
}, 180_000);
afterAll(async () => {
  expect(window?.complaints).toEqual([]);
  await window?.close();
  await removeBuiltWindow();
});

async function lessonOf(name: string) {
  const read = readLesson(await readFile(new URL(`../../../electron/lessons/en/${name}.md`, import.meta.url), 'utf8'));
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return fillLesson(read.lesson, practiceServer(unwrap(await window.fixture.client.call('practice.state', {}))).values);
}

/** One is taken at an account of this computer: `mail-of-this-computer.test.ts`. */
it.each(lessonNames.filter((name) => name !== 'mail-of-this-computer'))(
  'passes %s',
  async (name) => {
    const lesson = await lessonOf(name);
    await chooseLesson(window.page, lesson.title);
    await takeLesson(window, lesson, name === 'starttls' ? 'tab' : 'key');
  },
  180_000,
);

const own = `---
title: One of a teacher's
protocol: smtp
against: practice
---

<b onclick="alert(1)">Text</b> is shown as it stands.

## Greet

\`\`\`connect
mx
\`\`\`

\`\`\`type
NOOP
\`\`\`

\`\`\`check
connected
C: NOOP
S: 250...
\`\`\`

## Look

\`\`\`check
confirm: You saw it.
\`\`\`
`;

it('opens a lesson of a teacher, names the line of what is wrong in one, and starts over', async () => {
  const { page } = window;
  const region = lessonRegion(page);
  const open = async (name: string, text: string) => {
    const chooser = page.waitForEvent('filechooser');
    await tabTo(page, region.getByRole('button', { name: 'Open a lesson…' }));
    await page.keyboard.press('Enter');
    await (await chooser).setFiles({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) });
  };
  await open('wrong.md', own.replace('S: 250...', 'X: 250...'));
  const alert = region.getByRole('alert').filter({ hasText: 'wrong.md cannot be used as a lesson' });
  await alert.getByText('Line 22: “X: 250...” is no check.').waitFor();

  await open('turned.md', own.replace("title: One of a teacher's", `title: T\u202eurned e${'\u0301'.repeat(40)}`));
  const turned = region.getByRole('heading', { level: 2, name: /^T\ufffdurned/ });
  await turned.waitFor();
  expect(await turned.textContent()).toBe(`T\ufffdurned e${'\u0301'.repeat(30)}`);
  await showList(page);

  await open('own.md', own);
  await region.getByRole('heading', { level: 2, name: "One of a teacher's" }).waitFor();
  await region.getByText('<b onclick="alert(1)">Text</b> is shown as it stands.').waitFor();
  const read = readLesson(own);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  await takeLesson(window, read.lesson, 'key');
  await region.getByRole('button', { name: 'Show the line' }).waitFor({ state: 'detached' });
  await region.getByRole('button', { name: /^Greet/ }).click();
  await region.getByRole('button', { name: 'Show the line' }).click();
  await page.getByRole('region', { name: 'Transcript' }).getByRole('listitem').filter({ hasText: '250 2.0.0 Ok' }).first().waitFor();

  await region.getByRole('button', { name: 'Start over' }).click();
  await region.getByText('0 of 2 steps').waitFor();
  await region.getByRole('status').filter({ hasText: 'The lesson is done.' }).waitFor({ state: 'detached' });
  // What is open goes on, but what crossed before does not count.
  await page.getByRole('textbox', { name: 'Command' }).fill('NOOP');
  await page.keyboard.press('Enter');
  await page.getByRole('log', { name: 'Console lines' }).getByText('C:').nth(1).waitFor();
  await region.getByText('0 of 2 steps').waitFor();
}, 180_000);

it('stands above the rest in a narrow window, in another language too', async () => {
  const { page, fixture } = window;
  const { title, steps } = await lessonOf('smtp-by-hand');
  await chooseLesson(page, title);
  await lessonRegion(page).getByRole('button', { name: 'Fill in the console' }).click();
  await page.setViewportSize({ width: 700, height: 900 });
  unwrap(await fixture.client.call('application.setPreferences', { language: 'es' }));
  const region = page.getByRole('region', { name: 'Lección', exact: true });
  await region.getByText(`0 de ${steps.length} pasos`).waitFor();
  const [lesson, console] = await Promise.all([region.boundingBox(), page.getByRole('region', { name: 'Consola' }).boundingBox()]);
  expect(lesson && console && lesson.width > 600 && lesson.y + lesson.height <= console.y + 1 && console.height > 100).toBe(true);
  await region.getByRole('button', { name: 'Todas las lecciones' }).click();
  await region.getByRole('button', { name: 'SMTP a mano' }).waitFor();
  await region.getByRole('button', { name: 'Cerrar la lección' }).click();
  await region.waitFor({ state: 'hidden' });
}, 180_000);

it('says what a lesson of the mail of this computer needs', async () => {
  const { page } = window;
  await chooseLesson(page, (await lessonOf('mail-of-this-computer')).title);
  await lessonRegion(page).getByText('This lesson needs an account of this computer, which sends through the program sendmail.').waitFor();
  expect(await lessonRegion(page).getByRole('combobox').count()).toBe(0);
}, 180_000);

it('has the focus when it is opened: the list at the next lesson, a lesson at its text', async () => {
  const { page } = window;
  const region = lessonRegion(page);
  await region.getByRole('button', { name: 'Close the lesson' }).click();
  await region.waitFor({ state: 'hidden' });
  await openLessons(page);
  const has = region.locator(':focus');
  await has.and(region.getByRole('listitem').getByRole('button')).waitFor();
  await chooseLesson(page, (await lessonOf('smtp-by-hand')).title);
  await page.getByRole('button', { name: 'New message' }).focus();
  await openLessons(page);
  await has.and(region.locator('.lesson-body')).waitFor();
}, 180_000);

it('is offered where somebody looks for it', async () => {
  const { page } = window;
  await lessonRegion(page).getByRole('button', { name: 'Close the lesson' }).click();
  await lessonRegion(page).waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('Practice server');
  await page.getByRole('dialog').getByText('Practice server', { exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Lessons', exact: true }).click();
  await lessonRegion(page).waitFor();
}, 180_000);
