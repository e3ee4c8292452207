/** Pending operations as they lie in the keep, in the order they were made. */
import type { Database } from './database.ts';
import type { OperationItem, PendingOperation } from './stored.ts';

interface OperationRow {
  readonly id: string;
  readonly account_id: string;
  readonly change: string;
  readonly target_path: string | null;
  readonly state: PendingOperation['state'];
  readonly created_at: number;
  readonly attempts: number;
  readonly failure: string | null;
}

interface ItemRow {
  readonly message_id: number;
  readonly folder_id: number;
  readonly path: string;
  readonly uid_validity: number | null;
  readonly uid: number | null;
  readonly header: string | null;
  readonly flags_before: number;
}

export function readOperations(keep: Database): PendingOperation[] {
  return keep.sql`SELECT id, account_id, change, target_path, state, created_at, attempts, failure FROM operations ORDER BY position`
    .all<OperationRow>()
    .map((row) => toOperation(keep, row));
}

export function readOperation(keep: Database, id: string): PendingOperation | null {
  const row = keep.sql`SELECT id, account_id, change, target_path, state, created_at, attempts, failure FROM operations
    WHERE id = ${id}`.get<OperationRow>();
  return row ? toOperation(keep, row) : null;
}

function toOperation(keep: Database, row: OperationRow): PendingOperation {
  const items = keep.sql`SELECT message_id, folder_id, path, uid_validity, uid, header, flags_before FROM operation_items
    WHERE operation_id = ${row.id} ORDER BY message_id`.all<ItemRow>();
  return {
    id: row.id,
    accountId: row.account_id,
    change: JSON.parse(row.change), // written by `journal.ts` from an OperationChange
    targetPath: row.target_path,
    state: row.state,
    items: items.map(toItem),
    createdAt: row.created_at,
    attempts: row.attempts,
    failure: row.failure === null ? null : JSON.parse(row.failure),
  };
}

const toItem = (row: ItemRow): OperationItem => ({
  messageId: row.message_id,
  folderId: row.folder_id,
  path: row.path,
  uidValidity: row.uid_validity,
  uid: row.uid,
  keptId: null,
  header: row.header,
  flagsBefore: row.flags_before,
});
