import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { fillReply } from '../../../electron/engine/mime/compose/reply.ts';
import { summariseHeader } from '../../../electron/engine/mime/header/summary.ts';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { textForIndex } from '../../../electron/engine/mime/text/index-text.ts';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const bodyIn = (charset: string, bytes: Buffer): string | null =>
  parseMessage(Buffer.concat([latin1(`Content-Type: text/plain; charset=${charset}\r\n\r\n`), bytes])).text;
const rawHeader = (before: string, bytes: Buffer, after: string): Buffer => Buffer.concat([latin1(before), bytes, latin1(after)]);

describe('texts that switch character sets by escapes are read', () => {
  it.each([
    ['iso-2022-kr', '\x1b$)C\x0eGQ1[\x0f ok', '한글 ok'],
    ['ISO-2022-KR', '\x1b$)C\r\n\x0eGQ\x0f.', '\n한.'],
    ['cp50225', '\x0eGQ1[\x0f', '한글'],
    ['iso-2022-cn', '\x1b$)A\x0eDc:C\x0f!', '你好!'],
    ['iso-2022-cn-ext', '\x1b$)A\x0eDc\x0f', '你'],
    ['hz-gb-2312', 'a ~{Dc:C~} b~~c', 'a 你好 b~c'],
    ['HZ', '~{Dc~}~\r\nx', '你x'],
    ['iso-2022-jp', '\x1b$BF|K\\\x1b(B', '日本'],
    ['cp50220', '\x1b$BF|K\\\x1b(J~', '日本~'],
    ['cp50221', '\x1b(IA1R\x1b(B', 'ﾁｱﾒ'],
    ['iso-2022-jp-ms', '\x1b$B-!\x1b(B', '①'],
    ['iso-2022-jp-1', '\x1b$(D0!\x1b(B', '丂'],
    ['iso-2022-jp-2', '\x1b$ADc\x1b$(CGQ\x1b.A\x1bNi\x1b(B', '你한é'],
    ['iso-2022-jp-3', '\x1b$(OF|K\\\x1b(B', '日本'],
    ['iso-2022-jp-2004', '\x1b$(QF|\x1b(B', '日'],
    ['csISO2022JP', '\x1b$B$"\x1b(B\x1b$B$$\x1b(B', 'あい'],
  ])('in %s', (charset, bytes, text) => {
    expect(bodyIn(charset, latin1(bytes))).toBe(text);
  });

  it.each(['', 'us-ascii', 'iso-8859-1x', '8bit'])('where the label is %j, by the escapes themselves', (charset) => {
    expect(bodyIn(charset || '""', latin1('\x1b$BF|K\\\x1b(B'))).toBe('日本');
  });

  it('in a subject, encoded or raw, and in the answer to it', () => {
    const encoded = `Subject: =?ISO-2022-KR?B?${latin1('\x1b$)C\x0eGQ1[\x0f').toString('base64')}?=\r\nFrom: a@b.test\r\n\r\nx`;
    expect(fillReply({ mode: 'reply', raw: latin1(encoded), own: [], formatAddresses: () => '' }).subject).toBe('Re: 한글');
    expect(summariseHeader(latin1('Subject: \x1b$BF|K\\\x1b(B\r\n\r\n')).subject).toBe('日本');
  });
});

