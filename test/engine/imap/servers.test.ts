import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import { connectImap } from '../../../electron/engine/imap/connection.ts';
import type { BodyFetch, HeaderFetch, ImapConnection, ImapEvent, ImapOptions } from '../../../electron/engine/imap/imap-types.ts';
import { describeWithServers, type ServerName } from '../../servers/availability.ts';
import { startCourier } from '../../servers/courier.ts';
import { startCyrus } from '../../servers/cyrus/cyrus.ts';
import type { MailUser } from '../../servers/dovecot/dovecot.ts';
import { startDovecotImap } from '../../servers/dovecot/dovecot-imap.ts';
import type { ImapServer } from '../../servers/imap-server.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';
import { signIn } from '../../support/scripted/peer.ts';

const ana = { name: 'ana', password: 'pa:ss "wö\\rd" {7} %41' };

interface Kind {
  readonly name: string;
  readonly needs: ServerName;
  readonly start: (options: { users: MailUser[] }) => Promise<ImapServer>;
  /** What this server is known to offer of what the adapter makes use of: a suite that ran without it would have proved less. */
  readonly offers: readonly string[];
}

/** Each has its own idea of IMAP: Cyrus and Dovecot agree on most of it, Courier is what a server of 2000 was. */
const kinds: readonly Kind[] = [
  { name: 'Dovecot', needs: 'dovecot', start: startDovecotImap, offers: ['MOVE', 'UIDPLUS', 'QRESYNC', 'SPECIAL-USE'] },
  { name: 'Cyrus', needs: 'cyrus', start: startCyrus, offers: ['MOVE', 'UIDPLUS', 'QRESYNC', 'SPECIAL-USE'] },
  { name: 'Courier', needs: 'courier', start: startCourier, offers: ['UIDPLUS'] },
];
const asked = ['MOVE', 'UIDPLUS', 'QRESYNC', 'SPECIAL-USE'];

