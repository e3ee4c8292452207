import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeAccountsFile } from '../servers/accounts-file.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type DovecotServer, startDovecot } from '../servers/dovecot/dovecot.ts';
import { type BrowserHost, startBrowserHost } from '../support/browser-host.ts';
import { launchChromium } from '../support/chromium.ts';
import { generateMailbox } from '../support/material/mailbox-generator.ts';
import { type FaultRelay, startFaultRelay } from '../support/relay/fault-relay.ts';
import { type MailWindow, openWindow } from './mail-window.ts';

const runProgram = promisify(execFile);
const launcher = fileURLToPath(new URL('../../build/launch.mjs', import.meta.url));
const count = 10_000;
const gloria = { name: 'gloria', password: 'a secret of Gloria 4715' };

describeWithServers(['dovecot'], `a mailbox of ${count} messages on Dovecot`, () => {
  let dovecot: DovecotServer;
  /** Between the program and Dovecot. What is asked for behind the newest page waits until the test lets it go on. */
  let relay: FaultRelay;
  let program: BrowserHost;
  let browser: Browser;
  let mail: MailWindow;
  let folder: string;
  const complaints: string[] = [];
  /** What the status line says of headers and bodies that are still to come; none when all are there. */
  const isStillSynchronising = () => mail.page.getByRole('contentinfo').getByRole('progressbar').count();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'postglass-large-'));
    dovecot = await startDovecot({ users: [gloria] });
    for (const { raw, date, flags } of generateMailbox({ seed: 10, count, small: true }))
      await dovecot.mail.deliver(gloria.name, raw, { date: new Date(date), flags: [...flags] });
    relay = await startFaultRelay({
      target: { host: dovecot.host, port: dovecot.ports.imap },
      security: 'starttls',
      protocol: 'imap',
      certificate: dovecot.certificate,
      trustedCertificate: dovecot.trustedCertificate,
      faults: [{ at: { direction: 'client', after: 'BODY.PEEK[HEADER', occurrence: 2 }, effect: { kind: 'stall' } }],
    });
    const account = {
      name: 'Gloria',
      address: 'gloria@example.test',
      incoming: { protocol: 'imap', host: relay.host, port: relay.port, security: 'starttls', ...login() },
      outgoing: { host: dovecot.host, port: 9, security: 'starttls', ...login() },
    } as const;
    const accountsFile = await writeAccountsFile({ folder, accounts: [account], trustedCertificates: [dovecot.trustedCertificate] });
    browser = await launchChromium();
    program = await startBrowserHost({ accountsFile });
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
    await relay?.close();
    await dovecot?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  async function recorded<Record>(what: string): Promise<Record[]> {
    const args = [launcher, 'cli', 'log', '--data-dir', program.dataFolder, '--json', what];
    const { stdout } = await runProgram(process.execPath, args, { maxBuffer: 512 * 1024 * 1024 });
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  }
  const login = () => ({ username: gloria.name, password: gloria.password });

  it('shows the newest page, opens a message and scrolls while the rest is still on its way', async () => {
    mail = await openWindow(browser, program.address, complaints);
    await mail.messages.getByRole('row').first().waitFor();
    await mail.messages.getByRole('row').nth(3).click();
    await mail.article.getByRole('heading', { level: 1 }).waitFor();
    await relay.struck(0);
    await expect.poll(isStillSynchronising).toBeGreaterThan(0);
    for (let page = 0; page < 5; page++) await mail.page.keyboard.press('PageDown');
    await mail.page.waitForFunction(() => Number(document.activeElement?.getAttribute('aria-rowindex')) > 20);
    relay.release();
  });

  it('has it from the server soon after connecting', async () => {
    const waits: number[] = [];
    for (const { id } of await recorded<{ id: string }>('--list')) {
      const lines = await recorded<{ at: number; direction: string; bytes: string }>(id);
      const page = lines.find(({ bytes }) => /^\* \d+ FETCH /.test(Buffer.from(bytes, 'base64').toString('latin1')));
      const [connected] = lines;
      if (page && connected) waits.push(page.at - connected.at);
    }
    // A second on a machine that has nothing else to do; the order of things is proven above.
    expect(Math.min(...waits)).toBeLessThan(5_000);
  });

  it('reads every header, and then shows any place of the list', async () => {
    await mail.page.waitForFunction((all) => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === String(all), count, {
      timeout: 150_000,
    });
    await mail.messages.getByRole('row').first().click();
    await mail.page.keyboard.press('End');
    await mail.page.waitForFunction((last) => document.activeElement?.getAttribute('aria-rowindex') === String(last), count);
    await mail.page.getByRole('article', { name: 'Message' }).getByRole('heading', { level: 1 }).waitFor();
    expect(complaints).toEqual([]);
  }, 180_000);
});
