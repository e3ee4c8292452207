/**
 * What a message is made of: the tree of its parts with byte offsets, and the decoded bytes of each. Our own linear scanner, so that headers,
 * structure, source and attachments are there whatever the text of a message does to a text decoder. This folder refuses to know where
 * messages come from, where they are kept, and how they are shown; it sanitises nothing and fetches nothing.
 */
import type { PartNode } from '../../contract/messages.ts';
import { type HeaderBlock, type HeaderCharset, isOwnCharset, readHeaderBlock } from './header-block.ts';
import { defaultLimits, type MimeLimits } from './limits.ts';
import { type BodyEvidence, readPartFacts } from './part-facts.ts';
import { guessBoundary } from './structure/guess-boundary.ts';
import { decodeTransfer } from './transfer-encoding.ts';
import { visibleFileName, visibleLine } from './visible-text.ts';

/** One part with its place in the message. */
export interface Part {
  /** IMAP section (RFC 9051 §6.4.5): `1.2`; the root of a multipart is empty; the multipart inside an enclosed message is `2.TEXT`. */
  readonly id: string;
  /** In lower case; what stands in the message, or what RFC 2045 §5.2 and RFC 2046 §5.1.5 say where nothing readable does. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly disposition: string | null;
  /** As sent, decoded, control characters and all: show it through `visibleFileName`, write it through `safeFileName`. */
  readonly fileName: string | null;
  /** Without its brackets. */
  readonly contentId: string | null;
  /** As written: a URL, perhaps relative (RFC 2557 §4.2). */
  readonly contentLocation: string | null;
  readonly encoding: string | null;
  readonly header: HeaderBlock;
  /** The bytes that the offsets count in: those of the message, or the decoded ones of an enclosed message that came encoded. */
  readonly bytes: Buffer;
  readonly headerStart: number;
  readonly bodyStart: number;
  /** After the last byte; the line end before a boundary belongs to the boundary (RFC 2046 §5.1.1). */
  bodyEnd: number;
  readonly children: Part[];
}

export interface MessageStructure {
  /** The bytes that the offsets count in. Equal to the message but where lines end with a lone CR. */
  readonly bytes: Buffer;
  readonly root: Part;
  /** Depth or number of parts went beyond the limits: what lies deeper is one undivided part. */
  readonly tooComplex: boolean;
  /** Duplicate or contradictory fields, missing boundaries or separators: readers will disagree about this message. */
  readonly malformed: boolean;
  /** The charset that a person chose for its texts and raw header bytes, in place of what the message says; null as a rule. */
  readonly chosenCharset: string | null;
  /** Decoded bytes of texts that were asked for: the choice of the body, the text and the index all want them. */
  readonly texts: Map<Part, Buffer>;
}

/** A multipart or enclosed message whose end has not been seen. */
interface Open {
  readonly part: Part;
  /** Null for enclosed messages: they end where what is around them ends. */
  readonly boundary: string | null;
  /** Prefix of the children's numbers, `2.` or empty. */
  readonly prefix: string;
  closed: boolean;
}

interface Delimiter {
  readonly lineStart: number;
  readonly lineEnd: number;
  readonly level: number;
  readonly closing: boolean;
}

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

/** What the first text that names a charset of its own is written in. */
function charsetOfTexts(root: Part): string | null {
  for (const part of walkParts(root)) {
    const charset = part.type.startsWith('text/') ? part.parameters.get('charset') : undefined;
    if (charset !== undefined && isOwnCharset(charset)) return charset;
  }
  return null;
}

/** Where a tree hangs in a larger one. */
interface Place extends HeaderCharset {
  /** Number of the enclosed message whose content this is; null for the message itself. */
  readonly id: string | null;
  /** Parts and levels that are above and before it. */
  readonly parts: number;
  readonly depth: number;
  /** Enclosed messages around it that came encoded. */
  readonly encodedDepth: number;
}

/** Each level of encoding is the whole content once more: more than these are left undivided. */
const mostEncodedDepth = 4;

interface Tree extends MessageStructure {
  readonly rawBytes: boolean;
  readonly parts: number;
}