for (const { name, needs, start, offers } of kinds)
  describeWithServers([needs], `IMAP on ${name}`, () => {
    let server: ImapServer;
    const hasQresync = offers.includes('QRESYNC');
    const taps = createMemoryTaps();
    const open: ImapConnection[] = [];

    const connect = async (changes: Partial<ImapOptions> = {}) => {
      const security = changes.security ?? 'starttls';
      const connection = await connectImap({
        host: server.host,
        port: security === 'tls' ? (server.tlsPort ?? 0) : server.port,
        security,
        credentials: signIn(ana.name, ana.password),
        mechanism: 'automatic',
        trust: { extraCertificates: [server.trustedCertificate], pinned: [] },
        openTap: taps.openTap,
        opening: { accountId: 'a', accountName: 'Ana', purpose: 'sync' },
        clock: systemClock,
        ...changes,
      });
      open.push(connection);
      return connection;
    };

    beforeAll(async () => {
      server = await start({ users: [ana] });
      for (let number = 1; number <= 250; number += 1)
        await server.deliver('ana', `Subject: message ${number}\nMessage-ID: <${number}@example.test>\n\nbody ${number}\n`, {
          date: new Date(Date.UTC(2024, 0, 1, 0, number)),
        });
    });
    afterAll(async () => {
      for (const connection of open) connection.destroy();
      await server?.stop();
    });

    it('offers what it is known to offer', async () => {
      const connection = await connect();
      expect(asked.filter((capability) => connection.capabilities.has(capability))).toEqual(offers);
    });

    it.each(needs === 'dovecot' ? (['none', 'starttls', 'tls'] as const) : (['none', 'starttls'] as const))(
      'lists folders with their counts over security %s',
      async (security) => {
        const connection = await connect({ security });
        const folders = await connection.listFolders({ status: true });
        const inbox = folders.find(({ path }) => path === 'INBOX');
        expect(inbox).toMatchObject({ role: 'inbox', selectable: true, status: { messages: 250, uidNext: 251 } });
        expect(connection.address).toBe('127.0.0.1');
        await connection.logout();
        const tap = taps.taps.at(-1);
        expect(tap?.ended).toBeNull();
        expect(tap?.notes()).toEqual(
          security === 'none'
            ? ['connected', 'closed']
            : security === 'tls'
              ? ['connected', 'certificate', 'closed']
              : ['connected', 'starttls', 'certificate', 'closed'],
        );
      },
    );

    it('fetches header blocks newest first in windows of at most 200', async () => {
      const connection = await connect();
      const selection = await connection.select('INBOX');
      // RFC 3501 §6.3.1 asks for UIDNEXT, and RFC 2060 did not: Courier says it to STATUS alone.
      expect(selection).toMatchObject({ exists: 250, uidNext: name === 'Courier' ? null : 251, readOnly: false });
      const batches: (readonly HeaderFetch[])[] = [];
      await connection.fetchHeaders({ first: 1, last: '*' }, (batch) => void batches.push(batch));
      expect(batches.map((batch) => batch.length)).toEqual([200, 50]);
      const all = batches.flat();
      expect(all.map(({ uid }) => uid)).toEqual(Array.from({ length: 250 }, (_, index) => 250 - index));
      const newest = all[0];
      expect(newest?.header.toString()).toBe('Subject: message 250\r\nMessage-ID: <250@example.test>\r\n\r\n');
      expect(newest?.internalDate).toBe(Date.UTC(2024, 0, 1, 0, 250));
      if (hasQresync) expect(newest?.modseq).toMatch(/^\d+$/);
      else expect(newest?.modseq).toBeNull();
    });

    it('fetches whole messages in the order asked', async () => {
      const connection = await connect({ compress: true });
      await connection.select('INBOX');
      const bodies: BodyFetch[] = [];
      await connection.fetchBodies(
        [
          { uid: 7, size: 10 },
          { uid: 3, size: 10 },
          { uid: 9999, size: 1 },
        ],
        (body) => void bodies.push(body),
      );
      expect(bodies.map(({ uid, raw }) => [uid, raw.toString()])).toEqual([
        [3, 'Subject: message 3\r\nMessage-ID: <3@example.test>\r\n\r\nbody 3\r\n'],
        [7, 'Subject: message 7\r\nMessage-ID: <7@example.test>\r\n\r\nbody 7\r\n'],
      ]);
      expect(taps.taps.at(-1)?.notes().includes('compressed')).toBe(connection.capabilities.has('COMPRESS=DEFLATE'));
    });

    it('searches, flags, moves and deletes, and hears of it on another connection', async () => {
      const connection = await connect();
      const watcher = await connect();
      await watcher.select('INBOX');
      const events: ImapEvent[] = [];
      const heard = Promise.withResolvers<void>();
      watcher.onEvent((event) => {
        events.push(event);
        if (events.some(({ kind }) => kind === 'flags') && events.some(({ kind }) => kind === (hasQresync ? 'vanished' : 'expunge')))
          heard.resolve();
      });
      await watcher.idle().probe();
      await connection.select('INBOX');
      const kept = server.path('Kept');
      expect(await connection.searchUids({ messageId: '<17@example.test>' })).toEqual([17]);
      await connection.setFlags([17], { add: ['\\Flagged', '$Work'] });
      await connection.createFolder(kept);
      const moved = await connection.move([20, 21], kept);
      expect(moved.proven).toBe(true);
      expect([...(moved.uidMap ?? [])]).toEqual([
        [20, 1],
        [21, 2],
      ]);
      expect(await connection.deleteForever([22])).toEqual({ expunged: true });
      const all = await connection.searchUids({ all: true });
      expect(all).toHaveLength(247);
      // The number of the last message and its UID are different by now.
      expect(await connection.searchUids({ newest: 240 })).toEqual(all.slice(-240));
      expect(await connection.searchUids({ newest: 1_000 })).toEqual(all);
      await heard.promise;
      await watcher.noop();
      expect(events).toContainEqual(expect.objectContaining({ kind: 'flags', uid: hasQresync ? 17 : null }));
      const appended = await connection.append(kept, Buffer.from('Subject: x\r\n\r\ny\r\n'), ['\\Seen'], Date.UTC(2020, 1, 29));
      expect(appended.uid).toBe(3);
    });

    it('asks only for what changed since the last visit where the server can say it', async () => {
      const connection = await connect();
      const kept = server.path('Kept');
      const first = await connection.select('INBOX');
      const other = await connect();
      await other.select('INBOX');
      await other.setFlags([30], { add: ['\\Seen'] });
      await other.deleteForever([31]);
      await connection.select(kept);
      const again = await connection.select('INBOX', { qresync: { uidValidity: first.uidValidity, modseq: first.highestModseq ?? '1' } });
      if (!hasQresync) {
        expect(again.since).toBeUndefined();
        expect(again.highestModseq).toBeNull();
        const flags = await connection.fetchFlags({ first: 29, last: 32 });
        expect(flags.map(({ uid, flags: [...set] }) => [uid, set.includes('\\Seen')])).toEqual([
          [29, false],
          [30, true],
          [32, false],
        ]);
        return;
      }
      expect(again.since?.changed.map(({ uid, flags }) => [uid, flags])).toEqual([[30, ['\\Seen']]]);
      expect(again.since?.vanished).toEqual([{ first: 31, last: 31 }]);
      expect(
        (await connection.fetchFlags({ first: 1, last: '*' }, { changedSince: first.highestModseq ?? '1' })).map(({ uid }) => uid),
      ).toEqual([30]);
    });

    it('names a wrong password with the line of the server', async () => {
      await expect(connect({ credentials: signIn(ana.name, 'wrong') })).rejects.toMatchObject({
        failure: { code: 'authentication-refused', reply: expect.stringMatching(/ NO .*(fail|incorrect)/i), protocol: 'imap' },
      });
    });
  });
