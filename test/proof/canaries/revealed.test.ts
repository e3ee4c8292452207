/**
 * A covered password that the user reveals in a real browser, and everything that could keep it: the browser's profile to the last octet, its
 * storages, the clipboard, what is exported meanwhile, the program's folder and output. Once the browser is closed, once it is killed.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPracticeServer, type PracticeServer } from '../../../electron/practice/practice-server.ts';
import { writeAccountsFile } from '../../servers/accounts-file.ts';
import { type BrowserHost, startBrowserHost } from '../../support/browser-host.ts';
import { launchProfile } from '../../support/chromium.ts';
import { canaries } from '../../support/material/canaries.ts';
import { isWholeProof, proofDeadline } from '../../support/proof-scale.ts';
import { foundBelow, foundIn } from './traces.ts';

const { secret = '' } = canaries[7] ?? {};
/** Put by on purpose: the search finds what is there. */
const control = { name: 'control', secret: canaries[0]?.secret ?? '' };

/** What the page could have put by, as far as it can be asked. */
const storagesOf = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const databases: unknown[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of database.objectStoreNames)
        databases.push(
          await new Promise((resolve) => {
            const all = database.transaction(store).objectStore(store).getAll();
            all.onsuccess = () => resolve(all.result);
          }),
        );
      database.close();
    }
    const cached: string[] = [];
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys())
        cached.push(request.url, (await (await caches.match(request))?.text()) ?? '');
    const kept = [{ ...localStorage }, { ...sessionStorage }, history.state, document.cookie, location.href, document.title];
    return JSON.stringify([kept, databases, cached]);
  });

describe.skipIf(!isWholeProof)('a password that is revealed in a browser', () => {
  let folder: string;
  let practice: PracticeServer;
  let host: BrowserHost;
  let context: BrowserContext;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'postglass-revealed-'));
    practice = await createPracticeServer({
      accounts: [{ username: 'ana', displayName: 'Ana', password: secret, address: 'ana@practice.test' }],
      sampleMail: true,
    });
    const login = { host: practice.host, security: 'none', username: 'ana', password: secret } as const;
    const accountsFile = await writeAccountsFile({
      folder,
      accounts: [
        {
          ...{ name: 'Ana', address: 'ana@practice.test' },
          incoming: { ...login, protocol: 'imap', port: practice.imap.port, mechanism: 'PLAIN' },
          outgoing: { ...login, port: practice.smtp.port },
        },
      ],
    });
    mkdirSync(join(folder, 'data'));
    host = await startBrowserHost({ accountsFile, dataFolder: join(folder, 'data') });
    context = await launchProfile(join(folder, 'profile'));
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  afterEach(async () => {
    await context?.close().catch(() => undefined); // it may have been killed
    await host?.stop();
    await practice?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  it.each(['closed', 'killed'] as const)(
    'is in nothing that is left when the browser is %s',
    async (how) => {
      const page = await context.newPage();
      await page.goto(host.address);
      await page.getByRole('tree', { name: 'Folders' }).waitFor();
      const region = page.getByRole('region', { name: 'Transcript' });
      if (!(await region.isVisible())) await page.keyboard.press('Control+j');
      await region
        .getByRole('listbox', { name: 'Sessions' })
        .getByRole('option')
        .filter({ hasText: /IMAP\s+Ana\s+synchronising/ })
        .first()
        .click();
      const log = page.getByRole('log', { name: 'Session lines' });
      await log.locator('[data-line][tabindex="0"]').focus();
      await page.keyboard.press('Home');
      const covered = log
        .locator('[data-line]')
        .filter({ hasText: /secret, \d+ bytes/ })
        .first();
      await covered.locator('.line-row').click();
      await covered.getByRole('button', { name: 'Reveal for 10 seconds' }).click();
      const cover = covered.getByRole('button', { name: /^Cover \(\d+ s\)$/ });
      await cover.waitFor();
      const shown = (await covered.locator('.secret-text').textContent()) ?? '';
      expect(Buffer.from(`\0ana\0${secret}`).toString('base64')).toContain(shown);
      const sought = [
        { name: 'secret', secret },
        { name: 'shown', secret: shown },
      ];

      // While it is shown: copied, exported, and put by if anything is.
      const traces: { where: string; bytes: Buffer }[] = [];
      const clipboard = async (where: string) =>
        traces.push({ where, bytes: Buffer.from(await page.evaluate(() => navigator.clipboard.readText())) });
      await page.getByRole('button', { name: 'Copy as a command' }).click();
      await page.getByRole('menuitem', { name: 'Copy as curl' }).click();
      await page.getByText('Command copied; the password is not in it').waitFor();
      await clipboard('clipboard, a command');
      traces.push({ where: 'storages while shown', bytes: Buffer.from(await storagesOf(page)) });
      await page.getByRole('button', { name: 'Export…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Export the session' });
      const download = page.waitForEvent('download');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await (await download).saveAs(join(folder, 'exported.txt'));
      traces.push({ where: 'export while shown', bytes: readFileSync(join(folder, 'exported.txt')) });
      await dialog.waitFor({ state: 'detached' });
      traces.push({ where: 'storages afterwards', bytes: Buffer.from(await storagesOf(page)) });

      await page.evaluate((text) => localStorage.setItem('control', text), control.secret);
      if (how === 'closed') await context.close();
      else {
        // All of it, in the middle of what it does: by the folder that was made for it alone.
        const running = execFileSync('pgrep', ['-f', '--', `--user-data-dir=${join(folder, 'profile')}`], { encoding: 'utf8' });
        for (const id of running.trim().split('\n'))
          try {
            process.kill(Number(id), 'SIGKILL');
          } catch (error) {
            // It ended with one that was killed before it.
            if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
          }
        await context.close().catch(() => undefined); // gone already
      }
      // What is killed has not written all of it.
      if (how === 'closed') expect(await foundBelow(join(folder, 'profile'), [control])).not.toEqual([]);
      await host.stop();
      traces.push({ where: 'output of the program', bytes: Buffer.from(host.output()) });
      expect([
        ...foundIn(traces, sought),
        ...(await foundBelow(join(folder, 'profile'), sought)),
        ...(await foundBelow(join(folder, 'data'), sought)),
      ]).toEqual([]);
    },
    proofDeadline,
  );
});
