/** A compose thread that keeps no message at hand. */
import { parentPort } from 'node:worker_threads';
import { decode } from '../../../electron/engine/cache/bodies/blobs.ts';
import { attachmentsOf } from '../../../electron/engine/mime/structure/attachment-bytes.ts';
import type { FromComposer, ToComposer } from '../../../electron/engine/workers/compose-messages.ts';

parentPort?.on('message', ({ id, task }: ToComposer) => {
  if (task.kind !== 'part') return;
  const part = task.raw && attachmentsOf(decode(task.raw))(task.partId);
  const answer: FromComposer = {
    id,
    answer: task.raw === null ? { kind: 'unheld' } : { kind: 'part', part: part && { ...part, bytes: Uint8Array.from(part.bytes) } },
  };
  parentPort?.postMessage(answer);
});
