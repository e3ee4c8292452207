/** Where a link really goes, and whether its words say otherwise. Pure. */

import { charactersIn } from '../../../../electron/base/characters.ts';

type SafeLink = { readonly kind: 'web' | 'mail'; readonly url: string; readonly host: string };

/** Only http, https and mailto lead anywhere; everything else is no link. */
export function readLink(href: string): SafeLink | null {
  let url: URL;
  try {
    url = new URL(href.trim());
  } catch {
    return null; // not an address: nothing to open
  }
  if (url.protocol === 'mailto:') return { kind: 'mail', url: url.href, host: '' };
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') return null;
  return { kind: 'web', url: url.href, host: url.hostname };
}

/** The address that relative ones are resolved against; null where it is none of the web's. */
export const readBase = (href: string | null): string | null => {
  const link = href === null ? null : readLink(href);
  return link?.kind === 'web' ? link.url : null;
};

/** An address as it is, or the one it means from `base` (RFC 3986 §5). A fragment of the page itself is none. */
export function resolveAddress(address: string, base: string | null): string {
  const written = address.trim();
  if (base === null || written === '' || written.startsWith('#')) return written;
  return URL.parse(written, base)?.href ?? written;
}

const linkWarnings = ['other-host', 'user-info', 'punycode', 'hidden-characters'] as const;
type LinkWarning = (typeof linkWarnings)[number];

const unseen = charactersIn(['bidiOverride', 'isolate', 'bidiMark', 'zeroWidth', 'joiner', 'annotation', 'tag']);
const isHiding = (text: string) => unseen.test(text) || text.includes('%00');
/** A name with dots; what comes behind it is no part of it, be it a dot at the end of a sentence, a quote or an arrow. */
const hostName = String.raw`((?:[\p{L}\p{N}\p{M}-]+\.)+(?:xn--[a-z0-9-]{1,59}|[\p{L}\p{M}]{2,24}))(?![\p{L}\p{N}\p{M}@-]|\.[\p{L}\p{N}])`;
const hostInWords = new RegExp(String.raw`(?:https?:\/\/)?${hostName}`, 'iu');
const namedInWords = new RegExp(String.raw`(?:https?:\/\/|\b(?=www\.))${hostName}`, 'iu');

/** A number instead of a name: told by what stands before it, or where nothing else is said; among other words it may be a version. */
const addressInWords =
  /https?:\/\/(\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\])(?!\d|\.\d)|^["'(<[]?(\d{1,3}(?:\.\d{1,3}){3})(?:[/:?#].*|["')>\].,;!]*)$/i;

/** The whole of a text that is a mail address and nothing else, or one behind a name. */
const mailInWords = /^\s*(?:mailto:|[^<>@]{0,200}<)?([^\s@<>",;:]+@[^\s@<>",;:]+\.[^\s@<>",;:]+)>?\s*$/iu;

/** The search above takes time with the square of the length, and the length is the sender's choice; a host stands at the beginning. */
const mostWords = 1_000;
/** Of the text as it stands in the page, before blanks and what is not seen are taken out. */
const mostRaw = 20_000;

const blanksBefore = /^[\s\p{Default_Ignorable_Code_Point}]+/u;
const blanks = /[\s\p{Default_Ignorable_Code_Point}]+/gu;

/** The words as they are read: a page shows many blanks as one, and variation selectors and the like not at all. Linear. */
const asRead = (words: string): string =>
  words
    .replace(blanksBefore, '')
    .slice(0, mostRaw)
    .replace(blanks, (run) => (/\s/.test(run) ? ' ' : ''))
    .slice(0, mostWords)
    .trim()
    .normalize('NFKC');

const isSameSite = (one: string, other: string) => one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);

/** Signs that a browser takes for the dot of a name (UTS #46 §4, IDNA2003 §3.1), after NFKC has made wide and small letters plain. */
const otherDots = /[\u3002\uff61\uff0e]/g;

/** What a reader should be told before following the link: `words` is the text that stands on it. */
export function warnOfLink(words: string, href: string): LinkWarning | null {
  const link = readLink(href);
  if (!link) return null;
  if (link.kind === 'mail') return warnOfMail(words, link.url);
  const url = new URL(link.url);
  if (url.username !== '' || url.password !== '') return 'user-info';
  if (isHiding(href) || isHiding(words)) return 'hidden-characters';
  const said = asRead(words).replace(otherDots, '.');
  // Among other words a name with a dot may be anything ("report.pdf"); with "www." or "https://" before it, it is a site.
  const number = addressInWords.exec(said);
  const claimed = (number?.[1] ?? number?.[2] ?? (/\s/.test(said) ? namedInWords : hostInWords).exec(said)?.[1])?.toLowerCase();
  if (claimed !== undefined) {
    // A URL gives the name in its ASCII form, so that look-alike letters do not compare equal.
    const claimedHost = readLink(`https://${claimed}`)?.host ?? claimed;
    if (!isSameSite(claimedHost.replace(/^www\./, ''), link.host.replace(/^www\./, ''))) return 'other-host';
  }
  if (link.host.split('.').some((label) => label.startsWith('xn--'))) return 'punycode';
  return null;
}

/** A mail link on an address that it does not write to. */
function warnOfMail(words: string, href: string): LinkWarning | null {
  const claimed = mailInWords.exec(asRead(words))?.[1]?.toLowerCase();
  if (claimed === undefined) return isHiding(words) ? 'hidden-characters' : null;
  const [path = '', query = ''] = href.slice('mailto:'.length).split('?', 2);
  const named = [path, ...new URLSearchParams(query).getAll('to')].join(',').toLowerCase();
  return decode(named)
    .split(',')
    .some((address) => address.trim() === claimed)
    ? null
    : 'other-host';
}

/** Percent-encoding undone where it can be. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign that encodes nothing
  }
}

/** Names and addresses that lead into this computer or its own network (RFC 1918, 3927, 4193, 4291, 6598, 6761, 6762); a URL writes numbers in one form. */
const inside =
  /^(?:localhost|(?:.+\.)?(?:localhost|local|internal|home\.arpa)|0\.0\.0\.0|127\..*|10\..*|192\.168\..*|169\.254\..*|172\.(?:1[6-9]|2\d|3[01])\..*|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\..*|\[(?:::1?|::ffff:.*|f[cd].*|fe[89ab].*)\])\.?$/i;

const isInside = (host: string): boolean => inside.test(host);

export type LinkQuestion = Exclude<LinkWarning, 'punycode'> | 'inside';

/** Why a person is asked before a link is followed; null: there is nothing to ask. */
export function questionOfLink(words: string, href: string): LinkQuestion | null {
  const link = readLink(href);
  if (!link) return null;
  const warning = warnOfLink(words, href);
  if (warning !== null && warning !== 'punycode') return warning;
  return link.kind === 'web' && isInside(link.host) ? 'inside' : null;
}
