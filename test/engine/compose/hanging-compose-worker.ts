/** A compose thread that never comes to an end over a whole message, and reads headers as the real one does. */
import { parentPort } from 'node:worker_threads';
import { decode } from '../../../electron/engine/cache/bodies/blobs.ts';
import { headerOf } from '../../../electron/engine/cache/bodies/header-end.ts';
import { fillAnswer } from '../../../electron/engine/mime/compose/answer.ts';
import { readAttachment } from '../../../electron/engine/mime/structure/attachment-bytes.ts';
import type { FromComposer, ToComposer } from '../../../electron/engine/workers/compose-messages.ts';

parentPort?.on('message', ({ id, task }: ToComposer) => {
  if (task.kind === 'part' && task.raw) {
    const part = readAttachment(decode(task.raw), task.partId);
    parentPort?.postMessage({ id, answer: { kind: 'part', part: part && { ...part, bytes: Uint8Array.from(part.bytes) } } });
  }
  if (task.kind !== 'answer') return;
  while (!task.headersOnly);
  const answer: FromComposer = { id, answer: { kind: 'answer', answer: fillAnswer({ ...task.order, raw: headerOf(decode(task.raw)) }) } };
  parentPort?.postMessage(answer);
});
