/** The built window on a real engine: the browser host, the practice server and Chromium, joined as a user has them. */
import type { BrowserContext, Page } from 'playwright-core';
import type { Dispatch } from '../../electron/contract/call.ts';
import type { Events } from '../../electron/contract/contract.ts';
import type { Engine } from '../../electron/engine/engine-thread.ts';
import { startLoopbackServer } from '../../electron/loopback/server.ts';
import { builtWindow, withoutStacks } from '../support/built-window.ts';
import { launchChromium } from '../support/chromium.ts';
import { type EngineFixture, type EngineOptions, startEngineFixture } from '../support/engine-fixture.ts';

export interface RealWindowOptions extends EngineOptions {
  /** The window as users have it: for what is measured. Otherwise React says more about mistakes, and takes twice the time. */
  readonly isShipped?: boolean;
  /** From the start; later ones by the window's `between`. */
  readonly between?: Between;
}

/** Stands between window and engine, to answer some calls itself. */
export type Between = (engine: Dispatch) => Dispatch;

export interface RealWindow {
  readonly fixture: EngineFixture;
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained of; a page that complains fails its test. */
  readonly complaints: string[];
  /** An event as if the engine had it. */
  announce<Name extends keyof Events>(name: Name, value: Events[Name]): void;
  /** Another tab on the same engine. */
  openTab(): Promise<Page>;
  /** From now on this stands between window and engine; null: nothing does any more. */
  between(between: Between | null): void;
  close(): Promise<void>;
}

/** Nothing any more: the built window is the run's. */
export async function removeBuiltWindow(): Promise<void> {}

export async function startRealWindow({ between, isShipped = false, ...options }: RealWindowOptions = {}): Promise<RealWindow> {
  const windowFolder = await builtWindow(isShipped ? 'shipped' : 'development');
  const fixture = await startEngineFixture(options);
  const listeners = new Set<(name: string, value: unknown) => void>();
  let dispatch = between ? between(fixture.engine.dispatch) : fixture.engine.dispatch;
  const engine: Engine = {
    ...fixture.engine,
    dispatch: (name, input) => dispatch(name, input),
    subscribe(listener) {
      listeners.add(listener);
      const stop = fixture.engine.subscribe(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
  };
  const server = await startLoopbackServer({ engine, windowFolder, port: 0 });
  const browser = await launchChromium();
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  if (!isShipped) await context.addInitScript(withoutStacks);
  const complaints: string[] = [];
  const openTab = async () => {
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    // An address is good for one page.
    await page.goto(server.newAddress());
    await page.waitForURL(`http://127.0.0.1:${server.port}/`);
    return page;
  };
  const page = await openTab();
  return {
    fixture,
    page,
    context,
    complaints,
    announce(name, value) {
      for (const listener of [...listeners]) listener(name, value);
    },
    openTab,
    between(other) {
      dispatch = other ? other(fixture.engine.dispatch) : fixture.engine.dispatch;
    },
    async close() {
      await browser.close();
      await server.close();
      await fixture.done();
    },
  };
}

/** Opens or closes the transcript. Its file may still be on its way: whether it is open says the button, not what is drawn. */
export async function showTranscript(page: Page, isOpen = true): Promise<void> {
  const button = page.getByRole('button', { name: 'Transcript', exact: true });
  if (((await button.getAttribute('aria-pressed')) === 'true') !== isOpen) await page.keyboard.press('Control+j');
  await page.getByRole('region', { name: 'Transcript' }).waitFor({ state: isOpen ? 'visible' : 'detached' });
}
