import type { AttachmentInfo } from '../../contract/messages.ts';
import { decodeEncodedWords } from './encoded-word.ts';
import { fieldText, firstField } from './header-block.ts';
import { distinctNames, nameWithout, safeFileName } from './safe-name.ts';
import { decodedBytes, type MessageStructure, type Part } from './structure.ts';
import { visibleFileName, visibleLine } from './visible-text.ts';

/** What the contract says of an attachment, but for the address that the host serves it at. */
export type ParsedAttachment = Omit<AttachmentInfo, 'url'>;

/**
 * The parts that are not the shown body: every leaf, hidden ones inside alternatives too, so that nothing a sender put in goes unseen
 * (draft-chen-email-mime-ambiguity-defense). An enclosed message is one attachment; what is in it shows in the structure.
 */
export function attachmentParts(structure: MessageStructure, shown: ReadonlySet<Part>): Part[] {
  const found: Part[] = [];
  const waiting: Part[] = [structure.root];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const container = part.type.startsWith('multipart/') && part.children.length > 0;
    if (container) waiting.push(...part.children.toReversed());
    else if (!shown.has(part) && !isEmptyFiller(part)) found.push(part);
  }
  return found;
}

/** A message without a body has an empty text part by definition; nobody attached it. */
const isEmptyFiller = (part: Part): boolean =>
  part.bodyEnd <= part.bodyStart && part.fileName === null && part.disposition !== 'attachment' && /^(?:text|multipart)\//.test(part.type);

/** The name of a part as sent, or made from its type or the subject of an enclosed message. */
export function partName(part: Part): string {
  if (part.fileName) return part.fileName;
  const enclosed = part.children[0];
  const subject = part.type === 'message/rfc822' && enclosed ? firstField(enclosed.header, 'subject') : undefined;
  const title = subject ? fieldText(subject) : '';
  return title ? `${title.slice(0, 120)}.eml` : nameWithout(part.type, part.id);
}

/** Describes attachments for the reader, with names that are distinct and safe to write. */
export function describeAttachments(structure: MessageStructure, parts: readonly Part[], html: string | null): ParsedAttachment[] {
  const names = parts.map((part) => partName(part));
  const safeNames = distinctNames(
    names.map((name, index) => safeFileName(decodeEncodedWords(name), nameWithout(parts[index]?.type ?? '', parts[index]?.id ?? ''))),
  );
  const cited = citedContent(html ?? '');
  return parts.map((part, index) => ({
    partId: part.id,
    name: visibleFileName(names[index] ?? ''),
    safeName: safeNames[index] ?? '',
    type: visibleLine(part.type),
    size: decodedBytes(structure, part).length,
    contentId: part.contentId === null ? null : visibleLine(part.contentId),
    inline: part.disposition !== 'attachment' && part.contentId !== null && cited.has(part.contentId),
  }));
}

/** The content ids that an HTML text shows (RFC 2392), gathered once: asking the text for each part would take the product of both. */
function citedContent(html: string): Set<string> {
  const cited = new Set<string>();
  for (const [, id = ''] of html.matchAll(/cid:([^\s"'<>()]{1,998})/gi)) {
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
