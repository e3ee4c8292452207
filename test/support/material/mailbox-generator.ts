/**
 * Mail that looks like mail, from a seed: sizes, words, threads, languages and charsets distributed as in real mailboxes
 * (half the messages below 8 KB, one in a hundred near a megabyte). The same seed gives the same bytes, and the first
 * thousand messages of a large mailbox are those of a small one. Words are made of syllables under a Zipf law, because
 * an index behaves as it does on real text only when its words are as rare and as common.
 */

export interface GeneratedMessage {
  /** 1 for the oldest. */
  readonly number: number;
  readonly raw: Buffer;
  /** INTERNALDATE, milliseconds since 1970. */
  readonly date: number;
  readonly flags: readonly string[];
  readonly messageId: string;
}

export interface MailboxOptions {
  readonly seed: number;
  readonly count: number;
  /** Date of the first message. */
  readonly start?: number;
  /** Leaves out the large attachments, for tests that want many messages and few bytes. */
  readonly small?: boolean;
}

type Random = () => number;

/** Numbers in [0, 1) from a 32-bit seed (mulberry32). */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const syllables = {
  en: [
    'th',
    'er',
    'on',
    'an',
    'in',
    'st',
    'ough',
    'ing',
    'ent',
    'ly',
    'wor',
    'man',
    'ble',
    'con',
    'pre',
    'sha',
    'tic',
    'ment',
    'ew',
    'ist',
  ],
  es: [
    'ción',
    'que',
    'lla',
    'ñar',
    'tar',
    'mente',
    'pre',
    'cor',
    'des',
    'aje',
    'ón',
    'ita',
    'era',
    'gua',
    'dor',
    'ble',
    'nte',
    'sí',
    'más',
    'co',
  ],
  pt: [
    'ção',
    'que',
    'lho',
    'não',
    'tar',
    'mente',
    'pré',
    'cor',
    'des',
    'agem',
    'ões',
    'inho',
    'era',
    'gua',
    'dor',
    'vel',
    'nte',
    'lha',
    'mãe',
    'co',
  ],
} as const;
type Language = keyof typeof syllables;
const wordsPerLanguage = 30_000;

function wordOf(language: Language, rank: number): string {
  const parts = syllables[language];
  const random = randomFrom(rank * 7_919 + parts.length + language.charCodeAt(0));
  const length = rank < 100 ? 1 + (rank % 2) : 2 + Math.floor(random() * 3);
  let word = '';
  for (let index = 0; index < length; index += 1) word += parts[Math.floor(random() * parts.length)];
  // Ranks beyond what the syllables can tell apart get a tail of their own.
  return rank < 200 ? word : word + (rank % 97).toString(36);
}

/** Rank under Zipf's law with exponent 1: the inverse of the harmonic sum, approximated by an exponential. */
const zipfRank = (random: Random, count: number): number => Math.min(count - 1, Math.floor(Math.exp(random() * Math.log(count))) - 1);

const people = Array.from({ length: 2_000 }, (_, index) => {
  const random = randomFrom(index + 1);
  const first = ['Ana', 'Bruno', 'Carla', 'Diego', 'Elena', 'Fábio', 'Grace', 'Hugo', 'Inês', 'João', 'Karen', 'Luis'][
    Math.floor(random() * 12)
  ];
  const last = ['Pérez', 'Silva', 'Smith', 'Núñez', 'Souza', 'Brown', 'García', 'Araújo', 'Jones', 'Ibáñez'][Math.floor(random() * 10)];
  return {
    name: `${first} ${last}`,
    address: `${`${first}.${last}${index}`
      .normalize('NFKD')
      .replace(/[^\w.]/g, '')
      .toLowerCase()}@example.test`,
  };
});

const encodeWord = (text: string): string => (/^[\x20-\x7e]*$/.test(text) ? text : `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`);

function quotedPrintable(bytes: Buffer): string {
  let out = '';
  let column = 0;
  for (const byte of bytes) {
    if (byte === 10) {
      out += '\r\n';
      column = 0;
      continue;
    }
    const piece =
      byte === 61 || byte < 32 || byte > 126 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte);
    if (column + piece.length > 75) {
      out += '=\r\n';
      column = 0;
    }
    out += piece;
    column += piece.length;
  }
  return out.replace(/ \r\n/g, '=20\r\n');
}

const base64Lines = (bytes: Buffer): string => bytes.toString('base64').replace(/.{76}/g, '$&\r\n');

function textOf(random: Random, language: Language, length: number): string {
  let text = '';
  let column = 0;
  while (text.length < length) {
    const word = wordOf(language, zipfRank(random, wordsPerLanguage));
    column += word.length + 1;
    text += word + (random() < 0.08 ? '. ' : ' ');
    if (column > 66) {
      text += '\n';
      column = 0;
    }
  }
  return text;
}

/** Length of the text: log-normal, median about 5 KB. */
function textLength(random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.min(120_000, Math.max(120, Math.floor(Math.exp(Math.log(4_600) + 0.95 * normal))));
}

