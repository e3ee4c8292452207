/**
 * The ids of a whole folder, or of all that a search finds: as many as there are messages, so they are taken in pieces with the event loop
 * in between, over a connection of its own in one read transaction. Whatever is written meanwhile, they are of one instant.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { FailureError, failure } from '../../../contract/failure.ts';
import type { Folder } from '../../../contract/folders.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { type IdsRequest, idsFound, vocabulary } from '../search/read-search.ts';

/** Messages of a folder looked at in one piece: about a millisecond. */
const piece = 10_000;
/** The same where more of each row is looked at. */
const smallPiece = 3_000;
/** Milliseconds spent on hits of a search between two turns of the event loop. */
const share = 4;

export interface IdsReader {
  /**
   * Every id at one instant, newest first, taken in pieces. Rejects with a `FailureError`, `storage-interrupted` where the cache is closed
   * meanwhile.
   */
  ids(request: IdsRequest): Promise<number[]>;
  /** Messages of a folder in which an attachment may be. Pieces, instant and rejection as of `ids`. */
  mayHaveAttachments(folderId: number): Promise<MayHaveAttachments>;
}

interface MayHaveAttachments {
  /** Those that are marked, and those that are held and whose parts have not been looked at. Newest first. */
  readonly ids: number[];
  /** Others whose body is not held: their header promises none, which is all that is known. */
  readonly notHeld: number;
}

interface OpenIdsReader extends IdsReader {
  /** Rejects requests under way with `storage-interrupted`. */
  close(): void;
}

/** @param path the file of the cache @param folders all folders, for `in:` */
export function createIdsReader(path: string, folders: () => readonly Folder[]): OpenIdsReader {
  const open = new Set<Database>();
  let isClosed = false;

  const interrupted = () => new FailureError(failure('storage-interrupted'));
  const pause = async (database: Database) => {
    await turn();
    if (!open.has(database)) throw interrupted();
  };

  /** Takes all pieces in one read transaction. */
  async function inPieces<Piece>(begin: (database: Database) => Iterator<Piece, void>, take: (piece: Piece) => void): Promise<void> {
    if (isClosed) throw interrupted();
    const database = openDatabase({ name: 'cache', path, readOnly: true });
    open.add(database);
    try {
      database.guard(() => database.script(vocabulary));
      database.guard(() => database.script('BEGIN'));
      const pieces = begin(database);
      for (;;) {
        const next = database.guard(() => pieces.next());
        if (next.done) return;
        take(next.value);
        await pause(database);
      }
    } finally {
      if (open.delete(database)) database.close();
    }
  }

  return {
    async ids(request) {
      const ids: number[] = [];
      await inPieces(
        (database) => (request.query === undefined ? folderPieces(database, request) : searchPieces(database, request, folders())),
        (piece) => {
          for (const id of piece) ids.push(id);
        },
      );
      return ids;
    },
    async mayHaveAttachments(folderId) {
      const ids: number[] = [];
      let notHeld = 0;
      await inPieces(
        (database) => attachmentPieces(database, folderId),
        (piece) => {
          for (const id of piece.ids) ids.push(id);
          notHeld += piece.notHeld;
        },
      );
      return { ids, notHeld };
    },
    close() {
      isClosed = true;
      for (const database of open) database.close();
      open.clear();
    },
  };
}

function* folderPieces(
  database: Database,
  { folderId, oldest = 0, newest = Number.MAX_SAFE_INTEGER, entered }: IdsRequest,
): Generator<number[], void> {
  const revision = entered === undefined ? Number.MAX_SAFE_INTEGER : (entered.get(folderId ?? 0) ?? -1);
  for (let last = newest; ; ) {
    // As one text instead of a row object a message, as in `uids` of `read-held.ts`.
    const row = database.sql`SELECT json_group_array(id) FILTER (WHERE entered <= ${revision}) AS ids, min(id) AS last FROM
      (SELECT id, entered FROM messages WHERE folder_id = ${folderId ?? null} AND id BETWEEN ${oldest} AND ${last}
        ORDER BY id DESC LIMIT ${piece})`.get<{ ids: string; last: number | null }>();
    if (!row || row.last === null) return;
    yield JSON.parse(row.ids); // made by SQLite from integers
    last = row.last - 1;
  }
}

function* attachmentPieces(database: Database, folderId: number): Generator<{ ids: number[]; notHeld: number }, void> {
  for (let last = Number.MAX_SAFE_INTEGER; ; ) {
    const row = database.sql`SELECT json_group_array(id) FILTER (WHERE attachments = 1 OR (held AND indexed < 2)) AS ids,
      count(*) FILTER (WHERE attachments = 0 AND NOT held) AS notHeld, min(id) AS last FROM
      (SELECT id, attachments, indexed, blob_id IS NOT NULL OR kept_id IS NOT NULL AS held FROM messages
        WHERE folder_id = ${folderId} AND id <= ${last} ORDER BY id DESC LIMIT ${smallPiece})`.get<{
      ids: string;
      notHeld: number;
      last: number | null;
    }>();
    if (!row || row.last === null) return;
    yield { ids: JSON.parse(row.ids), notHeld: row.notHeld }; // made by SQLite from integers
    last = row.last - 1;
  }
}

/** A search begins once: to begin it again for each piece would cost as much as the search each time. */
function* searchPieces(database: Database, request: IdsRequest, folders: readonly Folder[]): Generator<number[], void> {
  const found = idsFound(database, request, folders);
  if (!found) return;
  let ids: number[] = [];
  let end = performance.now() + share;
  const { entered: by } = request;
  for (const { id, folderId, entered } of found) {
    if (!by || entered <= (by.get(folderId) ?? -1)) ids.push(id);
    if (performance.now() < end) continue;
    yield ids;
    ids = [];
    end = performance.now() + share;
  }
  yield ids;
}
