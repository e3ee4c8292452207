/** What the glossary has for the notes between the lines: names, ports, TLS, certificates, and why a connection ended. */

import { createServer } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { type Failure, failure } from '../../../../electron/contract/failure.ts';
import { tlsAlerts } from '../../../../electron/engine/transcript/dialogue/tls-words.ts';
import { classifySocketError, classifyTlsError } from '../../../../electron/engine/wire/classify.ts';
import type { WireNote } from '../../../../electron/engine/wire/tap.ts';
import { endNote } from '../../../../electron/engine/wire/transport.ts';
import { describeEntry } from '../../../../electron/words/glossary/glossary.ts';
import { glossaries } from '../../../support/glossaries.ts';
import { linesOf, startTranscript } from '../transcript-fixture.ts';

/** The keys of notes as the window gets them, with their parameters. */
async function keysOf(notes: readonly WireNote[]): Promise<string[]> {
  const { open, transcript } = await startTranscript();
  const tap = open('pop3');
  for (const note of notes) tap.note(note);
  const lines = await linesOf(transcript, tap.session);
  for (const { explanation } of lines)
    if (explanation) expect(JSON.stringify(describeEntry(glossaries.en, explanation))).not.toMatch(/[{]\w+[}]|undefined/);
  return lines.map(({ explanation }) => [explanation?.key ?? '', ...Object.values(explanation?.parameters ?? {})].join(' '));
}

const endOf = async (reason: Failure) => (await keysOf([endNote(reason)]))[0];
const coded = (code: string, message = code) => Object.assign(new Error(message), { code });

test('of a name and its addresses, and of ports', async () => {
  const resolved = (addresses: string): WireNote => ({ key: 'resolved', parameters: { host: 'mx.example', addresses } });
  const connected = (port: number): WireNote => ({ key: 'connected', parameters: { address: '192.0.2.1', port } });
  expect(
    await keysOf([
      resolved('192.0.2.1 2001:db8::1'),
      resolved('192.0.2.1'),
      resolved('2001:db8::1 2001:db8::2'),
      resolved('127.0.0.1 ::1'),
      resolved(''),
    ]),
  ).toEqual(['dns.resolved.both 2', 'dns.resolved.four 1', 'dns.resolved.six 2', 'dns.resolved.local', '']);
  expect(await keysOf([connected(995), connected(25), connected(4190)])).toEqual([
    'connection.port.995',
    'connection.port.25',
    'connection.port.other',
  ]);
});

