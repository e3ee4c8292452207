/** Words fit the place that they stand in: next steps in the settings, lists said once, folders with a purpose, the help of the search. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../electron/contract/failure.ts';
import type { FailureCode } from '../../electron/contract/failures/failure-codes.ts';
import { describeFailure, failureWords } from '../../electron/words/words.ts';
import { type RealWindow, showTranscript, startRealWindow } from './real-window.ts';

let window: RealWindow;
beforeAll(async () => {
  window = await startRealWindow({ practice: true });
  await window.page.getByRole('row').first().waitFor();
}, 180_000);
afterAll(async () => {
  expect(window.complaints).toEqual([]);
  await window.close();
});

const languages = ['en', 'es', 'pt', 'pt-BR'] as const;

describe.each(languages)('the words of a failure in %s', (language) => {
  const words = failureWords[language];

  it('do not send a user who is in the settings of an account to these settings', () => {
    const about = Object.entries(words.sentences).filter(([, { next }]) => next.includes('{where}'));
    expect(about.length).toBeGreaterThan(4);
    for (const [code] of about) {
      const said = failure(code as FailureCode); // a key of the record
      expect(describeFailure(language, said).next).toContain(words.where.anywhere);
      const here = describeFailure(language, said, { kind: 'nobody' }, 'settings').next;
      expect(here).toContain(words.where.settings);
      expect(here).not.toContain(words.where.anywhere);
    }
    for (const { next } of Object.values(words.sentences)) expect(next).not.toContain(words.where.anywhere);
  });

  it.each(['recipients-refused', 'recipients-blocked'] as const)('name the recipients of %s only where they are known', (code) => {
    const unnamed = describeFailure(language, failure(code, { host: 'mx.example' }));
    expect(unnamed.happened).not.toContain(words.unknown);
    expect(unnamed.happened).not.toContain('{');
    const named = describeFailure(language, failure(code, { host: 'mx.example', detail: { addresses: 'ana@x.example' } }));
    expect(named.happened).toContain('ana@x.example');
  });
});

describe('the window', () => {
  it('says once who was refused, in a sentence', async () => {
    const { page } = window;
    const send = async (to: string, subject: string) => {
      await page.getByRole('button', { name: 'New message' }).click();
      const form = page.getByRole('form', { name: 'New message' });
      await form.getByRole('textbox', { name: 'To', exact: true }).fill(to);
      await form.getByRole('textbox', { name: 'Subject', exact: true }).fill(subject);
      await form.getByRole('button', { name: 'Send' }).click();
      const notice = page.getByRole('alert').filter({ hasText: `“${subject}”` });
      await notice.getByText(/^550 /).waitFor();
      const said = (await notice.innerText()).split('\n').filter((line) => !line.startsWith('550 '));
      await notice.getByRole('button', { name: 'Dismiss' }).click();
      return said.join('\n');
    };
    const refused = await send('550@practice.test', 'All');
    expect(refused.split('550@practice.test')).toHaveLength(2);
    expect(refused).toContain('refused these recipients: 550@practice.test.');
    const partly = await send('ben@practice.test, 550@practice.test', 'Some');
    expect(partly.split('550@practice.test')).toHaveLength(2);
    expect(partly).toContain('Not accepted: 550@practice.test.');
  });

  it('says of an empty folder with a purpose what comes into it, and where unsent messages are', async () => {
    const { page } = window;
    const empty = async (folder: string) => {
      await page.getByRole('treeitem', { name: folder }).click();
      await page.getByRole('heading', { name: folder, exact: true }).waitFor();
      await page.getByRole('grid', { name: 'Messages' }).getByRole('row').first().click();
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Delete');
    };
    await empty('Drafts');
    await page.getByText(/Drafts on the server appear here\. .* unsent messages, below the folders\./).waitFor();
    await empty('Archive');
    await page.getByText('Messages you archive appear here.').waitFor();
  });

  it('lists every operator of the search before anything is searched for', async () => {
    const { page } = window;
    await page.getByRole('button', { name: 'What can be searched for' }).click();
    const help = page.getByRole('dialog', { name: 'What can be searched for' });
    const text = await help.innerText();
    for (const operator of [
      'from:',
      'to:',
      'subject:',
      'body:',
      'in:',
      'has:attachment',
      'is:unread',
      'is:read',
      'is:flagged',
      'after:',
      'before:',
      '*',
      '-word',
      '"',
    ])
      expect(text).toContain(operator);
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Search mail' }).fill('zzzzqq');
    await page.getByText('Nothing found').waitFor();
    expect(await page.getByRole('button', { name: 'What can be searched for' }).count()).toBe(0);
  });
});

describe('a message in the place of another', () => {
  it('puts the first away with a word, and nothing of one in which nobody has written', async () => {
    const { fixture } = window;
    const page = await window.openTab();
    const form = page.getByRole('form', { name: 'New message' });
    const subject = form.getByRole('textbox', { name: 'Subject', exact: true });
    const subjects = async () => {
      const answer = await fixture.client.call('compose.drafts', {});
      return answer.ok ? answer.value.map((draft) => draft.subject) : [];
    };
    await page.getByRole('button', { name: 'New message' }).click();
    await subject.fill('The first');
    await page.getByRole('button', { name: 'New message' }).click();
    await page.getByRole('status').filter({ hasText: '“The first” is kept as an unsent message' }).waitFor();
    await expect.poll(() => subject.inputValue()).toBe('');
    await expect.poll(subjects).toEqual(expect.arrayContaining(['The first', '']));
    await page.getByRole('button', { name: 'New message' }).click();
    await expect.poll(async () => (await subjects()).toSorted()).toEqual(['', 'The first']);
  });

  it('shows a long note of the transcript whole when its line is opened', async () => {
    const { page } = window;
    await showTranscript(page);
    const note = page.getByRole('log', { name: 'Session lines' }).locator('[data-line]').filter({ hasText: /^\* / }).first();
    await note.locator('.line-row').click();
    const [short, whole] = [note.locator('.line-said span.line-note'), note.locator('.line-whole-note')];
    expect(await whole.innerText()).toBe((await short.textContent())?.trim());
    expect(await whole.evaluate((element) => getComputedStyle(element).textOverflow)).toBe('clip');
    expect(await whole.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  });
});