/** Reads a tree, then the trees inside enclosed messages that came encoded, which RFC 2046 §5.2.1 forbids and several senders do. */
function readTree(bytes: Buffer, limits: MimeLimits, place: Place): Tree {
  const tree = new Scanner(bytes, limits, place).scan();
  let { tooComplex, malformed, rawBytes, parts } = tree;
  for (const part of [...walkParts(tree.root)]) {
    if (!isMessage(part.type) || !isEncoded(part.encoding)) continue;
    if (place.encodedDepth >= mostEncodedDepth || parts >= limits.parts) {
      tooComplex = true;
      continue;
    }
    const content = withLineFeeds(decodeTransfer(encodedBytes(part), part.encoding));
    const id = part.id === '' ? '1' : part.id;
    const inner = readTree(content, limits, { ...place, id, parts, depth: place.depth + 1, encodedDepth: place.encodedDepth + 1 });
    part.children.push(inner.root);
    parts = inner.parts;
    tooComplex ||= inner.tooComplex;
    malformed ||= inner.malformed;
    rawBytes ||= inner.rawBytes;
  }
  return { ...tree, tooComplex, malformed, rawBytes, parts };
}

/** Old Macintosh mail ends its lines with CR alone: where no LF is anywhere, CR is read as LF. Offsets stay. */
function withLineFeeds(message: Buffer): Buffer {
  if (message.indexOf(10) >= 0 || message.indexOf(13) < 0) return message;
  const copy = Buffer.from(message);
  for (let position = copy.indexOf(13); position >= 0; position = copy.indexOf(13, position + 1)) copy[position] = 10;
  return copy;
}

class Scanner {
  private readonly open: Open[] = [];
  /** Levels of the open boundaries by boundary, innermost last. */
  private readonly levels = new Map<string, number[]>();
  private parts = 0;
  private tooComplex = false;
  private malformed = false;
  private rawBytes = false;
  /** Octets of the longest boundary that is open. */
  private longestBoundary = 0;
  /** Octets that may still be looked through for boundaries: without a bound, many multiparts that lack theirs would take the square. */
  private searchable: number;
  private readonly bytes: Buffer;
  private readonly limits: MimeLimits;
  private readonly place: Place;

  constructor(bytes: Buffer, limits: MimeLimits, place: Place) {
    this.bytes = bytes;
    this.limits = limits;
    this.place = place;
    this.parts = place.parts;
    this.searchable = bytes.length * 4 + 65_536;
  }

