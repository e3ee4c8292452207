import type { AttachmentInfo } from '../../../contract/messages.ts';
import { decodeEncodedWords } from '../header/encoded-word.ts';
import { fieldBody, firstField } from '../header/header-block.ts';
import { citableId } from '../text/content-location.ts';
import { decodeReferences } from '../text/html-scan.ts';
import type { InnerFile } from '../text/inner-files.ts';
import { visibleFileName, visibleLine } from '../text/visible-text.ts';
import { distinctNames, nameWithout, safeFileName } from './safe-name.ts';
import { decodedBytes, isMessage, type MessageStructure, opensAsMessage, type Part } from './structure.ts';

/** What the contract says of an attachment, but for the address that the host serves it at. */
export type ParsedAttachment = Omit<AttachmentInfo, 'url'>;

/**
 * The parts that are not the shown body: every leaf, hidden ones inside alternatives too, so that nothing a sender put in goes unseen
 * (draft-chen-email-mime-ambiguity-defense). An enclosed message is one attachment; what is in it shows in the structure.
 */
export function attachmentParts(root: Part, shown: ReadonlySet<Part>): Part[] {
  const found: Part[] = [];
  const waiting: Part[] = [root];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const container = part.type.startsWith('multipart/') && part.children.length > 0;
    if (container) waiting.push(...part.children.toReversed());
    else if (!shown.has(part) && !isEmptyFiller(part)) found.push(part);
  }
  return found;
}

/** A message without a body has an empty text part by definition: it is no attachment. */
const isEmptyFiller = (part: Part): boolean =>
  part.bodyEnd <= part.bodyStart && part.fileName === null && part.disposition !== 'attachment' && /^(?:text|multipart)\//.test(part.type);

/** The name of a part as sent, or made from its type or the subject of an enclosed message, control characters and all. */
export function partName(part: Part): string {
  if (part.fileName) return part.fileName;
  const enclosed = part.children[0];
  const subject = isMessage(part.type) && enclosed ? firstField(enclosed.header, 'subject') : undefined;
  const title = subject ? decodeEncodedWords(fieldBody(subject)).replace(/\s+/g, ' ').trim() : '';
  return title ? `${title.slice(0, 120)}.eml` : nameWithout(part.type, part.id);
}

/**
 * Describes attachments for the reader, with names that are distinct and safe to write.
 * @param inner files inside the texts, after the parts
 * @param html what is shown: pictures that it cites are inline
 */
export function describeAttachments(
  structure: MessageStructure,
  parts: readonly Part[],
  inner: readonly InnerFile[],
  html: string | null,
): ParsedAttachment[] {
  const cited = citedContent(html ?? '');
  const described = [
    ...parts.map((part) => ({
      partId: part.id,
      name: partName(part),
      type: part.type,
      size: decodedBytes(structure, part).length,
      contentId: citableId(part),
      inline: isCited(part, cited),
      isMessage: opensAsMessage(part),
    })),
    ...inner.map(({ id, name, type, contentId, content }) => ({
      partId: id,
      name: name || nameWithout(type, id),
      type,
      size: content.length,
      contentId,
      inline: contentId !== null && cited.has(contentId),
      isMessage: isMessage(type),
    })),
  ];
  const safeNames = distinctNames(described.map(({ name, type, partId }) => safeFileName(name, nameWithout(type, partId))));
  return described.map((one, index) => ({
    ...one,
    name: visibleFileName(one.name),
    safeName: safeNames[index] ?? '',
    type: visibleLine(one.type),
    contentId: one.contentId === null ? null : visibleLine(one.contentId),
  }));
}

/** Whether a part is a picture in the shown HTML, and not a file of its own that happens to have a Content-ID. */
export function isCited(part: Part, cited: ReadonlySet<string>): boolean {
  const id = citableId(part);
  return part.disposition !== 'attachment' && id !== null && cited.has(id);
}

/** The content ids that an HTML text shows (RFC 2392), gathered once: asking the text for each part would take the product of both. */
export function citedContent(html: string): Set<string> {
  const cited = new Set<string>();
  for (const [, source = ''] of html.matchAll(/cid:([^\s"'<>()]{1,998})/gi)) {
    // Inside an attribute, quotes around it are references, as are signs in it.
    const id = source.includes('&') ? (/^[^"']*/.exec(decodeReferences(source))?.[0] ?? '') : source;
    cited.add(id);
    if (id.includes('%')) cited.add(decoded(id));
  }
  return cited;
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id; // not percent-encoded after all
  }
}
