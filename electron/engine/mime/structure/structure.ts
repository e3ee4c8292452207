/**
 * What a message is made of: the tree of its parts with byte offsets, and the decoded bytes of each. Our own linear scanner, so that headers,
 * structure, source and attachments are there whatever the text of a message does to a text decoder. This folder refuses to know where
 * messages come from, where they are kept, and how they are shown; it sanitises nothing and fetches nothing.
 */
import type { PartNode } from '../../../contract/messages.ts';
import { firstField, isOwnCharset, readHeaderBlock } from '../header/header-block.ts';
import { defaultLimits, type MimeLimits } from '../limits.ts';
import { htmlCharset } from '../text/charset.ts';
import { visibleFileName, visibleLine } from '../text/visible-text.ts';
import { isEncoded, isMessage, type MessageStructure, opensAsMessage, type Part, walkParts } from './part.ts';
import { type Place, Scanner, type Tree } from './scanner.ts';
import { decodeTransfer } from './transfer-encoding.ts';

export { isMessage, type MessageStructure, opensAsMessage, type Part, walkParts };

/**
 * Reads the tree of parts. Linear in the length of the message, bounded by `limits`; never throws.
 * Raw bytes in the headers of parts are read in the charset that the message names for its text: that is known after a first reading.
 * @param chosenCharset what a person chose to read the message in
 */
export function readStructure(message: Buffer, limits: MimeLimits = defaultLimits, chosenCharset: string | null = null): MessageStructure {
  const bytes = withLineFeeds(message);
  const top = { otherwise: null, chosen: chosenCharset, id: null, parts: 0, depth: 0, encodedDepth: 0 };
  const first = readTree(bytes, limits, top);
  if (!first.rawBytes || chosenCharset !== null) return first;
  const otherwise = first.root.header.charset ?? charsetOfTexts(first.root);
  return otherwise === null ? first : readTree(bytes, limits, { ...top, otherwise });
}

/** Bytes of a part, as they came, in which the head of its HTML or the header of a message is looked for. */
const headBytes = 8_192;

/** What the first text that names a charset of its own is written in: by its parameter or, where it has none, by its HTML. */
function charsetOfTexts(root: Part): string | null {
  for (const part of walkParts(root)) {
    if (!part.type.startsWith('text/')) continue;
    const start = (): Buffer => decodeTransfer(encodedBytes(part).subarray(0, headBytes), part.encoding);
    const charset = part.parameters.get('charset') ?? (part.type === 'text/html' ? htmlCharset(start()) : null);
    if (charset !== null && isOwnCharset(charset)) return charset;
  }
  return null;
}

/** Each level of encoding is the whole content once more: more than these are left undivided. */
const mostEncodedDepth = 4;

/**
 * Reads a tree, then the trees inside multiparts and enclosed messages that came encoded, which RFC 2045 §6.4 and RFC 2046 §5.2.1 forbid and several
 * senders do, or that came as a file without the type of a message.
 */
function readTree(bytes: Buffer, limits: MimeLimits, place: Place): Tree {
  const tree = new Scanner(bytes, limits, place).scan();
  let { tooComplex, malformed, rawBytes, parts } = tree;
  for (const part of [...walkParts(tree.root)]) {
    const isFile = isMessageFile(part);
    const isWrapped = part.type.startsWith('multipart/') && part.children.length === 0 && isEncoded(part.encoding);
    if (!isFile && !isWrapped && !(isMessage(part.type) && isEncoded(part.encoding))) continue;
    if (isFile && !isMessageText(decodeTransfer(encodedBytes(part).subarray(0, headBytes), part.encoding), limits)) continue;
    if (place.encodedDepth >= mostEncodedDepth || parts >= limits.parts) {
      tooComplex = true;
      continue;
    }
    const decoded = withLineFeeds(decodeTransfer(encodedBytes(part), part.encoding));
    const content = isWrapped ? Buffer.concat([contentType(part), decoded]) : decoded;
    const id = isWrapped ? part.id.replace(/\.TEXT$/, '') || null : part.id || '1';
    const inner = readTree(content, limits, { ...place, id, parts, depth: place.depth + 1, encodedDepth: place.encodedDepth + 1 });
    if (isWrapped && inner.root.children.length === 0) continue; // not a multipart when decoded either
    part.children.push(...(isWrapped ? inner.root.children : [inner.root]));
    malformed ||= isWrapped;
    parts = inner.parts;
    tooComplex ||= inner.tooComplex;
    malformed ||= inner.malformed;
    rawBytes ||= inner.rawBytes;
  }
  return { ...tree, tooComplex, malformed, rawBytes, parts };
}

/** What divides a multipart, as the header of its content alone. */
const contentType = (part: Part): Buffer => Buffer.from(`${firstField(part.header, 'content-type')?.raw ?? ''}\r\n\r\n`, 'latin1');

/** A saved message, by the name of its file. */
const isMessageFile = (part: Part): boolean =>
  part.children.length === 0 && !isMessage(part.type) && !part.type.startsWith('multipart/') && /\.eml\s*$/i.test(part.fileName ?? '');

const fieldsOfMessages = new Set(['from', 'to', 'subject', 'date', 'received', 'return-path', 'message-id', 'mime-version', 'reply-to']);

/** Whether a file begins with the header of a message: two of the fields that messages have. */
function isMessageText(start: Buffer, limits: MimeLimits): boolean {
  const { fields } = readHeaderBlock(withLineFeeds(start), 0, start.length, limits);
  return new Set(fields.flatMap(({ key }) => (fieldsOfMessages.has(key) ? [key] : []))).size > 1;
}

/** Old Macintosh mail ends its lines with CR alone: where no LF is anywhere, CR is read as LF. Offsets stay. */
function withLineFeeds(message: Buffer): Buffer {
  if (message.indexOf(10) >= 0 || message.indexOf(13) < 0) return message;
  const copy = Buffer.from(message);
  for (let position = copy.indexOf(13); position >= 0; position = copy.indexOf(13, position + 1)) copy[position] = 10;
  return copy;
}

/** The bytes of a part as transferred. */
export const encodedBytes = (part: Part): Buffer => part.bytes.subarray(part.bodyStart, part.bodyEnd);

/** The bytes of a part with its transfer encoding undone; what a mailing list put behind base64 (a footer in plain text) stays behind a text. */
export function decodedBytes(structure: MessageStructure, part: Part): Buffer {
  const isText = part.type.startsWith('text/');
  const before = structure.texts.get(part);
  if (before) return before;
  const decoded = decodeTransfer(encodedBytes(part), isOpenMultipart(part) ? null : part.encoding, isText);
  if (isText) structure.texts.set(part, decoded);
  return decoded;
}

const isOpenMultipart = (part: Part): boolean => part.type.startsWith('multipart/') && part.children.length > 0;

/** The tree as the contract shows it. */
export function toPartNode(part: Part): PartNode {
  return {
    id: part.id,
    type: part.type,
    parameters: Object.fromEntries([...part.parameters].map(([name, value]) => [visibleLine(name), visibleLine(value)])),
    disposition: part.disposition === null ? null : visibleLine(part.disposition),
    fileName: part.fileName === null ? null : visibleFileName(part.fileName),
    contentId: part.contentId === null ? null : visibleLine(part.contentId),
    encoding: part.encoding === null ? null : visibleLine(part.encoding),
    size: part.bodyEnd - part.bodyStart,
    children: part.children.map(toPartNode),
  };
}
