import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectLineClient, type LineClient } from '../../servers/line-client.ts';
import { type CertificateAuthority, createCertificateAuthority, type KeyedCertificate } from '../certificates.ts';
import { createManualClock } from '../manual-clock.ts';
import { startFaultRelay } from './fault-relay.ts';
import type { Fault } from './faults.ts';
import { startRecordingRelay } from './recording-relay.ts';
import type { Relay } from './relay.ts';

let authority: CertificateAuthority;
let certificate: KeyedCertificate;
const cleanUp: (() => unknown)[] = [];

beforeAll(async () => {
  authority = await createCertificateAuthority();
  certificate = await authority.issue();
});
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** A server that says `hello` and then gives back what it hears, in upper case; `STARTTLS` is agreed to as SMTP does. */
async function startShouter({ tls = false } = {}) {
  const sockets = new Set<Socket>();
  const ends: string[] = [];
  let heard = '';
  const answer = (socket: Socket) => {
    socket.on('error', (error) => ends.push('code' in error ? String(error.code) : error.message));
    socket.on('end', () => ends.push('end'));
    socket.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      heard += text;
      if (text === 'STARTTLS\r\n') {
        socket.removeAllListeners('data');
        socket.write('220 go ahead\r\n');
        const secured = new TLSSocket(socket, { isServer: true, cert: certificate.certificate, key: certificate.key });
        answer(secured);
      } else if (!socket.writableEnded) socket.write(text.toUpperCase(), 'latin1');
    });
  };
  const greet = (socket: Socket) => {
    sockets.add(socket);
    answer(socket);
    socket.write('hello\r\n');
  };
  const server: Server = tls ? createTlsServer({ cert: certificate.certificate, key: certificate.key }, greet) : createServer(greet);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUp.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  // The address of a TCP listener is never a string or null.
  return { target: { host: '127.0.0.1', port: (server.address() as AddressInfo).port }, ends, heard: () => heard };
}

async function call(relay: Relay, options: { implicitTls?: boolean } = {}): Promise<LineClient> {
  cleanUp.push(() => relay.close());
  const endpoint = { host: relay.host, port: relay.port, ...options };
  const client = await connectLineClient({ endpoint, trustedCertificate: authority.certificate });
  cleanUp.push(() => client.destroy());
  return client;
}

async function startFaulty(faults: Fault[], clock = createManualClock()) {
  const shouter = await startShouter();
  const relay = await startFaultRelay({ target: shouter.target, faults, clock });
  return { ...shouter, relay, clock };
}

describe('a recording relay', () => {
  it('has seen every byte of both directions, in the order of the dialogue', async () => {
    const { target } = await startShouter();
    let time = 0;
    const relay = await startRecordingRelay({ target, now: () => ++time });
    const client = await call(relay);
    await client.expect(/hello\r\n/);
    await client.ask('one', /ONE\r\n/);
    client.send(Uint8Array.from({ length: 256 }, (_, index) => index).filter((byte) => byte < 97 || byte > 122));
    client.send('end');
    await client.expect(/END$/);
    expect(relay.bytes('client')).toEqual(client.sent());
    expect(relay.bytes('server')).toEqual(client.received());
    expect(relay.record.slice(0, 3).map(({ direction, bytes, at }) => `${at} ${direction} ${bytes}`)).toEqual([
      '1 server hello\r\n',
      '2 client one\r\n',
      '3 server ONE\r\n',
    ]);
  });

  it('keeps its connections apart', async () => {
    const { target } = await startShouter();
    const relay = await startRecordingRelay({ target });
    const first = await call(relay);
    await first.expect(/hello/);
    const second = await call(relay);
    await second.ask('two', /TWO/);
    await first.ask('one', /ONE/);
    expect(relay.connections()).toBe(2);
    expect(relay.bytes('client', 1).toString()).toBe('one\r\n');
    expect(relay.bytes('client', 2).toString()).toBe('two\r\n');
  });

  it('sees inside TLS from the first byte', async () => {
    const { target } = await startShouter({ tls: true });
    const relay = await startRecordingRelay({ target, security: 'tls', certificate, trustedCertificate: authority.certificate });
    const client = await call(relay, { implicitTls: true });
    await client.ask('secret', /SECRET\r\n/);
    expect(relay.bytes('client').toString()).toBe('secret\r\n');
    expect(relay.bytes('server').toString()).toBe('hello\r\nSECRET\r\n');
    expect(relay.record.every(({ inTls }) => inTls)).toBe(true);
  });

  it('follows a change to TLS in mid-dialogue', async () => {
    const { target } = await startShouter();
    const relay = await startRecordingRelay({
      ...{ target, security: 'starttls', protocol: 'smtp', certificate, trustedCertificate: authority.certificate },
    });
    const client = await call(relay);
    await client.expect(/hello\r\n/);
    await client.ask('STARTTLS', /220 go ahead\r\n/);
    await client.startTls(authority.certificate);
    await client.ask('secret', /SECRET\r\n/);
    expect(relay.bytes('client')).toEqual(client.sent());
    expect(relay.bytes('server')).toEqual(client.received());
    expect(relay.record.filter(({ inTls }) => inTls).map(({ bytes }) => bytes.toString())).toEqual(['secret\r\n', 'SECRET\r\n']);
  });

  it('carries a megabyte each way whole', async () => {
    const { target } = await startShouter();
    const relay = await startRecordingRelay({ target });
    const client = await call(relay);
    const line = `${'A1'.repeat(499)}\r\n`;
    for (let sent = 0; sent < 1_000_000; sent += line.length) client.send(line);
    client.send('over');
    await client.expect(/OVER$/);
    expect(relay.bytes('server').equals(client.received())).toBe(true);
    expect(relay.bytes('client').equals(client.sent())).toBe(true);
  });

  it('passes on that one side has ended', async () => {
    const { target, ends } = await startShouter();
    const client = await call(await startRecordingRelay({ target }));
    await client.ask('one', /ONE/);
    await client.end();
    expect(ends).toEqual(['end']);
  });
});

