/** The decoded bytes of one part of a message. */
import { readAttachment } from '../../../electron/engine/mime/structure/attachment-bytes.ts';

/** Null where the message has no such part. */
export const partBytes = (raw: Buffer, partId: string): Buffer | null => readAttachment(raw, partId)?.bytes ?? null;
