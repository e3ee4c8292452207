/** A message that came back, in the real window on real servers: the mark, the two cards, and sending it again. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeNotice } from '../../engine/messages/returns/notices.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type MailHost, startMailHost } from '../../servers/mail-host.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

const users = ['ana', 'ben'].map((name) => ({ name, password: `the secret of ${name}` }));
/** Where pictures of the window go, for whoever wants to look. */
const pictures = process.env.POSTGLASS_PICTURES;

describeWithServers(['dovecot', 'postfix'], 'a message that came back', () => {
  let host: MailHost;
  let window: RealWindow;
  beforeAll(async () => {
    host = await startMailHost({ kind: 'postfix', users });
    window = await startRealWindow({ accounts: [host.account('ana')], trustedCertificates: [host.trustedCertificate] });
    const { page } = window;
    await folder(/^Inbox/).waitFor();
    await page.getByRole('button', { name: 'New message' }).first().click();
    const form = page.getByRole('form', { name: 'New message' });
    await form.getByRole('textbox', { name: 'To', exact: true }).fill('Bounces Ruiz <bounces@example.test>, ben@example.test');
    await form.getByRole('textbox', { name: 'Subject' }).fill('The new zone');
    await form.getByRole('textbox', { name: 'Message body' }).fill('The zone is signed.');
    await form.getByRole('button', { name: 'Send' }).click();
    await form.waitFor({ state: 'detached' });
  });
  afterAll(async () => {
    await window?.close();
    await removeBuiltWindow();
    await host?.stop();
  });

  const folder = (name: RegExp) => window.page.getByRole('tree', { name: 'Folders' }).getByRole('treeitem', { name });
  const row = (words: string | RegExp) => window.page.getByRole('grid', { name: 'Messages' }).getByRole('row').filter({ hasText: words });
  const article = () => window.page.getByRole('article', { name: 'Message' });
  const notice = () => article().getByRole('region', { name: 'What this notice says' });
  const returned = () => article().getByRole('region', { name: 'What became of this message' });
  const picture = async (name: string) => {
    for (const colorScheme of pictures === undefined ? [] : (['light', 'dark'] as const)) {
      await window.page.emulateMedia({ colorScheme });
      await window.page.screenshot({ path: `${pictures}/${name}-${colorScheme}.png` });
    }
  };

  it('is marked in the list and says who did not get it, without a fault that axe finds', async () => {
    const { page } = window;
    await folder(/^Sent/).click();
    await row('The new zone').getByRole('img', { name: 'Returned' }).waitFor();
    await row('The new zone').click();
    await returned().getByRole('heading', { name: 'Returned: not delivered to 1 of 2 recipients' }).waitFor();
    await returned().getByText('bounces@example.test', { exact: true }).waitFor();
    await returned().getByText('The mailbox does not exist.', { exact: false }).waitFor();
    await picture('returned');
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const found = await page.evaluate(async () => {
        await Promise.all(document.getAnimations().map(({ finished }) => finished));
        const { axe } = globalThis as unknown as { axe: { run(part: string): Promise<{ violations: { id: string }[] }> } };
        return (await axe.run('article')).violations.map(({ id }) => id);
      });
      expect(found, colorScheme).toEqual([]);
    }
  });

  it('leads to its session, at the lines that sent it', async () => {
    await returned().getByRole('button', { name: 'Show its session' }).click();
    await window.page
      .getByRole('log', { name: 'Session lines' })
      .getByText(/RCPT TO:<bounces@example\.test>/)
      .waitFor();
    await window.page.keyboard.press('Control+j');
  });

  it('leads to the notice, and the notice back to it', async () => {
    await returned().getByRole('button', { name: 'Show the notice' }).click();
    await notice().getByRole('heading', { name: 'Not delivered' }).waitFor();
    await notice().getByText('It is about a message sent from here: the envelope id (ENVID) is the same.').waitFor();
    await notice()
      .getByText(/^Queue id [0-9A-F]+$/)
      .waitFor();
    await picture('notice');
    await notice().getByRole('button', { name: 'Show the message that was sent' }).click();
    await article().getByRole('heading', { level: 1, name: 'The new zone' }).waitFor();
  });

  it('is sent again to the one who did not get it, whose address is marked to be corrected', async () => {
    const { page } = window;
    // By the keyboard: the button is reached and pressed without a mouse.
    await returned().getByRole('button', { name: 'Correct the address and send again' }).focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: 'New message' });
    const to = form.getByRole('textbox', { name: 'To', exact: true });
    await form.getByText('The mail to this address came back: bounces@example.test').waitFor();
    expect(await to.inputValue()).toBe('Bounces Ruiz <bounces@example.test>');
    expect(await to.getAttribute('aria-invalid')).toBe('true');
    expect(await form.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('The new zone');
    await picture('again');
    // The address is selected: what is typed takes its place.
    await page.keyboard.type('ben@example.test');
    expect(await to.inputValue()).toBe('Bounces Ruiz <ben@example.test>');
    await form.getByText('The mail to this address came back', { exact: false }).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Enter');
    const all = await host.dovecot.mail.waitFor('ben', (mail) => mail.length === 2);
    expect(all.every(({ raw }) => raw.includes('The zone is signed.'))).toBe(true);
  });

  it('has a mark that can be taken off and comes back with Undo', async () => {
    const mark = row('The new zone').getByRole('img', { name: 'Returned' });
    await returned().getByRole('button', { name: 'Remove the mark' }).click();
    await mark.waitFor({ state: 'detached' });
    await window.page.getByRole('button', { name: 'Undo' }).click();
    await mark.waitFor();
  });

  it('is not claimed by a forged notice, which says so and offers nothing', async () => {
    const forged = { action: 'failed', recipient: 'ben@example.test', status: '5.1.1', words: '550 5.1.1 User unknown' } as const;
    await host.dovecot.mail.deliver('ana', writeNotice({ ...forged, messageId: '<never@example.test>', id: 'forged' }));
    await folder(/^Inbox/).click();
    await row('Notice forged').click();
    await notice().getByText('It belongs to no message that was sent from here', { exact: false }).waitFor();
    expect(await notice().getByRole('button').count()).toBe(0);
    await picture('forged');
    expect(window.complaints).toEqual([]);
  });
});
