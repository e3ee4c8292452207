import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SyncState } from '../../../electron/contract/sync.ts';
import { generateMailbox } from '../../support/material/mailbox-generator.ts';
import { type PracticeMailbox, practiceMessage, startPracticeMailbox } from './practice-mailbox.ts';
import { accountOn, openProfile, type SyncProfile, value } from './sync-profile.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('an IMAP account', () => {
  let practice: PracticeMailbox;
  let profile: SyncProfile;
  const open = async () => {
    profile = await openProfile({
      accounts: [{ id: 'ana', settings: accountOn({ port: practice.server.imap.port, username: 'ana' }), password: 'practice' }],
    });
    await profile.sync.refreshAccounts();
  };
  const inbox = () => {
    const folder = profile.reader.folderByRole('ana', 'inbox');
    if (!folder) throw new Error('no inbox');
    return folder;
  };

  beforeEach(async () => {
    practice = await startPracticeMailbox();
  });
  afterEach(async () => {
    await profile?.close();
    await practice.server.close();
  });

  it('is held here exactly as the server has it, folder by folder, after the first synchronisation', async () => {
    practice.fill(230);
    practice.folder('Sent').append({ bytes: practiceMessage(1, ' sent'), internalDate: 1, flags: ['\\Seen'] });
    await open();
    await profile.untilIdle();
    for (const name of ['INBOX', 'Sent']) {
      const truth = practice.folder(name);
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
    const count = 600;
    practice.fill(count);
    // Longer than the least time between two announcements, however fast the machine is.
    practice.server.faults.add({
      protocol: 'imap',
      when: { command: 'UID FETCH', argument: /BODY\.PEEK\[\]/, times: 1 },
      do: { delayMs: 600 },
    });
    await open();
    const first = await profile.until('a first row', () => {
      const folder = profile.reader.folderByRole('ana', 'inbox');
      const list = folder && profile.reader.list(folder.id, 0, 500);
      return list && list.total > 0 && list;
    });
    expect(first.total).toBeLessThan(count);
    expect(first.rows.map(({ subject }) => subject)).toEqual(first.rows.map((_row, index) => `message ${count - index}`));
    expect(first.rows.some(({ bodyHeld }) => bodyHeld)).toBe(false);
    await profile.untilIdle();
    expect(inbox().total).toBe(count);
    const said = () => profile.events.flatMap(({ name, value }) => (name === 'sync.changed' ? [value as SyncState] : [])); // the event's own type
    await profile.until('the end of it said', () => said().at(-1)?.phase === 'idle');
    expect(said().at(-1)).toMatchObject({ bodies: { done: count, total: count }, folder: null, failure: null });
    expect(new Set(said().map(({ phase }) => phase))).toContain('bodies');
  });

  it('finds the newest page without a list of all messages, also where numbers and UIDs have parted', async () => {
    const count = 400;
    practice.fill(count);
    const truth = practice.folder('INBOX');
    truth.expunge(truth.messages.filter(({ uid }) => uid % 3 === 0));
    const uids = truth.messages.map(({ uid }) => uid);
    await open();
    await profile.untilIdle();
    const watching = profile.taps.taps[0]?.bytes('client').toString('latin1').split('\r\n') ?? [];
    expect(watching.filter((line) => / UID (SEARCH|FETCH) /.test(line))).toEqual([
      expect.stringMatching(new RegExp(`UID SEARCH.* ${uids.length - 99}:\\*$`)),
      expect.stringContaining(`,${uids.at(-1)} (UID`),
    ]);
    expect([...profile.reader.uids(inbox().id).uids]).toEqual(uids);
    expect(inbox().server).toMatchObject({ uidNext: truth.uidNext, exists: uids.length });
  });

  it('describes the newest page by a few fields as it describes the rest by whole headers', async () => {
    // The same messages twice: the older ones are read whole, the newer ones are the newest page.
    const messages = [...generateMailbox({ seed: 3, count: 100, small: true })];
    for (const [copy, year] of [2020, 2024].entries())
      for (const { raw, number } of messages)
        practice.folder('INBOX').append({ bytes: raw, internalDate: Date.UTC(year, copy, 1, 0, number), flags: [] });
    await open();
    await profile.untilIdle();
    const asked = profile.taps.taps.flatMap(
      ({ bytes }) =>
        bytes('client')
          .toString('latin1')
          .match(/BODY\.PEEK\[HEADER[^\]]*\]/g) ?? [],
    );
    expect(asked).toEqual([
      'BODY.PEEK[HEADER.FIELDS (DATE FROM TO CC SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES CONTENT-TYPE)]',
      'BODY.PEEK[HEADER]',
    ]);
    const { rows } = profile.reader.list(inbox().id, 0, 200);
    const described = rows.map(({ id, date: _date, ...row }) => ({ ...row, messageId: profile.reader.location(id)?.messageId }));
    expect(described.slice(0, 100)).toEqual(described.slice(100));
  });

  it('knows the bodies of a folder again that another program has renamed', async () => {
    for (let number = 1; number <= 150; number += 1) {
      const bytes = Buffer.concat([Buffer.from('X-Mailer: a field that no row shows\r\n'), practiceMessage(number)]);
      practice.folder('Archive').append({ bytes, internalDate: Date.UTC(2024, 0, 1, 0, number) });
    }
    await open();
    await profile.untilIdle();
    const fetched = () => profile.commands().filter((line) => line.includes('BODY.PEEK[]')).length;
    const before = fetched();
    practice.mailbox.rename('Archive', 'Years');
    profile.sync.syncNow('ana');
    await profile.until('the new name', () => profile.reader.folderByPath('ana', 'Years')?.total === 150);
    await profile.untilIdle();
    expect(profile.reader.counts(profile.reader.folderByPath('ana', 'Years')?.id ?? 0)).toMatchObject({ bodiesHeld: 150 });
    expect(fetched()).toBe(before);
  });

  it('shows a page of every folder before the bodies of any are fetched', async () => {
    practice.fill(250);
    practice.fill(120, 'Sent');
    practice.fill(120, 'Archive');
    await open();
    await profile.untilIdle();
    const bulk = profile.taps.taps[1]?.bytes('client').toString('latin1').split('\r\n') ?? [];
    const firstBody = bulk.findIndex((line) => line.includes('BODY.PEEK[]'));
    expect(firstBody).toBeGreaterThan(0);
    const before = bulk.slice(0, firstBody).join('\n');
    for (const name of ['INBOX', 'Sent', 'Archive']) expect(before).toMatch(new RegExp(`SELECT "?${name}`));
    expect(bulk.slice(firstBody).join('\n')).not.toContain('BODY.PEEK[HEADER]');
    expect(profile.taps.taps).toHaveLength(2);
  });

  it('shows new mail that arrives while it watches, and says who it is from', async () => {
    practice.fill(3);
    await open();
    await profile.untilIdle();
    practice.folder('INBOX').append({ bytes: practiceMessage(99), internalDate: Date.UTC(2024, 5, 1) });
    await profile.until('new mail', () => inbox().total === 4);
    await profile.until('its body', () => profile.reader.list(inbox().id, 0, 1).rows[0]?.bodyHeld);
    expect(profile.reader.list(inbox().id, 0, 1).rows[0]).toMatchObject({ subject: 'message 99', from: [{ name: 'Ben' }], seen: false });
  });

  it('forgets what another program deleted, and shows its flags', async () => {
    practice.fill(5);
    await open();
    await profile.untilIdle();
    const truth = practice.folder('INBOX');
    const [first, second] = truth.messages;
    if (!first || !second) throw new Error('no messages');
    truth.setFlags(second, ['\\Flagged', '\\Seen']);
    truth.expunge([first]);
    await profile.until('the deletion', () => inbox().total === 4);
    await profile.until('the flag', () => profile.reader.row(profile.reader.idOfUid(inbox().id, second.uid) ?? 0)?.flagged);
  });

  it('costs a handful of commands when it is started again and nothing is new', async () => {
    practice.fill(40);
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

  it('opens a message that is not held yet while the download stands still', async () => {
    practice.fill(400);
    practice.server.faults.add({ protocol: 'imap', when: { connection: 2, command: 'UID FETCH' }, do: { stall: true } });
    await open();
    const oldest = await profile.until('the first page', () => {
      const folder = profile.reader.folderByRole('ana', 'inbox');
      const list = folder && profile.reader.list(folder.id, 99, 1);
      return list?.rows[0];
    });
    expect(oldest).toMatchObject({ subject: 'message 301', bodyHeld: false });
    value(await profile.sync.fetchMessage('ana', oldest.id));
    expect(profile.reader.raw(oldest.id)?.toString()).toContain('body 301');
    expect(profile.taps.taps[0]?.causes).toContainEqual({ key: 'open-message', messageId: oldest.id });
  });
});
