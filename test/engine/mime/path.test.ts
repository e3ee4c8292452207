import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readHeaderBlock } from '../../../electron/engine/mime/header/header-block.ts';
import { readClocks } from '../../../electron/engine/mime/path/clocks.ts';
import { readPath } from '../../../electron/engine/mime/path/message-path.ts';
import { readReceived } from '../../../electron/engine/mime/path/received-field.ts';
import { corpusMessages, describeWithCorpus } from '../../support/material/corpus.ts';
import { hopText } from './hop-text.ts';

const path = (...fields: string[]) => readPath(readHeaderBlock(Buffer.from(`${fields.join('\r\n')}\r\n\r\n`)));
const day = 'Mon, 30 Nov 2026';

describe('a trace field', () => {
  it.each([
    [
      'Postfix, over TLS',
      'from mail.example.org (mail.example.org [192.0.2.7]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519) (No client certificate requested) by mx.example.net (Postfix) with ESMTPS id 4AbCdE for <ana@example.net>; Mon, 30 Nov 2026 17:00:01 +0000 (UTC)',
      {
        from: { name: 'mail.example.org', reverse: 'mail.example.org', address: '192.0.2.7' },
        by: { name: 'mx.example.net' },
        protocol: 'ESMTPS',
        encrypted: true,
        tls: { version: 'TLS 1.3', cipher: 'TLS_AES_256_GCM_SHA384' },
        id: '4AbCdE',
        recipient: 'ana@example.net',
        program: 'Postfix',
        date: Date.UTC(2026, 10, 30, 17, 0, 1),
      },
    ],
    [
      'Postfix, a program of the host',
      `by client.example.net (Postfix, from userid 1000) id 3F2A1C; ${day} 17:00:00 +0000`,
      { from: null, isLocal: true, protocol: 'local', id: '3F2A1C' },
    ],
    [
      'Exim, signed in',
      `from [192.0.2.9] (helo=pc.example) by smtp.example.net with esmtpsa (TLS1.3) tls TLS_AES_128_GCM_SHA256 (Exim 4.96) (envelope-from <ana@example.net>) id 1tABCD-0000Xy-2z for bo@example.org; ${day} 17:00:01 +0000`,
      {
        from: { name: 'pc.example', reverse: null, address: '192.0.2.9' },
        authenticated: true,
        tls: { version: 'TLS 1.3', cipher: 'TLS_AES_128_GCM_SHA256' },
        program: 'Exim 4.96',
      },
    ],
    [
      'Exim, the name of the address before the greeting',
      `from mail-out.example ([198.51.100.3]:41234 helo=gw.example) by mx.example.net with esmtps (TLS1.2:ECDHE_RSA_AES_256_GCM_SHA384:256) (Exim 4.92) id 1abc; ${day} 17:00:01 +0000`,
      {
        from: { name: 'gw.example', reverse: 'mail-out.example', address: '198.51.100.3' },
        tls: { version: 'TLS 1.2', cipher: 'ECDHE_RSA_AES_256_GCM_SHA384' },
      },
    ],
    [
      'qmail with TLS by a patch',
      `from unknown (HELO thoth.example.org) (192.0.2.21) by pluto.example.net with DES-CBC3-SHA encrypted SMTP; ${day} 17:00:01 +0000`,
      { protocol: 'SMTP', encrypted: true, tls: { version: null, cipher: 'DES-CBC3-SHA' }, from: { name: 'thoth.example.org' } },
    ],
    [
      'qmail with TLS in a comment, an address as greeting and the user who signed in',
      `from unknown (HELO [10.0.0.5]) (ana@example.net@192.0.2.5) by smtp.example.net with (DHE-RSA-AES256-SHA encrypted) SMTP; ${day} 17:00:01 +0000`,
      {
        protocol: 'SMTP',
        encrypted: true,
        tls: { version: null, cipher: 'DHE-RSA-AES256-SHA' },
        from: { name: '10.0.0.5', address: '192.0.2.5' },
      },
    ],
    ['Haraka, a message of its own', `(Haraka outbound); ${day} 17:00:00 +0000`, { from: null, isLocal: true, program: 'Haraka' }],
    [
      'Haraka',
      `from a.example (a.example [192.0.2.4]) by h.example (Haraka/3.0.2) with ESMTPS id 5C0-1.1 tls TLS_AES_256_GCM_SHA384; ${day} 17:00:00 +0000`,
      { program: 'Haraka/3.0.2', encrypted: true },
    ],
    [
      'the pickup folder of Microsoft’s server',
      `from mail pickup service by gw.example with Microsoft SMTPSVC; ${day} 17:00:00 +0000`,
      { from: null, isLocal: true, by: { name: 'gw.example' } },
    ],
    [
      'a date without a semicolon before it, as programs in Go write it',
      'by mx.example.net with SMTP id thing0430p1iad2-24881 2026-11-30 17:00:01.610180118 +0000 UTC m=+555016.724468750',
      { id: 'thing0430p1iad2-24881', date: Date.UTC(2026, 10, 30, 17, 0, 1) },
    ],
    ['a clock that was not set', 'from a.example by b.example with ESMTP; Thu, 01 Jan 1970 00:00:00 +0000', { date: null }],
    [
      'a server that says its program where others say the protocol',
      `from a.example (192.0.2.4) by b.example (192.0.2.5) with [nMail V2.1 2001.03.07 (Win32) SMTP Server] for <bo@b.example>; ${day} 17:00:01 +0000`,
      { protocol: null, encrypted: null, from: { name: 'a.example', address: '192.0.2.4' } },
    ],
    [
      'Sendmail, a name that may be forged',
      `from smtp.example.org (smtp.example.org [IPv6:2001:db8::7] (may be forged)) by mx.example.net (8.17.1/8.17.1/Debian-2) with ESMTPS id 4AUH01 (version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NOT); ${day} 17:00:01 GMT`,
      { from: { address: '2001:db8::7' }, isForged: true, program: 'Sendmail 8.17.1', tls: { version: 'TLS 1.3' } },
    ],
    [
      'Sendmail, submitted by a user',
      `(from ana@localhost) by host.example.net (8.17.1/8.17.1/Submit) id 4AUH00; ${day} 17:00:00 GMT`,
      { from: null, isLocal: true },
    ],
    ['qmail, a user', '(qmail 2128 invoked by uid 1001); 24 Jul 2002 15:27:27 -0000', { from: null, isLocal: true, program: 'qmail' }],
    [
      'qmail, the network',
      'from unknown (HELO gw.example) (203.0.113.4) by mx.example.net with SMTP; 24 Jul 2002 15:27:27 -0000',
      { from: { name: 'gw.example', reverse: null, address: '203.0.113.4' }, hasNoReverse: true, encrypted: false },
    ],
    [
      'Exchange',
      `from AM0PR01MB1.eurprd01.prod.outlook.com (2603:10a6:208:1::10) by DB7PR01MB2.eurprd01.prod.outlook.com (2603:10a6:10:2::20) with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.8158.14; ${day} 17:00:01 +0000`,
      {
        from: { name: 'AM0PR01MB1.eurprd01.prod.outlook.com', address: '2603:10a6:208:1::10' },
        by: { name: 'DB7PR01MB2.eurprd01.prod.outlook.com', address: '2603:10a6:10:2::20' },
        protocol: 'Microsoft SMTP Server',
        tls: { version: 'TLS 1.2' },
      },
    ],
    [
      'Gmail, a machine without a name',
      `by 2002:a05:6a10:1234:b0:1:2:3 with SMTP id ab12csp123; ${day} 09:00:02 -0800 (PST)`,
      { from: null, by: { name: null, address: '2002:a05:6a10:1234:b0:1:2:3' }, id: 'ab12csp123' },
    ],
    [
      'Dovecot, into the mailbox',
      `from mail.example.net ([192.0.2.1]) by mail.example.net with LMTP id AbC (envelope-from <x@y>) for <ana@example.net>; ${day} 17:00:02 +0000`,
      { protocol: 'LMTP', encrypted: null, recipient: 'ana@example.net' },
    ],
    [
      'Yahoo, whose own address stands first',
      'from 127.0.0.1  (EHLO out.example) (98.137.65.182) by mta.example.net with SMTPS; Thu, 14 Jun 2018 10:31:41 +0000',
      { from: { name: 'out.example', address: '98.137.65.182' }, encrypted: true },
    ],
    [
      'fetchmail',
      'from pop.example [192.0.2.3] by localhost with POP3 (fetchmail-6.4.37) for ana@localhost (single-drop); Tue, 13 Aug 2002 10:22:33 +0100 (IST)',
      { from: { name: 'pop.example', address: '192.0.2.3' }, protocol: 'POP3', program: 'fetchmail-6.4.37' },
    ],
    [
      'clauses in another order',
      'by netmbx.example.de (/\\==/\\ Smail3.1.28.1) from mail.example.org with smtp id <m0uWPrO>; Wed, 19 Jun 96 18:12 MES',
      { from: { name: 'mail.example.org' }, by: { name: 'netmbx.example.de' }, id: 'm0uWPrO' },
    ],
    ['nothing at all', '', { from: null, by: { name: null, address: null }, date: null }],
    [
      'a parenthesis that nobody closes',
      `from a.example (b by c.example with SMTP; ${day} 17:00:00 +0000`,
      { from: { name: 'a.example' } },
    ],
  ])('of %s', (_, body, expected) => {
    expect(readReceived(body)).toMatchObject(expected);
  });
});

