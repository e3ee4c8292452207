import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCorpusText, whyCorpusMissing } from '../../support/material/corpus.ts';
import { addMessages, day, type OpenStorage, openStorage, value, withFolders, write } from './open-storage.ts';

interface Mail {
  readonly subject?: string;
  readonly from?: string;
  readonly to?: string;
  readonly cc?: string;
  readonly text?: string;
  readonly flags?: readonly string[];
  readonly attachment?: boolean;
}

const mails: readonly Mail[] = [
  { subject: 'Informe de correo', from: 'Ana Pérez <ana@example.test>', text: 'El servidor aceptó el mensaje.\r\n', flags: ['\\Seen'] },
  { subject: 'Queue report', from: 'Bruno Dias <bruno@mail.example.test>', text: 'The deferred queue grows quickly.\r\n' },
  {
    subject: 'Relatório',
    from: 'João <joao@example.test>',
    to: 'equipa@example.test',
    text: 'A fila cresce; the queue too.\r\n',
    flags: ['\\Flagged'],
  },
  {
    subject: 'Lunch',
    from: 'carla@example.test',
    cc: 'Ana Pérez <ana@example.test>',
    text: 'Quarterly figures over lunch? quick "quoted" words\r\n',
  },
  { subject: 'With a file', from: 'bruno@mail.example.test', text: 'see below\r\n', attachment: true },
];

