/** Bodies that wait in files to be compressed. At start-up rows and files are reconciled, and files without a row are removed. */

import { dataFolderFiles } from '../database/data-folder.ts';
import { indexWants } from '../messages/message-rows.ts';
import type { Work, WriterContext } from '../queue/writer-context.ts';
import { blobBytes } from './blobs.ts';
import { bodyFileSize, syncBodyFile } from './body-files.ts';

/**
 * After a power cut rows may name bodies that never reached the disk: only in the two newest files (see `BodyFiles.append`), which are
 * therefore read, or in one that is too short by now or gone. Those bodies are fetched again.
 */
export function* compareBodyFiles(context: WriterContext, folder: string): Work<void> {
  const { cache, bodies } = context;
  const path = dataFolderFiles(folder).bodies;
  const newest = new Set(bodies.numbers.slice(-2));
  const named = cache.sql`SELECT file, max(place + size) AS octets FROM blobs WHERE file IS NOT NULL GROUP BY file`;
  for (const { file, octets } of named.all<{ file: number; octets: number }>()) {
    if (!newest.has(file) && bodyFileSize(path, file) >= octets) continue;
    for (const { id } of cache.sql`SELECT id FROM blobs WHERE file = ${file} ORDER BY place`.all<{ id: number }>()) {
      if (!blobBytes(cache, id)) loseBody(context, id);
      yield;
    }
    if (newest.has(file)) syncBodyFile(path, file);
  }
}

/** Forgets a damaged body: its messages have none again, as before it was fetched. */
export function loseBody({ cache, changes }: WriterContext, blobId: number): void {
  const folders = cache.sql`SELECT folder_id AS id, count(*) FILTER (WHERE kept_id IS NULL) AS bodies FROM messages
    WHERE blob_id = ${blobId} GROUP BY folder_id`.all<{ id: number | null; bodies: number }>();
  for (const { id, folderId } of cache.sql`SELECT id, folder_id AS folderId FROM messages WHERE blob_id = ${blobId}`.all<{
    id: number;
    folderId: number | null;
  }>())
    changes.changed(folderId, id);
  cache.sql`UPDATE messages SET blob_id = NULL, index_wanted = iif(indexed = 0, ${indexWants.header}, ${indexWants.nothing})
    WHERE blob_id = ${blobId}`.run();
  for (const { id, bodies } of folders) {
    cache.sql`UPDATE folders SET bodies_held = bodies_held - ${bodies} WHERE id = ${id}`.run();
  }
  cache.sql`DELETE FROM orphans WHERE blob_id = ${blobId}`.run();
  cache.sql`DELETE FROM blobs WHERE id = ${blobId}`.run();
}

/** Removes the files before the first that a row names. Outside any transaction: a row may only change its mind before. */
export function removeEmptiedFiles({ cache, bodies }: WriterContext): void {
  const first = bodies.numbers[0];
  if (first === undefined) return;
  const named = cache.sql`SELECT file FROM blobs WHERE file IS NOT NULL ORDER BY file LIMIT 1`.get<{ file: number }>();
  const before = named?.file ?? Number.POSITIVE_INFINITY;
  if (first >= before) return;
  // It syncs the log first: a power cut must not take back the rows that hold the bodies now, and not bring back the files.
  cache.sql`PRAGMA wal_checkpoint(PASSIVE)`.get();
  bodies.removeBefore(before);
}
