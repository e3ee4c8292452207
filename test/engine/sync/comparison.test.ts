import { afterEach, describe, expect, it } from 'vitest';
import type { PracticeOptions } from '../../../electron/practice/practice-server.ts';
import { type PracticeMailbox, practiceMessage, startPracticeMailbox } from './practice-mailbox.ts';
import { accountOn, openProfile, type SyncProfile } from './sync-profile.ts';

const servers: readonly (readonly [string, PracticeOptions])[] = [
  ['CONDSTORE', {}],
  ['neither CONDSTORE nor QRESYNC', { imap: { without: ['CONDSTORE', 'ENABLE'] } }],
];

describe.each(servers)('what another program did while this one was closed, on a server with %s', (_, options) => {
  let practice: PracticeMailbox;
  let profile: SyncProfile;
  const inbox = () => profile.reader.folderByRole('ana', 'inbox')?.id ?? 0;
  const start = async (prepare: () => void) => {
    practice = await startPracticeMailbox(options);
    prepare();
    profile = await openProfile({
      accounts: [{ id: 'ana', settings: accountOn({ port: practice.server.imap.port, username: 'ana' }), password: 'practice' }],
    });
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
  };
  const restart = async () => {
    profile = await profile.reopen();
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
  };
  const flagsHeld = () =>
    profile.reader
      .heldFlags(inbox(), 1, 0xffff_ffff)
      .map(({ uid, bits, keywords }) => [uid, bits, keywords.split(' ').filter(Boolean).sort()]);
  const message = (number: number) => {
    const found = practice.folder('INBOX').messages[number - 1];
    if (!found) throw new Error(`no message ${number}`);
    return found;
  };
  afterEach(async () => {
    await profile.close();
    await practice.server.close();
  });

  it('is known after a start though it touched nothing but keywords', async () => {
    await start(() => {
      practice.fill(6);
      practice.folder('INBOX').setFlags(message(2), ['work']);
      practice.folder('INBOX').setFlags(message(3), ['work', '\\Seen']);
      practice.folder('INBOX').setFlags(message(4), ['home']);
    });
    practice.folder('INBOX').setFlags(message(1), ['later']);
    practice.folder('INBOX').setFlags(message(2), []);
    practice.folder('INBOX').setFlags(message(3), ['home', '\\Seen']);
    await restart();
    expect(flagsHeld()).toEqual([
      [1, 0, ['later']],
      [2, 0, []],
      [3, 1, ['home']],
      [4, 0, ['home']],
      [5, 0, []],
      [6, 0, []],
    ]);
  });

  it('is known after a start when as many messages came as went', async () => {
    await start(() => practice.fill(5));
    practice.folder('INBOX').expunge([message(2)]);
    practice.folder('INBOX').append({ bytes: practiceMessage(6), internalDate: Date.UTC(2024, 0, 2) });
    practice.folder('INBOX').setFlags(message(1), ['\\Flagged']);
    await restart();
    expect(flagsHeld().map(([uid, bits]) => [uid, bits])).toEqual([
      [1, 2],
      [3, 0],
      [4, 0],
      [5, 0],
      [6, 0],
    ]);
    expect(profile.reader.counts(inbox())).toMatchObject({ total: 5, bodiesHeld: 5 });
  });
});
