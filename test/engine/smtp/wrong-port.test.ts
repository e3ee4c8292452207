/** Settings that do not fit the port: what is said must name the cause, not that something stopped in the middle. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { submit } from '../../../electron/engine/smtp/submission.ts';
import { createCertificateAuthority } from '../../support/certificates.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';
import { peerFor } from '../../support/scripted/peer.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';

const message = {
  envelope: { from: 'ana@example.test', to: ['ben@example.test'] },
  raw: Buffer.from('Subject: x\r\n\r\nbody\r\n'),
  beforeFinalDot: async () => undefined,
};

describe('a port that does not fit', () => {
  let server: ScriptedServer | undefined;
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  it.each(['starttls', 'none'] as const)(
    'that waits for TLS while %s is chosen is found out after ten seconds, and not trusted',
    async (security) => {
      const { certificate, key } = await (await createCertificateAuthority()).issue();
      const waiting = createServer({ cert: certificate, key }, (socket) => socket.on('error', () => socket.destroy()));
      waiting.on('tlsClientError', () => undefined); // the probe closes in the middle of the handshake
      waiting.listen(0, '127.0.0.1');
      await once(waiting, 'listening');
      onTestFinished(() => void waiting.close());
      const { port } = waiting.address() as AddressInfo; // a TCP server's address is never a string
      const clock = createManualClock();
      const taps = createMemoryTaps();
      const sending = submit({ ...peerFor({ port, security, clock, openTap: taps.openTap }), ...message });
      await vi.waitFor(() => expect(taps.taps[0]?.notes()).toContain('connected'), { interval: 1, timeout: 60_000 });
      await vi.waitFor(() => expect(clock.pending()).toBe(2), { interval: 1, timeout: 60_000 });
      clock.advance(10_000);
      expect(await sending).toMatchObject({ state: 'not-sent', failure: { code: 'tls-expected', permanent: true } });
      expect(taps.taps[1]?.opening.purpose).toBe('evidence');
      expect(Buffer.concat(taps.taps.map((tap) => tap.bytes('client')))).toHaveLength(0);
    },
  );

  it('that is merely slow gets the message', async () => {
    const clock = createManualClock();
    server = await startScriptedServer(async (peer, index) => {
      if (index > 0) return peer.close();
      await vi.waitFor(() => expect(clock.pending()).toBe(2), { interval: 1, timeout: 60_000 });
      clock.advance(40_000);
      peer.send('220 mx\r\n');
      for (let line = await peer.line(); line !== null; line = await peer.line()) {
        peer.send(line.startsWith('DATA') ? '354 go\r\n' : '250 ok\r\n');
        if (line.startsWith('DATA')) await peer.linesUntil((each) => each === '.').then(() => peer.send('250 ok\r\n'));
      }
    });
    expect(await submit({ ...peerFor({ port: server.port, username: '', clock }), ...message })).toMatchObject({ state: 'accepted' });
  });

  it.each([
    ['a log-in only after STARTTLS', 'none', 'automatic', ['STARTTLS'], 'encryption-required'],
    ['no log-in at all', 'none', 'automatic', [], 'sign-in-not-offered'],
    ['other mechanisms than the chosen one', 'none', 'CRAM-MD5', ['AUTH PLAIN'], 'mechanism-missing'],
  ] as const)('that offers %s is called that', async (_what, security, mechanism, extensions, code) => {
    server = await startScriptedServer(async (peer) => {
      peer.send('220 mx\r\n');
      await peer.line();
      peer.send(['mx', ...extensions].map((each, index, all) => `250${index + 1 < all.length ? '-' : ' '}${each}\r\n`).join(''));
      await peer.closed();
    });
    expect(await submit({ ...peerFor({ port: server.port, security, mechanism }), ...message })).toMatchObject({ failure: { code } });
    expect(Buffer.concat(server.connections[0]?.received ?? []).toString()).not.toContain('AUTH');
  });
});
