/** The steps of which replaying a change consists: finding its messages at the server, and telling the journal what became of them. */
import { type Failure, failure } from '../../../contract/failure.ts';
import type { FlagName, OperationItem, PendingOperation } from '../../cache/database/stored.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import { causes } from '../causes.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';
import type { ItemsInFolder } from './replay-move.ts';

/** `$Forwarded` is a keyword on the wire and a flag here (RFC 9051 §2.3.2). */
const flagOnWire: Readonly<Record<FlagName, string>> = {
  seen: '\\Seen',
  flagged: '\\Flagged',
  answered: '\\Answered',
  forwarded: '$Forwarded',
  draft: '\\Draft',
  deleted: '\\Deleted',
};

/** Storing a flag on a message that is gone is no error (RFC 3501 §6.4.8: a UID that does not exist is ignored). */
export async function setFlag(
  connection: ImapConnection,
  change: PendingOperation['change'] | undefined,
  uids: readonly number[],
): Promise<void> {
  if (change?.kind !== 'flag') return;
  const flags = [flagOnWire[change.flag]];
  await connection.setFlags(uids, change.value ? { add: flags } : { remove: flags }, { cause: causes.operation });
}

/**
 * Selects the folder and finds the messages in it. Those whose UIDs belong to another numbering are refused, never guessed
 * (security.md P5); those whose UID never became known are looked for by Message-ID.
 */
export async function locate(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  operation: PendingOperation,
  path: string,
  items: readonly OperationItem[],
): Promise<ItemsInFolder> {
  const { reader } = dependencies;
  const { selected } = connection;
  const selection = selected?.path === path && !selected.readOnly ? selected : await connection.select(path, { cause: causes.operation });
  const folderId = items[0]?.folderId ?? 0;
  const right: (OperationItem & { uid: number })[] = [];
  const renumbered: number[] = [];
  const gone: number[] = [];
  for (const item of items) {
    const place = item.uid === null ? reader.location(item.messageId) : null;
    // A UID means this message only in the folder and the numbering it was given in (RFC 9051 §2.3.1.1).
    const known = item.uid ?? (place?.path === path && place.uidValidity === selection.uidValidity ? place.uid : null);
    if (item.uid !== null && item.uidValidity !== selection.uidValidity) renumbered.push(item.messageId);
    else if (known !== null) right.push({ ...item, uid: known });
    else {
      const found = item.header === null ? [] : await connection.searchUids({ messageId: item.header }, { cause: causes.operation });
      const [only] = found;
      if (only !== undefined && found.length === 1) right.push({ ...item, uid: only });
      else gone.push(item.messageId);
    }
  }
  if (renumbered.length > 0) {
    await refuse(dependencies, operation.id, failure('uid-validity-changed', { protocol: 'imap', detail: { path } }), renumbered);
  }
  if (gone.length > 0) {
    // A delete of a message that is gone has succeeded; a flag or a move of it has failed.
    if (operation.change.kind === 'delete') await confirm(dependencies, operation.id, gone);
    else await refuse(dependencies, operation.id, failure('message-gone', { protocol: 'imap', detail: { path } }), gone);
  }
  return { path, folderId, items: right };
}

export async function confirm({ storage }: SyncDependencies, id: string, messageIds?: readonly number[]): Promise<void> {
  await stored(storage.confirmOperation(messageIds ? { id, messageIds } : { id }));
}

/** Undoes the change here and reports it. */
export async function refuse(
  { storage, emit }: SyncDependencies,
  operationId: string,
  reason: Failure,
  messageIds?: readonly number[],
): Promise<void> {
  await stored(storage.revertOperation({ id: operationId, failure: reason, ...(messageIds ? { messageIds } : {}) }));
  emit('messages.operationFailed', { operationId, failure: reason });
}

export function byFolder(items: readonly OperationItem[]): Map<string, OperationItem[]> {
  const grouped = new Map<string, OperationItem[]>();
  for (const item of items) {
    const group = grouped.get(item.path);
    if (group) group.push(item);
    else grouped.set(item.path, [item]);
  }
  return grouped;
}
