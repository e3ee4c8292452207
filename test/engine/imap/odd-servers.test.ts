/** What public servers are known to answer beside the rules, and mail comes all the same: each once, for good. */
import { expect, it, onTestFinished } from 'vitest';
import {
  folderOf,
  type MailboxFolder,
  type MailboxScript,
  type Request,
  startScriptedMailbox,
} from '../../support/scripted/scripted-mailbox.ts';
import { accountOn, openProfile } from '../sync/sync-profile.ts';

const odd: readonly (readonly [string, Omit<MailboxScript, 'folders'>])[] = [
  [
    'answers STATUS with nothing in its brackets',
    {
      before: ({ name, tag, args, peer }) => {
        if (name === 'STATUS') peer.send(`* STATUS "${args[0]}" ()\r\n${tag} OK done\r\n`);
        return name === 'STATUS';
      },
    },
  ],
  [
    'answers BAD to a set that is written from its greater end',
    {
      before: ({ name, tag, args, peer }) => {
        const isDescending = /(\d+):(\d+)/.test(args[0] ?? '') && Number(args[0]?.split(':')[0]) > Number(args[0]?.split(':')[1]);
        if (name === 'UID FETCH' && isDescending) peer.send(`${tag} BAD parse error\r\n`);
        return name === 'UID FETCH' && isDescending;
      },
    },
  ],
  [
    'says HIGHESTMODSEQ without a text',
    {
      capabilities: 'IMAP4rev1 UIDPLUS CONDSTORE NAMESPACE AUTH=PLAIN',
      before: ({ name, peer }) => {
        if (name === 'SELECT' || name === 'EXAMINE') peer.send('* OK [HIGHESTMODSEQ 5]\r\n* OK [NOMODSEQ]\r\n* FLAGS ()\r\n');
        return false;
      },
    },
  ],
];

it.each(odd)('a server that %s', async (_, script) => {
  const server = await startScriptedMailbox({ folders: { INBOX: folderOf(5), Work: folderOf(2) }, ...script });
  onTestFinished(() => server.stop());
  const profile = await openProfile({
    accounts: [{ id: 'ana', settings: accountOn({ port: server.port, username: 'ana' }), password: 'practice' }],
  });
  onTestFinished(() => profile.close());
  for (const _round of [1, 2]) await profile.sync.syncOnce(['ana']);
  for (const [path, count] of [
    ['INBOX', 5],
    ['Work', 2],
  ] as const)
    expect(profile.reader.list(profile.reader.folderByPath('ana', path)?.id ?? 0, 0, 10).total, path).toBe(count);
  expect(server.errors).toEqual([]);
});

it('a server that ends the session with BYE Session invalidated is connected to again, and nothing is missing', async () => {
  let ended = 0;
  const before = ({ name, peer }: Request) => {
    if (name !== 'UID FETCH' || ended > 0) return false;
    ended += 1;
    peer.send('* BYE Session invalidated - Please reconnect\r\n');
    peer.close();
    return true;
  };
  const server = await startScriptedMailbox({ folders: { INBOX: folderOf(5) }, before });
  onTestFinished(() => server.stop());
  const profile = await openProfile({
    accounts: [{ id: 'ana', settings: accountOn({ port: server.port, username: 'ana' }), password: 'practice' }],
  });
  onTestFinished(() => profile.close());
  await profile.sync.syncOnce(['ana']);
  await profile.sync.syncOnce(['ana']);
  expect(ended).toBe(1);
  expect(profile.reader.list(profile.reader.folderByPath('ana', 'INBOX')?.id ?? 0, 0, 10).total).toBe(5);
});

/** Says a HIGHESTMODSEQ, higher each time, and answers BAD to a use of it, as a server does that never heard of it. */
const badTo = (word: RegExp) => {
  let highest = 5;
  return ({ name, tag, line, peer }: Request) => {
    if (word.test(line)) peer.send(`${tag} BAD unknown parameter\r\n`);
    else if (name === 'SELECT' || name === 'EXAMINE') {
      highest += 1;
      peer.send(`* OK [HIGHESTMODSEQ ${highest}] ok\r\n`);
    }
    return word.test(line);
  };
};
const withoutQresync = badTo(/SELECT.*QRESYNC/);