  scan(): Tree {
    const { id } = this.place;
    const root = this.enter(0, 'text/plain', (multipart) => (id === null ? (multipart ? '' : '1') : multipart ? `${id}.TEXT` : `${id}.1`));
    let position = this.innermost(root).bodyStart;
    while (this.levels.size > 0) {
      const delimiter = this.nextDelimiter(position);
      if (!delimiter) break;
      position = delimiter.lineEnd;
      this.closeInside(delimiter);
      const frame = this.open[delimiter.level];
      if (!frame) break;
      if (delimiter.closing) {
        this.retire(delimiter.level);
        frame.closed = true;
        continue;
      }
      if (this.parts >= this.limits.parts) {
        this.tooComplex = true;
        break;
      }
      const number = `${frame.prefix}${frame.part.children.length + 1}`;
      const child = this.enter(position, frame.part.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain', () => number);
      frame.part.children.push(child);
      position = this.innermost(child).bodyStart;
    }
    if (this.open.some((frame) => frame.boundary !== null && !frame.closed)) {
      this.malformed = true;
      this.endWithoutBoundary(root);
    }
    const { bytes, tooComplex, malformed, rawBytes, parts } = this;
    return { bytes, root, tooComplex, malformed, rawBytes, parts, chosenCharset: this.place.chosen, texts: new Map() };
  }

  /** Where the last boundary is missing, the line end that would belong to it still does not belong to the part before. */
  private endWithoutBoundary(root: Part): void {
    const { bytes } = this;
    if (bytes[bytes.length - 1] !== 10) return;
    const end = bytes.length - (bytes[bytes.length - 2] === 13 ? 2 : 1);
    const last = this.open.findLast((frame) => frame.boundary !== null && !frame.closed)?.part.children.at(-1);
    if (last && last !== root) this.finish(last, end);
  }

  /** The part in whose body scanning goes on: an enclosed message opens at once, with the body of what it encloses. */
  private innermost(part: Part): Part {
    let current = part;
    while (this.isEnclosedMessage(current) && this.open.at(-1)?.part === current) {
      const outer = current.id === '' ? '1' : current.id;
      const child = this.enter(current.bodyStart, 'text/plain', (multipart) => (multipart ? `${outer}.TEXT` : `${outer}.1`));
      current.children.push(child);
      current = child;
    }
    return current;
  }

  /** Reads the header of a part that begins at `start` and opens it when it contains others. Its end is that of the message until a boundary says otherwise. */
  private enter(start: number, defaultType: string, number: (multipart: boolean) => string): Part {
    this.parts += 1;
    const isBoundary = this.open.length > 0 ? (from: number, to: number) => this.levelOf(from, to) !== null : undefined;
    const header = readHeaderBlock(this.bytes, start, this.bytes.length, this.limits, isBoundary, this.place);
    const facts = readPartFacts(header, defaultType, this.limits, this.evidence(header.bodyOffset));
    if (facts.ambiguous || header.malformed) this.malformed = true;
    if (header.rawBytes) this.rawBytes = true;
    const boundary = facts.type.startsWith('multipart/') ? this.boundaryAt(header.bodyOffset, facts.boundaries) : null;
    if (facts.type.startsWith('multipart/') && boundary === null) this.malformed = true;
    const part: Part = {
      id: number(boundary !== null),
      type: facts.type,
      parameters: facts.parameters,
      disposition: facts.disposition,
      fileName: facts.fileName,
      contentId: facts.contentId,
      contentLocation: facts.contentLocation,
      encoding: facts.encoding,
      header,
      bytes: this.bytes,
      headerStart: start,
      bodyStart: header.bodyOffset,
      bodyEnd: this.bytes.length,
      children: [],
    };
    if (boundary === null && !this.isEnclosedMessage(part)) return part;
    if (this.open.length + this.place.depth >= this.limits.depth || this.parts >= this.limits.parts) {
      this.tooComplex = true;
      return part;
    }
    const enclosing = part.id === '' ? '' : part.id.endsWith('.TEXT') ? part.id.slice(0, -4) : `${part.id}.`;
    this.open.push({ part, boundary, prefix: enclosing, closed: false });
    if (boundary !== null) {
      this.levels.set(boundary, [...(this.levels.get(boundary) ?? []), this.open.length - 1]);
      this.longestBoundary = Math.max(this.longestBoundary, boundary.length);
    }
    return part;
  }

  private evidence(bodyStart: number): BodyEvidence {
    return {
      start: () => this.bytes.toString('latin1', bodyStart, bodyStart + 1_024),
      hasBoundary: (boundary) => this.occurs(boundary, bodyStart),
    };
  }

  /** Whether a line of the rest of the message begins with a boundary; true without looking once too much has been looked through. */
  private occurs(boundary: string, from: number): boolean {
    if (this.searchable <= 0) return true;
    const found = this.find(`--${boundary}`, from);
    if (found === from || (found > 0 && this.bytes[found - 1] === 10)) return true;
    return found >= 0 && this.find(`\n--${boundary}`, found) >= 0; // the first one may stand in the middle of a line
  }

  private find(text: string, from: number): number {
    const found = this.bytes.indexOf(text, from, 'latin1');
    this.searchable -= (found < 0 ? this.bytes.length : found) - from + text.length;
    return found;
  }

  /** What separates the parts of a multipart: the boundary that it names, or, where none or another one occurs, the first line that looks like one. */
  private boundaryAt(bodyStart: number, named: readonly string[]): string | null {
    const occurring = named.find((boundary) => this.occurs(boundary, bodyStart));
    if (occurring !== undefined) return occurring;
    if (this.searchable > 0) {
      const window = this.bytes.subarray(bodyStart, bodyStart + 65_536);
      this.searchable -= window.length;
      const guessed = guessBoundary(window, (line) => this.levels.has(line));
      if (guessed !== null) {
        this.malformed = true;
        return guessed;
      }
    }
    return named[0] ?? null;
  }

  /** One whose bytes stand here as they are; those that came encoded are read afterwards. */
  private isEnclosedMessage(part: Part): boolean {
    return isMessage(part.type) && !isEncoded(part.encoding);
  }

  /** Finds the next line that is a boundary of anything open. The first line of a body may be one already. */
  private nextDelimiter(from: number): Delimiter | null {
    let dashes = from === 0 || this.bytes[from - 1] === 10 ? from : -1;
    if (dashes < 0 || this.bytes[from] !== 45 || this.bytes[from + 1] !== 45) dashes = this.lineOfDashes(from);
    while (dashes >= 0) {
      const feed = this.bytes.indexOf(10, dashes);
      const lineEnd = feed < 0 ? this.bytes.length : feed + 1;
      const found = this.levelOf(dashes, feed < 0 ? lineEnd : feed);
      if (found) return { lineStart: dashes, lineEnd, ...found };
      dashes = this.lineOfDashes(lineEnd - 1);
    }
    return null;
  }

  private lineOfDashes(from: number): number {
    const found = this.bytes.indexOf('\n--', from);
    return found < 0 ? -1 : found + 1;
  }

  /** The level of the open multipart whose boundary line this is (RFC 2046 §5.1.1: `--`, boundary, perhaps `--`, perhaps blanks). */
  private levelOf(start: number, end: number): { level: number; closing: boolean } | null {
    if (end - start > this.longestBoundary + 1_000) return null; // no boundary, and behind it no blanks in reason
    const line = this.bytes.toString('latin1', start + 2, end).trimEnd();
    const level = this.levels.get(line)?.at(-1);
    if (level !== undefined) return { level, closing: false };
    if (!line.endsWith('--')) return null;
    const closing = this.levels.get(line.slice(0, -2))?.at(-1);
    return closing === undefined ? null : { level: closing, closing: true };
  }

  /** Ends everything inside the multipart that a boundary belongs to. */
  private closeInside(delimiter: Delimiter): void {
    const { lineStart } = delimiter;
    const feed = this.bytes[lineStart - 1] === 10 ? lineStart - 1 : lineStart;
    const end = this.bytes[feed - 1] === 13 && feed < lineStart ? feed - 1 : feed;
    for (let level = this.open.length - 1; level > delimiter.level; level -= 1) {
      const frame = this.open[level];
      if (!frame) continue;
      if (frame.boundary !== null && !frame.closed) this.malformed = true;
      this.finish(frame.part, end);
      this.retire(level);
      this.open.pop();
    }
    const frame = this.open[delimiter.level];
    const last = frame?.closed ? undefined : frame?.part.children.at(-1);
    if (last) this.finish(last, end);
  }

  /** Sets the end of a part and of whatever inside it was still open; a part never ends before what it contains. */
  private finish(part: Part, end: number): void {
    const chain: Part[] = [];
    for (let current: Part | undefined = part; current && current.bodyEnd === this.bytes.length; current = current.children.at(-1)) {
      chain.push(current);
    }
    for (const open of chain.reverse()) open.bodyEnd = Math.max(end, open.bodyStart, open.children.at(-1)?.bodyEnd ?? 0);
  }

  private retire(level: number): void {
    const boundary = this.open[level]?.boundary;
    if (boundary === null || boundary === undefined) return;
    const left = (this.levels.get(boundary) ?? []).filter((each) => each !== level);
    if (left.length > 0) this.levels.set(boundary, left);
    else this.levels.delete(boundary);
  }
}

/** Types of a whole message inside another (RFC 2046 §5.2.1, RFC 6532 §3.7). */
export const isMessage = (type: string): boolean => type === 'message/rfc822' || type === 'message/global' || type === 'message/news';

const isEncoded = (encoding: string | null): boolean => encoding === 'base64' || encoding === 'quoted-printable';

/** Every part of the tree, in the order of the message. */
export function* walkParts(root: Part): Generator<Part> {
  const waiting = [root];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    yield part;
    for (let index = part.children.length - 1; index >= 0; index -= 1) {
      const child = part.children[index];
      if (child) waiting.push(child);
    }
  }
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
