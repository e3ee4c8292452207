import { describe, expect, it } from 'vitest';
import { report } from './read-written.ts';

describe('a notice with the fields of RFC 3464', () => {
  it('says recipient, codes, reason and the message that it is about', () => {
    const read = report(
      'I am sorry.',
      'Final-Recipient: rfc822; bo@example.org\nOriginal-Recipient: rfc822;info@example.org\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mail.example.org\nDiagnostic-Code: smtp; 550 5.1.1 <bo@example.org>: Recipient address rejected: User unknown',
    );
    expect(read).toMatchObject({
      kind: 'failed',
      reporter: 'mx.example.org',
      original: { messageId: '<first@example.net>', subject: 'The first one', envelopeId: 'env-7', queueId: '4AbCdE' },
    });
    expect(read?.recipients).toEqual([
      {
        address: 'bo@example.org',
        original: 'info@example.org',
        kind: 'failed',
        status: '5.1.1',
        reply: 550,
        text: '550 5.1.1 <bo@example.org>: Recipient address rejected: User unknown',
        remote: 'mail.example.org',
        permanent: true,
        addressFault: true,
        reason: 'no-such-user',
        class: 'recipient',
      },
    ]);
  });

  it.each([
    [
      'the server’s own code, of the same class as the field',
      'Status: 5.0.0\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full',
      '5.2.2',
      552,
      'mailbox-full',
    ],
    [
      'the code in the words, where the field says only that it was tried for days',
      'Status: 4.4.7\nDiagnostic-Code: smtp; 450 4.7.1 Access denied. IP name lookup failed',
      '4.7.1',
      450,
      'reverse-name',
    ],
    [
      'the field, where the words have none',
      'Status: 5.7.1\nDiagnostic-Code: smtp; 554 This message looks like spam',
      '5.7.1',
      554,
      'spam',
    ],
    [
      'a refusal of the sender',
      'Status: 5.7.26\nDiagnostic-Code: smtp; 550-5.7.26 Unauthenticated email from example.net is not accepted due to domain’s DMARC policy',
      '5.7.26',
      550,
      'not-authenticated',
    ],
    [
      'a full disk, which is no full mailbox',
      'Status: 4.3.1\nDiagnostic-Code: smtp; 452 4.3.1 Insufficient system storage',
      '4.3.1',
      452,
      'server-full',
    ],
    ['a loop', 'Status: 5.4.6\nDiagnostic-Code: smtp; 554 5.4.6 Too many hops', '5.4.6', 554, 'loop'],
    ['a code alone', 'Status: 5.1.10', '5.1.10', null, 'not-accepting'],
  ])('takes %s', (_, fields, status, reply, reason) => {
    const read = report('I am sorry.', `Final-Recipient: rfc822; bo@example.org\nAction: failed\n${fields}`);
    expect(read?.recipients[0]).toMatchObject({ status, reply, reason });
  });

  it.each([
    ['delayed', 'delayed'],
    ['delivered', 'delivered'],
    ['relayed (to a host without DSN)', 'relayed'],
    ['expanded', 'relayed'],
  ])('is no failure where the action is %s', (action, kind) => {
    const read = report('For your information.', `Final-Recipient: rfc822; bo@example.org\nAction: ${action}\nStatus: 2.0.0`);
    expect(read?.kind).toBe(kind);
  });

  it('names each of several recipients with its own reason', () => {
    const read = report(
      'I am sorry.',
      'Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; b@example.org\nAction: failed\nStatus: 5.2.2\n\nFinal-Recipient: rfc822; c@example.org\nAction: delivered\nStatus: 2.0.0',
    );
    expect(read?.recipients.map(({ address, kind, reason }) => [address, kind, reason])).toEqual([
      ['a@example.org', 'failed', 'no-such-user'],
      ['b@example.org', 'failed', 'mailbox-full'],
      ['c@example.org', 'delivered', 'unknown'],
    ]);
  });
});

describe('unusual fields', () => {
  it('reads an address in letters of its own (RFC 6533)', () => {
    const read = report(
      'I am sorry.',
      'Final-Recipient: utf-8; bo@example.org\nOriginal-Recipient: utf-8;jos\\x{E9}@example.org\nAction: failed\nStatus: 5.1.1',
    );
    expect(read?.recipients[0]?.original).toBe('josé@example.org');
  });

  it.each(['x400; /S=diaz/G=bo/PRMD=ac/C=XX/', 'X-Local; uid=4411'])('names the address that a person knows, not %s', (final) => {
    const read = report(
      'I am sorry.',
      `Original-Recipient: rfc822; bo@example.org\nFinal-Recipient: ${final}\nAction: failed\nStatus: 5.1.1`,
    );
    expect(read?.recipients[0]).toMatchObject({ address: 'bo@example.org', original: null });
  });

  it('reads a part for each recipient', () => {
    const read = report(
      'I am sorry.',
      'Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; b@example.org\nAction: failed\nStatus: 5.2.2',
    );
    expect(read?.recipients.map(({ address }) => address)).toEqual(['a@example.org', 'b@example.org']);
  });

  it.each([
    [
      'an unknown mailbox in the words of Exchange',
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient b.o@example.org not found by SMTP address lookup',
      'no-such-user',
      true,
    ],
    [
      'a refusal of the sender',
      '550-Verification failed for <ana@example.net>\n 550-Response: 550 5.1.1 User unknown\n 550 Sender verify failed',
      'sender-refused',
      false,
    ],
    ['servers that were all tried', 'Too many failures (Tried all MXs)', 'unreachable', false],
  ])('finds %s', (_, words, reason, addressFault) => {
    const read = report(
      'I am sorry.',
      `Final-Recipient: rfc822; b.o@example.org\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; ${words}`,
    );
    expect(read?.recipients[0]).toMatchObject({ reason, addressFault });
  });
});
