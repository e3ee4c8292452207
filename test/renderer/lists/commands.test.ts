/**
 * Made from the table of commands: each one, in every way in which it can be asked for and every state of the window, acts on what is
 * marked or on nothing. What is marked is read from the page; what was done, from the calls that the window made.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandId, commandIds, commands } from '../../../electron/contract/commands.ts';
import { commandWords } from '../../../electron/words/commands.ts';
import type { FakeControls } from '../fake/engine.ts';
import { startWindowHost, type WindowHost } from '../fake/window-host.ts';

declare global {
  interface Window {
    fake: FakeControls;
  }
}

let host: WindowHost;
beforeAll(async () => {
  host = await startWindowHost();
}, 120_000);
afterAll(() => host.close());

const ways = ['key', 'button', 'context', 'palette', 'menu'] as const;
type Way = (typeof ways)[number];

const nameOf = (id: CommandId) => commandWords.en[commands[id].label];
const row = (page: Page, index: number) => page.locator(`[role=grid] [role=row][aria-rowindex="${index}"]`);
const form = (page: Page) => page.getByRole('form', { name: 'New message' });
const menu = (page: Page) => page.getByRole('menu', { name: 'Actions for the message' });

/** Identifiers of what a user sees marked: in the list, if that is on the screen; else what the reader shows. And how many calls there were. */
const look = (page: Page) =>
  page.evaluate(() => {
    const idsOf = (selector: string) =>
      [...document.querySelectorAll(selector)].map((element) => Number(element.getAttribute('data-message'))).sort();
    const grid = document.querySelector('[role=grid]');
    const selected = grid?.checkVisibility() ? idsOf('[role=grid] [role=row][aria-selected=true]') : [];
    const read = document.querySelector('article')?.checkVisibility() ? idsOf('[role=row].is-open') : [];
    return { marked: selected.length > 0 ? selected : read, calls: window.fake.calls.length };
  });

const changing = ['messages.setFlag', 'messages.archive', 'messages.junk', 'messages.delete', 'messages.move'];

/** What was done to messages since `from` calls had been made, once everything that was set off has been carried out and drawn. */
const acted = (page: Page, from: number) =>
  page.evaluate(
    async ({ from, changing }) => {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(resolve))));
      return window.fake.calls.slice(from).flatMap(({ name, input }) => {
        const { ids, messageId } = input as { ids?: number[]; messageId?: number }; // of the calls that have them
        return changing.includes(name) ? (ids ?? []) : name === 'compose.start' && messageId !== undefined ? [messageId] : [];
      });
    },
    { from, changing },
  );

async function composeAnd(page: Page, close: (page: Page) => Promise<void>) {
  await row(page, 2).click();
  await page.evaluate(() => window.fake.emit('application.command', { command: 'compose.new' }));
  await form(page).getByRole('textbox', { name: 'To', exact: true }).fill('ben@example.test');
  await form(page).getByRole('textbox', { name: 'Message body' }).fill('A letter.');
  await close(page);
}

async function selectIn(page: Page, folder: string) {
  await page.getByRole('treeitem', { name: folder }).click();
  await page.locator('[role=grid][aria-rowcount="3"]').waitFor();
  await row(page, 2).click();
}

interface State {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly prepare: (page: Page) => Promise<void>;
  /** Which ways there are; all where nothing is said. */
  readonly ways?: readonly Way[];
  /** Whether a plain key may do nothing only. */
  readonly isSilent?: boolean;
}