test.each([
  ['TLSv1.3', 'TLS_AES_256_GCM_SHA384', 'tls.version.1.3 AES-256-GCM TLSv1.3'],
  ['TLSv1.3', 'TLS_CHACHA20_POLY1305_SHA256', 'tls.version.1.3 ChaCha20-Poly1305 TLSv1.3'],
  ['TLSv1.2', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'tls.version.1.2.fresh AES-128-GCM TLSv1.2'],
  ['TLSv1.2', 'ECDHE-RSA-CHACHA20-POLY1305', 'tls.version.1.2.fresh ChaCha20-Poly1305 TLSv1.2'],
  ['TLSv1.2', 'DHE-RSA-AES256-GCM-SHA384', 'tls.version.1.2.fresh AES-256-GCM TLSv1.2'],
  ['TLSv1.2', 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384', 'tls.version.1.2.cbc AES-256-CBC TLSv1.2'],
  ['TLSv1.2', 'TLS_RSA_WITH_AES_128_GCM_SHA256', 'tls.version.1.2.static AES-128-GCM TLSv1.2'],
  ['TLSv1.2', 'AES256-SHA', 'tls.version.1.2.static AES-256-CBC TLSv1.2'],
  ['TLSv1.2', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'tls.version.weak TLS_RSA_WITH_3DES_EDE_CBC_SHA TLSv1.2'],
  ['TLSv1.1', 'ECDHE-RSA-AES128-SHA', 'tls.version.old AES-128-CBC TLSv1.1'],
  ['TLSv1.4', 'TLS_NEW_512', 'tls.version.other TLS_NEW_512 TLSv1.4'],
])('of %s with %s', async (protocol, cipher, key) => {
  expect(await keysOf([{ key: 'tls', parameters: { protocol, cipher, alpn: '', clearSent: 0, clearReceived: 0 } }])).toEqual([key]);
});

test('of certificates and of the change to TLS', async () => {
  const certificate = (subject: string, issuer: string): WireNote => ({
    key: 'certificate',
    parameters: { subject, issuer, validTo: '2027-01-01T00:00:00Z', fingerprint: 'AA' },
  });
  const notes: WireNote[] = [certificate('CN=mx', 'CN=ca'), certificate('CN=mx', 'CN=mx'), { key: 'starttls', parameters: {} }];
  expect(await keysOf(notes)).toEqual(['tls.certificate CN=ca', 'tls.certificate.self', 'tls.starttls']);
});

test.each([
  ['CERT_HAS_EXPIRED', 'tls.fault.expired'],
  ['CERT_NOT_YET_VALID', 'tls.fault.early'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls.fault.name'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls.fault.self'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls.fault.root'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls.fault.issuer'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls.fault.issuer'],
  ['CERT_REVOKED', 'tls.fault.revoked'],
  ['CA_MD_TOO_WEAK', 'tls.fault.weak'],
  ['CERT_SIGNATURE_FAILURE', 'tls.fault.damaged'],
  ['INVALID_PURPOSE', 'tls.fault.purpose'],
  ['CERT_REJECTED', 'tls.fault.untrusted'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls.failed.plain'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'tls.failed.version'],
  ['ERR_SSL_UNEXPECTED_EOF_WHILE_READING', 'tls.failed.cut'],
  ['ERR_SSL_SOMETHING_NEW', 'tls.failed.other'],
  ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'tls.alert.name'],
  ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 'tls.alert.handshake'],
])('of a handshake that ends with %s', async (code, key) => {
  expect((await endOf(classifyTlsError(coded(code), 'mx.example', 995)))?.split(' ')[0]).toBe(key);
});

test('of every alert, by its number', async () => {
  for (const [number, [name]] of Object.entries(tlsAlerts)) {
    const key = await endOf(
      failure('tls-failed', { detail: { cause: 'EPROTO', message: `x:error:0A:SSL routines::y:SSL alert number ${number}` } }),
    );
    expect(key).toMatch(new RegExp(`^tls\\.alert\\.(?!other)\\w+ ${name} ${number}$`));
  }
  expect(await endOf(failure('tls-failed', { detail: { cause: 'EPROTO', message: 'SSL alert number 200' } }))).toBe('tls.alert.other 200');
});

test('of the alert that a server really sends', async () => {
  const server = createServer({ minVersion: 'TLSv1.3' }, () => undefined);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { connect } = await import('node:tls');
  const error = await new Promise<Error>((resolve) => connect({ port, host: '127.0.0.1', maxVersion: 'TLSv1.2' }).once('error', resolve));
  expect(await endOf(classifyTlsError(error, '127.0.0.1', port))).toBe('tls.alert.version protocol_version 70');
});

test.each([
  ['ENOTFOUND', 'dns.ENOTFOUND ENOTFOUND'],
  ['EAI_NONAME', 'dns.ENOTFOUND EAI_NONAME'],
  ['ENODATA', 'dns.ENODATA ENODATA'],
  ['EAI_AGAIN', 'dns.EAI_AGAIN EAI_AGAIN'],
  ['ESERVFAIL', 'dns.ESERVFAIL ESERVFAIL'],
  ['ECONNREFUSED', 'connection.refused ECONNREFUSED'],
  ['ETIMEDOUT', 'connection.timeout ETIMEDOUT'],
  ['EHOSTUNREACH', 'connection.unreachable EHOSTUNREACH'],
  ['ECONNRESET', 'connection.lost ECONNRESET'],
  ['ENETDOWN', 'connection.offline ENETDOWN'],
])('of a connection that ends with %s', async (code, key) => {
  expect(await endOf(classifySocketError(coded(code), 'mx.example', 995, () => true))).toBe(key);
});

test('of other ends; those that a line of the server tells have none', async () => {
  const codes = [
    'connection-stalled',
    'tls-expected',
    'starttls-missing',
    'starttls-refused',
    'data-before-tls',
    'certificate-changed',
  ] as const;
  const keys = await keysOf(codes.map((code) => endNote(failure(code))));
  expect(keys.map((key) => key.split(' ')[0])).toEqual([
    'connection.stalled',
    'tls.expected',
    'tls.stripped.missing',
    'tls.stripped.refused',
    'tls.stripped.injected',
    'tls.fault.changed',
  ]);
  expect(await endOf(failure('authentication-refused'))).toBe('');
  expect(
    await keysOf([
      { key: 'refused', parameters: { code: 'remote-content-refused' } },
      { key: 'closed', parameters: {} },
    ]),
  ).toEqual(['connection.picture', '']);
});
