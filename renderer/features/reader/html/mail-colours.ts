/** What HTML mail says of its own colours, told from its source: whether it can follow a dark window. Pure; one pass. */

/** `none`: it sets no colours; `own`: it does, for a light page; `both`: it brings rules of its own for a dark one. */
type MailColours = 'none' | 'own' | 'both';

const forDark = /prefers-color-scheme\s*:\s*dark/i;
// Also in words and addresses, where it is none: then the mail stays on the light page that it would have had anyway.
const colours = /\bbgcolor\b|\bbackground(?:-color|-image)?\s*[:=]|\bcolor\s*[:=]|\bborder-(?:[a-z]{1,6}-)?color\s*:/i;

/** Whether a tag of this name holds all of these. Tags are looked for up to the next angle bracket, so that no character is read twice. */
function tagHolds(html: string, name: string, parts: readonly RegExp[]): boolean {
  for (const [tag] of html.matchAll(new RegExp(`<${name}\\s[^<>]{0,2000}`, 'gi'))) if (parts.every((part) => part.test(tag))) return true;
  return false;
}

const bringsDark = (html: string): boolean => forDark.test(html) || tagHolds(html, 'meta', [/color-scheme/i, /dark/i]);
const setsColours = (html: string): boolean => colours.test(html) || tagHolds(html, 'body', [/\s(?:text|link)\s*=/i]);

/** Linear in the length of the source, whatever stands in it. */
export const coloursOf = (html: string): MailColours => (bringsDark(html) ? 'both' : setsColours(html) ? 'own' : 'none');
