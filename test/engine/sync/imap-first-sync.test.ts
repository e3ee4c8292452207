import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SyncState } from '../../../electron/contract/sync.ts';
import { createPracticeServer, type PracticeServer } from '../../../electron/practice/practice-server.ts';
import { accountOn, openProfile, type SyncProfile, value } from './sync-profile.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const message = (number: number, extra = '') =>
  Buffer.from(
    `From: Ben <ben@practice.test>\r\nTo: ana@practice.test\r\nSubject: message ${number}\r\nMessage-ID: <${number}@practice.test>\r\n` +
      `Date: Mon, 1 Jan 2024 00:00:00 +0000\r\n\r\nbody ${number}${extra}\r\n`,
  );

describe('an IMAP account', () => {
  let server: PracticeServer;
  let profile: SyncProfile;
  const folderOf = (name: string) => {
    const account = server.accounts.find(({ username }) => username === 'ana');
    const folder = account && server.mailbox.mailboxOf(account).find(name);
    if (!folder) throw new Error(`no folder ${name}`);
    return folder;
  };
  const fill = (count: number, name = 'INBOX') => {
    for (let number = 1; number <= count; number += 1)
      folderOf(name).append({ bytes: message(number), internalDate: Date.UTC(2024, 0, 1, 0, number) });
  };
  const open = async () => {
    profile = await openProfile({
      accounts: [{ id: 'ana', settings: accountOn({ port: server.imap.port, username: 'ana' }), password: 'practice' }],
    });
    await profile.sync.refreshAccounts();
  };
  const inbox = () => {
    const folder = profile.reader.folderByRole('ana', 'inbox');
    if (!folder) throw new Error('no inbox');
    return folder;
  };

  beforeEach(async () => {
    server = await createPracticeServer();
  });
  afterEach(async () => {
    await profile?.close();
    await server.close();
  });

  it('is held here exactly as the server has it, folder by folder, after the first synchronisation', async () => {
    fill(230);
    folderOf('Sent').append({ bytes: message(1, ' sent'), internalDate: 1, flags: ['\\Seen'] });
    await open();
    await profile.untilIdle();
    for (const name of ['INBOX', 'Sent']) {
      const truth = folderOf(name);
      const folder = profile.reader.folderByPath('ana', name);
      expect(folder?.server).toMatchObject({ uidValidity: truth.uidValidity, uidNext: truth.uidNext, exists: truth.messages.length });
      const held = Array.from(profile.reader.uids(folder?.id ?? 0).uids, (uid) => {
        const id = profile.reader.idOfUid(folder?.id ?? 0, uid);
        return [uid, sha256(profile.reader.raw(id ?? 0) ?? Buffer.alloc(0))];
      });
      expect(held).toEqual(truth.messages.map(({ uid, bytes }) => [uid, sha256(bytes)]));
    }
  });

  it('shows the newest page before anything else is fetched, and says how far the rest is', async () => {
    fill(450);
    await open();
    const first = await profile.until('a first row', () => {
      const folder = profile.reader.folderByRole('ana', 'inbox');
      const list = folder && profile.reader.list(folder.id, 0, 500);
      return list && list.total > 0 && list;
    });
    expect(first.total).toBeLessThan(450);
    expect(first.rows.map(({ subject }) => subject)).toEqual(first.rows.map((_row, index) => `message ${450 - index}`));
    expect(first.rows.some(({ bodyHeld }) => bodyHeld)).toBe(false);
    await profile.untilIdle();
    expect(inbox().total).toBe(450);
    const said = () => profile.events.flatMap(({ name, value }) => (name === 'sync.changed' ? [value as SyncState] : [])); // the event's own type
    await profile.until('the end of it said', () => said().at(-1)?.phase === 'idle');
    expect(said().at(-1)).toMatchObject({ bodies: { done: 450, total: 450 }, folder: null, failure: null });
    expect(new Set(said().map(({ phase }) => phase))).toContain('bodies');
  });

  it('shows new mail that arrives while it watches, and says who it is from', async () => {
    fill(3);
    await open();
    await profile.untilIdle();
    folderOf('INBOX').append({ bytes: message(99), internalDate: Date.UTC(2024, 5, 1) });
    await profile.until('new mail', () => profile.events.find(({ name }) => name === 'sync.newMail'));
    await profile.until('its body', () => profile.reader.list(inbox().id, 0, 1).rows[0]?.bodyHeld);
    expect(profile.reader.list(inbox().id, 0, 1).rows[0]).toMatchObject({ subject: 'message 99' });
    expect(profile.events.find(({ name }) => name === 'sync.newMail')?.value).toMatchObject({
      count: 1,
      newest: { from: 'Ben', subject: 'message 99' },
    });
  });

  it('forgets what another program deleted, and shows its flags', async () => {
    fill(5);
    await open();
    await profile.untilIdle();
    const truth = folderOf('INBOX');
    const [first, second] = truth.messages;
    if (!first || !second) throw new Error('no messages');
    truth.setFlags(second, ['\\Flagged', '\\Seen']);
    truth.expunge([first]);
    await profile.until('the deletion', () => inbox().total === 4);
    await profile.until('the flag', () => profile.reader.row(profile.reader.idOfUid(inbox().id, second.uid) ?? 0)?.flagged);
  });

  it('costs a handful of commands when it is started again and nothing is new', async () => {
    fill(40);
    await open();
    await profile.untilIdle();
    profile = await profile.reopen();
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
    await profile.until('IDLE', () => profile.commands().some((line) => line.endsWith('IDLE')));
    expect(profile.taps.taps).toHaveLength(1);
    const commands = profile.commands().filter((line) => !/ (CAPABILITY|AUTHENTICATE|LOGIN|ID|ENABLE|NAMESPACE|STATUS|IDLE)\b/.test(line));
    expect(commands.filter((line) => / (FETCH|SEARCH)\b/.test(line))).toEqual([]);
    expect(commands.length).toBeLessThan(6);
  });

  it('opens a message that is not held yet ahead of the download', async () => {
    fill(400);
    await open();
    const oldest = await profile.until('the first page', () => {
      const folder = profile.reader.folderByRole('ana', 'inbox');
      const list = folder && profile.reader.list(folder.id, 99, 1);
      return list?.rows[0];
    });
    value(await profile.sync.fetchMessage('ana', oldest.id));
    expect(profile.reader.raw(oldest.id)?.toString()).toContain('body 301');
    expect(inbox().total).toBeLessThan(401);
    const causes = profile.taps.taps[0]?.causes.map((cause) => cause?.key);
    expect(causes).toContain('open-message');
  });
});
