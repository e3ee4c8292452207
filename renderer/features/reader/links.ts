/** Where a link really goes, and whether its words say otherwise. Pure. */

import { charactersIn } from '../../../electron/base/characters.ts';

export type SafeLink = { readonly kind: 'web' | 'mail'; readonly url: string; readonly host: string };

/** Only http, https and mailto lead anywhere; everything else is no link (DESIGN §6). */
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

export const linkWarnings = ['other-host', 'user-info', 'punycode', 'hidden-characters'] as const;
export type LinkWarning = (typeof linkWarnings)[number];

const unseen = charactersIn(['bidiOverride', 'isolate', 'bidiMark', 'zeroWidth', 'joiner', 'annotation', 'tag']);
const isHiding = (text: string) => unseen.test(text) || text.includes('%00');
const hostInWords = /(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,24})(?=[/:\s?#]|$)/iu;

/** The search above takes time with the square of the length, and the length is the sender's choice; a host stands at the beginning. */
const mostWords = 1_000;

const isSameSite = (one: string, other: string) => one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);

/** What a reader should be told before following the link: `words` is the text that stands on it. */
export function warnOfLink(words: string, href: string): LinkWarning | null {
  const link = readLink(href);
  if (!link || link.kind === 'mail') return null;
  const url = new URL(link.url);
  if (url.username !== '' || url.password !== '') return 'user-info';
  if (isHiding(href) || isHiding(words)) return 'hidden-characters';
  const said = words.trim();
  const claimed = /\s/.test(said) ? undefined : hostInWords.exec(said.slice(0, mostWords))?.[1]?.toLowerCase();
  if (claimed !== undefined) {
    // A URL gives the name in its ASCII form, so that look-alike letters do not compare equal.
    const claimedHost = readLink(`https://${claimed}`)?.host ?? claimed;
    if (!isSameSite(claimedHost.replace(/^www\./, ''), link.host.replace(/^www\./, ''))) return 'other-host';
  }
  if (link.host.split('.').some((label) => label.startsWith('xn--'))) return 'punycode';
  return null;
}