describe('texts of programs that write more than the name of their charset promises are read', () => {
  it.each(['euc-kr', 'ks_c_5601-1987', 'KS_C_5601', 'cp949', 'ms949', 'windows-949', 'uhc', 'x-windows-949', 'korean', 'euc_kr'])(
    'Korean syllables of Windows as %s',
    (charset) => {
      const text = '뷁 펲시콜라, 똠방각하 ― 힣 漢字';
      expect(bodyIn(charset, iconv.encode(text, 'cp949'))).toBe(text);
    },
  );

  it.each(['big5', 'big5-hkscs', 'Big5_HKSCS', 'cp950', 'ms950', 'windows-950', 'x-big5'])('Hong Kong characters as %s', (charset) => {
    const text = '佢喺邊度？嘅、咗、啲 冇 中文';
    expect(bodyIn(charset, iconv.encode(text, 'big5hkscs'))).toBe(text);
  });

  it.each(['gb2312', 'gbk', 'cp936', 'x-gbk', 'windows-936', 'gb18030'])('rare Chinese characters as %s', (charset) => {
    const text = '镕 朱镕基 㐀 𠀀 €';
    expect(bodyIn(charset, iconv.encode(text, 'gb18030'))).toBe(text);
  });

  it.each(['shift_jis', 'cp932', 'windows-31j', 'ms932', 'windows-932'])('Japanese characters of Windows as %s', (charset) => {
    const text = '①㈱髙﨑 ｱｲｳ';
    expect(bodyIn(charset, iconv.encode(text, 'cp932'))).toBe(text);
  });

  it('in a subject, and stray in a text that should switch by escapes', () => {
    const subject = iconv.encode('뷁', 'cp949').toString('base64');
    expect(summariseHeader(latin1(`Subject: =?ks_c_5601-1987?B?${subject}?=\r\n\r\n`)).subject).toBe('뷁');
    expect(bodyIn('iso-2022-kr', iconv.encode('뷁 펲', 'cp949'))).toBe('뷁 펲');
  });

  it('and what is broken costs no letter beside it', () => {
    expect(bodyIn('euc-kr', latin1('a\x81\xb9\xe6b\x81'))).toMatch(/^a.+b\ufffd$/s);
    expect(bodyIn('big5', latin1('<b>\x87</b> ok'))).toContain('/b> ok');
  });
});

describe('a label that the bytes contradict is not believed', () => {
  it.each([
    'iso-2022-jp',
    'iso-2022-kr',
    'hz-gb-2312',
    'us-ascii',
    'utf-7',
    'iso-8859-2',
    'windows-1251',
    'koi8-r',
    'iso-8859-1',
    'big5',
    'euc-kr',
  ])('UTF-8 called %s', (charset) => {
    const text = 'Żółte źdźbło: ąęś, 日本語';
    expect(bodyIn(charset, Buffer.from(text))).toBe(text);
  });

  it.each(['gb2312', 'gbk', 'gb18030', 'euc-kr', 'ks_c_5601-1987', 'big5', 'shift_jis', 'euc-jp'])('short UTF-8 called %s', (charset) => {
    for (const text of [
      'Déjà vu',
      'café',
      'Élan',
      'naïve façade',
      'Žluťoučký kůň',
      'Привет, мир',
      'Καλημέρα',
      'שלום',
      '你好',
      '日本',
      '한국',
      'it’s',
      '5 €',
      'ok 😀',
    ]) {
      expect(bodyIn(charset, Buffer.from(text)), text).toBe(text);
      expect(summariseHeader(latin1(`Subject: =?${charset}?B?${Buffer.from(text).toString('base64')}?=\r\n\r\n`)).subject, text).toBe(text);
    }
  });

  it.each([
    ['gb2312', ['猫', '学校', '小学', '毛笔', '没', 'QQ群', '为', '笑 心', '茅台', 'A每']],
    ['gbk', ['聯', '藝術', '见 見', '猫咪', '朱镕基']],
    ['euc-kr', ['차', '처음', '카드', 'TV청', '크기', '한국']],
    ['big5', ['中', '你好', '臺灣', '乂']],
    ['shift_jis', ['日本', 'ﾃｽﾄ', '猫']],
    ['euc-jp', ['日本', '猫', '辿る', 'テスト']],
  ])('short text that is %s is', (charset, texts) => {
    for (const text of texts) expect(bodyIn(charset, iconv.encode(text, charset)), text).toBe(text);
  });

  it('a long text of several writings takes no time', () => {
    const text = Buffer.from(`${'a '.repeat(500_000)}Привет Καλημέρα`);
    const started = process.cpuUsage();
    expect(bodyIn('gb18030', text)?.length).toBeGreaterThan(1_000_000);
    for (let count = 0; count < 20; count += 1) bodyIn('gbk', Buffer.concat([text.subarray(0, 19_900), Buffer.from('пα')]));
    expect(process.cpuUsage(started).user).toBeLessThan(1_500_000);
  });

  it('a single character of UTF-8 in a subject called Latin-2', () => {
    expect(summariseHeader(latin1('Subject: =?iso-8859-2?Q?Ko=C5=84?=\r\n\r\n')).subject).toBe('Koń');
  });

  it('eight-bit Japanese called ISO-2022-JP', () => {
    expect(bodyIn('iso-2022-jp', iconv.encode('日本語のテキスト', 'euc-jp'))).toBe('日本語のテキスト');
    expect(bodyIn('iso-2022-jp', iconv.encode('日本語のテキスト', 'shift_jis'))).toBe('日本語のテキスト');
  });

  it('Latin-1 called UTF-8', () => {
    expect(bodyIn('utf-8', latin1('caf\xe9'))).toBe('café');
  });

  it('ASCII or UTF-8 whose own head names UTF-16', () => {
    const page = (charset: string) => Buffer.from(`Content-Type: text/html\r\n\r\n<meta charset="${charset}"><p>Plain words, é</p>`);
    for (const charset of ['utf-16', 'unicode', 'utf-16le', 'utf-16be', 'ucs-2'])
      expect(parseMessage(page(charset)).text).toBe('Plain words, é');
    expect(bodyIn('utf-16', Buffer.from('ascii words'))).toBe('ascii words');
  });

  it('and one that the bytes do not contradict is', () => {
    for (const [charset, text] of [
      ['windows-1251', 'Счёт № 5 «В» готов'],
      ['koi8-r', 'Отчёт готов'],
      ['iso-8859-5', 'ТА'],
      ['iso-8859-2', 'zażółć'],
      ['iso-8859-7', 'Καλημέρα'],
      ['tis-620', 'สวัสดี'],
      ['gbk', '联通'],
    ] as const)
      expect(bodyIn(charset, iconv.encode(text, charset)), charset).toBe(text);
  });

  it.each([
    ['utf-16le', 'utf-16'],
    ['utf-16be', 'utf-16'],
    ['utf-16be', 'utf-16be'],
  ])('UTF-16 written as %s and called %s', (encoding, charset) => {
    expect(bodyIn(charset, iconv.encode('Olá, mundo', encoding))).toBe('Olá, mundo');
  });
});

