import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../../electron/contract/failure.ts';
import { keyOf } from '../../../electron/engine/sync/folders/left-aside.ts';
import type { MailboxFault } from '../../../electron/practice/faults.ts';
import { type PracticeMailbox, practiceMessage, startPracticeMailbox } from './practice-mailbox.ts';
import { accountOn, folderAt, openProfile, type SyncProfile, value } from './sync-profile.ts';

const numbersOnly = { without: ['CONDSTORE', 'ENABLE', 'QRESYNC', 'UIDPLUS', 'ESEARCH'] };

describe('what a server says of the inbox', () => {
  let practice: PracticeMailbox;
  let profile: SyncProfile;
  const open = async (options: Parameters<typeof startPracticeMailbox>[0] = {}, count = 5) => {
    practice = await startPracticeMailbox(options);
    practice.fill(count);
    practice.fill(2, 'Archive');
    profile = await openProfile({
      accounts: [{ id: 'ana', settings: accountOn({ port: practice.server.imap.port, username: 'ana' }), password: 'practice' }],
    });
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
    await idling(1);
  };
  const inbox = () => folderAt(profile, 'INBOX');
  const arrive = (number: number, extra = '') =>
    practice.folder('INBOX').append({ bytes: practiceMessage(number, extra), internalDate: Date.UTC(2024, 5, 1) + number * 60_000 });
  const watching = () => (profile.taps.taps[0]?.bytes('client').toString('latin1') ?? '').split('\r\n').filter(Boolean);
  const idling = (times: number) => profile.until('IDLE', () => watching().filter((line) => line.endsWith(' IDLE')).length >= times);
  const rowOf = (uid: number) => profile.reader.row(profile.reader.idOfUid(inbox().id, uid) ?? 0);
  const isWhole = () => {
    const there = practice.folder('INBOX').messages.map(({ uid }) => uid);
    const here = Array.from(profile.reader.uids(inbox().id).uids);
    return there.length === here.length && there.every((uid, at) => uid === here[at]);
  };

  afterEach(async () => {
    await profile?.close();
    await practice?.server.close();
  });

  it('costs DONE and one FETCH for a new message, body and all', async () => {
    await open();
    const before = watching().length;
    arrive(101);
    await profile.until('its body', () => profile.reader.list(inbox().id, 0, 1).rows[0]?.bodyHeld && inbox().total === 6);
    await idling(2);
    expect(watching().slice(before)).toEqual([
      'DONE',
      expect.stringMatching(/ UID FETCH 6:\* \(UID FLAGS INTERNALDATE RFC822\.SIZE MODSEQ BODY\.PEEK\[\]<0\.65536>\)$/),
      expect.stringMatching(/ IDLE$/),
    ]);
    expect(profile.reader.raw(profile.reader.idOfUid(inbox().id, 6) ?? 0)).toEqual(practiceMessage(101));
    expect(inbox().server).toMatchObject({ exists: 6, uidNext: 7 });
  });

  it('costs no more where a message before it could not be had', async () => {
    await open();
    const folderId = inbox().id;
    const key = keyOf(inbox().server.uidValidity, 3);
    value(await profile.storage.removeUids({ folderId, uids: [3] }));
    const failed = { key, attempts: 1, triedAt: Date.now(), failure: failure('command-refused', { protocol: 'imap' }) };
    value(await profile.storage.leaveAside({ folderId, messages: [failed] }));
    const before = watching().length;
    arrive(101);
    await profile.until('the message', () => rowOf(6) !== null);
    await idling(2);
    expect(
      watching()
        .slice(before)
        .map((line) => line.replace(/^\S+ (UID FETCH 6:\*).*$/, '$1').replace(/^\S+ (IDLE)$/, '$1')),
    ).toEqual(['DONE', 'UID FETCH 6:*', 'IDLE']);
  });

  it('has a large message listed at once and the rest of it after that', async () => {
    await open();
    arrive(102, 'x'.repeat(200_000));
    await profile.until('its body', () => profile.reader.list(inbox().id, 0, 1).rows[0]?.bodyHeld && inbox().total === 6);
    expect(profile.reader.raw(profile.reader.idOfUid(inbox().id, 6) ?? 0)).toEqual(practiceMessage(102, 'x'.repeat(200_000)));
  });

  it('has a message listed whose header is longer than what is fetched of it at first', async () => {
    await open();
    const long = Buffer.from(`X-Long: ${'y'.repeat(900)}\r\n`.repeat(90));
    practice.folder('INBOX').append({ bytes: Buffer.concat([long, practiceMessage(103)]), internalDate: Date.UTC(2024, 5, 1) });
    await profile.until('the message', () => inbox().total === 6);
    await profile.until('its body', () => rowOf(6)?.bodyHeld);
    expect(rowOf(6)).toMatchObject({ subject: 'message 103' });
  });

  it('is heard while a message that came before is being fetched', async () => {
    await open();
    practice.server.faults.add({ protocol: 'imap', when: { command: 'UID FETCH', times: 1 }, do: { delayMs: 300 } });
    const before = watching().length;
    arrive(101);
    await profile.until('the FETCH of the first', () =>
      watching()
        .slice(before)
        .some((line) => line.includes('UID FETCH')),
    );
    arrive(102);
    await profile.until('both', isWhole);
  });

  describe('while many changes of the user wait', () => {
    /** Thirty stars, each a change of its own; the server takes a while for each. */
    const star = async () => {
      await open({}, 30);
      const ids = practice.folder('INBOX').messages.map(({ uid }) => profile.reader.idOfUid(inbox().id, uid) ?? 0);
      const mailbox: MailboxFault = { change: 'deliver', folder: 'INBOX', bytes: practiceMessage(300).toString('latin1') };
      practice.server.faults.add({ protocol: 'imap', when: { command: 'UID STORE', nth: 2 }, do: { delayMs: 30, mailbox } });
      practice.server.faults.add({ protocol: 'imap', when: { command: 'UID STORE' }, do: { delayMs: 30 } });
      for (const id of ids) value(await profile.sync.operations.setFlag([id], 'flagged', true));
      return ids;
    };
    const commands = () => watching().flatMap((line) => /^\S+ (UID (?:STORE|FETCH) \S+)/.exec(line)?.[1] ?? []);
    const isDone = () =>
      profile.reader.waitingOperations('ana') === 0 &&
      practice.folder('INBOX').messages.filter(({ flags }) => flags.has('\\Flagged')).length === 30;

    it('is listed between two of them, and all of them are carried out', async () => {
      await star();
      await profile.until('all of it', () => isDone() && isWhole());
      const fetched = commands().indexOf('UID FETCH 31:*');
      expect(fetched).toBeGreaterThan(0);
      const stores = commands().slice(0, fetched);
      expect(stores.filter((command) => command.startsWith('UID STORE')).length).toBeLessThan(6);
      expect(commands().filter((command) => command.startsWith('UID STORE'))).toHaveLength(30);
    });

    it('a change made meanwhile is carried out too', async () => {
      const [first = 0] = await star();
      await profile.until('the message', () => rowOf(31) !== null);
      value(await profile.sync.operations.setFlag([first], 'seen', true));
      await profile.until('all of it', () => isDone() && isWhole());
      expect(practice.folder('INBOX').messages[0]?.flags.has('\\Seen')).toBe(true);
    });
  });

  const changes: readonly (readonly [string, MailboxFault])[] = [
    ['a message that arrives', { change: 'deliver', folder: 'INBOX', bytes: practiceMessage(300).toString('latin1') }],
    ['a message that is gone', { change: 'expunge', folder: 'INBOX', sequence: 2 }],
  ];
  const servers = [
    ['names what changed', {}],
    ['knows numbers only', { imap: numbersOnly }],
  ] as const;
  for (const [server, options] of servers)
    for (const [change, mailbox] of changes)
      it.each(['UID FETCH', 'IDLE', 'SELECT', 'UID STORE', 'APPEND'])(
        `notices ${change} at %s on a server that ${server}`,
        async (command) => {
          await open(options);
          practice.server.faults.add({ protocol: 'imap', when: { command, times: 1 }, do: { mailbox } });
          if (command === 'UID STORE')
            value(await profile.sync.operations.setFlag([profile.reader.idOfUid(inbox().id, 3) ?? 0], 'flagged', true));
          else if (command === 'SELECT')
            value(
              await profile.sync.operations.setFlag([profile.reader.idOfUid(folderAt(profile, 'Archive').id, 1) ?? 0], 'flagged', true),
            );
          else if (command === 'APPEND')
            await profile.sync.sentCopies.fileSent('ana', {
              messageId: '<7@practice.test>',
              raw: practiceMessage(7),
              date: Date.UTC(2024, 3, 1),
              key: 'outbox-7',
              refusals: 0,
            });
          else arrive(200);
          await profile.until('the change at the server', () =>
            practice.server.faults.active.every((fault) => practice.server.faults.count(fault) === 1),
          );
          await profile.until('the change here', isWhole);
        },
      );

  it('notices one that came and one that went, of which the server told numbers only while a flag was asked for', async () => {
    await open({ imap: numbersOnly });
    const truth = practice.folder('INBOX');
    const [first, second] = truth.messages;
    const events = profile.taps.taps[0]?.events ?? [];
    if (!first || !second) throw new Error('no messages');
    // The deletion is told when IDLE is broken off, behind the count of the new message.
    const push = events.push.bind(events);
    let isArmed = false;
    let hasGone = false;
    events.push = (...added) => {
      const isDone = added.some((event) => event.direction === 'client' && event.bytes.toString() === 'DONE\r\n');
      if (isArmed && isDone && !hasGone) {
        hasGone = true;
        truth.expunge([first]);
      }
      return push(...added);
    };
    // After so many looks in a row the next one waits a moment, and takes all that was said meanwhile.
    for (let number = 101; number <= 125; number += 1) {
      const before = inbox().total;
      arrive(number);
      await profile.until(`message ${number}`, () => inbox().total > before);
    }
    await profile.untilIdle();
    isArmed = true;
    arrive(126);
    truth.setFlags(second, ['\\Flagged']);
    await profile.until('both', () => hasGone && isWhole());
    expect(rowOf(second.uid)?.flagged).toBe(true);
  });

  it('marks an old message of a large folder that was named by its number only', async () => {
    await open({ imap: numbersOnly }, 2_300);
    const truth = practice.folder('INBOX');
    const [first, second] = truth.messages;
    if (!first || !second) throw new Error('no messages');
    practice.server.faults.add({ protocol: 'imap', when: { command: 'FETCH', times: 1 }, do: { delayMs: 50 } });
    truth.setFlags(second, ['\\Flagged']);
    truth.expunge([first]);
    await profile.until('the flag', () => rowOf(second.uid)?.flagged);
    await profile.until('the deletion', isWhole);
  });

  it('shows the last flags of a message that change while its header is on the way', async () => {
    await open();
    practice.server.faults.add({ protocol: 'imap', when: { command: 'UID FETCH', times: 1 }, do: { delayMs: 100 } });
    const before = watching().length;
    arrive(101);
    await profile.until('the FETCH', () =>
      watching()
        .slice(before)
        .some((line) => line.includes('UID FETCH')),
    );
    const came = practice.folder('INBOX').messages.at(-1);
    if (!came) throw new Error('no message');
    practice.folder('INBOX').setFlags(came, ['\\Flagged']);
    await profile.until('the flag', () => rowOf(came.uid)?.flagged);
    practice.folder('INBOX').setFlags(came, ['\\Seen']);
    await profile.until('the other', () => rowOf(came.uid)?.seen && !rowOf(came.uid)?.flagged);
  });

  it('is shown at once though it keeps coming: only looks that find nothing wait a second', async () => {
    await open();
    const one = async (number: number) => {
      const before = inbox().total;
      arrive(number);
      await profile.until(`message ${number}`, () => inbox().total > before);
    };
    for (let number = 101; number <= 125; number += 1) await one(number);
    const from = performance.now();
    for (let number = 126; number <= 140; number += 1) await one(number);
    // A second for each of them would be fifteen.
    expect(performance.now() - from).toBeLessThan(10_000);
  });

  it('is looked into ever more seldom where it is never true', async () => {
    await open();
    practice.server.faults.add({ protocol: 'imap', when: { command: 'IDLE' }, do: { before: '* 9 EXISTS\r\n' } });
    arrive(101);
    await profile.until('the message', () => inbox().total === 6);
    await profile.until('a pause', () => watching().filter((line) => line.includes(' SELECT ')).length >= 5);
    const looked = watching().length;
    await profile.until('a later look', () => watching().length > looked);
    // Four looks at once would be some thirty commands in this time.
    expect(watching().length - looked).toBeLessThan(8);
  });

  it('is waited for by IDLE in an inbox that may only be read', async () => {
    practice = await startPracticeMailbox();
    practice.fill(3);
    practice.server.faults.add({
      protocol: 'imap',
      when: { command: 'SELECT' },
      do: { rewrite: { find: /\[READ-WRITE\]/, replace: '[READ-ONLY]' } },
    });
    profile = await openProfile({
      accounts: [{ id: 'ana', settings: accountOn({ port: practice.server.imap.port, username: 'ana' }), password: 'practice' }],
    });
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
    await idling(1);
    arrive(101);
    await profile.until('the new one', () => inbox().total === 4);
    await idling(2);
    expect(watching().filter((line) => line.includes(' SELECT '))).toHaveLength(1);
  });

  it.each(['* 1 FETCH (FLAGS (\\Seen))\r\n', '* 2 FETCH (FLAGS ())\r\n* 2 FETCH (FLAGS (\\Flagged))\r\n'])(
    'is not asked for without a pause by a server that never stops saying %j',
    async (before) => {
      await open({ imap: numbersOnly });
      practice.server.faults.add({ protocol: 'imap', when: { command: 'IDLE' }, do: { before } });
      arrive(101);
      await profile.until('the message', () => inbox().total === 6);
      await idling(24);
      const from = performance.now();
      await idling(30);
      expect(performance.now() - from).toBeGreaterThan(1_500);
    },
  );
});
