/** Calls and events between the browser host and its pages, over a real WebSocket. */
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { PageKeys } from '../../electron/loopback/access.ts';
import { serveEachTest } from './server-fixture.ts';

const served = serveEachTest();
const { ask, enter, openPage, ours } = served;

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

  it.each<[string, (keys: PageKeys) => string | Buffer]>([
    ['a call', () => '{"id":1,"name":"folders.list","input":{}}'],
    ['a secret that was guessed', () => '{"secret":"guess"}'],
    ['an empty secret', () => '{"secret":""}'],
    ['the handle of a page', ({ handle }) => JSON.stringify({ secret: handle })],
    ['the secret as bytes', ({ secret }) => Buffer.from(JSON.stringify({ secret }))],
    ['no object', () => 'null'],
    ['no JSON', () => 'hello'],
  ])('a program that says %s first is sent away and hears nothing', async (_what, first) => {
    const keys = await enter();
    const socket = open(ours());
    const heard: string[] = [];
    socket.on('message', (data) => heard.push(String(data)));
    const code = closed(socket);
    await new Promise((resolve) => socket.once('open', resolve));
    served.engine.announce('folders.changed', { accountId: 'a' });
    socket.send(first(keys));
    expect(await code).toBe(4403);
    expect(heard).toEqual([]);
    expect(served.engine.asked).toEqual([]);
    expect(served.engine.listeners()).toBe(0);
  });

  it('whoever says nothing for ten seconds, or more than a secret, is sent away', async () => {
    const [silent, loud] = [open(ours()), open(ours())];
    loud.on('error', () => {});
    const ends = [closed(silent), closed(loud)];
    await Promise.all([silent, loud].map((socket) => new Promise((resolve) => socket.once('open', resolve))));
    loud.send(JSON.stringify({ secret: 'x'.repeat(8 * 1024 * 1024) }));
    await ends[1];
    served.clock.advance(10_000);
    await ends[0];
    expect(served.engine.listeners()).toBe(0);
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
