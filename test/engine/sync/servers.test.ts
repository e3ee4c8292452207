import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import { connectImap } from '../../../electron/engine/imap/connection.ts';
import { describeWithServers, type ServerName } from '../../servers/availability.ts';
import { startCourier } from '../../servers/courier.ts';
import { startCyrus } from '../../servers/cyrus/cyrus.ts';
import type { MailUser } from '../../servers/dovecot/dovecot.ts';
import { startDovecotImap } from '../../servers/dovecot/dovecot-imap.ts';
import { type ImapServer, waitForContents } from '../../servers/imap-server.ts';
import type { DeliverOptions } from '../../servers/maildir.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';
import { signIn } from '../../support/scripted/peer.ts';
import { accountOn, folderAt, hashesHeld, openProfile, type SyncProfile, sha256, value } from './sync-profile.ts';

const users = ['ana', 'ben', 'rui'].map((name) => ({ name, password: `of ${name}` }));

interface Kind {
  readonly name: string;
  readonly needs: ServerName;
  readonly start: (options: { users: MailUser[] }) => Promise<ImapServer>;
  /** It can say what has changed since (RFC 7162). */
  readonly hasQresync: boolean;
}

const kinds: readonly Kind[] = [
  { name: 'Dovecot', needs: 'dovecot', start: startDovecotImap, hasQresync: true },
  { name: 'Cyrus', needs: 'cyrus', start: startCyrus, hasQresync: true },
  { name: 'Courier', needs: 'courier', start: startCourier, hasQresync: false },
];

for (const { name, needs, start, hasQresync } of kinds)
  describeWithServers([needs], `an account on ${name}`, () => {
    let server: ImapServer;
    let profile: SyncProfile;

    const open = async (name: string) => {
      profile = await openProfile({
        accounts: [{ id: name, settings: accountOn({ port: server.port, username: name, security: 'starttls' }), password: `of ${name}` }],
        certificate: server.trustedCertificate,
      });
      await profile.sync.refreshAccounts();
    };
    const asAnotherProgram = (name: string) =>
      connectImap({
        ...accountOn({ port: server.port, username: name }).incoming,
        credentials: signIn(name, `of ${name}`),
        trust: { extraCertificates: [], pinned: [] },
        openTap: createMemoryTaps().openTap,
        opening: { accountId: null, accountName: 'another program', purpose: 'check' },
        clock: systemClock,
      });
    const deliver = (user: string, number: number, options: DeliverOptions = {}) =>
      server.deliver(user, `Subject: message ${number}\nMessage-ID: <${number}@example.test>\n\nbody ${number}\n`, {
        date: new Date(Date.UTC(2024, 0, 1, 0, number)),
        ...options,
      });
    const folder = (path: string) => folderAt(profile, path);
    const held = (path: string) => hashesHeld(profile, path);
    const work = () => server.path('Work');
    const truth = async (user: string, path?: string) => (await server.contents(user, path)).map(sha256).sort();
    const shown = (path: string) => profile.reader.list(folder(path).id, 0, 500).rows.map(({ subject }) => subject);

    beforeAll(async () => {
      server = await start({ users });
    });
    afterEach(() => profile?.close());
    afterAll(() => server?.stop());

    it('is held here exactly as it lies on the server, and a restart reads only what changed meanwhile', async () => {
      for (let number = 1; number <= 40; number += 1) await deliver('ana', number);
      for (let number = 1; number <= 12; number += 1) await deliver('ana', 1000 + number, { folder: work(), flags: ['\\Seen'] });
      await open('ana');
      await profile.untilIdle();
      expect(held('INBOX')).toEqual(await truth('ana'));
      expect(held(work())).toEqual(await truth('ana', work()));
      expect(folder(work())).toMatchObject({ total: 12, unread: 0 });

      profile = await profile.reopen();
      await profile.sync.refreshAccounts();
      await profile.untilIdle();
      // Without MODSEQ the other folders have to be looked through, over the connection for bulk.
      if (hasQresync) expect(profile.taps.taps).toHaveLength(1);
      const read = profile.commands().filter((line) => /^\S+ UID (FETCH|SEARCH)/.test(line));
      // Who cannot say what has changed is asked for numbers and flags, never for messages.
      if (hasQresync) expect(read).toEqual([]);
      else expect(read.filter((line) => line.includes('BODY'))).toEqual([]);

      profile = await profile.reopen({ credentials: async () => null });
      await deliver('ana', 41);
      const other = await asAnotherProgram('ana');
      await other.select('INBOX');
      await other.deleteForever([1]);
      await other.logout();
      await deliver('ana', 1013, { folder: work() });
      profile = await profile.reopen({ credentials: async () => signIn('ana', 'of ana') });
      await profile.sync.refreshAccounts();
      await profile.untilIdle();
      expect(held('INBOX')).toEqual(await truth('ana'));
      expect(held(work())).toEqual(await truth('ana', work()));
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
      await deliver('rui', 5, { folder: work() });
      await open('rui');
      await profile.untilIdle();
      const id = (subject: string) => {
        const row = profile.reader.list(folder('INBOX').id, 0, 100).rows.find((candidate) => candidate.subject === subject);
        if (!row) throw new Error(`no ${subject}`);
        return row.id;
      };
      const moved = id('message 2');
      value(await profile.sync.operations.setFlag([moved, id('message 3')], 'flagged', true));
      value(await profile.sync.operations.move([moved], folder(work()).id));
      const { operationId } = value(await profile.sync.operations.remove([id('message 4')]));
      await waitForContents(server, 'rui', (messages) => messages.length === 2, work());
      const trash = server.path('Trash');
      await waitForContents(server, 'rui', (messages) => messages.length === 1, trash);
      await profile.untilIdle();
      const other = await asAnotherProgram('rui');
      await other.select(work());
      expect((await other.fetchFlags({ first: 1, last: '*' })).flatMap(({ flags: [...set] }) => set)).toContain('\\Flagged');
      await other.logout();
      value(await profile.sync.operations.undo(operationId));
      await waitForContents(server, 'rui', (messages) => messages.length === 0, trash);
      await profile.untilIdle();
      profile.sync.syncNow('rui');
      await profile.untilIdle();
      expect(shown('INBOX')).toEqual(['message 4', 'message 3', 'message 1']);
      expect(held('INBOX')).toEqual(await truth('rui'));
      expect(held(work())).toEqual(await truth('rui', work()));
    });
  });
