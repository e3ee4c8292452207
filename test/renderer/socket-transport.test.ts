import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket as WebSocketOfServer, WebSocketServer } from 'ws';
import { createSocketTransport } from '../../renderer/api/socket-transport.ts';
import type { ConnectionState } from '../../renderer/api/transport.ts';

type Serve = (socket: WebSocketOfServer, call: { id: number; name: string }) => void;

const servers: WebSocketServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate();
    await new Promise((resolve) => server.close(resolve));
  }
});

const keys = { secret: 'a-secret-of-this-page', handle: 'a-handle' };

const hmac = (text: string): string => createHmac('sha256', keys.secret).update(text).digest('base64url');
const programNonce = 'a-nonce-of-the-program-that-is-new-each-time';

/** A program that knows one page: what comes after its proof is given to the test as it comes. */
async function startServer(): Promise<{ server: WebSocketServer; port: number; first: unknown[]; onCall: (serve: Serve) => void }> {
  const first: unknown[] = [];
  let serve: Serve = () => {};
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket) => {
    socket.once('message', (said) => {
      const { nonce, ...more } = JSON.parse(String(said)) as { nonce: string }; // compared by the test
      first.push(more);
      socket.once('message', (proved) => {
        first.push(JSON.parse(String(proved)));
        socket.send('{"ready":true}');
        socket.on('message', (data) => serve(socket, JSON.parse(String(data))));
      });
      socket.send(JSON.stringify({ nonce: programNonce, proof: hmac(`postglass program ${nonce} ${programNonce}`) }));
      first.push(hmac(`postglass page ${nonce} ${programNonce}`));
    });
  });
  const onCall = (next: Serve) => {
    serve = next;
  };
  return { server, port: (server.address() as AddressInfo).port, first, onCall }; // listening on TCP
}

function connect(port: number) {
  const delays: number[] = [];
  const names: string[] = [];
  const due: (() => void)[] = [];
  const transport = createSocketTransport({
    keys,
    open: (name) => {
      names.push(name);
      return new WebSocket(`ws://127.0.0.1:${port}/socket/${name}`);
    },
    schedule: (run, milliseconds) => {
      delays.push(milliseconds);
      due.push(run);
      return () => {};
    },
  });
  const until = (wanted: ConnectionState) =>
    new Promise<void>((resolve) => {
      if (transport.state() === wanted) return resolve();
      const stop = transport.onState((state) => {
        if (state !== wanted) return;
        stop();
        resolve();
      });
    });
  return { transport, until, delays, names, retry: () => due.shift()?.() };
}

