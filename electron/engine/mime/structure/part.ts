/** What a message is made of, and how its parts are gone through. */
import type { HeaderBlock } from '../header/header-block.ts';

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

/** Types of a whole message inside another (RFC 2046 §5.2.1, RFC 6532 §3.7). */
export const isMessage = (type: string): boolean => type === 'message/rfc822' || type === 'message/global' || type === 'message/news';

/** Whether a part is a message of its own: by its type, or because one was found in it. */
export const opensAsMessage = (part: Part): boolean =>
  isMessage(part.type) || (!part.type.startsWith('multipart/') && part.children.length > 0);

/** Whether a part came in base64 or quoted-printable (RFC 2045 §6). */
export const isEncoded = (encoding: string | null): boolean => encoding === 'base64' || encoding === 'quoted-printable';

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
