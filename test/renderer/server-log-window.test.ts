/** The log of a mail server in the window: opened by its path, messages with their stories, lines with their meaning, a message in a mailbox. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../support/engine-fixture.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from './real-window.ts';

let window: RealWindow;
let folder: string;
let subject: string;
let messageNumber = 0;
let queueId = '';

const at = (rest: string) => `Nov 30 10:00:00 mx ${rest}\n`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-server-log-'));
  window = await startRealWindow({ practice: true });
  await window.page.getByRole('row').first().waitFor();
  // A message of the practice mailbox, as the log of the server that delivered it would have it.
  const { client } = window.fixture;
  const inbox = unwrap(await client.call('folders.list', {})).find(({ role }) => role === 'inbox');
  const { rows } = unwrap(
    await client.call('lists.page', { source: { kind: 'folder', folderId: inbox?.id ?? 0 }, position: 0, limit: 30 }),
  );
  // One whose way names a queue.
  for (const { id } of rows) {
    queueId =
      unwrap(await client.call('messages.path', { id })).hops.find((hop) => /^[0-9A-F]{9,12}$|^4[0-9A-Za-z]{13,}$/.test(hop.id ?? ''))
        ?.id ?? '';
    messageNumber = id;
    if (queueId !== '') break;
  }
  const opened = unwrap(await client.call('messages.open', { id: messageNumber }));
  subject = opened.row.subject;
  const messageId = opened.headers.find(({ name }) => name.toLowerCase() === 'message-id')?.value ?? '';
  const log = [
    at('postfix/smtpd[1]: connect from mail.b.example[198.51.100.7]'),
    at('postfix/smtpd[1]: 4Xk9Zq2Mz1z9sR3: client=mail.b.example[198.51.100.7]'),
    at(`postfix/cleanup[1]: 4Xk9Zq2Mz1z9sR3: message-id=${messageId}`),
    at('postfix/qmgr[1]: 4Xk9Zq2Mz1z9sR3: from=<ben@b.example>, size=1234, nrcpt=1 (queue active)'),
    at('postfix/lmtp[1]: 4Xk9Zq2Mz1z9sR3: to=<ana@practice.test>, relay=mx[private/lmtp], dsn=2.0.0, status=sent (250 2.0.0 Saved)'),
    at('postfix/qmgr[1]: 4Xk9Zq2Mz1z9sR3: removed'),
    at('postfix/qmgr[1]: 4Xk9Zq5pz5z9sR4: from=<ana@practice.test>, size=300, nrcpt=1 (queue active)'),
    at(
      'postfix/smtp[1]: 4Xk9Zq5pz5z9sR4: to=<full@c.example>, relay=mx.c.example[192.0.2.5]:25, dsn=5.2.2, status=bounced (host mx.c.example[192.0.2.5] said: 552 5.2.2 Mailbox full (in reply to RCPT TO command))',
    ),
    at('postfix/bounce[1]: 4Xk9Zq5pz5z9sR4: sender non-delivery notification: 4Xk9Zq6kz6z9sR5'),
    at('postfix/qmgr[1]: 4Xk9Zq5pz5z9sR4: removed'),
    at('postfix/qmgr[1]: 4Xk9Zq6kz6z9sR5: from=<>, size=2300, nrcpt=1 (queue active)'),
    at('postfix/virtual[1]: 4Xk9Zq6kz6z9sR5: to=<ana@practice.test>, relay=virtual, dsn=2.0.0, status=sent (delivered to maildir)'),
    at('postfix/qmgr[1]: 4Xk9Zq6kz6z9sR5: removed'),
  ];
  writeFileSync(join(folder, 'mail.log'), log.join(''));
  writeFileSync(
    join(folder, 'mail.log.1.gz'),
    gzipSync(
      at(
        'postfix/smtpd[1]: NOQUEUE: reject: RCPT from x[203.0.113.9]: 554 5.7.1 <y@z.example>: Relay access denied; from=<a@b.example> to=<y@z.example> proto=ESMTP helo=<x>',
      ),
    ),
  );
}, 180_000);
afterAll(async () => {
  await window?.close();
  await removeBuiltWindow();
  rmSync(folder, { recursive: true });
});
afterEach(() => expect(window.complaints.splice(0)).toEqual([]));

describe('the log of a mail server', () => {
  it('opened by keyboard tells what became of each message, and why', async () => {
    const { page } = window;
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    const view = page.getByRole('region', { name: 'Server log' });
    await view.getByRole('textbox', { name: 'File or folder' }).waitFor();
    await view.getByRole('heading', { name: 'No log is open' }).waitFor();
    await page.keyboard.type(join(folder, 'mail.log'));
    await page.keyboard.press('Enter');
    await view.getByRole('status').filter({ hasText: 'Read to the end · lines: 14, messages: 4' }).waitFor();
    const list = view.getByRole('listbox', { name: 'Messages' });
    await expect.poll(() => list.getByRole('option').count()).toBe(4);
    expect(await list.getByRole('option').allInnerTexts()).toEqual([
      expect.stringMatching(/^Delivered[\s\S]*no sender: a notice → ana@practice\.test$/),
      expect.stringMatching(/^Bounced[\s\S]*ana@practice\.test → full@c\.example$/),
      expect.stringMatching(/^Delivered[\s\S]*ben@b\.example → ana@practice\.test$/),
      expect.stringMatching(/^Rejected[\s\S]*a@b\.example → y@z\.example$/),
    ]);
    await list.getByRole('option').first().focus();
    await page.keyboard.press('ArrowDown');
    const story = view.getByRole('article', { name: 'Story of the message' });
    await story.getByRole('list', { name: 'Recipients' }).getByText('The mailbox is full.').waitFor();
    expect(await story.getByRole('list', { name: 'Lines' }).getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('The message is in the queue and its turn has come'),
      expect.stringContaining('Not delivered to full@c.example, for good. The sender gets a notice of it. The mailbox is full.'),
      expect.stringContaining('The server wrote a notice of non-delivery'),
      expect.stringContaining('Done: the message has left the queue.'),
    ]);
    // To the notice that was made of it, and back.
    await story.getByRole('button', { name: '4Xk9Zq6kz6z9sR5' }).click();
    await story.getByText('no sender: a notice').waitFor();
    await story.getByRole('button', { name: '4Xk9Zq5pz5z9sR4' }).click();
    await story.getByText('full@c.example').first().waitFor();
  });

  it('is searched and filtered, and shows every line', async () => {
    const { page } = window;
    const view = page.getByRole('region', { name: 'Server log' });
    const options = view.getByRole('listbox', { name: 'Messages' }).getByRole('option');
    await view.getByRole('textbox', { name: 'Search the log' }).fill('Z.EXAMPLE');
    await expect.poll(() => options.count()).toBe(1);
    await view.getByRole('textbox', { name: 'Search the log' }).fill('nowhere');
    await view.getByText('No message fits.').waitFor();
    await view.getByRole('textbox', { name: 'Search the log' }).fill('');
    await view.getByRole('button', { name: 'State' }).click();
    await page.getByRole('option', { name: 'Bounced', exact: true }).click();
    await expect.poll(() => options.count()).toBe(1);
    await view.getByText('All lines').click();
    const lines = view.getByRole('list', { name: 'Lines' }).getByRole('listitem');
    await expect.poll(() => lines.count()).toBe(14);
    expect(await lines.nth(1).innerText()).toMatch(/connect from mail[\s\S]*mail\.b\.example\[198\.51\.100\.7\] connected\.$/);
  });

  it('is followed as it grows, and stopped', async () => {
    const { page } = window;
    const view = page.getByRole('region', { name: 'Server log' });
    await view.getByText('Follow as it grows').click();
    await view.getByRole('button', { name: 'Read', exact: true }).click();
    const status = view.getByRole('status');
    await status.filter({ hasText: 'Following the file · lines: 14, messages: 4' }).waitFor();
    const added = [
      at('postfix/qmgr[1]: 4Xk9Zq7kz7z9sR6: from=<new@b.example>, size=1, nrcpt=1 (queue active)'),
      at('postfix/bounce[1]: 4Xk9Zq7kz7z9sR6: sender delay notification: 4Xk9Zq8kz8z9sR7'),
    ];
    appendFileSync(join(folder, 'mail.log'), added.join(''));
    await status.filter({ hasText: 'lines: 16, messages: 5' }).waitFor();
    await view.getByText('Messages', { exact: true }).click();
    await view.getByRole('listbox', { name: 'Messages' }).getByText('new@b.example').click();
    // Its notice has not come yet.
    await view.getByRole('article', { name: 'Story of the message' }).getByRole('button', { name: '4Xk9Zq8kz8z9sR7' }).click();
    await page.getByText('This log says nothing of 4Xk9Zq8kz8z9sR7.').first().waitFor();
    await view.getByRole('button', { name: 'Stop' }).click();
    await status.filter({ hasText: 'Stopped' }).waitFor();
  });

  it('leads to the message in a mailbox, and is still open on the way back', async () => {
    const { page } = window;
    const view = page.getByRole('region', { name: 'Server log' });
    await view.getByRole('option').filter({ hasText: 'ben@b.example' }).click();
    await view.getByRole('button', { name: 'Open the message' }).click();
    await page.getByRole('article', { name: 'Message' }).getByRole('heading', { name: subject }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await view.getByRole('status').filter({ hasText: 'lines: 16, messages: 5' }).waitFor();
    expect(await view.getByRole('textbox', { name: 'File or folder' }).inputValue()).toBe(join(folder, 'mail.log'));
  });

  it('is gone to from the message, by its Message-ID or else by a queue id of its way, also when it has been closed', async () => {
    const { page, fixture } = window;
    const view = page.getByRole('region', { name: 'Server log' });
    const show = async () => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('Show in server log');
      await page.keyboard.press('Enter');
    };
    await view.getByRole('option').filter({ hasText: 'ben@b.example' }).click();
    await view.getByRole('button', { name: 'Open the message' }).click();
    const message = page.getByRole('article', { name: 'Message' });
    await message.getByRole('heading', { name: subject }).waitFor();
    await show();
    const story = view.getByRole('article', { name: 'Story of the message' });
    await story.getByText('4Xk9Zq2Mz1z9sR3', { exact: true }).waitFor();
    await story.getByRole('button', { name: 'Open the message' }).click();
    await message.getByRole('heading', { name: subject }).waitFor();
    // Where no log is open any more, the last one is read again; without the Message-ID a queue id of the way leads there.
    const opened = unwrap(await fixture.client.call('mailLog.opened', {}));
    unwrap(await fixture.client.call('mailLog.close', { log: opened?.log ?? '' }));
    const path = join(folder, 'mail.log');
    const whole = readFileSync(path, 'utf8');
    expect(queueId).not.toBe('');
    writeFileSync(
      path,
      whole
        .split('\n')
        .filter((line) => !line.includes('message-id='))
        .join('\n')
        .replaceAll('4Xk9Zq2Mz1z9sR3', queueId),
    );
    await show();
    await story.getByText(queueId, { exact: true }).waitFor();
    expect(await view.getByRole('textbox', { name: 'File or folder' }).inputValue()).toBe(path);
    writeFileSync(path, whole);
    await view.getByRole('button', { name: 'Read', exact: true }).click();
    await view.getByRole('status').filter({ hasText: 'lines: 16, messages: 5' }).waitFor();
  });

  it('names by its queue id what has neither sender nor recipient, and says where no line is about a message', async () => {
    const { page } = window;
    const view = page.getByRole('region', { name: 'Server log' });
    const open = async (lines: readonly string[]) => {
      writeFileSync(join(folder, 'other.log'), lines.map(at).join(''));
      await view.getByRole('textbox', { name: 'File or folder' }).fill(join(folder, 'other.log'));
      await view.getByRole('button', { name: 'Read', exact: true }).click();
      await view
        .getByRole('status')
        .filter({ hasText: `lines: ${lines.length}, ` })
        .waitFor();
    };
    await open(['postfix/smtpd[1]: connect from mail.b.example[198.51.100.7]']);
    await view.getByText('No line of this log is about a message.', { exact: false }).waitFor();
    await open(['postfix/qmgr[1]: 4Xk9Zq8Mz8z9sR8: removed', 'postfix/smtpd[1]: 4Xk9Zq9Mz9z9sR9: client=mail.b.example[198.51.100.7]']);
    const rows = view.getByRole('listbox', { name: 'Messages' }).getByRole('option');
    await rows.filter({ hasText: '4Xk9Zq9Mz9z9sR9' }).waitFor();
    // With the time of day: a log is of few days.
    expect((await rows.allInnerTexts()).join()).toMatch(/\d:\d\d/);
  });

  it('lays the story below the list where the pane is narrow', async () => {
    const { page } = window;
    const view = page.getByRole('region', { name: 'Server log' });
    await view.getByRole('listbox', { name: 'Messages' }).getByRole('option').first().click();
    const boxes = async () => [await view.getByRole('listbox').boundingBox(), await view.getByRole('article').boundingBox()] as const;
    const [list, beside] = await boxes();
    expect(beside?.y).toBe(list?.y);
    await page.setViewportSize({ width: 540, height: 900 });
    await expect.poll(async () => (await boxes())[1]?.y ?? 0).toBeGreaterThan((list?.y ?? 0) + 100);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('says what cannot be read', async () => {
    const { page } = window;
    const view = page.getByRole('region', { name: 'Server log' });
    await view.getByRole('textbox', { name: 'File or folder' }).fill(join(folder, 'nothing.log'));
    await view.getByRole('button', { name: 'Read', exact: true }).click();
    await view.getByRole('alert').getByText('nothing.log').first().waitFor();
  });
});
