import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { unwrap } from '../../support/engine-fixture.ts';
import { type Between, type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

let window: RealWindow;
let page: Page;

beforeAll(async () => {
  window = await startRealWindow({ practice: true });
  page = window.page;
  await page.getByRole('row').first().waitFor();
}, 180_000);
afterAll(async () => {
  await window.close();
  await removeBuiltWindow();
});
afterEach(() => expect(window.complaints.splice(0)).toEqual([]));

const form = (on = page) => on.getByRole('form', { name: 'New message' });
const box = (name: string, on = page) => form(on).getByRole('textbox', { name, exact: true });
const drafts = async () => unwrap(await window.fixture.client.call('compose.drafts', {}));

async function write(to: string, subject: string, text = 'Some words.') {
  await page.getByRole('button', { name: 'New message' }).click();
  await box('To').fill(to);
  await box('Subject').fill(subject);
  await box('Message body').fill(text);
}

describe('writing a message', () => {
  it('completes people from the mail, sends with an attachment, and says what the server answered', async () => {
    // Who is known is gathered when the storage has nothing better to do: later than the rows, and without an event.
    await expect
      .poll(async () => unwrap(await window.fixture.client.call('compose.complete', { prefix: 'ben', limit: 1 })))
      .not.toEqual([]);
    await page.getByRole('button', { name: 'New message' }).click();
    for (const name of ['To', 'Cc', 'Bcc', 'Subject', 'Message body']) await box(name).waitFor();
    await box('To').fill(''); // waits until the draft is there to be written in
    await box('To').pressSequentially('ben');
    await page.getByRole('listbox', { name: 'People you know' }).getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    expect(await box('To').inputValue()).toBe('Ben Carter <ben@practice.test>, ');
    await box('Subject').fill('With a file');
    await box('Message body').fill('A line\n.a dot\nñandú');
    await form()
      .locator('input[type=file]')
      .setInputFiles({ name: 'zoña.txt', mimeType: 'text/plain', buffer: Buffer.from('hello\n'.repeat(500)) });
    await form().getByRole('button', { name: 'Remove zoña.txt' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('status')
      .filter({ hasText: /Sent: 250 .*queued as/ })
      .waitFor();
    expect(await form().count()).toBe(0);
    // The transcript followed.
    await page.getByRole('log', { name: 'Session lines' }).getByText('AUTH LOGIN').waitFor();
    await page.getByRole('treeitem', { name: 'Sent' }).click();
    await page.getByRole('row').filter({ hasText: 'With a file' }).waitFor();
  });

  it('that names one person several times comes as a message to that person, named once', async () => {
    await write('ana@practice.test, ANA@Practice.test', 'To nobody but me');
    await box('Cc').fill('Ana Pérez <ana@practice.test>');
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('status')
      .filter({ hasText: /Sent: 250 / })
      .waitFor();
    await page.getByRole('treeitem', { name: 'Inbox' }).click();
    await page.getByRole('row').filter({ hasText: 'To nobody but me' }).click();
    const article = page.getByRole('article', { name: 'Message' });
    await article.getByRole('heading', { level: 1, name: 'To nobody but me' }).waitFor();
    expect((await article.locator('.message-to').innerText()).trim()).toBe('to me');
  });

  it('says beside the field which address is none, and keeps the text', async () => {
    await write('ana, ben@practice.test', 'Wrong');
    await form().getByRole('button', { name: 'Send' }).click();
    await form().getByText('“ana” has no @').waitFor();
    expect(await box('To').getAttribute('aria-invalid')).toBe('true');
    expect(await box('Message body').inputValue()).toBe('Some words.');
    await box('To').fill('');
    await form().getByRole('button', { name: 'Send' }).click();
    await form().getByText('Enter at least one address.').waitFor();
    await form().getByRole('button', { name: 'Discard' }).click();
    await form().waitFor({ state: 'detached' });
    expect(await drafts()).toEqual([]);
  });

  it('keeps what is typed through a crash of the window, and offers it afterwards', async () => {
    const tab = await window.openTab();
    await tab.getByRole('button', { name: 'New message' }).click();
    await box('Subject', tab).fill('Half');
    await box('Message body', tab).fill('half a sentence that nobody');
    await form(tab).getByText('Saved', { exact: true }).waitFor();
    // No farewell: as if the window had died.
    await tab.close({ runBeforeUnload: false });
    const after = await window.openTab();
    await after.getByRole('button', { name: 'Continue' }).click();
    await expect.poll(() => box('Message body', after).inputValue()).toBe('half a sentence that nobody');
    await box('Subject', after).press('Escape');
    await form(after).waitFor({ state: 'detached' });
    await after.getByRole('button', { name: '1 unsent message' }).click();
    await after.getByRole('menuitem', { name: 'Half' }).click();
    await form(after).getByRole('button', { name: 'Discard' }).click();
    await after.getByRole('button', { name: '1 unsent message' }).waitFor({ state: 'detached' });
    await after.close();
  });

  it('leaves nothing behind where nothing was written', async () => {
    await page.getByRole('button', { name: 'New message' }).click();
    await box('To').waitFor();
    await page.keyboard.press('Escape');
    await form().waitFor({ state: 'detached' });
    await window.fixture.until('no draft is left', async () => (await drafts()).length === 0);
  });

  it('answers with the quote below the caret, to all if asked', async () => {
    await page.getByRole('treeitem', { name: /^Inbox/ }).click();
    await page.getByRole('row').filter({ hasText: 'Ports and TLS' }).click();
    await page.getByRole('article').getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('a');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Message body');
    await page.keyboard.type('Thanks.');
    await expect.poll(() => box('Message body').inputValue()).toMatch(/^Thanks\.\n\nOn .* wrote:\n> Hello,/);
    expect(await box('Subject').inputValue()).toMatch(/^Re: /);
    await form().getByRole('button', { name: 'Discard' }).click();
    await form().waitFor({ state: 'detached' });
  });

  it.each([
    ['r', 'reply'],
    ['a', 'reply to all'],
    ['f', 'forward'],
  ])('that is only a quote leaves no draft behind when it is closed (%s, %s)', async (key) => {
    await page.getByRole('treeitem', { name: /^Inbox/ }).click();
    await page.getByRole('row').filter({ hasText: 'Ports and TLS' }).click();
    await page.getByRole('article').getByRole('heading', { level: 1 }).waitFor();
    const close = async () => {
      await page.keyboard.press('Escape');
      await form().waitFor({ state: 'detached' });
    };
    const answer = async () => {
      await page.keyboard.press(key);
      await expect.poll(() => box('Subject').inputValue()).toMatch(/^(?:Re|Fwd): /);
    };
    await answer();
    await close();
    await expect.poll(drafts).toEqual([]);
    // Typed, and taken back.
    await answer();
    await box('Subject').press('End');
    await box('Subject').pressSequentially('!');
    await box('Subject').press('Backspace');
    await close();
    await expect.poll(drafts).toEqual([]);
    await answer();
    await box('Subject').press('End');
    await box('Subject').pressSequentially('!');
    await close();
    await expect.poll(async () => (await drafts()).map(({ subject }) => subject.at(-1))).toEqual(['!']);
    for (const { id } of await drafts()) unwrap(await window.fixture.client.call('compose.discard', { id }));
  });
});

/** Another page of the window, whose engine answers as `between` says; at the end of the test its letter is thrown away. */
async function openTab(between: Between): Promise<Page> {
  window.between(between);
  const on = await window.openTab();
  onTestFinished(async () => {
    window.between(null);
    if (await form(on).isVisible()) await form(on).getByRole('button', { name: 'Discard' }).click();
    await form(on).waitFor({ state: 'detached' });
    await on.close();
    for (const { id } of await drafts()) unwrap(await window.fixture.client.call('compose.discard', { id }));
  });
  await on.getByRole('row').first().waitFor();
  return on;
}

describe('a composer whose draft takes its time', () => {
  /** A page whose engine answers `compose.start` when it is told to. */
  const startSlow = async () => {
    const held = Promise.withResolvers<void>();
    onTestFinished(() => held.resolve());
    const on = await openTab((engine) => async (name, input) => {
      if (name === 'compose.start') await held.promise;
      return engine(name, input);
    });
    return { answer: () => held.resolve(), on };
  };

  it('leaves none behind when it is closed at once', async () => {
    const { answer, on } = await startSlow();
    const from = window.fixture.events.length;
    await on.getByRole('button', { name: 'New message' }).click();
    await box('To', on).waitFor();
    await on.keyboard.press('Escape');
    await form(on).waitFor({ state: 'detached' });
    answer();
    // Made, and discarded.
    await expect.poll(() => window.fixture.events.slice(from).filter(({ name }) => name === 'compose.changed').length).toBe(2);
    expect(await drafts()).toEqual([]);
  });

  it('keeps what was typed meanwhile, though it is closed before', async () => {
    const { answer, on } = await startSlow();
    await on.getByRole('button', { name: 'New message' }).click();
    await box('To', on).waitFor();
    await on.keyboard.type('ben@practice.test');
    await box('Subject', on).fill('Quick');
    await on.keyboard.press('Escape');
    await form(on).waitFor({ state: 'detached' });
    answer();
    await expect.poll(drafts).toMatchObject([{ to: 'ben@practice.test', subject: 'Quick', snippet: '' }]);
  });

  it('has what was typed meanwhile above the quote', async () => {
    const { answer, on } = await startSlow();
    await on.getByRole('row').filter({ hasText: 'Ports and TLS' }).click();
    await on.getByRole('article').getByRole('heading', { level: 1 }).waitFor();
    await on.keyboard.press('r');
    const body = on.getByRole('textbox', { name: 'Message body' });
    await body.waitFor();
    await on.keyboard.type('Typed at ');
    answer();
    await expect.poll(() => body.inputValue()).toContain('> Hello,');
    await on.keyboard.type('once.');
    expect(await body.inputValue()).toMatch(/^Typed at once\.\n\nOn .* wrote:\n> Hello,/);
  });
});

describe('a composer whose draft could not be begun', () => {
  it('begins it again when it is asked to, with what was typed meanwhile', async () => {
    let isBroken = true;
    const on = await openTab(
      (engine) => async (name, input) =>
        isBroken && name === 'compose.start' ? { ok: false, failure: { code: 'connection-lost', permanent: false } } : engine(name, input),
    );
    await on.getByRole('button', { name: 'New message' }).click();
    await box('Subject', on).fill('Typed meanwhile');
    const send = form(on).getByRole('button', { name: 'Send', exact: true });
    const again = form(on).getByRole('button', { name: 'Try again' });
    await again.waitFor();
    expect(await send.isEnabled()).toBe(false);
    await again.click();
    await again.waitFor();
    isBroken = false;
    await again.click();
    await form(on).getByText('Saved', { exact: true }).waitFor();
    expect(await box('Subject', on).inputValue()).toBe('Typed meanwhile');
    expect(await send.isEnabled()).toBe(true);
    expect(await again.count()).toBe(0);
    expect(await drafts()).toMatchObject([{ subject: 'Typed meanwhile' }]);
  });
});

describe('what is said of keeping', () => {
  it('is “Saved” only when the last key is', async () => {
    const saving: (() => void)[] = [];
    const on = await openTab((engine) => async (name, input) => {
      if (name === 'compose.save') await new Promise<void>((resolve) => saving.push(resolve));
      return engine(name, input);
    });
    const kept = form(on).locator('.compose-kept');
    await on.getByRole('button', { name: 'New message' }).click();
    await form(on).getByText('Saved', { exact: true }).waitFor();
    await box('Message body', on).pressSequentially('The first');
    await expect.poll(() => saving.length).toBe(1);
    await box('Message body', on).pressSequentially(' and the last');
    saving[0]?.();
    await expect.poll(() => saving.length).toBe(2);
    expect(await kept.textContent()).not.toBe('Saved');
    saving[1]?.();
    await form(on).getByText('Saved', { exact: true }).waitFor();
  });
});

describe('the outbox', () => {
  const outbox = () => page.getByRole('region', { name: 'Outbox' });
  const entry = (subject: string) =>
    outbox()
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: subject }) });

  it('names the recipient that was refused, with the server’s line', async () => {
    await write('ben@practice.test, 550@practice.test', 'Partly');
    await form().getByRole('button', { name: 'Send' }).click();
    const alert = page.getByRole('alert').filter({ hasText: '“Partly” was not accepted for everyone' });
    await alert.getByText(/^550 5\.1\.1/).waitFor();
    await alert.getByRole('button', { name: 'Go to the outbox' }).click();
    const refused = entry('Partly').getByRole('listitem').filter({ hasText: '550@practice.test' });
    await refused.getByText(/^550 5\.1\.1/).waitFor();
    await entry('Partly')
      .getByText(/queued as/)
      .first()
      .waitFor();
    await entry('Partly').getByText('Accepted for 1 of 2', { exact: true }).waitFor();
    // Where the outbox is in sight, no notice stands over it.
    expect(await page.getByRole('region', { name: 'Notices' }).locator(':scope > :not(.visually-hidden)').count()).toBe(0);
  });

  it('gives the part of those who were refused back to be corrected, and writes to nobody who has it', async () => {
    await outbox().getByRole('button', { name: 'Clear finished' }).click();
    await entry('Partly').getByRole('button', { name: 'Correct the addresses' }).click();
    await box('To').waitFor();
    await expect.poll(() => box('To').inputValue()).toBe('550@practice.test');
    expect(await box('Message body').inputValue()).toBe('Some words.');
    await box('To').fill('rui@practice.test');
    await form().getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => entry('Partly').getByText('Accepted by the server', { exact: true }).count()).toBe(2);
    await page.getByRole('button', { name: 'Outbox', exact: true }).waitFor();
  });

  it('does not send again by itself what may have arrived, and takes the user’s word', async () => {
    await write('lose-after-dot@practice.test', 'Lost');
    await form().getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').filter({ hasText: 'It is not known whether “Lost” was sent' }).waitFor();
    await entry('Lost').getByText('Outcome unknown').waitFor();
    expect(await entry('Lost').getByRole('button', { name: 'Send now' }).count()).toBe(0);
    await entry('Lost').getByRole('button', { name: 'Look again' }).click();
    await page.getByText('No trace of it in Sent or in the inbox').waitFor();
    await entry('Lost').getByRole('button', { name: 'Mark as arrived' }).click();
    await entry('Lost').getByText('Accepted by the server').waitFor();
  });

  it('says when it tries again, and gives the message back to be changed', async () => {
    await write('421@practice.test', 'Later');
    await form().getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').filter({ hasText: '“Later” is not sent yet' }).waitFor();
    await entry('Later')
      .getByText(/^Next attempt: /)
      .waitFor();
    await page.getByRole('button', { name: 'Outbox 1 waiting' }).waitFor();
    await entry('Later').getByRole('button', { name: 'Edit' }).click();
    await box('To').waitFor();
    expect(await box('To').inputValue()).toContain('421@practice.test');
    await box('To').fill('ben@practice.test');
    await form().getByRole('button', { name: 'Send' }).click();
    // The notice of an earlier message may still stand there: the entry itself is what is waited for.
    await entry('Later').getByText('Accepted by the server', { exact: true }).waitFor();
    await outbox().getByRole('button', { name: 'Clear finished' }).click();
    await outbox().getByText('The outbox is empty').waitFor();
  });
});
