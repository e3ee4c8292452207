const lineBreaks = /[\t\n\r\v\f\u0085\u2028\u2029]+/g;
const suspicious = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/;
const hidden = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/g;
const directionMarks = /[\u061c\u200e\u200f]/g;

/** Whether a text holds control characters or direction overrides, with which a sender can forge what is shown. */
export const hasHiddenCharacters = (text: string): boolean => suspicious.test(text);

/**
 * Makes one line of text safe to show: line breaks become a space, other control characters and direction
 * overrides become U+FFFD, so that their presence is seen and they have no effect (Unicode TR 36 §2.8; Mailsploit).
 * The direction marks LRM, RLM and ALM, ordinary in Hebrew and Arabic, stay.
 */
export function visibleLine(text: string): string {
  if (!suspicious.test(text)) return text;
  return text.replace(lineBreaks, ' ').replace(hidden, '\ufffd');
}

/** As `visibleLine`, for the name of a file, where even a direction mark only serves to hide the true extension. */
export const visibleFileName = (text: string): string => visibleLine(text).replace(directionMarks, '\ufffd');

/** Text of several lines: keeps tabs and line feeds, drops other control characters (a terminal would obey them), keeps direction. */
export const visibleText = (text: string): string =>
  /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)
    ? text
        .replace(/\r\n?/g, '\n')
        .replace(/\f/g, '\n')
        .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    : text;
