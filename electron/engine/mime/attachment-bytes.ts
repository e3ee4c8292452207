/** The bytes of one part of a raw message, with the name they may be saved under. */
import { partName } from './attachments.ts';
import { decodeEncodedWords } from './encoded-word.ts';
import { nameWithout, safeFileName } from './safe-name.ts';
import { decodedBytes, readStructure, walkParts } from './structure.ts';

/** @returns the decoded bytes of the part with this IMAP part number (RFC 9051 §6.4.5.1), or null when there is none */
export function readAttachment(
  raw: Buffer,
  partId: string,
): { readonly bytes: Buffer; readonly type: string; readonly safeName: string } | null {
  const structure = readStructure(raw);
  for (const part of walkParts(structure.root)) {
    if (part.id !== partId) continue;
    const safeName = safeFileName(decodeEncodedWords(partName(part)), nameWithout(part.type, part.id));
    return { bytes: decodedBytes(structure, part), type: part.type, safeName };
  }
  return null;
}
