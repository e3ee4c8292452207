/** The desktop program of a test: a data folder of its own, the real entry, the practice server, and its only window. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../support/build-program.ts';
import { type DesktopProgram, launchDouble, launchElectron, realElectronMissing } from '../support/electron-double/launch.ts';
import type { Mutation } from '../support/electron-double/register.ts';

export interface StartOptions {
  readonly args?: readonly string[];
  /** A folder of an earlier start; a new one without. */
  readonly folder?: string;
  /** Whether the machine has a keyring. */
  readonly keyring?: boolean;
  readonly practice?: boolean;
  readonly mutations?: readonly Mutation[];
  /** What is built instead of the sources. */
  readonly built?: boolean;
}

export interface Desktop extends DesktopProgram {
  /** The data folder. */
  readonly folder: string;
}

export interface DesktopHost {
  readonly name: string;
  readonly missing: string | null;
  start(options?: StartOptions): Promise<Desktop>;
}

const folders: string[] = [];

/** Removes what the starts of this file have made. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'postglass-desktop-'));
  folders.push(folder);
  return folder;
}

function argumentsOf({ args = [], practice = true }: StartOptions, folder: string): string[] {
  return ['--data-dir', folder, '--lang', 'en', ...(practice ? ['--practice'] : []), ...args];
}

const missing = realElectronMissing();

export const double: DesktopHost = {
  name: 'the double',
  missing: null,
  async start(options = {}) {
    buildProgram();
    const folder = options.folder ?? join(makeFolder(), 'data');
    const keyring = join(folder, '..', 'keyring');
    if (options.keyring) writeFileSync(keyring, 'the key of the login keyring');
    const program = launchDouble({
      entry: options.built ? 'dist/electron/main.js' : 'electron/main.ts',
      args: argumentsOf(options, folder),
      environment: options.keyring ? { ELECTRON_DOUBLE_KEYRING: keyring } : {},
      mutations: options.mutations ?? [],
    });
    return { ...program, folder };
  },
};

/** The same specifications in real Electron, wherever its runtime is. */
export const desktopHosts: readonly DesktopHost[] = [
  double,
  {
    name: missing ? `real Electron (skipped: ${missing})` : 'real Electron',
    missing,
    async start(options = {}) {
      buildProgram();
      const folder = options.folder ?? join(makeFolder(), 'data');
      const store = options.keyring ? [] : ['--password-store=basic'];
      const program = await launchElectron({ entry: '.', args: argumentsOf(options, folder), switches: store });
      return { ...program, folder };
    },
  },
];

/** Waits for the practice account's mail to be listed. */
export async function untilListed(page: Page): Promise<void> {
  await page.getByRole('grid', { name: 'Messages' }).getByRole('row').nth(2).waitFor();
}

/** What the page's bridge answers; text, because the page has no types of ours. */
export const request = (page: Page, name: string, input: unknown): Promise<Answer> =>
  page.evaluate(
    ([name, input]) =>
      (window as never as { postglass: { request(name: unknown, input: unknown): Promise<Answer> } }).postglass.request(name, input),
    [name, input] as const,
  );

export interface Answer {
  readonly ok: boolean;
  readonly value?: never;
  readonly failure?: { readonly code: string; readonly detail?: Record<string, unknown> };
}

/** A condition that becomes true: at once on an idle machine. */
export const soon: typeof expect.poll = (read, options) => expect.poll(read, { timeout: 30_000, ...options });

export interface Opened {
  readonly program: Desktop;
  /** Its only window, with the practice account's mail listed. */
  readonly page: Page;
  readonly start: DesktopHost['start'];
  /** The addresses of all windows, as the program knows them. */
  windows(): Promise<string[]>;
}

/** Defines tests on one running program, once for each Electron there is. */
export function describeDesktop(title: string, define: (opened: Opened) => void): void {
  describe.each(desktopHosts)(`${title} in $name`, ({ missing, start }) => {
    if (missing) {
      it.skip('needs the runtime', () => {});
      return;
    }
    let running: { program: Desktop; page: Page } | null = null;
    beforeAll(async () => {
      const program = await start({ keyring: true });
      try {
        const page = await program.page();
        await untilListed(page);
        running = { program, page };
      } catch (error) {
        await program.stop();
        throw error;
      }
    });
    afterAll(async () => {
      await running?.program.stop();
      removeFolders();
    });
    const now = () => {
      if (!running) throw new Error('the program runs inside tests only');
      return running;
    };
    define({
      start,
      get program() {
        return now().program;
      },
      get page() {
        return now().page;
      },
      windows: () =>
        now().program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.webContents.getURL())),
    });
  });
}