describe('clocks', () => {
  const minute = 60_000;
  it('give a delay between hops that agree, never one below zero', () => {
    expect(readClocks([0, 3_000, 2_000, 5_000]).map(({ delay }) => delay)).toEqual([null, 3_000, 0, 2_000]);
  });

  it('that are wrong are said, and the hops around them keep their delays', () => {
    expect(readClocks([0, 60 * minute, minute, 2 * minute])).toEqual([
      { delay: null, skew: 0 },
      { delay: null, skew: 59 * minute },
      { delay: minute, skew: 0 },
      { delay: minute, skew: 0 },
    ]);
    expect(readClocks([10 * minute, -50 * minute, 11 * minute]).map(({ skew }) => skew)).toEqual([0, -60 * minute, 0]);
  });

  it('of two that disagree, the one nearer to the reader is believed', () => {
    expect(readClocks([60 * minute, 0]).map(({ skew }) => skew)).toEqual([60 * minute, 0]);
  });

  it('that say nothing are passed over', () => {
    expect(readClocks([0, null, minute])).toEqual([
      { delay: null, skew: 0 },
      { delay: null, skew: 0 },
      { delay: minute, skew: 0 },
    ]);
  });
});

describe('the way of a message', () => {
  it('goes from the oldest hop to the newest, and shows from where on the own provider wrote', () => {
    const { hops, total } = path(
      'Return-Path: <bo@example.org>',
      `Received: from mx.example.net (mx.example.net [192.0.2.25]) by store.example.net with LMTP id 3; ${day} 17:00:04 +0000`,
      `Received: from out.example.org (out.example.org [198.51.100.7]) by mx.example.net (Postfix) with ESMTPS id 2; ${day} 17:00:03 +0000`,
      `Received: from pc (unknown [203.0.113.9]) by out.example.org (Postfix) with ESMTPSA id 1; ${day} 17:00:00 +0000`,
    );
    expect(hops.map(({ id, kind, trusted, delay }) => [id, kind, trusted, delay])).toEqual([
      ['1', 'submission', false, null],
      ['2', 'relay', true, 3_000],
      ['3', 'delivery', true, 1_000],
    ]);
    expect(total).toBe(4_000);
  });

  it('does not believe a field below the boundary that names the own provider', () => {
    const { hops } = path(
      `Received: from evil.example (evil.example [198.51.100.66]) by mx.example.net (Postfix) with ESMTP id 2; ${day} 17:00:03 +0000`,
      `Received: from bank.example (bank.example [192.0.2.80]) by mx.example.net (Postfix) with ESMTPS id 1; ${day} 17:00:00 +0000`,
    );
    expect(hops.map(({ id, trusted }) => [id, trusted])).toEqual([
      ['1', false],
      ['2', true],
    ]);
  });

  it('says a forwarding, what the names do not agree on, and that a hop was in the clear', () => {
    const { hops } = path(
      'Delivered-To: ana@example.net',
      `Received: from fwd.example.com (other.example.info [198.51.100.7]) by mx.example.net with ESMTP id 2; ${day} 17:00:03 +0000`,
      'Delivered-To: ana@example.com',
      `Received: from out.example.org (unknown [198.51.100.8]) by fwd.example.com with ESMTPS id 1; ${day} 17:00:00 +0000`,
    );
    expect(hops.map(({ kind, notes }) => [kind, notes])).toEqual([
      ['relay', ['no-reverse-name']],
      ['forwarding', ['names-differ', 'not-encrypted']],
    ]);
  });

  it('names the smart host of a machine that hands all its mail to it', () => {
    const { smartHost } = path(
      `Received: from hub.example.net (hub.example.net [192.0.2.1]) by mx.example.org with ESMTPS id 3; ${day} 17:00:03 +0000`,
      `Received: from client.example.net (client.example.net [192.168.1.5]) by hub.example.net (Postfix) with ESMTP id 2; ${day} 17:00:02 +0000`,
      `Received: by client.example.net (Postfix, from userid 1000) id 1; ${day} 17:00:01 +0000`,
    );
    expect(smartHost).toEqual({ client: 'client.example.net', host: 'hub.example.net' });
  });

  it('reads the fields of the envelope, and is empty where no server has passed the message on', () => {
    const { hops, envelope, total } = path('Return-Path: <>', 'X-Original-To: info@example.net', 'Subject: Received: from');
    expect(hops).toEqual([]);
    expect(total).toBeNull();
    expect(envelope.map(({ name, value }) => [name, value])).toEqual([
      ['return-path', '<>'],
      ['x-original-to', 'info@example.net'],
    ]);
  });

  it('of a thousand hops shows the newest hundred and says so', () => {
    const fields = Array.from(
      { length: 1_000 },
      (_, index) => `Received: from a${index}.example by b.example with SMTP id ${index}; ${day} 17:00:00 +0000`,
    );
    const { hops, left } = path(...fields);
    expect(hops).toHaveLength(100);
    expect(hops.at(-1)?.id).toBe('0');
    expect(left).toBe(900);
  });

  it.each([
    ['parentheses', '('.repeat(100_000)],
    ['words', 'from '.repeat(50_000)],
    ['semicolons', ';'.repeat(100_000)],
    ['one word', 'a'.repeat(200_000)],
    ['addresses', `from x (${'[1.2.3.4] '.repeat(20_000)})`],
  ])('is read however hostile the fields are: %s', (_, body) => {
    const { hops } = path(...Array.from({ length: 5 }, () => `Received: ${body}`));
    expect(hops.every(({ delay }) => delay === null || delay >= 0)).toBe(true);
  });
});

