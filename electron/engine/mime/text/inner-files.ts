import { safeFileName, typeOfName } from '../structure/safe-name.ts';
import { takeDataUrls } from './data-urls.ts';
import { findEmbeddedFiles } from './embedded-files.ts';

/** A file inside the text of a part: uuencoded or yEncoded, or a large file in the source of HTML. It is handed out like an attachment. */
export interface InnerFile {
  /** The number of the part, then `-u` or `-d` and the file's place in it: no IMAP part number looks so. */
  readonly id: string;
  /** As written, control characters and all; empty where it has none. */
  readonly name: string;
  readonly type: string;
  readonly contentId: string | null;
  readonly content: Buffer;
}

/** The files in plain text. @param text decoded bytes of the part */
export const filesInText = (text: Buffer, partId: string): InnerFile[] =>
  findEmbeddedFiles(text).files.map(({ name, content }, index) => ({
    id: `${partId}-u${index + 1}`,
    // The name has no charset of its own; most are UTF-8 or ASCII.
    name: Buffer.from(name, 'latin1').toString('utf8'),
    type: typeOfName(safeFileName(name)),
    contentId: null,
    content,
  }));

/** The large files in HTML source. */
export const filesInHtml = (html: string, partId: string): InnerFile[] =>
  takeDataUrls(html, partId).files.map(({ contentId, type, content }, index) => ({
    id: `${partId}-d${index + 1}`,
    name: '',
    type,
    contentId,
    content: content(),
  }));

/** Splits the number of an inner file; null where it is that of a part. */
export function parseInnerId(id: string): { readonly partId: string; readonly kind: 'text' | 'html'; readonly index: number } | null {
  const found = /^(.*)-([ud])([1-9]\d{0,4})$/.exec(id);
  return found ? { partId: found[1] ?? '', kind: found[2] === 'u' ? 'text' : 'html', index: Number(found[3]) - 1 } : null;
}

/** Finds an inner file again by its number. @param decoded bytes of its part */
export function innerFile(decoded: Buffer, id: string): InnerFile | null {
  const wanted = parseInnerId(id);
  if (!wanted) return null;
  const files = wanted.kind === 'text' ? filesInText(decoded, wanted.partId) : filesInHtml(decoded.toString('latin1'), wanted.partId);
  return files[wanted.index] ?? null;
}
