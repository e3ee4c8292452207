/** What a server did not take, in the window: the copy for Sent with its line and another try, and several remarks, none of which is lost. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { failure } from '../../../electron/contract/failure.ts';
import type { OutboxItem } from '../../../electron/contract/outbox.ts';
import type { FakeControls, FakeOptions } from '../fake/engine.ts';
import { startWindowHost, type WindowHost } from '../fake/window-host.ts';

declare global {
  interface Window {
    fake: FakeControls;
  }
}

let host: WindowHost;
beforeAll(async () => {
  host = await startWindowHost();
}, 120_000);
afterAll(() => host.close());

const open = (options: FakeOptions = {}): Promise<Page> => host.open(options, { viewport: { width: 1440, height: 900 }, locale: 'en-GB' });

const sent: OutboxItem = {
  id: 'sent-1',
  accountId: 'ana',
  from: 'ana@example.test',
  subject: 'Minutes',
  messageId: '<1@example.test>',
  state: 'accepted',
  recipients: [{ address: 'ben@example.test', state: 'accepted', reply: '250 2.0.0 taken' }],
  reply: '250 2.0.0 taken',
  queueId: null,
  failure: null,
  attempts: 1,
  queuedAt: 1_800_000_000_000,
  nextAttemptAt: null,
  finishedAt: 1_800_000_000_000,
  sentCopy: 'local',
  copyFailure: failure('copy-kept-here', { protocol: 'imap', host: 'mail.example.test', reply: 'NO [OVERQUOTA] Quota exceeded' }),
  copyRefusals: 1,
  session: null,
  size: 900,
};

it('shows why a copy for Sent is on this computer only, and files it again', async () => {
  const page = await open({ outbox: [sent] });
  await page
    .getByText(/^Outbox/)
    .first()
    .click();
  const outbox = page.getByRole('region', { name: 'Outbox' });
  await outbox.getByText('did not accept the copy for the Sent folder').waitFor();
  await outbox.getByText('NO [OVERQUOTA] Quota exceeded').waitFor();
  await outbox.getByRole('button', { name: 'Save the copy in Sent' }).click();
  await outbox.getByText('A copy is in Sent.').waitFor();
  expect(await outbox.getByRole('button', { name: 'Save the copy in Sent' }).count()).toBe(0);
  expect(await page.evaluate(() => window.fake.calls.filter(({ name }) => name === 'outbox.fileAgain').map(({ input }) => input))).toEqual([
    { id: 'sent-1' },
  ]);
});

it('does not offer it where a copy on this computer is as it should be', async () => {
  const page = await open({ outbox: [{ ...sent, copyFailure: null }] });
  await page
    .getByText(/^Outbox/)
    .first()
    .click();
  await page.getByText('The copy is kept on this computer only.').waitFor();
  expect(await page.getByRole('button', { name: 'Save the copy in Sent' }).count()).toBe(0);
});

it('the outbox shows what becomes of a message without asking for all of them again', async () => {
  const page = await open({ outbox: [sent] });
  await page
    .getByText(/^Outbox/)
    .first()
    .click();
  const entries = page.getByRole('region', { name: 'Outbox' }).getByRole('listitem');
  await entries.filter({ hasText: 'Minutes' }).first().waitFor();
  const asked = () => page.evaluate(() => window.fake.calls.filter(({ name }) => name === 'outbox.list').length);
  const before = await asked();
  const tell = (item: OutboxItem & { gone?: true }) => page.evaluate((told) => window.fake.emit('outbox.changed', told), item);
  const agenda: OutboxItem = { ...sent, id: 'sent-2', subject: 'Agenda', state: 'sending', copyFailure: null, queuedAt: sent.queuedAt + 1 };
  await tell(agenda);
  await entries.filter({ hasText: 'Agenda' }).first().waitFor();
  await tell({ ...agenda, state: 'unknown' });
  await entries.filter({ hasText: 'Agenda' }).getByRole('button', { name: 'Mark as arrived' }).waitFor();
  await tell({ ...sent, gone: true });
  await entries.filter({ hasText: 'Minutes' }).first().waitFor({ state: 'detached' });
  expect(await entries.filter({ hasText: 'Agenda' }).count()).toBeGreaterThan(0);
  expect(await asked()).toBe(before);
});

it('shows one after the other what servers say, though they say it at once', async () => {
  const page = await open();
  await page.getByRole('row').first().waitFor();
  const lines = ['one of three', 'two of three', 'three of three'];
  await page.evaluate(
    (remarks) => {
      for (const remark of remarks) window.fake.emit('sync.remark', { accountId: 'ana', remark });
    },
    lines.map((line) => failure('copy-kept-here', { protocol: 'imap', host: 'mail.example.test', reply: `NO ${line}` })),
  );
  for (const line of lines) {
    const alert = page.getByRole('alert').filter({ hasText: line });
    await alert.waitFor();
    await alert.getByRole('button', { name: 'Dismiss' }).click();
  }
  await page.getByRole('alert').waitFor({ state: 'detached' });
});
