/** The server's reply in the notices and the outbox of the real window: in its own words, with what they mean beside them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RealWindow, removeBuiltWindow, startRealWindow } from './real-window.ts';

let window: RealWindow;
beforeAll(async () => {
  window = await startRealWindow({ practice: true });
  await window.page.getByRole('row').first().waitFor();
}, 180_000);
afterAll(async () => {
  expect(window.complaints).toEqual([]);
  await window.close();
  await removeBuiltWindow();
});

async function send(to: string, subject: string) {
  const { page } = window;
  await page.getByRole('button', { name: 'New message' }).click();
  const form = page.getByRole('form', { name: 'New message' });
  await form.getByRole('textbox', { name: 'To', exact: true }).fill(to);
  await form.getByRole('textbox', { name: 'Subject', exact: true }).fill(subject);
  await form.getByRole('button', { name: 'Send' }).click();
  return page.getByRole('alert').filter({ hasText: `“${subject}”` });
}

it('a refused recipient: the reply, what it means, who acts and what to do, each once', async () => {
  const { page } = window;
  const notice = await send('550@practice.test', 'Explained');
  await notice.getByText(/^550 /).waitFor();
  await notice.getByText('Likely cause').waitFor();
  const said = await notice.innerText();
  for (const label of ['Likely cause', 'Who acts', 'Next step']) expect(said.split(label)).toHaveLength(2);
  // The entry says what to do: the failure's own “Correct the addresses” is not said as well.
  expect(said).not.toContain('Correct the addresses');
  expect(said.indexOf('550 ')).toBeLessThan(said.indexOf('Likely cause'));

  // One press leads to the very line.
  await notice.getByRole('button', { name: 'Show the transcript' }).click();
  const marked = page.getByRole('log', { name: 'Session lines' }).locator('.line.is-marked');
  await marked.first().waitFor();
  expect(await marked.allInnerTexts()).toEqual([expect.stringMatching(/^S: 550 /)]);

  await notice.getByRole('button', { name: 'Outbox' }).click();
  const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Explained' }) });
  await entry.getByText('Likely cause').first().waitFor();
  expect((await entry.innerText()).split('Likely cause')).toHaveLength(2);
});

it('“go to the last error” by key: opens the transcript at the line, from whichever session is on show', async () => {
  const { page } = window;
  const sessions = page.getByRole('listbox', { name: 'Sessions' });
  // One without an error.
  await sessions.getByRole('option').filter({ hasText: 'IMAP' }).first().click();
  const marked = page.getByRole('log', { name: 'Session lines' }).locator('.line.is-marked');
  await expect.poll(() => marked.count()).toBe(0);
  await page.keyboard.press('F8');
  await marked.first().waitFor();
  expect(await marked.first().innerText()).toMatch(/^S: 55[04] /);
  await page.keyboard.press('Control+j');
  await expect.poll(() => sessions.count()).toBe(0);
  await page.keyboard.press('F8');
  await marked.first().waitFor();
});

it('a message that was taken says in the outbox what the reply means', async () => {
  const { page } = window;
  await send('ben@practice.test', 'Taken');
  const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Taken' }) });
  await entry.getByText('the server has taken responsibility for it').waitFor();
});
