/** Raw messages for rows that are held already. Nothing is parsed here: the index pass reads each message once, when idle. */

import { readFacts } from '../messages/header-facts.ts';
import { describeAnew, type FolderRow, giveBody, requireFolder } from '../messages/message-rows.ts';
import { cacheJob } from '../queue/job.ts';
import type { Work, WriterContext } from '../queue/writer-context.ts';
import { contentHash, storeBlob } from './blobs.ts';
import { headerOf } from './header-end.ts';

type BodiesToAdd = {
  readonly folderId: number;
  readonly messages: readonly { readonly uid: number; readonly raw: Uint8Array }[];
};

function* addBodies(
  context: WriterContext,
  { folderId, messages }: BodiesToAdd,
): Work<{ stored: number; hashes: ReadonlyMap<number, string> }> {
  const folder = requireFolder(context, folderId);
  const hashes = new Map<number, string>();
  let stored = 0;
  for (const message of messages) {
    const row = rowOf(context, folder, message.uid);
    if (row) {
      const digest = contentHash(message.raw);
      hashes.set(message.uid, digest.toString('hex'));
      const blobId = storeBlob(context.cache, context.bodies, digest, message.raw);
      if (row.blob_id === null) {
        giveBody(context, { id: row.id, folderId }, blobId);
        // The server sent another message's header under this UID before: the list must not show it for this body.
        const header = headerOf(message.raw);
        if (row.message_id === null || !header.includes(row.message_id)) describeAnew(context, row.id, readFacts(context, header));
        context.changes.changed(folderId, row.id);
        stored += 1;
      }
    }
    yield;
  }
  if (stored > 0) context.changes.folder(folder.account_id);
  return { stored, hashes };
}

interface Row {
  readonly id: number;
  readonly blob_id: number | null;
  readonly message_id: string | null;
}

const rowOf = ({ cache }: WriterContext, { id }: FolderRow, uid: number): Row | undefined =>
  cache.sql`SELECT id, blob_id, message_id FROM messages WHERE folder_id = ${id} AND uid = ${uid}`.get<Row>();

export const bodyJobs = {
  /** Stores raw messages once by content. UIDs without a row are ignored. Text is indexed, and snippet and attachments are found, when idle. */
  addBodies: cacheJob('bodies', addBodies, { buffers: ({ messages }) => messages.map(({ raw }) => raw) }),
};
