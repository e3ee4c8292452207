import { X509Certificate } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { ImapFlow } from 'imapflow';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithServers } from '../servers/availability.ts';
import { type MailHost, startMailHost } from '../servers/mail-host.ts';
import { type BrowserHost, makeDataFolder, startBrowserHost } from '../support/browser-host.ts';
import { launchChromium } from '../support/chromium.ts';
import { type MailWindow, openWindow, patience } from './mail-window.ts';

const ana = { name: 'ana', password: 'a secret of Ana 4711' };
const bruno = { name: 'bruno', password: 'a secret of Bruno 4712' };
const carla = { name: 'carla', password: 'a secret of Carla 4713' };

const letter = (subject: string, text: string) =>
  [
    'From: Bruno =?utf-8?Q?D=C3=ADaz?= <bruno@example.test>',
    'To: ana@example.test',
    `Subject: ${subject}`,
    `Message-ID: <${subject.replaceAll(/\W+/g, '-')}@example.test>`,
    'Date: Fri, 20 Nov 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    // As long as real headers are: a message under 1 kB stands whole in its line of the transcript and is not joined to it.
    ...Array.from({ length: 12 }, (_, at) => `X-Trace-${at}: ${'0123456789abcdef'.repeat(5)}`),
    '',
    text,
    '',
  ].join('\n');

/** Every byte value, so that no transfer encoding can be left out or applied twice. */
const everyByte = Buffer.from(Array.from({ length: 1_024 }, (_, at) => at % 256));

const bodyOf = (raw: Buffer) => raw.toString('latin1');
const headerOf = (raw: Buffer, name: string) => new RegExp(`^${name}: *(.+)$`, 'im').exec(bodyOf(raw))?.[1]?.trim();