describe('bytes that stand raw in a header are read in the charset of the message', () => {
  const cyrillic = iconv.encode('Отчёт за май', 'koi8-r');

  it('named by its Content-Type, before or after', () => {
    const raw = rawHeader('Subject: ', cyrillic, '\r\nContent-Type: text/plain;\r\n charset="koi8-r"\r\n\r\nx');
    expect(summariseHeader(raw).subject).toBe('Отчёт за май');
    expect(parseMessage(raw).headers[0]?.value).toBe('Отчёт за май');
    expect(parseMessage(raw).headers[0]?.raw).toBe('Subject: Отчёт за май');
  });

  it('named by an encoded word beside it', () => {
    const raw = rawHeader('From: =?koi8-r?Q?=EF?= <a@b.test>\r\nSubject: ', cyrillic, '\r\n\r\nx');
    expect(summariseHeader(raw).subject).toBe('Отчёт за май');
  });

  it.each(['euc-kr', 'shift_jis', 'big5', 'windows-1251', 'iso-8859-2'])('in %s', (charset) => {
    const text =
      { 'euc-kr': '한글 제목', shift_jis: '日本語の件名', big5: '中文主旨', 'windows-1251': 'Тема', 'iso-8859-2': 'Żółć' }[charset] ?? '';
    const raw = rawHeader('Subject: ', iconv.encode(text, charset), `\r\nContent-Type: text/plain; charset=${charset}\r\n\r\nx`);
    expect(summariseHeader(raw).subject).toBe(text);
  });

  it('named by the text of a multipart: its subject, and the names of its files', () => {
    const raw = Buffer.concat([
      latin1('Subject: '),
      cyrillic,
      latin1('\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\nx\r\n--b\r\n'),
      latin1('Content-Type: application/pdf; name="'),
      cyrillic,
      latin1('.pdf"\r\nContent-Disposition: attachment\r\n\r\n%PDF\r\n--b--\r\n'),
    ]);
    const parsed = parseMessage(raw);
    expect(parsed.subject).toBe('Отчёт за май');
    expect(parsed.attachments.map(({ name, safeName }) => [name, safeName])).toEqual([['Отчёт за май.pdf', 'Отчёт за май.pdf']]);
    expect(textForIndex(raw).fileNames).toBe('Отчёт за май.pdf');
  });

  it.each([
    ['a meta element', '<html><head><meta charset="koi8-r"></head><p>x'],
    ['one of the old form', '<meta http-equiv="Content-Type" content="text/html; charset=KOI8-R"><p>x'],
    ['its XML declaration', '<?xml version="1.0" encoding="koi8-r"?><p>x</p>'],
  ])('named by %s of its HTML alone', (_by, html) => {
    for (const [encoding, body] of [
      ['7bit', html],
      ['base64', Buffer.from(html).toString('base64')],
      ['quoted-printable', html.replaceAll('=', '=3D')],
    ]) {
      const type = `Content-Type: text/html\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`;
      const raw = rawHeader('Subject: ', cyrillic, `\r\n${type}`);
      expect(parseMessage(raw).subject).toBe('Отчёт за май');
      expect(textForIndex(raw)).toMatchObject({ subject: 'Отчёт за май', rawHeader: true });
      const file = rawHeader('--b\r\nContent-Disposition: attachment; filename="', cyrillic, '.pdf"\r\n\r\nx\r\n--b--');
      const mixed = Buffer.concat([latin1(`Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${type}\r\n`), file]);
      expect(parseMessage(mixed).attachments.map(({ name }) => name)).toEqual(['Отчёт за май.pdf']);
    }
    expect(parseMessage(rawHeader('Content-Type: text/html\r\n\r\n', Buffer.concat([latin1(html), cyrillic]), '')).text).toContain(
      'Отчёт за май',
    );
  });

  it('UTF-8 all the same where it is UTF-8, and windows-1252 where nothing is named', () => {
    expect(summariseHeader(Buffer.from('Subject: Olá\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n')).subject).toBe('Olá');
    expect(summariseHeader(latin1('Subject: Ol\xe1\r\n\r\n')).subject).toBe('Olá');
  });
});