describe('search', () => {
  let open: OpenStorage;
  let inbox: number;
  let archive: number;

  const build = ({ subject, from, to, cc, text, attachment }: Mail, uid: number) => {
    const plain = write({ subject, from, to, cc, text, id: `<${uid}@example.test>` });
    if (!attachment) return plain;
    const header = Buffer.from(plain.header.toString().replace('text/plain; charset=utf-8', 'multipart/mixed; boundary=b'));
    const part = '--b\r\n\r\nsee below\r\n--b\r\nContent-Disposition: attachment; filename=budget-2026.ods\r\n\r\nx\r\n--b--\r\n';
    return { header, raw: Buffer.concat([header, Buffer.from(part)]) };
  };

  beforeEach(async () => {
    open = await openStorage();
    const folder = await withFolders(open);
    inbox = folder('INBOX');
    archive = folder('Archive');
    for (const [index, mail] of mails.entries()) {
      const uid = index + 1;
      const folderId = index === 2 ? archive : inbox;
      const { header, raw } = build(mail, uid);
      value(
        await open.storage.addHeaders({
          folderId,
          messages: [{ uid, flags: mail.flags ?? [], internalDate: day(index), size: raw.length, header }],
        }),
      );
      value(await open.storage.addBodies({ folderId, messages: [{ uid, raw }] }));
    }
    value(await open.storage.settle({}));
  });
  afterEach(() => open.done());

  it('raw bytes of a header in the charset of the body are read once the body is: in the list and in the search', async () => {
    const koi8 = (text: string) => Buffer.from([...text].map((letter) => (letter === 'М' ? 0xed : letter === 'а' ? 0xc1 : 0xca)));
    const header = Buffer.concat([
      Buffer.from('Subject: '),
      koi8('Май'),
      Buffer.from('\r\nFrom: a@b.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n'),
    ]);
    const raw = Buffer.concat([header, Buffer.from('--b\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\nwords\r\n--b--\r\n')]);
    value(
      await open.storage.addHeaders({
        folderId: inbox,
        messages: [{ uid: 90, flags: [], internalDate: day(90), size: raw.length, header }],
      }),
    );
    expect(find('Май')).toEqual([]);
    value(await open.storage.addBodies({ folderId: inbox, messages: [{ uid: 90, raw }] }));
    value(await open.storage.settle({}));
    expect(find('Май')).toEqual(['Май']);
    expect(open.reader.list(inbox, 0, 1).rows[0]?.subject).toBe('Май');
  });

  const find = (query: string, more: { folderId?: number; limit?: number; before?: number } = {}) =>
    open.reader.search({ query, limit: 50, ...more }).rows.map(({ subject }) => subject);

  it.each([
    ['a word of the text, newest first', 'queue', ['Relatório', 'Queue report']],
    ['without regard to case and accents', 'ACEPTO', ['Informe de correo']],
    ['every word must occur', 'queue deferred', ['Queue report']],
    ['a phrase', '"the queue"', ['Relatório']],
    ['the beginning of the last word while it is typed', 'quar', ['Lunch']],
    ['but not of a word that is complete', 'quar ', []],
    ['a beginning, when asked for', 'quar* lunch', ['Lunch']],
    ['a beginning in other letters', 'QUEU', ['Relatório', 'Queue report']],
    ['a beginning with an accent', 'acéptó', ['Informe de correo']],
    ['a beginning in one place only', 'subject:repo', ['Queue report']],
    ['not a beginning', 'queue -defer*', ['Relatório']],
    ['a sender by name', 'from:perez', ['Informe de correo']],
    ['a sender by address', 'from:bruno@mail.example.test', ['With a file', 'Queue report']],
    ['a sender by quoted name', 'from:"Bruno Dias"', ['Queue report']],
    ['a recipient, copies included', 'to:ana@example.test subject:lunch', ['Lunch']],
    ['a subject', 'subject:report', ['Queue report']],
    ['not a word', 'queue -deferred', ['Relatório']],
    ['only not a word', '-queue -figures -servidor', ['With a file']],
    ['not a sender', 'queue -from:bruno', ['Relatório']],
    ['attachments', 'has:attachment', ['With a file']],
    ['attachments by file name', 'budget', ['With a file']],
    ['without attachments', '-has:attachment is:flagged', ['Relatório']],
    ['unread', 'is:unread from:bruno', ['With a file', 'Queue report']],
    ['read', 'is:read', ['Informe de correo']],
    ['flagged', 'is:flagged', ['Relatório']],
    ['a folder by role', 'in:archive', ['Relatório']],
    ['a folder by name, with a word', 'queue in:INBOX', ['Queue report']],
    ['not in a folder', 'queue -in:inbox', ['Relatório']],
    ['after a day', 'after:2025-01-03', ['With a file', 'Lunch']],
    ['before a day', 'before:2025-01-02', ['Informe de correo']],
    ['between days, with a word', 'after:2025-01-01 before:2025-01-03 queue', ['Queue report']],
    ['a whole year', 'before:2025', []],
    ['an address with signs that mean something to the index', 'joao@example.test', ['Relatório']],
    ['an unknown operator as plain text', 'nonsense:queue', []],
    ['a word with a colon from a link', 'http://example', []],
  ])('finds %s', (_, query, expected) => {
    expect(find(query)).toEqual(expected);
  });

  it('searches one folder when asked', () => {
    expect(find('queue', { folderId: archive })).toEqual(['Relatório']);
    expect(find('queue in:inbox', { folderId: archive })).toEqual([]);
  });

  it('finds by its beginning a word among more than are looked up one by one', async () => {
    const word = (number: number) => `serial${String.fromCharCode(97 + (number % 26))}${number}`;
    for (let number = 0; number < 40; number += 1) {
      const { header, raw } = write({ subject: `number ${number}`, text: `${word(number)}\r\n`, id: `<serial${number}@example.test>` });
      const uid = 100 + number;
      value(
        await open.storage.addHeaders({
          folderId: inbox,
          messages: [{ uid, flags: [], internalDate: day(100 + number), size: raw.length, header }],
        }),
      );
      value(await open.storage.addBodies({ folderId: inbox, messages: [{ uid, raw }] }));
    }
    value(await open.storage.settle({}));
    const newestFirst = Array.from({ length: 40 }, (_, number) => `number ${39 - number}`);
    expect(find('seria')).toEqual(newestFirst);
    expect(find('subject:number serialb')).toEqual(['number 27', 'number 1']);
  });

  it('pages through the hits from the last id on', () => {
    const first = open.reader.search({ query: 'example', limit: 2 }).rows;
    const second = open.reader.search({ query: 'example', limit: 2, before: first.at(-1)?.id });
    expect([...first, ...second.rows].map(({ subject }) => subject)).toEqual(['With a file', 'Lunch', 'Relatório', 'Queue report']);
  });

  it('says how much it has searched', async () => {
    await addMessages(open, inbox, 12);
    expect(open.reader.search({ query: 'queue', limit: 1 })).toMatchObject({ indexed: 5, total: 13 });
  });

  it('finds a message by subject and sender before its body is held', async () => {
    const { header } = write({ subject: 'Only a header', from: 'Zoe <zoe@example.test>' });
    value(await open.storage.addHeaders({ folderId: inbox, messages: [{ uid: 99, flags: [], internalDate: day(50), size: 9, header }] }));
    value(await open.storage.settle({}));
    expect(find('from:zoe')).toEqual(['Only a header']);
    value(
      await open.storage.addBodies({
        folderId: inbox,
        messages: [{ uid: 99, raw: write({ subject: 'Only a header', from: 'Zoe <zoe@example.test>', text: 'now with text' }).raw }],
      }),
    );
    value(await open.storage.settle({}));
    expect(find('from:zoe')).toEqual(['Only a header']);
    expect(find('"now with text"')).toEqual(['Only a header']);
  });

  it('finds a removed message no more', async () => {
    value(await open.storage.removeUids({ folderId: inbox, uids: [2] }));
    expect(find('queue')).toEqual(['Relatório']);
  });

  it.each([
    ['an unclosed quote', '"queue'],
    ['operators of the index', 'queue OR 1 NEAR/ * ^ {} -- ; AND NOT ( ) +'],
    ['a column of the index', 'body : queue'],
    ['NUL', 'que\u0000ue'],
    ['lone surrogates', '\ud800 queue \udfff'],
    ['only signs', '*'],
    ['only quotes', '"""" \'\' ``'],
    ['only a minus', '-'],
    ['an operator without a value', 'from: subject: has: is: before: after: in:'],
    ['an absurd date', 'before:9999-99-99 after:0000-00-00 before:99999'],
    ['SQL', "'; DROP TABLE messages; --"],
    ['a million letters', 'x'.repeat(1_000_000)],
    ['thousands of words', 'queue '.repeat(5_000)],
    ['thousands of quotes', '"'.repeat(10_000)],
    ['emoji and ideographs', '🧵 件名 مرحبا'],
    ['minus signs before everything', '-"-" --queue -*'],
  ])('answers %s without an error', (_, query) => {
    expect(() => open.reader.search({ query, limit: 50 })).not.toThrow();
    expect(() => open.reader.search({ query: `queue ${query}`, limit: 50 })).not.toThrow();
    expect(find('queue')).toHaveLength(2);
  });

  it('completes addresses by any word of the name or by the address, the person written to most first', async () => {
    const sent = open.reader.folderByRole('ana', 'sent')?.id ?? 0;
    const { header } = write({ from: 'Me <me@example.test>', to: 'Brigitte <brigitte@example.test>' });
    value(await open.storage.addHeaders({ folderId: sent, messages: [{ uid: 1, flags: [], internalDate: day(1), size: 9, header }] }));
    value(await open.storage.settle({}));
    expect(open.reader.complete('br', 5).map(({ address }) => address)).toEqual(['brigitte@example.test', 'bruno@mail.example.test']);
    expect(open.reader.complete('perez', 5)).toEqual([{ name: 'Ana Pérez', address: 'ana@example.test' }]);
    expect(open.reader.complete('equipa@ex', 5).map(({ address }) => address)).toEqual(['equipa@example.test']);
    for (const odd of ['', ' ', '%', '_', "'", '\u0000', '\ud800']) expect(() => open.reader.complete(odd, 5)).not.toThrow();
    expect(open.reader.complete('%', 5)).toEqual([]);
  });
});

