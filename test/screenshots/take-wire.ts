/**
 * Takes the pictures of `wire-pictures.ts` in every language, theme and width, and says what is wrong with them. Knows how to start the
 * real program and a browser; each picture is brought on the screen once a language and looked at in all its forms.
 */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startBrowserHost } from '../support/browser-host.ts';
import { launchChromium } from '../support/chromium.ts';
import { type Language, words } from './pictures.ts';
import { type Form, takeForms, workshop } from './take-forms.ts';
import { waitForMailbox } from './take-screenshots.ts';
import { wirePictures } from './wire-pictures.ts';

const forms: readonly Form[] = (['light', 'dark'] as const).flatMap((theme) => [
  { theme, width: 1280, height: 900 },
  { theme, width: 900, height: 700 },
]);

interface TakeWireOptions {
  /** Where the pictures go; null looks for faults only. */
  readonly folder: string | null;
  readonly languages?: readonly Language[];
  /** Hears of every picture. */
  readonly onPicture?: (name: string) => void;
}

/** @returns one sentence for each fault, beginning with the picture it is in */
export async function takeWireScreenshots(options: TakeWireOptions): Promise<string[]> {
  const { folder, languages = ['en', 'es', 'pt', 'pt-BR'], onPicture = () => {} } = options;
  if (folder !== null) await mkdir(folder, { recursive: true });
  const browser = await launchChromium();
  const scene = await mkdtemp(join(tmpdir(), 'postglass-wire-'));
  try {
    const faults: string[] = [];
    for (const language of languages) faults.push(...(await takeLanguage(browser, scene, { language, forms, folder, onPicture })));
    return faults;
  } finally {
    await browser.close();
    await rm(scene, { recursive: true, force: true });
  }
}

async function takeLanguage(browser: Browser, scene: string, options: Parameters<typeof takeForms>[2]): Promise<string[]> {
  const { language } = options;
  const local = await setLocalMail(scene);
  const host = await startBrowserHost({ command: 'practice', language });
  const context = await browser.newContext({ viewport: workshop, reducedMotion: 'reduce', locale: language });
  try {
    const page = await context.newPage();
    await page.goto(host.address);
    await waitForMailbox(page, words[language]);
    const faults: string[] = [];
    for (const picture of wirePictures(local)) {
      await picture.show(page, words[language]);
      faults.push(...(await takeForms(page, picture, options)));
      await picture.leave(page, words[language]);
    }
    return faults;
  } finally {
    await context.close();
    await host.stop();
  }
}

const queue = `-Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------
4F1D93C0A2*     512 Mon Nov 30 09:12:41  ana@localhost
                                         ben@school.example

9A0B7721EE     2048 Mon Nov 30 08:02:11  ana@localhost
      (connect to mx.example.org[192.0.2.25]:25: Connection timed out)
                                         carla@example.org

-- 2 Kbytes in 2 Requests.
`;

/** A mailbox file, and a program whose queue is always the same. */
async function setLocalMail(folder: string): Promise<{ readonly mailbox: string; readonly program: string }> {
  const [mailbox, program, printed] = [join(folder, 'ana'), join(folder, 'sendmail'), join(folder, 'queue')];
  await writeFile(
    mailbox,
    'From cron@localhost Mon Nov 30 06:25:01 2026\nFrom: cron@localhost\nTo: ana@localhost\nSubject: Done\n\nDone.\n\n',
  );
  await writeFile(printed, queue);
  await writeFile(program, `#!/bin/sh\nexec cat '${printed}'\n`);
  await chmod(program, 0o755);
  return { mailbox, program };
}
