import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { createSocketTransport } from '../../renderer/api/socket-transport.ts';
import type { ConnectionState } from '../../renderer/api/transport.ts';

const servers: WebSocketServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function startServer(): Promise<{ server: WebSocketServer; port: number }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return { server, port: (server.address() as AddressInfo).port }; // listening on TCP
}

function connect(port: number) {
  const delays: number[] = [];
  const due: (() => void)[] = [];
  const transport = createSocketTransport({
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
  it('gets each answer to its own question, in whatever order they come', async () => {
    const { server, port } = await startServer();
    server.on('connection', (socket) => {
      const held: { id: number; name: string }[] = [];
      socket.on('message', (data) => {
        held.push(JSON.parse(String(data)));
        if (held.length === 2) for (const { id, name } of held.reverse()) socket.send(JSON.stringify({ id, answer: `answer to ${name}` }));
      });
    });
    const { transport } = connect(port);
    expect(await Promise.all([transport.request('one', {}), transport.request('two', {})])).toEqual(['answer to one', 'answer to two']);
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
    const { server, port } = await startServer();
    const { transport, until, retry } = connect(port);
    server.once('connection', (socket) => socket.once('message', () => socket.terminate()));
    await expect(transport.request('messages.delete', {})).rejects.toThrow();
    await until('lost');
    await expect(transport.request('messages.delete', {})).rejects.toThrow();
    server.on('connection', (socket) =>
      socket.on('message', (data) => socket.send(JSON.stringify({ id: JSON.parse(String(data)).id, answer: 'again' }))),
    );
    retry();
    await until('open');
    expect(await transport.request('folders.list', {})).toBe('again');
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