describeWithCorpus('the ways of real messages', () => {
  it('are in order, with no delay below zero', () => {
    let ways = 0;
    for (const { raw, path: file } of corpusMessages()) {
      const header = readHeaderBlock(raw);
      if (header.fields.filter(({ key }) => key === 'received').length < 2) continue;
      ways += 1;
      const { hops } = readPath(header);
      expect(
        hops.map(({ field }) => field),
        file,
      ).toEqual(hops.map(({ field }) => field).toSorted((one, other) => other - one));
      expect(
        hops.every(({ delay }) => delay === null || delay >= 0),
        file,
      ).toBe(true);
    }
    expect(ways).toBeGreaterThan(300);
  });

  const expected: Readonly<Record<string, readonly string[]>> = JSON.parse(
    readFileSync(new URL('../../fixtures/paths.json', import.meta.url), 'utf8'),
  );
  it('read as they are stored: fifty of all dialects', () => {
    const messages = new Map(corpusMessages().map((message) => [message.path, message.raw]));
    for (const [file, hops] of Object.entries(expected)) {
      const raw = messages.get(file);
      expect(raw, `${file} is in the corpus`).toBeDefined();
      expect(readPath(readHeaderBlock(raw ?? Buffer.alloc(0))).hops.map(hopText), file).toEqual(hops);
    }
  });
});
