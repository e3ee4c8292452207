/** What a notice about mail says, above its text, in the real window on a real engine. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

let window: RealWindow;
beforeAll(async () => {
  window = await startRealWindow();
  await window.page.getByRole('button', { name: 'Add account' }).first().waitFor();
});
beforeEach(() => window.page.keyboard.press('Escape'));
afterAll(async () => {
  await window.close();
  await removeBuiltWindow();
});

const article = () => window.page.getByRole('article', { name: 'Message' });
const card = () => article().getByRole('region', { name: 'What this notice says' });

async function open(subject: string, ...lines: string[]): Promise<void> {
  const text = [`Subject: ${subject}`, ...lines].join('\r\n');
  await window.page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'letter.eml'));
    document.querySelector('main')?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, text);
  await article().getByRole('heading', { level: 1, name: subject }).waitFor();
}

it('tells recipient, codes, reason, advice and the server’s own words, without a fault that axe finds', async () => {
  await open(
    'Undelivered Mail Returned to Sender',
    'From: MAILER-DAEMON@mx.example.org (Mail Delivery System)',
    'Return-Path: <>',
    '',
    'This is the mail system at host mx.example.org.',
    '',
    '<bo@example.org>: host mail.example.org[192.0.2.9] said: 552 5.2.2 Mailbox full (in reply to RCPT TO command)',
  );
  await card().getByRole('heading', { name: 'Not delivered' }).waitFor();
  await card().getByText('bo@example.org').first().waitFor();
  await card().getByText('552 5.2.2', { exact: true }).waitFor();
  await card().getByText('The mailbox is full. Tell the recipient another way, and send it again later.', { exact: false }).waitFor();
  await card().getByText('refused by mail.example.org', { exact: false }).click();
  await card().getByText('552 5.2.2 Mailbox full', { exact: false }).waitFor();
  await window.page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.page.emulateMedia({ colorScheme });
    const found = await window.page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(part: string): Promise<{ violations: { id: string }[] }> } };
      return (await axe.run('article')).violations.map(({ id }) => id);
    });
    expect(found, colorScheme).toEqual([]);
  }
  expect(window.complaints).toEqual([]);
});

it('counts no recipients of a complaint, which lists none', async () => {
  await open(
    'Abuse report',
    'From: feedback@provider.example',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
    '',
    '--b',
    '',
    'A complaint.',
    '--b',
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    ...Array.from({ length: 7 }, (_, at) => `Removal-Recipient: user${at}@provider.example`),
    ...Array.from({ length: 7 }, (_, at) => `Original-Rcpt-To: user${at}@provider.example`),
    '--b--',
  );
  await card().getByRole('heading', { name: 'A complaint', exact: false }).waitFor();
  expect(await card().getByRole('button').allInnerTexts()).toEqual([]);
});

it('tells an automatic answer from a failure, and says nothing above ordinary mail', async () => {
  await open('Out of office', 'From: Bo <bo@example.org>', 'Auto-Submitted: auto-replied', '', 'I am away.');
  await card().getByText('An automatic answer. It says nothing of whether your message arrived.').waitFor();
  await open('Hello again', 'From: Bo <bo@example.org>', '', 'I got "550 5.1.1 user unknown" from you.');
  await article().getByText('I got "550 5.1.1 user unknown" from you.').waitFor();
  expect(await card().count()).toBe(0);
});
