/**
 * Takes the pictures of the program with the practice mailbox and says what is wrong with them, so that anybody can look before and
 * after a change. Knows how to start the real program and a browser; what is shown stands in `pictures.ts`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startBrowserHost } from '../support/browser-host.ts';
import { launchChromium } from '../support/chromium.ts';
import { findFaults } from './faults.ts';
import { type Look, looks, type Picture, pictures, type Words, words } from './pictures.ts';

export interface TakeOptions {
  /** Where the pictures go; null looks for faults only. */
  folder: string | null;
  looks?: readonly Look[];
  /** Hears of every picture. */
  onPicture?: (name: string) => void;
}

/** @returns one sentence for each fault, beginning with the picture it is in */
export async function takeScreenshots({ folder, looks: wanted = looks, onPicture = () => {} }: TakeOptions): Promise<string[]> {
  if (folder !== null) await mkdir(folder, { recursive: true });
  const browser = await launchChromium();
  try {
    const faults: string[] = [];
    for (const look of wanted) faults.push(...(await takeLook({ browser, look, folder, onPicture })));
    return faults;
  } finally {
    await browser.close();
  }
}

const nameOf = (picture: Picture, { language, theme, width }: Look) => `${picture.name}-${language}-${theme}-${width}`;

async function takeLook(options: {
  browser: Browser;
  look: Look;
  folder: string | null;
  onPicture: (name: string) => void;
}): Promise<string[]> {
  const { browser, look, folder, onPicture } = options;
  const host = await startBrowserHost({ command: 'practice', language: look.language });
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.theme,
    reducedMotion: 'reduce',
    locale: look.language,
  });
  try {
    const page = await context.newPage();
    await page.goto(host.address);
    const say = words[look.language];
    await waitForMailbox(page, say);
    const faults: string[] = [];
    for (const picture of pictures) {
      const name = nameOf(picture, look);
      await picture.show(page, say);
      await settle(page);
      if (folder !== null) await page.screenshot({ path: join(folder, `${name}.png`) });
      faults.push(...(await findFaults(page, look.language)).map((fault) => `${name}: ${fault}`));
      onPicture(name);
      await picture.leave(page, say);
    }
    return faults;
  } finally {
    await context.close();
    await host.stop();
  }
}

export async function waitForMailbox(page: Page, say: Words): Promise<void> {
  await page.getByRole('grid', { name: say['messages.grid'] }).getByRole('row').filter({ hasText: 'Welcome: start here' }).waitFor();
  await page.getByRole('treeitem', { level: 1 }).getByRole('img').waitFor();
}

/** Fonts are there, and two frames have passed since the last thing that was done. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)));
  });
}