const states: Readonly<Record<string, State>> = {
  'nothing selected': { prepare: async () => {} },
  'one selected': { prepare: (page) => row(page, 2).click() },
  'several selected': {
    async prepare(page) {
      await row(page, 2).click();
      await row(page, 4).click({ modifiers: ['Shift'] });
    },
  },
  'another one marked by its menu': {
    async prepare(page) {
      await row(page, 2).click();
      await row(page, 4).click({ button: 'right' });
      await page.keyboard.press('Escape');
      await menu(page).waitFor({ state: 'detached' });
    },
  },
  'an arrow ahead of the reader': {
    async prepare(page) {
      await row(page, 2).click();
      await page.keyboard.press('ArrowDown');
    },
    ways: ['key', 'menu'],
  },
  'a search': {
    async prepare(page) {
      await row(page, 2).click();
      await page.getByRole('searchbox', { name: 'Search mail' }).fill('telnet');
      await page.locator('[role=grid]').getByText('telnet').first().waitFor();
      await row(page, 3).click();
    },
  },
  'one in Junk': { prepare: (page) => selectIn(page, 'Junk'), ways: ['key', 'button'] },
  'one in Trash': { prepare: (page) => selectIn(page, 'Trash'), ways: ['key', 'button'] },
  'the outbox': {
    async prepare(page) {
      await row(page, 2).click();
      await page.evaluate(() => window.fake.emit('application.command', { command: 'folder.outbox' }));
      await page.getByRole('region', { name: 'Outbox' }).waitFor();
    },
    ways: ['key', 'palette', 'menu'],
  },
  'one pane, reading': {
    viewport: { width: 600, height: 800 },
    prepare: (page) => row(page, 2).click(),
    ways: ['key', 'button', 'palette', 'menu'],
  },
  'one pane, folders before it': {
    viewport: { width: 600, height: 800 },
    async prepare(page) {
      await row(page, 2).click();
      await page.getByRole('button', { name: 'Folder pane', exact: true }).click();
      await page.getByRole('tree', { name: 'Folders' }).waitFor();
    },
    ways: ['key', 'palette', 'menu'],
  },
  'a letter being written': { prepare: (page) => composeAnd(page, async () => {}), ways: ['key', 'button', 'menu'], isSilent: true },
  'a letter about to be written': {
    async prepare(page) {
      await row(page, 2).click();
      await page.evaluate(() => {
        window.fake.hold('compose.start');
        window.fake.emit('application.command', { command: 'compose.new' });
      });
    },
    ways: ['key'],
    isSilent: true,
  },
  'a letter being handed over': {
    prepare: (page) =>
      composeAnd(page, async () => {
        await page.evaluate(() => window.fake.hold('compose.send'));
        await page.keyboard.press('Control+Enter');
      }),
    ways: ['key'],
    isSilent: true,
  },
  'a letter just handed over': {
    prepare: (page) =>
      composeAnd(page, async () => {
        await page.keyboard.press('Control+Enter');
        await form(page).waitFor({ state: 'detached' });
      }),
    ways: ['key'],
    isSilent: true,
  },
  'a letter just thrown away': {
    prepare: (page) =>
      composeAnd(page, async () => {
        await form(page).getByRole('button', { name: 'Discard' }).click();
        await form(page).waitFor({ state: 'detached' });
      }),
    // By the user's own click: what is pressed next is meant.
    ways: ['key'],
  },
};

/** States in which nothing is marked, or in which only keys are tried that must do nothing. */
const inert: readonly string[] = [
  'nothing selected',
  'the outbox',
  'one pane, folders before it',
  'a letter about to be written',
  'a letter being handed over',
  'a letter just handed over',
];

const about = commandIds.filter((id) => commands[id].actsOn === 'messages' || commands[id].actsOn === 'message');

