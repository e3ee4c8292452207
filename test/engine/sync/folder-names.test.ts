/** Folders whose names a server writes in its own way: each is asked for by that very name, and read. */
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { folderOf, type MailboxScript, startScriptedMailbox } from '../../support/scripted/scripted-mailbox.ts';
import { accountOn, openProfile, type SyncProfile } from './sync-profile.ts';

describe('folder names as servers write them', () => {
  let profile: SyncProfile;
  const open = async (script: MailboxScript) => {
    const server = await startScriptedMailbox(script);
    onTestFinished(() => server.stop());
    profile = await openProfile({
      accounts: [{ id: 'ana', settings: accountOn({ port: server.port, username: 'ana' }), password: 'practice' }],
      changes: { limits: { firstRetry: 1 } },
    });
  };
  afterEach(() => profile?.close());
  const report = async () => (await profile.sync.syncOnce(['ana'])).accounts[0];

  /** Answers SELECT and STATUS only for names exactly as they stand in LIST. */
  const strict = (script: MailboxScript): MailboxScript => {
    const byName = new Map(Object.entries(script.folders).map(([path, { listedAs }]) => [listedAs?.replace(/^"|"$/g, '') ?? path, path]));
    return {
      ...script,
      before: ({ name, args, tag, peer }) => {
        if (name !== 'SELECT' && name !== 'STATUS') return false;
        const path = byName.get(args[0] ?? '');
        if (path === undefined) peer.send(`${tag} NO [NONEXISTENT] nothing of the name ${args[0]}\r\n`);
        else if (name === 'STATUS') peer.send(`* STATUS x (MESSAGES 2 UNSEEN 2 UIDNEXT 3 UIDVALIDITY 9)\r\n${tag} OK done\r\n`);
        else return false;
        return true;
      },
    };
  };

  it.each([
    ['an ampersand as it is', '"Q&A"', 'Q&A'],
    ['an ampersand within base64', '"&BBAEMQQyACYEMwQ0BDU-"', 'Абв&где'],
    ['base64 that ends nowhere', '"&AOk"', '&AOk'],
    ['a tab', '"Letters \told"', 'Letters \told'],
    ['letters in UTF-8 that nobody agreed on', '"Entwürfe"', 'Entwürfe'],
    ['an unquoted name', 'Lists', 'Lists'],
    ['base64 where letters would do', '"&AGEAYg-"', 'ab'],
    ['ordinary modified UTF-7', '"A&APE-o &- m&AOE-s"', 'Año & más'],
    ['an encoded line feed', '"Notes&AAo-two"', 'Notes\ntwo'],
  ])('%s: the folder is read, under a name that can be read', async (_kind, listedAs, path) => {
    const wire = Buffer.from(listedAs).toString('latin1');
    const folders = { INBOX: folderOf(1), [wire]: folderOf(2, { listedAs: wire }) };
    const script = strict({ folders, fetch: () => undefined });
    // What the server calls the folder in SELECT is what it wrote in LIST.
    folders[wire.replace(/^"|"$/g, '')] = folders[wire] ?? folderOf(0);
    await open({
      ...script,
      before: (request) => (request.name === 'LIST' ? list(request, listedAs) : (script.before?.(request) ?? false)),
    });
    const found = await report();
    expect(found?.failure).toBeUndefined();
    expect(found?.folders).toContainEqual(expect.objectContaining({ path, held: 2, server: 2 }));
    expect(found?.folders.find((folder) => folder.path === 'INBOX')).toMatchObject({ held: 1 });
    // A connection that lists nothing finds it by the name that was kept.
    const folder = profile.reader.folderByPath('ana', path);
    expect(await profile.sync.proveFolder('1', folder?.id ?? 0)).toMatchObject({ ok: true, value: { verdict: 'identical' } });
  });

  const list = ({ tag, peer, args }: { tag: string; peer: { send(text: string): void }; args: readonly string[] }, listedAs: string) => {
    if (args[1] !== 'INBOX') peer.send(`* LIST (\\HasNoChildren) "/" ${listedAs}\r\n`);
    peer.send(`* LIST (\\HasNoChildren) "/" INBOX\r\n${tag} OK done\r\n`);
    return true;
  };

  it('a name in a literal with octets of Latin-1 goes back with the same octets', async () => {
    const asked: string[] = [];
    const octets = Buffer.from('Entw\u00fcrfe', 'latin1');
    await open({
      folders: { INBOX: folderOf(1), 'Entw\u00fcrfe': folderOf(2) },
      before: ({ name, tag, peer, args }) => {
        if (name === 'SELECT') asked.push(args[0] ?? '');
        if (name !== 'LIST') return false;
        peer.send('* LIST () "/" INBOX\r\n* LIST () "/" {8}\r\n');
        peer.send(octets);
        peer.send(`\r\n${tag} OK done\r\n`);
        return true;
      },
    });
    const found = await report();
    expect(found?.folders).toContainEqual(expect.objectContaining({ path: 'Entwürfe', held: 2 }));
    expect(asked).toContain('Entw\u00fcrfe');
  });

  it('two names that read alike stay two folders', async () => {
    const folders = { INBOX: folderOf(0), 'Q&A': folderOf(1), 'Q&-A': folderOf(3) };
    await open(strict({ folders }));
    const found = await report();
    expect(found?.folders.map(({ path, held }) => `${path} ${held}`).sort()).toEqual(['INBOX 0', 'Q&A (2) 3', 'Q&A 1']);
  });

  it('one that cannot be asked for keeps no other from coming, and is said', async () => {
    const folders = { INBOX: folderOf(4), ['long'.repeat(300)]: folderOf(1), Archive: folderOf(2) };
    await open({ folders });
    const found = await report();
    expect(found?.folders.map(({ held }) => held).sort()).toEqual([0, 2, 4]);
    expect(found?.folders.flatMap(({ failure }) => failure ?? [])).toEqual([expect.objectContaining({ code: 'folder-name-unusable' })]);
  });
});
