/** Sends a file up: `PUT bytes/…`, the only way bytes go to the engine (contract/contract.ts). */

import { bytesPrefix } from '../../electron/contract/contract.ts';
import { failure, type Result } from '../../electron/contract/failure.ts';
import { failureSchema } from '../../electron/contract/failures/failure-schema.ts';
import { z } from '../../electron/contract/schema.ts';

export interface Upload<Value> {
  readonly done: Promise<Result<Value>>;
  cancel(): void;
}

interface PutOptions<Value> {
  /** Below `bytes/`, its parts encoded. */
  readonly path: string;
  /** Of `useBytesTarget`. */
  readonly target: (path: string) => string | null;
  readonly file: File;
  /** What the engine answers. */
  readonly answer: z.ZodType<Value>;
  /** Called with the share that has been sent, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

export function putBytes<Value>({ path, target, file, answer, onProgress }: PutOptions<Value>): Upload<Value> {
  const answerSchema = z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value: answer }),
    z.object({ ok: z.literal(false), failure: failureSchema }),
  ]);
  const address = target(`${bytesPrefix}${path}`);
  const notConnected = { ok: false, failure: failure('connection-lost', { detail: { file: file.name } }) } as const;
  if (address === null) return { done: Promise.resolve(notConnected), cancel: () => {} };
  // `fetch` reports no upload progress.
  const request = new XMLHttpRequest();
  const done = new Promise<Result<Value>>((resolve) => {
    const lost = (code: 'connection-lost' | 'cancelled') => resolve({ ok: false, failure: failure(code, { detail: { file: file.name } }) });
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
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
  request.open('PUT', address);
  request.responseType = 'json';
  request.send(file);
  return { done, cancel: () => request.abort() };
}
