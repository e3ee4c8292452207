import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeWithServers } from '../../servers/availability.ts';
import { type DovecotServer, startDovecot } from '../../servers/dovecot/dovecot.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';

const password = 'a password';
const mail = (number: number) =>
  `From: eva@example.test\r\nSubject: message ${number}\r\nMessage-ID: <${number}@example.test>\r\n\r\nText ${number}.\r\n`;

describeWithServers(['dovecot'], 'what is held of a folder beside what the server says', () => {
  let dovecot: DovecotServer;
  let fixture: EngineFixture;
  beforeAll(async () => {
    dovecot = await startDovecot({ users: [{ name: 'ana', password }] });
    for (let number = 1; number <= 20; number += 1) {
      // Apart by a second each, so that their order in the list is the order of their UIDs.
      const date = new Date(Date.UTC(2026, 0, 1, 0, 0, number));
      await dovecot.mail.deliver('ana', mail(number), { flags: number % 2 ? ['\\Seen'] : [], date });
    }
  });
  afterAll(() => dovecot.stop());
  afterEach(() => fixture.done());

  const start = async (automatic: boolean) => {
    const login = { host: dovecot.host, security: 'none', username: 'ana', password } as const;
    const incoming = { ...login, protocol: 'imap' as const, port: dovecot.ports.imap };
    const account = { name: 'Work', address: 'ana@example.test', incoming, outgoing: { ...login, port: 9 } };
    fixture = await startEngineFixture({ accounts: [account], automatic });
    if (!automatic) unwrap(await fixture.engine.syncOnce());
    return fixture.until('the mail is held', async () => {
      const inbox = await fixture.folderOf('Work', 'inbox').catch(() => null);
      return inbox?.total === 20 && inbox.server.checkedAt !== null && inbox;
    });
  };
  const prove = async (folderId: number) => unwrap(await fixture.client.call('folders.proof', { proofId: 'p', folderId }));
  /** As a fault of the program or of the disk would leave it: a row lost, a row too many, a flag and a keyword wrong. */
  const falsify = () => {
    const cache = new DatabaseSync(join(fixture.folder, 'cache.sqlite'), { timeout: 20_000 });
    cache.exec('DELETE FROM messages WHERE uid = 7; UPDATE messages SET flags = 2 WHERE uid = 8');
    cache.exec("UPDATE messages SET keywords = 'Invented' WHERE uid = 9; UPDATE messages SET uid = 5000 WHERE uid = 12");
    cache.close();
  };

  it('is proved identical, with the server’s numbers and the session in which it said them', async () => {
    const inbox = await start(false);
    const proof = await prove(inbox.id);
    expect(proof).toMatchObject({
      verdict: 'identical',
      onlyThere: { count: 0 },
      onlyHere: { count: 0 },
      flags: { count: 0 },
      waiting: 0,
      server: { exists: 20, unseen: 10, uidNext: 21, uidValidity: inbox.server.uidValidity },
      held: { exists: 20, unseen: 10, uidNext: 21, highestModseq: proof.server.highestModseq },
    });
    expect(proof.server.highestModseq).toMatch(/^\d+$/);
    const { lines } = unwrap(await fixture.client.call('transcript.lines', { session: proof.session, from: 0, limit: 100 }));
    expect(lines.filter(({ cause }) => cause === 'prove-folder').map(({ command }) => command)).toContain('EXAMINE');
    expect(fixture.events.filter(({ name }) => name === 'folders.proofProgress').at(-1)?.value).toEqual({
      proofId: 'p',
      done: 20,
      total: 20,
    });
  });

  it('names what differs, though every counter may agree, and is mended by reading it again', async () => {
    const inbox = await start(false);
    falsify();
    const differing = await prove(inbox.id);
    expect(differing).toMatchObject({
      verdict: 'differs',
      onlyThere: { count: 2, uids: [12, 7] },
      flags: {
        count: 2,
        messages: [
          { uid: 8, onlyThere: [], onlyHere: ['\\Flagged'] },
          { uid: 9, onlyThere: [], onlyHere: ['Invented'] },
        ],
      },
    });
    unwrap(await fixture.client.call('folders.readAgain', { folderId: inbox.id }));
    unwrap(await fixture.engine.syncOnce());
    expect(await prove(inbox.id)).toMatchObject({ verdict: 'identical', held: { exists: 20, unseen: 10 } });
  });

  it('is read again by itself where the account is connected, and a change that waits is not lost by it', async () => {
    const inbox = await start(true);
    falsify();
    const [row] = await fixture.rows(inbox.id);
    unwrap(await fixture.client.call('messages.setFlag', { ids: [row?.id ?? 0], flag: 'flagged', value: true }));
    unwrap(await fixture.client.call('folders.readAgain', { folderId: inbox.id }));
    await fixture.until('the folder is whole again', async () => {
      const now = await fixture.folderOf('Work', 'inbox');
      return now.total === 20 && now.server.checkedAt !== null;
    });
    await fixture.until('it is proved', async () => {
      const proof = await prove(inbox.id);
      return proof.verdict === 'identical' && proof.waiting === 0;
    });
    const kept = await dovecot.mail.messages('ana');
    expect(kept.filter(({ flags }) => flags.includes('\\Flagged')).map(({ wire }) => /Subject: (.*)/.exec(wire.toString())?.[1])).toEqual([
      row?.subject,
    ]);
  });

  it('leaves out what was changed here and waits for the server, and says how much that is', async () => {
    const inbox = await start(false);
    const rows = await fixture.rows(inbox.id);
    const ids = rows.slice(0, 3).map(({ id }) => id);
    unwrap(await fixture.client.call('messages.setFlag', { ids, flag: 'seen', value: false }));
    unwrap(await fixture.client.call('messages.setFlag', { ids, flag: 'seen', value: true }));
    const trash = rows.slice(3, 5).map(({ id }) => id);
    unwrap(await fixture.client.call('messages.archive', { ids: trash }));
    expect(await prove(inbox.id)).toMatchObject({ verdict: 'identical', waiting: 5 });
  });

  it('is not proved once it is cancelled', async () => {
    const inbox = await start(false);
    const proving = fixture.client.call('folders.proof', { proofId: 'c', folderId: inbox.id });
    unwrap(await fixture.client.call('folders.cancelProof', { proofId: 'c' }));
    expect(await proving).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  });
});
