import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, failure } from '../../../electron/contract/failure.ts';
import { signIn } from '../../support/scripted/peer.ts';
import { type PracticeMailbox, practiceMessage, startPracticeMailbox } from './practice-mailbox.ts';
import { accountOn, openProfile, type ProfileOptions, type SyncProfile, value } from './sync-profile.ts';

describe('what the user does to messages', () => {
  let practice: PracticeMailbox;
  let profile: SyncProfile;

  const start = async (options: Parameters<typeof startPracticeMailbox>[0] = {}, changes: ProfileOptions['changes'] = {}) => {
    practice = await startPracticeMailbox(options);
    practice.fill(5);
    profile = await openProfile({
      accounts: [{ id: 'ana', settings: accountOn({ port: practice.server.imap.port, username: 'ana' }), password: 'practice' }],
      changes,
    });
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
  };
  const folderId = (path: string) => profile.reader.folderByPath('ana', path)?.id ?? 0;
  const idOf = (subject: string) => {
    for (const folder of profile.reader.folders('ana')) {
      const row = profile.reader.list(folder.id, 0, 100).rows.find((candidate) => candidate.subject === subject);
      if (row) return row.id;
    }
    throw new Error(`no ${subject}`);
  };
  const shown = (path: string) => profile.reader.list(folderId(path), 0, 100).rows.map(({ subject }) => subject);
  const flagsOnServer = (number: number) => [...(practice.folder('INBOX').messages.find(({ uid }) => uid === number)?.flags ?? [])];
  const failures = () => profile.events.filter(({ name }) => name === 'messages.operationFailed').map((event) => event.value);

  afterEach(async () => {
    await profile?.close();
    await practice?.server.close();
  });

  describe('while connected', () => {
    beforeEach(() => start());

    it('marks a message seen here at once and at the server soon', async () => {
      const id = idOf('message 3');
      value(await profile.sync.operations.setFlag([id], 'seen', true));
      expect(profile.reader.row(id)).toMatchObject({ seen: true });
      await profile.until('the server', () => flagsOnServer(3).includes('\\Seen'));
      await profile.until('confirmation', () => profile.reader.row(id)?.pending === false);
    });

    it('moves a message, which keeps its place in the window, and takes it back', async () => {
      const id = idOf('message 3');
      const { operationId } = value(await profile.sync.operations.move([id], folderId('Archive')));
      expect(shown('INBOX')).toHaveLength(4);
      expect(profile.reader.row(id)?.folderId).toBe(folderId('Archive'));
      await profile.until('the server', () => practice.subjects('Archive').length === 1);
      await profile.untilIdle();
      expect(shown('Archive')).toEqual(['message 3']);
      expect(profile.reader.row(id)?.folderId).toBe(folderId('Archive'));

      value(await profile.sync.operations.undo(operationId));
      expect(profile.reader.row(id)?.folderId).toBe(folderId('INBOX'));
      await profile.until('the server again', () => practice.subjects('INBOX').length === 5);
      await profile.untilIdle();
      expect(practice.subjects('Archive')).toEqual([]);
      expect(shown('INBOX')).toHaveLength(5);
      expect(shown('Archive')).toEqual([]);
      expect(failures()).toEqual([]);
    });

    it('deletes to the trash, and from the trash for good after the time to undo it', async () => {
      const [one, two] = [idOf('message 1'), idOf('message 2')];
      expect(value(await profile.sync.operations.remove([one, two])).count).toBe(2);
      await profile.until('the server', () => practice.subjects('Trash').length === 2);
      await profile.untilIdle();
      const { operationId } = value(await profile.sync.operations.remove([one]));
      expect(shown('Trash')).toEqual(['message 2']);
      value(await profile.sync.operations.undo(operationId));
      expect(shown('Trash')).toEqual(['message 2', 'message 1']);
      expect(practice.subjects('Trash')).toHaveLength(2);
    });

    it('refuses to undo what it does not know', async () => {
      expect(await profile.sync.operations.undo('nothing')).toMatchObject({ ok: false, failure: { code: 'not-found' } });
    });
  });

  it('makes the archive folder where the server has none', async () => {
    await start();
    practice.mailbox.remove('Archive');
    profile.sync.syncNow('ana');
    await profile.until('the folder to go', () => folderId('Archive') === 0);
    value(await profile.sync.operations.archive([idOf('message 4')]));
    expect(shown('Archive')).toEqual(['message 4']);
    await profile.until('the server', () => practice.mailbox.find('Archive') && practice.subjects('Archive').length === 1);
    await profile.untilIdle();
    expect(shown('Archive')).toEqual(['message 4']);
  });

  it('takes back a deletion for which the trash had to be made', async () => {
    await start();
    practice.mailbox.remove('Trash');
    profile.sync.syncNow('ana');
    await profile.until('the folder to go', () => folderId('Trash') === 0);
    const { operationId } = value(await profile.sync.operations.remove([idOf('message 4')]));
    await profile.until('the server', () => practice.mailbox.find('Trash') && practice.subjects('Trash').length === 1);
    await profile.untilIdle();
    value(await profile.sync.operations.undo(operationId));
    await profile.until('the server again', () => practice.subjects('INBOX').length === 5);
    await profile.untilIdle();
    expect(practice.subjects('Trash')).toEqual([]);
    expect(shown('INBOX')).toContain('message 4');
    expect(failures()).toEqual([]);
  });

  it('keeps changes made without a network through a restart and makes them in order', async () => {
    await start();
    const offline = await profile.reopen({ credentials: async () => null });
    profile = offline;
    value(await profile.sync.operations.setFlag([idOf('message 2')], 'flagged', true));
    value(await profile.sync.operations.archive([idOf('message 2')]));
    value(await profile.sync.operations.setFlag([idOf('message 5')], 'seen', true));
    expect(practice.subjects('Archive')).toEqual([]);
    profile = await profile.reopen({ credentials: async () => signIn('ana', 'practice') });
    expect(shown('Archive')).toEqual(['message 2']);
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
    expect(practice.subjects('Archive')).toEqual(['message 2']);
    expect([...(practice.folder('Archive').messages[0]?.flags ?? [])]).toContain('\\Flagged');
    expect(flagsOnServer(5)).toContain('\\Seen');
    expect(shown('Archive')).toEqual(['message 2']);
  });

  it('says how many changes wait without reading them', async () => {
    await start();
    profile = await profile.reopen({ credentials: async () => null });
    const id = idOf('message 1');
    for (let number = 1; number <= 30; number += 1) value(await profile.sync.operations.setFlag([id], 'flagged', number % 2 === 1));
    await profile.sync.refreshAccounts();
    const { reader } = profile;
    const unread = { operations: reader.operations, operation: reader.operation };
    const read = (): never => {
      throw new Error('the queue was read for a number');
    };
    Object.assign(reader, { operations: read, operation: read });
    try {
      profile.sync.syncNow('ana');
      await profile.until(
        'the number',
        () => profile.sync.states()[0]?.phase === 'failed' && profile.sync.states()[0]?.pendingOperations === 30,
      );
    } finally {
      Object.assign(reader, unread);
    }
  });

  it('after a refused move, what was done to the message since is done to it and to no other', async () => {
    await start();
    for (let number = 11; number <= 15; number += 1)
      practice.folder('Archive').append({ bytes: practiceMessage(number), internalDate: Date.UTC(2024, 0, 2) });
    profile = await profile.reopen({ credentials: async () => null });
    const id = idOf('message 3');
    value(await profile.sync.operations.archive([id]));
    value(await profile.sync.operations.setFlag([id], 'flagged', true));
    value(await profile.sync.operations.setFlag([id], 'answered', true));
    practice.server.faults.add({ protocol: 'imap', when: { command: 'UID MOVE' }, do: { reply: '{tag} NO [CANNOT] not today' } });
    profile = await profile.reopen({ credentials: async () => signIn('ana', 'practice') });
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
    expect(practice.folder('Archive').messages.map(({ flags }) => [...flags])).toEqual([[], [], [], [], []]);
    expect(flagsOnServer(3)).toEqual(expect.arrayContaining(['\\Flagged', '\\Answered']));
    expect(shown('INBOX')).toContain('message 3');
  });

  it('makes a change later that could not be begun because nothing could be written', async () => {
    await start({}, { limits: { operationRetry: 10 } });
    const full = vi.spyOn(profile.storage, 'markOperation').mockResolvedValueOnce(fail(failure('disk-full')));
    value(await profile.sync.operations.setFlag([idOf('message 3')], 'seen', true));
    await profile.until('the server', () => flagsOnServer(3).includes('\\Seen'));
    await profile.until('confirmation', () => profile.reader.row(idOf('message 3'))?.pending === false);
    expect(full).toHaveBeenCalledTimes(2);
    expect(failures()).toEqual([]);
  });

  it('takes back what the server refuses and says so with its words', async () => {
    await start();
    practice.server.faults.add({ protocol: 'imap', when: { command: 'UID STORE' }, do: { reply: '{tag} NO [CANNOT] not today' } });
    const id = idOf('message 3');
    const { operationId } = value(await profile.sync.operations.setFlag([id], 'flagged', true));
    await profile.until('the refusal', () => failures().length > 0);
    expect(failures()).toMatchObject([{ operationId, failure: { code: 'command-refused' } }]);
    await profile.until('it to be taken back', () => profile.reader.row(id)?.flagged === false);
  });
});
