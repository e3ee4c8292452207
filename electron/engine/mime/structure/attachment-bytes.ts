/** The bytes of one part of a raw message, with the name they may be saved under. */

import { innerFile, parseInnerId } from '../text/inner-files.ts';
import { partName } from './attachments.ts';
import { nameWithout, safeFileName } from './safe-name.ts';
import { decodedBytes, isMessage, opensAsMessage, readStructure, walkParts } from './structure.ts';

interface AttachmentBytes {
  readonly bytes: Buffer;
  readonly type: string;
  readonly safeName: string;
  /** It opens in the reader as a message of its own. */
  readonly isMessage: boolean;
}

/** @returns the decoded bytes of the part with this IMAP part number (RFC 9051 §6.4.5.1) or of a file inside its text, or null when there is none */
export const readAttachment = (raw: Buffer, partId: string): AttachmentBytes | null => attachmentsOf(raw)(partId);

/** The same for many parts of one message: its structure is read once. */
export function attachmentsOf(raw: Buffer): (partId: string) => AttachmentBytes | null {
  const structure = readStructure(raw);
  const parts = new Map([...walkParts(structure.root)].map((part) => [part.id, part]));
  return (partId) => {
    const owner = parseInnerId(partId)?.partId ?? partId;
    const part = parts.get(owner);
    if (!part) return null;
    const bytes = decodedBytes(structure, part);
    if (owner === partId)
      return {
        bytes,
        type: part.type,
        safeName: safeFileName(partName(part), nameWithout(part.type, part.id)),
        isMessage: opensAsMessage(part),
      };
    const inner = innerFile(bytes, partId);
    return (
      inner && {
        bytes: inner.content,
        type: inner.type,
        safeName: safeFileName(inner.name, nameWithout(inner.type, partId)),
        isMessage: isMessage(inner.type),
      }
    );
  };
}
