import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPracticeServer, type PracticeServer } from '../../../electron/practice/practice-server.ts';
import { unwrap } from '../../support/engine-fixture.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

let server: PracticeServer;
let window: RealWindow;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'postglass-window-spool-'));

beforeAll(async () => {
  // Its certificate is signed by nobody: what a school's or a home server has.
  server = await createPracticeServer({ domain: 'lab.test', sampleMail: true });
  window = await startRealWindow();
  page = window.page;
}, 180_000);
afterAll(async () => {
  await window.close();
  await server.close();
  await removeBuiltWindow();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => expect(window.complaints.splice(0)).toEqual([]));

const dialog = () => page.getByRole('dialog');
const incoming = () => dialog().getByRole('group', { name: 'Incoming mail' });
const outgoing = () => dialog().getByRole('group', { name: 'Outgoing mail (SMTP)' });
const password = () => dialog().getByLabel('Password', { exact: true });
const check = () => dialog().getByRole('button', { name: 'Check', exact: true }).click();

describe('accounts', () => {
  it('says beside each field what is missing', async () => {
    await page.getByRole('button', { name: 'Add account' }).click();
    await check();
    await dialog().getByText('An address looks like ana@example.org.').or(dialog().getByText('Fill this in.')).first().waitFor();
    // What is missing lies in the servers too, so they are unfolded.
    expect(await dialog().locator('[aria-invalid=true]').count()).toBeGreaterThan(3);
  });

  it('warns where nothing is encrypted', async () => {
    await incoming().getByText('None', { exact: true }).click();
    await incoming()
      .getByText(/anyone on the network path can read/)
      .waitFor();
    await incoming().getByText('STARTTLS', { exact: true }).click();
    expect(
      await incoming()
        .getByText(/anyone on the network path can read/)
        .count(),
    ).toBe(0);
  });

  it('shows the step that failed and the chain of a certificate that nobody signed, and trusts it only when told', async () => {
    await dialog().getByRole('textbox', { name: 'Address' }).fill('ana@lab.test');
    expect(await incoming().getByRole('textbox', { name: 'Server' }).inputValue()).toBe('imap.lab.test');
    await incoming().getByRole('textbox', { name: 'Server' }).fill('127.0.0.1');
    await incoming().getByRole('textbox', { name: 'Port' }).fill(String(server.imap.port));
    await incoming().getByRole('textbox', { name: 'User name' }).fill('ana');
    await password().fill('wrong password');
    await outgoing().getByRole('textbox', { name: 'Server' }).fill('127.0.0.1');
    await outgoing().getByRole('textbox', { name: 'Port' }).fill(String(server.smtp.port));
    await check();
    for (const port of [server.imap.port, server.smtp.port]) {
      const certificate = dialog().getByRole('region', { name: `The certificate of 127.0.0.1:${port} is not trusted` });
      await certificate.getByText('CN=Postglass practice server').first().waitFor();
      await certificate.getByText(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/).waitFor();
      await certificate.getByRole('button', { name: `Trust this certificate for 127.0.0.1:${port}` }).click();
    }
  });

  it('leads to the result: it has the focus and is in sight, with the way to trust', async () => {
    const result = dialog().getByRole('region', { name: 'Result of the check' });
    await check();
    await expect.poll(() => result.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    const [box, view] = [await result.boundingBox(), page.viewportSize()];
    expect(box && view && box.y >= 0 && box.y < view.height / 2).toBe(true);
  });

  it('shows the server’s own line for a wrong password, and its transcript', async () => {
    const side = dialog().getByRole('region', { name: 'Incoming mail' });
    await side.getByText(/NO .*AUTHENTICATIONFAILED/i).waitFor();
    await side.getByText('Sign in failed').waitFor();
    await side.getByRole('button', { name: 'Show the transcript' }).click();
    await dialog().waitFor({ state: 'detached' });
    // With no account there is no dock yet: what was typed is not lost by looking for it.
    await page.getByRole('button', { name: 'Back to the account settings' }).click();
    expect(await incoming().getByRole('textbox', { name: 'User name' }).inputValue()).toBe('ana');
  });

  it('checks both sides step by step, and adds the account', async () => {
    await password().fill('practice');
    await dialog().getByRole('textbox', { name: 'Name of the account' }).fill('Lab');
    await check();
    await dialog().getByText('Both servers answered as they should').waitFor();
    const steps = dialog().getByRole('region', { name: 'Outgoing mail (SMTP)' }).getByRole('listitem');
    const names = ['Connect', 'Greeting', 'Capabilities', 'Encrypt with STARTTLS', 'Sign in', 'Sender accepted (MAIL FROM)'];
    expect((await steps.allTextContents()).map((step, at) => step.startsWith(`${names[at]} done`))).toEqual(names.map(() => true));
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByRole('treeitem', { name: 'Lab' }).waitFor();
    await page.getByRole('row').first().waitFor();
  });

  it('asks for a password that nothing keeps, and is done when it has it', async () => {
    const [lab] = unwrap(await window.fixture.client.call('accounts.list', {}));
    if (!lab) throw new Error('the account is gone');
    const bare = { ...lab.settings, name: 'Bare' };
    const added = unwrap(await window.fixture.client.call('accounts.add', { settings: bare, passwords: {} }));
    const ask = page.getByRole('form', { name: /^Bare needs its password/ });
    await ask.getByLabel('Password').fill('practice');
    await ask.getByRole('button', { name: 'Sign in' }).click();
    await ask.waitFor({ state: 'detached' });
    const sessions = page.getByRole('listbox', { name: 'Sessions' }).getByRole('option').filter({ hasText: 'Bare' });
    await sessions.first().waitFor();
    unwrap(await window.fixture.client.call('accounts.remove', { id: added.id }));
    await sessions.first().waitFor({ state: 'detached' });
  });

  it('lists the certificates that were trusted, and one taken back is refused again', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Edit Lab' }).click();
    const exceptions = dialog().getByRole('region', { name: 'Certificates trusted by your decision' });
    await exceptions.getByText(`127.0.0.1:${server.imap.port}`).first().waitFor();
    expect(await exceptions.getByRole('listitem').count()).toBe(2);
    await exceptions.getByRole('button', { name: `Stop trusting it for 127.0.0.1:${server.imap.port}` }).click();
    await expect.poll(() => exceptions.getByRole('listitem').count(), { timeout: 10_000 }).toBe(1);
    const [shown] = unwrap(await window.fixture.client.call('accounts.exceptions', {}));
    expect(shown).toMatchObject({ host: '127.0.0.1', port: server.smtp.port });
    await dialog().getByRole('button', { name: 'Close' }).click();
  });

  it('asks before it turns the account to another mailbox, and says what would not be done', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Edit Lab' }).click();
    await incoming().getByRole('textbox', { name: 'User name' }).fill('bruno');
    await dialog().getByRole('button', { name: 'Save' }).click();
    const question = page.getByRole('dialog', { name: 'Switch the account to another mailbox?' });
    await question.getByText(/The local copy of the old mailbox \(ana, 127\.0\.0\.1\) is deleted/).waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    // What was typed is still there, and nothing was saved.
    expect(await incoming().getByRole('textbox', { name: 'User name' }).inputValue()).toBe('bruno');
    expect(unwrap(await window.fixture.client.call('accounts.list', {}))[0]?.settings.incoming).toMatchObject({ username: 'ana' });
    await dialog().getByRole('button', { name: 'Close' }).click();
  });

  it('removes the account after saying what goes and what stays', async () => {
    const [lab] = unwrap(await window.fixture.client.call('accounts.list', {}));
    unwrap(await window.fixture.client.call('compose.start', { mode: 'new', accountId: lab?.id ?? '' }));
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Edit Lab' }).click();
    expect(await password().inputValue()).toBe('');
    await dialog().getByRole('button', { name: 'Remove account' }).click();
    await dialog().getByText('The mail on the server is not deleted.').waitFor();
    await dialog().getByRole('listitem').filter({ hasText: '1 draft' }).waitFor();
    await dialog().getByRole('button', { name: 'Remove account' }).click();
    await page.getByRole('button', { name: 'Start with the practice server' }).waitFor();
  });

  it('adds an account of this computer, whose mail is listed, and what comes as well', async () => {
    const spool = join(folder, 'ben');
    const delivered = (subject: string) =>
      `From ana@example.test Thu Jan 29 13:02:00 2015\nSubject: ${subject}\nTo: ben@lab.test\n\nHello.\n\n`;
    writeFileSync(spool, delivered('In the spool'));
    await page.getByRole('button', { name: 'Add account' }).first().click();
    await dialog().getByRole('textbox', { name: 'Address' }).fill('ben@lab.test');
    await dialog().getByRole('button', { name: 'Set servers by hand' }).click();
    await incoming().getByText('Local mbox').click();
    expect(await password().count()).toBe(0);
    expect(await incoming().getByRole('textbox', { name: 'Mailbox file' }).inputValue()).toBe('/var/mail/ben');
    await incoming().getByRole('textbox', { name: 'Mailbox file' }).fill('mail/ben');
    await check();
    await incoming().getByText('Enter a whole path such as /var/mail/ana.').waitFor();
    await incoming().getByRole('textbox', { name: 'Mailbox file' }).fill(spool);
    await dialog().getByRole('textbox', { name: 'Program' }).fill(process.execPath);
    await check();
    await dialog().getByText('Everything was found as it should be').waitFor();
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row').filter({ hasText: 'In the spool' }).waitFor();
    appendFileSync(spool, delivered('Just delivered'));
    await page.getByRole('row').filter({ hasText: 'Just delivered' }).waitFor();
  });
});
