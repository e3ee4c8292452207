/** A name with several addresses, over links and networks as they are: slow, without IPv6, with an address that swallows everything. */
import { once } from 'node:events';
import { type AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import { connectFirst, type Lookup } from '../../../electron/engine/wire/connect-first.ts';
import { hostName, serverName } from '../../../electron/engine/wire/host-name.ts';
import { openSocket } from '../../../electron/engine/wire/transport.ts';
import { createCertificateAuthority } from '../../support/certificates.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';

const four = (address: string) => ({ address, family: 4 });
const six = (address: string) => ({ address, family: 6 });

/** Attempts that do nothing until a test says so. */
function race(addresses: Awaited<ReturnType<Lookup>>) {
  const clock = createManualClock();
  const stop = new AbortController();
  const dialled: string[] = [];
  const sockets = new Map<string, Socket>();
  const asked = Promise.withResolvers<void>();
  const connecting = connectFirst({
    host: 'mail.example.test',
    port: 993,
    clock,
    signal: stop.signal,
    lookup: async () => addresses,
    dial: ({ address }) => {
      const socket = new Socket();
      dialled.push(address);
      sockets.set(address, socket);
      asked.resolve();
      return socket;
    },
  });
  const outcome = connecting.then(
    (socket) => [...sockets].find(([, each]) => each === socket)?.[0],
    (error: unknown) => error,
  );
  const at = (address: string): Socket => {
    const socket = sockets.get(address);
    if (!socket) throw new Error(`${address} was not tried`);
    return socket;
  };
  return { clock, stop, dialled, at, outcome, begun: asked.promise };
}
const refused = (code: string) => Object.assign(new Error(code), { code });

describe('the first connection to a name', () => {
  it('is made over a slow link though another address leads nowhere', async () => {
    const { clock, dialled, at, outcome, begun } = race([four('198.51.100.2'), six('2001:db8::2')]);
    await begun;
    clock.advance(250);
    expect(dialled).toEqual(['198.51.100.2', '2001:db8::2']);
    at('2001:db8::2').emit('error', refused('ENETUNREACH'));
    clock.advance(5_000);
    expect(at('198.51.100.2').destroyed).toBe(false);
    at('198.51.100.2').emit('connect');
    expect(await outcome).toBe('198.51.100.2');
  });

  it('does not wait for an address that swallows everything', async () => {
    const { clock, at, outcome, begun } = race([six('2001:db8::2'), four('198.51.100.2')]);
    await begun;
    clock.advance(250);
    at('198.51.100.2').emit('connect');
    expect(await outcome).toBe('198.51.100.2');
    expect(at('2001:db8::2').destroyed).toBe(true);
    expect(clock.pending()).toBe(0);
  });

  it('is tried at the next address at once where one refuses, and families take turns', async () => {
    const { dialled, at, outcome, begun } = race([six('2001:db8::1'), six('2001:db8::2'), four('198.51.100.1')]);
    await begun;
    at('2001:db8::1').emit('error', refused('ECONNREFUSED'));
    expect(dialled).toEqual(['2001:db8::1', '198.51.100.1']);
    at('198.51.100.1').emit('error', refused('ECONNREFUSED'));
    at('2001:db8::2').emit('connect');
    expect(await outcome).toBe('2001:db8::2');
  });

  it('that no address gives is named by what was said of the server, not by the family that this network lacks', async () => {
    const { clock, at, outcome, begun } = race([six('2001:db8::2'), four('198.51.100.2')]);
    await begun;
    at('2001:db8::2').emit('error', refused('ENETUNREACH'));
    at('198.51.100.2').emit('error', refused('ECONNREFUSED'));
    expect(await outcome).toMatchObject({ errors: [{ code: 'ECONNREFUSED' }, { code: 'ENETUNREACH' }] });
    expect(clock.pending()).toBe(0);
  });

  it('leaves nothing open when it is given up', async () => {
    const { clock, stop, at, outcome, begun } = race([six('2001:db8::2'), four('198.51.100.2')]);
    await begun;
    clock.advance(250);
    stop.abort(new Error('given up'));
    expect(await outcome).toMatchObject({ message: 'given up' });
    expect([at('2001:db8::2').destroyed, at('198.51.100.2').destroyed, clock.pending()]).toEqual([true, true, 0]);
  });
});

it.each([
  ['mail.example.test', 'mail.example.test'],
  ['mail.example.test.', 'mail.example.test'],
  ['bücher.example.test', 'xn--bcher-kva.example.test'],
  ['Bücher.Example.Test.', 'xn--bcher-kva.example.test'],
])('the server %s is looked up and named in TLS as %s', (host, name) => {
  expect([hostName(host), serverName(host)]).toEqual([name, name]);
});

it.each(['127.0.0.1', '::1'])('the address %s has no name', (host) => {
  expect([hostName(host), serverName(host)]).toEqual([host, undefined]);
});

it('a name with the dot of an absolute name is named without it, and its certificate is believed', async () => {
  const authority = await createCertificateAuthority();
  const { certificate, key } = await authority.issue();
  const named: (string | false)[] = [];
  const server = createServer({ cert: certificate, key }, (socket) => {
    named.push(socket.servername ?? false);
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
  const arrived = once(server, 'secureConnection');
  const socket = await openSocket(
    {
      protocol: 'imap',
      host: 'localhost.',
      port,
      trust: { extraCertificates: [authority.certificate], pinned: [] },
      tap: createMemoryTaps().openTap({ protocol: 'imap', host: 'localhost.', port, accountId: null, accountName: '', purpose: 'check' }),
      clock: systemClock,
      deadline: 10_000,
    },
    true,
  );
  await arrived;
  socket.destroy();
  expect(named).toEqual(['localhost']);
});