describeWithServers(['dovecot', 'postfix'], 'Dovecot over IMAP and Postfix, in the window', () => {
  let servers: MailHost;
  let program: BrowserHost;
  let browser: Browser;
  let mail: MailWindow;
  let dataFolder: string;
  const complaints: string[] = [];
  const start = () => startBrowserHost({ dataFolder, environment: { POSTGLASS_PASSPHRASE: 'correct horse' } });

  beforeAll(async () => {
    dataFolder = await makeDataFolder();
    servers = await startMailHost({ kind: 'postfix', users: [ana, bruno, carla] });
    for (let number = 1; number <= 3; number++)
      await servers.dovecot.mail.deliver('ana', letter(`Letter ${number}`, `The text of letter ${number}.`), {
        date: new Date(`2026-11-20T10:0${number}:00Z`),
      });
    program = await start();
    browser = await launchChromium();
    mail = await openWindow(browser, program.address, complaints);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
    await servers?.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  it('shows an unknown certificate whole, trusts exactly it, and names a wrong password with the server’s line', async () => {
    const { page } = mail;
    await page.getByRole('button', { name: 'Add account' }).click();
    await mail.fillAccount(servers.account('ana', { security: 'starttls' }));
    const dialog = page.getByRole('dialog');
    const password = dialog.getByLabel('Password', { exact: true });
    await password.fill('not the password');
    await dialog.getByRole('button', { name: 'Check' }).click();

    const fingerprint = new X509Certificate(servers.dovecot.certificate.certificate).fingerprint256;
    for (const port of [servers.dovecot.ports.imap, servers.submission.ports.submission]) {
      const refused = dialog.getByRole('region', { name: `127.0.0.1:${port} is not trusted` });
      await refused.getByText(fingerprint).waitFor();
      await refused.getByRole('button', { name: /^Trust this certificate/ }).click();
    }
    const alert = dialog.getByRole('region', { name: 'Incoming mail' }).getByRole('alert');
    await alert.getByText('[AUTHENTICATIONFAILED]').waitFor();

    await alert.getByRole('button', { name: 'Show the transcript' }).click();
    await dialog.waitFor({ state: 'detached' });
    const lines = await mail.readSession();
    expect(lines.some((line) => line.startsWith('S: ') && line.includes('[AUTHENTICATIONFAILED]'))).toBe(true);
    expect(lines.join('\n')).not.toContain('not the password');

    await page.getByRole('button', { name: 'Back to the account settings' }).click();
    await password.fill(ana.password);
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog.getByText('Both servers answered as they should').waitFor();
    for (const side of ['Incoming mail', 'Outgoing mail (SMTP)']) {
      const steps = dialog.getByRole('region', { name: side }).getByRole('listitem');
      expect(await steps.filter({ hasText: 'Encrypt with STARTTLS' }).filter({ hasText: 'done' }).count(), side).toBe(1);
      expect(await steps.filter({ hasText: 'Sign in' }).filter({ hasText: 'done' }).count(), side).toBe(1);
    }
    await dialog.getByRole('button', { name: 'Save' }).click();
    await mail.row('Letter 3').waitFor();
    expect(await mail.messages.getAttribute('aria-rowcount')).toBe('3');
  });

  it('adds an account with TLS from the first byte and one without any', async () => {
    const { page } = mail;
    for (const [user, security] of [
      ['bruno', 'tls'],
      ['carla', 'none'],
    ] as const) {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('dialog', { name: 'Settings' }).getByRole('button', { name: 'Add account' }).click();
      const dialog = page.getByRole('dialog', { name: 'Add account' });
      await mail.fillAccount(servers.account(user, { security, outgoingSecurity: 'starttls' }));
      await dialog.getByRole('button', { name: 'Check' }).click();
      const trust = dialog.getByRole('button', { name: /^Trust this certificate/ });
      const good = dialog.getByText('Both servers answered as they should');
      await trust.or(good).first().waitFor();
      // The submission port was trusted for Ana; only the TLS port of IMAP is new.
      expect(await trust.count(), user).toBe(security === 'tls' ? 1 : 0);
      if (security === 'tls') await trust.click();
      await good.waitFor();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await mail.openFolder(user, /^Inbox/);
    }
  });

  it('shows new mail by itself, and flags go both ways', async () => {
    await mail.openFolder('ana', /^Inbox/);
    await mail.session(/ana listening/).waitFor();
    await servers.dovecot.mail.deliver('ana', letter('Fresh from the wire', 'Nobody pressed a button.'));
    await mail.row('Fresh from the wire').waitFor();

    await mail.openMessage('Letter 2');
    await mail.article.getByText('The text of letter 2.').waitFor();
    const flagsOf = (subject: string) => (messages: { raw: Buffer; flags: string[] }[]) =>
      messages.find(({ raw }) => headerOf(raw, 'Subject') === subject)?.flags ?? [];
    await servers.dovecot.mail.waitFor('ana', (all) => flagsOf('Letter 2')(all).includes('\\Seen'), { deadline: patience });
    await mail.row('Letter 3').getByRole('button', { name: 'Add star' }).click();
    await servers.dovecot.mail.waitFor('ana', (all) => flagsOf('Letter 3')(all).includes('\\Flagged'), { deadline: patience });

    const other = new ImapFlow({
      host: servers.dovecot.host,
      port: servers.dovecot.ports.imap,
      secure: false,
      doSTARTTLS: true,
      tls: { ca: servers.trustedCertificate },
      auth: { user: ana.name, pass: ana.password },
      logger: false,
    });
    await other.connect();
    await other.mailboxOpen('INBOX');
    const [first] = (await other.search({ subject: 'Letter 1' }, { uid: true })) || [];
    await other.messageFlagsAdd([first ?? 0], ['\\Seen', '\\Flagged'], { uid: true });
    await other.logout();
    await mail.row('Letter 1').getByRole('button', { name: 'Remove star' }).waitFor();
    await mail
      .row('Letter 1')
      .and(mail.page.getByRole('row', { name: /^(?!Unread)/ }))
      .waitFor();
  });

  it('answers with an attachment: the recipient has it, Sent has it, and the window says what the server said', async () => {
    await mail.openMessage('Letter 3');
    await mail.page.getByRole('button', { name: 'Reply', exact: true }).click();
    await mail.write({
      text: 'The answer, with every byte there is.',
      attach: [{ name: 'every byte.bin', mimeType: 'application/octet-stream', buffer: everyByte }],
    });
    await mail.send();
    const said = mail.page.getByRole('status').filter({ hasText: /^Sent: 250 .*queued as/ });
    await said.waitFor();
    const queueId = /queued as (\w+)/.exec((await said.textContent()) ?? '')?.[1] ?? 'none';

    const [received] = await servers.dovecot.mail.waitFor('bruno', (all) => all.length === 1, { deadline: patience });
    const [sent] = await servers.dovecot.mail.waitFor('ana', (all) => all.length === 1, { folder: 'Sent', deadline: patience });
    if (!received || !sent) throw new Error('unreachable: both were waited for');
    expect(headerOf(received.raw, 'Subject')).toBe('Re: Letter 3');
    expect(headerOf(received.raw, 'In-Reply-To')).toBe('<Letter-3@example.test>');
    expect(bodyOf(received.raw)).toContain(`id ${queueId}`);
    expect(headerOf(sent.raw, 'Message-ID')).toBe(headerOf(received.raw, 'Message-ID'));
    expect(bodyOf(received.raw).replaceAll(/\s/g, '')).toContain(everyByte.toString('base64'));

    await mail.openFolder('ana', /^Sent/);
    await mail.openMessage('Re: Letter 3');
    await mail.article.getByText('The answer, with every byte there is.').waitFor();
    await mail.openFolder('bruno', /^Inbox/);
    await mail.openMessage('Re: Letter 3');
    const download = mail.page.waitForEvent('download');
    await mail.article.getByRole('link', { name: 'Save every byte.bin' }).click();
    expect(await readFile(await (await download).path())).toEqual(everyByte);
    await mail.openFolder('ana', /^Inbox/);
    await mail.row('Letter 3').getByRole('img', { name: 'Answered' }).waitFor();
  });

  it('shows every step of the sending on the wire, AUTH LOGIN in words and its password nowhere', async () => {
    await mail
      .session(/^SMTP ana send/)
      .first()
      .click();
    const lines = await mail.readSession();
    const at = (start: RegExp) => {
      const found = lines.findIndex((line) => start.test(line));
      expect(found, `${start} in\n${lines.join('\n')}`).toBeGreaterThanOrEqual(0);
      return found;
    };
    const steps = [
      /^S: 220 /,
      /^C: EHLO /,
      /^C: STARTTLS/,
      /^S: 220 .*TLS/,
      /^\* .*TLSv1\.3/,
      /^C: AUTH LOGIN/,
      /^S: 334 VXNlcm5hbWU6.*Username:/,
      /^C: YW5h.*ana/,
      /^S: 334 UGFzc3dvcmQ6.*Password:/,
      /^C: ▒+ \(\d+ bytes\)/,
      /^S: 235 /,
      /^C: MAIL FROM:<ana@example\.test>/,
      /^C: RCPT TO:<bruno@example\.test>/,
      /^C: DATA/,
      /^S: 354 /,
      // QUIT comes when no other message has followed for a while.
      /^S: 250 .*queued as/,
    ].map(at);
    expect(steps).toEqual([...steps].sort((one, other) => one - other));
    const text = await mail.page.locator('body').innerText();
    for (const form of [ana.password, Buffer.from(ana.password).toString('base64')]) {
      expect(text).not.toContain(form);
      expect(lines.join('\n')).not.toContain(form);
    }
  });

  it('shows how the copy was filed and how a message came, from the message itself', async () => {
    await mail.openFolder('ana', /^Inbox/);
    await mail.openMessage('Letter 1');
    await mail.article.getByRole('button', { name: 'Show on the wire' }).click();
    const marked = mail.transcript.getByRole('log', { name: 'Session lines' }).getByRole('listitem');
    await marked
      .filter({ hasText: /^C: \S+ UID FETCH/ })
      .first()
      .waitFor();
    await mail.transcript.getByRole('searchbox', { name: 'Find on the wire' }).fill('APPEND');
    await mail
      .session(/^SMTP ana/)
      .first()
      .waitFor({ state: 'detached' });
    await mail.session(/^IMAP ana listening/).click();
    await marked
      .filter({ hasText: /^C: \S+ APPEND "?Sent/ })
      .first()
      .waitFor();
    await mail.transcript.getByRole('searchbox', { name: 'Find on the wire' }).fill('');
  });

  it('names the recipient that was refused, with the server’s line, and sends to the others', async () => {
    await mail.page.getByRole('button', { name: 'New message' }).click();
    await mail.write({ to: 'bruno@example.test, nobody@example.test', subject: 'To one who is not there', text: 'Is anybody there?' });
    await mail.send();
    const alert = mail.page.getByRole('alert').filter({ hasText: 'To one who is not there' });
    await alert.getByText(/550 5\.1\.1 .*nobody@example\.test/).waitFor();
    await alert.getByRole('button', { name: 'Go to the outbox' }).click();
    const recipients = mail.page.getByRole('region', { name: 'Outbox' }).getByRole('list', { name: 'Recipients' }).first();
    await recipients.getByRole('listitem').filter({ hasText: 'nobody@example.test' }).filter({ hasText: 'refused' }).waitFor();
    await recipients.getByRole('listitem').filter({ hasText: 'bruno@example.test' }).filter({ hasText: 'accepted' }).waitFor();
    await servers.dovecot.mail.waitFor('bruno', (all) => all.some(({ raw }) => headerOf(raw, 'Subject') === 'To one who is not there'), {
      deadline: patience,
    });
  });

  it('archives, brings back, and deletes: on the screen at once, on the server soon', async () => {
    await mail.openFolder('ana', /^Inbox/);
    const subjects = async (folder: string) =>
      (await servers.dovecot.mail.messages('ana', folder)).map(({ raw }) => headerOf(raw, 'Subject'));
    await mail.row('Letter 1').click();
    await mail.page.getByRole('button', { name: 'Archive', exact: true }).click();
    await mail.row('Letter 1').waitFor({ state: 'detached' });
    await mail.page.getByRole('button', { name: 'Undo' }).click();
    await mail.row('Letter 1').click();
    await mail.page.getByRole('button', { name: 'Archive', exact: true }).click();
    await servers.dovecot.mail.waitFor('ana', (all) => all.length === 1, { folder: 'Archive', deadline: patience });
    await mail.row('Letter 2').click();
    await mail.page.getByRole('button', { name: 'Delete', exact: true }).click();
    await servers.dovecot.mail.waitFor('ana', (all) => all.length === 1, { folder: 'Trash', deadline: patience });
    expect(await subjects('Archive')).toEqual(['Letter 1']);
    expect(await subjects('Trash')).toEqual(['Letter 2']);
    expect((await subjects('INBOX')).sort()).toEqual(['Fresh from the wire', 'Letter 3']);
  });

  it('finds words of the text in every folder', async () => {
    const box = mail.page.getByRole('searchbox', { name: 'Search mail' });
    await box.fill('"every byte there"');
    await mail.row('Re: Letter 3').first().waitFor();
    await box.fill('from:bruno letter');
    await mail.row('Letter 1').first().waitFor();
    await box.press('Escape');
    await mail.row('Fresh from the wire').waitFor();
  });

  it('keeps two tabs of one browser in agreement, each with an address of its own, and a reload keeps the way in', async () => {
    const second = await openWindow(browser, await program.newAddress(), complaints, { context: mail.context });
    await second.openFolder('ana', /^Inbox/);
    await second.row('Fresh from the wire').getByRole('button', { name: 'Add star' }).click();
    await mail.row('Fresh from the wire').getByRole('button', { name: 'Remove star' }).waitFor();
    await second.page.reload();
    await second.row('Fresh from the wire').waitFor();
    expect(new URL(second.page.url()).search).toBe('');
    await second.page.close();
  });

  it('keeps what was being written when the program is killed, and signs in again by itself', async () => {
    await mail.page.getByRole('button', { name: 'New message' }).click();
    await mail.write({ to: 'carla@example.test', subject: 'Half written', text: 'Half a sentence that must not be' });
    const form = mail.page.getByRole('form', { name: 'New message' });
    await form.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
    await mail.page.close();
    await program.kill();
    expect(complaints.splice(0)).toEqual([]);

    program = await start();
    mail = await openWindow(browser, program.address, complaints);
    await mail.page.getByRole('button', { name: 'Continue' }).click();
    const reopened = mail.page.getByRole('form', { name: 'New message' });
    await expect
      .poll(() => reopened.getByRole('textbox', { name: 'Message body' }).inputValue(), { timeout: patience })
      .toBe('Half a sentence that must not be');
    await mail.send();
    await servers.dovecot.mail.waitFor('carla', (all) => all.length === 1, { deadline: patience });
  });

  it('has nothing to complain of', () => {
    expect(complaints).toEqual([]);
    expect(program.output()).toBe(`Postglass is at ${program.address}\n`);
  });
});
