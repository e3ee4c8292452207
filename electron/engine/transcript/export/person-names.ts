/**
 * Names of people beside their addresses: in the address fields of a message (RFC 5322 §3.4), where a phrase may be words, quoted strings and
 * encoded words in any order and over folded lines, and the older form with the name in a comment behind the address.
 */
import { decodeWords } from './encoded.ts';
import { type Found, findMail } from './identities.ts';

const fieldNames =
  '(?:resent-)?(?:from|sender|reply-to|to|cc|bcc)|return-receipt-to|disposition-notification-to|mail-(?:reply|followup)-to|apparently-to|x-original-(?:from|to)|delivered-to|return-path|list-id';
const addressField = new RegExp(`(?:^|\\n)(?:${fieldNames})[ \\t]*:`, 'gi');
/** Of one field. */
const longestField = 32_768;
/** What mail programs write in the place of a name (RFC 5322 §3.6.3). */
const nobody = /^(?:undisclosed|unlisted)[- ]recipients?$/i;
const inAngles = /(?:^|[:,\n])[ \t]*("(?:[^"\\\r\n]|\\.)*"|[^",:;<>()[\]\r\n]{1,200}?)[ \t]*(?:\r?\n[ \t]+)?<(?=[^<>\s]+@)/g;

/** Fields of a report (RFC 3464 §2) with a type before the value, which need not have the form of an address or a host. */
const reported =
  /(?:^|\n)(?:(?:original|final|x-actual)-(recipient)|(?:reporting|remote|received-from)-mta)[ \t]*:[ \t]*[a-z0-9-]{1,30}[ \t]*;[ \t]*<?([^\s<>@;()[\]]{1,255})(?=[>\s]|$)/gi;
/** A reply to VRFY or EXPN (RFC 5321 §3.5.1). */
const verified = /^25\d[ -](?:2\.\d{1,3}\.\d{1,3}[ \t]+)?([^<>\r\n]{0,300}?)[ \t]*<([^<>\s]{1,300})>/;

const unquoted = (text: string): string => text.replace(/"((?:[^"\\]|\\.)*)"/g, (_, content: string) => content.replace(/\\(.)/gs, '$1'));

/** A phrase that stands at `start`: its name, or where an address stands within it, what is around that. */
function namesIn(phrase: string, start: number): Found[] {
  const whole = /^\s*"((?:[^"\\]|\\.)*)"\s*$/s.exec(phrase);
  // The quotes stay: what is put in the place of the name may need them.
  const from = whole ? phrase.indexOf('"') + 1 : phrase.length - phrase.trimStart().length;
  const raw = whole ? (whole[1] ?? '') : phrase.trim();
  const value = decodeWords(whole ? unquoted(`"${raw}"`) : unquoted(raw))
    .replace(/\s+/g, ' ')
    .trim();
  if (!/\p{L}/u.test(value) || nobody.test(value) || value.includes('\ue000')) return [];
  if (!value.includes('@')) return [{ start: start + from, end: start + from + raw.length, kind: 'name', value, everywhere: true }];
  return raw.includes('=?') ? [] : namesAround(raw, start + from);
}

/** What stands around the addresses in a text that names somebody: `Mirela Ștefan (mirela@example.org)`. */
export function namesAround(text: string, start = 0): Found[] {
  const found: Found[] = [];
  let at = 0;
  for (const { start: from, end } of [...findMail(text), { start: text.length, end: text.length }]) {
    for (const { 0: part, index } of text.slice(at, from).matchAll(/[^<>()[\]"',;:]+/g)) {
      const value = part.trim();
      const begin = start + at + index + part.indexOf(value);
      if (/\p{L}/u.test(value)) found.push({ start: begin, end: begin + value.length, kind: 'name', value, everywhere: true });
    }
    at = end;
  }
  return found;
}

/** Who a server says that there is, in the reply to VRFY or EXPN. */
export function findVerified(text: string): Found[] {
  const match = verified.exec(text);
  const [whole = '', phrase = '', mailbox = ''] = match ?? [];
  if (!match) return [];
  const start = whole.length - 1 - mailbox.length;
  const user: Found[] = mailbox.includes('@')
    ? []
    : [{ start, end: start + mailbox.length, kind: 'user', value: mailbox, everywhere: true }];
  return [...namesIn(phrase, whole.indexOf(phrase, 4)), ...user];
}

/** @param text a message, in whole or in part */
export function findPersons(text: string): Found[] {
  const found: Found[] = [...text.matchAll(reported)].map(({ 0: whole, 1: recipient, 2: value = '', index }): Found => {
    const start = index + whole.length - value.length;
    return { start, end: start + value.length, kind: recipient ? 'user' : 'host', value, everywhere: true };
  });
  const headerEnd = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  for (const match of text.matchAll(addressField)) {
    const start = match.index + match[0].length;
    const [body = ''] = /^[^\n]*(?:\n[ \t][^\n]*)*/.exec(text.slice(start, start + longestField)) ?? [];
    // Below the header, such as in what was forwarded, only what has an address is a field.
    if (match.index <= headerEnd || body.includes('@')) found.push(...namesInField(body, start));
  }
  for (const match of text.matchAll(inAngles)) {
    const phrase = match[1] ?? '';
    found.push(...namesIn(phrase, match.index + match[0].indexOf(phrase)));
  }
  return found;
}

/** Quoted strings, comments, addresses in brackets, what separates, and words. */
const token = /"(?:[^"\\]|\\.)*"?|\((?:[^()\\]|\\.)*\)?|<[^>]*>?|[,;:)>]|[^\s"(<,;:)>]+/gs;

function namesInField(body: string, start: number): Found[] {
  const found: Found[] = [];
  /** The words since the last sign between addresses. */
  let from = -1;
  let to = -1;
  const end = (): void => {
    if (from >= 0) found.push(...namesIn(body.slice(from, to), start + from));
    from = -1;
  };
  for (const { 0: each, index } of body.matchAll(token)) {
    const isWord = each.startsWith('"') ? !body.startsWith('@', index + each.length) : !/^[(<,;:)>]/.test(each) && !each.includes('@');
    if (isWord) {
      if (from < 0) from = index;
      to = index + each.length;
      continue;
    }
    end();
    // A mailbox of this computer has no host.
    const local = /^<([^<>@\s.]+)>$/.exec(each)?.[1];
    if (local && !local.includes('\ue000'))
      found.push({ start: start + index + 1, end: start + index + 1 + local.length, kind: 'user', value: local, everywhere: true });
    if (each.startsWith('(')) found.push(...namesIn(each.replace(/^\(|\)$/g, ''), start + index + 1));
  }
  end();
  return found;
}
