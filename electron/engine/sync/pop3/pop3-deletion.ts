/** Which messages of a POP3 mailbox may leave the server, by the account's policy. Only what is safe here, or what the user removed here, may. */

import { keepOnServerOf } from '../../../contract/accounts.ts';
import type { Pop3Uidl } from '../../cache/database/stored.ts';
import type { FolderReader } from '../../cache/messages/read-folders.ts';
import type { IdsReader } from '../../cache/messages/read-ids.ts';
import type { LocationReader } from '../../cache/messages/read-locations.ts';
import type { KeptReader } from '../../cache/user-data/read-kept.ts';
import type { SyncAccount } from '../sync-dependencies.ts';
import type { Pop3Entry } from './pop3-listing.ts';

const dayMs = 86_400_000;

export async function dueForDeletion({
  account,
  reader,
  entries,
  now,
}: {
  account: SyncAccount;
  reader: FolderReader & IdsReader & LocationReader & KeptReader;
  entries: readonly Pop3Entry[];
  now: number;
}): Promise<readonly Pop3Entry[]> {
  const keepOnServer = keepOnServerOf(account.settings.incoming);
  const trashed = keepOnServer === 'until-deleted' ? await keysInTrash(account, reader) : null;
  const known = reader.pop3Uidls(account.id);
  const isDue = (uidl: Pop3Uidl): boolean => {
    // A deletion whose QUIT was not answered.
    if (uidl.state === 'deleting') return true;
    if (uidl.state !== 'kept' && uidl.state !== 'removed') return false;
    if (keepOnServer === true) return false;
    if (keepOnServer === false) return true;
    if (keepOnServer === 'until-deleted') return uidl.state === 'removed' || trashed?.has(uidl.uidl) === true;
    return now - uidl.firstSeenAt >= keepOnServer * dayMs;
  };
  return entries.filter(({ key }) => {
    const uidl = known.get(key);
    return uidl !== undefined && isDue(uidl);
  });
}

async function keysInTrash({ id }: SyncAccount, reader: FolderReader & IdsReader & LocationReader & KeptReader): Promise<Set<string>> {
  const keys = new Set<string>();
  const trash = reader.folderByRole(id, 'trash');
  if (!trash) return keys;
  for (const id of await reader.ids({ folderId: trash.id })) {
    const place = reader.location(id);
    // A row from TOP has nothing in user data: its only copy is the server's.
    // Nor may one go that was taken out of the trash while the list of it was read.
    if (place?.folderId === trash.id && place.uidl && place.keptId !== null) keys.add(place.uidl);
  }
  return keys;
}
