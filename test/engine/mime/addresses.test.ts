import { describe, expect, it } from 'vitest';
import { parseAddressList } from '../../../electron/engine/mime/header/address-list.ts';
import { formatAddresses, parseTypedAddresses } from '../../../electron/engine/mime/header/addresses.ts';
import { parseDateField } from '../../../electron/engine/mime/header/date-field.ts';
import { fieldBody, readHeaderBlock } from '../../../electron/engine/mime/header/header-block.ts';
import { summariseHeader } from '../../../electron/engine/mime/header/summary.ts';
import { corpusFiles, describeWithCorpus, readCorpusText } from '../../support/material/corpus.ts';

const summary = (header: string) => summariseHeader(Buffer.from(`${header}\r\n\r\n`));

interface AddressVector {
  readonly header: string;
  readonly expected: { readonly List?: Mailbox[]; readonly Group?: { readonly addresses: Mailbox[] }[] };
}
interface Mailbox {
  readonly name: string | null;
  readonly address: string | null;
}
interface DateVector {
  readonly header: string;
  readonly expected:
    | (Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'tz_hour' | 'tz_minute', number> & { tz_before_gmt: boolean })
    | null;
}

describe('address fields of every form', () => {
  it.each<[string, [name: string, address: string][]]>([
    ['ines@garden.test', [['', 'ines@garden.test']]],
    ['<ines@garden.test>', [['', 'ines@garden.test']]],
    ['Ines <ines@garden.test>', [['Ines', 'ines@garden.test']]],
    ['"Prado, Ines" <ines@garden.test>', [['Prado, Ines', 'ines@garden.test']]],
    ['"say \\"seed\\"" <ines@garden.test>', [['say "seed"', 'ines@garden.test']]],
    ['Ines (at home) <ines@garden.test>', [['Ines', 'ines@garden.test']]],
    [
      'a@garden.test, b@garden.test',
      [
        ['', 'a@garden.test'],
        ['', 'b@garden.test'],
      ],
    ],
    [
      'a@garden.test,, ,b@garden.test,',
      [
        ['', 'a@garden.test'],
        ['', 'b@garden.test'],
      ],
    ],
    [
      'Club: a@garden.test, B <b@garden.test>;',
      [
        ['', 'a@garden.test'],
        ['B', 'b@garden.test'],
      ],
    ],
    ['undisclosed-recipients:;', []],
    ['ines@[192.0.2.1]', [['', 'ines@[192.0.2.1]']]],
    ['=?utf-8?q?Jos=C3=A9?= <jose@garden.test>', [['José', 'jose@garden.test']]],
    ['  Ines   Prado  <ines@garden.test>  ', [['Ines Prado', 'ines@garden.test']]],
  ])('%s', (header, expected) => {
    expect(parseAddressList(header).map(({ name, address }) => [name, address])).toEqual(expected);
  });
});

describe('date fields of every form', () => {
  it.each<[string, string | null]>([
    ['Tue, 03 Mar 2026 09:15:00 +0100', '2026-03-03T08:15:00Z'],
    ['3 Mar 2026 09:15 +0100', '2026-03-03T08:15:00Z'],
    ['Tue,3 Mar 2026 09:15:00 -0330', '2026-03-03T12:45:00Z'],
    ['03 Mar 26 08:15:00 GMT', '2026-03-03T08:15:00Z'],
    ['03 Mar 96 08:15:00 EST', '1996-03-03T13:15:00Z'],
    ['Tue, 03 Mar 2026 09:15:00 +0100 (CET)', '2026-03-03T08:15:00Z'],
    ['Tue, 03 Mar 2026 08:15:00 Z', '2026-03-03T08:15:00Z'],
    ['Tue, 03 Foo 2026 09:15:00 +0100', null],
    ['yesterday', null],
    ['', null],
  ])('%s', (field, expected) => {
    const instant = parseDateField(field);
    expect(instant === null ? null : new Date(instant).toISOString().replace('.000Z', 'Z')).toBe(expected);
  });
});

