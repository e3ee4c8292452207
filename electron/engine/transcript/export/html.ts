/** Sessions as one HTML page that needs nothing else: no script, no picture, nothing from elsewhere. Light and dark as the reader's system is. */
import type { Session } from '../../../contract/transcript.ts';
import { type ExactLine, factsOf, type MailContent, momentOf, rowsOf } from './lines.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

const style = `:root{color-scheme:light dark}
body{margin:2rem auto;padding:0 1rem;max-width:72rem;font:15px/1.5 system-ui,sans-serif;background:light-dark(#fdfdfe,#16181f);color:light-dark(#23252e,#e7e8ec)}
h1{font-size:1.25rem}h2{margin-top:2rem;font:600 13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
ol{margin:0;padding:0;list-style:none;font:12.5px/1.6 ui-monospace,monospace}
li{display:grid;grid-template-columns:5.5rem 2rem 1fr}
time{color:light-dark(#5f6470,#9ba0ab)}
code{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere}
.c b{color:light-dark(#0b6470,#7fc9d3)}.s b{color:light-dark(#75399e,#c9a2e6)}.n{color:light-dark(#5f6470,#9ba0ab)}
mark{background:none;color:light-dark(#8a5300,#e6b566)}`;

/** What stands before the sessions. @param note says what was replaced and left out */
export const pageBegins = (title: string, note: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>${escaped(note)}</p>
`;

export const pageEnds = '</body>\n</html>\n';

export const sessionBegins = (session: Session): string => `<h2>${escaped(factsOf(session))}</h2>\n<ol>\n`;
export const sessionEnds = '</ol>\n';

const classes = { 'C:': 'c', 'S:': 's', '*': 'n' } as const;

export function htmlOf(line: ExactLine, head: Buffer, mail: MailContent): string {
  const time = momentOf(line.record.at);
  return rowsOf(line, head, mail)
    .map(({ speaker, text }) => {
      const drawn = escaped(text).replace(/▒+/g, (mask) => `<mark title="secret, ${mask.length} octets">${mask}</mark>`);
      return `<li class="${classes[speaker]}"><time>${time}</time><b>${speaker}</b><code>${drawn}</code></li>\n`;
    })
    .join('');
}
