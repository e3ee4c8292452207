import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import { connectImap } from '../../../electron/engine/imap/connection.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type DovecotServer, startDovecot } from '../../servers/dovecot.ts';
import { createMemoryTaps } from '../../support/memory-tap.ts';
import { accountOn, openProfile, type SyncProfile, value } from './sync-profile.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const users = ['ana', 'ben', 'rui', 'eva'].map((name) => ({ name, password: `of ${name}` }));

describeWithServers(['dovecot'], 'an account on Dovecot', () => {
  let server: DovecotServer;
  let profile: SyncProfile;

  const open = async (name: string) => {
    profile = await openProfile({
      accounts: [
        { id: name, settings: accountOn({ port: server.ports.imap, username: name, security: 'starttls' }), password: `of ${name}` },
      ],
      certificate: server.trustedCertificate,
    });
    await profile.sync.refreshAccounts();
  };
  const asAnotherProgram = (name: string) =>
    connectImap({
      ...accountOn({ port: server.ports.imap, username: name }).incoming,
      password: `of ${name}`,
      trust: { extraCertificates: [], pinned: [] },
      openTap: createMemoryTaps().openTap,
      opening: { accountId: null, accountName: 'another program', purpose: 'check' },
      clock: systemClock,
    });
  const deliver = (user: string, number: number, options: Parameters<DovecotServer['mail']['deliver']>[2] = {}) =>
    server.mail.deliver(user, `Subject: message ${number}\nMessage-ID: <${number}@example.test>\n\nbody ${number}\n`, {
      date: new Date(Date.UTC(2024, 0, 1, 0, number)),
      ...options,
    });
  const folder = (path: string) => {
    const [accountId] = profile.reader.accounts().map(({ id }) => id);
    const found = profile.reader.folderByPath(accountId ?? '', path);
    if (!found) throw new Error(`no ${path}`);
    return found;
  };
  /** What is held of a folder: SHA-256 of every message, sorted. */
  const held = (path: string) => {
    const { id } = folder(path);
    return Array.from(profile.reader.uids(id).uids, (uid) =>
      sha256(profile.reader.raw(profile.reader.idOfUid(id, uid) ?? 0) ?? Buffer.alloc(0)),
    ).sort();
  };
  const truth = async (user: string, path?: string) => (await server.mail.messages(user, path)).map(({ wire }) => sha256(wire)).sort();
  const shown = (path: string) => profile.reader.list(folder(path).id, 0, 500).rows.map(({ subject }) => subject);

  beforeAll(async () => {
    server = await startDovecot({ users });
  });
  afterEach(() => profile?.close());
  afterAll(() => server?.stop());

  it('is held here exactly as it lies on the server, and a restart reads only what changed meanwhile', async () => {
    for (let number = 1; number <= 120; number += 1) await deliver('ana', number);
    for (let number = 1; number <= 12; number += 1) await deliver('ana', 1000 + number, { folder: 'Work', flags: ['\\Seen'] });
    await open('ana');
    await profile.untilIdle();
    expect(held('INBOX')).toEqual(await truth('ana'));
    expect(held('Work')).toEqual(await truth('ana', 'Work'));
    expect(folder('Work')).toMatchObject({ total: 12, unread: 0 });

    profile = await profile.reopen();
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
    expect(profile.taps.taps).toHaveLength(1);
    expect(profile.commands().filter((line) => /^\S+ UID (FETCH|SEARCH)/.test(line))).toEqual([]);

    profile = await profile.reopen({ password: async () => null });
    await deliver('ana', 121);
    const [first] = await server.mail.messages('ana');
    await rm(first?.path ?? '');
    await deliver('ana', 1013, { folder: 'Work' });
    profile = await profile.reopen({ password: async () => 'of ana' });
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
    expect(held('INBOX')).toEqual(await truth('ana'));
    expect(held('Work')).toEqual(await truth('ana', 'Work'));
    const fetched = profile.commands().filter((line) => /^\S+ UID FETCH \S+ .*BODY/.test(line));
    expect(fetched.length).toBeLessThanOrEqual(4);
  });

  it('shows mail that arrives while it watches, and flags that other programs set', async () => {
    await deliver('ben', 1);
    await open('ben');
    await profile.untilIdle();
    await profile.until('IDLE', () => profile.commands().some((line) => line.endsWith('IDLE')));
    await deliver('ben', 2);
    await profile.until('the new message', () => shown('INBOX')[0] === 'message 2');
    await profile.until('its body', () => profile.reader.list(folder('INBOX').id, 0, 1).rows[0]?.bodyHeld);
    expect(held('INBOX')).toEqual(await truth('ben'));

    const other = await asAnotherProgram('ben');
    await other.select('INBOX');
    await other.setFlags([2], { add: ['\\Flagged'] });
    await profile.until('the flag', () => profile.reader.list(folder('INBOX').id, 0, 1).rows[0]?.flagged);
    await other.deleteForever([1]);
    await profile.until('the deletion', () => shown('INBOX').length === 1);
    expect(shown('INBOX')).toEqual(['message 2']);
    await other.logout();
  });

  it('moves, flags and deletes on the server what is moved, flagged and deleted here', async () => {
    for (let number = 1; number <= 4; number += 1) await deliver('rui', number);
    await deliver('rui', 5, { folder: 'Work' });
    await open('rui');
    await profile.untilIdle();
    const id = (subject: string) => {
      const row = profile.reader.list(folder('INBOX').id, 0, 100).rows.find((candidate) => candidate.subject === subject);
      if (!row) throw new Error(`no ${subject}`);
      return row.id;
    };
    const moved = id('message 2');
    value(await profile.sync.operations.setFlag([moved, id('message 3')], 'flagged', true));
    value(await profile.sync.operations.move([moved], folder('Work').id));
    const { operationId } = value(await profile.sync.operations.remove([id('message 4')]));
    await server.mail.waitFor('rui', (messages) => messages.length === 2, { folder: 'Work' });
    await server.mail.waitFor('rui', (messages) => messages.length === 1, { folder: 'Trash' });
    await profile.untilIdle();
    expect((await server.mail.messages('rui', 'Work')).map(({ flags }) => flags.includes('\\Flagged'))).toContain(true);
    value(await profile.sync.operations.undo(operationId));
    await server.mail.waitFor('rui', (messages) => messages.length === 0, { folder: 'Trash' });
    await profile.untilIdle();
    profile.sync.syncNow('rui');
    await profile.untilIdle();
    expect(shown('INBOX')).toEqual(['message 4', 'message 3', 'message 1']);
    expect(held('INBOX')).toEqual(await truth('rui'));
    expect(held('Work')).toEqual(await truth('rui', 'Work'));
  });

  it('reads a folder again that the server has renumbered, and takes up the bodies it holds', async () => {
    for (let number = 1; number <= 30; number += 1) await deliver('eva', number);
    await open('eva');
    await profile.untilIdle();
    const before = folder('INBOX').server.uidValidity;
    profile = await profile.reopen({ password: async () => null });
    value(await profile.sync.operations.setFlag([profile.reader.list(folder('INBOX').id, 0, 1).rows[0]?.id ?? 0], 'flagged', true));
    const maildir = server.mail.locate('eva');
    for (const name of ['dovecot-uidlist', 'dovecot-uidvalidity', 'dovecot.index', 'dovecot.index.log', 'dovecot.index.cache'])
      await rm(join(maildir, name), { force: true });
    profile = await profile.reopen({ password: async () => 'of eva' });
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
    expect(folder('INBOX').server.uidValidity).not.toBe(before);
    expect(held('INBOX')).toEqual(await truth('eva'));
    expect(profile.commands().filter((line) => line.includes('BODY.PEEK[]'))).toEqual([]);
    // The change was meant for a number that now belongs to nobody knows what.
    expect((await server.mail.messages('eva')).filter(({ flags }) => flags.includes('\\Flagged'))).toEqual([]);
    await profile.until('the failure said', () =>
      profile.events.some(
        ({ name, value: failed }) => name === 'messages.operationFailed' && JSON.stringify(failed).includes('uid-validity-changed'),
      ),
    );
  });
});
