/** Sends a file to a draft. */
import { type Draft, draftSchema } from '../../../electron/contract/compose.ts';
import { putBytes, type Upload } from '../../api/put-bytes.ts';

/** @param onProgress hears the share that has gone, from 0 to 1 */
export function uploadAttachment(draftId: string, file: File, onProgress: (share: number) => void): Upload<Draft> {
  const parameters = new URLSearchParams({ name: file.name, type: file.type || 'application/octet-stream' });
  return putBytes({ path: `draft/${encodeURIComponent(draftId)}/attachment?${parameters}`, file, answer: draftSchema, onProgress });
}
