import { beforeAll, describe, expect, it } from 'vitest';
import { connectImap } from '../../../electron/engine/imap/connection.ts';
import type { ImapConnection, ImapEvent } from '../../../electron/engine/imap/imap-types.ts';
import { type CertificateAuthority, createCertificateAuthority, type KeyedCertificate } from '../../support/certificates.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';
import { peerFor, signIn } from '../../support/scripted/peer.ts';
import { type ScriptedImap, selected, startScriptedImap } from '../../support/scripted/scripted-imap.ts';
import { startScriptedServer } from '../../support/scripted/scripted-server.ts';
import { failed, holdScriptedImap } from './scripted-client.ts';

describe('IMAP servers that refuse, lie and hang up', () => {
  const { held, connect, sent } = holdScriptedImap();
  let authority: CertificateAuthority;
  let certificate: KeyedCertificate;
  beforeAll(async () => {
    authority = await createCertificateAuthority();
    certificate = await authority.issue();
  });

  it.each([
    ['* BYE too many connections', 'greeting-refused'],
    ['HTTP/1.1 400 Bad Request', 'protocol-violation'],
    ['+OK POP3 ready', 'protocol-violation'],
    ['* CAPABILITY IMAP4rev1', 'protocol-violation'],
    ['1 OK LOGIN completed', 'protocol-violation'],
  ])('shows the greeting %s', async (greeting, code) => {
    await expect(connect({ greeting })).rejects.toMatchObject(failed(code, { reply: greeting }));
  });

  it('does not read on when an answer comes before its question', async () => {
    await expect(connect({ greeting: '* OK ready\r\n2 OK you are logged in\r\n3 OK' })).rejects.toMatchObject(failed('protocol-violation'));
    expect(sent()).not.toContain('LOGIN');
  });

  it('accepts PREAUTH where no TLS was asked for', async () => {
    const preauth = await connect({ greeting: '* PREAUTH welcome' });
    expect(await preauth.listFolders()).toHaveLength(1);
    expect(sent()).not.toContain('LOGIN');
  });

  it('says that the server forbids logging in', async () => {
    await expect(connect({ capabilities: 'IMAP4rev1 LOGINDISABLED AUTH=GSSAPI' })).rejects.toMatchObject(
      failed('sign-in-not-offered', { detail: { wanted: 'automatic', offered: 'GSSAPI', loginDisabled: true } }),
    );
  });

  it('does not send the password where the chosen mechanism is not offered', async () => {
    await expect(connect({ capabilities: 'IMAP4rev1 AUTH=PLAIN' }, { mechanism: 'CRAM-MD5' })).rejects.toMatchObject(
      failed('mechanism-missing'),
    );
    expect(sent()).not.toMatch(/AUTHENTICATE|LOGIN/);
  });

  it('hides the password in CRAM-MD5 where it goes in clear', async () => {
    // The example of RFC 2195 §2.
    const challenge = 'PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+';
    let answer: string | null = null;
    await connect(
      {
        capabilities: 'IMAP4rev1 AUTH=PLAIN AUTH=CRAM-MD5',
        answers: {
          AUTHENTICATE: async ({ peer }) => {
            peer.send(`+ ${challenge}\r\n`);
            answer = await peer.line();
            return '<tag> OK done\r\n';
          },
        },
      },
      { credentials: signIn('tim', 'tanstaaftanstaaf') },
    );
    expect(Buffer.from(answer ?? '', 'base64').toString()).toBe('tim b913a602c7eda7a495b4e6e7334d3890');
  });

  it('never shows the password that a server repeats in its refusal', async () => {
    const refusing = connect({ answers: { LOGIN: '<tag> NO wrong password secret-of-ana for ana\r\n' } });
    await expect(refusing).rejects.toMatchObject(
      failed('authentication-refused', { reply: expect.stringMatching(/^\S+ NO wrong password \*{13} for ana$/) }),
    );
  });

  it('refuses what comes between the answer to STARTTLS and the handshake', async () => {
    held.server = await startScriptedServer(async (peer) => {
      peer.send('* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n');
      for (let line = await peer.line(); line !== null; line = await peer.line()) {
        const tag = line.split(' ')[0];
        if (line.includes('STARTTLS')) peer.send(`${tag} OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN EVIL\r\n`);
        else peer.send(`* CAPABILITY IMAP4rev1 STARTTLS\r\n${tag} OK\r\n`);
      }
    });
    const options = peerFor({
      port: held.server.port,
      security: 'starttls',
      trust: { extraCertificates: [authority.certificate], pinned: [] },
    });
    await expect(connectImap(options)).rejects.toMatchObject(failed('data-before-tls'));
  });

  it('forgets what was said before TLS', async () => {
    held.server = await startScriptedServer(async (peer) => {
      peer.send('* OK [CAPABILITY IMAP4rev1 STARTTLS EVIL] ready\r\n');
      for (let line = await peer.line(); line !== null; line = await peer.line()) {
        const [tag, command] = line.split(' ');
        if (command === 'STARTTLS') {
          peer.send(`* LIST () "/" Planted\r\n* 99 EXISTS\r\n${tag} OK go\r\n`);
          await peer.startTls(certificate);
        } else if (command === 'CAPABILITY') peer.send(`* CAPABILITY IMAP4rev1 ${peer.secured() ? '' : 'STARTTLS EVIL'}\r\n${tag} OK\r\n`);
        else if (command === 'LIST') peer.send(`* LIST () "/" INBOX\r\n${tag} OK\r\n`);
        else peer.send(`${tag} OK\r\n`);
      }
    });
    held.connection = await connectImap(
      peerFor({ port: held.server.port, security: 'starttls', trust: { extraCertificates: [authority.certificate], pinned: [] } }),
    );
    expect(held.connection.capabilities.has('EVIL')).toBe(false);
    expect((await held.connection.listFolders()).map(({ path }) => path)).toEqual(['INBOX']);
    expect(held.connection.selected).toBeNull();
  });

  it.each(['greeting', 'CAPABILITY', 'LOGIN', 'LIST', 'SELECT', 'UID FETCH'])('says that the connection was lost at %s', async (step) => {
    const cut = ({ peer }: { peer: { close(): void } }) => {
      peer.close();
      return undefined;
    };
    if (step === 'greeting') held.server = await startScriptedServer(async (peer) => peer.close());
    else held.server = await startScriptedImap({ answers: { [step]: cut } });
    const use = async () => {
      const open = await connectImap(peerFor({ port: held.server?.port ?? 0 }));
      await open.listFolders();
      await open.select('INBOX');
      await open.fetchFlags({ first: 1, last: '*' });
    };
    await expect(use()).rejects.toMatchObject(failed('connection-lost', { permanent: false }));
  });

  it('tells the last words of a server that leaves', async () => {
    const open = await connect({
      answers: {
        NOOP: ({ peer }) => {
          peer.send('* BYE shutting down for maintenance\r\n');
          peer.close();
          return undefined;
        },
      },
    });
    const closed = Promise.withResolvers<unknown>();
    open.onClosed(closed.resolve);
    await expect(open.noop()).rejects.toMatchObject(failed('connection-lost', { reply: '* BYE shutting down for maintenance' }));
    expect(await closed.promise).toMatchObject({ code: 'connection-lost' });
    expect(open.closed).toBe(true);
    await expect(open.noop()).rejects.toMatchObject(failed('connection-lost'));
  });

  it.each([
    ['greeting', 'connection-stalled'],
    ['LOGIN', 'connection-stalled'],
    ['NOOP', 'connection-stalled'],
  ] as const)('gives up on a server that says nothing at %s, when the deadline has passed', async (step, code) => {
    const clock = createManualClock();
    const asked = Promise.withResolvers<void>();
    const silent = () => {
      asked.resolve();
      return undefined;
    };
    if (step === 'greeting')
      held.server = await startScriptedServer(async (peer) => {
        asked.resolve();
        await peer.closed();
      });
    else held.server = await startScriptedImap({ answers: { [step]: silent } });
    const taps = createMemoryTaps();
    const use = async () => {
      const open = await connectImap(peerFor({ port: held.server?.port ?? 0, clock, openTap: taps.openTap }));
      await open.noop();
    };
    const outcome = expect(use()).rejects.toMatchObject(failed(code));
    await asked.promise;
    // The client has seen the connection, too, before time moves.
    await expect.poll(() => clock.pending()).toBeGreaterThan(0);
    await expect.poll(() => taps.taps[0]?.notes()).toContain('connected');
    clock.advance(60_000);
    await outcome;
    expect(taps.taps[0]?.notes()).toContain('stalled');
    expect(taps.taps[0]?.ended).toMatchObject({ code });
  });

  it('gives up on a server that drips one line for ever', async () => {
    const clock = createManualClock();
    const dripping = Promise.withResolvers<(text: string) => void>();
    const taps = createMemoryTaps();
    const open = await connect(
      {
        answers: {
          NOOP: ({ peer }) => {
            dripping.resolve((text) => peer.send(text));
            return undefined;
          },
        },
      },
      { clock, openTap: taps.openTap },
    );
    const outcome = expect(open.noop()).rejects.toMatchObject(failed('connection-stalled'));
    const drip = await dripping.promise;
    for (let drop = 1; drop <= 6; drop += 1) {
      drip('x');
      await expect.poll(() => taps.one().bytes('server').toString().endsWith('x'.repeat(drop))).toBe(true);
      clock.advance(10_000);
    }
    await outcome;
  });

  it.each([
    ['a literal of 900 MB', { answers: { 'UID FETCH': '* 1 FETCH (UID 1 BODY[] {900000000}\r\nx' } }],
    ['a line without end', { answers: { 'UID FETCH': `* 1 FETCH (UID 1 FLAGS (${'\\Seen '.repeat(400_000)}` } }],
  ])('stops reading at %s', async (_, script: ScriptedImap) => {
    const open = await connect(script);
    await open.select('INBOX');
    await expect(open.fetchBodies([{ uid: 1, size: 10 }], () => undefined)).rejects.toMatchObject(failed('limit-exceeded'));
  });

  it('never takes a refusal for an empty result', async () => {
    const no = '<tag> NO not now\r\n';
    const open = await connect({ answers: { 'UID SEARCH': no, 'UID STORE': no, 'UID COPY': no, APPEND: no, CREATE: no, STATUS: no } });
    await open.select('INBOX');
    await expect(open.searchUids({ all: true })).rejects.toMatchObject(
      failed('command-refused', { command: 'UID SEARCH', reply: expect.stringMatching(/^\S+ NO not now$/) }),
    );
    await expect(open.setFlags([1], { add: ['\\Seen'] })).rejects.toMatchObject(failed('command-refused', { command: 'UID STORE' }));
    await expect(open.append('INBOX', Buffer.from('x'), [], 0)).rejects.toMatchObject(failed('message-refused', { command: 'APPEND' }));
    await expect(open.createFolder('New')).rejects.toMatchObject(
      failed('command-refused', { command: 'CREATE', reply: expect.stringContaining('not now') }),
    );
    await expect(open.status('INBOX')).rejects.toMatchObject(
      failed('command-refused', { command: 'STATUS', reply: expect.stringContaining('not now') }),
    );
    await expect(open.fetchFlags({ first: 1, last: '*' })).resolves.toEqual([]);
  });

  it('says that a folder is gone, and forgets the one before', async () => {
    const open = await connect({
      answers: { SELECT: ({ line }) => (line.includes('INBOX') ? selected : '<tag> NO [NONEXISTENT] no such folder\r\n') },
    });
    await open.select('INBOX');
    await expect(open.select('Gone')).rejects.toMatchObject(failed('folder-missing', { reply: expect.stringContaining('[NONEXISTENT]') }));
    expect(open.selected).toBeNull();
  });

  it('believes no number that cannot be', async () => {
    const fetched = [
      '* 1 FETCH (UID 0 FLAGS ())',
      '* 2 FETCH (UID -5 FLAGS ())',
      '* 3 FETCH (UID 99999999999 FLAGS ())',
      '* 1 FETCH (UID 8 FLAGS (__proto__ \\Seen) MODSEQ (-1))',
    ];
    const open = await connect({
      answers: {
        SELECT: `* ${'9'.repeat(400)} EXISTS\r\n* 3 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n<tag> OK done\r\n`,
        'UID FETCH': `${fetched.join('\r\n')}\r\n<tag> OK done\r\n`,
        'UID SEARCH': '* SEARCH 0 -1 4294967296 9 9 constructor 3\r\n<tag> OK done\r\n',
        NOOP: '* 9 EXPUNGE\r\n* 2 EXPUNGE\r\n* 0 EXPUNGE\r\n* VANISHED 1:x\r\n<tag> OK done\r\n',
      },
    });
    const events: ImapEvent[] = [];
    open.onEvent((event) => events.push(event));
    expect((await open.select('INBOX')).exists).toBe(3);
    expect(await open.fetchFlags({ first: 1, last: '*' })).toEqual([{ uid: 8, flags: ['__proto__', '\\Seen'], modseq: null }]);
    expect(await open.searchUids({ all: true })).toEqual([3, 9]);
    await open.noop();
    expect(events.filter(({ kind }) => kind !== 'flags')).toEqual([{ kind: 'expunge', path: 'INBOX', sequence: 2 }]);
    // Flags whose message cannot be told are at most a reason to compare.
    expect(events.every((event) => event.kind !== 'flags' || event.uid === null)).toBe(true);
    expect(open.selected?.exists).toBe(2);
  });

  it('takes no other message for the one it asked for', async () => {
    const open = await connect({
      answers: {
        'UID FETCH':
          '* 1 FETCH (UID 4 BODY[] {1}\r\nx)\r\n* 2 FETCH (UID 5 BODY[] {1}\r\ny)\r\n* 2 FETCH (UID 5 BODY[] {1}\r\nz)\r\n<tag> OK done\r\n',
      },
    });
    await open.select('INBOX');
    const seen: string[] = [];
    await open.fetchBodies([{ uid: 5, size: 1 }], ({ uid, raw }) => void seen.push(`${uid} ${raw}`));
    expect(seen).toEqual(['5 y']);
  });

  it.each([
    ['a Message-ID', (open: ImapConnection) => open.searchUids({ messageId: '<x>"\r\n9 DELETE INBOX' })],
    ['a folder', (open: ImapConnection) => open.createFolder('x\r\n9 DELETE INBOX')],
    ['a flag', (open: ImapConnection) => open.setFlags([1], { add: ['\\Seen)\r\n9 DELETE INBOX'] })],
    ['a range', (open: ImapConnection) => open.fetchFlags({ first: Number.NaN, last: '*' })],
  ])('lets no command in by %s', async (_, use) => {
    const open = await connect();
    await open.select('INBOX');
    const before = sent();
    await expect(use(open)).rejects.toMatchObject(failed('input-invalid'));
    expect(sent()).toBe(before);
  });

  it('deletes nothing when the copy cannot be proven', async () => {
    const open = await connect({
      capabilities: 'IMAP4rev1 UIDPLUS',
      answers: {
        STATUS: '* STATUS Archive (UIDNEXT 5)\r\n<tag> OK\r\n',
        'UID COPY': '<tag> OK done\r\n',
        'UID SEARCH': '* SEARCH 4\r\n<tag> OK\r\n',
        'UID FETCH': '* 1 FETCH (UID 9 BODY[HEADER.FIELDS (MESSAGE-ID)] {19}\r\nMessage-ID: <a@b>\r\n)\r\n<tag> OK\r\n',
      },
    });
    await open.select('INBOX');
    expect(await open.move([9], 'Archive')).toMatchObject({ proven: false, expunged: false });
    expect(sent()).not.toMatch(/STORE|EXPUNGE/);
    expect(open.selected?.path).toBe('INBOX');
  });

  it('deletes what was copied once a search has found the copy', async () => {
    const open = await connect({
      capabilities: 'IMAP4rev1 UIDPLUS',
      answers: {
        STATUS: '* STATUS Archive (UIDNEXT 5)\r\n<tag> OK\r\n',
        'UID COPY': '<tag> OK done\r\n',
        'UID SEARCH': '* SEARCH 4 5\r\n<tag> OK\r\n',
        'UID FETCH': '* 1 FETCH (UID 9 BODY[HEADER.FIELDS (MESSAGE-ID)] {19}\r\nMessage-ID: <a@b>\r\n)\r\n<tag> OK\r\n',
      },
    });
    await open.select('INBOX');
    expect(await open.move([9], 'Archive')).toMatchObject({ proven: true, expunged: true });
    expect(sent()).toMatch(
      /EXAMINE "Archive"[\s\S]*SEARCH HEADER MESSAGE-ID "<a@b>"[\s\S]*SELECT "INBOX"[\s\S]*UID STORE 9 \+FLAGS\.SILENT \(\\Deleted\)[\s\S]*UID EXPUNGE 9/,
    );
  });

  it("only marks where the server's one way to expunge would take another client's message", async () => {
    const open = await connect({ answers: { 'UID SEARCH': '* SEARCH 3 8\r\n<tag> OK\r\n' } });
    await open.select('INBOX');
    expect(await open.deleteForever([3])).toEqual({ expunged: false });
    expect(sent()).not.toContain('EXPUNGE');
  });

  it('believes neither of two headers that come under one UID', async () => {
    const header = (subject: string) => `* 1 FETCH (UID 1 BODY[HEADER] {${subject.length + 13}}\r\nSubject: ${subject}\r\n\r\n)\r\n`;
    const open = await connect({ answers: { 'UID FETCH': `${header('one')}${header('two')}<tag> OK done\r\n` } });
    await open.select('INBOX');
    const batches: number[] = [];
    await expect(open.fetchHeaders([1, 2], (batch) => void batches.push(batch.length))).rejects.toMatchObject(failed('protocol-violation'));
    expect(batches).toEqual([]);
  });
});
