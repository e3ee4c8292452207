/**
 * Made from the table of commands: each one, in every way in which it can be asked for and every state of the window, acts on what is
 * marked or on nothing; and what sends a letter sends the one that is being written, once, or nothing. What is marked is read from the page;
 * what was done, from the calls that the window made. `npm run prove` asks in all cases; a run of the tests in every second of those by a key
 * or a button, every third of those by a menu or the palette, other ones in each state, and in each by key while there is a letter.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandId, commandIds, commands } from '../../../electron/contract/commands.ts';
import { commandWords } from '../../../electron/words/commands.ts';
import { isWholeProof } from '../../support/proof-scale.ts';
import type { FakeControls } from '../fake/engine.ts';
import { startWindowHost, type WindowHost } from '../fake/window-host.ts';

declare global {
  interface Window {
    fake: FakeControls;
  }
}

let host: WindowHost;
beforeAll(async () => {
  // Frames as soon as they are drawn, not sixty a second: each case waits for a dozen of them.
  host = await startWindowHost({ flags: ['--disable-frame-rate-limit', '--disable-gpu-vsync'] });
}, 120_000);
afterAll(() => host.close());

const ways = ['key', 'button', 'context', 'palette', 'menu'] as const;
type Way = (typeof ways)[number];

const nameOf = (id: CommandId) => commandWords.en[commands[id].label];
const row = (index: number) => `[role=grid] [role=row][aria-rowindex="${index}"]`;
const form = 'form[aria-label="New message"]';
const menu = '[role=menu][aria-label="Actions for the message"]';

/** What leads the window into a state, in the page itself: from outside, each step would wait for the machine's next turn. */
interface Hands {
  /** Resolves once the page shows such an element and is at rest, or, where `isThere` is false, shows none any more. */
  until(selector: string, isThere?: boolean): Promise<void>;
  /** A click on the middle of an element, once nothing lies over it. */
  click(selector: string, how?: { right?: boolean; shift?: boolean; ctrl?: boolean }): Promise<void>;
  /** Writes in the place of what stands in a box. */
  write(selector: string, text: string): Promise<void>;
}

declare global {
  interface Window {
    hands: Hands;
  }
}

/**
 * Runs in the page before anything of it. No frame is loaded ahead for a mail in HTML, of which there is none here: each case
 * would load two pages and throw them away (see `spare-frames.ts`, which does so only where frames can be moved).
 */
function withoutSpareFrames(): void {
  Reflect.deleteProperty(Element.prototype, 'moveBefore');
}

/** Runs in the page. Parts are found by selectors and not by their roles, which would compute the name of every element some thousand times. */
function grow(): void {
  const wait = async <Value>(what: string, look: () => Value | null | undefined | false): Promise<Value> => {
    const late = performance.now() + 10_000;
    for (;;) {
      const seen = look();
      if (seen) return seen;
      if (performance.now() > late) throw new Error(`${what}: waited in vain`);
      await new Promise(requestAnimationFrame);
    }
  };
  // Focus and listeners come with the frames after something is drawn; nobody is faster than that.
  const rest = () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))));
  const onTop = (selector: string) => {
    const element = document.querySelector<HTMLElement>(selector);
    const box = element?.getBoundingClientRect();
    if (!element || !box || box.width === 0) return null;
    const at = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
    return element.contains(document.elementFromPoint(at.clientX, at.clientY)) && { element, at };
  };
  window.hands = {
    async until(selector, isThere = true) {
      await wait(selector, () => (document.querySelector(selector)?.checkVisibility() ?? false) === isThere);
      if (isThere) await rest();
    },
    async click(selector, { right = false, shift = false, ctrl = false } = {}) {
      const { element, at } = await wait(selector, () => onTop(selector));
      const event = { ...at, bubbles: true, cancelable: true, shiftKey: shift, ctrlKey: ctrl, button: right ? 2 : 0 };
      const pointer = { ...event, pointerId: 1, pointerType: 'mouse', isPrimary: true, buttons: right ? 2 : 1 };
      element.dispatchEvent(new PointerEvent('pointerdown', pointer));
      element.dispatchEvent(new MouseEvent('mousedown', event));
      element.closest<HTMLElement>('[tabindex], button')?.focus();
      element.dispatchEvent(new PointerEvent('pointerup', { ...pointer, buttons: 0 }));
      element.dispatchEvent(new MouseEvent('mouseup', event));
      element.dispatchEvent(new MouseEvent(right ? 'contextmenu' : 'click', event));
      await rest();
    },
    async write(selector, text) {
      const box = await wait(selector, () => document.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector));
      box.focus();
      box.select();
      document.execCommand('insertText', false, text);
    },
  };
}

