import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { connect, createServer } from 'node:tls';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import { toFailure } from '../../../electron/contract/failure.ts';
import { shownChain } from '../../../electron/engine/wire/certificate.ts';
import { classifySocketError, classifyTlsError } from '../../../electron/engine/wire/classify.ts';
import { hasNetwork } from '../../../electron/engine/wire/local-network.ts';
import { openSocket } from '../../../electron/engine/wire/transport.ts';
import { type TrustPolicy, tlsOptionsFor } from '../../../electron/engine/wire/trust.ts';
import {
  type CertificateAuthority,
  createCertificateAuthority,
  createSelfSignedCertificate,
  type KeyedCertificate,
} from '../../support/certificates.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';

/** Only the authorities built into Node. */
const ordinaryTrust: TrustPolicy = { extraCertificates: [], pinned: [] };
const fingerprintOf = (pem: string): string => new X509Certificate(pem).fingerprint256;

let authority: CertificateAuthority;
beforeAll(async () => {
  authority = await createCertificateAuthority();
});

/** Serves one certificate; what clients send is collected. */
async function serve({ certificate, key }: KeyedCertificate, options: { maxVersion?: 'TLSv1.1' | 'TLSv1.3' } = {}) {
  const heard: Buffer[] = [];
  const server = createServer({ cert: certificate, key, minVersion: 'TLSv1', ...options }, (socket) => {
    socket.on('data', (bytes) => heard.push(bytes));
    socket.on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, heard }; // a TCP server has an AddressInfo
}

/** `trusted`, or the code of the failure. */
async function tryConnect(port: number, trust: TrustPolicy, host = 'localhost'): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, servername: host, ...tlsOptionsFor(host, port, trust) });
  onTestFinished(() => void socket.destroy());
  try {
    await once(socket, 'secureConnect');
    return 'trusted';
  } catch (error) {
    return classifyTlsError(error, host, port, trust).code;
  }
}

const pin = (certificate: string, port: number, host = 'localhost'): TrustPolicy => ({
  extraCertificates: [],
  pinned: [{ host, port, fingerprint: fingerprintOf(certificate), certificate }],
});

describe('a certificate', () => {
  test('of an authority that the administrator added is believed, and of no other', async () => {
    const { port } = await serve(await authority.issue());
    expect(await tryConnect(port, { extraCertificates: [authority.certificate], pinned: [] })).toBe('trusted');
    expect(await tryConnect(port, ordinaryTrust)).toBe('certificate-untrusted');
  });

  test('that is bad is named for what is bad about it', async () => {
    const trust = { extraCertificates: [authority.certificate], pinned: [] };
    expect(await tryConnect((await serve(await authority.issueExpired())).port, trust)).toBe('certificate-expired');
    expect(await tryConnect((await serve(await authority.issueForAnotherHost())).port, trust)).toBe('certificate-wrong-name');
    expect(await tryConnect((await serve(await createSelfSignedCertificate())).port, trust)).toBe('certificate-untrusted');
  });

  test('that has expired is refused with the day on which it did', async () => {
    const expired = await authority.issueExpired();
    const { port } = await serve(expired);
    const destination = {
      protocol: 'imap',
      host: 'localhost',
      port,
      trust: { extraCertificates: [authority.certificate], pinned: [] },
      tap: createMemoryTaps().openTap({ protocol: 'imap', host: 'localhost', port, accountId: null, accountName: '', purpose: 'check' }),
      clock: systemClock,
      deadline: 10_000,
    } as const;
    expect(await openSocket(destination, true).catch(toFailure)).toMatchObject({
      code: 'certificate-expired',
      detail: { validTo: new Date(new X509Certificate(expired.certificate).validTo).toISOString() },
    });
  });

  test('is not shown a single byte before it is believed', async () => {
    const { port, heard } = await serve(await createSelfSignedCertificate());
    const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ...tlsOptionsFor('localhost', port, ordinaryTrust) });
    socket.on('error', () => undefined);
    socket.write('A1 LOGIN ana secret\r\n');
    // `once` of node:events would reject with the error that is expected here.
    await new Promise((resolve) => socket.once('close', resolve));
    expect(heard).toEqual([]);
  });

  test('is described leaf first, with the form that a pin needs', async () => {
    const leaf = await authority.issue();
    const { port } = await serve(leaf);
    const socket = connect({
      host: '127.0.0.1',
      port,
      servername: 'localhost',
      ...tlsOptionsFor('localhost', port, pin(leaf.certificate, port)),
    });
    onTestFinished(() => void socket.destroy());
    await once(socket, 'secureConnect');
    const [shown] = shownChain(socket);
    expect(shown).toMatchObject({
      subject: 'CN=localhost',
      issuer: 'CN=Postglass test authority',
      fingerprint: fingerprintOf(leaf.certificate),
    });
    expect(shown?.names).toContain('localhost');
    expect(fingerprintOf(shown?.pem ?? '')).toBe(fingerprintOf(leaf.certificate));
  });
});

