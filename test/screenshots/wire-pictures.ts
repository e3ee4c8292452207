/**
 * The pictures of the transcript, the console, lessons and mail of this computer. Data and keys only: the host is started by `take-wire.ts`.
 */
import type { Page } from 'playwright-core';
import { nothing, pressEscape, type Words } from './pictures.ts';
import type { FormedPicture } from './take-forms.ts';

const transcript = (page: Page, say: Words) => page.getByRole('region', { name: say['transcript.region'] });
const console = (page: Page, say: Words) => page.getByRole('region', { name: say['console.region'], exact: true });
const lesson = (page: Page, say: Words) => page.getByRole('region', { name: say['lesson.region'], exact: true });
const script = (page: Page, say: Words) => console(page, say).getByRole('region', { name: say['script.title'] });
const session = (page: Page, say: Words) => transcript(page, say).getByRole('log', { name: say['transcript.lines'] });
const dialog = (page: Page) => page.getByRole('dialog');

const runCommand = async (page: Page, name: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  await dialog(page).waitFor();
  await page.keyboard.type(name);
  await dialog(page).getByText(name, { exact: true }).first().waitFor();
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('searchbox').waitFor({ state: 'detached' });
};

/** What the console said last, so that nothing on the screen is on its way. */
const type = async (page: Page, say: Words, line: string, answer: string): Promise<void> => {
  await console(page, say).getByRole('textbox', { name: say['console.command'] }).fill(line);
  await page.keyboard.press('Enter');
  await console(page, say).getByRole('log').getByText(answer).last().waitFor();
};

