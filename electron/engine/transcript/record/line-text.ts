/**
 * Writes line records as text, without `JSON.stringify`, because this runs six times for every message of a bulk sync. `records.ts` reads
 * them; a test checks that the two agree.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { charactersIn } from '../../../base/characters.ts';
import type { LineKind } from '../../../contract/transcript.ts';
import type { Span } from '../../wire/authentication/base64-mask.ts';
import type { LineRecord } from '../files/records.ts';
import { joinSpans } from '../masking/masker.ts';

export interface LineFacts {
  readonly index: number;
  /** Milliseconds since the session started. */
  readonly at: number;
  readonly direction: 'client' | 'server';
  readonly offset: number;
  readonly kind: LineKind;
  readonly tag: string | null;
  readonly command: string | null;
  readonly asked: { readonly index: number; readonly at: number } | null;
  readonly sasl: { readonly mechanism: string; readonly step: number } | null;
  readonly cause: string | null;
  readonly messageId: number | null;
}

type PayloadFacts = NonNullable<LineRecord['payload']>;

/** What needs no escaping in JSON: all that commands and tags are made of. */
const harmless = /^[\w .+*-]*$/;
const escaped = (character: string) =>
  Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
/** JSON of nothing but ASCII. */
const quote = (text: string): string => (harmless.test(text) ? `"${text}"` : JSON.stringify(text).replace(/[\u0080-\uffff]/g, escaped));

/** Written as escapes, because terminals obey these characters or do not show them. JSON escapes C0 by itself. */
const treacherous = charactersIn(
  ['control', 'lineBreak', 'bidiOverride', 'isolate', 'bidiMark', 'zeroWidth', 'joiner', 'annotation', 'tag'],
  'g',
);

function bytesText(bytes: Buffer): string {
  if (isAscii(bytes)) return `"text":${JSON.stringify(bytes.toString('latin1'))}`;
  if (isUtf8(bytes)) return `"text":${JSON.stringify(bytes.toString('utf8')).replace(treacherous, escaped)}`;
  return `"base64":"${bytes.toString('base64')}"`;
}

/** What stands before a payload, and what after it. */
function around(facts: LineFacts, bytes: Buffer, masked: readonly Span[]): [before: string, after: string] {
  const { index, at, direction, kind, tag, command, sasl, asked, cause, messageId } = facts;
  let before = `{"index":${index},"at":${at},"direction":"${direction}","kind":"${kind}",`;
  if (tag !== null) before += `"tag":${quote(tag)},`;
  if (command) before += `"command":${quote(command)},`;
  if (sasl) before += `"sasl":{"mechanism":${quote(sasl.mechanism)},"step":${sasl.step}},`;
  let after = bytesText(bytes);
  if (masked.length > 0) after += `,"masked":${JSON.stringify(joinSpans(masked).map(({ offset, length }) => ({ offset, length })))}`;
  after += `,"offset":${facts.offset}`;
  if (asked) after += `,"answers":${asked.index},"elapsed":${Math.max(0, at - asked.at)}`;
  if (cause !== null) after += `,"cause":${quote(cause)}`;
  if (messageId !== null) after += `,"messageId":${messageId}`;
  return [before, `${after}}\n`];
}

/** A line record with its line end. Its index stands first: readers count lines by it. */
export function lineText(facts: LineFacts, bytes: Buffer, masked: readonly Span[], payload: PayloadFacts | null = null): string {
  const [before, after] = around(facts, bytes, masked);
  return payload ? `${before}"payload":${JSON.stringify(payload)},${after}` : before + after;
}

/** A record with a place for the hash of its payload, which is put there when it is known. What stands before the place is ASCII. */
export interface TextWithHash {
  readonly before: string;
  readonly after: string;
}

/** The record of a message that the store holds, `length` octets long on the wire, of which only the head stands here. */
export function messageText(facts: LineFacts, head: Buffer, length: number, stuffed: boolean): TextWithHash {
  const [before, after] = around(facts, head, []);
  return {
    before: `${before}"payload":{"hash":"`,
    after: `","length":${length},"kept":"store"${stuffed ? ',"stuffed":true' : ''}},${after}`,
  };
}

export const partText = (number: number, bytes: Buffer): string =>
  `{"type":"part","number":${number},"base64":"${bytes.toString('base64')}"}\n`;
