/** Raw messages for rows that are held already. Nothing is parsed here: the index pass reads each message once, when idle. */
import { storeBlob } from './blobs.ts';
import { headerOf } from './header-end.ts';
import { describeAnew, indexWants, linkWire, requireFolder } from './message-rows.ts';
import type { JobInput, JobOutput } from './storage-interface.ts';
import { asBuffer, readFacts } from './write-headers.ts';
import type { Work, WriterContext } from './writer-context.ts';

export function* addBodies(context: WriterContext, { folderId, messages }: JobInput<'addBodies'>): Work<JobOutput<'addBodies'>> {
  const { cache } = context;
  const folder = requireFolder(context, folderId);
  const hashes = new Map<number, string>();
  let stored = 0;
  for (const { uid, raw, wire } of messages) {
    const row = cache.sql`SELECT id, blob_id, message_id FROM messages WHERE folder_id = ${folderId} AND uid = ${uid}`.get<{
      id: number;
      blob_id: number | null;
      message_id: string | null;
    }>();
    if (row) {
      const blob = storeBlob(cache, raw);
      hashes.set(uid, blob.hash.toString('hex'));
      if (wire) linkWire(context, row.id, wire);
      if (row.blob_id === null) {
        cache.sql`UPDATE messages SET blob_id = ${blob.id}, index_wanted = ${indexWants.text} WHERE id = ${row.id}`.run();
        // A server that sent another message's header block under this UID: the list must not call one thing what is another.
        if (row.message_id === null || !asBuffer(raw).includes(row.message_id)) describeAnew(context, row.id, readFacts(context, headerOf(asBuffer(raw))));
        stored += 1;
      }
    }
    yield;
  }
  if (stored > 0) {
    context.changes.messages(folderId);
    context.changes.folder(folder.account_id);
  }
  return { stored, hashes };
}