describe('a faulty relay', () => {
  it('cuts a direction after exactly the byte it was told', async () => {
    const { relay, ends } = await startFaulty([{ at: { direction: 'server', byte: 9 }, effect: { kind: 'cut', manner: 'end' } }]);
    const client = await call(relay);
    client.send('abcdef');
    await expect(client.expect(/ABCDEF/)).rejects.toThrow('left unread: "hello\\r\\nAB"');
    await relay.struck(0);
    await client.end();
    expect(ends).toEqual(['end']);
  });

  it('cuts with a reset behind a text, wherever the pieces of it are divided', async () => {
    const { relay } = await startFaulty([
      { at: { direction: 'client', after: 'DATA\r\n', occurrence: 2 }, effect: { kind: 'cut', manner: 'reset' } },
    ]);
    const client = await call(relay);
    await client.ask('DATA', /DATA\r\n/);
    await client.ask('x', /X\r\n/);
    client.send('DA');
    await client.expect(/DA/);
    client.send('TA\r\nnever');
    await expect(client.expect(/NEVER/)).rejects.toThrow('ECONNRESET');
    expect(relay.bytes('client').toString()).toBe('DATA\r\nx\r\nDATA\r\n');
  });

  it('refuses one connection and serves the next', async () => {
    const { relay } = await startFaulty([{ connection: 1, at: { connect: true }, effect: { kind: 'cut', manner: 'reset' } }]);
    await expect(call(relay).then((first) => first.expect(/hello/))).rejects.toThrow('ECONNRESET');
    const second = await call(relay);
    await second.expect(/hello/);
  });

  it('refuses while it does not listen, and serves on the same port afterwards', async () => {
    const { relay } = await startFaulty([]);
    cleanUp.push(() => relay.close());
    await relay.refuse();
    await expect(call(relay)).rejects.toThrow('ECONNREFUSED');
    await relay.accept();
    await (await call(relay)).expect(/hello/);
  });

  it('stalls until it is released', async () => {
    const { relay } = await startFaulty([{ at: { direction: 'server', after: 'ON' }, effect: { kind: 'stall' } }]);
    const client = await call(relay);
    await client.ask('one', /ON/);
    await relay.struck(0);
    expect(client.received().toString()).toBe('hello\r\nON');
    relay.release();
    await client.expect(/E\r\n/);
  });

  it('lets a question pass and withholds its answer until it is released', async () => {
    const { relay } = await startFaulty([{ at: { direction: 'client', after: 'on' }, effect: { kind: 'withhold' } }]);
    const client = await call(relay);
    await client.expect(/hello\r\n/);
    client.send('one');
    await relay.struck(0);
    expect(relay.bytes('client').toString()).toBe('one');
    expect(relay.bytes('server').toString()).toBe('hello\r\n');
    relay.release();
    await client.expect(/ONE/);
    await client.ask('two', /TWO/);
  });

  it('delivers nothing that it held when it is closed', async () => {
    const { relay, heard, ends } = await startFaulty([{ at: { direction: 'client', after: 'one' }, effect: { kind: 'stall' } }]);
    const client = await call(relay);
    await client.expect(/hello\r\n/);
    client.send('one two');
    await client.expect(/ONE/);
    await relay.close();
    await expect.poll(() => ends).toHaveLength(1);
    expect(heard()).toBe('one');
  });

  it('is settled when what a client said before it left has arrived', async () => {
    const { relay, heard } = await startFaulty([{ at: { direction: 'client', byte: 1 }, effect: { kind: 'stall' } }]);
    const client = await call(relay);
    expect(relay.isSettled()).toBe(true);
    client.send('last words\r\n');
    await relay.struck(0);
    client.destroy();
    expect(relay.isSettled()).toBe(false);
    relay.release();
    await expect.poll(() => relay.isSettled()).toBe(true);
    await expect.poll(heard).toBe('last words\r\n');
  });

  it('loses no connection that is cut twice, politely and with a reset', async () => {
    const { relay } = await startFaulty([
      { at: { connect: true }, effect: { kind: 'cut', manner: 'end' } },
      { at: { connect: true }, effect: { kind: 'cut', manner: 'reset' } },
      { at: { connect: true }, effect: { kind: 'cut', manner: 'reset' } },
    ]);
    for (let count = 0; count < 20; count += 1) {
      const client = connect(relay.port, relay.host);
      client.on('error', () => undefined); // a reset is one of the two ways in which it may end
      client.resume();
      await once(client, 'close');
    }
    await relay.close(); // waits until every one of them is gone
  });

  it('drips and delays by the clock it was given', async () => {
    const { relay, clock } = await startFaulty([
      { at: { direction: 'server', after: 'hello\r\n' }, effect: { kind: 'delay', milliseconds: 50 } },
      { at: { direction: 'server', after: 'hello\r\n' }, effect: { kind: 'drip', bytes: 2, milliseconds: 10 } },
    ]);
    const client = await call(relay);
    await client.expect(/hello\r\n/);
    client.send('abcde');
    await expect.poll(() => clock.pending()).toBe(1);
    clock.advance(49);
    expect(relay.bytes('server').toString()).toBe('hello\r\n');
    clock.advance(1);
    await client.expect(/AB/);
    await expect.poll(() => clock.pending()).toBe(1);
    expect(client.received().toString()).toBe('hello\r\nAB');
    clock.advance(10);
    await client.expect(/CD/);
    await expect.poll(() => clock.pending()).toBe(1);
    clock.advance(10);
    await client.expect(/E/);
  });

  it('puts in what nobody sent and swallows what was', async () => {
    const { relay } = await startFaulty([
      { at: { direction: 'server', byte: 0 }, effect: { kind: 'insert', text: '\x00\xff' } },
      { at: { direction: 'server', after: 'ONE' }, effect: { kind: 'drop', bytes: 2 } },
    ]);
    const client = await call(relay);
    await client.ask('one two', /WO\r\n/);
    expect(client.received().toString('latin1')).toBe('\x00\xffhello\r\nONEWO\r\n');
    expect(relay.bytes('server')).toEqual(client.received());
  });

  it('shows another certificate from one connection to the next', async () => {
    const { target } = await startShouter({ tls: true });
    const faults: Fault[] = [
      { connection: 2, at: { connect: true }, effect: { kind: 'certificate', shown: await authority.issueExpired() } },
    ];
    const relay = await startFaultRelay({ target, security: 'tls', certificate, trustedCertificate: authority.certificate, faults });
    await (await call(relay, { implicitTls: true })).expect(/hello/);
    await expect(call(relay, { implicitTls: true })).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
  });

  it('cuts inside TLS too', async () => {
    const { target } = await startShouter({ tls: true });
    const faults: Fault[] = [{ at: { direction: 'server', after: 'ON' }, effect: { kind: 'cut', manner: 'reset' } }];
    const relay = await startFaultRelay({ target, security: 'tls', certificate, trustedCertificate: authority.certificate, faults });
    const client = await call(relay, { implicitTls: true });
    await expect(client.ask('one', /ONE/)).rejects.toThrow(/ECONNRESET|left unread: "hello\\r\\nON"/);
    expect(relay.bytes('server').toString()).toBe('hello\r\nON');
  });
});
