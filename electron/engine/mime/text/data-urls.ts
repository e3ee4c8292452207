/** A file that stands in the source of an HTML text as a `data:` URL (RFC 2397). */
interface DataFile {
  /** For pictures that a window shows where the text cites them; null for others. */
  readonly contentId: string | null;
  readonly type: string;
  content(): Buffer;
}

/** Smaller ones cost nothing where they are. */
const leastCharacters = 8_192;
const mostFiles = 1_000;
/** Only where an attribute or a `url()` begins: words of the text may look like one. */
const head =
  /data:(?<=(?:["'(=,]|&quot;|&#3[49];)\s{0,2}data:)([\w.+-]{0,60}(?:\/[\w.+-]{1,80})?)((?:;[\w.+-]{1,40}(?:=(?:"[^"<>]{0,80}"|[^\s"'<>;,]{0,80}))?){0,6}),/gi;
const shown = /^image\/(?:png|jpe?g|gif|webp|bmp|avif)$/;
/** They make the looks of a page and are no files of anybody. */
const looks = /^(?:font\/|application\/(?:x-)?font|application\/vnd\.ms-fontobject|text\/(?:css|javascript))/;
/**
 * A stretch of base64, of its percent-encoded characters, or of the blanks that folding leaves. Not longer, because a pattern remembers each
 * character that it could give back: one over megabytes can fail for want of room.
 */
const base64 = /[A-Za-z0-9+/=\s]{1,8192}|(?:%[0-9A-Fa-f]{2}){1,1024}/y;
/** What is left where one was. */
const nothing = 'data:,';

/**
 * Takes large `data:` URLs out of HTML source, so that a limit on the source never cuts inside one and loses the words behind it: pictures become
 * `cid:` addresses, other files are files without one, fonts go. Linear.
 * @param owner the number of the part: the identifiers are made of it
 */
export function takeDataUrls(html: string, owner: string): { readonly html: string; readonly files: readonly DataFile[] } {
  if (html.length < leastCharacters || !/data:/i.test(html)) return { html, files: [] };
  const ends = endsIn(html);
  const files: DataFile[] = [];
  const kept: string[] = [];
  let position = 0;
  let found = 0;
  head.lastIndex = 0;
  for (let match = head.exec(html); match && found < mostFiles; match = head.exec(html)) {
    const start = match.index + match[0].length;
    const isBase64 = /;base64$/i.test(match[2] ?? '');
    const data = html.slice(start, isBase64 ? endOfBase64(html, start) : ends(match.index, start));
    head.lastIndex = start + data.length;
    if (data.length < leastCharacters) continue;
    found += 1;
    const type = (match[1] ?? '').toLowerCase().replace('image/jpg', 'image/jpeg') || 'application/octet-stream';
    const contentId = shown.test(type) ? `picture-${found}.${owner || '0'}@data.invalid` : null;
    if (!looks.test(type)) files.push({ contentId, type, content: () => bytesOf(data, isBase64) });
    kept.push(html.slice(position, match.index), contentId === null ? nothing : `cid:${contentId}`);
    position = start + data.length;
  }
  return found === 0 ? { html, files } : { html: kept.join('') + html.slice(position), files };
}

function endOfBase64(html: string, start: number): number {
  let end = start;
  base64.lastIndex = start;
  while (base64.test(html)) end = base64.lastIndex;
  return end;
}

/** @param data one character a byte */
const bytesOf = (data: string, isBase64: boolean): Buffer =>
  Buffer.from(data.includes('%') ? withoutPercent(data) : data, isBase64 ? 'base64' : 'latin1');

/** Undoes percent-encoding (RFC 3986 §2.1); other percent signs stay. */
function withoutPercent(data: string): string {
  const written = Buffer.from(data, 'latin1');
  let length = 0;
  for (let at = 0; at < written.length; at += 1) {
    const code = written[at] ?? 0;
    const meant = code === 0x25 ? Number.parseInt(/^[0-9A-Fa-f]{2}/.exec(data.slice(at + 1, at + 3))?.[0] ?? '', 16) : Number.NaN;
    written[length++] = Number.isNaN(meant) ? code : meant;
    if (!Number.isNaN(meant)) at += 2;
  }
  return written.toString('latin1', 0, length);
}

/** Ends of attributes and of `url()`, by what stands before their address. */
const closings: Readonly<Record<string, RegExp>> = {
  '"': /"/g,
  "'": /'/g,
  '(': /\)/g,
  '=': /[\s>]/g,
  ',': /[\s"'>]/g,
  ';': /&quot;|&#3[49];|[">]/g,
};

/** Tells where an address ends that begins at `at`, by the next character that can end it; each is looked for once, however many begin before it. */
function endsIn(html: string): (at: number, start: number) => number {
  const next = new Map<string, number>();
  return (at, start) => {
    const opening =
      html
        .slice(Math.max(0, at - 3), at)
        .trimEnd()
        .at(-1) ?? '=';
    const known = next.get(opening) ?? -1;
    if (known >= start) return known;
    const pattern = closings[opening] ?? /[\s"'>]/g;
    pattern.lastIndex = start;
    const end = pattern.exec(html)?.index ?? html.length;
    next.set(opening, end);
    return end;
  };
}
