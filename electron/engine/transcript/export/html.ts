/** Sessions on one HTML page that needs nothing else. */
import { escapeHtml, pageBegins } from '../../../base/html-page.ts';
import type { Session } from '../../../contract/transcript.ts';
import { type ExactLine, factsOf, type MailContent, momentOf, rowsOf } from './lines.ts';

const rules = `h2{margin-top:2rem;font:600 13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
ol{margin:0;padding:0;list-style:none;font:12.5px/1.6 ui-monospace,monospace}
li{display:grid;grid-template-columns:5.5rem 2rem 1fr}
time{color:light-dark(#5f6470,#9ba0ab)}
.c b{color:light-dark(#0b6470,#7fc9d3)}.s b{color:light-dark(#75399e,#c9a2e6)}.n{color:light-dark(#5f6470,#9ba0ab)}
mark{background:none;color:light-dark(#8a5300,#e6b566)}`;

/** What stands before the sessions. @param note says what was replaced and left out */
export const sessionPageBegins = (title: string, note: string): string => pageBegins({ title, note, language: 'en', rules });

export const sessionBegins = (session: Session): string => `<h2>${escapeHtml(factsOf(session))}</h2>\n<ol>\n`;
export const sessionEnds = '</ol>\n';

const classes = { 'C:': 'c', 'S:': 's', '*': 'n' } as const;

export function htmlOf(line: ExactLine, head: Buffer, mail: MailContent): string {
  const time = momentOf(line.record.at);
  return rowsOf(line, head, mail)
    .map(({ speaker, text }) => {
      const drawn = escapeHtml(text).replace(/▒+/g, (mask) => `<mark title="secret, ${mask.length} octets">${mask}</mark>`);
      return `<li class="${classes[speaker]}"><time>${time}</time><b>${speaker}</b><code>${drawn}</code></li>\n`;
    })
    .join('');
}
