/** Pending operations as they lie in user data, in the order they were made. */
import type { Database } from '../database/database.ts';
import type { OperationHead, OperationItem, PendingOperation } from '../database/stored.ts';

export interface OperationReader {
  /** In the order they were made, with their messages: of all accounts where none is given. */
  operations(accountId?: string): PendingOperation[];
  /** In the order they were made. */
  operationHeads(accountId: string): OperationHead[];
  /** How many the server has neither confirmed nor refused: at no cost, however many there are. */
  waitingOperations(accountId: string): number;
  operation(id: string): PendingOperation | null;
}

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

export function readOperations(userData: Database): PendingOperation[] {
  // First: one that is made meanwhile is not seen at all, rather than without its messages.
  const operations = userData.sql`SELECT id, account_id, change, target_path, state, created_at, attempts, failure FROM operations
    ORDER BY position`.all<OperationRow>();
  const items = new Map<string, OperationItem[]>();
  const rows = userData.sql`SELECT operation_id, message_id, folder_id, path, uid_validity, uid, header, flags_before FROM operation_items
    ORDER BY operation_id, message_id`;
  for (const row of rows.each<ItemRow & { readonly operation_id: string }>()) {
    const own = items.get(row.operation_id);
    if (own) own.push(toItem(row));
    else items.set(row.operation_id, [toItem(row)]);
  }
  return operations.map((row) => ({ ...toHead(row), items: items.get(row.id) ?? [] }));
}

/** The operations of an account without the messages they are about. */
function readOperationHeads(userData: Database, accountId: string): OperationHead[] {
  return userData.sql`SELECT id, account_id, change, target_path, state, created_at, attempts, failure FROM operations
    WHERE account_id = ${accountId} ORDER BY position`
    .all<OperationRow>()
    .map(toHead);
}

/** Changes of an account that the server has not confirmed, and has not refused: a number that is kept, see the schema. */
function countWaitingOperations(userData: Database, accountId: string): number {
  return userData.sql`SELECT count FROM waiting_operations WHERE account_id = ${accountId}`.get<{ count: number }>()?.count ?? 0;
}

function readOperation(userData: Database, id: string): PendingOperation | null {
  const row = userData.sql`SELECT id, account_id, change, target_path, state, created_at, attempts, failure FROM operations
    WHERE id = ${id}`.get<OperationRow>();
  if (!row) return null;
  const items = userData.sql`SELECT message_id, folder_id, path, uid_validity, uid, header, flags_before FROM operation_items
    WHERE operation_id = ${row.id} ORDER BY message_id`.all<ItemRow>();
  return { ...toHead(row), items: items.map(toItem) };
}

function toHead(row: OperationRow): OperationHead {
  return {
    id: row.id,
    accountId: row.account_id,
    change: JSON.parse(row.change), // written by `journal.ts` from an OperationChange
    targetPath: row.target_path,
    state: row.state,
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

export const createOperationReader = (userData: Database): OperationReader => ({
  operations: (accountId) => readOperations(userData).filter((operation) => accountId === undefined || operation.accountId === accountId),
  operation: (id) => readOperation(userData, id),
  operationHeads: (accountId) => readOperationHeads(userData, accountId),
  waitingOperations: (accountId) => countWaitingOperations(userData, accountId),
});
