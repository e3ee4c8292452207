/** What the header of a message says of who vouches for it, and what of that counts. */
import { describe, expect, it } from 'vitest';
import { readResultsField } from '../../../electron/engine/mime/authentication/results-field.ts';
import { readTags } from '../../../electron/engine/mime/authentication/tags.ts';
import { letter, practiceAccount, readHeader, seal, taken } from './signed-mail.ts';

const results = (body: string) => readResultsField(body).results.map(({ method, result }) => `${method}=${result}`);

describe('an Authentication-Results field', () => {
  it.each([
    ['RFC 8601, appendix B', 'example.com; spf=pass smtp.mailfrom=example.net', 'example.com', ['spf=pass']],
    ['no result', 'example.org 1; none', 'example.org', []],
    [
      'Google',
      'mx.google.com; dkim=pass header.i=@shop.test header.s=20230601 header.b="dCFq/Q=6"; arc=pass (i=1 spf=pass spfdomain=shop.test); spf=pass (google.com: domain of a@shop.test designates 192.0.2.1 as permitted sender) smtp.mailfrom=a@shop.test; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=shop.test',
      'mx.google.com',
      ['dkim=pass', 'arc=pass', 'spf=pass', 'dmarc=pass'],
    ],
    [
      'Microsoft 365, without a name',
      'spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=shop.test; dkim=none (message not signed) header.d=none;dmarc=bestguesspass action=none header.from=shop.test;compauth=pass reason=109',
      null,
      ['spf=pass', 'dkim=none', 'dmarc=bestguesspass', 'compauth=pass'],
    ],
    [
      'OpenDKIM, a reason in quotes with a semicolon',
      'mail.example.net; dkim=fail reason="signature; verification (failed)" (2048-bit key) header.d=shop.test',
      'mail.example.net',
      ['dkim=fail'],
    ],
    [
      'with comments in all places',
      '(a) mx.example.net (b;c) 1 ; (d) SPF (e) = (f) Pass (g) smtp (h) . mailfrom=x',
      'mx.example.net',
      ['spf=pass'],
    ],
    ['a version of the method', 'mx.example.net; dkim/1=pass header.d=shop.test', 'mx.example.net', ['dkim=pass']],
  ])('of %s', (_, body, server, found) => {
    expect(readResultsField(body).server).toBe(server);
    expect(results(body)).toEqual(found);
  });

  it('keeps what the server says of each', () => {
    expect(readResultsField('mx; dkim=fail reason="bad body" (2048-bit key) header.d=shop.test header.b="a=/b"').results).toEqual([
      {
        ...{ method: 'dkim', result: 'fail', comment: 'bad body; 2048-bit key' },
        properties: [
          { name: 'header.d', value: 'shop.test' },
          { name: 'header.b', value: 'a=/b' },
        ],
      },
    ]);
  });

  it('hides nothing behind a comment that nobody closes', () => {
    expect(results('mx; dkim=pass (unclosed; spf=pass')).toEqual(['dkim=pass']);
    expect(results('mx; dkim=pass "unclosed; spf=pass')).toEqual(['dkim=pass']);
  });

  it('is read in time however it is made', () => {
    const start = performance.now();
    for (const piece of ['(', '"', ';', '=', '\\', 'a=b;', '(a)', ' ', 'dkim=pass ']) readResultsField(piece.repeat(200_000));
    readTags('a=b;'.repeat(200_000));
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('what counts of it', () => {
  const good = 'dkim=pass header.d=shop.test';
  const standings = (message: string, account: Parameters<typeof readHeader>[1] = practiceAccount) =>
    readHeader(message, account).reports.map(({ server, standing }) => `${server} ${standing}`);
  const field = (server: string) => `Authentication-Results: ${server}; ${good}`;
  const trace = (by: string, from = 'a.test (a.test [192.0.2.25])') =>
    `Received: from ${from} by ${by} with ESMTP id 4A; Mon, 30 Nov 2026 17:00:02 +0000`;
  const mail = (...fields: string[]) => `${fields.join('\r\n')}\r\n${letter('orders@shop.test')}`;

  it('is what the account’s own server wrote above its trace field', () => {
    expect(standings(taken(letter('orders@shop.test'), { results: good }))).toEqual(['mx.practice.test trusted']);
    expect(readHeader(taken(letter('orders@shop.test'), { results: good })).trusted).toEqual([
      { server: 'imap.practice.test', reason: 'account-server' },
      { server: 'practice.test', reason: 'account-address' },
      { server: 'mx.practice.test', reason: 'topmost-received' },
    ]);
  });

  it('is not what a sender wrote in the name of that server: a forged one is called so', () => {
    expect(standings(mail(field('mx.practice.test'), trace('mx.practice.test'), field('mx.practice.test')))).toEqual([
      'mx.practice.test trusted',
      'mx.practice.test forged',
    ]);
    // Below a trace field of others nobody’s filter writes.
    expect(standings(mail(trace('mx.practice.test'), trace('mail.shop.test'), field('mx.practice.test')))).toEqual([
      'mx.practice.test forged',
    ]);
  });

  it('is not proven just below the trace field, where filters write and senders can; the user may say that it is', () => {
    const message = mail(trace('mx.practice.test'), field('mx.practice.test'), field('practice.test'));
    expect(standings(message)).toEqual(['mx.practice.test unproven', 'practice.test forged']);
    expect(standings(message, { ...practiceAccount, below: 'chosen' as const })).toEqual([
      'mx.practice.test trusted',
      'practice.test forged',
    ]);
  });

  it('is not what other servers say, wherever it stands', () => {
    expect(standings(mail(field('mx.other.test'), trace('mx.practice.test'), field('mx.shop.test')))).toEqual([
      'mx.other.test foreign',
      'mx.shop.test foreign',
    ]);
  });

  it('goes by the servers that the user named, and then by no others', () => {
    const message = mail(field('gate.filter.test'), field('mx.practice.test'), trace('mx.practice.test'));
    expect(standings(message)).toEqual(['gate.filter.test foreign', 'mx.practice.test trusted']);
    const named = { ...practiceAccount, chosen: ['gate.filter.test'] };
    expect(standings(message, named)).toEqual(['gate.filter.test trusted', 'mx.practice.test foreign']);
  });

  it('is the provider’s by its trace fields, where the account’s servers have other names', () => {
    const hosted = { chosen: [], incoming: 'imap.host.example', domain: 'ana.test', isDelivered: true, below: null };
    expect(standings(mail(field('mx1.filter.test'), trace('mx2.filter.test')), hosted)).toEqual(['mx1.filter.test trusted']);
  });

  it('of a message out of a file goes by the server that the reader names, where that one took it', () => {
    const named = { chosen: ['mx.practice.test'], incoming: null, domain: null, isDelivered: false, below: null };
    const message = taken(letter('orders@shop.test'), { results: good });
    expect(standings(message, named)).toEqual(['mx.practice.test trusted']);
    expect(readHeader(message, named).claims.client?.isProven).toBe(true);
    const strange = mail(field('mx.practice.test'), trace('mx.evil.test'));
    expect(standings(strange, named)).toEqual(['mx.practice.test unproven']);
    expect(readHeader(strange, named).claims.client?.isProven).toBe(false);
  });

  it('is nothing for a message out of a file', () => {
    expect(standings(taken(letter('orders@shop.test'), { results: good }), null)).toEqual(['mx.practice.test unknown']);
  });

  it('does not go down by a name that a sender gave himself', () => {
    const claimed = 'mx0.practice.test (unknown [203.0.113.9])';
    const forged = [trace('mx.practice.test', claimed), field('mx.practice.test'), trace('mx0.practice.test')];
    expect(standings(mail(...forged))).toEqual(['mx.practice.test unproven']);
    const inside = 'mx0.practice.test (mx0.practice.test [10.0.0.9])';
    expect(standings(mail(trace('mx.practice.test', inside), field('mx.practice.test'), trace('mx0.practice.test')))).toEqual([
      'mx.practice.test trusted',
    ]);
  });

  it('is Gmail’s just below its trace field, where it always writes', () => {
    const gmail = { chosen: [], incoming: 'imap.gmail.com', domain: 'ana.test', isDelivered: true, below: null };
    const inner = 'Received: by 2002:a05:6a20:1590:b0:1 with SMTP id a1; Mon, 30 Nov 2026 17:00:03 +0000';
    const message = mail(inner, trace('mx.google.com'), field('mx.google.com'), field('mx.google.com'));
    expect(standings(message, gmail)).toEqual(['mx.google.com trusted', 'mx.google.com forged']);
  });

  it('is known by its place where Microsoft 365 writes no name', () => {
    const inner = 'AM6.eurprd03.prod.outlook.com (2603:10a6:20b::7)';
    const nameless = `Authentication-Results: spf=pass smtp.mailfrom=shop.test`;
    const office = { chosen: [], incoming: 'outlook.office365.com', domain: 'ana.test', isDelivered: true, below: null };
    const edge = trace('VI1EUR03FT0.mail.protection.outlook.com');
    const message = mail(trace('DB7.eurprd03.prod.outlook.com', inner), nameless, edge, nameless);
    expect(standings(message, office)).toEqual(['null trusted', 'null foreign']);
  });

  it('takes the client and the sender from what the provider wrote', () => {
    expect(readHeader(taken(letter('Shop <orders@SHOP.test>'))).claims).toMatchObject({
      authors: ['shop.test'],
      fromFields: 1,
      envelope: 'bounce@shop.test',
      client: { address: '192.0.2.25', helo: 'mail.shop.test', field: 1, isProven: true },
    });
    const forged = mail(trace('mx.practice.test'), 'Return-Path: <ceo@bank.test>');
    expect(readHeader(forged).claims.envelope).toBeNull();
  });

  it('shows seals in their order, with who made them', async () => {
    const sealed = await seal(letter('orders@shop.test'), 'lists.test', 'lists.test; dkim=pass header.d=shop.test');
    expect(readHeader(sealed).seals).toMatchObject([
      { instance: 1, domain: 'lists.test', server: 'lists.test', chain: 'none', results: [{ method: 'dkim', result: 'pass' }] },
    ]);
  });
});
