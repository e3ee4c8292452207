/**
 * Whether a message that was sent can be found at the server by its Message-ID: the only evidence of a send whose outcome is unknown. What
 * follows from it is the outbox's to decide.
 */
import { type Result, succeed } from '../../../contract/failure.ts';
import type { FolderReader } from '../../cache/messages/read-folders.ts';
import type { LocationReader } from '../../cache/messages/read-locations.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import { causes } from '../causes.ts';

/** Lends the account's connection, or opens one. `repeatable`: may run again when the connection is lost. */
export type BorrowConnection = <Value>(
  accountId: string,
  repeatable: boolean,
  work: (connection: ImapConnection) => Promise<Value>,
) => Promise<Result<Value>>;

interface DeliveryEvidenceDependencies {
  readonly reader: FolderReader & LocationReader;
  readonly borrow: BorrowConnection;
  /** Whether its incoming server has folders that can be asked. */
  readonly hasFolders: (accountId: string) => boolean;
}

export interface DeliveryEvidence {
  /** Where the message with this Message-ID (with its angle brackets) is found; null when nowhere. For POP3 only what is held here can be asked. */
  findByMessageId(accountId: string, messageId: string): Promise<Result<'sent' | 'inbox' | null>>;
}

export function createDeliveryEvidence({ reader, borrow, hasFolders }: DeliveryEvidenceDependencies): DeliveryEvidence {
  const heldHere = (accountId: string, messageId: string): 'sent' | 'inbox' | null => {
    if (reader.findByMessageId(messageId, { accountId, role: 'sent' }).length > 0) return 'sent';
    return reader.findByMessageId(messageId, { accountId, role: 'inbox' }).length > 0 ? 'inbox' : null;
  };
  return {
    async findByMessageId(accountId, messageId) {
      if (!hasFolders(accountId)) return succeed(heldHere(accountId, messageId));
      return borrow(accountId, true, async (connection) => {
        const sent = reader.folderByRole(accountId, 'sent');
        if (sent && (await isIn(connection, sent.path, messageId))) return 'sent';
        return (await isIn(connection, 'INBOX', messageId)) ? 'inbox' : null;
      });
    },
  };
}

/** Whether a folder of the server holds the message. Selects the folder. */
export async function isIn(connection: ImapConnection, path: string, messageId: string): Promise<boolean> {
  const options = { cause: causes.evidence };
  await connection.select(path, options);
  return (await connection.searchUids({ messageId }, options)).length > 0;
}
