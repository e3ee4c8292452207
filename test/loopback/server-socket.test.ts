/** Calls and events between the browser host and its pages, over a real WebSocket. */
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { PageKeys } from '../../electron/loopback/access.ts';
import { nameOf, proofOf } from './page-client.ts';
import { serveEachTest } from './server-fixture.ts';

const served = serveEachTest();
const { ask, enter, openPage, ours } = served;

describe('calls and events over the WebSocket', () => {
  const open = (headers: Record<string, string>, path = '/socket/nobody') => new WebSocket(`ws://${served.host}${path}`, { headers });
  const outcome = (socket: WebSocket) =>
    new Promise((resolve) => {
      socket.once('open', () => {
        socket.terminate();
        resolve('open');
      });
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.once('error', () => resolve('error'));
    });
  const opened = async () => (await openPage()).socket;
  const next = (socket: WebSocket) =>
    new Promise<unknown>((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))));
  const closed = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));

  it('is refused from another origin, without an origin, under another name and at another path', async () => {
    for (const [headers, path] of [
      [{}],
      [{ origin: 'http://evil.example' }],
      [{ origin: 'null' }],
      [{ origin: `http://localhost:${served.server.port}` }],
      [{ origin: `http://${served.host}`, host: 'evil.example' }],
      [{ origin: `http://${served.host}` }, '/other'],
      [{ origin: `http://${served.host}` }, '/socket'],
    ] as [Record<string, string>, string?][])
      expect(await outcome(open(headers, path)), JSON.stringify(headers)).toBe(403);
    expect(served.engine.listeners()).toBe(0);
  });

  it('does not keep the program from ending, though its page sleeps and answers nothing', async () => {
    const { socket } = await openPage();
    socket.pause();
    const closing = served.server.close();
    await expect.poll(() => served.clock.pending()).toBeGreaterThan(0);
    served.clock.advance(1_000);
    await closing;
    socket.terminate();
  });

  const nonce = 'a-nonce-of-the-page-that-nobody-gave-before';
  /** Says one thing after the other, each when the last was answered; what was heard, and how it was closed. */
  async function say(path: string, lines: readonly ((heard: string[]) => string | Buffer)[]): Promise<{ code: number; heard: string[] }> {
    const socket = open(ours(), path);
    const heard: string[] = [];
    let said = 0;
    const goOn = () => {
      const line = lines[said++];
      if (line && socket.readyState === socket.OPEN) socket.send(line(heard));
    };
    socket.on('message', (data) => {
      heard.push(String(data));
      goOn();
    });
    socket.once('open', goOn);
    return { code: await closed(socket), heard };
  }

  it.each<[string, (keys: PageKeys) => string]>([
    ['a name that was guessed', () => 'guess'],
    ['no name', () => ''],
    ['the handle of a page', ({ handle }) => handle],
    ['the secret itself', ({ secret }) => secret],
  ])('a program that comes with %s is sent away at once and hears nothing', async (_what, name) => {
    const keys = await enter();
    expect(await say(`/socket/${name(keys)}`, [() => JSON.stringify({ nonce })])).toEqual({ code: 4403, heard: [] });
    expect([served.engine.asked, served.engine.listeners()]).toEqual([[], 0]);
  });

  it.each<[string, string | Buffer]>([
    ['a call', '{"id":1,"name":"folders.list","input":{}}'],
    ['no nonce', '{"nonce":""}'],
    ['a short nonce', '{"nonce":"abc"}'],
    ['a nonce that would be read as two', JSON.stringify({ nonce: `${nonce} ${nonce}` })],
    ['the nonce as bytes', Buffer.from(JSON.stringify({ nonce }))],
    ['no object', 'null'],
    ['no JSON', 'hello'],
  ])('a client that names a page and says %s first is sent away and hears nothing', async (_what, first) => {
    const keys = await enter();
    const saying = say(`/socket/${nameOf(keys)}`, [() => first]);
    served.engine.announce('folders.changed', { accountId: 'a' });
    expect(await saying).toEqual({ code: 4403, heard: [] });
    expect([served.engine.asked, served.engine.listeners()]).toEqual([[], 0]);
  });

  it.each<[string, (given: { nonce: string; proof: string }, keys: PageKeys) => string]>([
    ['a call', () => '{"id":1,"name":"folders.list","input":{}}'],
    ['a proof that was guessed', () => '{"proof":"guess"}'],
    ['the proof of the program', ({ proof }) => JSON.stringify({ proof })],
    ['a proof for another nonce', (_given, keys) => JSON.stringify({ proof: proofOf(keys, nonce, nonce) })],
    ['a proof with another secret', (given) => JSON.stringify({ proof: proofOf({ secret: 'x' }, nonce, given.nonce) })],
    ['the secret', (_given, { secret }) => JSON.stringify({ secret })],
  ])('a client that names a page and answers the program with %s is sent away', async (_what, second) => {
    const keys = await enter();
    const { code, heard } = await say(`/socket/${nameOf(keys)}`, [
      () => JSON.stringify({ nonce }),
      ([first]) => second(JSON.parse(first ?? '') as { nonce: string; proof: string }, keys), // what the program says
    ]);
    expect([code, heard.length]).toEqual([4403, 1]);
    expect([served.engine.asked, served.engine.listeners()]).toEqual([[], 0]);
  });

  it('a client that says nothing for ten seconds, or more than a proof, is sent away', async () => {
    const path = `/socket/${nameOf(await enter())}`;
    const [silent, loud] = [open(ours(), path), open(ours(), path)];
    loud.on('error', () => {});
    const ends = [closed(silent), closed(loud)];
    await Promise.all([silent, loud].map((socket) => new Promise((resolve) => socket.once('open', resolve))));
    loud.send(JSON.stringify({ nonce: 'x'.repeat(8 * 1024 * 1024) }));
    await ends[1];
    served.clock.advance(10_000);
    await ends[0];
    expect(served.engine.listeners()).toBe(0);
  });

  it('a page gets in, and one that is in stays, beside any number of connections that say nothing', async () => {
    const first = await opened();
    const sockets = Array.from({ length: 200 }, () => open(ours(), '/socket/nobody').on('error', () => {}));
    const half = Array.from({ length: 300 }, () => connect(served.server.port, '127.0.0.1').on('error', () => {}));
    await Promise.all([...sockets.map((socket) => new Promise((resolve) => socket.once('open', resolve)))]);
    const second = await opened();
    for (const socket of [first, second]) {
      socket.send('{"id":1,"name":"folders.list","input":{}}');
      expect(await next(socket)).toMatchObject({ id: 1 });
    }
    for (const socket of [first, second, ...sockets]) socket.terminate();
    for (const socket of half) socket.destroy();
  });

  it('a call is answered under its number, in whatever order', async () => {
    const socket = await opened();
    socket.send(JSON.stringify({ id: 7, name: 'folders.list', input: { deep: ['ñ', null] } }));
    expect(await next(socket)).toEqual({ id: 7, answer: { ok: true, value: { name: 'folders.list', input: { deep: ['ñ', null] } } } });
    socket.terminate();
  });

  it('two tabs hear the same events, and a closed one is forgotten', async () => {
    const sockets = [await opened(), await opened()] as const;
    const heard = Promise.all(sockets.map(next));
    served.engine.announce('folders.changed', { accountId: 'a' });
    expect(await heard).toEqual([1, 2].map(() => ({ event: 'folders.changed', value: { accountId: 'a' } })));
    const gone = closed(sockets[0]);
    sockets[0].close();
    await gone;
    await expect.poll(() => served.engine.listeners(), { timeout: 5_000 }).toBe(1);
    sockets[1].terminate();
  });

  it('a large call is taken', async () => {
    const socket = await opened();
    const text = 'x'.repeat(8 * 1024 * 1024);
    socket.send(JSON.stringify({ id: 1, name: 'compose.save', input: { text } }));
    const answer = (await next(socket)) as { answer: { value: { input: { text: string } } } };
    expect(answer.answer.value.input.text.length).toBe(text.length);
    socket.terminate();
  });

  it.each<[string, string | Buffer]>([
    ['text that is no JSON', 'hello'],
    ['JSON that is no call', '[]'],
    ['null', 'null'],
    ['a number for a name', '{"id":1,"name":2}'],
    ['no number', '{"name":"folders.list"}'],
    ['bytes', Buffer.from([0, 1, 2])],
  ])('%s closes the connection, and only that one', async (_what, frame) => {
    const socket = await opened();
    const code = closed(socket);
    socket.send(frame);
    expect(await code).toBe(1003);
    expect(served.engine.asked).toEqual([]);
    expect((await ask('/')).status).toBe(200);
  });

  it('a frame beyond every limit closes the connection', async () => {
    const socket = await opened();
    const code = closed(socket);
    socket.on('error', () => {});
    socket.send('x'.repeat(33 * 1024 * 1024));
    expect(await code).toBe(1009);
    expect(served.engine.asked).toEqual([]);
  });

  it('closing the server says goodbye to open pages and frees the port', async () => {
    const socket = await opened();
    const code = closed(socket);
    await served.server.close();
    expect(await code).toBe(1001);
    await expect(ask('/')).rejects.toThrow(/ECONNREFUSED/);
  });
});
