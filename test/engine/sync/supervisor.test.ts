import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { SyncState } from '../../../electron/contract/sync.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { signIn } from '../../support/scripted/peer.ts';
import { type PracticeMailbox, practiceMessage, startPracticeMailbox } from './practice-mailbox.ts';
import { accountOn, openProfile, type SyncProfile, value } from './sync-profile.ts';

describe('an account', () => {
  let practice: PracticeMailbox;
  let profile: SyncProfile;
  const state = (): SyncState | undefined => profile.sync.states()[0];
  const phase = (wanted: SyncState['phase']) => profile.until(wanted, () => state()?.phase === wanted);
  const start = async (options: Partial<Parameters<typeof openProfile>[0]> & { port?: number } = {}) => {
    const { port = practice.server.imap.port, ...rest } = options;
    profile = await openProfile({
      accounts: [{ id: 'ana', settings: accountOn({ port, username: 'ana' }), password: 'practice' }],
      ...rest,
    });
    await profile.sync.refreshAccounts();
  };
  const connections = () => profile.taps.taps.length;

  afterEach(async () => {
    await profile?.close();
    await practice?.server.close();
  });

  it('says that the password is wrong, with the words of the server, and does not try it again by itself', async () => {
    const clock = createManualClock();
    practice = await startPracticeMailbox();
    await start({
      accounts: [{ id: 'ana', settings: accountOn({ port: practice.server.imap.port, username: 'ana' }), password: 'wrong' }],
      changes: { clock },
    });
    await phase('failed');
    expect(state()).toMatchObject({ nextAttemptAt: null, failure: { code: 'authentication-refused', protocol: 'imap' } });
    expect(state()?.failure?.reply).toMatch(/NO/);
    expect(clock.timers().filter((wait) => wait > 40_000)).toEqual([]);
    expect(await profile.sync.fetchMessage('ana', 1)).toMatchObject({ ok: false, failure: { code: 'authentication-refused' } });
    expect(connections()).toBe(1);
  });

  it('asks for the password once it is there', async () => {
    practice = await startPracticeMailbox();
    let password: string | null = null;
    await start({ changes: { credentials: async () => (password === null ? null : signIn('ana', password)) } });
    await phase('failed');
    expect(state()?.failure).toMatchObject({ code: 'password-missing' });
    expect(connections()).toBe(0);
    password = 'practice';
    await profile.sync.refreshAccounts();
    await phase('idle');
  });

  it('waits longer from one attempt to the next while the server refuses connections, and tries at once when asked', async () => {
    const clock = createManualClock();
    practice = await startPracticeMailbox();
    const unused = createServer();
    const port = await new Promise<number>((resolve) =>
      unused.listen(0, '127.0.0.1', () => {
        const address = unused.address();
        unused.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      }),
    );
    await start({ port, changes: { clock } });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const next = await profile.until('a wait', () => connections() === attempt && state()?.phase === 'waiting' && state()?.nextAttemptAt);
      waits.push(next - clock.now());
      expect(state()?.failure).toMatchObject({ code: 'connection-refused', port });
      clock.advance(next - clock.now());
    }
    expect(waits).toEqual([1_500, 3_000, 6_000, 12_000]);
    await profile.until('a wait', () => connections() === 5 && state()?.phase === 'waiting');
    profile.sync.syncNow('ana');
    await profile.until('an attempt', () => connections() === 6);
  });

  it('saving one account tries that one again, and no other that was refused', async () => {
    practice = await startPracticeMailbox();
    const { port } = practice.server.imap;
    profile = await openProfile({
      accounts: ['ana', 'ben'].map((id) => ({ id, settings: accountOn({ port, username: id }), password: 'wrong' })),
    });
    await profile.sync.refreshAccounts();
    const phases = () => profile.sync.states().map(({ phase: now }) => now);
    const attempts = (id: string) => profile.taps.taps.filter(({ opening }) => opening.accountId === id).length;
    await profile.until('two refusals', () => phases().length === 2 && phases().every((now) => now === 'failed'));
    const before = { ana: attempts('ana'), ben: attempts('ben') };
    await profile.sync.refreshAccounts('ana');
    await profile.until('another attempt', () => attempts('ana') === before.ana + 1 && phases().every((now) => now === 'failed'));
    await profile.sync.refreshAccounts();
    expect(attempts('ben')).toBe(before.ben);
  });

  it('comes back after the server closed the connection, and has what came meanwhile', async () => {
    practice = await startPracticeMailbox();
    practice.fill(3);
    await start({ changes: { limits: { firstRetry: 1 } } });
    await phase('idle');
    practice.server.faults.add({
      protocol: 'imap',
      when: { command: 'IDLE', times: 1 },
      do: { before: '* BYE back soon\r\n', close: 'end' },
    });
    practice.folder('INBOX').append({ bytes: practiceMessage(4), internalDate: Date.UTC(2024, 1, 1) });
    await profile.until('another connection', () => connections() >= 2);
    await profile.until('the message', () => profile.reader.folderByRole('ana', 'inbox')?.total === 4);
    await phase('idle');
    expect(state()?.failure).toBeNull();
  });

  it('notices that the machine slept and proves the connection alive', async () => {
    const clock = createManualClock();
    practice = await startPracticeMailbox();
    await start({ changes: { clock } });
    await phase('idle');
    const idles = () => profile.commands().filter((line) => line.endsWith('IDLE')).length;
    await profile.until('IDLE', () => idles() === 1);
    clock.advance(30_000);
    expect(idles()).toBe(1);
    clock.sleep(3_600_000);
    await profile.until('another IDLE', () => idles() === 2);
    practice.folder('INBOX').append({ bytes: practiceMessage(1), internalDate: Date.UTC(2024, 1, 1) });
    await profile.until('the message', () => profile.reader.folderByRole('ana', 'inbox')?.total === 1);
  });

  it('moves its heartbeat at every renewal of IDLE, though the server has no news', async () => {
    const clock = createManualClock();
    practice = await startPracticeMailbox();
    await start({ changes: { clock } });
    await phase('idle');
    const idles = () => profile.commands().filter((line) => line.endsWith('IDLE')).length;
    for (let renewals = 1; renewals <= 3; renewals += 1) {
      await profile.until('IDLE', () => idles() === renewals && state()?.heardAt === clock.now());
      // In steps that no machine could have slept through.
      for (let step = 0; step < 8; step += 1) clock.advance(30_000);
    }
  });

  it('proves a connection dead that does not answer the renewal any more, and makes another', async () => {
    const clock = createManualClock();
    practice = await startPracticeMailbox();
    await start({ changes: { clock } });
    await phase('idle');
    await profile.until('IDLE', () => profile.commands().some((line) => line.endsWith('IDLE')));
    practice.server.faults.add({ protocol: 'imap', when: { connection: 1, command: 'DONE' }, do: { stall: true } });
    practice.server.faults.add({ protocol: 'imap', when: { connection: 1, command: 'IDLE' }, do: { stall: true } });
    await profile.until('another connection', () => {
      clock.advance(20_000);
      return connections() >= 2;
    });
    await profile.until('it is heard again', () => {
      clock.advance(1_000);
      return state()?.phase === 'idle';
    });
  });

  it('tries at once when the network is back, and does not wait for its turn', async () => {
    const clock = createManualClock();
    practice = await startPracticeMailbox();
    const port = practice.server.imap.port;
    await practice.server.close();
    await start({ port, changes: { clock } });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const next = await profile.until('a wait', () => connections() === attempt && state()?.nextAttemptAt);
      if (attempt < 3) clock.advance(next - clock.now());
    }
    practice = await startPracticeMailbox({ imap: { port } });
    profile.sync.woke();
    await phase('idle');
  });

  it('stops the download when it is cancelled, goes on watching, and finishes when asked', async () => {
    practice = await startPracticeMailbox();
    practice.fill(300);
    const lift = practice.server.faults.add({ protocol: 'imap', when: { connection: 2, command: 'UID FETCH' }, do: { stall: true } });
    await start();
    await profile.until('the download', () => profile.taps.taps.length === 2 && state()?.phase === 'headers');
    profile.sync.cancel('ana');
    await phase('cancelled');
    await profile.until('the connection to go', () => profile.taps.taps[1]?.ended !== undefined);
    lift();
    practice.folder('INBOX').append({ bytes: practiceMessage(301), internalDate: Date.UTC(2024, 1, 1) });
    await profile.until('new mail all the same', () => {
      const inbox = profile.reader.folderByRole('ana', 'inbox');
      return inbox && profile.reader.list(inbox.id, 0, 1).rows[0]?.subject === 'message 301';
    });
    expect(state()?.phase).toBe('cancelled');
    profile.sync.syncNow('ana');
    await phase('idle');
    expect(profile.reader.folderByRole('ana', 'inbox')?.total).toBe(301);
  });

  it('says its state at most ten times a second', async () => {
    practice = await startPracticeMailbox();
    practice.fill(600);
    const clock = createManualClock();
    await start({ changes: { clock } });
    await phase('idle');
    const said = profile.events.filter(({ name }) => name === 'sync.changed').length;
    expect(said).toBeLessThanOrEqual(2);
    clock.advance(100);
    expect(
      profile.events
        .filter(({ name }) => name === 'sync.changed')
        .map((event) => event.value)
        .at(-1),
    ).toMatchObject({ phase: 'idle' });
  });

  it('leaves one folder out that the server refuses, and brings the others', async () => {
    practice = await startPracticeMailbox();
    practice.fill(2);
    practice.fill(3, 'Archive');
    practice.fill(4, 'Sent');
    practice.server.faults.add({
      protocol: 'imap',
      when: { command: 'SELECT', argument: 'Archive' },
      do: { reply: '{tag} NO broken folder' },
    });
    await start();
    await profile.until('the others', () => profile.reader.folderByPath('ana', 'Sent')?.total === 4 && state()?.phase === 'idle');
    expect(profile.reader.folderByPath('ana', 'Archive')?.total).toBe(0);
  });

  it('synchronises completely once for the command line and reports what it holds', async () => {
    practice = await startPracticeMailbox();
    practice.fill(250);
    practice.fill(3, 'Sent');
    profile = await openProfile({
      accounts: [
        { id: 'ana', settings: accountOn({ port: practice.server.imap.port, username: 'ana' }), password: 'practice' },
        { id: 'ben', settings: accountOn({ port: practice.server.imap.port, username: 'ben' }), password: 'wrong' },
        { id: 'rui', settings: accountOn({ port: practice.server.pop3.port, username: 'rui', protocol: 'pop3' }), password: 'practice' },
      ],
    });
    const report = await profile.sync.syncOnce(['ana', 'ben', 'rui']);
    const [ana, ben, rui] = report.accounts;
    expect(ana?.failure).toBeUndefined();
    expect(ana?.folders).toContainEqual({
      path: 'INBOX',
      uidValidity: practice.folder('INBOX').uidValidity,
      held: 250,
      server: 250,
      new: 250,
    });
    expect(ana?.folders).toContainEqual(expect.objectContaining({ path: 'Sent', held: 3, server: 3, new: 3 }));
    expect(ben?.failure).toMatchObject({ code: 'authentication-refused' });
    expect(rui).toEqual({ name: 'rui', folders: [{ path: 'Inbox', uidValidity: null, held: 0, server: 0, new: 0 }] });
    const again = await profile.sync.syncOnce(['ana']);
    expect(again.accounts[0]?.folders).toContainEqual(expect.objectContaining({ path: 'INBOX', held: 250, server: 250, new: 0 }));
    expect(profile.taps.taps.every(({ ended }) => ended !== undefined)).toBe(true);
  });

  it('finds a sent message by its Message-ID, and files a copy in Sent only once', async () => {
    practice = await startPracticeMailbox();
    practice.fill(2);
    await start();
    await phase('idle');
    const { evidence, sentCopies } = profile.sync;
    expect(value(await evidence.findByMessageId('ana', '<2@practice.test>'))).toBe('inbox');
    expect(value(await evidence.findByMessageId('ana', '<7@practice.test>'))).toBeNull();
    const copy = { messageId: '<7@practice.test>', raw: practiceMessage(7), date: Date.UTC(2024, 3, 1), key: 'outbox-7', refusals: 0 };
    expect(await sentCopies.fileSent('ana', copy)).toMatchObject({ sentCopy: 'filed' });
    expect(await sentCopies.fileSent('ana', copy)).toMatchObject({ sentCopy: 'server' });
    expect(value(await evidence.findByMessageId('ana', '<7@practice.test>'))).toBe('sent');
    expect([...(practice.folder('Sent').messages[0]?.flags ?? [])]).toContain('\\Seen');
    await profile.until('the copy here', () => profile.reader.folderByRole('ana', 'sent')?.total === 1);
  });

  it('gives a server that files its own copies a moment to do it, and files one itself when none has come', async () => {
    practice = await startPracticeMailbox({
      faults: [{ protocol: 'imap', when: {}, do: { rewrite: { find: ' UNSELECT', replace: ' UNSELECT X-GM-EXT-1' } } }],
    });
    practice.fill(1);
    await start();
    await phase('idle');
    const { sentCopies } = profile.sync;
    const copy = (number: number) => ({
      messageId: `<${number}@practice.test>`,
      raw: practiceMessage(number),
      date: Date.UTC(2024, 3, 1),
      key: `outbox-${number}`,
      refusals: 0,
    });
    expect(await sentCopies.fileSent('ana', copy(7))).toMatchObject({ sentCopy: 'waiting' });
    expect(await sentCopies.fileSent('ana', copy(8))).toMatchObject({ sentCopy: 'waiting' });
    practice.folder('Sent').append({ bytes: practiceMessage(7), internalDate: Date.UTC(2024, 3, 1) });
    expect(await sentCopies.fileSent('ana', copy(7))).toMatchObject({ sentCopy: 'server' });
    expect(await sentCopies.fileSent('ana', copy(8))).toMatchObject({ sentCopy: 'filed' });
    expect(practice.folder('Sent').messages).toHaveLength(2);
  });
});
