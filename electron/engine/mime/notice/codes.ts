/** Reply and enhanced status codes in the words of a server or of a notice. */

/** Where a server's reply begins in a text that tells of it, on the same line or at the start of the next. No two parts take the same blanks. */
const introduced =
  /(?:<<<|said:?|reason:|error(?: message)?:?|response:?|smtp;|diagnostic[- ]code:?|reply:?|\],|\[|\(|ERROR_CODE ?:|:)[ \t]*(?:(?:\r\n?|\n)[ \t]*)?(?:smtp;[ \t]*)?([245]\d\d)(?=[ \-:,]|$)/gim;
/** A reply at the start of a line (RFC 5321 §4.2). */
const atStart = /^[ \t"']*([45]\d\d)(?=[ -]|:)/gm;
const enhanced = /(?:^|[^\d.])#?([245]\.\d{1,3}\.\d{1,3})(?![\d.])/g;

/** A number of three digits that is a code of a refusal: the first that is introduced as a reply, else the first that begins a line. */
export function replyIn(text: string): number | null {
  for (const pattern of [introduced, atStart])
    for (const match of text.matchAll(pattern)) {
      const code = Number(match[1]);
      if (code >= 400 && code <= 599) return code;
    }
  const beforeStatus = /\b([45]\d\d)[ -]{1,3}#?\1?[ -]?[45]\.\d{1,3}\.\d{1,3}\b/.exec(text);
  return beforeStatus ? Number(beforeStatus[1]) : null;
}

/** The first enhanced code of a refusal (RFC 3463 §2); one that says something before one that says only "other". */
export function statusIn(text: string): string | null {
  let vague: string | null = null;
  for (const [, code = ''] of text.matchAll(enhanced)) {
    if (code.startsWith('2') || isAddress(code)) continue;
    if (!isVague(code)) return code;
    vague ??= code;
  }
  return vague;
}

/** `5.0.0` and `4.0.0` say only that something failed. */
export const isVague = (code: string): boolean => /^[245]\.0\.\d{1,3}$/.test(code);

/** Nothing of an enhanced code has a part over 199 but private ones, which begin with a class of 5 and a subject of 0. */
const isAddress = (code: string): boolean =>
  code
    .split('.')
    .slice(1)
    .some((part) => Number(part) > 199);
