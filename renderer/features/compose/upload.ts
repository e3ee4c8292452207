/** Sends a file to a draft: `PUT bytes/draft/ID/attachment`, the only way bytes go up (contract/contract.ts). */
import { z } from 'zod';
import { type Draft, draftSchema } from '../../../electron/contract/compose.ts';
import { bytesPrefix } from '../../../electron/contract/contract.ts';
import { failure, failureSchema, type Result } from '../../../electron/contract/failure.ts';

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: draftSchema }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);

export interface Upload {
  readonly done: Promise<Result<Draft>>;
  cancel(): void;
}

/** @param onProgress hears the share that has gone, from 0 to 1 */
export function uploadAttachment(draftId: string, file: File, onProgress: (share: number) => void): Upload {
  // fetch tells nothing of how far an upload is.
  const request = new XMLHttpRequest();
  const done = new Promise<Result<Draft>>((resolve) => {
    const lost = (code: 'connection-lost' | 'cancelled') => resolve({ ok: false, failure: failure(code, { detail: { file: file.name } }) });
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      const parsed = answerSchema.safeParse(request.response);
      if (parsed.success) resolve(parsed.data);
      else if (request.status === 413) resolve({ ok: false, failure: failure('limit-exceeded', { detail: { file: file.name } }) });
      else resolve({ ok: false, failure: failure('internal', { detail: { message: `upload answered ${request.status}` } }) });
    };
    request.onerror = () => lost('connection-lost');
    request.onabort = () => lost('cancelled');
  });
  const parameters = new URLSearchParams({ name: file.name, type: file.type || 'application/octet-stream' });
  request.open('PUT', `${bytesPrefix}draft/${encodeURIComponent(draftId)}/attachment?${parameters}`);
  request.responseType = 'json';
  request.send(file);
  return { done, cancel: () => request.abort() };
}
