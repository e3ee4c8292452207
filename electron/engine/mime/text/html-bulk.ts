import { Tokenizer } from 'htmlparser2';
import { ignored, silent } from './html-scan.ts';

/** Characters of an attribute that may say something; the longest address of a link is shorter. */
const longestAttribute = 8_192;

/**
 * HTML source without what takes room and shows nothing: comments, scripts and other elements whose content is no text of the message, values of
 * attributes that are too long to be read. For source beyond the limit, so that the cut hides no words. Style sheets stay: what one may hold is
 * bounded elsewhere. Linear.
 */
export function withoutBulk(html: string): string {
  const pieces: string[] = [];
  let from = 0;
  const cut = (start: number, end: number): void => {
    if (start < from) return;
    pieces.push(html.slice(from, start));
    from = Math.max(from, end);
  };
  let name = '';
  /** The silent element that is open, and where its content begins. */
  let silence = '';
  let silenceStart = 0;
  const nameAt = (start: number, end: number): string => html.slice(start, Math.min(end, start + 32)).toLowerCase();
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      ...ignored,
      ontext: () => {},
      onselfclosingtag: () => {},
      onopentagname(start, end) {
        name = nameAt(start, end);
      },
      onattribdata(start, end) {
        if (silence === '' && end - start > longestAttribute) cut(start, end);
      },
      onopentagend(end) {
        if (silence !== '' || !silent.has(name) || name === 'style') return;
        silence = name;
        silenceStart = end + 1;
      },
      onclosetag(start, end) {
        if (silence === '' || nameAt(start, end) !== silence) return;
        cut(silenceStart, html.lastIndexOf('<', start));
        silence = '';
      },
      oncomment(start, end, offset) {
        if (silence === '') cut(start, end - offset);
      },
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  if (silence !== '') cut(silenceStart, html.length);
  pieces.push(html.slice(from));
  return pieces.join('');
}
