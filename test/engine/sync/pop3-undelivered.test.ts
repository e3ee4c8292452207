/** POP3 messages over which the connection is lost: all others come, older ones too, deletions are carried out, and it is said. */
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { mailText } from '../../support/scripted/scripted-mailbox.ts';
import { type ScriptedConnection, startScriptedServer } from '../../support/scripted/scripted-server.ts';
import { accountOn, openProfile, type SyncProfile } from './sync-profile.ts';

interface Mailbox {
  messages: { readonly uidl: string; readonly raw: string }[];
  /** What RETR, or TOP, of this message does. True: answered. */
  break?: (peer: ScriptedConnection, uidl: string, command: string) => boolean;
  readonly sessions: string[][];
  /** What LIST says instead of the truth. */
  readonly sizeOf?: (uidl: string) => number | undefined;
  /** Commands that this server does not know. */
  readonly without?: readonly string[];
}

const startPop3 = async (mailbox: Mailbox) => {
  const server = await startScriptedServer(async (peer) => {
    const commands: string[] = [];
    const marked = new Set<number>();
    mailbox.sessions.push(commands);
    peer.send('+OK ready\r\n');
    for (let line = await peer.line(); line !== null; line = await peer.line()) {
      const [verb = '', number = '0'] = line.split(' ');
      const message = mailbox.messages[Number(number) - 1];
      commands.push(verb === 'RETR' || verb === 'TOP' || verb === 'DELE' ? `${verb} ${message?.uidl}` : verb);
      const list = (text: (at: number) => string) =>
        peer.send(`+OK\r\n${mailbox.messages.map((_, at) => `${at + 1} ${text(at)}\r\n`).join('')}.\r\n`);
      if (mailbox.without?.includes(verb)) peer.send('-ERR unknown command\r\n');
      else if (verb === 'CAPA')
        peer.send(
          `+OK\r\n${['USER', 'UIDL', 'TOP'].flatMap((name) => (mailbox.without?.includes(name) ? [] : `${name}\r\n`)).join('')}.\r\n`,
        );
      else if (verb === 'LIST')
        list((at) => String(mailbox.sizeOf?.(mailbox.messages[at]?.uidl ?? '') ?? mailbox.messages[at]?.raw.length));
      else if (verb === 'UIDL') list((at) => mailbox.messages[at]?.uidl ?? '');
      else if (verb === 'RETR' || verb === 'TOP') {
        if (mailbox.break?.(peer, message?.uidl ?? '', verb)) continue;
        const raw = message?.raw ?? '';
        peer.send(`+OK\r\n${verb === 'TOP' ? raw.slice(0, raw.indexOf('\r\n\r\n') + 4) : raw}.\r\n`);
      } else {
        if (verb === 'DELE') marked.add(Number(number) - 1);
        if (verb === 'QUIT') mailbox.messages = mailbox.messages.filter((_, at) => !marked.has(at));
        peer.send('+OK\r\n');
      }
    }
  });
  onTestFinished(() => server.stop());
  return server.port;
};

const five = (): Mailbox => ({
  messages: [1, 2, 3, 4, 5].map((number) => ({ uidl: `u${number}`, raw: mailText(number) })),
  sessions: [],
});