it.each<[string, Omit<MailboxScript, 'folders'>]>([
  ['says HIGHESTMODSEQ, does not offer CONDSTORE, and knows no MODSEQ', { before: badTo(/MODSEQ|CHANGEDSINCE/) }],
  [
    'offers CONDSTORE and knows no MODSEQ',
    {
      capabilities: 'IMAP4rev1 UIDPLUS CONDSTORE NAMESPACE AUTH=PLAIN',
      before: badTo(/FETCH.*MODSEQ|CHANGEDSINCE/),
    },
  ],
  [
    'offers QRESYNC and takes no SELECT with it',
    {
      capabilities: 'IMAP4rev1 UIDPLUS CONDSTORE QRESYNC ENABLE NAMESPACE AUTH=PLAIN',
      before: (request) => {
        const { name, tag, peer } = request;
        if (name === 'ENABLE') peer.send(`* ENABLED CONDSTORE QRESYNC\r\n${tag} OK done\r\n`);
        return name === 'ENABLE' || withoutQresync(request);
      },
    },
  ],
])('a server that %s: its mail comes, and so does what is new', async (_, script) => {
  const inbox = folderOf(5);
  const server = await startScriptedMailbox({ folders: { INBOX: inbox, Work: folderOf(2) }, ...script });
  onTestFinished(() => server.stop());
  const profile = await openProfile({
    accounts: [{ id: 'ana', settings: accountOn({ port: server.port, username: 'ana' }), password: 'practice' }],
  });
  onTestFinished(() => profile.close());
  const held = async () => {
    const [account] = (await profile.sync.syncOnce(['ana'])).accounts;
    return account?.folders.map(({ path, held: count, failure }) => [path, count, failure?.reply]);
  };
  expect(await held()).toEqual([
    ['INBOX', 5, undefined],
    ['Work', 2, undefined],
  ]);
  inbox.messages.push(...folderOf(6).messages.slice(5));
  inbox.uidNext = 7;
  for (const message of inbox.messages.slice(0, 1)) message.flags = ['\\Seen'];
  expect(await held()).toEqual([
    ['INBOX', 6, undefined],
    ['Work', 2, undefined],
  ]);
  const { rows } = profile.reader.list(profile.reader.folderByPath('ana', 'INBOX')?.id ?? 0, 0, 10);
  expect(rows.filter(({ seen }) => seen).map(({ subject }) => subject)).toEqual(['letter 1']);
});

const bare = 'IMAP4rev1 NAMESPACE AUTH=PLAIN';
const watched = async (script: Omit<MailboxScript, 'folders'>, renewIdleEvery = 60_000) => {
  const folders = { INBOX: folderOf(3), Archive: folderOf(0), Trash: folderOf(0) };
  const server = await startScriptedMailbox({ folders, ...script });
  onTestFinished(() => server.stop());
  const profile = await openProfile({
    accounts: [{ id: 'ana', settings: accountOn({ port: server.port, username: 'ana' }), password: 'practice' }],
    changes: { limits: { renewIdleEvery } },
  });
  onTestFinished(() => profile.close());
  await profile.sync.refreshAccounts();
  await profile.untilIdle();
  const shown = (path: string) =>
    profile.reader.list(profile.reader.folderByPath('ana', path)?.id ?? 0, 0, 10).rows.map(({ subject }) => subject);
  return { folders, profile, shown };
};

it.each<[string, RegExp]>([
  ['MOVE', /UID MOVE/],
  ['UIDPLUS', /UID EXPUNGE/],
  ['MOVE UIDPLUS', /UID MOVE|UID EXPUNGE/],
  ['ESEARCH', /SEARCH RETURN/],
  ['ESEARCH MOVE UIDPLUS', /SEARCH RETURN|UID MOVE|UID EXPUNGE/],
])('a server that offers %s without knowing it has a message once after it was archived', async (extensions, unknown) => {
  const { folders, profile, shown } = await watched({ capabilities: `${bare} IDLE ${extensions}`, before: badTo(unknown) });
  expect(shown('INBOX')).toEqual(['letter 3', 'letter 2', 'letter 1']);
  const [row] = profile.reader.list(profile.reader.folderByPath('ana', 'INBOX')?.id ?? 0, 0, 1).rows;
  await profile.sync.operations.move([row?.id ?? 0], profile.reader.folderByPath('ana', 'Archive')?.id ?? 0);
  await profile.untilIdle();
  expect(folders.INBOX.messages.map(({ uid, flags }) => [uid, flags])).toEqual([
    [1, []],
    [2, []],
  ]);
  expect(folders.Archive.messages).toHaveLength(1);
  await profile.until('it in Archive', () => shown('Archive').length === 1);
  expect([shown('INBOX'), shown('Archive')]).toEqual([['letter 2', 'letter 1'], ['letter 3']]);
  expect(profile.reader.operations('ana')).toEqual([]);
});

it('deletes nothing of others where UID EXPUNGE is offered and not known', async () => {
  const { folders, profile } = await watched({ capabilities: `${bare} IDLE UIDPLUS`, before: badTo(/UID EXPUNGE/) });
  folders.INBOX.messages.find(({ uid }) => uid === 1)?.flags.push('\\Deleted');
  const [row] = profile.reader.list(profile.reader.folderByPath('ana', 'INBOX')?.id ?? 0, 0, 1).rows;
  await profile.sync.operations.move([row?.id ?? 0], profile.reader.folderByPath('ana', 'Archive')?.id ?? 0);
  await profile.untilIdle();
  expect(folders.INBOX.messages.map(({ uid }) => uid)).toContain(1);
  expect(folders.Archive.messages).toHaveLength(1);
});

it('a server that offers IDLE without knowing it is asked for new mail now and then, and the window says when', async () => {
  let inbox: MailboxFolder | null = null;
  const isIdle = badTo(/^\S+ IDLE/);
  const before = (request: Request) => {
    if (request.name === 'NOOP' && inbox) request.peer.send(`* ${inbox.messages.length} EXISTS\r\n`);
    return isIdle(request);
  };
  const { folders, profile, shown } = await watched({ capabilities: `${bare} IDLE`, before }, 100);
  inbox = folders.INBOX;
  await profile.until('the next time', () => profile.sync.states()[0]?.nextCheckAt);
  inbox.messages.push(...folderOf(4).messages.slice(3));
  inbox.uidNext = 5;
  await profile.until('the new one', () => shown('INBOX')[0] === 'letter 4');
});
