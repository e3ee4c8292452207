/**
 * The copy of a sent message for Sent: filed at the server unless that files its own, and kept here where no server can hold or will take it.
 * It refuses to know how the message was sent, and when it is tried again.
 */
import type { Logger } from '../../../base/logger.ts';
import { type Failure, FailureError, fail, failure, type Result, succeed, toFailure } from '../../../contract/failure.ts';
import type { FailureCode } from '../../../contract/failures/failure-codes.ts';
import type { Folder } from '../../../contract/folders.ts';
import type { OutboxItem } from '../../../contract/outbox.ts';
import type { StoredAccount } from '../../cache/database/stored.ts';
import type { FolderReader } from '../../cache/messages/read-folders.ts';
import type { Storage } from '../../cache/queue/jobs.ts';
import type { AccountReader } from '../../cache/user-data/read-accounts.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import { causes } from '../causes.ts';
import { ensureSpecialFolder } from '../folders/special-folder.ts';
import { type BorrowConnection, isIn } from './delivery-evidence.ts';

interface SentCopiesDependencies {
  readonly storage: Storage;
  readonly reader: AccountReader & FolderReader;
  readonly logger: Logger;
  readonly borrow: BorrowConnection;
  /** Whether its incoming server has folders that can hold a copy. */
  readonly hasFolders: (accountId: string) => boolean;
  /** A folder changed at the server by our doing. */
  readonly compare: (accountId: string, folderId: number) => void;
  /** A failure of background work that the user has to read. */
  readonly announce: (accountId: string, remark: Failure) => void;
}

interface CopyToFile {
  /** With its angle brackets. */
  readonly messageId: string;
  readonly raw: Buffer;
  /** Milliseconds since 1970. */
  readonly date: number;
  /** Unique in the account: the same key is never kept twice. */
  readonly key: string;
}

interface FiledCopy {
  readonly sentCopy: OutboxItem['sentCopy'];
  /** Why the server did not take it; null when it did, or could not be asked. */
  readonly copyFailure: Failure | null;
  /** How often it has not, this time included. */
  readonly copyRefusals: number;
}

export interface SentCopies {
  /**
   * Files the copy for Sent: `filed` by us, `server` when one was there already, `local` in user data where the server cannot
   * hold one, `waiting` while the server cannot be reached, or may be about to file its own. May be called again without doubling it.
   * @param copy `refusals`: how often the server has put it off before
   */
  fileSent(accountId: string, copy: CopyToFile & { readonly refusals: number }): Promise<FiledCopy>;
  /** One attempt on the user's request. When the server has it, the one that was kept here is dropped; until then it stays. */
  fileAgain(accountId: string, copy: CopyToFile): Promise<Result<OutboxItem['sentCopy']>>;
}

