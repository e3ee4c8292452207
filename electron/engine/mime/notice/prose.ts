/** What a notice says in plain words: most mail programs had their own form before RFC 3464, and many have it still. */
import { foreignRecipient } from './languages.ts';

export interface ProseRecipient {
  readonly address: string;
  /** What stands with it, up to the next one. */
  readonly text: string;
}

/** Where the words of the notice end and the message that came back begins. */
const returned =
  /^[ \t>*-]{0,80}(?:(?:this is|below (?:this line )?is|here is|enclosed is)?[ \t]*a copy of (?:the|your) (?:message|e-?mail|headers)|below this line is a copy|enclosed is a copy|(?:the )?(?:original|unsent|returned|undelivered) (?:message|mail)(?! details)(?: (?:follows|headers|info|as follows))?|message headers? follows?|original mail (?:info|as follows)|(?:start|begin)(?: of)? (?:original|returned) message|(?:full )?headers? of the (?:original )?message|received[ \t]*:|return-path[ \t]*:|dkim-signature[ \t]*:)/im;

/** A line of a server: `<<< 550 …`, as sendmail and others show the conversation. */
const transcriptSection = /^[ \t-]*transcript of session follows/im;

export const beforeReturned = (text: string): string => {
  const cut = returned.exec(text);
  return cut && cut.index > 0 ? text.slice(0, cut.index) : text;
};

const addressPattern = /[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)*[A-Za-z0-9-]{1,63}/;
/** An address that begins a line: alone, in brackets, behind a dash, with a colon or its reason behind it. */
const atLineStart = new RegExp(
  String.raw`^[ \t]*(?:>>>[ \t]*|[-*•·]{1,3}[ \t]*|[0-9]{1,3}[.)][ \t]+)?(?:"[^"\n]{0,100}"[ \t]*)?<?(${addressPattern.source})>?(?=[:;,]?(?:[ \t]|$)|[ \t]*[([:]|\.\.\.)`,
  'gm',
);
/** `Recipient: …`, `was not delivered to: …`, `mail to <…>`. */
const named = new RegExp(
  String.raw`(?:recipient(?: address|\(s\))?|original address|delivered to|delivery to|mail(?:ing)? to|message to|errors?|failed(?: recipient)?|to the following address(?:es)?|email address|couldn't be delivered to)[ \t]*:?\s{1,4}(?:--[ \t]*)?<?(${addressPattern.source})>?`,
  'gi',
);
/** The same in other languages. */
const namedElsewhere = new RegExp(`${foreignRecipient}(${addressPattern.source})`, 'gi');
/** `550 <bo@example.org>... User unknown`, as sendmail ends a conversation. */
const refusedLine = new RegExp(String.raw`^[ \t]*[245]\d\d(?:[ -][245]\.\d{1,3}\.\d{1,3})?[ \t]+<(${addressPattern.source})>\.\.\.`, 'gm');

/** Recipients that are looked for; a text with more is a list, not a notice. */
const mostRecipients = 500;

/** @param text what stands before the returned message. @param failed addresses that the header names (X-Failed-Recipients). */
export function readProse(text: string, failed: readonly string[]): ProseRecipient[] {
  const session = transcriptSection.exec(text);
  const list = session ? text.slice(0, session.index) : text;
  const starts = placesOf(list, failed, atLineStart);
  if (starts.length > 0) return withTexts(list, starts, session ? text.slice(session.index) : '');
  const refused = placesOf(text, failed, refusedLine);
  if (refused.length > 0) return bySession(text, refused);
  const inEnglish = placesOf(list, failed, named);
  const inWords = inEnglish.length > 0 ? inEnglish : placesOf(list, failed, namedElsewhere);
  if (inWords.length > 0) return withTexts(list, inWords.slice(0, failed.length > 0 ? failed.length : 1), text.slice(list.length));
  return failed.map((address) => ({ address, text }));
}

/** Whom one writes to for help, not whom a message did not reach. */
const helpers = /^(?:post-?master|mailer-daemon|support|help(?:desk)?|abuse|admin(?:istrator)?|info|no-?reply|security)@/i;