function textPart(random: Random, text: string, type: string): string {
  const narrow = /^[\u0000-\u00ff]*$/.test(text) && random() < 0.3;
  const charset = narrow ? 'iso-8859-1' : 'utf-8';
  const bytes = Buffer.from(text, narrow ? 'latin1' : 'utf8');
  const choice = random();
  const header = (encoding: string) => `Content-Type: ${type}; charset=${charset}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
  if (choice < 0.2) return header('base64') + base64Lines(bytes);
  return header('quoted-printable') + quotedPrintable(bytes);
}

const minuteMs = 60_000;

/** One message; `previous` gives the Message-ID of an earlier one, for threads. */
function generateMessage(options: MailboxOptions, number: number, idOf: (number: number) => string): GeneratedMessage {
  const random = randomFrom(Math.imul(options.seed + 1, 2_654_435_761) ^ Math.imul(number, 40_503));
  const pick = <Item>(items: readonly Item[], fallback: Item): Item => items[Math.floor(random() * items.length)] ?? fallback;
  const someone = people[0] ?? { name: '', address: '' };
  const from = people[Math.floor(people.length * random() ** 3)] ?? someone;
  const to = pick(people, someone);
  const spread = random();
  const language: Language = spread < 0.6 ? 'en' : spread < 0.82 ? 'es' : 'pt';
  const date = (options.start ?? Date.UTC(2016, 0, 1)) + number * 37 * minuteMs + Math.floor(random() * 30 * minuteMs);
  const reply = number > 10 && random() < 0.55;
  const parent = reply ? number - 1 - Math.floor(random() * Math.min(number - 1, 200)) : 0;
  const subject =
    (reply ? 'Re: ' : '') +
    textOf(random, language, 20 + random() * 40)
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 90);
  const text = textOf(random, language, textLength(random));
  const messageId = idOf(number);
  const headers = [
    `Return-Path: <${from.address}>`,
    `Received: from mx${number % 7}.example.test (mx${number % 7}.example.test [192.0.2.${number % 250}])\r\n\tby mail.example.test (Postfix) with ESMTPS id ${(number * 7_919).toString(36).toUpperCase()}\r\n\tfor <${to.address}>; ${new Date(date).toUTCString().replace('GMT', '+0000')}`,
    `Received: by mx${number % 7}.example.test (Postfix, from userid 1000)\r\n\tid ${(number * 104_729).toString(36).toUpperCase()}; ${new Date(date - 3_000).toUTCString().replace('GMT', '+0000')}`,
    `Date: ${new Date(date).toUTCString().replace('GMT', '+0000')}`,
    `From: ${encodeWord(from.name)} <${from.address}>`,
    `To: ${encodeWord(to.name)} <${to.address}>`,
    ...(random() < 0.25 ? [`Cc: ${pick(people, someone).address}, ${pick(people, someone).address}`] : []),
    `Subject: ${encodeWord(subject)}`,
    `Message-ID: ${messageId}`,
    ...(reply ? [`In-Reply-To: ${idOf(parent)}`, `References: ${idOf(Math.max(1, parent - 1))}\r\n ${idOf(parent)}`] : []),
    'MIME-Version: 1.0',
  ];
  const boundary = `=_${number}_${Math.floor(random() * 1e9).toString(36)}`;
  let body = textPart(random, text, 'text/plain');
  if (random() < 0.3) {
    const html = `<html><body>${text
      .split('\n')
      .map((line) => `<p>${line}</p>`)
      .join('\n')}</body></html>`;
    body = `Content-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n--${boundary}\r\n${body}\r\n--${boundary}\r\n${textPart(random, html, 'text/html')}\r\n--${boundary}--\r\n`;
  }
  if (random() < 0.03 && !options.small) {
    const outer = `${boundary}_m`;
    const bytes = Buffer.alloc(Math.floor(75_000 * 20 ** random()));
    for (let index = 0; index < bytes.length; index += 4)
      bytes.writeUInt32LE(Math.floor(random() * 4_294_967_296), Math.min(index, bytes.length - 4));
    body = `Content-Type: multipart/mixed; boundary="${outer}"\r\n\r\n--${outer}\r\n${body}\r\n--${outer}\r\nContent-Type: application/pdf; name="file${number}.pdf"\r\nContent-Disposition: attachment; filename="file${number}.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(bytes)}\r\n--${outer}--\r\n`;
  }
  const raw = Buffer.from(`${headers.join('\r\n')}\r\n${body}\r\n`, 'latin1');
  const flags = [
    ...(random() < 0.8 ? ['\\Seen'] : []),
    ...(random() < 0.05 ? ['\\Flagged'] : []),
    ...(random() < 0.2 ? ['\\Answered'] : []),
  ];
  return { number, raw, date, flags, messageId };
}

/** The messages of a mailbox, oldest first. */
export function* generateMailbox(options: MailboxOptions): Generator<GeneratedMessage, void, void> {
  const idOf = (number: number) => `<${options.seed}.${number}@generated.example.test>`;
  for (let number = 1; number <= options.count; number += 1) yield generateMessage(options, number, idOf);
}

/** The header block of a generated message, with its empty line. */
export const headerBlockOf = (raw: Buffer): Buffer => raw.subarray(0, raw.indexOf('\r\n\r\n') + 4);