describeWithCorpus('address and date vectors of another parser', () => {
  const read = (name: string): unknown[] => {
    const path = corpusFiles().find((file) => file.class === 'header-vectors' && file.path.endsWith(name))?.path;
    return JSON.parse(readCorpusText(path ?? name));
  };

  it('give the same addresses; comments are no part of a name or an address here', () => {
    const vectors = read('address.json') as AddressVector[]; // the file's own format
    const compared = vectors.filter(({ header }) => !/[()]|\.\s|@node\.test:|jdoe@test/.test(header));
    expect(compared.length).toBe(42);
    for (const { header, expected } of compared) {
      const list = [...(expected.List ?? []), ...(expected.Group ?? []).flatMap((group) => group.addresses)];
      const [field] = readHeaderBlock(Buffer.from(`To: ${header}`)).fields;
      const mine = parseAddressList(field ? fieldBody(field) : '');
      expect(
        mine.map(({ address }) => address),
        header,
      ).toEqual(list.map(({ address }) => address ?? ''));
      for (const [index, { name, address }] of list.entries()) {
        expect(mine[index]?.name, header).toBe(name === address || name === null ? '' : name.trim());
      }
    }
  });

  it('give the same instant', () => {
    const vectors = read('date.json') as DateVector[]; // the file's own format
    const compared = vectors.filter(({ header }) => !/44 comments|4 8 15|\(invalid\)/.test(header));
    expect(compared.length).toBe(37);
    for (const { header, expected: e } of compared) {
      if (e === null) {
        expect(parseDateField(header), header).toBeNull();
        continue;
      }
      const offset = (e.tz_before_gmt ? 1 : -1) * (e.tz_hour * 60 + e.tz_minute) * 60_000;
      expect(parseDateField(header), header).toBe(Date.UTC(e.year, e.month - 1, e.day, e.hour, e.minute, e.second) + offset);
    }
  });
});

describe('who a message says it is from', () => {
  it.each([
    ['From: =?utf-8?b?cG90dXNAd2hpdGVob3VzZS5nb3Y=?==?utf-8?Q?=00?==?utf-8?b?cG90dXNAd2hpdGVob3VzZS5nb3Y=?=@mailsploit.test'],
    ['From: "=?utf-8?Q?potus=0A=00?=" <demo@mailsploit.test>'],
    ['From: =?utf-8?Q?potus=40whitehouse.gov=0A?= <demo@mailsploit.test>'],
    ['From: =?utf-8?Q?a=0D=0AFrom:_b?= <demo@mailsploit.test>'],
    ['From: "a\u202egro.elpmaxe@b" <demo@mailsploit.test>'],
  ])('never holds a control or direction character: %s', (header) => {
    for (const { name, address } of summary(header).from) {
      expect(`${name}${address}`).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }
  });

  it('shows where a control character stood and warns', () => {
    const read = summary('From: =?utf-8?Q?pot=00us?= <demo@mailsploit.test>');
    expect(read.from).toEqual([{ name: 'pot\ufffdus', address: 'demo@mailsploit.test' }]);
    expect(read.warnings).toContain('control-characters');
  });

  it('leaves an address empty rather than decoding one that nobody wrote', () => {
    for (const header of [
      'From: =?utf-8?Q?a=40b.test?=@c.test',
      'From: X <=?utf-8?Q?a=40b.test?=@c.test>',
      'From: X <a@=?utf-8?Q?b.test?=>',
    ]) {
      const read = summary(header);
      expect(
        read.from.map(({ address }) => address),
        header,
      ).toEqual(['']);
      expect(read.warnings, header).toContain('malformed');
      expect(read.warnings, header).toContain('no-from');
    }
  });

  it('shows all of several From fields and warns', () => {
    const read = summary('From: a@x.test\r\nTo: t@x.test\r\nFrom: b@y.test');
    expect(read.from.map(({ address }) => address)).toEqual(['a@x.test', 'b@y.test']);
    expect(read.warnings).toContain('several-from');
  });

  it('warns when the name is another address, and not when it is the same', () => {
    expect(summary('From: "boss@bank.test" <x@evil.test>').warnings).toContain('name-is-address');
    expect(summary('From: "x@evil.test" <x@evil.test>').warnings).not.toContain('name-is-address');
    expect(summary('From: =?utf-8?Q?boss=40bank=2Etest?= <x@evil.test>').warnings).toContain('name-is-address');
  });

  it('warns of a second Subject, Date, To or Content-Type', () => {
    expect(summary('From: a@b.test\r\nSubject: one\r\nSubject: two').warnings).toEqual(['several-subject']);
    expect(summary('From: a@b.test\r\nDate: x\r\nDate: y').warnings).toEqual(['malformed']);
    expect(summary('From: a@b.test\r\nContent-Type: text/plain\r\nContent-Type: text/html').warnings).toEqual(['malformed']);
    expect(summary('From: a@b.test').warnings).toEqual([]);
  });

  it('keeps a comma or bracket inside an encoded word out of the syntax', () => {
    expect(summary('From: =?utf-8?Q?a=2C_=3Cx=40y.test=3E?= <real@z.test>').from).toEqual([
      { name: 'a, <x@y.test>', address: 'real@z.test' },
    ]);
  });
});

