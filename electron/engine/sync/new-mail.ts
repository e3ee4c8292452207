/** Tells the user of new mail: only unseen messages, and only those newer than anything seen before. */
import type { SyncDependencies } from './sync-dependencies.ts';

export function announceNewMail({ account, reader, emit }: SyncDependencies, folderId: number, messageIds: readonly number[]): void {
  const unseen = reader.rows(messageIds).filter(({ seen, deleted }) => !seen && !deleted);
  if (unseen.length === 0) return;
  const newest = unseen.reduce((latest, row) => (row.id > latest.id ? row : latest));
  const sender = newest.from[0];
  emit('sync.newMail', {
    accountId: account.id,
    folderId,
    count: unseen.length,
    newest: { from: sender?.name || (sender?.address ?? ''), subject: newest.subject },
  });
}
