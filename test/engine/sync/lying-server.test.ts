import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../electron/practice/faults.ts';
import { type PracticeMailbox, practiceMessage, startPracticeMailbox } from './practice-mailbox.ts';
import { accountOn, openProfile, type SyncProfile, value } from './sync-profile.ts';

/** A server of 1996: everything that makes synchronisation cheap is missing. */
const bareServer = {
  without: ['CONDSTORE', 'ENABLE', 'ESEARCH', 'LIST-STATUS', 'LIST-EXTENDED', 'SPECIAL-USE', 'UIDPLUS', 'MOVE', 'IDLE'],
};

describe('a server that knows little, breaks off or lies', () => {
  let practice: PracticeMailbox;
  let profile: SyncProfile;
  const start = async (options: Parameters<typeof startPracticeMailbox>[0] = {}, count = 5) => {
    practice = await startPracticeMailbox(options);
    practice.fill(count);
    profile = await openProfile({
      accounts: [{ id: 'ana', settings: accountOn({ port: practice.server.imap.port, username: 'ana' }), password: 'practice' }],
      changes: { limits: { firstRetry: 1 } },
    });
    await profile.sync.refreshAccounts();
  };
  const fault = (entry: Fault) => practice.server.faults.add(entry);
  const shown = (path: string) => {
    const folder = profile.reader.folderByPath('ana', path);
    return folder ? profile.reader.list(folder.id, 0, 500).rows.map(({ subject }) => subject) : [];
  };
  const rowOf = (subject: string) => {
    const inbox = profile.reader.folderByPath('ana', 'INBOX');
    const row = inbox && profile.reader.list(inbox.id, 0, 500).rows.find((candidate) => candidate.subject === subject);
    if (!row) throw new Error(`no ${subject}`);
    return row;
  };
  const folderId = (path: string) => profile.reader.folderByPath('ana', path)?.id ?? 0;
  const everywhere = () => ['INBOX', 'Archive', 'Trash'].flatMap((name) => practice.subjects(name)).sort();

  afterEach(async () => {
    await profile?.close();
    await practice?.server.close();
  });

  it('is synchronised by comparison where it has none of the extensions', async () => {
    await start({ imap: bareServer }, 250);
    await profile.untilIdle();
    expect(shown('INBOX')).toHaveLength(250);
    const { messages } = practice.folder('INBOX');
    const [first, second] = messages;
    if (!first || !second) throw new Error('no messages');
    practice.folder('INBOX').setFlags(second, ['\\Seen', '\\Flagged']);
    practice.folder('INBOX').expunge([first]);
    practice.folder('INBOX').append({ bytes: practiceMessage(251), internalDate: Date.UTC(2024, 1, 1) });
    profile.sync.syncNow('ana');
    await profile.until('the new one', () => shown('INBOX')[0] === 'message 251');
    await profile.until('the deletion', () => shown('INBOX').length === 250);
    profile = await profile.reopen();
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
    expect(rowOf('message 2')).toMatchObject({ seen: true, flagged: true });
  });

  it('has each message once after a move by COPY, proof and deletion', async () => {
    await start({ imap: bareServer });
    await profile.untilIdle();
    const { id } = rowOf('message 3');
    value(await profile.sync.operations.move([id], folderId('Archive')));
    await profile.untilIdle();
    await profile.until('the server', () => practice.subjects('Archive').length === 1);
    expect(everywhere()).toEqual([1, 2, 3, 4, 5].map((number) => `message ${number}`));
    await profile.until('its new number', () => profile.reader.location(id)?.uid);
    expect(shown('Archive')).toEqual(['message 3']);
  });

  it.each([
    ['MOVE', undefined, 'UID MOVE'],
    ['COPY', bareServer, 'UID COPY'],
  ])('has each message once when the connection breaks after %s was done and before it was answered', async (_name, imap, command) => {
    await start({ imap });
    await profile.untilIdle();
    fault({ protocol: 'imap', when: { command, times: 1 }, do: { loseReply: 'rst' } });
    const { id } = rowOf('message 3');
    value(await profile.sync.operations.move([id], folderId('Archive')));
    await profile.until('the break', () => profile.taps.taps.some(({ ended }) => ended !== undefined && ended !== null));
    await profile.untilIdle();
    profile.sync.syncNow('ana');
    await profile.until('its new number', () => profile.reader.location(id)?.uid);
    await profile.untilIdle();
    expect(everywhere()).toEqual([1, 2, 3, 4, 5].map((number) => `message ${number}`));
    expect(practice.subjects('Archive')).toEqual(['message 3']);
    expect(shown('Archive')).toEqual(['message 3']);
    expect(shown('INBOX')).toHaveLength(4);
  });

  it('never deletes when a copy cannot be proven', async () => {
    await start({ imap: bareServer });
    await profile.untilIdle();
    fault({ protocol: 'imap', when: { command: 'UID COPY' }, do: { reply: '{tag} OK copied, or so it says' } });
    const { id } = rowOf('message 3');
    value(await profile.sync.operations.move([id], folderId('Archive')));
    await profile.until('the refusal', () => profile.events.some(({ name }) => name === 'messages.operationFailed'));
    expect(everywhere()).toEqual([1, 2, 3, 4, 5].map((number) => `message ${number}`));
    await profile.until('it to be back', () => shown('INBOX').length === 5);
  });

  it('does not take another message for the one that was asked for', async () => {
    await start({}, 3);
    await profile.untilIdle();
    fault({ protocol: 'imap', when: { command: 'UID FETCH' }, do: { rewrite: { find: /UID 4\b/, replace: 'UID 2' } } });
    practice.folder('INBOX').append({ bytes: practiceMessage(99), internalDate: Date.UTC(2024, 1, 1) });
    await profile.until('a look', () => profile.commands().some((line) => /UID FETCH 4\b/.test(line)));
    expect(shown('INBOX')).not.toContain('message 99');
    expect(rowOf('message 2').subject).toBe('message 2');
    practice.server.faults.set([]);
    profile.sync.syncNow('ana');
    await profile.until('the truth', () => shown('INBOX').includes('message 99'));
  });

  it('reads a folder again that is renumbered while it is watched, and applies no waiting change to the new numbers', async () => {
    await start({}, 3);
    await profile.untilIdle();
    const before = profile.reader.folderByPath('ana', 'INBOX')?.server.uidValidity ?? 0;
    const inUse: Fault = { protocol: 'imap', when: { command: 'UID STORE' }, do: { reply: '{tag} NO [INUSE] later' } };
    fault(inUse);
    value(await profile.sync.operations.setFlag([rowOf('message 1').id], 'flagged', true));
    await expect.poll(() => practice.server.faults.count(inUse)).toBe(1); // by the server: the command may still be on its way
    practice.server.faults.set([
      { protocol: 'imap', when: { command: 'SELECT', times: 1 }, do: { mailbox: { change: 'uidvalidity', folder: 'INBOX' } } },
    ]);
    profile.sync.syncNow('ana');
    await profile.until('the new numbering', () => profile.reader.folderByPath('ana', 'INBOX')?.server.uidValidity !== before);
    // By then, and not when it is its turn again: until that it would be shown on a message that it is not about.
    expect(profile.reader.operations('ana').map(({ state }) => state)).toEqual(['failed']);
    await profile.until('the messages under their new numbers', () => shown('INBOX').length === 3);
    await profile.untilIdle();
    expect(shown('INBOX')).toEqual(['message 3', 'message 2', 'message 1']);
    expect(practice.folder('INBOX').messages.some(({ flags }) => flags.has('\\Flagged'))).toBe(false);
    expect(profile.events).toContainEqual({
      name: 'messages.operationFailed',
      value: expect.objectContaining({ failure: expect.objectContaining({ code: 'uid-validity-changed' }) }),
    });
  });

  it('may name folders as it likes', async () => {
    practice = await startPracticeMailbox();
    for (const name of ['__proto__', 'constructor', '../../etc/passwd', 'Año nuevo']) practice.mailbox.create(name);
    practice.fill(2, '__proto__');
    profile = await openProfile({
      accounts: [{ id: 'ana', settings: accountOn({ port: practice.server.imap.port, username: 'ana' }), password: 'practice' }],
    });
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
    expect(profile.reader.folderByPath('ana', '__proto__')?.total).toBe(2);
    expect(profile.reader.folders('ana').map(({ path }) => path)).toContain('../../etc/passwd');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('may claim to hold a hundred million messages', async () => {
    await start(
      {
        faults: [
          { protocol: 'imap', when: { command: 'SELECT' }, do: { rewrite: { find: /\* \d+ EXISTS/, replace: '* 100000000 EXISTS' } } },
        ],
      },
      3,
    );
    await profile.untilIdle();
    expect(shown('INBOX')).toEqual(['message 3', 'message 2', 'message 1']);
  });
});
