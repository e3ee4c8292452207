import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectImap } from '../../../electron/engine/imap/connection.ts';
import type { ImapConnection, ImapEvent, ImapOptions } from '../../../electron/engine/imap/imap-types.ts';
import { type CertificateAuthority, createCertificateAuthority, type KeyedCertificate } from '../../support/certificates.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';
import { peerFor, signIn } from '../../support/scripted/peer.ts';
import { type ScriptedImap, selected, startScriptedImap } from '../../support/scripted/scripted-imap.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';

describe('IMAP servers that refuse, lie and hang up', () => {
  let server: ScriptedServer | undefined;
  let connection: ImapConnection | undefined;
  let authority: CertificateAuthority;
  let certificate: KeyedCertificate;
  beforeAll(async () => {
    authority = await createCertificateAuthority();
    certificate = await authority.issue();
  });
  afterEach(async () => {
    connection?.destroy();
    connection = undefined;
    expect(server?.errors ?? []).toEqual([]);
    await server?.stop();
    server = undefined;
  });

  const connect = async (script: ScriptedImap = {}, changes: Partial<ImapOptions> = {}) => {
    server = await startScriptedImap(script);
    connection = await connectImap({ ...peerFor({ port: server.port }), ...changes });
    return connection;
  };
  const sent = () => Buffer.concat(server?.connections[0]?.received ?? []).toString();
  const failed = (code: string, more: object = {}) => ({ failure: expect.objectContaining({ code, protocol: 'imap', ...more }) });

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
    server = await startScriptedServer(async (peer) => {
      peer.send('* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n');
      for (let line = await peer.line(); line !== null; line = await peer.line()) {
        const tag = line.split(' ')[0];
        if (line.includes('STARTTLS')) peer.send(`${tag} OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN EVIL\r\n`);
        else peer.send(`* CAPABILITY IMAP4rev1 STARTTLS\r\n${tag} OK\r\n`);
      }
    });
    const options = peerFor({ port: server.port, security: 'starttls', trust: { extraCertificates: [authority.certificate], pinned: [] } });
    await expect(connectImap(options)).rejects.toMatchObject(failed('data-before-tls'));
  });

  it('forgets what was said before TLS', async () => {
    server = await startScriptedServer(async (peer) => {
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
    connection = await connectImap(
      peerFor({ port: server.port, security: 'starttls', trust: { extraCertificates: [authority.certificate], pinned: [] } }),
    );
    expect(connection.capabilities.has('EVIL')).toBe(false);
    expect((await connection.listFolders()).map(({ path }) => path)).toEqual(['INBOX']);
    expect(connection.selected).toBeNull();
  });

  it.each(['greeting', 'CAPABILITY', 'LOGIN', 'LIST', 'SELECT', 'UID FETCH'])('says that the connection was lost at %s', async (step) => {
    const cut = ({ peer }: { peer: { close(): void } }) => {
      peer.close();
      return undefined;
    };
    if (step === 'greeting') server = await startScriptedServer(async (peer) => peer.close());
    else server = await startScriptedImap({ answers: { [step]: cut } });
    const use = async () => {
      const open = await connectImap(peerFor({ port: server?.port ?? 0 }));
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
      server = await startScriptedServer(async (peer) => {
        asked.resolve();
        await peer.closed();
      });
    else server = await startScriptedImap({ answers: { [step]: silent } });
    const taps = createMemoryTaps();
    const use = async () => {
      const open = await connectImap(peerFor({ port: server?.port ?? 0, clock, openTap: taps.openTap }));
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

  it('stops between two windows when it is asked to, and goes on working', async () => {
    const uids = Array.from({ length: 30 }, (_, index) => index + 1);
    const open = await connect(
      {
        answers: {
          'UID FETCH': ({ line }) =>
            `${(/FETCH (\d+):(\d+)/.exec(line)?.slice(1) ?? []).map((uid) => `* 1 FETCH (UID ${uid} BODY[HEADER] {2}\r\n\r\n)\r\n`).join('')}<tag> OK done\r\n`,
        },
      },
      { limits: { windowMessages: 10 } },
    );
    await open.select('INBOX');
    const stop = new AbortController();
    const batches: number[][] = [];
    const fetching = open.fetchHeaders(
      uids,
      (batch) => {
        batches.push(batch.map(({ uid }) => uid));
        if (batches.length === 2) stop.abort();
      },
      { signal: stop.signal },
    );
    await expect(fetching).rejects.toMatchObject(failed('cancelled'));
    expect(batches).toEqual([
      [30, 21],
      [20, 11],
    ]);
    await open.noop();
  });

  it('ends what is running when the connection is given up', async () => {
    const asked = Promise.withResolvers<void>();
    const open = await connect({
      answers: {
        NOOP: () => {
          asked.resolve();
          return undefined;
        },
      },
    });
    const running = expect(open.noop()).rejects.toMatchObject(failed('cancelled'));
    await asked.promise;
    open.destroy();
    await running;
  });

  it('does not take the slowness of its own consumer for silence of the server', async () => {
    const clock = createManualClock();
    const open = await connect({ answers: { 'UID FETCH': '* 1 FETCH (UID 5 BODY[] {1}\r\ny)\r\n<tag> OK done\r\n' } }, { clock });
    await open.select('INBOX');
    await open.fetchBodies([{ uid: 5, size: 1 }], async () => {
      await Promise.resolve();
      clock.advance(600_000);
    });
    await open.noop();
  });

  it('a consumer that throws is heard, and the connection lives on', async () => {
    const open = await connect({ answers: { 'UID FETCH': '* 1 FETCH (UID 5 BODY[] {1}\r\ny)\r\n<tag> OK done\r\n' } });
    await open.select('INBOX');
    await expect(open.fetchBodies([{ uid: 5, size: 1 }], () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    await open.noop();
  });

  it('lets a command through that was asked for in the same breath as IDLE', async () => {
    const open = await connect({
      capabilities: 'IMAP4rev1 IDLE',
      answers: {
        IDLE: async ({ peer }) => {
          peer.send('+ idling\r\n');
          await peer.line();
          return '<tag> OK done\r\n';
        },
      },
    });
    await open.select('INBOX');
    const idle = open.idle();
    await open.noop();
    await idle.ended;
  });

  it('hears of flags that change while something else is fetched', async () => {
    const open = await connect({
      answers: {
        'UID FETCH':
          '* 2 FETCH (FLAGS (\\Seen))\r\n* 1 FETCH (UID 5 BODY[] {1}\r\ny)\r\n* 3 FETCH (UID 7 FLAGS (\\Flagged))\r\n<tag> OK done\r\n',
      },
    });
    const events: ImapEvent[] = [];
    open.onEvent((event) => events.push(event));
    await open.select('INBOX');
    await open.fetchBodies([{ uid: 5, size: 1 }], () => undefined);
    expect(events.map((event) => (event.kind === 'flags' ? [event.uid, ...event.flags] : event.kind))).toEqual([
      [null, '\\Seen'],
      [7, '\\Flagged'],
    ]);
  });

  const flood = (uid: (number: number) => number) =>
    Array.from({ length: 60_000 }, (_, number) => `* 1 FETCH (UID ${uid(number)} FLAGS (\\Seen) MODSEQ (5))\r\n`).join('');
  const ever = flood((number) => number + 1);
  const again = flood(() => 1);
  const resync = { qresync: { uidValidity: 7, modseq: '5' } };
  const flagsOf = (first: number, last: number | '*') => async (live: ImapConnection) => {
    await live.select('INBOX');
    return live.fetchFlags({ first, last });
  };
  it.each<[string, string, (live: ImapConnection) => Promise<unknown>, string, string]>([
    ['SELECT', 'of what nobody asked for', (live) => live.select('INBOX'), again, ''],
    ['SELECT', 'of one message again and again', (live) => live.select('INBOX', resync), again, ''],
    ['UID FETCH', 'of others than were asked for', flagsOf(60_001, 60_009), '', ever],
    ['UID FETCH', 'of more messages than there are', flagsOf(1, '*'), '', ever],
  ])('leaves a server that answers %s with tens of thousands of lines %s', async (_command, _what, ask, selecting, fetching) => {
    const live = await connect({
      capabilities: 'IMAP4rev1 ENABLE CONDSTORE QRESYNC',
      answers: {
        ENABLE: '* ENABLED CONDSTORE QRESYNC\r\n<tag> OK done\r\n',
        SELECT: `* 3 EXISTS\r\n${selecting}${selected}`,
        'UID FETCH': `${fetching}<tag> OK done\r\n`,
      },
    });
    await expect(ask(live)).rejects.toMatchObject(failed('limit-exceeded'));
  });

  it('leaves the thread to others while it reads line after line', async () => {
    const folders = Array.from({ length: 10_000 }, (_, number) => `* LIST () "/" f${number}\r\n`).join('');
    const live = await connect({ answers: { LIST: `${folders}<tag> OK done\r\n` } });
    let longest = 0;
    const began = process.cpuUsage();
    let before = began;
    let reading = true;
    const watch = () => {
      const { user, system } = process.cpuUsage(before);
      longest = Math.max(longest, user + system);
      before = process.cpuUsage();
      if (reading) setImmediate(watch);
    };
    watch();
    await live.listFolders();
    reading = false;
    // Beside all the work that it is: how long that takes is the machine's affair.
    const { user, system } = process.cpuUsage(began);
    expect(longest).toBeLessThan((user + system) / 4);
  });

  it('leaves in peace when the server hangs up on LOGOUT', async () => {
    const taps = createMemoryTaps();
    const open = await connect(
      {
        answers: {
          LOGOUT: ({ peer }) => {
            peer.send('* BYE bye\r\n');
            peer.close();
            return undefined;
          },
        },
      },
      { openTap: taps.openTap },
    );
    await open.logout();
    expect(taps.one().ended).toBeNull();
  });

  it('renews IDLE, and takes silence after DONE for death', async () => {
    const clock = createManualClock();
    let idles = 0;
    const idling = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const open = await connect(
      {
        capabilities: 'IMAP4rev1 IDLE',
        answers: {
          IDLE: async ({ peer }) => {
            peer.send('+ idling\r\n* 4 EXISTS\r\n');
            const round = idles;
            idles += 1;
            idling[round]?.resolve();
            if ((await peer.line()) !== 'DONE') throw new Error('DONE was due');
            return round === 0 ? '<tag> OK done\r\n' : undefined;
          },
        },
      },
      { clock },
    );
    await open.select('INBOX');
    const heard = Promise.withResolvers<ImapEvent>();
    open.onEvent(heard.resolve);
    const idle = open.idle({ renewEveryMs: 1_000 });
    const ended = expect(idle.ended).rejects.toMatchObject(failed('connection-stalled'));
    expect(await heard.promise).toEqual({ kind: 'exists', path: 'INBOX', exists: 4 });
    await idling[0]?.promise;
    clock.advance(1_000);
    await idling[1]?.promise;
    await expect.poll(() => clock.pending()).toBeGreaterThan(0);
    clock.advance(1_000);
    clock.advance(60_000);
    await ended;
  });
});