describe('a list that a person types', () => {
  const typed = (text: string) => {
    const read = parseTypedAddresses(text);
    return read.ok ? read.value.map(({ name, address }) => (name ? `${name} <${address}>` : address)) : read.failure.detail?.reason;
  };

  it.each([
    ['Ana <a@x.org>, b@y.org; "Q, R" <q@z.org>', ['Ana <a@x.org>', 'b@y.org', 'Q, R <q@z.org>']],
    ['Team: a@x.org, b@y.org;, c@z.org', ['a@x.org', 'b@y.org', 'c@z.org']],
    ['ana@España.es', ['ana@xn--espaa-rta.es']],
    ['a@x.org, A@X.org,a@x.org', ['a@x.org']],
    ['"with space"@x.org', ['"with space"@x.org']],
    ['"xclow3n@gmail.com x"@internal.domain', ['"xclow3n@gmail.com x"@internal.domain']],
    ['root@[192.0.2.1]', ['root@[192.0.2.1]']],
    ['root@localhost', ['root@localhost']],
    ["o'brien+tag@x.org (work)", ["o'brien+tag@x.org"]],
    [' , ;', []],
  ])('%s is read', (text, expected) => {
    expect(typed(text)).toEqual(expected);
  });

  it.each([
    ['b@y.test\r\nBcc: z@z.test', 'control-character'],
    ['a@b.test\n', 'control-character'],
    ['a@b.test\u0000', 'control-character'],
    ['a\u202e@b.test\u2028', 'control-character'],
    ['"a <b@c.test>', 'unbalanced'],
    ['a <b@c.test', 'unbalanced'],
    ['b@y.test>\u0020RCPT TO:<z@z.test', 'unbalanced'],
    ['(a@b.test', 'unbalanced'],
    ['Ana', 'no-at-sign'],
    ['Ana <ana>', 'no-at-sign'],
    ['a@b@c.test', 'local-part'],
    ['a b@c.test', 'local-part'],
    ['.a@c.test', 'local-part'],
    [`${'a'.repeat(65)}@c.test`, 'local-part'],
    ['a@', 'domain'],
    ['a@b..c', 'domain'],
    ['a@-b.test', 'domain'],
    ['a@b c', 'domain'],
    [`a@${'xn--zzzz.'.repeat(27)}.com`, 'domain'],
  ])('%j is refused', (text, reason) => {
    expect(typed(text)).toBe(reason);
  });

  it('is refused with the piece that is wrong', () => {
    const read = parseTypedAddresses('good@x.org, bad one@x.org');
    expect(read.ok ? null : read.failure.detail?.piece).toBe('bad one@x.org');
    expect(read.ok ? null : read.failure.code).toBe('address-invalid');
  });

  it('comes back the same when a draft is opened again', () => {
    const list = [
      { name: 'Q, "R" \\', address: 'q@z.org' },
      { name: '', address: 'a@b.org' },
      { name: 'Ana Pérez', address: 'ana@x.org' },
    ];
    expect(parseTypedAddresses(formatAddresses(list))).toEqual({ ok: true, value: list });
  });
});
