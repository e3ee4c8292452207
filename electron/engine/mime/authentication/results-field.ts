/** What an Authentication-Results field says (RFC 8601 §2.2), also in the dialects of servers that leave the authserv-id out or quote nothing. */
import type { ReportedResult } from '../../../contract/delivery/authentication.ts';

interface ResultsField {
  /** Only of ARC-Authentication-Results (RFC 8617 §4.1.1). */
  readonly instance: number | null;
  readonly server: string | null;
  readonly results: ReportedResult[];
}

interface Segment {
  /** Words outside comments, quotes taken away; `name=value` is one. */
  readonly words: string[];
  readonly comments: string[];
}

/** Characters of a field that are read; those of the largest providers have 2,000. */
const mostRead = 16_000;
const mostResults = 100;
const mostProperties = 30;
const longestValue = 500;

/** @param body unfolded, without control characters. Linear; never throws. */
export function readResultsField(body: string): ResultsField {
  const segments = readSegments(body.slice(0, mostRead));
  const instance = /^i=(\d{1,3})$/i.exec(segments[0]?.words.join('') ?? '')?.[1];
  const rest = instance === undefined ? segments : segments.slice(1);
  const [first] = rest;
  // Without an authserv-id the first segment is a result: `spf=pass (…) smtp.mailfrom=…`.
  const isNamed = first !== undefined && first.words.length > 0 && !first.words[0]?.includes('=');
  return {
    instance: instance === undefined ? null : Number(instance),
    server: isNamed ? (first.words[0]?.toLowerCase().slice(0, 253) ?? null) : null,
    results: (isNamed ? rest.slice(1) : rest).flatMap(readResult).slice(0, mostResults),
  };
}

function readResult({ words, comments }: Segment): ReportedResult[] {
  const [first, ...others] = words;
  const [, method, result] = /^([^=/]{1,60})(?:\/[^=]{0,9})?=(.{1,60})$/.exec(first ?? '') ?? [];
  if (method === undefined || result === undefined) return []; // `none`, or nothing that can be read
  const pairs = others.flatMap((word) => {
    const at = word.indexOf('=');
    return at <= 0 ? [] : [{ name: word.slice(0, at).toLowerCase(), value: word.slice(at + 1, at + 1 + longestValue) }];
  });
  const reasons = pairs.filter(({ name }) => name === 'reason').map(({ value }) => value);
  const comment = [...reasons, ...comments].filter((text) => text !== '').join('; ');
  return [
    {
      method: method.toLowerCase(),
      result: result.toLowerCase(),
      comment: comment === '' ? null : comment.slice(0, longestValue),
      properties: pairs.filter(({ name }) => name !== 'reason').slice(0, mostProperties),
    },
  ];
}

/** Cuts at semicolons outside comments and quotes. Blanks around `=` belong to it (RFC 8601 §2.2, CFWS). */
function readSegments(text: string): Segment[] {
  const segments: Segment[] = [];
  let words: string[] = [];
  let comments: string[] = [];
  let word = '';
  let comment = '';
  let depth = 0;
  let isQuoted = false;
  const endWord = (): void => {
    const last = words.at(-1);
    if (word === '') return;
    if (last !== undefined && (word.startsWith('=') || last.endsWith('='))) words[words.length - 1] = last + word;
    else words.push(word);
    word = '';
  };
  const endSegment = (): void => {
    endWord();
    segments.push({ words, comments });
    words = [];
    comments = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\' && (isQuoted || depth > 0)) {
      at += 1;
      if (depth > 0) comment += text[at] ?? '';
      else word += text[at] ?? '';
    } else if (depth > 0) {
      depth += character === '(' ? 1 : character === ')' ? -1 : 0;
      if (depth > 0) comment += character;
      else comments.push(comment.trim());
      if (depth === 0) comment = '';
    } else if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) word += character;
    else if (character === '(') {
      endWord();
      depth = 1;
    } else if (character === ';') endSegment();
    else if (/\s/.test(character)) endWord();
    else word += character;
  }
  // A comment or a quote that nobody closes takes the rest with it: what stands there says nothing.
  if (depth > 0) comments.push(comment.trim());
  endSegment();
  return segments.filter((one) => one.words.length > 0);
}
