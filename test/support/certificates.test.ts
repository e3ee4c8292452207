import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createCertificateAuthority, createSelfSignedCertificate, type KeyedCertificate } from './certificates.ts';

/** What a client that trusts `ca` and calls 127.0.0.1 thinks of the certificate: `good`, or the code of the error. */
async function judge({ shown, ca }: { shown: KeyedCertificate; ca: string }): Promise<string> {
  const server = createServer({ cert: shown.certificate, key: shown.key }, (socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The address of a TCP listener is never a string or null.
  const { port } = server.address() as AddressInfo;
  const client = connect({ host: '127.0.0.1', port, ca });
  const verdict = await new Promise<string>((resolve) => {
    client.on('secureConnect', () => resolve('good'));
    client.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  });
  client.destroy();
  server.close();
  return verdict;
}

describe('a certificate made for a test', () => {
  it('is good when its authority is trusted, and each bad kind is bad for its own reason', async () => {
    const authority = await createCertificateAuthority();
    const stranger = await createCertificateAuthority();
    const ca = authority.certificate;
    expect(await judge({ shown: await authority.issue(), ca })).toBe('good');
    expect(await judge({ shown: await authority.issueExpired(), ca })).toBe('CERT_HAS_EXPIRED');
    expect(await judge({ shown: await authority.issueForAnotherHost(), ca })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await judge({ shown: await createSelfSignedCertificate(), ca })).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(await judge({ shown: await stranger.issue(), ca })).toMatch(/SIGNATURE|UNABLE_TO/);
  });

  it('is good when it is self-signed and trusted itself', async () => {
    const shown = await createSelfSignedCertificate();
    expect(await judge({ shown, ca: shown.certificate })).toBe('good');
  });
});