describe('a POP3 message that ends the connection', () => {
  let profile: SyncProfile;
  afterEach(() => profile?.close());
  const open = async (mailbox: Mailbox, changes: { readonly keepOnServer?: boolean } = {}) => {
    const port = await startPop3(mailbox);
    const settings = accountOn({ port, username: 'ana', protocol: 'pop3', ...changes });
    profile = await openProfile({
      accounts: [{ id: 'ana', settings, password: 'practice' }],
      changes: { limits: { firstRetry: 1, previewFrom: 100 } },
    });
  };
  const run = async () => {
    const [account] = (await profile.sync.syncOnce(['ana'])).accounts;
    return { failure: account?.failure, folder: account?.folders[0] };
  };

  it('is said with its size where it is too large to keep, and is not asked for', async () => {
    const mailbox = five();
    await open({ ...mailbox, sizeOf: (uidl) => (uidl === 'u3' ? 80_000_000 : undefined) });
    const { failure, folder } = await run();
    expect(failure).toBeUndefined();
    expect(folder).toMatchObject({
      held: 4,
      failure: { code: 'message-too-large-to-keep', detail: { megabytes: '80', limit: '68', folder: 'Inbox' } },
    });
    expect(mailbox.sessions.flat()).not.toContain('RETR u3');
  });

  it.each<[string, Mailbox['break']]>([
    [
      'by a reset',
      (peer, uidl) => {
        if (uidl === 'u4') peer.reset();
        return uidl === 'u4';
      },
    ],
    [
      'in the middle, before the final dot',
      (peer, uidl) => {
        if (uidl !== 'u4') return false;
        peer.send('+OK\r\nSubject: half\r\n\r\nnever\n.\n');
        peer.close();
        return true;
      },
    ],
  ])('%s keeps no other from coming', async (_how, broken) => {
    const mailbox = { ...five(), break: broken };
    await open(mailbox);
    const { failure, folder } = await run();
    expect(failure).toBeUndefined();
    expect(folder).toMatchObject({ held: 4, server: 5, failure: { code: 'messages-undelivered', detail: { folder: 'Inbox', count: 1 } } });
    // The next run asks for nothing else, and for it last, alone.
    profile = await profile.reopen();
    const before = mailbox.sessions.length;
    expect((await run()).folder).toMatchObject({ held: 4, failure: { code: 'messages-undelivered' } });
    expect(mailbox.sessions.slice(before).map((commands) => commands.filter((command) => /^RETR|^QUIT/.test(command)))).toEqual([
      ['QUIT'],
      ['RETR u4'],
    ]);
  });

  it('comes when the server has mended it, and what may go is deleted all the while', async () => {
    let isBroken = true;
    const mailbox: Mailbox = {
      ...five(),
      break: (peer, uidl) => {
        if (isBroken && uidl === 'u4') peer.reset();
        return isBroken && uidl === 'u4';
      },
    };
    await open(mailbox, { keepOnServer: false });
    await run();
    expect(mailbox.messages.map(({ uidl }) => uidl)).toEqual(['u4']);
    isBroken = false;
    const { folder } = await run();
    expect(folder).toMatchObject({ held: 5 });
    expect(folder?.failure).toBeUndefined();
  });

  it('shows all others in a window, and says so', async () => {
    const mailbox: Mailbox = {
      ...five(),
      break: (peer, uidl) => {
        if (uidl === 'u5') peer.reset();
        return uidl === 'u5';
      },
    };
    await open(mailbox);
    await profile.sync.refreshAccounts();
    await profile.until('four', () => profile.reader.folderByPath('ana', 'Inbox')?.total === 4);
    const state = await profile.until('the words', () => profile.sync.states().find(({ phase, failure }) => phase === 'idle' && failure));
    expect(state.failure).toMatchObject({ code: 'messages-undelivered', detail: { count: 1 } });
  });

  it('that is refused is said of the folder, and the account is no failure', async () => {
    const refusal = '-ERR [SYS/TEMP] message u4 cannot be read';
    const mailbox: Mailbox = {
      ...five(),
      break: (peer, uidl) => {
        if (uidl === 'u4') peer.send(`${refusal}\r\n`);
        return uidl === 'u4';
      },
    };
    await open(mailbox);
    const { failure, folder } = await run();
    expect(failure).toBeUndefined();
    expect(folder).toMatchObject({ held: 4, server: 5, failure: { reply: refusal, detail: { folder: 'Inbox' } } });
  });

  describe.each([[['UIDL']], [['UIDL', 'TOP']]])('on a server without %s', (without) => {
    it.each(['refused', 'broken'])('a message that is %s keeps no other from coming, and comes when it is mended', async (how) => {
      let isBroken = true;
      const mailbox: Mailbox = {
        ...five(),
        without,
        break: (peer, uidl) => {
          if (!isBroken || uidl !== 'u4') return false;
          if (how === 'broken') peer.reset();
          else peer.send('-ERR it cannot be read\r\n');
          return true;
        },
      };
      await open(mailbox, { keepOnServer: false });
      const { failure, folder } = await run();
      expect(failure).toBeUndefined();
      expect(folder).toMatchObject({
        held: 4,
        server: 5,
        failure: { code: 'messages-undelivered', detail: { folder: 'Inbox', count: 1 } },
      });
      // What is as large as what could not be read may be it: it stays on the server meanwhile.
      expect(mailbox.messages).toHaveLength(5);
      profile = await profile.reopen();
      expect((await run()).folder).toMatchObject({ held: 4, failure: { code: 'messages-undelivered' } });
      isBroken = false;
      const mended = await run();
      expect(mended.folder).toMatchObject({ held: 5 });
      expect(mended.folder?.failure).toBeUndefined();
      await run();
      expect(mailbox.messages).toEqual([]);
      expect((await run()).folder).toMatchObject({ held: 5 });
    });
  });

  it.each(['refused', 'broken'])(
    'TOP of one message that is %s does not keep the preview of the others away, nor their mail',
    async (how) => {
      const mailbox: Mailbox = {
        ...five(),
        break: (peer, uidl, command) => {
          if (uidl !== 'u5' || command !== 'TOP') return false;
          if (how === 'broken') peer.reset();
          else peer.send('-ERR no such message, perhaps\r\n');
          return true;
        },
      };
      const port = await startPop3(mailbox);
      const settings = accountOn({ port, username: 'ana', protocol: 'pop3' });
      profile = await openProfile({
        accounts: [{ id: 'ana', settings, password: 'practice' }],
        changes: { limits: { firstRetry: 1, previewFrom: 2 } },
      });
      expect((await run()).folder).toMatchObject({ held: 5, server: 5 });
    },
  );
});
