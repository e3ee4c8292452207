/**
 * Reads a message with a parser that shares no code with ours, for comparison (`compare.ts`): messages that programs read differently are a
 * known way past filters. Never used for list, index or reader: mailparser takes the last of several From fields, joins text parts, and
 * lets control characters through. Runs in the parse worker, where a message that makes it hang or eat memory costs the worker and nothing
 * else.
 */
import { simpleParser } from 'mailparser';

/** What is compared; everything else is left to the first reading. */
export interface SecondReading {
  readonly subject: string;
  /** Addresses of From as they were read, in order. */
  readonly from: readonly { readonly name: string; readonly address: string }[];
  /** The Date field, milliseconds since 1970. */
  readonly date: number | null;
  readonly text: string | null;
  readonly html: string | null;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly size: number }[];
}

/**
 * Reads a whole message with mailparser. HTML is not turned into text there, nor text into HTML: both take it seconds for nested tables.
 * @param raw the message as stored
 * @throws what mailparser throws; time and memory are bounded by the worker
 */
export async function readAgain(raw: Buffer): Promise<SecondReading> {
  const mail = await simpleParser(raw, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    skipTextLinks: true,
    keepCidLinks: true,
  });
  return {
    subject: mail.subject ?? '',
    from: (mail.from?.value ?? []).flatMap(flatten),
    date: hasDate(raw) && mail.date ? mail.date.getTime() : null,
    text: mail.text ?? null,
    html: mail.html === undefined || mail.html === false ? null : mail.html,
    attachments: mail.attachments.map(({ filename, contentType, size, content }) => ({
      name: filename ?? '',
      type: contentType,
      size: size ?? content.length,
    })),
  };
}

interface ReadAddress {
  readonly name?: string;
  readonly address?: string;
  readonly group?: readonly ReadAddress[];
}

function flatten({ name = '', address = '', group }: ReadAddress): { name: string; address: string }[] {
  return group ? group.flatMap(flatten) : [{ name, address }];
}

/** mailparser reports the present time for a message without a Date field (RFC 5322 §3.6 requires one): ignore that. */
const hasDate = (raw: Buffer): boolean => {
  const end = raw.indexOf('\r\n\r\n');
  return /^date:/im.test(raw.toString('latin1', 0, Math.min(end < 0 ? raw.length : end, 1_048_576)));
};
