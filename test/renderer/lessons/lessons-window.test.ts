/** The lessons as a student takes them: by keyboard alone, at the practice server. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lessonNames } from '../../../electron/lessons/lesson-names.ts';
import { fillLesson } from '../../../electron/lessons/placeholders.ts';
import { readLesson } from '../../../electron/lessons/read-lesson.ts';
import { practiceServer } from '../../../renderer/features/lessons/lesson-servers.ts';
import { unwrap } from '../../support/engine-fixture.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';
import { chooseLesson, lessonRegion, takeLesson } from './student.ts';

let window: RealWindow;
beforeAll(async () => {
  window = await startRealWindow({ practice: true });
  window.page.setDefaultTimeout(60_000);
  await window.page.getByRole('grid', { name: 'Messages' }).waitFor();
  await window.page.keyboard.press('g');
  await window.page.keyboard.press('l');
  await lessonRegion(window.page).waitFor();
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

it.each(lessonNames)(
  'passes %s',
  async (name) => {
    const lesson = await lessonOf(name);
    await chooseLesson(window.page, lesson.title);
    await takeLesson(window, lesson, name === 'starttls' ? 'tab' : 'key');
  },
  180_000,
);