/** Identifiers of what a user sees marked: in the list, if that is on the screen; else what the reader shows. And what was done before. */
const look = (page: Page) =>
  page.evaluate(() => {
    const idsOf = (selector: string) =>
      [...document.querySelectorAll(selector)].map((element) => Number(element.getAttribute('data-message'))).sort();
    const grid = document.querySelector('[role=grid]');
    const selected = grid?.checkVisibility() ? idsOf('[role=grid] [role=row][aria-selected=true]') : [];
    const read = document.querySelector('article')?.checkVisibility() ? idsOf('[role=row].is-open') : [];
    return { marked: selected.length > 0 ? selected : read, made: { calls: window.fake.calls.length, acted: window.fake.acted.length } };
  });

/** What was done to messages since so much had been made, once everything that was set off has been carried out and drawn. */
const acted = (page: Page, from: { readonly calls: number; readonly acted: number }) =>
  page.evaluate(async ({ calls, acted }) => {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(resolve))));
    const answered = window.fake.calls.slice(calls).flatMap(({ name, input }) => {
      const { messageId } = input as { messageId?: number }; // of the calls that have it
      return name === 'compose.start' && messageId !== undefined ? [messageId] : [];
    });
    return [...answered, ...window.fake.acted.slice(acted).flatMap(({ ids }) => ids)];
  }, from);

/** How many letters were handed over since so many calls had been made. */
const handedOver = (page: Page, { calls }: { readonly calls: number }) =>
  page.evaluate(async (from) => {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(resolve))));
    return window.fake.calls.slice(from).filter(({ name }) => name === 'compose.send').length;
  }, calls);

const openRow = (page: Page) => page.evaluate((row) => window.hands.click(row), row(2));

/** A letter with a recipient and a text, begun while a message is open. */
const compose = (page: Page) =>
  page.evaluate(
    async ({ row, form }) => {
      await window.hands.click(row);
      window.fake.emit('application.command', { command: 'compose.new' });
      await window.hands.write(`${form} .compose-address textarea`, 'ben@example.test');
      await window.hands.write(`${form} [aria-label="Message body"]`, 'A letter.');
    },
    { row: row(2), form },
  );
const formGone = (page: Page) => page.evaluate((form) => window.hands.until(form, false), form);

const selectIn = (page: Page, folder: string) =>
  page.evaluate(
    async ({ row, folder }) => {
      const place = [...document.querySelectorAll('[role=treeitem]')].findIndex((item) => item.textContent?.startsWith(folder));
      await window.hands.click(`[role=treeitem]:nth-child(${place + 1})`);
      await window.hands.until('[role=grid][aria-rowcount="3"]');
      await window.hands.click(row);
    },
    { row: row(2), folder },
  );

interface State {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly prepare: (page: Page) => Promise<void>;
  /** Which ways there are; all where nothing is said. */
  readonly ways?: readonly Way[];
  /** Whether a plain key may do nothing only. */
  readonly isSilent?: boolean;
  /** Whether there is a letter that can be sent. */
  readonly hasLetter?: true;
}

