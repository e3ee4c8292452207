/** One HTML page that needs nothing else: no script, no picture, nothing from elsewhere. Light and dark as the reader's system is. */

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** @returns text that is text also between tags and in attributes */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

const style = `:root{color-scheme:light dark}
body{margin:2rem auto;padding:0 1rem;max-width:72rem;font:15px/1.5 system-ui,sans-serif;background:light-dark(#fdfdfe,#16181f);color:light-dark(#23252e,#e7e8ec)}
h1{font-size:1.25rem}
code{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere}`;

interface PageBegin {
  readonly title: string;
  /** Below the title. */
  readonly note: string;
  /** BCP 47. */
  readonly language: string;
  /** Rules for what stands on this page. */
  readonly rules: string;
}

/** What stands before the content. */
export const pageBegins = ({ title, note, language, rules }: PageBegin): string => `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${style}
${rules}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(note)}</p>
`;

export const pageEnds = '</body>\n</html>\n';
