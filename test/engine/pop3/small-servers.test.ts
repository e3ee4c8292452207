import { afterEach, describe, expect, it } from 'vitest';
import { connectPop3 } from '../../../electron/engine/pop3/connection.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { peerFor } from '../../support/scripted/peer.ts';
import { type ScriptedConnection, type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';

describe('POP3 servers of every kind', () => {
  let server: ScriptedServer | undefined;
  afterEach(async () => {
    expect(server?.errors ?? []).toEqual([]);
    await server?.stop();
    server = undefined;
  });

  const first = { number: 1, size: 100 };
  /** A server from before RFC 2449: no CAPA, UIDL or TOP. */
  const answers: Record<string, string> = {
    USER: '+OK',
    PASS: '+OK',
    STAT: '+OK 2 300',
    LIST: '+OK\r\n1 100\r\n2 200\r\n.',
    QUIT: '+OK',
    DELE: '+OK',
  };
  const serve = async (peer: ScriptedConnection, changes: Record<string, string> = {}, greeting = '+OK ready') => {
    peer.send(`${greeting}\r\n`);
    for (let line = await peer.line(); line !== null; line = await peer.line()) {
      const command = line.split(' ')[0] ?? '';
      peer.send(`${changes[command] ?? answers[command] ?? '-ERR unknown command'}\r\n`);
    }
  };

  it('reads a server that knows no CAPA, UIDL or TOP', async () => {
    server = await startScriptedServer((peer) => serve(peer));
    const connection = await connectPop3(peerFor({ port: server.port }));
    expect(connection.capabilities.size).toBe(0);
    expect(await connection.uidl()).toBeNull();
    expect(await connection.top(first, 0)).toBeNull();
    expect(await connection.list()).toEqual([
      { number: 1, size: 100 },
      { number: 2, size: 200 },
    ]);
    await connection.quit();
  });

  it('hides the password behind APOP where the greeting offers it and no TLS was asked for', async () => {
    server = await startScriptedServer((peer) => serve(peer, { APOP: '+OK' }, '+OK ready <1896.697170952@dbc.mtview.ca.us>'));
    const connection = await connectPop3(peerFor({ port: server.port, username: 'mrose', password: 'tanstaaf' }));
    connection.destroy();
    const received = Buffer.concat(server.connections[0]?.received ?? []).toString();
    // The example of RFC 1939 §7.
    expect(received).toContain('APOP mrose c4c9334bac560ecc979e58001b3e22fb\r\n');
    expect(received).not.toContain('tanstaaf');
  });

  it.each([
    ['+ERR Server error: no such Inbox', { command: 'PASS' }],
    ['+ what now?', { code: 'protocol-violation', command: 'PASS' }],
    ['+', { code: 'protocol-violation', command: 'PASS' }],
    ['+OKAY', { code: 'protocol-violation', command: 'PASS' }],
    ['OK', { code: 'protocol-violation', command: 'PASS' }],
  ])('takes “%s” to PASS for no success, and says it', async (reply, expected) => {
    server = await startScriptedServer((peer) => serve(peer, { PASS: reply }));
    await expect(connectPop3(peerFor({ port: server.port }))).rejects.toMatchObject({ failure: { reply, ...expected } });
    const received = Buffer.concat(server.connections[0]?.received ?? []).toString();
    expect(received).toMatch(/PASS \S+\r\n(?:QUIT\r\n)?$/);
  });

  it('goes on with other messages after +ERR to one', async () => {
    server = await startScriptedServer((peer) => serve(peer, { RETR: '+ERR cannot be read' }));
    const connection = await connectPop3(peerFor({ port: server.port }));
    await expect(connection.retrieve(first)).rejects.toMatchObject({
      failure: { code: 'message-held-back', reply: '+ERR cannot be read' },
    });
    expect(await connection.stat()).toEqual({ count: 2, size: 300 });
    connection.destroy();
  });

  it('reads every kind of dot and an empty message', async () => {
    server = await startScriptedServer((peer) => serve(peer, { RETR: '+OK\r\n..\r\n...\r\na\n.\nb\r\n.' }));
    const connection = await connectPop3(peerFor({ port: server.port }));
    expect((await connection.retrieve(first)).toString()).toBe('.\r\n..\r\na\n.\nb\r\n');
    expect((await connection.retrieve(first)).toString()).toBe('.\r\n..\r\na\n.\nb\r\n');
    connection.destroy();
    await server.stop();
    server = await startScriptedServer((peer) => serve(peer, { RETR: '+OK\r\n.' }));
    const other = await connectPop3(peerFor({ port: server.port }));
    expect(await other.retrieve(first)).toHaveLength(0);
    other.destroy();
  });

  it.each([
    ['a mailbox that is in use', { PASS: '-ERR [IN-USE] locked' }, 'login-put-off'],
    ['a system that is out of order for now', { PASS: '-ERR [SYS/TEMP] later' }, 'login-put-off'],
    ['an answer that is none', { USER: 'HELLO' }, 'protocol-violation'],
    ['two answers to one question', { USER: '+OK\r\n+OK logged in' }, 'protocol-violation'],
  ])('names %s', async (_, changes, code) => {
    server = await startScriptedServer((peer) => serve(peer, changes));
    await expect(connectPop3(peerFor({ port: server.port }))).rejects.toMatchObject({ failure: { code, protocol: 'pop3' } });
  });

  it.each([
    ['-ERR go away', 'greeting-refused'],
    ['HTTP/1.1 400 Bad Request', 'protocol-violation'],
    [`+OK ${'x'.repeat(20_000)}`, 'limit-exceeded'],
  ])('refuses the greeting %.12s', async (greeting, code) => {
    server = await startScriptedServer((peer) => serve(peer, {}, greeting));
    await expect(connectPop3(peerFor({ port: server.port }))).rejects.toMatchObject({ failure: { code } });
  });

  it.each([
    ['much longer than the server announced', { announcedSlack: 1_000 }, 1_200],
    ['larger than any may be', { message: 700 }, 700],
  ])('stops reading a message that is %s', async (_, limits, limit) => {
    const long = `+OK\r\n${'abcdefgh\r\n'.repeat(1_000)}.`;
    server = await startScriptedServer((peer) => serve(peer, { CAPA: '+OK\r\nTOP\r\n.', RETR: long, TOP: long }));
    const open = () => connectPop3({ ...peerFor({ port: server?.port ?? 0 }), limits });
    const refused = { code: 'message-longer-than-announced', permanent: true, detail: { announced: 100, limit } };
    const retrieving = await open();
    await expect(retrieving.retrieve(first)).rejects.toMatchObject({ failure: { ...refused, command: 'RETR' } });
    expect(retrieving.closed).toBe(true);
    const looking = await open();
    await expect(looking.top(first, 0)).rejects.toMatchObject({ failure: { ...refused, command: 'TOP' } });
    expect(looking.closed).toBe(true);
  });

  it('takes a message of twice the size that was announced, and some more: servers count differently', async () => {
    server = await startScriptedServer((peer) => serve(peer, { RETR: `+OK\r\n${'abcdefgh\r\n'.repeat(1_000)}.` }));
    const connection = await connectPop3({ ...peerFor({ port: server.port }), limits: { announcedSlack: 1_000 } });
    expect(await connection.retrieve({ number: 2, size: 4_500 })).toHaveLength(10_000);
    await connection.quit();
  });

  it('refuses a list in which one number stands twice', async () => {
    server = await startScriptedServer((peer) => serve(peer, { LIST: '+OK\r\n1 100\r\n1 200\r\n.' }));
    const connection = await connectPop3(peerFor({ port: server.port }));
    await expect(connection.list()).rejects.toMatchObject({ failure: { code: 'protocol-violation', command: 'LIST' } });
    connection.destroy();
  });

  it('says that deletions are unknown when QUIT is not answered', async () => {
    server = await startScriptedServer(async (peer) => {
      peer.send('+OK\r\n');
      for (let line = await peer.line(); line !== null && line !== 'QUIT'; line = await peer.line())
        peer.send(line.startsWith('CAPA') ? '-ERR\r\n' : '+OK\r\n');
      peer.close();
    });
    const connection = await connectPop3(peerFor({ port: server.port }));
    await connection.delete(1);
    await expect(connection.quit()).rejects.toMatchObject({ failure: { code: 'connection-lost', command: 'QUIT' } });
  });

  it('gives up on a server that stalls, when its deadline has passed', async () => {
    server = await startScriptedServer(async (peer) => {
      peer.send('+OK\r\n');
      await peer.line();
      fire.resolve();
      await peer.closed();
    });
    const fire = Promise.withResolvers<void>();
    const clock = createManualClock();
    const connecting = connectPop3(peerFor({ port: server.port, clock }));
    const outcome = expect(connecting).rejects.toMatchObject({ failure: { code: 'connection-stalled' } });
    await fire.promise;
    clock.advance(60_000);
    await outcome;
  });
});
