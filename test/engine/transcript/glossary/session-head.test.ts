/** How a connection began, read from its lines: the steps and their times, what TLS agreed on, and the chain that was shown. */
import { expect, test } from 'vitest';
import { headOf } from '../../../../electron/engine/transcript/dialogue/session-head.ts';
import type { WireNote } from '../../../../electron/engine/wire/tap.ts';
import { type Fixture, linesOf, startTranscript } from '../transcript-fixture.ts';

type Moment = readonly [milliseconds: number, what: string | WireNote | 'secured'];

async function headAfter(protocol: 'smtp' | 'imap' | 'pop3', moments: readonly Moment[]) {
  const fixture: Fixture = await startTranscript();
  const tap = fixture.open(protocol);
  for (const [milliseconds, what] of moments) {
    fixture.clock.advance(milliseconds);
    if (what === 'secured') tap.secured({ protocol: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', alpn: null });
    else if (typeof what !== 'string') tap.note(what);
    else if (what.startsWith('C: ')) tap.client(Buffer.from(`${what.slice(3)}\r\n`));
    else tap.server(Buffer.from(`${what.slice(3)}\r\n`));
  }
  return headOf(await linesOf(fixture.transcript, tap.session));
}

const stepsOf = ({ steps }: ReturnType<typeof headOf>) => steps.map(({ step, from, until }) => `${step} ${from}-${until}`);
const resolved: WireNote = { key: 'resolved', parameters: { host: 'mx', addresses: '192.0.2.1' } };
const connected: WireNote = { key: 'connected', parameters: { address: '192.0.2.1', port: 993 } };
const certificate: WireNote = {
  key: 'certificate',
  parameters: {
    ...{
      subject: 'CN=mx',
      issuer: 'CN=Middle',
      validFrom: '2026-01-01',
      validTo: '2027-01-01',
      fingerprint: 'AA',
      names: 'mx mx.example.org',
    },
    ...{ subject1: 'CN=Middle', issuer1: 'CN=Root', validFrom1: '2020-01-01', validTo1: '2030-01-01', fingerprint1: 'BB' },
  },
};

test('with TLS from the first byte', async () => {
  const head = await headAfter('imap', [
    [5, resolved],
    [10, connected],
    [15, certificate],
    [5, 'secured'],
    [3, 'S: * OK ready'],
    [1, 'C: 1 CAPABILITY'],
    [1, 'S: 1 OK done'],
    [2, 'C: 2 LOGIN ana x'],
    [40, 'S: 2 OK in'],
    [1, 'C: 3 SELECT INBOX'],
    [7, 'S: 3 OK open'],
    [1, 'C: 4 NOOP'],
    [9, 'S: 4 OK'],
  ]);
  expect(stepsOf(head)).toEqual(['dns 0-5', 'tcp 5-15', 'tls 15-35', 'greeting 35-38', 'authentication 42-82', 'command 83-90']);
  expect(head.steps.at(-1)).toMatchObject({ command: 'SELECT' });
  expect(head.tls).toMatchObject({ protocol: 'TLSv1.3', clearSent: 0 });
  expect(head.certificates).toEqual([
    expect.objectContaining({ subject: 'CN=mx', names: ['mx', 'mx.example.org'], validFrom: '2026-01-01', fingerprint: 'AA' }),
    expect.objectContaining({ subject: 'CN=Middle', issuer: 'CN=Root', names: [], fingerprint: 'BB' }),
  ]);
});

test('with STARTTLS the greeting comes first, and the handshake begins where it is noted', async () => {
  const head = await headAfter('smtp', [
    [10, connected],
    [2, 'S: 220 mx ESMTP'],
    [1, 'C: EHLO laptop'],
    [1, 'S: 250 STARTTLS'],
    [1, 'C: STARTTLS'],
    [1, 'S: 220 go'],
    [1, { key: 'starttls', parameters: {} }],
    [20, 'secured'],
    [1, 'C: EHLO laptop'],
    [1, 'S: 250 AUTH PLAIN'],
    [1, 'C: AUTH PLAIN AGFuYQB4'],
    [30, 'S: 535 5.7.8 no'],
  ]);
  expect(stepsOf(head)).toEqual(['tcp 0-10', 'greeting 10-12', 'tls 17-37', 'authentication 40-70']);
  expect(head.tls).toMatchObject({ clearSent: 23, clearReceived: 36 });
});

test('with POP3, a sign-in is USER and PASS; a connection that was refused has no step', async () => {
  const head = await headAfter('pop3', [
    [10, connected],
    [2, 'S: +OK'],
    [1, 'C: USER ana'],
    [1, 'S: +OK'],
    [1, 'C: PASS x'],
    [5, 'S: +OK'],
    [1, 'C: STAT'],
    [1, 'S: +OK 0 0'],
  ]);
  expect(stepsOf(head)).toEqual(['tcp 0-10', 'greeting 10-12', 'authentication 13-20', 'command 21-22']);
  expect(head).toMatchObject({ tls: null, certificates: [] });
  expect(await headAfter('pop3', [[3, { key: 'lost', parameters: { code: 'connection-refused' } }]])).toEqual({
    steps: [],
    tls: null,
    certificates: [],
  });
});

test('a chain of an earlier version is the server’s certificate alone', async () => {
  const facts = { subject: 'CN=mx', issuer: 'CN=Middle', validTo: '2027-01-01', fingerprint: 'AA' };
  const { certificates } = await headAfter('imap', [[1, { key: 'certificate', parameters: facts }]]);
  expect(certificates).toEqual([{ ...facts, validFrom: '', names: [] }]);
});
