import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { constants, createDeflateRaw, createInflateRaw } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectImap } from '../../../electron/engine/imap/connection.ts';
import { connectPop3 } from '../../../electron/engine/pop3/connection.ts';
import { submit } from '../../../electron/engine/smtp/submission.ts';
import type { Peer } from '../../../electron/engine/wire/peer.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type MailHost, startMailHost } from '../../servers/mail-host.ts';
import { type RecordingRelay, startRecordingRelay } from '../../support/relay/recording-relay.ts';
import { createMemoryTaps, type MemoryTap } from '../../support/scripted/memory-tap.ts';
import { peerFor } from '../../support/scripted/peer.ts';
import { startScriptedImap } from '../../support/scripted/scripted-imap.ts';

const message = Buffer.from(`Subject: relayed\r\n\r\n.\r\n..two\r\n${'a long line of text\r\n'.repeat(20_000)}`);

/** Runs of one direction, in the order in which the tap was told. */
function turns(tap: MemoryTap): string[] {
  const order: string[] = [];
  for (const event of tap.events) if ('bytes' in event && order.at(-1) !== event.direction) order.push(event.direction);
  return order;
}

describeWithServers(['dovecot', 'postfix'], 'What the tap is told', () => {
  let host: MailHost;
  let relay: RecordingRelay | undefined;
  beforeAll(async () => {
    host = await startMailHost({ kind: 'postfix', users: [{ name: 'ana', password: 'secret-of-ana' }] });
    await host.dovecot.mail.deliver('ana', message);
  });
  afterEach(async () => {
    await relay?.close();
    relay = undefined;
  });
  afterAll(() => host?.stop());

  const use = {
    imap: async (peer: Peer) => {
      const connection = await connectImap(peer);
      await connection.select('INBOX');
      await connection.fetchHeaders({ first: 1, last: '*' }, () => undefined);
      await connection.fetchBodies([{ uid: 1, size: message.length }], ({ raw }) => expect(raw.equals(message)).toBe(true));
      await connection.append('INBOX', message, [], 0);
      await connection.logout();
    },
    pop3: async (peer: Peer) => {
      const connection = await connectPop3(peer);
      expect((await connection.retrieve({ number: 1, size: message.length })).equals(message)).toBe(true);
      await connection.quit();
    },
    smtp: async (peer: Peer) => {
      const envelope = { from: 'ana@example.test', to: ['ana@example.test'] };
      expect(await submit({ ...peer, envelope, raw: message, beforeFinalDot: async () => undefined })).toMatchObject({ state: 'accepted' });
    },
  };
  const ports = (protocol: keyof typeof use, security: Peer['security']): number => {
    const { dovecot, submission } = host;
    if (protocol === 'smtp')
      return { none: submission.ports.clear, starttls: submission.ports.submission, tls: submission.ports.submissions }[security];
    return security === 'tls' ? dovecot.ports[`${protocol}s`] : dovecot.ports[protocol];
  };

  it.each(
    (['imap', 'pop3', 'smtp'] as const).flatMap((protocol) =>
      (['none', 'starttls', 'tls'] as const).map((security) => [protocol, security] as const),
    ),
  )('of %s with security %s is byte for byte what passed between client and server', async (protocol, security) => {
    relay = await startRecordingRelay({
      target: { host: '127.0.0.1', port: ports(protocol, security) },
      security,
      ...(security === 'starttls' ? { protocol } : {}),
      ...(security === 'none' ? {} : { certificate: host.dovecot.certificate, trustedCertificate: host.trustedCertificate }),
    });
    const taps = createMemoryTaps();
    await use[protocol](
      peerFor({ port: relay.port, security, openTap: taps.openTap, trust: { extraCertificates: [host.trustedCertificate], pinned: [] } }),
    );
    const tap = taps.one();
    await expect.poll(() => tap.ended).toBeNull();
    expect(tap.bytes('client').equals(relay.bytes('client'))).toBe(true);
    expect(tap.bytes('server').equals(relay.bytes('server'))).toBe(true);
    // The server greets first, and from then on nobody answers what was not yet said.
    expect(turns(tap)[0]).toBe('server');
    expect(tap.secrets).toEqual(['secret-of-ana']);
    const lines = tap.bytes('client').toString('latin1').split('\r\n');
    expect(lines.at(-2)).toMatch(protocol === 'imap' ? /LOGOUT$/ : /^QUIT$/);
  });
});

describe('COMPRESS=DEFLATE', () => {
  it('shows the tap the plain protocol, and its compressed size', async () => {
    const plain = { client: Buffer.alloc(0), server: Buffer.alloc(0) };
    const server = createServer((socket) => {
      let write = (text: string) => void socket.write(text);
      const send = (text: string) => {
        plain.server = Buffer.concat([plain.server, Buffer.from(text)]);
        write(text);
      };
      let rest = '';
      const onBytes = (bytes: Buffer) => {
        plain.client = Buffer.concat([plain.client, bytes]);
        rest += bytes.toString('latin1');
        for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
          const [tag, command] = rest.slice(0, end).split(' ');
          rest = rest.slice(end + 2);
          if (command === 'CAPABILITY') send(`* CAPABILITY IMAP4rev1 COMPRESS=DEFLATE\r\n${tag} OK\r\n`);
          else if (command === 'NOOP') send(`* OK ${'compressible '.repeat(500)}\r\n${tag} OK\r\n`);
          else send(`${tag} OK\r\n`);
          if (command === 'COMPRESS') compress();
        }
      };
      const compress = () => {
        const deflate = createDeflateRaw({ flush: constants.Z_SYNC_FLUSH });
        const inflate = createInflateRaw();
        deflate.pipe(socket);
        socket.off('data', onBytes);
        socket.pipe(inflate);
        inflate.on('data', onBytes);
        inflate.on('error', () => undefined); // the stream of a client that hung up has no end
        write = (text) => void deflate.write(text);
      };
      socket.on('data', onBytes);
      socket.on('error', () => undefined); // the client hangs up after LOGOUT
      send('* OK ready\r\n');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const taps = createMemoryTaps();
    const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
    const connection = await connectImap({ ...peerFor({ port, openTap: taps.openTap }), compress: true });
    await connection.noop();
    await connection.logout();
    server.close();
    const tap = taps.one();
    expect(tap.notes()).toEqual(['connected', 'compressed', 'sizes', 'closed']);
    expect(tap.bytes('client').toString()).toBe(plain.client.toString());
    expect(tap.bytes('server').toString()).toBe(plain.server.toString());
    const sizes = tap.events.find((event) => event.direction === 'note' && event.note.key === 'sizes');
    const parameters = sizes?.direction === 'note' ? sizes.note.parameters : {};
    expect(Number(parameters.wireReceived)).toBeLessThan(Number(parameters.received) / 10);
  });

  it('is left alone on loopback unless it is asked for', async () => {
    const server = await startScriptedImap({ capabilities: 'IMAP4rev1 COMPRESS=DEFLATE' });
    const connection = await connectImap(peerFor({ port: server.port }));
    await connection.logout();
    expect(Buffer.concat(server.connections[0]?.received ?? []).toString()).not.toContain('COMPRESS');
    await server.stop();
  });
});