/** What people and programs type that search languages stumble over: our operators and FTS5's, quotes, controls, scripts, lengths. */
const naughtyQueries: readonly string[] = [
  ...['', ' ', '"', '""', '"' + '""', "'", '\\', '\0', '\n', '\t', '\r\n', '\u0001', '\u007f', '\ufeff', '\u200b', '\u202eabc'],
  ...['\ud800', '\udfff', '\uffff', 'AND', 'OR', 'NOT', 'NEAR', 'NEAR(a b, 5)', 'a AND b', 'a OR', '(a', 'a)', '()', '{a b}:c', 'a:b:c'],
  ...['^a', 'a^', 'a*', '*', '**', '*a', '-', '--', '-*', '+a', 'from:', 'to:""', 'subject:-', 'has:', 'has:nothing', 'is:', 'is:"unread'],
  ...['in:', 'in:""', 'before:', 'before:0000-00-00', 'after:9999-99-99', '-from:', '--from:a', 'from:from:from:', 'NULL', 'NaN', '1e309'],
  ...["'; DROP TABLE messages; --", "1' OR '1'='1", '%', '_', '\\%', '?1', ':name', '@var', '$1', '<script>alert(1)</script>', '{{7*7}}'],
  ...[
    '日本語',
    '한국어',
    'العربية',
    'עברית',
    'ไทย',
    'Ω≈ç√∫',
    '\u0301\u0301\u0301',
    'e\u0301',
    'ﬁ',
    'ß',
    'İ',
    'ı',
    '👩‍👩‍👧‍👦',
    '🇵🇹',
    '👍🏽',
    '１２３',
    '½',
  ],
  ...['a'.repeat(9_000), 'word '.repeat(1_500), ...['"', '*', '-', '(', '\u0301', 'from:a '].map((piece) => piece.repeat(999))],
];

const naughtyList = (): string[] => {
  const strings: unknown = JSON.parse(readCorpusText('blns/blns.json'));
  if (!Array.isArray(strings) || strings.length < 400) throw new Error('blns.json is not the list it was');
  return strings.map(String);
};

describe('a search for what nobody would search for', () => {
  it.each<[string, () => readonly string[]]>([
    ['strings that break search languages', () => naughtyQueries],
    ...(whyCorpusMissing() === undefined ? [['the list of naughty strings', naughtyList] satisfies [string, () => string[]]] : []),
  ])('answers without an error, as a query, in quotes, after an operator and as a prefix of an address: %s', async (_, strings) => {
    const open = await openStorage();
    for (const naughty of strings()) {
      for (const query of [naughty, `"${naughty}"`, `from:${naughty}`, `-${naughty}`, `in:"${naughty}" before:${naughty}`]) {
        expect(() => open.reader.search({ query, limit: 5 })).not.toThrow();
      }
      expect(() => open.reader.complete(naughty, 5)).not.toThrow();
    }
    await open.done();
  });
});
