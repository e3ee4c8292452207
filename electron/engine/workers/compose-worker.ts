/**
 * Entry point of the thread that takes messages apart for answers and views, and puts those together that are sent. The files of a
 * draft are read here, from the user's data, so that nothing large passes through the engine's thread on its way.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { failure } from '../../contract/failure.ts';
import { decode, type StoredBytes } from '../cache/bodies/blobs.ts';
import { headerOf } from '../cache/bodies/header-end.ts';
import { type Database, openDatabase } from '../cache/database/database.ts';
import type { ComposeOrder } from '../compose/composing.ts';
import { fillAnswer } from '../mime/compose/answer.ts';
import { composeMessage } from '../mime/compose/compose.ts';
import { attachmentsOf } from '../mime/structure/attachment-bytes.ts';
import type { ComposeAnswer, ComposeTask, FromComposer, ToComposer } from './compose-messages.ts';
import { packBytes } from './pack-bytes.ts';

if (!parentPort) throw new Error('compose-worker.ts is the entry point of a worker thread');
const parent = parentPort;
const { userDataPath } = workerData as { readonly userDataPath: string }; // given by `createComposer`, the only one who starts this file
let userData: Database | null = null;
/** The message whose parts were asked for last: a message with many pictures is taken apart once. */
let held: { readonly key: string; readonly partOf: ReturnType<typeof attachmentsOf> } | null = null;
let forgetting: NodeJS.Timeout | undefined;
/** Milliseconds. */
const heldFor = 30_000;

function partsOf(key: string, raw: StoredBytes | null): ReturnType<typeof attachmentsOf> | null {
  clearTimeout(forgetting);
  if (raw) held = { key, partOf: attachmentsOf(decode(raw)) };
  forgetting = setTimeout(() => {
    held = null;
  }, heldFor);
  return held?.key === key ? held.partOf : null;
}

function fileOf(draftId: string, id: string): { name: string; type: string; content: Buffer } | null {
  userData ??= openDatabase({ name: 'user-data', path: userDataPath, readOnly: true });
  const row = userData.sql`SELECT name, type, bytes FROM draft_attachments WHERE draft_id = ${draftId} AND id = ${id}`.get<{
    name: string;
    type: string;
    bytes: Uint8Array;
  }>();
  return row
    ? { name: row.name, type: row.type, content: Buffer.from(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength) }
    : null;
}

async function compose({ draftId, attachmentIds, ...input }: ComposeOrder): Promise<ComposeAnswer> {
  const attachments = attachmentIds.flatMap((id) => fileOf(draftId, id) ?? []);
  if (attachments.length !== attachmentIds.length)
    return {
      kind: 'compose',
      composed: { ok: false, failure: failure('internal', { detail: { message: 'an attachment of the draft is missing' } }) },
    };
  return { kind: 'compose', composed: await composeMessage({ ...input, attachments }) };
}

async function carryOut(task: ComposeTask): Promise<ComposeAnswer> {
  if (task.kind === 'compose') return compose(task.order);
  if (task.kind === 'answer') {
    const raw = decode(task.raw);
    const read = task.headersOnly ? headerOf(raw) : raw;
    return { kind: 'answer', answer: fillAnswer({ ...task.order, raw: read }) };
  }
  const partOf = partsOf(task.key, task.raw);
  if (!partOf) return { kind: 'unheld' };
  const part = partOf(task.partId);
  // Of its own: a part that is not encoded is a view of the whole message.
  return { kind: 'part', part: part && { ...part, bytes: Uint8Array.from(part.bytes) } };
}

parent.on('message', async ({ id, task }: ToComposer) => {
  let answer: FromComposer;
  try {
    answer = { id, answer: await carryOut(task) };
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) };
  }
  const { value, transfer } = packBytes(answer);
  parent.postMessage(value, transfer);
});
