/** Folders for deleted, archived, unwanted and sent mail that are made here, on servers with rules of their own about where folders lie. */
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { folderOf, type MailboxScript, startScriptedMailbox } from '../../support/scripted/scripted-mailbox.ts';
import { accountOn, openProfile, type SyncProfile, value } from './sync-profile.ts';

const copy = {
  messageId: '<sent-1@practice.test>',
  raw: Buffer.from('Message-ID: <sent-1@practice.test>\r\n\r\nsent\r\n'),
  date: 0,
  key: 'sent-1',
  refusals: 0,
};

describe('special folders that are made anew', () => {
  let profile: SyncProfile;
  const start = async (script: MailboxScript) => {
    const server = await startScriptedMailbox(script);
    onTestFinished(() => server.stop());
    profile = await openProfile({
      accounts: [{ id: 'ana', settings: accountOn({ port: server.port, username: 'ana' }), password: 'practice' }],
      changes: { limits: { firstRetry: 1, operationRetry: 1 } },
    });
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
  };
  afterEach(() => profile?.close());
  const firstRow = () => profile.reader.list(profile.reader.folderByPath('ana', 'INBOX')?.id ?? 0, 0, 10).rows[0]?.id ?? 0;

  /** Words of real servers: Dovecot below `INBOX.`, UW IMAP below a directory. */
  const below = (prefix: string, delimiter: string, refusal: string): MailboxScript => ({
    folders: { INBOX: folderOf(3) },
    delimiter,
    namespace: `(("${prefix}" "${delimiter}")) NIL NIL`,
    before: ({ name, args, tag, peer }) => {
      const path = { SELECT: args[0], EXAMINE: args[0], STATUS: args[0], CREATE: args[0], APPEND: args[0], 'UID MOVE': args[1] }[name];
      if (path === undefined || path === 'INBOX' || path.startsWith(prefix)) return false;
      peer.send(`${tag} ${refusal}\r\n`);
      return true;
    },
  });

  describe.each([
    ['INBOX.', '.', 'NO Client tried to access nonexistent namespace. (Mailbox name should probably be prefixed with: INBOX.)'],
    ['mail/', '/', 'NO Permission denied'],
  ])('below %s', (prefix, delimiter, refusal) => {
    it.each(['remove', 'archive', 'junk'] as const)('%s takes a message there', async (action) => {
      const script = below(prefix, delimiter, refusal);
      await start(script);
      value(await profile.sync.operations[action]([firstRow()]));
      const path = `${prefix}${{ remove: 'Trash', archive: 'Archive', junk: 'Junk' }[action]}`;
      await profile.until('the move', () => script.folders[path]?.messages.length === 1);
      await profile.until('the confirmation', () => profile.reader.operations('ana').length === 0);
      expect(Object.keys(script.folders).sort()).toEqual(['INBOX', path].sort());
      expect(profile.events.filter(({ name }) => name === 'messages.operationFailed')).toEqual([]);
      expect(profile.reader.folderByPath('ana', path)).toMatchObject({ total: 1, name: path.slice(prefix.length) });
    });

    it('the copy of a sent message is filed there', async () => {
      const script = below(prefix, delimiter, refusal);
      await start(script);
      expect(await profile.sync.sentCopies.fileSent('ana', copy)).toMatchObject({ sentCopy: 'filed' });
      expect(script.folders[`${prefix}Sent`]?.messages).toHaveLength(1);
    });
  });

  it('a server without words for a missing folder has Sent made all the same, and Trash', async () => {
    const folders: MailboxScript['folders'] = { INBOX: folderOf(2) };
    await start({
      folders,
      before: ({ name, args, tag, peer }) => {
        const path = { SELECT: args[0], 'UID MOVE': args[1], APPEND: args[0] }[name];
        if (path === undefined || path in folders) return false;
        peer.send(`${tag} NO The requested name is not valid here\r\n`);
        return true;
      },
    });
    expect(await profile.sync.sentCopies.fileSent('ana', copy)).toMatchObject({ sentCopy: 'filed' });
    expect(folders.Sent?.messages).toHaveLength(1);
    value(await profile.sync.operations.remove([firstRow()]));
    await profile.until('the move', () => folders.Trash?.messages.length === 1);
  });

  it('a folder of somebody else that is listed keeps its own name', async () => {
    const folders = { INBOX: folderOf(1), 'shared.team': folderOf(2) };
    await start({
      folders,
      delimiter: '.',
      namespace: '(("INBOX." ".")) NIL (("shared." "."))',
      before: ({ name, tag, peer }) => {
        if (name !== 'LIST') return false;
        peer.send(`* LIST () "." INBOX\r\n* LIST () "." shared.team\r\n${tag} OK done\r\n`);
        return true;
      },
    });
    expect(profile.reader.folderByPath('ana', 'shared.team')?.total).toBe(2);
  });

  it.each([
    'NO [OVERQUOTA] Quota exceeded',
    'NO Unexpected exception (took 3548 ms)',
    'NO [CANNOT] not in this folder',
    'NO [TOOBIG] too big',
  ])('a copy that is answered «%s» is kept here, and that is said with this line', async (refusal) => {
    await start({
      folders: { INBOX: folderOf(0), Sent: folderOf(0, { attributes: '\\Sent' }) },
      before: ({ name, tag, peer }) => {
        if (name === 'APPEND') peer.send(`${tag} ${refusal}\r\n`);
        return name === 'APPEND';
      },
    });
    expect(await profile.sync.sentCopies.fileSent('ana', copy)).toMatchObject({ sentCopy: 'local' });
    expect(profile.reader.folderByPath('ana', 'Sent')?.total).toBe(1);
    expect(profile.events).toContainEqual({
      name: 'sync.remark',
      value: {
        accountId: 'ana',
        remark: expect.objectContaining({ code: 'copy-kept-here', reply: expect.stringContaining(refusal) }),
      },
    });
  });

  it('a copy that is put off again and again is kept here in the end', async () => {
    await start({
      folders: { INBOX: folderOf(0), Sent: folderOf(0, { attributes: '\\Sent' }) },
      before: ({ name, tag, peer }) => {
        if (name === 'APPEND') peer.send(`${tag} NO [UNAVAILABLE] later, perhaps\r\n`);
        return name === 'APPEND';
      },
    });
    const outcomes: string[] = [];
    let refusals = 0;
    while (outcomes.at(-1) !== 'local' && outcomes.length < 20) {
      const filed = await profile.sync.sentCopies.fileSent('ana', { ...copy, refusals });
      outcomes.push(filed.sentCopy);
      refusals = filed.copyRefusals;
      expect(filed.copyFailure?.reply).toContain('[UNAVAILABLE] later, perhaps');
      // The count is the entry's, not the program's.
      profile = await profile.reopen();
    }
    expect(outcomes).toEqual(['waiting', 'waiting', 'waiting', 'waiting', 'local']);
  });

  it('a copy that was kept here goes once the server has taken it by the user’s word, and stays while it does not', async () => {
    const folders: MailboxScript['folders'] = { INBOX: folderOf(0), Sent: folderOf(0, { attributes: '\\Sent' }) };
    let isFull = true;
    await start({
      folders,
      before: ({ name, tag, peer }) => {
        if (name !== 'APPEND' || !isFull) return false;
        peer.send(`${tag} NO [OVERQUOTA] Quota exceeded\r\n`);
        return true;
      },
    });
    const { sentCopies } = profile.sync;
    const inSent = () => profile.reader.folderByPath('ana', 'Sent')?.total;
    expect(await sentCopies.fileSent('ana', copy)).toMatchObject({
      sentCopy: 'local',
      copyFailure: { code: 'copy-kept-here', reply: expect.stringContaining('[OVERQUOTA]') },
    });
    expect(inSent()).toBe(1);
    expect(await sentCopies.fileAgain('ana', copy)).toMatchObject({
      ok: false,
      failure: { reply: expect.stringContaining('[OVERQUOTA]') },
    });
    expect(inSent()).toBe(1);
    isFull = false;
    expect(await sentCopies.fileAgain('ana', copy)).toEqual({ ok: true, value: 'filed' });
    expect(folders.Sent?.messages).toHaveLength(1);
    await profile.until(
      'one copy, the server’s',
      () => inSent() === 1 && profile.reader.uidCount(profile.reader.folderByPath('ana', 'Sent')?.id ?? 0) === 1,
    );
    expect(await sentCopies.fileAgain('ana', copy)).toEqual({ ok: true, value: 'server' });
    expect(folders.Sent?.messages).toHaveLength(1);
  });
});