describe('a charset chosen by hand', () => {
  it('is believed for texts and raw header bytes, whatever the message says', () => {
    const raw = rawHeader(
      'Subject: s\r\nFrom: ',
      iconv.encode('Анна', 'koi8-r'),
      ' <a@b.test>\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n',
    );
    const message = Buffer.concat([raw, iconv.encode('Привет', 'koi8-r')]);
    const parsed = parseMessage(message, undefined, { charset: 'koi8-r' });
    expect(parsed.text).toBe('Привет');
    expect(parsed.from[0]?.name).toBe('Анна');
    const reply = fillReply({ mode: 'reply', raw: message, own: [], formatAddresses: () => '', charset: 'koi8-r' });
    expect(reply.quote.text).toBe('> Привет');
  });
});

describe('encoded words that were cut by length', () => {
  const cut = (text: string, encoding: 'B' | 'Q', sizes: readonly number[]): string => {
    const encoded =
      encoding === 'B'
        ? Buffer.from(text).toString('base64')
        : iconv.encode(text, 'utf8').reduce((all, byte) => `${all}=${byte.toString(16).toUpperCase()}`, '');
    const words: string[] = [];
    let from = 0;
    for (const size of [...sizes, encoded.length]) {
      if (from < encoded.length) words.push(`=?utf-8?${encoding}?${encoded.slice(from, from + size)}?=`);
      from += size;
    }
    return words.join('\r\n ');
  };
  const subject = 'Ежемесячный отчёт по складу № 7';

  it.each([
    ['B', [37, 21, 5]],
    ['B', [1, 2, 3, 30]],
    ['Q', [40, 25]],
    ['Q', [43, 7, 2]],
  ] as const)('in %s at %j are joined before they are decoded', (encoding, sizes) => {
    expect(summariseHeader(Buffer.from(`Subject: ${cut(subject, encoding, sizes)}\r\n\r\n`)).subject).toBe(subject);
  });

  it('while whole ones without padding stand alone', () => {
    expect(summariseHeader(Buffer.from('Subject: =?utf-8?B?w6k?= =?utf-8?B?w6E?=\r\n\r\n')).subject).toBe('éá');
    expect(summariseHeader(Buffer.from('Subject: =?utf-8?B?w6k=?= =?utf-8?Q?=C3=A1?=\r\n\r\n')).subject).toBe('éá');
  });
});