export function createSentCopies({ storage, reader, logger, borrow, hasFolders, compare, announce }: SentCopiesDependencies): SentCopies {
  const accountOf = (accountId: string): StoredAccount | undefined => reader.accounts().find(({ id }) => id === accountId);
  const keepHere = async (accountId: string, { raw, date, key }: CopyToFile): Promise<'local' | 'failed'> => {
    const kept = await storage.keepMessage({
      accountId,
      path: reader.folderByRole(accountId, 'sent')?.path ?? 'Sent',
      role: 'sent',
      key,
      flags: ['\\Seen'],
      internalDate: date,
      raw: Buffer.from(raw),
    });
    return kept.ok ? 'local' : 'failed';
  };
  /** Copies, by key, for which a server that files its own was given time. */
  const awaited = new Set<string>();
  const sentFolder = async (accountId: string): Promise<Folder> => {
    // A list of the server's folders that was on its way when this one was made here takes it away again, but only once.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const folder = reader.folder(await ensureSpecialFolder({ storage, reader }, accountId, 'sent'));
      if (folder) return folder;
    }
    throw new FailureError(failure('folder-gone'));
  };
  const appendToSent = async (
    accountId: string,
    copyToFile: CopyToFile,
    mayAwait: boolean,
  ): Promise<Result<'filed' | 'server' | 'waiting'>> => {
    try {
      const folder = await sentFolder(accountId);
      // Not repeatable: after a lost connection the next attempt searches for the copy first.
      const copy = await borrow(accountId, false, async (connection) => {
        const mayWait = mayAwait && filesItsOwn(connection) && !awaited.has(copyToFile.key);
        return fileCopy(connection, folder.path, copyToFile, mayWait);
      });
      if (copy.ok && copy.value === 'waiting') awaited.add(copyToFile.key);
      else if (copy.ok) {
        awaited.delete(copyToFile.key);
        compare(accountId, folder.id);
      }
      return copy;
    } catch (error) {
      return fail(toFailure(error));
    }
  };

  return {
    async fileSent(accountId, copy) {
      const asked = { copyFailure: null, copyRefusals: copy.refusals };
      if (!accountOf(accountId)) return { ...asked, sentCopy: 'failed' };
      if (!hasFolders(accountId)) return { ...asked, sentCopy: await keepHere(accountId, copy) };
      const filed = await appendToSent(accountId, copy, true);
      if (filed.ok) return { ...asked, sentCopy: filed.value };
      const { code, permanent, reply } = filed.failure;
      // `cancelled` means that the program closes: the copy is filed at the next start.
      if (code !== 'cancelled') logger.warning(`the copy for Sent could not be filed: ${code}`);
      const copyRefusals = copy.refusals + (reply === undefined ? 0 : 1);
      // A server that refuses the copy will refuse it again: it is kept here, so that it is not lost.
      if (!(permanent && refusals.has(code)) && copyRefusals < mostRefusals)
        return { sentCopy: 'waiting', copyFailure: reply === undefined ? null : filed.failure, copyRefusals };
      const sentCopy = await keepHere(accountId, copy);
      const copyFailure: Failure = sentCopy === 'local' ? { ...filed.failure, code: 'copy-kept-here', permanent: true } : filed.failure;
      if (sentCopy === 'local') announce(accountId, copyFailure);
      return { sentCopy, copyFailure, copyRefusals };
    },
    async fileAgain(accountId, copy) {
      if (!accountOf(accountId)) return fail(failure('not-found', { detail: { id: accountId } }));
      if (!hasFolders(accountId)) return succeed(await keepHere(accountId, copy));
      const filed = await appendToSent(accountId, copy, false);
      if (!filed.ok) return filed;
      // Only now: a crash between the two leaves two copies at worst, never none.
      const dropped = await storage.dropLocalMessage({ accountId, key: copy.key });
      return dropped.ok ? filed : dropped;
    },
  };
}

/** What a server says to a copy that it will not take another time either. */
const refusals: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'command-refused',
  'message-refused',
  'message-too-large',
  'quota-exceeded',
  'folder-missing',
  'folder-refused',
  'capability-missing',
  'mailbox-read-only',
  'mailbox-unlockable',
  'lock-program-missing',
]);

/** Times that a copy is put off by a server that answers, before it is kept here. */
const mostRefusals = 5;

/**
 * Gmail files what is submitted through it, a moment after the 250; an APPEND meanwhile makes a second copy. It does not see submissions
 * elsewhere.
 */
const filesItsOwn = ({ capabilities }: ImapConnection): boolean => capabilities.has('X-GM-EXT-1');

/** Servers of before RFC 5530 refuse a folder that is not there without saying why. */
const mayBeMissing: ReadonlySet<FailureCode> = new Set<FailureCode>(['folder-missing', 'folder-refused', 'folder-gone']);

/** @param mayWait a copy that is not there yet may still come by itself */
async function fileCopy(
  connection: ImapConnection,
  path: string,
  { raw, date, messageId }: CopyToFile,
  mayWait: boolean,
): Promise<'filed' | 'server' | 'waiting'> {
  const options = { cause: causes.fileSent };
  try {
    if (await isIn(connection, path, messageId)) return 'server';
  } catch (error) {
    const { code } = toFailure(error);
    if (connection.closed || !mayBeMissing.has(code)) throw error;
    const isMade = await connection.createFolder(path, options).then(
      () => true,
      (failed: unknown) => {
        if (connection.closed) throw failed;
        return false;
      },
    );
    // Where no code said that it is missing (RFC 5530 §3, NONEXISTENT) it may stand there, with the copy in it: nothing is put in unseen.
    if (!isMade && code !== 'folder-missing' && (await isIn(connection, path, messageId))) return 'server';
  }
  if (mayWait) return 'waiting';
  await connection.append(path, raw, ['\\Seen'], date, options);
  return 'filed';
}