/** @param mailbox a file of mail of this computer @param program of sendmail */
export const wirePictures = ({ mailbox, program }: { readonly mailbox: string; readonly program: string }): readonly FormedPicture[] => [
  {
    name: 'reading-column',
    async show(page, say) {
      await transcript(page, say).getByRole('option').last().click();
      await session(page, say).getByRole('listitem').first().waitFor();
    },
    async bring(page, say) {
      await session(page, say).evaluate((list) => list.scrollTo({ top: 0 }));
      await session(page, say).getByRole('listitem').filter({ hasText: 'STARTTLS' }).last().hover();
    },
    leave: nothing,
  },
  {
    name: 'waterfall',
    show: async (page, say) =>
      transcript(page, say).getByRole('region', { name: say['transcript.head'] }).getByRole('button').first().click(),
    leave: async (page, say) =>
      transcript(page, say).getByRole('region', { name: say['transcript.head'] }).getByRole('button').first().click(),
  },
  {
    name: 'hexadecimal',
    async show(page, say) {
      await session(page, say).evaluate((list) => list.scrollTo({ top: 0 }));
      await session(page, say).getByRole('listitem').filter({ hasText: 'STARTTLS' }).last().click();
      await transcript(page, say).getByRole('button', { name: say['transcript.hexadecimal'] }).click();
    },
    bring: async (page, say) => transcript(page, say).getByLabel(say['transcript.hexBytes']).scrollIntoViewIfNeeded(),
    leave: nothing,
  },
  {
    name: 'export',
    async show(page, say) {
      await transcript(page, say).getByRole('button', { name: say['transcript.export'], exact: true }).click();
      await dialog(page).getByLabel(say['export.preview']).getByText('STARTTLS').waitFor();
    },
    leave: pressEscape,
  },
  {
    name: 'practice-queue',
    show: async (page, say) => runCommand(page, say['practice.title']),
    bring: async (page, say) => dialog(page).getByText(say['practice.queue'], { exact: true }).scrollIntoViewIfNeeded(),
    leave: pressEscape,
  },
  {
    name: 'console',
    async show(page, say) {
      await runCommand(page, say['console.region']);
      await console(page, say).getByRole('heading', { name: say['console.empty'] }).waitFor();
    },
    leave: nothing,
  },
  {
    name: 'lessons',
    async show(page, say) {
      await runCommand(page, say['command.lessons']);
      await lesson(page, say).getByRole('heading', { level: 2, name: say['lesson.list'] }).waitFor();
    },
    leave: nothing,
  },
  {
    name: 'lesson',
    async show(page, say) {
      await lesson(page, say).getByRole('button', { name: 'AUTH LOGIN' }).click();
      await page.keyboard.press('Control+Shift+l');
      await console(page, say).getByRole('button', { name: say['console.connect'], exact: true }).and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Enter');
      await console(page, say).getByRole('log').getByText('220 ').first().waitFor();
      await type(page, say, 'AUTH LOGIN', '503 ');
      await type(page, say, 'EHLO pupil.example', '250 HELP');
      await type(page, say, 'STARTTLS', 'TLSv1');
      // What broke a condition is said.
      await lesson(page, say).getByRole('alert').waitFor();
      await page.keyboard.type('MAIL FROM:<');
    },
    leave: async (page, say) => lesson(page, say).getByRole('button', { name: say['lesson.close'] }).click(),
  },
  {
    name: 'console-pasted',
    async show(page, say) {
      const command = console(page, say).getByRole('textbox', { name: say['console.command'] });
      await command.fill('');
      await command.evaluate((input) => {
        const data = new DataTransfer();
        data.setData('text', 'EHLO pupil.example\nMAIL FROM:<ana@practice.test>\nRCPT TO:<ben@practice.test>\nDATA\n');
        input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      });
      await console(page, say).getByRole('region', { name: say['console.waiting'] }).waitFor();
    },
    async leave(page, say) {
      await console(page, say).getByRole('button', { name: say['console.discardLines'] }).click();
      await console(page, say).getByRole('textbox', { name: say['console.command'] }).fill('');
    },
  },
  {
    name: 'console-token',
    async show(page, say) {
      await console(page, say).getByRole('button', { name: say['console.tokenOpen'] }).click();
      await console(page, say).getByRole('form', { name: say['console.tokenForm'] }).waitFor();
    },
    leave: pressEscape,
  },
  {
    name: 'console-script',
    async show(page, say) {
      await console(page, say).getByRole('button', { name: say['script.title'], exact: true }).click();
      await script(page, say).getByRole('textbox').fill('C: NOOP\nS: 250...\nC: VRFY ana\nS: 550...\n');
      await script(page, say).getByRole('button', { name: say['script.run'], exact: true }).click();
      await script(page, say).getByRole('alert').waitFor();
    },
    leave: async (page, say) => console(page, say).getByRole('button', { name: say['script.title'], exact: true }).click(),
  },
  {
    name: 'local-account',
    async show(page, say) {
      await page.getByRole('button', { name: say['command.settings'], exact: true }).click();
      await dialog(page).getByRole('button', { name: say['command.addAccount'] }).click();
      await dialog(page).getByRole('textbox', { name: say['account.address'], exact: true }).fill('ana@localhost');
      await dialog(page).getByRole('button', { name: say['account.byHand'] }).click();
      await dialog(page).getByText(say['account.mbox'], { exact: true }).click();
      await dialog(page).getByRole('textbox', { name: say['account.path.mbox'] }).fill(mailbox);
      await dialog(page).getByText(say['account.sendmail'], { exact: true }).click();
      await dialog(page).getByRole('textbox', { name: say['account.program'] }).fill(program);
    },
    async leave(page, say) {
      await dialog(page).getByRole('button', { name: say['account.saveAnyway'], exact: true }).click();
      await dialog(page).waitFor({ state: 'detached' });
    },
  },
  {
    name: 'local-queue',
    async show(page, say) {
      await runCommand(page, say['command.outbox']);
      await page.getByRole('button', { name: say['outbox.localQueueShow'] }).click();
      await page.getByRole('list', { name: say['outbox.localQueueMessages'] }).waitFor();
    },
    leave: nothing,
  },
];
