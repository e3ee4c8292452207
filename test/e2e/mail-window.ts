/**
 * The window as its user knows it: parts found by the roles and names of the design, actions as clicks and keys. Whatever this file
 * cannot find, assistive technology cannot find either. Knows no server and asserts nothing.
 */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { ProvisionedAccount } from '../servers/accounts-file.ts';

/** For the slowest machine; nothing waits for it where all is well. */
export const patience = 30_000;

export interface MailWindow {
  page: Page;
  context: BrowserContext;
  folders: Locator;
  messages: Locator;
  article: Locator;
  transcript: Locator;
  /** A message of the list by words in it. */
  row(words: string | RegExp): Locator;
  openFolder(account: string, name: RegExp): Promise<void>;
  openMessage(words: string | RegExp): Promise<void>;
  /** Fills the dialog "Add account", which must be open. */
  fillAccount(account: ProvisionedAccount): Promise<void>;
  /** Writes in the form "New message", which must be open; only what is given is changed. */
  write(message: {
    to?: string;
    cc?: string;
    subject?: string;
    text?: string;
    attach?: { name: string; mimeType: string; buffer: Buffer }[];
  }): Promise<void>;
  send(): Promise<void>;
  session(words: RegExp): Locator;
  /** Every line of the session on show, in order, as it is read out. */
  readSession(): Promise<string[]>;
}

export interface WindowOptions {
  width?: number;
  height?: number;
  /** Of an open window: another tab of the same browser. */
  context?: BrowserContext;
}

/** Opens the address in a browser profile of its own. A page that complains to its console lands in `complaints`. */
export async function openWindow(
  browser: Browser,
  address: string,
  complaints: string[],
  { width = 1440, height = 1100, context }: WindowOptions = {},
): Promise<MailWindow> {
  const profile = context ?? (await browser.newContext({ viewport: { width, height }, locale: 'en-GB', acceptDownloads: true }));
  profile.setDefaultTimeout(patience);
  const page = await profile.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(address);
  return describeWindow(page, profile);
}

function describeWindow(page: Page, context: BrowserContext): MailWindow {
  const folders = page.getByRole('tree', { name: 'Folders' });
  const messages = page.getByRole('grid', { name: 'Messages' });
  const transcript = page.getByRole('region', { name: 'Transcript' });
  const form = page.getByRole('form', { name: 'New message' });
  const article = page.getByRole('article', { name: 'Message' });
  const row = (words: string | RegExp) => messages.getByRole('row').filter({ hasText: words });
  return {
    page,
    context,
    folders,
    messages,
    article,
    transcript,
    row,
    async openFolder(account, name) {
      await (await folderOf(folders, account, name)).click();
    },
    async openMessage(words) {
      await row(words).first().click();
      await article.getByRole('heading', { level: 1 }).filter({ hasText: words }).waitFor();
    },
    fillAccount: (account) => fillAccount(page.getByRole('dialog'), account),
    async write({ to, cc, subject, text, attach }) {
      if (to !== undefined) await form.getByRole('textbox', { name: 'To', exact: true }).fill(to);
      if (cc !== undefined) await form.getByRole('textbox', { name: 'Cc', exact: true }).fill(cc);
      if (subject !== undefined) await form.getByRole('textbox', { name: 'Subject' }).fill(subject);
      if (text !== undefined) await form.getByRole('textbox', { name: 'Message body' }).fill(text);
      if (attach) {
        const chooser = page.waitForEvent('filechooser');
        await form.getByRole('button', { name: 'Attach files' }).click();
        await (await chooser).setFiles(attach);
        for (const { name } of attach) await form.getByRole('button', { name: `Remove ${name}` }).waitFor();
      }
    },
    async send() {
      await form.getByRole('button', { name: 'Send', exact: true }).click();
      await form.waitFor({ state: 'detached' });
    },
    session: (words) => transcript.getByRole('listbox', { name: 'Sessions' }).getByRole('option').filter({ hasText: words }),
    readSession: () => readLog(page, transcript.getByRole('log', { name: 'Session lines' })),
  };
}

/** The folders of an account follow it in the tree, one level deeper. */
async function folderOf(folders: Locator, account: string, name: RegExp): Promise<Locator> {
  const below = `xpath=.//*[@role="treeitem"][@aria-level>1][preceding-sibling::*[@aria-level="1"][1][contains(., "${account}")]]`;
  const found = folders.locator(below).filter({ hasText: name }).first();
  await found.waitFor();
  return found;
}

async function fillAccount(dialog: Locator, { name, address, displayName, incoming, outgoing }: ProvisionedAccount): Promise<void> {
  await dialog.getByRole('textbox', { name: 'Address', exact: true }).fill(address);
  if (displayName !== undefined) await dialog.getByRole('textbox', { name: 'Your name' }).fill(displayName);
  await dialog.getByLabel('Password', { exact: true }).fill(incoming.password ?? '');
  await dialog.getByRole('button', { name: 'Set servers by hand' }).click();
  await dialog.getByRole('textbox', { name: 'Name of the account' }).fill(name);
  const words = { none: 'None', starttls: 'STARTTLS', tls: 'TLS' } as const;
  const incomingPart = dialog.getByRole('group', { name: 'Incoming mail' });
  await choose(incomingPart, incoming.protocol.toUpperCase());
  await choose(incomingPart, words[incoming.security]);
  await incomingPart.getByRole('textbox', { name: 'Server' }).fill(incoming.host);
  await incomingPart.getByRole('textbox', { name: 'Port' }).fill(String(incoming.port));
  await incomingPart.getByRole('textbox', { name: 'User name' }).fill(incoming.username);
  const outgoingPart = dialog.getByRole('group', { name: 'Outgoing mail (SMTP)' });
  await choose(outgoingPart, words[outgoing.security]);
  await outgoingPart.getByRole('textbox', { name: 'Server' }).fill(outgoing.host);
  await outgoingPart.getByRole('textbox', { name: 'Port' }).fill(String(outgoing.port));
  if (outgoing.mechanism === undefined) return;
  await outgoingPart.getByRole('button', { name: /Authentication/ }).click();
  await dialog.page().getByRole('option', { name: outgoing.mechanism, exact: true }).click();
}

/** The dot of a radio is drawn by the style sheet over the real one: a click goes to its label, as a user's does. */
async function choose(part: Locator, label: string): Promise<void> {
  await part.getByText(label, { exact: true }).click();
}

/** Only lines in sight exist: goes through them as one does with the keyboard. */
async function readLog(page: Page, log: Locator): Promise<string[]> {
  const lines = new Map<number, string>();
  await log.getByRole('listitem').first().waitFor();
  await log.evaluate((element) => element.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
  await page.keyboard.press('Home');
  const gather = () =>
    log.evaluate((element) => ({
      total: Number(element.querySelector('li')?.getAttribute('aria-setsize') ?? 0),
      seen: [...element.querySelectorAll('li')].map(
        (item) => [Number(item.getAttribute('aria-posinset')), item.textContent ?? ''] as const,
      ),
      focused: Number(document.activeElement?.closest('li')?.getAttribute('aria-posinset') ?? 0),
    }));
  for (const end = performance.now() + patience; ; ) {
    const { total, seen, focused } = await gather();
    for (const [position, text] of seen) if (text !== '') lines.set(position, text);
    if (lines.size >= total) return [...lines].sort(([one], [other]) => one - other).map(([, text]) => text);
    if (performance.now() > end) throw new Error(`Only ${lines.size} of ${total} lines came on the screen.`);
    await page.keyboard.press(focused >= total ? 'Home' : 'PageDown');
  }
}
