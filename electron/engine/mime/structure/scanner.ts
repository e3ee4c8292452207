/** Finds the parts of a message by one pass over its bytes; what is inside enclosed messages that came encoded is for `structure.ts`. */
import { type HeaderCharset, readHeaderBlock } from '../header/header-block.ts';
import type { MimeLimits } from '../limits.ts';
import { guessBoundary, openingBoundary } from './guess-boundary.ts';
import { isEncoded, isMessage, type MessageStructure, type Part } from './part.ts';
import { type BodyEvidence, readPartFacts } from './part-facts.ts';

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

/** Where a tree hangs in a larger one. */
export interface Place extends HeaderCharset {
  /** Number of the enclosed message whose content this is; null for the message itself. */
  readonly id: string | null;
  /** Parts and levels that are above and before it. */
  readonly parts: number;
  readonly depth: number;
  /** Enclosed messages around it that came encoded. */
  readonly encodedDepth: number;
}

/** A tree, with what only the reading of it has to know. */
export interface Tree extends MessageStructure {
  readonly rawBytes: boolean;
  readonly parts: number;
}

/** Linear in the length of the bytes, bounded by the limits; never throws. */
export class Scanner {
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
        // An end before the first part ends nothing: what follows would be lost.
        if (frame.part.children.length === 0) {
          this.malformed = true;
          continue;
        }
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
      delimiter: () => this.guess(bodyStart),
      opening: () => this.opening(bodyStart),
    };
  }

  /** The first line of a body that looks like a boundary of its own. */
  private guess(bodyStart: number): string | null {
    if (this.searchable <= 0) return null;
    const window = this.bytes.subarray(bodyStart, bodyStart + 65_536);
    this.searchable -= window.length;
    return guessBoundary(window, (line) => this.levels.has(line));
  }

  private opening(bodyStart: number): string | null {
    const window = this.bytes.subarray(bodyStart, bodyStart + 2_048);
    if (this.searchable <= 0 || !window.includes('--')) return null;
    this.searchable -= window.length;
    const found = openingBoundary(window, (line) => this.levels.has(line));
    const first = found === null ? -1 : this.find(`--${found}`, bodyStart);
    return first >= 0 && this.find(`\n--${found}`, first) >= 0 ? found : null;
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
    const guessed = this.guess(bodyStart);
    if (guessed !== null) this.malformed = true;
    return guessed ?? named[0] ?? null;
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
    const name = line.slice(0, -2);
    const closing = (this.levels.get(name) ?? this.levels.get(name.trimEnd()))?.at(-1); // blanks at the end of a boundary are forbidden, and sent
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
