import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithServers } from '../servers/availability.ts';
import { type MailHost, startMailHost } from '../servers/mail-host.ts';
import { type BrowserHost, startBrowserHost } from '../support/browser-host.ts';
import { launchChromium } from '../support/chromium.ts';
import { type MailWindow, openWindow, patience } from './mail-window.ts';

const securities = ['none', 'starttls', 'tls'] as const;
const people = ['diego', 'elisa', 'fatima'].map((name) => ({ name, password: `a secret of ${name} 4714` }));

describeWithServers(['dovecot', 'exim'], 'Dovecot over POP3 and Exim, in the window', () => {
  let servers: MailHost;
  let program: BrowserHost;
  let browser: Browser;
  let mail: MailWindow;
  const complaints: string[] = [];

  beforeAll(async () => {
    servers = await startMailHost({ kind: 'exim', users: people });
    for (const { name } of people)
      await servers.dovecot.mail.deliver(
        name,
        `From: teacher@example.test\nTo: ${name}@example.test\nSubject: For ${name}\nMessage-ID: <for-${name}@example.test>\nDate: Fri, 20 Nov 2026 10:00:00 +0000\n\nRead by POP3.\n`,
      );
    program = await startBrowserHost();
    browser = await launchChromium();
    mail = await openWindow(browser, program.address, complaints);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
    await servers?.stop();
  });

  it('adds an account with each kind of security, and reads its mail', async () => {
    const { page } = mail;
    for (const [at, security] of securities.entries()) {
      const { name } = people[at] ?? { name: '' };
      if (at > 0) await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('button', { name: 'Add account' }).click();
      const dialog = page.getByRole('dialog', { name: 'Add account' });
      await mail.fillAccount(servers.account(name, { protocol: 'pop3', security, outgoingSecurity: 'starttls' }));
      await dialog.getByRole('button', { name: 'Check' }).click();
      const trust = dialog.getByRole('button', { name: /^Trust this certificate/ });
      const good = dialog.getByText('Both servers answered as they should');
      for (;;) {
        await trust.or(good).first().waitFor();
        if ((await trust.count()) === 0) break;
        const asked = await trust.textContent();
        await trust.click();
        await trust.filter({ hasText: asked ?? '' }).waitFor({ state: 'detached' });
      }
      await dialog.getByRole('button', { name: 'Save' }).click();
      await mail.openFolder(name, /^Inbox/);
      await mail.openMessage(`For ${name}`);
      await mail.article.getByText('Read by POP3.').waitFor();
    }
  });

  it('shows UIDL and RETR on the wire, and signs in without showing the password, or sending it where there is no TLS', async () => {
    // Closed at first beside one's own mail.
    await mail.page.keyboard.press('Control+j');
    await mail
      .session(/^POP3 diego sync/)
      .last()
      .click();
    const lines = await mail.readSession();
    for (const line of [/^S: \+OK/, /^C: CAPA/, /^C: AUTH CRAM-MD5/, /^S: \+OK Logged in/, /^C: UIDL/, /^C: RETR 1/, /^C: QUIT/])
      expect(
        lines.some((one) => line.test(one)),
        `${line} in\n${lines.join('\n')}`,
      ).toBe(true);
    expect(lines.some((line) => line.startsWith('C: ') && line.includes('▒'))).toBe(true);
    expect(lines.join('\n')).not.toContain('a secret of diego 4714');
  });

  it('sends through Exim: the other account has it after “Get mail”, and its copy is kept on this computer', async () => {
    await mail.openFolder('diego', /^Inbox/);
    await mail.page.getByRole('button', { name: 'New message' }).click();
    const attach = [{ name: 'zona.txt', mimeType: 'text/plain', buffer: Buffer.from('ns1 IN A 192.0.2.1\n') }];
    await mail.write({ to: 'elisa@example.test', subject: 'Through Exim', text: '.a line that begins with a dot', attach });
    await mail.send();
    await mail.page
      .getByRole('status')
      .filter({ hasText: /^Sent: 250 OK id=/ })
      .waitFor();
    const [, received] = await servers.dovecot.mail.waitFor('elisa', (all) => all.length === 2, { deadline: patience });
    expect(received?.raw.toString()).toMatch(/^\.a line that begins with a dot\r?$/m);

    await mail
      .session(/^SMTP diego send/)
      .first()
      .click();
    const lines = await mail.readSession();
    for (const line of [/^C: AUTH LOGIN/, /^S: 334 .*Username:/, /^C: DATA/, /^S: 250 OK id=/])
      expect(
        lines.some((one) => line.test(one)),
        `${line} in\n${lines.join('\n')}`,
      ).toBe(true);

    await mail.page.getByRole('button', { name: 'Get mail' }).click();
    await mail.openFolder('elisa', /^Inbox/);
    await mail.openMessage('Through Exim');
    await mail.article.getByRole('link', { name: 'Save zona.txt' }).waitFor();
    await mail.openFolder('diego', /^Sent/);
    await mail.row('Through Exim').waitFor();
  });

  it('has nothing to complain of', () => {
    expect(complaints).toEqual([]);
    expect(program.output()).toBe(`Postglass is at ${program.address}\n`);
  });
});