describe('a pinned certificate', () => {
  test.each([
    ['self-signed', () => createSelfSignedCertificate()],
    ['of an unknown authority', () => authority.issue()],
    ['for another name', () => authority.issueForAnotherHost()],
    ['self-signed for another name', () => createSelfSignedCertificate({ names: ['elsewhere.example'], addresses: ['192.0.2.1'] })],
  ])('%s is believed', async (_, make) => {
    const served = await make();
    const { port } = await serve(served);
    expect(await tryConnect(port, pin(served.certificate, port))).toBe('trusted');
  });

  test('is believed nowhere else: not on another port, not under another name', async () => {
    const served = await createSelfSignedCertificate();
    const { port } = await serve(served);
    expect(await tryConnect(port, pin(served.certificate, port + 1))).toBe('certificate-untrusted');
    expect(await tryConnect(port, pin(served.certificate, port, 'elsewhere.example'))).toBe('certificate-untrusted');
  });

  test('that was replaced by one nobody vouches for is named as changed', async () => {
    const { port } = await serve(await createSelfSignedCertificate());
    const before = await createSelfSignedCertificate();
    expect(await tryConnect(port, pin(before.certificate, port))).toBe('certificate-changed');
  });

  test('does not vouch for another certificate that it has signed', async () => {
    const { port } = await serve(await authority.issue());
    expect(await tryConnect(port, pin(authority.certificate, port))).toBe('certificate-changed');
  });

  test('may be replaced by a good one', async () => {
    const { port } = await serve(await authority.issue());
    const before = await createSelfSignedCertificate();
    const trust = { ...pin(before.certificate, port), extraCertificates: [authority.certificate] };
    expect(await tryConnect(port, trust)).toBe('trusted');
  });

  test('that has expired is refused all the same', async () => {
    const served = await authority.issueExpired();
    const { port } = await serve(served);
    expect(await tryConnect(port, pin(served.certificate, port))).toBe('certificate-expired');
  });
});

describe('an error on the way to a server', () => {
  const coded = (code: string, extra: object = {}) => Object.assign(new Error(`failed with ${code}`), { code, ...extra });

  test.each([
    ['ENOTFOUND', 'host-not-found'],
    ['EAI_AGAIN', 'name-lookup-failed'],
    ['ESERVFAIL', 'name-lookup-failed'],
    ['ENETUNREACH', 'network-unreachable'],
    ['EHOSTUNREACH', 'network-unreachable'],
    ['ENETDOWN', 'offline'],
    ['ECONNREFUSED', 'connection-refused'],
    ['ETIMEDOUT', 'connection-timeout'],
    ['ECONNRESET', 'connection-lost'],
    ['SOMETHING', 'connection-lost'],
  ])('%s is %s', (code, expected) => {
    expect(classifySocketError(coded(code), 'mx', 25, () => true)).toMatchObject({
      code: expected,
      host: 'mx',
      port: 25,
      permanent: false,
    });
  });

  test.each(['EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'])('%s on a computer without any network is about the computer', (code) => {
    expect(classifySocketError(coded(code), 'mx', 25, () => false)).toMatchObject({ code: 'offline', permanent: false });
  });

  test('a network is an address that leads out: neither the loopback nor what is there without a cable', () => {
    const address = (text: string, internal = false): NetworkInterfaceInfo =>
      text.includes(':')
        ? { address: text, netmask: '', family: 'IPv6', mac: '', internal, cidr: null, scopeid: 0 }
        : { address: text, netmask: '', family: 'IPv4', mac: '', internal, cidr: null };
    expect(hasNetwork({})).toBe(false);
    expect(hasNetwork({ lo: [address('127.0.0.1', true)], eth0: [address('fe80::1'), address('169.254.7.7')] })).toBe(false);
    expect(hasNetwork({ lo: [address('127.0.0.1', true)], wlan0: [address('192.0.2.7')] })).toBe(true);
    expect(hasNetwork({ wlan0: [address('2001:db8::7')] })).toBe(true);
  });

  test('is found inside what a library made of it', () => {
    expect(classifyTlsError(coded('ESOCKET', { originalCode: 'ECONNREFUSED' }), 'mx', 25).code).toBe('connection-refused');
    expect(classifyTlsError(coded('ETLS', { originalCode: 'CERT_HAS_EXPIRED' }), 'mx', 25).code).toBe('certificate-expired');
    expect(classifyTlsError(new Error('wrapped', { cause: coded('DEPTH_ZERO_SELF_SIGNED_CERT') }), 'mx', 25).code).toBe(
      'certificate-untrusted',
    );
    expect(classifySocketError(new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')])).code).toBe('connection-refused');
  });

  test('of a server that speaks no TLS is a failure of TLS', () => {
    expect(classifyTlsError(coded('ERR_SSL_WRONG_VERSION_NUMBER'), 'mx', 25)).toMatchObject({ code: 'tls-failed', permanent: true });
  });

  test('of a server with outdated TLS is a failure of TLS', async () => {
    const { port } = await serve(await authority.issue(), { maxVersion: 'TLSv1.1' });
    expect(await tryConnect(port, { extraCertificates: [authority.certificate], pinned: [] })).toBe('tls-failed');
  });
});
