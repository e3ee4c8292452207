import type { Entity } from './entity.ts';

/** Decodes octets (one character each) by a charset's name; what is unknown is read as UTF-8, or as latin1 where it is not that. */
function decodeCharset(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset.trim().toLowerCase() || 'utf-8').decode(bytes);
  } catch {
    return bytes.toString('utf8'); // an unknown name (RangeError): a search should still see the ASCII in it
  }
}

/** Replaces encoded words (RFC 2047) by what they mean; raw octets are read as UTF-8 (RFC 6532). */
export function decodeHeaderText(value: string): string {
  // RFC 2047 §6.2: white space between two encoded words is not part of the text.
  const joined = value.replace(/(=\?[^?\s]+\?[bq]\?[^?\s]*\?=)\s+(?==\?[^?\s]+\?[bq]\?)/gi, '$1');
  const pattern = /=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi;
  let decoded = '';
  let last = 0;
  for (const match of joined.matchAll(pattern)) {
    const [whole, charset = '', encoding = '', content = ''] = match;
    decoded += Buffer.from(joined.slice(last, match.index), 'latin1').toString('utf8');
    const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(content, 'base64') : quotedPrintable(content.replaceAll('_', ' '));
    decoded += decodeCharset(bytes, charset);
    last = match.index + whole.length;
  }
  return decoded + Buffer.from(joined.slice(last), 'latin1').toString('utf8');
}

/** The text of one part with its transfer encoding and charset undone. */
function decodeBody(entity: Entity): string {
  const raw = entity.bytes.subarray(entity.bodyStart, entity.end);
  const bytes =
    entity.encoding === 'base64'
      ? Buffer.from(raw.toString('latin1'), 'base64')
      : entity.encoding === 'quoted-printable'
        ? quotedPrintable(raw.toString('latin1').replace(/[ \t]*=[ \t]*\r?\n/g, ''))
        : raw;
  return decodeCharset(bytes, entity.parameters.find(([name]) => name.toLowerCase() === 'charset')?.[1] ?? 'utf-8');
}

/** Header and body of all readable parts: what BODY and TEXT search (RFC 3501 §6.4.4). */
export function* searchableBodies(entity: Entity): Generator<string> {
  for (const child of entity.children) yield* searchablePart(child);
  if (entity.children.length === 0) yield* ownBody(entity);
}

function* searchablePart(entity: Entity): Generator<string> {
  for (const field of entity.fields) yield decodeHeaderText(field.value);
  yield* searchableBodies(entity);
}

function* ownBody(entity: Entity): Generator<string> {
  if (entity.message) yield* searchablePart(entity.message);
  else if (entity.type === 'text' || entity.type === 'message') yield decodeBody(entity);
}

function quotedPrintable(text: string): Buffer {
  return Buffer.from(
    text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}
