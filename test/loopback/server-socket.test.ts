/** Calls and events between the browser host and its pages, over a real WebSocket. */
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { serveEachTest } from './server-fixture.ts';

const served = serveEachTest();
const { ask, enter, ours } = served;

describe('calls and events over the WebSocket', () => {
  const open = (headers: Record<string, string>, path = '/socket') => new WebSocket(`ws://${served.host}${path}`, { headers });
  const outcome = (socket: WebSocket) =>
    new Promise((resolve) => {
      socket.once('open', () => {
        socket.terminate();
        resolve('open');
      });
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.once('error', () => resolve('error'));
    });
  const opened = async () => {
    const socket = open(ours(await enter()));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return socket;
  };
  const next = (socket: WebSocket) =>
    new Promise<unknown>((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))));
  const closed = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));

  it('is refused without the cookie, from another origin, without an origin, under another name and at another path', async () => {
    const cookie = await enter();
    for (const [headers, path] of [
      [{ origin: `http://${served.host}` }],
      [{ cookie }],
      [{ cookie, origin: 'http://evil.example' }],
      [{ cookie, origin: 'null' }],
      [{ cookie, origin: `http://localhost:${served.server.port}` }],
      [{ cookie, origin: `http://${served.host}`, host: 'evil.example' }],
      [{ cookie, origin: `http://${served.host}` }, '/other'],
    ] as [Record<string, string>, string?][])
      expect(await outcome(open(headers, path)), JSON.stringify(headers)).toBe(403);
    expect(served.engine.listeners()).toBe(0);
  });

  it('a call is answered under its number, in whatever order', async () => {
    const socket = await opened();
    socket.send(JSON.stringify({ id: 7, name: 'folders.list', input: { deep: ['ñ', null] } }));
    expect(await next(socket)).toEqual({ id: 7, answer: { ok: true, value: { name: 'folders.list', input: { deep: ['ñ', null] } } } });
    socket.terminate();
  });

  it('two tabs hear the same events, and a closed one is forgotten', async () => {
    const cookie = await enter();
    const sockets = [open(ours(cookie)), open(ours(cookie))] as const;
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('open', resolve))));
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
    const another = (await ask('/', { headers: { cookie: 'x' } })).status;
    expect(another).toBe(403);
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
