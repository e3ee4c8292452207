/** What a server does not deliver, message by message and folder by folder: everything else comes, and what does not is said. */
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Failure } from '../../../electron/contract/failure.ts';
import {
  fetchLine,
  folderOf,
  type MailboxFolder,
  type MailboxMessage,
  type MailboxScript,
  type Request,
  setNames,
  startScriptedMailbox,
} from '../../support/scripted/scripted-mailbox.ts';
import { accountOn, openProfile, type SyncProfile } from './sync-profile.ts';

const header = 'BODY.PEEK[HEADER';
const body = 'BODY.PEEK[]';

describe('mail that a server does not deliver', () => {
  let profile: SyncProfile;
  const open = async (script: MailboxScript) => {
    const server = await startScriptedMailbox(script);
    onTestFinished(() => server.stop());
    profile = await openProfile({
      accounts: [{ id: 'ana', settings: accountOn({ port: server.port, username: 'ana' }), password: 'practice' }],
      changes: { limits: { firstRetry: 1, longestRetry: 5 } },
    });
    return server;
  };
  afterEach(() => profile?.close());
  const run = async () => {
    const [account] = (await profile.sync.syncOnce(['ana'])).accounts;
    if (!account) throw new Error('no report');
    const held = Object.fromEntries(account.folders.map((folder) => [folder.path, folder.held]));
    return { account, held, failures: account.folders.flatMap(({ failure }) => failure ?? []) };
  };
  const mailbox = (): Record<string, MailboxFolder> => ({ INBOX: folderOf(10), Archive: folderOf(4), Zoo: folderOf(2) });
  const inbox = ({ selected }: Request) => selected?.messages.length === 10;
  const said = (count: number, line?: string): Partial<Failure> => ({
    code: 'messages-undelivered',
    detail: expect.objectContaining({ folder: 'INBOX', count }) as Failure['detail'],
    ...(line === undefined ? {} : { reply: expect.stringContaining(line) as string }),
  });

  describe.each([
    ['header', header],
    ['body', body],
  ])('one message of ten whose %s', (_part, item) => {
    it.each([
      'NO [UNAVAILABLE] FETCH Server error while fetching messages',
      'NO [SERVERBUG] Internal error occurred',
      'NO Some of the requested messages could not be retrieved',
      'BAD Could not parse command',
      'NO [LIMIT] slow down',
    ])('is answered «%s»: the nine others come, and the line is said', async (line) => {
      await open({
        folders: mailbox(),
        before: (request) => {
          const { name, args, tag, peer } = request;
          const isMeant = name === 'UID FETCH' && inbox(request) && args.slice(1).join(' ').includes(item) && setNames(args[0] ?? '', 7);
          if (isMeant) peer.send(`${tag} ${line}\r\n`);
          return isMeant;
        },
      });
      const { account, held, failures } = await run();
      expect(held).toEqual({ INBOX: 9, Archive: 4, Zoo: 2 });
      expect(account.failure).toBeUndefined();
      expect(failures).toEqual([expect.objectContaining(said(1, line))]);
    });

    it.each(['reset', 'half a line and the end'])(
      'ends the connection (%s): all others come in the same run, and it is said',
      async (how) => {
        const server = await open({
          folders: mailbox(),
          fetch: (message, items, request) => {
            if (message.uid !== 7 || !inbox(request) || !items.includes(item)) return undefined;
            if (how === 'reset') return 'break';
            request.peer.send('* 7 FETCH (UID 7 BODY[] {4000}\r\nFrom: Be');
            request.peer.close();
            return null;
          },
        });
        const { account, held, failures } = await run();
        expect(held).toEqual({ INBOX: 9, Archive: 4, Zoo: 2 });
        expect(account.failure).toBeUndefined();
        expect(failures).toEqual([expect.objectContaining(said(1))]);
        const first = server.connections.length;
        // A restart knows it: nothing else is asked for again, and it is asked for once more, alone.
        profile = await profile.reopen();
        const again = await run();
        expect(again.held).toEqual(held);
        expect(again.failures).toHaveLength(1);
        expect(server.connections.length - first).toBeLessThanOrEqual(2);
        const asked = profile.commands().filter((line) => line.includes('UID FETCH') && line.includes(item));
        expect(asked.map((line) => /UID FETCH (\S+)/.exec(line)?.[1])).toEqual(['7']);
      },
    );

    it('comes after all when the server has mended it', async () => {
      let isBroken = true;
      await open({
        folders: mailbox(),
        fetch: (message, items, request) => (isBroken && message.uid === 7 && inbox(request) && items.includes(item) ? 'break' : undefined),
      });
      expect((await run()).held.INBOX).toBe(9);
      isBroken = false;
      const { held, failures } = await run();
      expect(held.INBOX).toBe(10);
      expect(failures).toEqual([]);
    });

    it('does not keep the window from showing the others, nor new mail from coming', async () => {
      const folders = mailbox();
      await open({
        folders,
        fetch: (message, items, request) =>
          message.uid === 7 && request.selected === folders.INBOX && items.includes(item) ? 'break' : undefined,
      });
      await profile.sync.refreshAccounts();
      const id = await profile.until('the inbox', () => profile.reader.folderByPath('ana', 'INBOX')?.id);
      await profile.until('nine bodies', () => profile.reader.counts(id).bodiesHeld === 9);
      await profile.until('the others', () => profile.reader.folderByPath('ana', 'Archive')?.total === 4);
      const folder = await profile.until('the reason', () => profile.reader.folder(id)?.failure && profile.reader.folder(id));
      expect(folder).toMatchObject({ failure: said(1) });
      const state = await profile.until('rest', () => profile.sync.states().find(({ phase, failure }) => phase === 'idle' && failure));
      expect(state.failure).toMatchObject(said(1));
    });
  });

  it.each<[string, (message: MailboxMessage, items: string, sequence: number) => string | null | undefined]>([
    ['OK without the message', ({ uid }, items) => (uid === 2 && items.includes(body) ? null : undefined)],
    ['NIL for its body', ({ uid }, items) => (uid === 2 && items.includes(body) ? '* 2 FETCH (UID 2 FLAGS () BODY[] NIL)\r\n' : undefined)],
    ['an empty body', ({ uid }, items) => (uid === 2 && items.includes(body) ? '* 2 FETCH (UID 2 FLAGS () BODY[] "")\r\n' : undefined)],
    [
      'a header without UID',
      (message, items, sequence) =>
        message.uid === 2 && items.includes(header) ? fetchLine(sequence, message, items).replace('UID 2 ', '') : undefined,
    ],
    ['OK without its header', ({ uid }, items) => (uid === 2 && items.includes(header) ? null : undefined)],
  ])('%s is not success', async (_kind, fetch) => {
    const folders = { INBOX: folderOf(4) };
    await open({ folders, fetch: (message, items) => fetch(message, items, folders.INBOX.messages.indexOf(message) + 1) });
    const { held, failures } = await run();
    expect(held).toEqual({ INBOX: 3 });
    expect(failures).toEqual([expect.objectContaining({ code: 'messages-undelivered', detail: expect.objectContaining({ count: 1 }) })]);
  });

  it('a size that nobody accepts is no reason not to ask', async () => {
    const folders = { INBOX: folderOf(4) };
    await open({
      folders,
      fetch: (message, items) => (message.uid === 2 ? fetchLine(2, message, items, 4_294_967_295) : undefined),
    });
    const { held, failures } = await run();
    expect({ held, failures }).toEqual({ held: { INBOX: 4 }, failures: [] });
  });

  it('a size that nobody accepts is no reason not to ask a server that does not know parts', async () => {
    const folders = { INBOX: folderOf(4) };
    await open({
      folders,
      fetch: (message, items) => (message.uid === 2 ? fetchLine(2, message, items.replace(/<.*?>/, ''), 4_294_967_295) : undefined),
    });
    const { held, failures } = await run();
    expect({ held, failures }).toEqual({ held: { INBOX: 4 }, failures: [] });
  });

  it('messages that are too large to keep cost no connection, and are said with their size', async () => {
    const folders = { INBOX: folderOf(40) };
    const server = await open({
      folders,
      fetch: (message, items) => {
        if (message.uid > 35) return undefined;
        if (items.includes('BODY.PEEK[]<')) return `* ${message.uid} FETCH (UID ${message.uid} BODY[]<67108864> {1}\r\nx)\r\n`;
        return items.includes(body) ? 'break' : fetchLine(message.uid, message, items, 80_000_000 + message.uid * 1_000_000);
      },
    });
    const { account, held, failures } = await run();
    expect(account.failure).toBeUndefined();
    expect(held).toEqual({ INBOX: 5 });
    expect(failures).toEqual([
      expect.objectContaining({
        code: 'messages-too-large-to-keep',
        detail: expect.objectContaining({ folder: 'INBOX', count: 35, megabytes: '115', limit: '68' }),
      }),
    ]);
    expect(server.connections).toHaveLength(1);
  });

  it.each([
    ['a size that is too small', 300],
    ['no parts of messages', 90_000_000],
  ])('a message too large to keep of a server that tells %s costs one connection, once', async (_kind, size) => {
    const folders = { INBOX: folderOf(4) };
    const server = await open({
      folders,
      fetch: (message, items) => {
        if (message.uid > 2) return undefined;
        if (size < 1_000 && items.includes('BODY.PEEK[]<'))
          return `* ${message.uid} FETCH (UID ${message.uid} BODY[]<67108864> {1}\r\nx)\r\n`;
        if (message.uid === 2 && size < 1_000) return undefined;
        return items.includes(body)
          ? `* ${message.uid} FETCH (UID ${message.uid} BODY[] {90000000}\r\nFrom: Ben`
          : fetchLine(message.uid, message, items, size);
      },
    });
    const first = await run();
    const failed = { INBOX: size < 1_000 ? 3 : 2 };
    expect(first.held).toEqual(failed);
    expect(first.failures).toEqual([expect.objectContaining({ code: 'messages-too-large-to-keep' })]);
    const before = server.connections.length;
    expect(before).toBeLessThanOrEqual(3);
    const second = await run();
    expect(second.held).toEqual(failed);
    expect(second.failures).toEqual(first.failures);
    expect(server.connections.length - before).toBeLessThanOrEqual(size < 1_000 ? 1 : 2);
  });

  it.each([
    ['a line that does not end', body, `UID 2 X ${'x'.repeat(3 << 20)}`],
    ['a header of 90 MB', header, 'UID 2 BODY[HEADER] {90000000}\r\nFrom: Ben'],
  ])('%s is not called a message that is too large', async (_kind, item, line) => {
    const folders = { INBOX: folderOf(4) };
    await open({ folders, fetch: (message, items) => (message.uid === 2 && items.includes(item) ? `* 2 FETCH (${line}` : undefined) });
    const { held, failures } = await run();
    expect(held).toEqual({ INBOX: 3 });
    expect(failures).toEqual([
      expect.objectContaining({ code: 'messages-undelivered', detail: expect.objectContaining({ cause: 'limit-exceeded', count: 1 }) }),
    ]);
  });

  it('one that another program has removed meanwhile is no failure', async () => {
    const folders = { INBOX: folderOf(4) };
    await open({
      folders,
      fetch: (message, items) => {
        if (message.uid !== 2 || !items.includes(body)) return undefined;
        folders.INBOX.messages = folders.INBOX.messages.filter(({ uid }) => uid !== 2);
        return null;
      },
    });
    expect((await run()).failures).toEqual([]);
  });

  it.each([
    ['SELECT', 'NO [NOPERM] Access denied'],
    ['SELECT', 'NO Mailbox is locked'],
    ['SELECT', 'BAD Internal server error'],
    ['UID SEARCH', 'NO [SERVERBUG] Internal error occurred'],
  ])('a folder whose %s is answered «%s» stops no other, and is named with the line', async (command, line) => {
    const folders = mailbox();
    await open({
      folders,
      before: ({ name, args, tag, peer, selected }) => {
        const isMeant = name === command && (command === 'SELECT' ? args[0] === 'Archive' : selected === folders.Archive);
        if (isMeant) peer.send(`${tag} ${line}\r\n`);
        return isMeant;
      },
    });
    const { account, held, failures } = await run();
    expect(held).toEqual({ INBOX: 10, Archive: 0, Zoo: 2 });
    expect(account.failure).toBeUndefined();
    expect(failures).toEqual([
      expect.objectContaining({
        code: 'folder-refused',
        detail: expect.objectContaining({ folder: 'Archive' }),
        reply: expect.stringContaining(line),
      }),
    ]);
  });

  it('a folder that ends the connection when it is opened stops no other', async () => {
    await open({
      folders: mailbox(),
      before: ({ name, args, peer }) => {
        const isMeant = name === 'SELECT' && args[0] === 'Archive';
        if (isMeant) peer.reset();
        return isMeant;
      },
    });
    const { held, failures } = await run();
    expect(held).toEqual({ INBOX: 10, Archive: 0, Zoo: 2 });
    expect(failures).toEqual([expect.objectContaining({ code: 'folder-refused', detail: expect.objectContaining({ folder: 'Archive' }) })]);
  });

  it('an inbox that may not be opened does not make the account connect again and again', async () => {
    let isRefused = true;
    const server = await open({
      folders: mailbox(),
      before: ({ name, args, tag, peer }) => {
        const isMeant = isRefused && name === 'SELECT' && args[0] === 'INBOX';
        if (isMeant) peer.send(`${tag} NO [NOPERM] not today\r\n`);
        return isMeant;
      },
    });
    await profile.sync.refreshAccounts();
    await profile.until('the other folders', () => profile.reader.folderByPath('ana', 'Zoo')?.total === 2);
    const state = await profile.until('the words', () => profile.sync.states().find(({ phase, failure }) => phase === 'idle' && failure));
    expect(state.failure).toMatchObject({ code: 'folder-refused', reply: expect.stringContaining('not today') });
    // The watching connection, and one for the download.
    expect(server.connections.length).toBe(2);
    isRefused = false;
    profile.sync.syncNow('ana');
    await profile.until('the inbox', () => profile.reader.folderByPath('ana', 'INBOX')?.total === 10);
    await profile.until('silence', () => profile.sync.states()[0]?.phase === 'idle' && profile.sync.states()[0]?.failure === null);
  });

  it('a server that delivers nothing of a folder is not asked for every message of it', async () => {
    const folders = { INBOX: folderOf(400), Archive: folderOf(4) };
    let refusals = 0;
    await open({
      folders,
      before: ({ name, args, tag, peer, selected }) => {
        const isMeant = name === 'UID FETCH' && args.slice(1).join(' ').includes('BODY.PEEK') && selected === folders.INBOX;
        if (isMeant) {
          refusals += 1;
          peer.send(`${tag} NO [UNAVAILABLE] storage is down\r\n`);
        }
        return isMeant;
      },
    });
    const { held, failures } = await run();
    expect(held).toEqual({ INBOX: 0, Archive: 4 });
    expect(failures).toEqual([expect.objectContaining({ reply: expect.stringContaining('storage is down') })]);
    expect(refusals).toBeLessThan(150);
  });
});
