import { describe, expect, it, onTestFinished } from 'vitest';
import { failure } from '../../../../electron/contract/failure.ts';
import { checkImap } from '../../../../electron/engine/imap/check.ts';
import { connectImap } from '../../../../electron/engine/imap/connection.ts';
import { createAlerts } from '../../../../electron/engine/sync/account/alerts.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { createMemoryTaps } from '../../../support/scripted/memory-tap.ts';
import { peerFor } from '../../../support/scripted/peer.ts';
import { folderOf, type MailboxScript, startScriptedMailbox } from '../../../support/scripted/scripted-mailbox.ts';
import { accountOn, openProfile, type SyncProfile } from '../sync-profile.ts';

describe('what a server wants the user to read', () => {
  const open = async (script: MailboxScript) => {
    const server = await startScriptedMailbox(script);
    onTestFinished(() => server.stop());
    const profile = await openProfile({
      accounts: [{ id: 'ana', settings: accountOn({ port: server.port, username: 'ana' }), password: 'practice' }],
    });
    onTestFinished(() => profile.close());
    return profile;
  };
  const remarks = (profile: SyncProfile) =>
    profile.events.flatMap(({ name, value }) => (name === 'sync.remark' && 'remark' in value ? [value.remark.reply] : []));

  it('an ALERT is said wherever it stands, each text once', async () => {
    let selects = 0;
    const profile = await open({
      folders: { INBOX: folderOf(1) },
      greeting: '* OK [ALERT] Down for repair on Sunday',
      before: ({ name, tag, peer }) => {
        if (name === 'SELECT') {
          selects += 1;
          peer.send('* OK [ALERT] Mailbox is at 98% of quota\r\n* NO [ALERT] Down for repair on Sunday\r\n');
        }
        if (name === 'NAMESPACE') peer.send(`* NAMESPACE (("" "/")) NIL NIL\r\n${tag} OK [ALERT] Please read the new terms\r\n`);
        return name === 'NAMESPACE';
      },
    });
    await profile.sync.syncOnce(['ana']);
    await profile.sync.syncOnce(['ana']);
    expect(selects).toBeGreaterThan(1);
    expect(remarks(profile).map((line) => line?.replace(/^\S+ /, ''))).toEqual([
      'OK [ALERT] Down for repair on Sunday',
      'OK [ALERT] Please read the new terms',
      'OK [ALERT] Mailbox is at 98% of quota',
    ]);
  });

  it('an ALERT that came before the TLS that was asked for is not said: anybody on the way can have planted it', async () => {
    const server = await startScriptedMailbox({
      folders: { INBOX: folderOf(0) },
      capabilities: 'IMAP4rev1 STARTTLS',
      greeting: '* OK [ALERT] Call this number at once',
      before: ({ name, tag, peer }) => {
        if (name === 'STARTTLS') peer.send(`${tag} NO [ALERT] Not today, call this number\r\n`);
        return name === 'STARTTLS';
      },
    });
    onTestFinished(() => server.stop());
    const said: (string | undefined)[] = [];
    const hear = ({ reply }: { reply?: string | undefined }) => void said.push(reply);
    await expect(connectImap({ ...peerFor({ port: server.port, security: 'starttls' }), onAlert: hear })).rejects.toMatchObject({
      failure: { code: 'starttls-refused' },
    });
    expect(said).toEqual([]);
    const open = await connectImap({ ...peerFor({ port: server.port }), onAlert: hear });
    await open.logout();
    expect(said).toEqual(['* OK [ALERT] Call this number at once']);
  });

  it('the check of an account shows an ALERT with the step that brought it', async () => {
    const server = await startScriptedMailbox({
      folders: { INBOX: folderOf(0) },
      before: ({ name, tag, peer }) => {
        if (name === 'LIST') peer.send(`* LIST () "/" INBOX\r\n${tag} OK [ALERT] Please read the new terms\r\n`);
        return name === 'LIST';
      },
    });
    onTestFinished(() => server.stop());
    const steps = new Map<string, readonly string[]>();
    await checkImap(peerFor({ port: server.port }), ({ name, facts }) => void steps.set(name, facts));
    expect(steps.get('list')?.[0]).toMatch(/OK \[ALERT\] Please read the new terms$/);
    expect(steps.get('list')).toContain('INBOX');
  });

  it('an ALERT with a new figure every time is said once in five minutes, the newest', async () => {
    const clock = createManualClock();
    const said: (string | undefined)[] = [];
    const alerts = createAlerts({ clock, say: (_account, { reply }) => said.push(reply) });
    const hear = (text: string, account = 'ana') => alerts.hear(account, failure('server-alert', { reply: `* OK [ALERT] ${text}` }));
    for (let used = 1; used <= 10_000; used += 1) hear(`You have used ${used} MB`);
    hear('You have used 7 MB', 'ben');
    expect(said).toEqual(['* OK [ALERT] You have used 1 MB', '* OK [ALERT] You have used 7 MB']);
    clock.advance(5 * 60_000);
    expect(said.slice(2)).toEqual(['* OK [ALERT] You have used 10000 MB']);
    expect(clock.pending()).toBe(0);
    // Nor one with other words every time.
    const letters = Array.from({ length: 100 }, (_, at) => `word ${String.fromCharCode(97 + (at % 26))}${'x'.repeat(at)}`);
    for (const words of letters) hear(words);
    expect(said.length).toBeLessThan(10);
    clock.advance(5 * 60_000);
    expect(said.at(-1)).toBe(`* OK [ALERT] ${letters.at(-1)}`);
    for (const words of letters) hear(words, 'cleo');
    alerts.close();
    expect(clock.pending()).toBe(0);
  });

  it('an untagged BAD that stands for the answer is not waited over for a minute', async () => {
    const clock = createManualClock();
    const server = await startScriptedMailbox({
      folders: { INBOX: folderOf(0) },
      before: ({ name, peer }) => {
        if (name === 'LIST') peer.send('* BAD [ALERT] Please enable IMAP access in your account settings first.\r\n');
        return name === 'LIST';
      },
    });
    onTestFinished(() => server.stop());
    const connection = await connectImap(peerFor({ port: server.port, clock }));
    const listed = connection.listFolders();
    const outcome = listed.then(
      () => null,
      (error: { failure: unknown }) => error.failure,
    );
    await expect.poll(() => Buffer.concat(server.connections[0]?.sent ?? []).includes('enable IMAP')).toBe(true);
    await expect
      .poll(() => {
        clock.advance(5_000);
        return connection.closed;
      })
      .toBe(true);
    expect(await outcome).toMatchObject({ code: 'command-refused', reply: expect.stringContaining('enable IMAP access') });
  });

  it('an untagged BAD cuts nothing short where more comes', async () => {
    const clock = createManualClock();
    const server = await startScriptedMailbox({
      folders: { INBOX: folderOf(3) },
      before: async ({ name, peer, tag }) => {
        if (name === 'IDLE') {
          peer.send('+ idling\r\n* BAD internal hiccup\r\n');
          await peer.line();
          peer.send(`${tag} OK done\r\n`);
        }
        if (name !== 'UID SEARCH') return name === 'IDLE';
        peer.send('* BAD internal hiccup\r\n');
        await heard('hiccup');
        clock.advance(29_000);
        peer.send('* OK still searching\r\n');
        await heard('still searching');
        clock.advance(50_000);
        peer.send(`* SEARCH 1 2 3\r\n${tag} OK done\r\n`);
        return true;
      },
    });
    onTestFinished(() => server.stop());
    const taps = createMemoryTaps();
    const heard = (text: string) => expect.poll(() => taps.one().bytes('server').toString('latin1')).toContain(text);
    const connection = await connectImap(peerFor({ port: server.port, clock, openTap: taps.openTap }));
    await connection.select('INBOX');
    expect(await connection.searchUids({ all: true })).toEqual([1, 2, 3]);
    const idle = connection.idle({});
    await heard('idling\r\n* BAD');
    clock.advance(60_000);
    expect(connection.closed).toBe(false);
    await connection.noop();
    await idle.ended;
    connection.destroy();
  });

  it('«authenticated but not connected» is told as it was said', async () => {
    const profile = await open({
      folders: { INBOX: folderOf(0) },
      before: ({ name, tag, peer }) => {
        if (name === 'NAMESPACE') peer.send(`${tag} BAD User is authenticated but not connected.\r\n`);
        return name === 'NAMESPACE';
      },
    });
    const [report] = (await profile.sync.syncOnce(['ana'])).accounts;
    expect(report?.failure).toMatchObject({
      code: 'temporarily-refused',
      reply: expect.stringContaining('authenticated but not connected'),
    });
  });
});