/**
 * The only address that a text names, in whatever words.
 * @param known in small letters: of the notice's own header, which are not meant. @returns null where there is none, or several
 */
export function loneAddress(text: string, known: ReadonlySet<string>): string | null {
  const found = new Map<string, string>();
  for (const [written] of text.matchAll(anyAddress)) {
    // Quotation marks are letters of a local part (RFC 5322 §3.2.3), and stand around addresses oftener.
    const address = written.replace(/^'+/, '');
    const key = address.toLowerCase();
    if (!known.has(key) && !helpers.test(address)) found.set(key, address);
    if (found.size > 1) return null;
  }
  return [...found.values()][0] ?? null;
}

interface PlaceOf {
  readonly address: string;
  readonly at: number;
}

/** Each address once, where it stands first; of a notice that names its recipients in the header, those alone. */
function placesOf(text: string, failed: readonly string[], pattern: RegExp): PlaceOf[] {
  const wanted = new Set(failed.map((address) => address.toLowerCase()));
  const found = new Map<string, PlaceOf>();
  for (const match of text.matchAll(pattern)) {
    const address = match[1] ?? '';
    const key = address.toLowerCase();
    if (found.size >= mostRecipients) break;
    if (!found.has(key) && (wanted.size === 0 || wanted.has(key))) found.set(key, { address, at: match.index });
  }
  return [...found.values()];
}

/** What stands from one recipient to the next; the conversation that follows all of them is added where a recipient has no words of its own. */
function withTexts(text: string, places: readonly PlaceOf[], session: string): ProseRecipient[] {
  // All of it where there is only one recipient.
  const about = places.length === 1 ? () => session : linesByAddress(session, places);
  return places.map(({ address, at }, index) => {
    const own = firstWords(text.slice(at, places[index + 1]?.at ?? text.length));
    return { address, text: `${own}\n${about(address)}`.trim() };
  });
}

/** A recipient and its reason: its own paragraph, or the next one where that is the address alone, with the one behind it where that only leads to it. */
function firstWords(text: string): string {
  const [first = '', second = '', third = ''] = text.split(/\n[ \t]*\n/, 3);
  if (first.trim().split(/\s+/).length > 1) return first;
  return /^\s*\S{1,30}(?: \S{1,20}){0,2}\s?[:：]\s*$/.test(second) ? `${first}\n${second}\n${third}` : `${first}\n${second}`;
}

const anyAddress = new RegExp(addressPattern.source, 'g');

/** The lines of a conversation that name an address, each with the server's reply behind it. Linear. */
function linesByAddress(session: string, places: readonly PlaceOf[]): (address: string) => string {
  const found = new Map(places.map(({ address }): [string, string[]] => [address.toLowerCase(), []]));
  let named: readonly string[][] = [];
  for (const line of session.split('\n')) {
    const addresses = new Set([...line.matchAll(anyAddress)].map(([address]) => address.toLowerCase()));
    // `to=bo@example.org` is an address too, and hardly ever the one that is meant.
    const here = [...addresses].map((address) => found.get(address) ?? found.get(address.slice(address.lastIndexOf('=') + 1)) ?? []);
    const isReply = /^<<<|^[245]\d\d/.test(line);
    for (const lines of new Set(isReply ? [...named, ...here] : here)) lines.push(line);
    named = here;
  }
  return (address) => (found.get(address.toLowerCase()) ?? []).join('\n');
}

/** A conversation without a list before it: to each refusal belong the lines behind the refusal before. */
const bySession = (text: string, places: readonly PlaceOf[]): ProseRecipient[] =>
  places.map(({ address, at }, index) => {
    const lineEnd = text.indexOf('\n', at);
    const begin = index === 0 ? 0 : text.indexOf('\n', places[index - 1]?.at ?? 0);
    return { address, text: text.slice(Math.max(0, begin), lineEnd < 0 ? text.length : lineEnd).trim() };
  });
