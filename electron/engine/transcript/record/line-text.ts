/**
 * Writes line records. By hand and not by `JSON.stringify` over an object, because it runs three times for every message
 * of a bulk sync; `records.ts` reads what stands here, and a test holds the two together.
 */
import { isAscii } from 'node:buffer';
import type { LineKind } from '../../../contract/transcript.ts';
import type { Span } from '../../wire/authentication/base64-mask.ts';
import { joinSpans } from '../masking/masker.ts';

export interface LineFacts {
  readonly index: number;
  /** Milliseconds since the session started. */
  readonly at: number;
  readonly direction: 'C' | 'S' | 'N';
  readonly offset: number;
  readonly kind: LineKind;
  readonly tag: string | null;
  readonly command: string | null;
  readonly asked: { readonly index: number; readonly at: number } | null;
  readonly sasl: { readonly mechanism: string; readonly step: number } | null;
  readonly cause: string | null;
  readonly messageId: number | null;
}

export interface PayloadFacts {
  readonly hash: string;
  readonly length: number;
  /** The run whose parts hold it; -1 if its own line does; null if the store of messages holds it. */
  readonly run: number | null;
  readonly stuffed: boolean;
}

/** A payload whose bytes stand in its own record. */
export const inlineRun = -1;

/** What needs no escaping in JSON: all that commands and tags are made of. */
const harmless = /^[\w .+*-]*$/;
const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
/** JSON of nothing but ASCII: so is every record that stands here. */
export const quote = (text: string): string =>
  harmless.test(text) ? `"${text}"` : JSON.stringify(text).replace(/[\u0080-\uffff]/g, escaped);

/** Text is for people who open the file; above this length it costs seven times what base64 costs. */
const longestText = 512;

/** A line record with its line end. `i` stands first: readers count lines by it. */
export function lineText(facts: LineFacts, bytes: Buffer, masked: readonly Span[], payload: PayloadFacts | null): string {
  let text = `{"i":${facts.index},"t":${facts.at},"d":"${facts.direction}","o":${facts.offset},"k":"${facts.kind}"`;
  if (facts.tag !== null) text += `,"g":${quote(facts.tag)}`;
  if (facts.command) text += `,"c":${quote(facts.command)}`;
  if (facts.asked) text += `,"a":${facts.asked.index},"e":${Math.max(0, facts.at - facts.asked.at)}`;
  if (facts.sasl) text += `,"x":[${quote(facts.sasl.mechanism)},${facts.sasl.step}]`;
  if (facts.cause !== null) text += `,"u":${quote(facts.cause)}`;
  if (facts.messageId !== null) text += `,"w":${facts.messageId}`;
  if (masked.length > 0) text += `,"m":[${joinSpans(masked).flatMap((span) => [span.offset, span.length])}]`;
  if (payload) text += payloadText(payload);
  return `${text},${bytesText(bytes)}}\n`;
}

function payloadText({ hash, length, run, stuffed }: PayloadFacts): string {
  return `,"p":{"h":"${hash}","l":${length}${run === null ? '' : `,"r":${run}`}${stuffed ? ',"z":true' : ''}}`;
}

export const bytesText = (bytes: Buffer, longest = longestText): string =>
  bytes.length <= longest && isAscii(bytes) ? `"s":${JSON.stringify(bytes.toString('latin1'))}` : `"b":"${bytes.toString('base64')}"`;
