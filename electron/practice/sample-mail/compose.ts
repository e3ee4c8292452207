/** Writes sample messages octet by octet: header fields as given, bodies in the encoding that the sample is meant to show. */
import { headerDate } from '../dates.ts';

/** Who the mail is for and when "now" is; every sample is a function of this. */
export interface SampleContext {
  readonly owner: { readonly address: string; readonly displayName: string };
  readonly domain: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Placement = 'INBOX' | 'Sent' | 'Drafts' | 'Archive' | 'Trash' | 'Junk';

export interface SampleMessage {
  readonly folder: Placement;
  readonly flags: readonly string[];
  readonly at: number;
  readonly bytes: Buffer;
}

export interface Part {
  readonly headers: readonly string[];
  readonly body: string;
}

interface Draft {
  readonly folder?: Placement;
  readonly flags?: readonly string[];
  /** Hours before now. */
  readonly hoursAgo: number;
  readonly zoneMinutes?: number;
  /** What is before @ in the Message-ID; the domain of the sender follows unless one is given. */
  readonly id: string;
  readonly from: string;
  readonly to?: string;
  readonly subject: string;
  /** Trace fields, above all others. */
  readonly trace?: readonly string[];
  /** Fields after the usual ones. */
  readonly fields?: readonly string[];
  readonly content: Part;
}

const hour = 3_600_000;

/** Builds a whole message. */
export function compose(context: SampleContext, draft: Draft): SampleMessage {
  const at = context.now - draft.hoursAgo * hour;
  const lines = [
    ...(draft.trace ?? []),
    `Date: ${headerDate(at, draft.zoneMinutes ?? 0)}`,
    `From: ${draft.from}`,
    `To: ${draft.to ?? ownerMailbox(context)}`,
    `Subject: ${draft.subject}`,
    `Message-ID: ${messageId(draft.id, context.domain)}`,
    ...(draft.fields ?? []),
    'MIME-Version: 1.0',
    ...draft.content.headers,
    '',
    draft.content.body,
  ];
  return { folder: draft.folder ?? 'INBOX', flags: draft.flags ?? [], at, bytes: Buffer.from(crlf(lines.join('\n')), 'latin1') };
}

export const messageId = (id: string, domain: string): string => (id.includes('@') ? `<${id}>` : `<${id}@${domain}>`);

/** The owner as an address with a name, encoded where the name is not ASCII. */
export const ownerMailbox = ({ owner }: SampleContext): string => `${encodePhrase(owner.displayName)} <${owner.address}>`;

const encodePhrase = (text: string): string => (isAscii(text) ? text : encodedWordQ(text));
const isAscii = (text: string): boolean => /^[\u0020-\u007e\n]*$/.test(text);

/** Plain text in US-ASCII, or in UTF-8 as quoted-printable. */
export function plain(text: string): Part {
  if (isAscii(text)) return { headers: ['Content-Type: text/plain; charset=us-ascii'], body: `${text}\n` };
  return {
    headers: ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'],
    body: quotedPrintable(`${text}\n`),
  };
}

export const html = (text: string): Part => ({
  headers: ['Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'],
  body: quotedPrintable(`${text}\n`),
});

/** Parts under a boundary (RFC 2046 §5.1). */
export function multipart(subtype: string, boundary: string, parts: readonly Part[]): Part {
  const written = parts.map((part) => `--${boundary}\n${part.headers.join('\n')}\n\n${part.body}\n`);
  return { headers: [`Content-Type: multipart/${subtype}; boundary="${boundary}"`], body: `${written.join('')}--${boundary}--\n` };
}

/** A file in base64 with a disposition (RFC 2183). */
export function attachment(
  contentType: string,
  filename: string,
  bytes: Buffer,
  disposition = 'attachment',
  more: readonly string[] = [],
): Part {
  return {
    headers: [
      `Content-Type: ${contentType}; name="${filename}"`,
      `Content-Disposition: ${disposition}; filename="${filename}"`,
      'Content-Transfer-Encoding: base64',
      ...more,
    ],
    body: base64Lines(bytes),
  };
}

export const base64Lines = (bytes: Buffer): string => `${bytes.toString('base64').replace(/.{76}(?=.)/g, '$&\n')}\n`;

/** Quoted-printable (RFC 2045 §6.7) in a charset whose characters are octets: UTF-8 or, given its octets, any other. */
export function quotedPrintable(text: string, encoding: 'utf8' | 'latin1' = 'utf8'): string {
  return text
    .split('\n')
    .map((line) => softBreaks(escapeOctets(line, encoding)))
    .join('\n');
}

function escapeOctets(line: string, encoding: 'utf8' | 'latin1'): string {
  const octets = [...Buffer.from(line, encoding)];
  return octets
    .map((octet, index) => {
      const isLastSpace = octet === 0x20 && index === octets.length - 1;
      const isPlain = octet >= 0x20 && octet <= 0x7e && octet !== 0x3d && !isLastSpace;
      return isPlain ? String.fromCharCode(octet) : `=${octet.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** Breaks a line before 76 characters, never inside `=XX`. */
function softBreaks(line: string): string {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > 76) {
    const cut = rest.slice(73, 75).includes('=') ? 73 + rest.slice(73, 75).indexOf('=') : 75;
    pieces.push(`${rest.slice(0, cut)}=`);
    rest = rest.slice(cut);
  }
  return [...pieces, rest].join('\n');
}

/** Encoded words in the Q encoding (RFC 2047 §4.2), one for each few words, folded. */
export function encodedWordQ(text: string): string {
  return chunks(text, 20)
    .map(
      (piece) =>
        `=?utf-8?Q?${escapeOctets(piece, 'utf8')
          .replace(/[?_"(),.:;<>@[\]]/g, (character) => `=${character.charCodeAt(0).toString(16).toUpperCase()}`)
          .replaceAll(' ', '_')
          .replaceAll('=20', '_')}?=`,
    )
    .join('\n ');
}

/** Encoded words in the B encoding (RFC 2047 §4.1). */
export function encodedWordB(text: string): string {
  return chunks(text, 15)
    .map((piece) => `=?UTF-8?B?${Buffer.from(piece, 'utf8').toString('base64')}?=`)
    .join('\n ');
}

function chunks(text: string, length: number): string[] {
  const characters = [...text];
  return Array.from({ length: Math.ceil(characters.length / length) }, (_, index) =>
    characters.slice(index * length, (index + 1) * length).join(''),
  );
}

const crlf = (text: string): string => text.replace(/\r?\n/g, '\r\n');
