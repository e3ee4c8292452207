/** The bytes of one part of a raw message, with the name they may be saved under. */
import { partName } from './attachments.ts';
import { nameWithout, safeFileName } from './safe-name.ts';
import { decodedBytes, readStructure, walkParts } from './structure.ts';
import { innerFile, parseInnerId } from './text/inner-files.ts';

/** @returns the decoded bytes of the part with this IMAP part number (RFC 9051 §6.4.5.1) or of a file inside its text, or null when there is none */
export function readAttachment(
  raw: Buffer,
  partId: string,
): { readonly bytes: Buffer; readonly type: string; readonly safeName: string } | null {
  const structure = readStructure(raw);
  const owner = parseInnerId(partId)?.partId ?? partId;
  for (const part of walkParts(structure.root)) {
    if (part.id !== owner) continue;
    const bytes = decodedBytes(structure, part);
    if (owner === partId) return { bytes, type: part.type, safeName: safeFileName(partName(part), nameWithout(part.type, part.id)) };
    const inner = innerFile(bytes, partId);
    return inner && { bytes: inner.content, type: inner.type, safeName: safeFileName(inner.name, nameWithout(inner.type, partId)) };
  }
  return null;
}

/** The decoded bytes alone. */
export const partBytes = (raw: Buffer, partId: string): Buffer | null => readAttachment(raw, partId)?.bytes ?? null;
