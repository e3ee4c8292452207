/** Sends a file to a draft. */
import { type Draft, draftSchema } from '../../../electron/contract/compose.ts';
import { putBytes, type Upload } from '../../api/put-bytes.ts';

interface AttachmentUpload {
  readonly draftId: string;
  readonly file: File;
  /** Of `useBytesTarget`. */
  readonly target: (path: string) => string | null;
  /** Called with the share that has been sent, from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

export function uploadAttachment({ draftId, file, target, onProgress }: AttachmentUpload): Upload<Draft> {
  const parameters = new URLSearchParams({ name: file.name, type: file.type || 'application/octet-stream' });
  const path = `draft/${encodeURIComponent(draftId)}/attachment?${parameters}`;
  return putBytes({ path, target, file, answer: draftSchema, onProgress });
}