const states: Readonly<Record<string, State>> = {
  'nothing selected': { prepare: async () => {} },
  'one selected': { prepare: openRow },
  'several selected': {
    prepare: (page) =>
      page.evaluate(
        async ([one, other]) => {
          await window.hands.click(one);
          await window.hands.click(other, { shift: true });
        },
        [row(2), row(4)] as const,
      ),
  },
  'another one marked by its menu': {
    async prepare(page) {
      await page.evaluate(
        async ([one, other, menu]) => {
          await window.hands.click(one);
          await window.hands.click(other, { right: true });
          // Escape is for the menu as soon as that has the focus.
          await window.hands.until(`${menu}:focus-within`);
        },
        [row(2), row(4), menu] as const,
      );
      await page.keyboard.press('Escape');
      await page.evaluate((menu) => window.hands.until(menu, false), menu);
    },
  },
  'an arrow ahead of the reader': {
    async prepare(page) {
      await openRow(page);
      await page.keyboard.press('ArrowDown');
    },
    ways: ['key', 'menu'],
  },
  'a search': {
    prepare: (page) =>
      page.evaluate(
        async ([one, other]) => {
          await window.hands.click(one);
          await window.hands.write('.search-input', 'telnet');
          await window.hands.until('.messages-scope');
          // While the answer is awaited, the number of results is not there.
          await window.hands.until('.messages-count:not(:empty)');
          await window.hands.click(other);
        },
        [row(2), row(3)] as const,
      ),
  },
  'all that a search finds': {
    async prepare(page) {
      await states['a search']?.prepare(page);
      await page.keyboard.press('Control+a');
      await page.evaluate(() => window.hands.until('[role=row][aria-selected=false]', false));
    },
  },
  'all of Archive but one': {
    async prepare(page) {
      await selectIn(page, 'Archive');
      await page.keyboard.press('Control+a');
      await page.evaluate(async (row) => {
        await window.hands.until('[role=row][aria-selected=false]', false);
        await window.hands.click(row, { ctrl: true });
        await window.hands.until('[role=row][aria-selected=false]');
      }, row(3));
    },
  },
  'one in Junk': { prepare: (page) => selectIn(page, 'Junk'), ways: ['key', 'button'] },
  'one in Trash': { prepare: (page) => selectIn(page, 'Trash'), ways: ['key', 'button'] },
  'the outbox': {
    prepare: (page) =>
      page.evaluate(async (row) => {
        await window.hands.click(row);
        window.fake.emit('application.command', { command: 'folder.outbox' });
        await window.hands.until('[data-pane][aria-label="Outbox"]');
      }, row(2)),
    ways: ['key', 'palette', 'menu'],
  },
  'one pane, reading': {
    viewport: { width: 600, height: 800 },
    async prepare(page) {
      await openRow(page);
      await page.evaluate(() => window.hands.until('article'));
    },
    ways: ['key', 'button', 'palette', 'menu'],
  },
  'one pane, folders before it': {
    viewport: { width: 600, height: 800 },
    prepare: (page) =>
      page.evaluate(async (row) => {
        await window.hands.click(row);
        await window.hands.click('button[aria-label="Folder pane"]');
        await window.hands.until('[role=tree][aria-label="Folders"]');
      }, row(2)),
    ways: ['key', 'palette', 'menu'],
  },
  'a letter being written': { prepare: compose, ways: ['key', 'button', 'menu'], isSilent: true, hasLetter: true },
  'a letter about to be written': {
    prepare: (page) =>
      page.evaluate(async (row) => {
        await window.hands.click(row);
        window.fake.hold('compose.start');
        window.fake.emit('application.command', { command: 'compose.new' });
      }, row(2)),
    ways: ['key'],
    isSilent: true,
  },
  'a letter being handed over': {
    async prepare(page) {
      await compose(page);
      await page.evaluate(() => window.fake.hold('compose.send'));
      await page.keyboard.press('Control+Enter');
    },
    ways: ['key'],
    isSilent: true,
  },
  'a letter just handed over': {
    async prepare(page) {
      await compose(page);
      await page.keyboard.press('Control+Enter');
      await formGone(page);
    },
    ways: ['key'],
    isSilent: true,
  },
  'a letter just thrown away': {
    async prepare(page) {
      await compose(page);
      await page.evaluate((discard) => window.hands.click(discard), `${form} .compose-footer > button:last-child`);
      await formGone(page);
    },
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

const ofLetters = commandIds.filter((id) => commands[id].actsOn === 'draft');
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
      const selected = document.querySelector('[role=grid] [role=row][aria-selected=true]');
      if (!selected) return;
      selected.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 300, clientY: 200 }));
      await window.hands.until('[role=menu]');
      const item = document.querySelector<HTMLElement>(`[role=menuitem][data-key="${key}"]:not([aria-disabled=true])`);
      if (item) item.click();
      else
        document
          .querySelector('[role=menu]')
          ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
      await window.hands.until('[role=menu]', false);
    }, id),
  palette: (page, id) =>
    page.evaluate(async (key) => {
      window.fake.emit('application.command', { command: 'window.palette' });
      await window.hands.until('.palette [role=option]');
      const option = document.querySelector<HTMLElement>(`.palette [role=option][data-key="${key}"]`);
      if (option) option.click();
      else document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
      await window.hands.until('[role=dialog][aria-label="Run a command"]', false);
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

/** Of the cases by each way, one in so many is tried where the proof is not the whole one: each command comes by each way in some states. */
const oneIn: Readonly<Record<Way, number>> = { key: 2, button: 2, context: 3, palette: 3, menu: 3 };
const isTried = (way: Way, command: number, state: number, isSilent = false): boolean =>
  isWholeProof || (way === 'key' && isSilent) || (ways.indexOf(way) + command + state) % oneIn[way] === 0;

describe(`every command about messages, ${isWholeProof ? 'in all cases' : 'in a half of the cases'}`, () => {
  for (const [number, [name, state]] of Object.entries(states).entries()) {
    it(`acts on what is marked or on nothing: ${name}`, async () => {
      const page = await host.open(
        { rows: 60, preferences: { markSeenAfter: -1, dock: 'hidden' } },
        // A sixteenth of the pixels to paint; what is laid out is the same.
        { viewport: state.viewport ?? { width: 1440, height: 900 }, deviceScaleFactor: 0.25 },
        (profile) => profile.addInitScript(withoutSpareFrames),
      );
      page.setDefaultTimeout(10_000);
      await page.evaluate(grow);
      await page.evaluate((row) => window.hands.until(row), row(1));
      let done = 0;
      for (const way of state.ways ?? ways) {
        for (const id of about.filter((id, command) => isFound[way](id) && isTried(way, command, number, state.isSilent))) {
          await startAgain(page);
          await state.prepare(page);
          const { marked, made } = await look(page);
          await ask[way](page, id);
          const ids = await acted(page, made);
          if (ids.length > 0) expect([...ids].sort(), `${id} by ${way}`).toEqual(marked);
          if (state.isSilent && way === 'key') expect(ids, `${id} by ${way}`).toEqual([]);
          if (ids.length > 0) done += 1;
        }
      }
      // By the keys in each state: they are those with which a letter that has just been sent was sent.
      for (const way of state.ways ?? ways) {
        for (const id of ofLetters.filter((id, command) => isFound[way](id) && isTried(way, command, number, way === 'key'))) {
          await startAgain(page);
          await state.prepare(page);
          const { made } = await look(page);
          await ask[way](page, id);
          expect(await handedOver(page, made), `${id} by ${way}`).toBe(state.hasLetter ? 1 : 0);
        }
      }
      // What never does anything would fit every expectation above.
      expect(done > 0, `${done} done`).toBe(!inert.includes(name));
      await page.context().close();
    }, 120_000);
  }
});
