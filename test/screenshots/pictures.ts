/**
 * The pictures of the program: what is on the screen in each, in which languages, themes and sizes. Data and clicks only; what is wrong
 * with a picture is for `faults.ts` to say.
 */
import type { Page } from 'playwright-core';
import { english } from '../../renderer/i18n/en.ts';
import { spanish } from '../../renderer/i18n/es.ts';
import { portuguese } from '../../renderer/i18n/pt.ts';
import { brazilian } from '../../renderer/i18n/pt-br.ts';

export type Language = 'en' | 'es' | 'pt' | 'pt-BR';
export type Words = Readonly<Record<keyof typeof english, string>>;
export const words: Readonly<Record<Language, Words>> = { en: english, es: spanish, pt: portuguese, 'pt-BR': brazilian };

export interface Look {
  readonly language: Language;
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

/** Every language, theme and size at least once. */
export const looks: readonly Look[] = [
  { language: 'en', theme: 'light', width: 1440, height: 900 },
  { language: 'es', theme: 'dark', width: 1440, height: 900 },
  { language: 'pt', theme: 'light', width: 1024, height: 700 },
  { language: 'en', theme: 'dark', width: 1024, height: 700 },
  { language: 'pt-BR', theme: 'dark', width: 1440, height: 900 },
  { language: 'es', theme: 'light', width: 700, height: 900 },
  // A window of 1440 by 900 at 200 %.
  { language: 'pt', theme: 'dark', width: 720, height: 450 },
];

export interface Picture {
  readonly name: string;
  /** Brings it on the screen, from the window with a message open. */
  readonly show: (page: Page, say: Words) => Promise<void>;
  /** Takes it away again. */
  readonly leave: (page: Page, say: Words) => Promise<void>;
}

export const pressEscape = (page: Page) => page.keyboard.press('Escape');
export const nothing = async () => {};

/** In a narrow window the reader stands in the place of the list. */
async function showList(page: Page, say: Words): Promise<void> {
  const back = page.getByRole('button', { name: say['reader.back'], exact: true });
  if (await back.isVisible()) await back.click();
}

export async function openMessage(page: Page, say: Words, subject: string): Promise<void> {
  await showList(page, say);
  await page.getByRole('row').filter({ hasText: subject }).first().click();
  await page.getByRole('heading', { level: 1, name: subject }).waitFor();
}

export const tab = (say: Words, key: keyof Words) => async (page: Page) => {
  await page.getByRole('tab', { name: say[key], exact: true }).click();
};

export const pictures: readonly Picture[] = [
  {
    name: 'window',
    async show(page, say) {
      await openMessage(page, say, 'Ports and TLS, with the table attached');
      await page.locator('article .message-body .plain-text').first().waitFor();
    },
    leave: nothing,
  },
  {
    name: 'html',
    show: async (page, say) => {
      await openMessage(page, say, 'The Postmark, issue 12');
      await page.frameLocator(`iframe[title="${say['reader.frame']}"]`).locator('img[alt="An envelope"][src^="blob:"]').waitFor();
    },
    leave: nothing,
  },
  {
    name: 'headers',
    async show(page, say) {
      await openMessage(page, say, 'O seu empréstimo termina amanhã');
      await tab(say, 'view.headers')(page);
    },
    leave: nothing,
  },
  {
    name: 'path',
    show: async (page, say) => tab(say, 'view.path')(page),
    leave: nothing,
  },
  {
    name: 'authentication',
    async show(page, say) {
      await tab(say, 'view.authentication')(page);
      // Over: found, or given up on a machine that is too busy.
      const over = page.getByRole('button', { name: say['auth.again'], exact: true });
      await over.or(page.getByRole('button', { name: say['auth.check'], exact: true })).waitFor({ timeout: 60_000 });
    },
    leave: nothing,
  },
  {
    name: 'structure',
    async show(page, say) {
      await openMessage(page, say, 'Ports and TLS, with the table attached');
      await tab(say, 'view.structure')(page);
    },
    leave: async (page, say) => tab(say, 'view.message')(page),
  },
  {
    name: 'compose',
    async show(page, say) {
      await page.getByRole('button', { name: say['command.newMessage'], exact: true }).click();
      const form = page.getByRole('form', { name: say['compose.form'] });
      await form.getByRole('textbox', { name: say['compose.to'], exact: true }).fill('550@practice.test, ben@practice.test');
      await form.getByRole('textbox', { name: say['compose.subject'] }).fill('What does a refusal look like?');
      await form.getByRole('textbox', { name: say['compose.body'] }).fill('One of you will refuse this message. Watch the transcript.');
    },
    leave: nothing,
  },
  {
    name: 'refused',
    async show(page, say) {
      await page.getByRole('form', { name: say['compose.form'] }).getByRole('button', { name: say['command.send'], exact: true }).click();
      await page.getByRole('alert').first().waitFor();
      const transcript = page.getByRole('region', { name: say['transcript.region'] });
      await transcript.getByRole('listitem').filter({ hasText: '550 5.1.1' }).first().waitFor();
    },
    leave: nothing,
  },
  {
    name: 'outbox',
    async show(page, say) {
      await page.getByRole('alert').getByRole('button', { name: say['command.outbox'] }).click();
      await page.getByRole('region', { name: say['outbox.title'] }).getByRole('listitem').first().waitFor();
    },
    leave: async (page) => page.getByRole('treeitem', { level: 2 }).first().click(),
  },
  {
    name: 'transcript',
    async show(page, say) {
      await openMessage(page, say, 'Práctica 3: ¿qué significa «334 VXNlcm5hbWU6»?');
      const transcript = page.getByRole('region', { name: say['transcript.region'] });
      await transcript.getByRole('option').filter({ hasText: 'SMTP' }).first().click();
      await transcript.getByRole('listitem').filter({ hasText: '334 VXNlcm5hbWU6' }).first().click();
    },
    leave: nothing,
  },
  {
    name: 'folder-details',
    async show(page, say) {
      await page.getByRole('treeitem', { level: 2 }).first().click();
      await page.keyboard.press('Alt+Enter');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: say['proof.check'] }).click();
      await dialog.getByText(say['proof.verdict.identical']).waitFor();
    },
    leave: pressEscape,
  },
  {
    name: 'add-account',
    async show(page, say) {
      await page.getByRole('button', { name: say['command.settings'], exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: say['command.addAccount'] }).click();
      await page.getByRole('dialog').getByRole('textbox', { name: say['account.address'], exact: true }).fill('ana@example.org');
    },
    leave: pressEscape,
  },
  {
    name: 'settings',
    async show(page, say) {
      await page.getByRole('button', { name: say['command.settings'], exact: true }).click();
      await page.getByRole('dialog').waitFor();
    },
    leave: pressEscape,
  },
  {
    name: 'shortcuts',
    async show(page) {
      await page.getByRole('treeitem', { level: 2 }).first().click();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
    leave: pressEscape,
  },
];

/** The pictures in `docs/images`, by the name they have there. */
export const documentation: Readonly<Record<string, string>> = {
  window: 'transcript-en-light-1440',
  transcript: 'transcript-es-dark-1440',
  headers: 'headers-pt-light-1024',
  html: 'html-en-light-1440',
  'add-account': 'add-account-en-light-1440',
  refused: 'refused-en-light-1440',
  outbox: 'outbox-en-dark-1024',
  'folder-details': 'folder-details-en-light-1440',
};
