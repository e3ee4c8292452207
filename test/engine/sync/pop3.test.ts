import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultSyncLimits, type SyncLimits } from '../../../electron/engine/sync/sync-limits.ts';
import type { ServerAccount } from '../../support/server-settings.ts';
import { createTravellingClock, type TravellingClock } from '../../support/travelling-clock.ts';
import { type PracticeMailbox, practiceMessage, startPracticeMailbox } from './practice-mailbox.ts';
import { accountOn, openProfile, type SyncProfile, value } from './sync-profile.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a POP3 account', () => {
  let practice: PracticeMailbox;
  let profile: SyncProfile;

  const start = async (
    incoming: Partial<ServerAccount['incoming']> = {},
    {
      count = 5,
      options = {},
      ...changes
    }: { count?: number; options?: Parameters<typeof startPracticeMailbox>[0]; clock?: TravellingClock; limits?: Partial<SyncLimits> } = {},
  ) => {
    practice = await startPracticeMailbox(options);
    practice.fill(count);
    const settings = accountOn({ port: practice.server.pop3.port, username: 'ana', protocol: 'pop3', ...incoming });
    profile = await openProfile({ accounts: [{ id: 'ana', settings, password: 'practice' }], changes });
    await profile.sync.refreshAccounts();
  };
  const pollAgain = async () => {
    const sessions = profile.taps.taps.length;
    profile.sync.syncNow('ana');
    await profile.until('another session', () => profile.taps.taps.length > sessions);
    await profile.untilIdle();
  };
  const rows = (path = 'Inbox') => profile.reader.list(profile.reader.folderByPath('ana', path)?.id ?? 0, 0, 500).rows;
  const held = () =>
    rows()
      .map(({ id }) => sha256(profile.reader.raw(id) ?? Buffer.alloc(0)))
      .sort();
  const onServer = () => practice.folder('INBOX').messages;
  const times = (command: string) => profile.commands().filter((line) => line.startsWith(command)).length;

  afterEach(async () => {
    await profile?.close();
    await practice?.server.close();
  });

  it('is held here whole, newest first, and stays on the server', async () => {
    await start();
    await profile.untilIdle();
    expect(held()).toEqual(
      onServer()
        .map(({ bytes }) => sha256(bytes))
        .sort(),
    );
    expect(profile.commands().filter((line) => line.startsWith('RETR'))).toEqual(['RETR 5', 'RETR 4', 'RETR 3', 'RETR 2', 'RETR 1']);
    expect(onServer()).toHaveLength(5);
    expect(profile.reader.folders('ana').map(({ role }) => role)).toEqual(
      expect.arrayContaining(['inbox', 'drafts', 'sent', 'archive', 'junk', 'trash']),
    );
    await pollAgain();
    expect(times('RETR')).toBe(5);
  });

  it('is listed by the Date of a message, and by its trace where that is missing or cannot be true', async () => {
    await start({}, { count: 1 });
    await profile.untilIdle();
    const trace = 'Received: by queue\r\nReceived: from a by b; Tue, 3 Nov 2020 10:00:00 +0100\r\n';
    for (const date of ['', 'Date: soon\r\n', 'Date: Fri, 1 Jan 2199 00:00:00 +0000\r\n', 'Date: Thu, 1 Jan 1970 01:00:00 +0000\r\n'])
      practice
        .folder('INBOX')
        .append({ bytes: Buffer.from(`${trace}${date}Subject: traced\r\n\r\nx`), internalDate: Date.UTC(2024, 1, 1) });
    practice.folder('INBOX').append({
      bytes: Buffer.from(`${trace}Date: Mon, 2 Nov 2020 08:00:00 +0000\r\nSubject: dated\r\n\r\nx`),
      internalDate: Date.UTC(2024, 1, 1),
    });
    await pollAgain();
    expect(rows().map(({ subject, date }) => `${subject} ${new Date(date).toISOString()}`)).toEqual([
      'message 1 2024-01-01T00:00:00.000Z',
      ...Array.from({ length: 4 }, () => 'traced 2020-11-03T09:00:00.000Z'),
      'dated 2020-11-02T08:00:00.000Z',
    ]);
  });

  it('shows the newest page before its bodies where there is much to fetch', async () => {
    await start({}, { count: 60 });
    await profile.untilIdle();
    const commands = profile.commands();
    expect(commands.findIndex((line) => line.startsWith('TOP'))).toBeLessThan(commands.findIndex((line) => line.startsWith('RETR')));
    expect(rows()).toHaveLength(60);
    expect(rows().every(({ bodyHeld }) => bodyHeld)).toBe(true);
  });

  it('fetches the message that is clicked while the others are on their way', async () => {
    await start({}, { count: 60 });
    const clicked = await profile.until('the first page', () =>
      rows().find(({ subject, bodyHeld }) => subject === 'message 1' && !bodyHeld),
    );
    value(await profile.sync.fetchMessage('ana', clicked.id));
    expect(profile.reader.raw(clicked.id)?.toString()).toContain('body 1');
    await profile.untilIdle();
    expect(profile.commands().filter((line) => line === 'RETR 1')).toHaveLength(1);
  });

  it('takes mail away from the server once it is safe here', async () => {
    await start({ keepOnServer: false });
    await profile.untilIdle();
    expect(onServer()).toEqual([]);
    expect(rows()).toHaveLength(5);
    const commands = profile.commands();
    expect(commands.findLastIndex((line) => line.startsWith('RETR'))).toBeLessThan(commands.findIndex((line) => line.startsWith('DELE')));
  });

  it('leaves on the server what could not be fetched, and deletes again what QUIT did not confirm', async () => {
    await start(
      { keepOnServer: false },
      { options: { faults: [{ protocol: 'pop3', when: { command: 'QUIT', connection: 1 }, do: { close: 'rst' } }] } },
    );
    await profile.until('the failed end', () => profile.sync.states()[0]?.phase === 'waiting');
    expect(onServer()).toHaveLength(5);
    profile.sync.syncNow('ana');
    await profile.untilIdle();
    expect(onServer()).toEqual([]);
    expect(times('RETR')).toBe(5);
    expect(rows()).toHaveLength(5);
  });

  it('goes on with the others when the server will not let go of one message, says so, and asks again', async () => {
    const refusal = '-ERR [SYS/PERM] message 3 is locked';
    await start(
      { keepOnServer: false },
      { options: { faults: [{ protocol: 'pop3', when: { command: 'DELE', argument: '^3$', times: 2 }, do: { reply: refusal } }] } },
    );
    await profile.untilIdle();
    expect(practice.subjects('INBOX')).toEqual(['message 3']);
    expect(profile.sync.states()[0]).toMatchObject({ phase: 'idle', failure: { command: 'DELE', reply: refusal } });
    expect(rows()).toHaveLength(5);
    practice.server.faults.set([]);
    await pollAgain();
    expect(onServer()).toEqual([]);
    expect(profile.sync.states()[0]?.failure).toBeNull();
    expect(times('RETR')).toBe(5);
  });

  it('keeps mail on the server for as many days as were chosen, counted from when it was first seen', async () => {
    const clock = createTravellingClock();
    await start({ keepOnServer: 3 }, { clock });
    await profile.untilIdle();
    expect(onServer()).toHaveLength(5);
    clock.advance(2 * 86_400_000);
    await profile.untilIdle();
    practice.folder('INBOX').append({ bytes: practiceMessage(9), internalDate: Date.UTC(2024, 1, 1) });
    await pollAgain();
    expect(onServer()).toHaveLength(6);
    clock.advance(86_400_000);
    await pollAgain();
    expect(practice.subjects('INBOX')).toEqual(['message 9']);
    expect(rows()).toHaveLength(6);
  });

  it('fetches new mail under a unique id that was used before, though the end of that deletion was never heard', async () => {
    await start(
      { keepOnServer: false },
      { count: 1, options: { faults: [{ protocol: 'pop3', when: { command: 'QUIT', connection: 1 }, do: { loseReply: 'rst' } }] } },
    );
    await profile.until('the failed end', () => profile.sync.states()[0]?.phase === 'waiting');
    expect(onServer()).toEqual([]);
    profile.sync.syncNow('ana');
    await profile.untilIdle();
    const inbox = practice.folder('INBOX');
    inbox.renumber(inbox.uidValidity); // counts from one again, as servers do that name messages by their number
    inbox.append({ bytes: practiceMessage(9), internalDate: Date.UTC(2024, 1, 1) });
    await pollAgain();
    expect(
      rows()
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual(['message 1', 'message 9']);
  });

  it('fetches the older mail although the server refuses one message, says so, and tries that one again', async () => {
    await start(
      {},
      { options: { faults: [{ protocol: 'pop3', when: { command: 'RETR', argument: /^4$/, times: 1 }, do: { reply: '-ERR broken' } }] } },
    );
    await profile.untilIdle();
    expect(
      rows()
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual(['message 1', 'message 2', 'message 3', 'message 5']);
    expect(profile.sync.states()[0]?.failure).toMatchObject({ code: 'message-held-back', permanent: false, reply: '-ERR broken' });
    await pollAgain();
    expect(rows()).toHaveLength(5);
    expect(profile.sync.states()[0]?.failure).toBeNull();
  });

  it('does not ask at every poll for a message that the server holds back', async () => {
    const clock = createTravellingClock();
    const refusal = '-ERR [SYS/TEMP] try later';
    await start(
      {},
      { options: { faults: [{ protocol: 'pop3', when: { command: 'RETR', argument: /^4$/ }, do: { reply: refusal } }] }, clock },
    );
    await profile.untilIdle();
    expect(times('RETR 4')).toBe(1);
    for (let poll = 0; poll < 3; poll += 1) {
      const sessions = profile.taps.taps.length;
      clock.advance(defaultSyncLimits.pollEvery);
      await profile.until('another session', () => profile.taps.taps.length > sessions);
      await profile.untilIdle();
    }
    expect(times('RETR 4')).toBe(1);
    expect(profile.sync.states()[0]?.failure).toMatchObject({ code: 'messages-undelivered', detail: { count: 1 } });
  });

  const liar = { before: '+OK\r\n', flood: { text: 'A line of it.\r\n', octets: 24 << 20 } } as const;
  it.each([
    ['RETR, which ends late', 'RETR', 5, { ...liar, reply: '\r\n.' }],
    ['RETR, without end', 'RETR', 5, { ...liar, stall: true }],
    ['TOP, without end', 'TOP', 30, { ...liar, stall: true }],
  ] as const)(
    'fetches the other mail although one message is much longer than announced (%s), says so, and reads it again only when asked to',
    async (_, command, count, does) => {
      const clock = createTravellingClock();
      await start({}, { count, options: { faults: [{ protocol: 'pop3', when: { command, argument: /^4( |$)/ }, do: does }] }, clock });
      await profile.untilIdle();
      const lie = { code: 'message-longer-than-announced', command, detail: { announced: onServer()[3]?.bytes.length } };
      expect(profile.sync.states()[0]?.failure).toMatchObject(lie);
      expect(rows().map(({ subject }) => subject)).not.toContain('message 4');
      for (let poll = 0; poll < 2; poll += 1) {
        const sessions = profile.taps.taps.length;
        clock.advance(defaultSyncLimits.pollEvery);
        await profile.until('another session', () => profile.taps.taps.length > sessions);
        await profile.untilIdle();
        expect(rows().filter(({ bodyHeld }) => bodyHeld)).toHaveLength(count - 1);
        expect(profile.sync.states()[0]?.failure).toMatchObject(lie);
        expect(times(`${command} 4`)).toBe(1);
      }
      practice.server.faults.set([]);
      await pollAgain();
      expect(rows()).toHaveLength(count);
      expect(profile.sync.states()[0]?.failure).toBeNull();
      expect(onServer()).toHaveLength(count);
    },
  );

  it('keeps mail on the server until it is deleted here', async () => {
    await start({ keepOnServer: 'until-deleted' });
    await profile.untilIdle();
    const doomed = rows().find(({ subject }) => subject === 'message 2');
    value(await profile.sync.operations.remove([doomed?.id ?? 0]));
    expect(rows('Trash').map(({ subject }) => subject)).toEqual(['message 2']);
    await pollAgain();
    expect(practice.subjects('INBOX')).toEqual(['message 1', 'message 3', 'message 4', 'message 5']);
    await pollAgain();
    expect(rows()).toHaveLength(4);
    expect(rows('Trash')).toHaveLength(1);
  });

  it('does not bring back what was deleted here while the server keeps it', async () => {
    await start();
    await profile.untilIdle();
    const id = rows()[0]?.id ?? 0;
    value(await profile.sync.operations.remove([id]));
    value(await profile.sync.operations.remove([id]));
    expect(rows('Trash')).toEqual([]);
    profile = await profile.reopen();
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
    expect(rows()).toHaveLength(4);
    expect(onServer()).toHaveLength(5);
    expect(times('RETR')).toBe(0);
  });

  it('holds little of what it has to read to tell one message from another, and reads the rest of them once more', async () => {
    const few = practiceMessage(1).length * 2;
    await start({}, { options: { pop3: { without: ['UIDL', 'TOP'] } }, limits: { keyOctets: few } });
    await profile.untilIdle();
    expect(held()).toEqual(
      onServer()
        .map(({ bytes }) => sha256(bytes))
        .sort(),
    );
    const asked = profile.commands().filter((line) => line.startsWith('RETR'));
    expect(asked).toEqual([1, 2, 3, 4, 5, 3, 2, 1].map((number) => `RETR ${number}`));
  });

  it.each([[['UIDL']], [['UIDL', 'TOP']]])('works without %s, says so, and fetches nothing twice into the list', async (without) => {
    await start({}, { options: { pop3: { without } } });
    await profile.untilIdle();
    expect(profile.sync.states()[0]?.failure).toMatchObject({ code: 'uidl-missing', command: 'UIDL' });
    expect(rows()).toHaveLength(5);
    practice.folder('INBOX').append({ bytes: practiceMessage(6), internalDate: Date.UTC(2024, 1, 1) });
    const first = practice.folder('INBOX').messages[0];
    if (first) practice.folder('INBOX').expunge([first]);
    await pollAgain();
    expect(held()).toEqual([1, 2, 3, 4, 5, 6].map((number) => sha256(practiceMessage(number))).sort());
  });

  it('stops the download when it is cancelled and takes it up again when asked', async () => {
    await start({}, { count: 60 });
    await profile.until('bodies', () => profile.sync.states()[0]?.phase === 'bodies');
    profile.sync.cancel('ana');
    await profile.until('the end of it', () => profile.commands().includes('QUIT'));
    await profile.until('cancelled', () => profile.sync.states()[0]?.phase === 'cancelled');
    const retrieved = times('RETR');
    expect(retrieved).toBeLessThan(60);
    await pollAgain();
    expect(rows()).toHaveLength(60);
    expect(rows().filter(({ bodyHeld }) => !bodyHeld)).toEqual([]);
  });

  it('drops from the list what another program took from the server before it came here', async () => {
    await start({}, { count: 60, options: { faults: [{ protocol: 'pop3', when: { command: 'RETR' }, do: { close: 'rst' } }] } });
    await profile.until('the break', () => profile.sync.states()[0]?.phase === 'waiting');
    expect(rows()).toHaveLength(60);
    practice.server.faults.set([]);
    const inbox = practice.folder('INBOX');
    inbox.expunge(inbox.messages.slice(0, 50));
    profile.sync.syncNow('ana');
    await profile.untilIdle();
    expect(rows().map(({ bodyHeld }) => bodyHeld)).toEqual(Array.from({ length: 10 }, () => true));
  });
});
