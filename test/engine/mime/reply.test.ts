import { describe, expect, it } from 'vitest';
import { fillAnswer } from '../../../electron/engine/mime/compose/answer.ts';
import { fillReply, type ReplyFill } from '../../../electron/engine/mime/compose/reply.ts';
import { formatAddresses, parseTypedAddresses } from '../../../electron/engine/mime/header/addresses.ts';
import { parseMailto } from '../../../electron/engine/mime/header/mailto.ts';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';

const fill = (mode: 'reply' | 'replyAll' | 'forward', header: string, body = 'hello'): ReplyFill =>
  fillReply({ mode, raw: Buffer.from(`${header.replace(/\n/g, '\r\n')}\r\n\r\n${body}`), own: ['me@x.test'], formatAddresses });
const who = (list: readonly { address: string }[]): string[] => list.map(({ address }) => address);

const letter =
  'From: Ana <ana@a.test>\nTo: me@x.test, Bruno <bruno@b.test>\nCc: ME@X.test, carla@c.test, ana@a.test\nSubject: Plan\nMessage-ID: <2@a.test>\nDate: Fri, 2 Jan 2026 03:04:05 +0100';

describe('a reply', () => {
  it('goes to the writer', () => {
    const reply = fill('reply', letter);
    expect(reply.to).toEqual([{ name: 'Ana', address: 'ana@a.test' }]);
    expect(reply.cc).toEqual([]);
    expect(reply.subject).toBe('Re: Plan');
    expect(reply.inReplyTo).toBe('<2@a.test>');
  });

  it('to all goes to the writer and everyone else once, never to oneself', () => {
    const reply = fill('replyAll', letter);
    expect(who(reply.to)).toEqual(['ana@a.test']);
    expect(who(reply.cc)).toEqual(['bruno@b.test', 'carla@c.test']);
  });

  it('goes where Reply-To says', () => {
    expect(who(fill('reply', `${letter}\nReply-To: list@l.test`).to)).toEqual(['list@l.test']);
  });

  it('without a writer that can be answered goes to who sent it', () => {
    expect(who(fill('reply', 'Sender: Scan <scan@office.test>\nTo: me@x.test\nSubject: Page').to)).toEqual(['scan@office.test']);
    expect(who(fill('reply', 'From: Undisclosed\nSender: scan@office.test\nReply-To: ana@a.test').to)).toEqual(['ana@a.test']);
  });

  it('to one’s own message goes to whom it was sent', () => {
    const own = 'From: me@x.test\nTo: ana@a.test\nCc: bruno@b.test\nMessage-ID: <1@x.test>';
    expect(who(fill('reply', own).to)).toEqual(['ana@a.test']);
    expect(who(fill('replyAll', own).cc)).toEqual(['bruno@b.test']);
  });

  it.each([
    ['the visitor', 'Reply-To: Vera <vera@visitor.test>', ['vera@visitor.test']],
    ['the visitor, whom Mail-Reply-To names', 'Mail-Reply-To: vera@visitor.test', ['vera@visitor.test']],
    ['the visitor alone', 'Reply-To: me@x.test, vera@visitor.test', ['vera@visitor.test']],
    ['oneself, where nobody else is named', 'Reply-To: ME@x.test', ['me@x.test']],
  ])('to a form on one’s own site goes to %s', (_who, field, expected) => {
    const form = `From: "Our site" <me@x.test>\nTo: me@x.test\n${field}\nSubject: Question`;
    expect(who(fill('reply', form).to)).toEqual(expected);
    const toAll = fill('replyAll', form);
    expect([who(toAll.to), who(toAll.cc)]).toEqual([expected, []]);
  });

  it.each<[string, string, string[], string[]]>([
    ['others', 'From: carl@c.test\nTo: me@x.test, dora@d.test\nCc: Me@Work.test', ['carl@c.test'], ['dora@d.test']],
    [
      'others, from one’s other account',
      'From: me@work.test\nTo: me@x.test, dora@d.test\nCc: carl@c.test',
      ['dora@d.test'],
      ['carl@c.test'],
    ],
    ['others, in copy alone', 'From: me@work.test\nTo: me@x.test\nCc: carl@c.test', ['carl@c.test'], []],
    ['oneself, where nobody else is left', 'From: me@work.test\nTo: me@x.test', ['me@work.test'], []],
    ['others of what one sent', 'From: me@x.test\nTo: me@work.test, dora@d.test\nCc: me@x.test', ['dora@d.test'], []],
    [
      'others where Reply-To is oneself',
      'From: carl@c.test\nReply-To: me@x.test\nTo: me@x.test, dora@d.test',
      ['carl@c.test'],
      ['dora@d.test'],
    ],
  ])('to all with two accounts goes to %s', (_who, header, to, cc) => {
    const reply = fillReply({
      mode: 'replyAll',
      raw: Buffer.from(`${header.replace(/\n/g, '\r\n')}\r\n\r\nhi`),
      own: ['me@x.test'],
      ownElsewhere: ['me@work.test'],
      formatAddresses,
    });
    expect([who(reply.to), who(reply.cc)]).toEqual([to, cc]);
  });

  it('to all on a list goes where Mail-Followup-To says', () => {
    const reply = fill('replyAll', `${letter}\nMail-Followup-To: list@l.test, me@x.test`);
    expect(who([...reply.to, ...reply.cc])).toEqual(['list@l.test']);
  });

  it.each([
    ['Plan', 'Re: Plan'],
    ['Re: Plan', 'Re: Plan'],
    ['RE: AW: Re[2]: RES: Plan', 'Re: Plan'],
    ['SV : Plan', 'Re: Plan'],
    ['Fwd: Plan', 'Re: Fwd: Plan'],
    ['Reunión: acta', 'Re: Reunión: acta'],
    ['', 'Re:'],
  ])('to “%s” is called “%s”', (subject, expected) => {
    const header = `From: a@b.test\nSubject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;
    expect(fill('reply', header).subject).toBe(expected);
  });

  it('continues the chain of references, bounded, first and newest kept', () => {
    expect(fill('reply', `${letter}\nReferences: <0@a.test> <1@a.test>`).references).toEqual(['<0@a.test>', '<1@a.test>', '<2@a.test>']);
    expect(fill('reply', `${letter}\nIn-Reply-To: <1@a.test>`).references).toEqual(['<1@a.test>', '<2@a.test>']);
    const long = fill(
      'reply',
      `${letter}\nReferences: ${Array.from({ length: 500 }, (_, index) => `<r${index}@a.test>`).join(' ')}`,
    ).references;
    expect(long.length).toBe(100);
    expect([long[0], long.at(-2), long.at(-1)]).toEqual(['<r0@a.test>', '<r499@a.test>', '<2@a.test>']);
  });

  it('quotes the text without the signature and hands over who wrote it and when', () => {
    const { quote } = fill('reply', letter, 'one\r\n> earlier\r\n\r\ntwo\r\n-- \r\nAna');
    expect(quote.text).toBe('> one\n>> earlier\n>\n> two');
    expect(quote.author).toEqual({ name: 'Ana', address: 'ana@a.test' });
    expect(quote.date).toBe(Date.UTC(2026, 0, 2, 2, 4, 5));
  });

  it('to a hostile message holds no line end outside the quoted text', () => {
    const reply = fill(
      'replyAll',
      'From: =?utf-8?Q?a=0D=0ABcc:_z=40z.test?= <a@b.test>\nSubject: =?utf-8?Q?x=0D=0ABcc:_z=40z.test?=\nMessage-ID: <a@b.test>\rBcc: <z@z.test>',
    );
    expect(JSON.stringify([reply.to, reply.cc, reply.subject, reply.references])).not.toMatch(/\\r|\\n/);
  });
});

describe('a forward', () => {
  it('goes to nobody yet and carries header, text and attachments', () => {
    const raw = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b';
    const forward = fill(
      'forward',
      `${letter}\n${raw}`,
      '--b\r\n\r\nhello\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nx\r\n--b--',
    );
    expect([...forward.to, ...forward.cc]).toEqual([]);
    expect(forward.subject).toBe('Fwd: Plan');
    expect(forward.quote.text).toBe('hello');
    expect(forward.quote.headers).toEqual([
      { name: 'From', value: 'Ana <ana@a.test>' },
      { name: 'Date', value: 'Fri, 2 Jan 2026 03:04:05 +0100' },
      { name: 'Subject', value: 'Plan' },
      { name: 'To', value: 'me@x.test, Bruno <bruno@b.test>' },
      { name: 'Cc', value: 'ME@X.test, carla@c.test, ana@a.test' },
    ]);
    expect(forward.attachments.map(({ partId, name }) => [partId, name])).toEqual([['2', 'a.pdf']]);
  });

  it.each([
    ['Fwd: Plan', 'Fwd: Plan'],
    ['RV: ENC: WG: Plan', 'Fwd: Plan'],
    ['Re: Plan', 'Fwd: Re: Plan'],
  ])('of “%s” is called “%s”', (subject, expected) => {
    expect(fill('forward', `From: a@b.test\nSubject: ${subject}`).subject).toBe(expected);
  });
});

describe('a mailto: link', () => {
  it.each([
    ['mailto:a@b.test', { to: 'a@b.test', cc: '', subject: '', body: '' }],
    ['MAILTO:a@b.test,c@d.test?to=e@f.test&cc=g@h.test', { to: 'a@b.test, c@d.test, e@f.test', cc: 'g@h.test' }],
    ['mailto:?subject=Caf%C3%A9%20a+b&body=one%0D%0Atwo', { to: '', subject: 'Café a+b', body: 'one\ntwo' }],
    [
      'mailto:a@b.test?attach=/etc/passwd&attachment=x&bcc=z@z.test&insert=/x&in-reply-to=%3Cx@y%3E',
      { to: 'a@b.test', cc: '', subject: '', body: '' },
    ],
    ['mailto:a@b.test%0D%0ABcc:z@z.test?subject=x%0d%0aBcc:%20z', { to: 'a@b.test Bcc:z@z.test', subject: 'x Bcc: z' }],
    ['mailto:%22not%40me%22@b.test', { to: '"not@me"@b.test' }],
    ['mailto:a@b.test?subject=%E9&amp;body=x', { subject: '%E9', body: 'x' }],
  ])('%s fills in only what it may', (link, expected) => {
    expect(parseMailto(link)).toMatchObject({ ok: true, value: expected });
  });

  it.each(['http://x.test', 'javascript:alert(1)', '', `mailto:${'a'.repeat(20_000)}`])('is not %s', (link) => {
    expect(parseMailto(link)).toMatchObject({ ok: false, failure: { code: 'input-invalid' } });
  });
});

describe('a subject that answers answers', () => {
  const subjectOf = (subject: string, mode: 'reply' | 'forward'): string =>
    fillReply({ mode, raw: Buffer.from(`Subject: ${subject}\r\n\r\n`), own: [], formatAddresses: () => '' }).subject;

  it.each([
    'Re: Boat',
    'RE: re : Boat',
    'Antwort: AW: Boat',
    'Re[2]: Boat',
    'Re(3): Boat',
    'Re-2: Boat',
    'Re^2: Boat',
    'Re*2: Boat',
    'Re2: Boat',
    'Ответ: Boat',
    'Réf : Boat',
    'RÉF: Boat',
    'Réf: Boat',
    'SV: VS: Odp: Ynt: Boat',
    'Vá: Boat',
    'R: Rif: Res: Boat',
    'Απ: Boat',
    '回复：Boat',
    '回覆: 答复: Boat',
    'Відп: Boat',
    'Odpowiedź: Boat',
  ])('%s', (subject) => {
    expect(subjectOf(subject, 'reply')).toBe('Re: Boat');
  });

  it.each(['Fwd: Boat', 'FW: Fw: Boat', 'WG: Boat', 'RV: ENC: TR: Boat', 'I: Boat', 'Doorst: Boat', 'Пересл: Boat', '转发：Boat'])(
    '%s is forwarded with one prefix',
    (subject) => {
      expect(subjectOf(subject, 'forward')).toBe('Fwd: Boat');
    },
  );

  it.each(['Result: Boat', 'Boat: Re: sails', 'Regarding: Boat'])('%s keeps its words', (subject) => {
    expect(subjectOf(subject, 'reply')).toBe(`Re: ${subject}`);
  });
});

describe('a mailing list', () => {
  const raw = Buffer.from(
    [
      'From: Lea <lea@example.test>',
      'To: garden@lists.test',
      'Cc: kim@example.test, me@example.test',
      'Reply-To: garden@lists.test',
      'Mail-Reply-To: Lea <lea-private@example.test>',
      'List-Post: <mailto:garden@lists.test?subject=x> (members)',
      '',
      'Which seeds?',
    ].join('\r\n'),
  );
  const fill = (mode: 'reply' | 'replyAll', toList = false) =>
    fillReply({ mode, raw, own: ['me@example.test'], formatAddresses: () => '', toList });

  it('a private answer goes where Mail-Reply-To says', () => {
    expect(fill('reply').to).toEqual([{ name: 'Lea', address: 'lea-private@example.test' }]);
  });

  it('an answer to the list goes to its List-Post address alone', () => {
    expect(fill('reply', true)).toMatchObject({ to: [{ name: '', address: 'garden@lists.test' }], cc: [] });
    expect(parseMessage(raw).listPost).toBe('garden@lists.test');
  });

  it('that takes no answers has no address', () => {
    for (const field of ['NO', 'NO (posting not allowed)', '<https://lists.test/post>', '<mailto:>'])
      expect(parseMessage(Buffer.from(`List-Post: ${field}\r\n\r\n`)).listPost).toBeNull();
  });
});

describe('an answer never carries', () => {
  it('characters that stand for what was not shown', () => {
    const raw = Buffer.from('From: "A\u202ena" <a@b.test>\r\nSubject: B\u202eoat \u2066x\r\n\r\nx');
    const fill = fillReply({ mode: 'reply', raw, own: [], formatAddresses });
    expect(formatAddresses(fill.to)).toBe('Ana <a@b.test>');
    expect(fill.subject).toBe('Re: Boat x');
  });

  it.each(['forward', 'replyAll', 'reply'] as const)('one of them in what it quotes of the head: %s', (mode) => {
    const raw = Buffer.from(
      [
        'From: "Mi\u202era" <mira@mill.test>',
        'Date: Mon, 2 Nov 2026 09:00:00 +0000 (night\u202e shift)',
        'Subject: Flour\u202d, and \u0007rye\u206a',
        'To: "The\u202e bakers" <bakers@mill.test>, \u202ano@mill.test',
        'Cc: "Old \u2067mill" <old@mill.test>',
        '',
        'x',
      ].join('\r\n'),
    );
    const { fields } = fillAnswer({
      mode,
      raw,
      own: ['bakers@mill.test'],
      language: 'en',
      phrases: {
        wrote: 'On {date}, {author} wrote:',
        forwarded: 'Forwarded:',
        fields: { From: 'From', Date: 'Date', Subject: 'Subject', To: 'To', Cc: 'Cc' },
      },
    });
    expect(fields.text).toContain('Mira');
    expect(`${fields.text}${fields.subject}`).not.toContain('\ufffd');
    if (mode === 'forward') {
      expect(fields.text).toContain(
        'From: Mira <mira@mill.test>\nDate: Mon, 2 Nov 2026 09:00:00 +0000 (night shift)\nSubject: Flour, and rye\n',
      );
      expect(fields.text).toContain('Cc: Old mill <old@mill.test>\n');
    }
  });

  it('one of them in what is sent again, while its own words stay as they were', () => {
    const raw = Buffer.from('To: "Mi\u202era" <mira@mill.test>\r\nSubject: Fl\u202eour\r\n\r\nThe sign \ufffd stands for what is unknown.');
    const { fields } = fillAnswer({ mode: 'again', raw, own: [], language: 'en', phrases: undefined });
    expect(fields).toMatchObject({ to: 'Mira <mira@mill.test>', subject: 'Flour', text: 'The sign \ufffd stands for what is unknown.' });
  });

  it('isolates that are balanced, nor a sign in their place', () => {
    const raw = Buffer.from('From: "\u2068Noa\u2069 via \u2067x\u2069" <a@b.test>\r\nSubject: \u2068נעמי\u2069 wrote\r\n\r\nx');
    const fill = fillReply({ mode: 'reply', raw, own: [], formatAddresses });
    expect(formatAddresses(fill.to)).toBe('Noa via x <a@b.test>');
    expect(fill.subject).toBe('Re: נעמי wrote');
    expect(parseMessage(raw).warnings).not.toContain('control-characters');
  });

  it('one of them in the name of a file', () => {
    const enclosed =
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: T\u202erip\r\n\r\nx\r\n--b--';
    const raw = Buffer.from(`To: "N\u202eoa" <noa@b.test>\r\nCc: "B\u2067o" <bo@b.test>\r\nSubject: T\u202erip\r\n${enclosed}`);
    for (const mode of ['again', 'forward'] as const) {
      const again = fillAnswer({ mode, raw, own: [], language: 'en', phrases: undefined });
      expect(again.attachments.map(({ name }) => name)).toEqual(['Trip.eml']);
    }
    expect(parseMessage(raw).attachments[0]?.name).toBe('T\ufffdrip.eml');
  });

  it('to an address whose true letters are not known', () => {
    const raw = Buffer.from('From: <le\u202ea@b.test>\r\n\r\nx');
    const { to } = fillReply({ mode: 'reply', raw, own: [], formatAddresses });
    expect(parseTypedAddresses(formatAddresses(to))).toMatchObject({ ok: false, failure: { detail: { reason: 'local-part' } } });
  });
});

describe('the quote', () => {
  const quote = (text: string): string =>
    fillReply({ mode: 'reply', raw: Buffer.from(`From: a@b.test\n\n${text}`), own: [], formatAddresses: () => '' }).quote.text;

  it('leaves out a signature at the end', () => {
    expect(quote('Yes\n-- \nAna\nGarden club\n')).toBe('> Yes');
  });

  it.each(['-- \nAna\n\nOn Monday Bo wrote:\n> Why?', '-- \nAna\n-----Original Message-----\nFrom: Bo\n\nWhy?', '-- \nAna\n> Why?'])(
    'keeps the conversation below one: %j',
    (below) => {
      expect(quote(`Yes\n${below}`)).toContain('Why?');
    },
  );

  it('has the date of the newest trace field where there is no Date', () => {
    const raw = Buffer.from('Received: x; Tue, 3 Nov 2026 10:00:00 +0000\r\nFrom: a@b.test\r\n\r\nx');
    expect(fillReply({ mode: 'reply', raw, own: [], formatAddresses: () => '' }).quote.date).toBe(Date.UTC(2026, 10, 3, 10));
  });
});

it.each([
  ['taro..y.@old.test', '"taro..y."@old.test'],
  ['.x@old.test', '".x"@old.test'],
  ['a b@old.test', '"a b"@old.test'],
  ['plain@old.test', 'plain@old.test'],
  ['"kept..x"@old.test', '"kept..x"@old.test'],
])('an answer to %s can be sent', (address, written) => {
  const typed = formatAddresses([{ name: 'T', address }]);
  expect(typed).toBe(`T <${written}>`);
  expect(parseTypedAddresses(typed)).toMatchObject({ ok: true, value: [{ address: written }] });
});

it.each([
  ['<lea@old.test.>', 'lea@old.test'],
  ['lea@OLD.test.', 'lea@old.test'],
  ['Lea <lea@bücher.test.>', 'lea@xn--bcher-kva.test'],
  ['<mailto:lea@old.test>', 'lea@old.test'],
  ['Lea <MAILTO:lea@old.test>', 'lea@old.test'],
  ['mailto:lea@old.test', 'lea@old.test'],
  ["Lea <'lea@old.test'>", 'lea@old.test'],
  ["'lea@old.test'", 'lea@old.test'],
  ['<<lea@old.test>>', 'lea@old.test'],
  ['Lea <"lea@old.test">', 'lea@old.test'],
  ['Lea <lea@old.test', 'lea@old.test'],
  ['<lea@old.test;>', 'lea@old.test'],
  ["<o'lea@old.test>", "o'lea@old.test"],
  ['<lea..x@old.test.>', '"lea..x"@old.test'],
])('an answer to a sender written %s goes to %s', (from, expected) => {
  const { to } = fillReply({ mode: 'reply', raw: Buffer.from(`From: ${from}\r\n\r\nx`), own: [], formatAddresses });
  const typed = parseTypedAddresses(formatAddresses(to));
  expect(typed.ok ? typed.value.map(({ address }) => address) : typed.failure.detail).toEqual([expected]);
});

it('an address with a dot at its end is the user’s own without it', () => {
  const raw = Buffer.from('From: kim@x.test\r\nTo: me@x.test., bo@x.test\r\n\r\nx');
  const { to, cc } = fillReply({ mode: 'replyAll', raw, own: ['me@x.test'], formatAddresses });
  expect([...to, ...cc].map(({ address }) => address)).toEqual(['kim@x.test', 'bo@x.test']);
});
