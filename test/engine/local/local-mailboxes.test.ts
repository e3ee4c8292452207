/** One mailbox of this computer that is opened with changes allowed and without: its numbers name the same messages for all. */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import type { AccountSettings } from '../../../electron/contract/accounts.ts';
import type { LocalMailbox } from '../../../electron/engine/local/local-mailbox.ts';
import { createLocalMailboxes } from '../../../electron/engine/sync/local/local-mailboxes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-places-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const settings = (incoming: AccountSettings['incoming']): { readonly settings: AccountSettings } => ({
  settings: {
    name: 'Here',
    address: 'ben@example.test',
    displayName: '',
    incoming,
    outgoing: { protocol: 'sendmail', program: '/usr/sbin/sendmail' },
  },
});
const delivered = (number: number) => `From ana@example.test Thu Jan 29 13:02:0${number} 2015\nSubject: message ${number}\n\nBody.\n\n`;
const subjectsBy = async (mailbox: LocalMailbox) => {
  const found: Record<number, string> = {};
  for (const { uid } of (await mailbox.look('INBOX')).messages)
    found[uid] = /message \d/.exec(String(await mailbox.readHeader('INBOX', uid)))?.[0] ?? '';
  return found;
};

it.each(['mbox', 'maildir'] as const)('a number names one message of a %s, whichever program opens it', async (protocol) => {
  const path = join(folder, 'mail');
  if (protocol === 'maildir') for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(path, name), { recursive: true });
  const past = new Date(Date.now() - 60_000);
  const deliver = (number: number) => {
    if (protocol === 'maildir') writeFileSync(join(path, 'new', `${number}.a.test`), delivered(number).split('\n').slice(1).join('\n'));
    else appendFileSync(path, delivered(number));
    for (const name of protocol === 'maildir' ? [join(path, 'new'), join(path, 'cur')] : [path]) utimesSync(name, past, past);
  };
  const open = createLocalMailboxes({ dataFolder: folder, clock: systemClock, home: folder });
  const openAs = (allowChanges: boolean) => open(settings({ protocol, path, allowChanges }));
  deliver(1);
  deliver(2);
  const changing = await openAs(true);
  expect(await subjectsBy(changing)).toEqual({ 1: 'message 1', 2: 'message 2' });
  deliver(3);
  const reading = await openAs(false);
  await expect.poll(() => subjectsBy(reading), { timeout: 60_000 }).toMatchObject({ 3: 'message 3' });
  if (protocol === 'mbox') {
    rmSync(path);
    for (const number of [2, 3]) deliver(number);
  } else rmSync(join(path, 'new', '1.a.test'));
  deliver(4);
  await expect.poll(() => subjectsBy(reading), { timeout: 60_000 }).toEqual({ 2: 'message 2', 3: 'message 3', 4: 'message 4' });
  deliver(5);
  const all = { 2: 'message 2', 3: 'message 3', 4: 'message 4', 5: 'message 5' };
  await expect.poll(() => subjectsBy(changing), { timeout: 60_000 }).toEqual(all);
  expect(await subjectsBy(reading)).toEqual(all);
  expect(await subjectsBy(await openAs(true))).toEqual(all);
  expect([changing.allowsChanges, reading.allowsChanges]).toEqual([true, false]);
});
