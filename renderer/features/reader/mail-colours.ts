/** What HTML mail says of its own colours, told from its source: whether it can follow a dark window. Pure; one pass. */

/** `none`: it sets no colours; `own`: it does, for a light page; `both`: it brings rules of its own for a dark one. */
export type MailColours = 'none' | 'own' | 'both';

const forDark = /prefers-color-scheme\s*:\s*dark|<meta\s[^>]{0,200}color-scheme[^>]{0,200}dark/i;
// Also in words and addresses, where it is none: then the mail stays on the light page that it would have had anyway.
const colours =
  /\bbgcolor\b|\bbackground(?:-color|-image)?\s*[:=]|\bcolor\s*[:=]|\bborder[a-z-]*color\s*:|<body\b[^>]{0,2000}\s(?:text|link)\s*=/i;

export const coloursOf = (html: string): MailColours => (forDark.test(html) ? 'both' : colours.test(html) ? 'own' : 'none');
