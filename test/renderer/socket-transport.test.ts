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

/** A program that knows one page: what comes after its secret is given to the test as it comes. */
async function startServer(): Promise<{ server: WebSocketServer; port: number; first: unknown[]; onCall: (serve: Serve) => void }> {
  const first: unknown[] = [];
  let serve: Serve = () => {};
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket) => {
    socket.once('message', (said) => {
      first.push(JSON.parse(String(said)));
      socket.send('{"ready":true}');
      socket.on('message', (data) => serve(socket, JSON.parse(String(data))));
    });
  });
  const onCall = (next: Serve) => {
    serve = next;
  };
  return { server, port: (server.address() as AddressInfo).port, first, onCall }; // listening on TCP
}

function connect(port: number) {
  const delays: number[] = [];
  const due: (() => void)[] = [];
  const transport = createSocketTransport({
    keys,
    open: () => new WebSocket(`ws://127.0.0.1:${port}/socket`),
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
  return { transport, until, delays, retry: () => due.shift()?.() };
}

describe('the window over a WebSocket', () => {
  it('says its secret first, and gets each answer to its own question, in whatever order they come', async () => {
    const { onCall, port, first } = await startServer();
    const held: { id: number; name: string }[] = [];
    onCall((socket, call) => {
      held.push(call);
      if (held.length === 2) for (const { id, name } of held.reverse()) socket.send(JSON.stringify({ id, answer: `answer to ${name}` }));
    });
    const { transport } = connect(port);
    expect(await Promise.all([transport.request('one', {}), transport.request('two', {})])).toEqual(['answer to one', 'answer to two']);
    expect(first).toEqual([{ secret: keys.secret }]);
  });

  it('hears events, and passes over frames that are none', async () => {
    const { server, port } = await startServer();
    const { transport } = connect(port);
    const heard = new Promise((resolve) => transport.subscribe((name, value) => resolve([name, value])));
    server.on('connection', (socket) => {
      for (const junk of ['not json', '[]', 'null', '{"id":"x"}']) socket.send(junk);
      socket.send(JSON.stringify({ event: 'accounts.changed', value: {} }));
    });
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
    expect(first).toHaveLength(2);
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
