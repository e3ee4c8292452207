/** One picture in every theme and size of the window, and what is wrong in each. Knows no picture and no program. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findFaults } from './faults.ts';
import { type Language, type Picture, type Words, words } from './pictures.ts';
import { settle } from './take-screenshots.ts';

export interface FormedPicture extends Picture {
  /** Scrolls to what is meant, in each size of the window. */
  readonly bring?: (page: Page, say: Words) => Promise<void>;
}

export interface Form {
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

/** In which a picture is brought on the screen: high, so that no row of the list has to be scrolled to. */
export const workshop: Form = { theme: 'light', width: 1280, height: 1600 };

interface TakeFormsOptions {
  readonly language: Language;
  readonly forms: readonly Form[];
  /** Where the pictures go; null looks for faults only. */
  readonly folder: string | null;
  /** Hears of every picture. */
  readonly onPicture: (name: string) => void;
}

/** What is on the screen, in every theme and width; the window is left as it was. @returns one sentence for each fault */
export async function takeForms(page: Page, picture: FormedPicture, options: TakeFormsOptions): Promise<string[]> {
  const { language, forms, folder, onPicture } = options;
  const faults: string[] = [];
  const take = async ({ theme, width, height }: Form) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: theme });
    await settle(page);
  };
  for (const form of forms) {
    const name = `${picture.name}-${language}-${form.theme}-${form.width}`;
    await take(form);
    await picture.bring?.(page, words[language]);
    if (folder !== null) await page.screenshot({ path: join(folder, `${name}.png`) });
    faults.push(...(await findFaults(page, language)).map((fault) => `${name}: ${fault}`));
    onPicture(name);
  }
  await take(workshop);
  return faults;
}
