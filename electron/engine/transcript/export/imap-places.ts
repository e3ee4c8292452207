/**
 * Names that only their place in an IMAP line gives away: addresses in an ENVELOPE (RFC 9051 §7.5.2), also where a part of them is a literal,
 * what a SEARCH looks for, the users of access lists (RFC 4314 §3), folders of others.
 */
import { isIP } from 'node:net';
import { decodeWords } from './encoded.ts';
import type { Found } from './identities.ts';
import { namesAround } from './person-names.ts';

/** The source route is empty, or obsolete: ID's answers have pairs of strings too (RFC 2971 §3.3). */
const envelope = /\((?:NIL|"(?:[^"\\]|\\.)*") (?:NIL|""|"@[^"\\]*") "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"\)/g;
/** In-Reply-To and Message-ID end an ENVELOPE; an identifier without an @ has no other sign. */
const lastIds = / (NIL|"(?:[^"\\]|\\.)*") "<([^<>@"\\\s]+)>"\)/g;
const announced = /~?\{\d{1,15}[+-]?\}\r?\n$/;
const string = '"(?:[^"\\\\]|\\\\.)*"|[^\\s()"{}]+';
const searched = new RegExp(
  `\\b(?:(?:FROM|TO|CC|BCC)|HEADER[ \\t]+"?(?:from|sender|reply-to|to|cc|bcc|(message-id|in-reply-to|references))"?)[ \\t]+(${string})`,
  'gi',
);
const searchedNext =
  /\b(?:(?:FROM|TO|CC|BCC)|HEADER[ \t]+"?(?:from|sender|reply-to|to|cc|bcc|(message-id|in-reply-to|references))"?)[ \t]+~?\{\d+[+-]?\}\r?\n$/i;
const othersFolder = /(?:(?<=[\s"])(?:#?users?|other users)[./]|(?<=[\s"])~)([^./"\s\\()]+)/gi;
/** What a server or a client says of itself (RFC 2971 §3.3). */
const identified = /"(?:((?:remote-|server-)?host(?:name)?|server-?name)|user(?:name)?|login)" ("(?:[^"\\]|\\.)+")/gi;
/** Identifiers of RFC 4314 §2 and of servers that mean no person. */
const nobody = /^-?(?:anyone|anonymous|owner|authuser|authenticated|administrators?|group=.*|\$.*)$/i;

const unquoted = (text: string): string => (text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text);

/** @param everywhere the word is looked for in every other line too */
function named(start: number, written: string, kind: 'user' | 'name' | 'messageId' | 'host', everywhere = true): Found[] {
  const quote = written.startsWith('"') ? 1 : 0;
  const value = decodeWords(unquoted(written)).trim();
  if (value === '' || value.includes('\ue000')) return [];
  // An address is found by its form.
  if (value.includes('@')) return kind === 'name' && !written.includes('=?') ? namesAround(written, start) : [];
  const what = kind === 'host' && isIP(value) ? 'ip' : kind;
  return [{ start: start + quote, end: start + written.length - quote, kind: what, value, everywhere }];
}

/** What a line says, without its literals. @param before of the same response or command, literals written as quoted strings */
export function findInImap(text: string, direction: 'client' | 'server' | 'note', before: string): Found[] {
  const found: Found[] = [];
  const whole = before + text;
  const here = (start: number, written: string, kind: Parameters<typeof named>[2], isWord = true) => {
    if (start >= before.length) found.push(...named(start - before.length, written, kind, isWord));
  };
  if (whole.includes('"'))
    for (const match of whole.matchAll(envelope)) {
      const [all, local = '', domain = ''] = match;
      const end = match.index + all.length;
      const name = /^\(("(?:[^"\\]|\\.)+")/.exec(all)?.[1];
      if (name) here(match.index + 1, name, 'name');
      here(end - domain.length - local.length - 6, `"${local}"`, 'user', false);
      here(end - domain.length - 3, `"${domain}"`, 'host', false);
    }
  if (whole.includes('ENVELOPE'))
    for (const { 0: all, 1: inReply = '', 2: id = '', index } of whole.matchAll(lastIds)) {
      here(index + all.length - id.length - 3, id, 'messageId');
      const other = /^"<([^<>@]+)>"$/.exec(inReply)?.[1];
      if (other) here(index + 3, other, 'messageId');
    }
  for (const { 0: all, 1: name = '', index } of text.matchAll(othersFolder))
    found.push(...named(index + all.length - name.length, name, 'user'));
  if (direction === 'client') found.push(...findSearched(text));
  if (/^\S+ ID \(/i.test(text))
    for (const { 0: all, 1: host, 2: value = '', index } of text.matchAll(identified))
      found.push(...named(index + all.length - value.length, value, host ? 'host' : 'user'));
  const listed = /^\* (?:ACL|LISTRIGHTS) (?:"(?:[^"\\]|\\.)*"|\S+)/i.exec(text);
  if (direction === 'server' && listed) found.push(...findIdentifiers(text, listed[0].length, /^\* ACL/i.test(text)));
  return found;
}

function findSearched(text: string): Found[] {
  if (!/^\S+ (?:UID )?(?:SEARCH|SORT|THREAD|ESEARCH)\b/i.test(text)) return [];
  return [...text.matchAll(searched)].flatMap(({ 0: all, 1: id, 2: value = '', index }) =>
    named(index + all.length - value.length, value, id ? 'messageId' : 'name'),
  );
}

/** Identifier and rights in turn; LISTRIGHTS has one identifier. */
function findIdentifiers(text: string, from: number, isPaired: boolean): Found[] {
  const words = [...text.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|[^\s"]+/g)];
  return words.flatMap(({ 0: word, index }, at) =>
    (isPaired ? at % 2 === 0 : at === 0) && !nobody.test(unquoted(word)) ? named(from + index, word.replace(/^-/, ''), 'user') : [],
  );
}

/** A literal by what announces it. */
export function findInLiteral(text: string, before: string): Found[] {
  const search = searchedNext.exec(before);
  if (search) return named(0, text, search[1] ? 'messageId' : 'name');
  const kind = before.includes('ENVELOPE') ? addressPart(before.replace(announced, '')) : null;
  return kind === null ? [] : named(0, text, kind);
}

/** Which part of an address comes next: they stand in a list of lists. */
function addressPart(text: string): 'name' | 'user' | 'host' | null {
  const lists: { items: number; readonly isInner: boolean }[] = [];
  let last = '';
  for (const { 0: token } of text.matchAll(/"(?:[^"\\]|\\.)*"|[()]|[^\s()"]+/g)) {
    const top = lists.at(-1);
    if (token === '(') lists.push({ items: 0, isInner: last === '(' || last === ')' });
    else if (token === ')') lists.pop();
    if (token !== '(' && top && token !== ')') top.items += 1;
    const around = lists.at(-1);
    if (token === ')' && around) around.items += 1;
    last = token;
  }
  const inner = lists.at(-1);
  if (!inner?.isInner) return null;
  return (['name', null, 'user', 'host'] as const)[inner.items] ?? null;
}

/** Follows the lines of both directions of a session, so that what stands around a literal is known. */
interface LiteralReader {
  /** What the response or command has said before this; '' where it begins one. */
  before(direction: 'client' | 'server' | 'note'): string;
  passed(direction: 'client' | 'server' | 'note', isLiteral: boolean, text: string): void;
  forget(): void;
}

/** Characters of a response that are remembered, and of a literal in it. */
const mostRemembered = 8_000;
const longestLiteral = 500;

export function createLiteralReader(): LiteralReader {
  const open = new Map<string, string>();
  return {
    before: (direction) => open.get(direction) ?? '',
    passed(direction, isLiteral, text) {
      const before = open.get(direction) ?? '';
      if (isLiteral) {
        const content = text.length > longestLiteral ? '' : text.replace(/["\\]/g, '\\$&');
        open.set(direction, `${before.replace(announced, '')}"${content}"`);
      } else if (announced.test(text.slice(-24))) open.set(direction, (before + text).slice(-mostRemembered));
      else open.delete(direction);
    },
    forget: () => open.clear(),
  };
}
