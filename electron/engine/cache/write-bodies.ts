/** Raw messages for rows that are held already. Nothing is parsed here: the index pass reads each message once, when idle. */
import { type PackedBody, packBody, storeBlob } from './blobs.ts';
import { describeAnew, type FolderRow, indexWants, linkWire, requireFolder } from './message-rows.ts';
import type { JobInput, JobOutput } from './storage-interface.ts';
import type { WireLink } from './stored.ts';
import { asBuffer, readFacts } from './write-headers.ts';
import type { Work, WriterContext } from './writer-context.ts';

type Added = JobOutput<'addBodies'>;

export function* addBodies(context: WriterContext, { folderId, messages }: JobInput<'addBodies'>): Work<Added> {
  return yield* addEach(context, folderId, messages, ({ raw }) => packBody(raw));
}

/** The same for what another thread has packed. */
export function* addPackedBodies(context: WriterContext, { folderId, messages }: JobInput<'addPackedBodies'>): Work<Added> {
  return yield* addEach(context, folderId, messages, ({ body }) => body);
}

function* addEach<Message extends { readonly uid: number; readonly wire?: WireLink }>(
  context: WriterContext,
  folderId: number,
  messages: readonly Message[],
  packed: (message: Message) => PackedBody,
): Work<Added> {
  const folder = requireFolder(context, folderId);
  const hashes = new Map<number, string>();
  let stored = 0;
  for (const message of messages) {
    const row = rowOf(context, folder, message.uid);
    if (row) {
      const body = packed(message);
      hashes.set(message.uid, asBuffer(body.hash).toString('hex'));
      const blobId = storeBlob(context.cache, body);
      if (message.wire) linkWire(context, row.id, message.wire);
      if (row.blob_id === null) {
        context.cache.sql`UPDATE messages SET blob_id = ${blobId}, index_wanted = ${indexWants.text} WHERE id = ${row.id}`.run();
        // A server that sent another message's header block under this UID: the list must not call one thing what is another.
        if (row.message_id === null || !asBuffer(body.header).includes(row.message_id))
          describeAnew(context, row.id, readFacts(context, body.header));
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

interface Row {
  readonly id: number;
  readonly blob_id: number | null;
  readonly message_id: string | null;
}

const rowOf = ({ cache }: WriterContext, { id }: FolderRow, uid: number): Row | undefined =>
  cache.sql`SELECT id, blob_id, message_id FROM messages WHERE folder_id = ${id} AND uid = ${uid}`.get<Row>();