/** Asks for a command, where it is there to be asked for. */
const ask: Readonly<Record<Way, (page: Page, id: CommandId) => Promise<void>>> = {
  async key(page, id) {
    const [stroke] = commands[id].keys ?? [];
    if (stroke !== undefined) await page.keyboard.press(stroke.replace('Mod+', 'Control+'));
  },
  button: (page, id) =>
    page.evaluate((name) => {
      const isNamed = (element: HTMLElement) => (element.getAttribute('aria-label') ?? element.textContent) === name;
      const found = [...document.querySelectorAll<HTMLElement>('button')].filter((button) => isNamed(button) && button.checkVisibility());
      // One home for each: two buttons of one name would be two things to look for.
      if (found.length > 1) throw new Error(`${found.length} buttons ${name}`);
      found[0]?.click();
    }, nameOf(id)),
  context: (page, id) =>
    page.evaluate(async (key) => {
      const until = async (isThere: () => boolean) => {
        const late = performance.now() + 10_000;
        while (!isThere()) {
          if (performance.now() > late) throw new Error(`waited in vain: ${isThere}`);
          await new Promise(requestAnimationFrame);
        }
      };
      const selected = document.querySelector('[role=grid] [role=row][aria-selected=true]');
      if (!selected) return;
      selected.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 300, clientY: 200 }));
      await until(() => document.querySelector('[role=menu]') !== null);
      const item = document.querySelector<HTMLElement>(`[role=menuitem][data-key="${key}"]:not([aria-disabled=true])`);
      if (item) item.click();
      else
        document
          .querySelector('[role=menu]')
          ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
      await until(() => document.querySelector('[role=menu]') === null);
    }, id),
  palette: (page, id) =>
    page.evaluate(async (key) => {
      const until = async (isThere: () => boolean) => {
        const late = performance.now() + 10_000;
        while (!isThere()) {
          if (performance.now() > late) throw new Error(`waited in vain: ${isThere}`);
          await new Promise(requestAnimationFrame);
        }
      };
      window.fake.emit('application.command', { command: 'window.palette' });
      await until(() => document.querySelector('.palette [role=option]') !== null);
      const option = document.querySelector<HTMLElement>(`.palette [role=option][data-key="${key}"]`);
      if (option) option.click();
      else document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
      await until(() => document.querySelector('[role=dialog][aria-label="Run a command"]') === null);
    }, id),
  menu: (page, id) => page.evaluate((command) => window.fake.emit('application.command', { command }), id),
};

/** Back to an inbox in which nothing is selected, with everything in its place and nothing over it. */
const startAgain = (page: Page) =>
  page.evaluate(async () => {
    window.fake.letGo();
    window.fake.startAgain();
    window.fake.emit('application.command', { command: 'folder.inbox' });
    document.querySelector<HTMLElement>('form button[aria-label="Close and save"]')?.click();
    document.querySelector<HTMLElement>('[role=dialog] button[aria-label="Close"]')?.click();
    if (document.querySelector('[role=dialog]'))
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    const isBack = () =>
      document.querySelector('form[aria-label="New message"], [role=dialog], [role=row][aria-selected=true]') === null &&
      document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === '60' &&
      document.querySelector('[role=row][aria-rowindex="4"]:not([aria-busy])')?.checkVisibility();
    const late = performance.now() + 10_000;
    while (!isBack()) {
      if (performance.now() > late) throw new Error(`the inbox did not come back: ${document.body.innerText}`);
      await new Promise(requestAnimationFrame);
    }
  });

/** Where the table says that a command can be found. */
const isFound: Readonly<Record<Way, (id: CommandId) => boolean>> = {
  key: (id) => commands[id].keys !== undefined,
  button: (id) => commands[id].places?.includes('bar') ?? false,
  context: (id) => commands[id].places?.includes('context') ?? false,
  palette: (id) => !commands[id].isHidden,
  menu: (id) => commands[id].menu !== undefined,
};

describe('every command about messages', () => {
  for (const [name, state] of Object.entries(states)) {
    it(`acts on what is marked or on nothing: ${name}`, async () => {
      const page = await host.open(
        { rows: 60, preferences: { markSeenAfter: -1, dock: 'hidden' } },
        { viewport: state.viewport ?? { width: 1440, height: 900 } },
      );
      page.setDefaultTimeout(10_000);
      await row(page, 1).waitFor();
      let done = 0;
      for (const way of state.ways ?? ways) {
        for (const id of about.filter(isFound[way])) {
          await startAgain(page);
          await state.prepare(page);
          const { marked, calls } = await look(page);
          await ask[way](page, id);
          const ids = await acted(page, calls);
          if (ids.length > 0) expect([...ids].sort(), `${id} by ${way}`).toEqual(marked);
          if (state.isSilent && way === 'key') expect(ids, `${id} by ${way}`).toEqual([]);
          if (ids.length > 0) done += 1;
        }
      }
      // What never does anything would fit every expectation above.
      expect(done > 0, `${done} done`).toBe(!inert.includes(name));
      await page.context().close();
    }, 120_000);
  }
});
