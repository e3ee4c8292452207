/** A picture that stands in the source of an HTML text as a `data:` URL (RFC 2397). */
interface DataPicture {
  readonly contentId: string;
  readonly type: string;
  readonly content: Buffer;
}

/** Smaller ones cost nothing where they are. */
const leastCharacters = 8_192;
const mostPictures = 1_000;
const head = /data:(image\/(?:png|jpe?g|gif|webp|bmp|avif))(?:;[\w=.-]{1,40}){0,4};base64,/gi;
/** Base64, its percent-encoded characters, and the blanks that folding leaves. */
const body = /(?:[A-Za-z0-9+/=\s]|%[0-9A-Fa-f]{2})+/y;

/**
 * Takes large pictures out of HTML source and puts `cid:` addresses in their place, so that a limit on the source never cuts inside a picture
 * and loses the words behind it. Linear.
 * @param owner the number of the part: the identifiers are made of it
 */
export function takeDataPictures(html: string, owner: string): { readonly html: string; readonly pictures: readonly DataPicture[] } {
  if (html.length < leastCharacters || !html.includes(';base64,')) return { html, pictures: [] };
  const pictures: DataPicture[] = [];
  const kept: string[] = [];
  let position = 0;
  head.lastIndex = 0;
  for (let match = head.exec(html); match && pictures.length < mostPictures; match = head.exec(html)) {
    const start = match.index + match[0].length;
    body.lastIndex = start;
    const data = body.exec(html)?.[0] ?? '';
    if (data.length < leastCharacters) {
      head.lastIndex = start + data.length;
      continue;
    }
    const contentId = `picture-${pictures.length + 1}.${owner || '0'}@data.invalid`;
    const plain = data.includes('%')
      ? data.replace(/%([0-9A-Fa-f]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : data;
    pictures.push({ contentId, type: (match[1] ?? '').toLowerCase().replace('jpg', 'jpeg'), content: Buffer.from(plain, 'base64') });
    kept.push(html.slice(position, match.index), `cid:${contentId}`);
    position = start + data.length;
    head.lastIndex = position;
  }
  return pictures.length === 0 ? { html, pictures } : { html: kept.join('') + html.slice(position), pictures };
}
