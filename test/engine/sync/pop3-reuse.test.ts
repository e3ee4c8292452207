/** POP3 servers that give a unique id to another message once the first is gone: the new mail comes, and nothing is deleted unread. */
import { afterEach, describe, expect, it } from 'vitest';
import type { PracticeOptions } from '../../../electron/practice/practice-server.ts';
import type { ServerAccount } from '../../support/server-settings.ts';
import { type PracticeMailbox, practiceMessage, startPracticeMailbox } from './practice-mailbox.ts';
import { accountOn, openProfile, type SyncProfile, value } from './sync-profile.ts';

describe('a unique id that names another message than before', () => {
  let practice: PracticeMailbox;
  let profile: SyncProfile;
  afterEach(async () => {
    await profile?.close();
    await practice?.server.close();
  });
  const start = async (incoming: Partial<ServerAccount['incoming']> = {}, options: PracticeOptions = {}) => {
    practice = await startPracticeMailbox(options);
    practice.fill(2);
    const settings = accountOn({ port: practice.server.pop3.port, username: 'ana', protocol: 'pop3', ...incoming });
    profile = await openProfile({ accounts: [{ id: 'ana', settings, password: 'practice' }] });
    value(await profile.sync.refreshAccounts().then(() => ({ ok: true, value: null }) as const));
    await profile.untilIdle();
  };
  const poll = async () => {
    const sessions = profile.taps.taps.length;
    profile.sync.syncNow('ana');
    await profile.until('another session', () => profile.taps.taps.length > sessions);
    await profile.untilIdle();
  };
  const folderId = (path: string) => profile.reader.folderByPath('ana', path)?.id ?? 0;
  const rows = (path = 'Inbox') => profile.reader.list(folderId(path), 0, 100).rows;
  const subjects = () =>
    rows()
      .map(({ subject }) => subject)
      .sort();
  /** The server's messages go, and others are counted from one again. */
  const replaceBy = (...messages: Buffer[]) => {
    const inbox = practice.folder('INBOX');
    inbox.expunge([...inbox.messages]);
    inbox.renumber(inbox.uidValidity);
    for (const bytes of messages) inbox.append({ bytes, internalDate: Date.UTC(2024, 1, 1) });
  };
  const act = async (kind: 'trash' | 'delete', messageId: number) => {
    const change = kind === 'delete' ? { kind } : ({ kind: 'move', targetFolderId: folderId('Trash') } as const);
    const operation = { id: `operation-${kind}-${messageId}`, accountId: 'ana', change, messageIds: [messageId], now: Date.now() };
    value(await profile.storage.applyOperation(operation));
  };

  it.each<[string, PracticeOptions]>([
    ['', {}],
    [' on a server without TOP', { pop3: { without: ['TOP', 'CAPA'] } }],
  ])('brings the new mail%s, and the old stays', async (_where, options) => {
    await start({}, options);
    replaceBy(practiceMessage(7, ' of another length'), practiceMessage(2));
    await poll();
    expect(subjects()).toEqual(['message 1', 'message 2', 'message 7']);
    expect(profile.commands().filter((line) => line.startsWith('RETR 2'))).toHaveLength(1);
    await poll();
    expect(subjects()).toEqual(['message 1', 'message 2', 'message 7']);
  });

  it.each(['trash', 'delete'] as const)('is not deleted when the old message is (%s)', async (kind) => {
    await start({ keepOnServer: 'until-deleted' });
    const old = rows().find(({ subject }) => subject === 'message 1');
    replaceBy(practiceMessage(7, ' of another length'));
    await act(kind, old?.id ?? 0);
    await poll();
    await poll();
    expect(practice.subjects('INBOX')).toEqual(['message 7']);
    expect(subjects()).toContain('message 7');
  });

  it.each(['trash', 'delete'] as const)('is not deleted though it is as long as the old one (%s)', async (kind) => {
    await start({ keepOnServer: 'until-deleted' });
    const old = rows().find(({ subject }) => subject === 'message 1');
    expect(practiceMessage(7)).toHaveLength(practiceMessage(1).length);
    replaceBy(practiceMessage(7));
    await act(kind, old?.id ?? 0);
    await poll();
    await poll();
    expect(practice.subjects('INBOX')).toEqual(['message 7']);
    expect(subjects()).toContain('message 7');
  });

  it('is still known where the server only counts otherwise than before', async () => {
    await start({ keepOnServer: 'until-deleted' });
    practice.server.faults.set([
      { protocol: 'pop3', when: { command: 'LIST' }, do: { rewrite: { find: /^(\d+) (\d+)\r$/gm, replace: '$1 9$2\r' } } },
    ]);
    await poll();
    await poll();
    expect(profile.commands().filter((line) => line.startsWith('RETR'))).toHaveLength(2);
    // Compared once, and then the new sizes are the known ones.
    expect(profile.commands().filter((line) => line.startsWith('TOP'))).toHaveLength(2);
    await act('delete', rows().find(({ subject }) => subject === 'message 1')?.id ?? 0);
    await poll();
    expect(practice.subjects('INBOX')).toEqual(['message 2']);
  });
});