it('what is deleted on a server that cannot remove it alone stays in the inbox as deleted, not as ordinary mail', async () => {
  const folders: MailboxScript['folders'] = { INBOX: folderOf(3), Trash: folderOf(0, { attributes: '\\Trash' }) };
  // Marked by another program: a plain EXPUNGE would take it along (RFC 4315 §2.1).
  const marked = folders.INBOX?.messages[0];
  if (marked) marked.flags = ['\\Deleted'];
  const server = await startScriptedMailbox({ folders, capabilities: 'IMAP4rev1 IDLE AUTH=PLAIN' });
  onTestFinished(() => server.stop());
  const profile = await openProfile({
    accounts: [{ id: 'ana', settings: accountOn({ port: server.port, username: 'ana' }), password: 'practice' }],
  });
  onTestFinished(() => profile.close());
  await profile.sync.refreshAccounts();
  await profile.untilIdle();
  const inbox = profile.reader.folderByPath('ana', 'INBOX')?.id ?? 0;
  const shown = () =>
    profile.reader
      .list(inbox, 0, 10)
      .rows.map(({ subject, deleted }) => `${subject}${deleted ? ', deleted' : ''}`)
      .sort();
  const newest = profile.reader.list(inbox, 0, 10).rows.find(({ subject }) => subject === 'letter 3');
  value(await profile.sync.operations.remove([newest?.id ?? 0]));
  await profile.until('the copy', () => folders.Trash?.messages.length === 1);
  profile.sync.syncNow('ana');
  await profile.until('the list', () => shown().length === 3 && profile.reader.operations('ana').length === 0);
  expect(shown()).toEqual(['letter 1, deleted', 'letter 2', 'letter 3, deleted']);
});