describe('the window over a WebSocket', () => {
  it('proves first that it knows its secret, and gets each answer to its own question, in whatever order they come', async () => {
    const { onCall, port, first } = await startServer();
    const held: { id: number; name: string }[] = [];
    onCall((socket, call) => {
      held.push(call);
      if (held.length === 2) for (const { id, name } of held.reverse()) socket.send(JSON.stringify({ id, answer: `answer to ${name}` }));
    });
    const { transport } = connect(port);
    expect(await Promise.all([transport.request('one', {}), transport.request('two', {})])).toEqual(['answer to one', 'answer to two']);
    expect(first).toEqual([{}, first[1], { proof: first[1] }]);
  });

  it('hears events, and passes over frames that are none', async () => {
    const { onCall, port } = await startServer();
    const { transport } = connect(port);
    const heard = new Promise((resolve) => transport.subscribe((name, value) => resolve([name, value])));
    onCall((socket, { id }) => {
      for (const junk of ['not json', '[]', 'null', '{"id":"x"}']) socket.send(junk);
      socket.send(JSON.stringify({ event: 'accounts.changed', value: {} }));
      socket.send(JSON.stringify({ id, answer: null }));
    });
    await transport.request('folders.list', {});
    expect(await heard).toEqual(['accounts.changed', {}]);
  });

  it('says that the connection is lost, fails what was under way, and comes back', async () => {
    const { onCall, port, first } = await startServer();
    const { transport, until, retry } = connect(port);
    onCall((socket) => socket.terminate());
    await expect(transport.request('messages.delete', {})).rejects.toThrow();
    await until('lost');
    await expect(transport.request('messages.delete', {})).rejects.toThrow();
    onCall((socket, { id }) => socket.send(JSON.stringify({ id, answer: 'again' })));
    retry();
    await until('open');
    expect(await transport.request('folders.list', {})).toBe('again');
    expect(first).toHaveLength(6);
  });

  it('gives up where the program does not know the page, instead of asking for ever', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    servers.push(server);
    await new Promise((resolve) => server.once('listening', resolve));
    server.on('connection', (socket) => socket.once('message', () => socket.close(4403)));
    const { transport, until, delays } = connect((server.address() as AddressInfo).port); // listening on TCP
    const call = transport.request('folders.list', {});
    await expect(call).rejects.toThrow();
    await until('refused');
    await expect(transport.request('folders.list', {})).rejects.toThrow();
    expect(delays).toEqual([]);
  });

  type Answer = (nonce: string) => unknown;
  it.each<[string, Answer]>([
    ['that it is ready', () => ({ ready: true })],
    ['no proof', () => ({ nonce: programNonce })],
    ['a proof that was guessed', () => ({ nonce: programNonce, proof: 'guess' })],
    ['what is no base64', () => ({ nonce: programNonce, proof: '!' })],
    ['the proof that a page would give', (nonce) => ({ nonce: programNonce, proof: hmac(`postglass page ${nonce} ${programNonce}`) })],
    ['the proof of an earlier nonce', () => ({ nonce: programNonce, proof: hmac(`postglass program earlier ${programNonce}`) })],
    ['no nonce', (nonce) => ({ nonce: '', proof: hmac(`postglass program ${nonce} `) })],
    ['null', () => null],
  ])('tells a server that answers with %s nothing but a nonce, and does not come back by itself', async (_what, answer) => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    servers.push(server);
    await new Promise((resolve) => server.once('listening', resolve));
    const heard: string[] = [];
    const closed = new Promise((resolve) =>
      server.on('connection', (socket) => {
        socket.on('message', (data) => {
          heard.push(String(data));
          socket.send(JSON.stringify(answer((JSON.parse(String(data)) as { nonce: string }).nonce))); // the first is a nonce
        });
        socket.once('close', resolve);
      }),
    );
    const { transport, until, delays, names } = connect((server.address() as AddressInfo).port); // listening on TCP
    const call = transport.request('compose.save', { text: 'a draft' });
    const events: unknown[] = [];
    transport.subscribe((name) => events.push(name));
    await expect(call).rejects.toThrow();
    await until('refused');
    await closed;
    await expect(transport.request('compose.save', { text: 'a draft' })).rejects.toThrow();
    expect(heard).toEqual([expect.stringMatching(/^\{"nonce":"[\w-]{43}"\}$/)]);
    expect([names, delays, events]).toEqual([[hmac('postglass page name')], [], []]);
  });

  it('tries nothing without a secret', async () => {
    let opened = 0;
    const transport = createSocketTransport({
      keys: null,
      open: () => {
        opened += 1;
        throw new Error('no connection is wanted');
      },
      schedule: () => () => {},
    });
    expect([transport.state(), opened]).toEqual(['refused', 0]);
    await expect(transport.request('folders.list', {})).rejects.toThrow();
  });

  it('finds bytes under the handle of the page', async () => {
    const { port } = await startServer();
    const { transport } = connect(port);
    expect(transport.bytesUrl('bytes/message/1/source')).toBe('bytes/a-handle/message/1/source');
    expect(transport.bytesUrl('https://example.org/bytes/x')).toBe('https://example.org/bytes/x');
  });

  it('waits longer after each failed attempt, up to five seconds', async () => {
    const { server, port } = await startServer();
    await new Promise((resolve) => server.close(resolve));
    const { until, retry, delays, transport } = connect(port);
    await until('lost');
    for (let attempt = 1; attempt < 8; attempt++) {
      const before = delays.length;
      retry();
      while (delays.length === before) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
    expect(transport.state()).toBe('lost');
  });
});
