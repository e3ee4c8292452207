/**
 * Reading on the engine thread, synchronously: a read-only connection to each database, which never waits for the writer (WAL). Opened
 * after the writer has brought the schema up to date. Each subject declares its own reader (`read-*.ts`); a room
 * takes the readers that it uses. Only `uids`, `ids` and `mayHaveAttachments` cost time in proportion to the size of a folder.
 * Does not know how mail is fetched or changed.
 */
import { FailureError, failure } from '../../contract/failure.ts';
import { type BodyReader, createBodyReader, noBodies } from './bodies/read-bodies.ts';
import { dataFolderFiles } from './database/data-folder.ts';
import { type Database, openDatabase } from './database/database.ts';
import { userDataIn } from './database/former-name.ts';
import { createHandoverReader, type HandoverReader } from './handovers/read-handovers.ts';
import { createFolderReader, type FolderReader } from './messages/read-folders.ts';
import { createHeldReader, type HeldReader } from './messages/read-held.ts';
import { createIdsReader, type IdsReader } from './messages/read-ids.ts';
import { createLocationReader, type LocationReader } from './messages/read-locations.ts';
import { createListReader, type ListReader } from './messages/read-messages.ts';
import { createNoticeReader, type NoticeReader } from './messages/read-notices.ts';
import { createOperationReader, type OperationReader } from './operations/read-operations.ts';
import { createPeopleReader, type PeopleReader } from './search/read-people.ts';
import { createSearchReader, type SearchReader, vocabulary } from './search/read-search.ts';
import { type AccountReader, createAccountReader } from './user-data/read-accounts.ts';
import { createDraftReader, type DraftReader } from './user-data/read-drafts.ts';
import { createKeptReader, type KeptReader } from './user-data/read-kept.ts';
import { createOutboxReader, type OutboxReader } from './user-data/read-outbox.ts';
import { createReturnReader, type ReturnReader } from './user-data/read-returns.ts';

type UserDataReader = AccountReader & DraftReader & OutboxReader & OperationReader & KeptReader & ReturnReader;
/** Of the cache; some look into user data too. */
type CacheReader = FolderReader &
  ListReader &
  IdsReader &
  LocationReader &
  HeldReader &
  BodyReader &
  SearchReader &
  PeopleReader &
  HandoverReader &
  NoticeReader;

/** Everything that can be asked. A damaged database throws a `FailureError` (`database-corrupt`). */
export type Reader = UserDataReader & CacheReader & { close(): void };

/** @throws FailureError `database-corrupt`, `data-folder-unwritable` */
export function openReader(folder: string): Reader {
  const { ofUserData, ofCache, userData, closeCache } = openParts(folder);
  return {
    ...ofUserData,
    ...ofCache,
    close() {
      closeCache();
      userData.close();
    },
  };
}

/** A reader whose cache can be closed while its file is replaced. */
export type ReopenableReader = Reader & {
  /** Closes the cache. Until `attachCache`, reads of it answer `storage-interrupted`; user data stays readable. */
  detachCache(): void;
  attachCache(): void;
};

/** @throws FailureError as `openReader` */
export function openReopenableReader(folder: string): ReopenableReader {
  let parts = openParts(folder);
  let hasCache = true;
  return {
    ...forwarded(() => parts.ofUserData),
    ...forwarded(
      () => parts.ofCache,
      (name) => {
        if (hasCache) return undefined;
        if (isAnsweredWithout(name)) return { answer: noBodies[name] };
        throw new FailureError(failure('storage-interrupted'));
      },
    ),
    detachCache() {
      if (hasCache) parts.closeCache();
      hasCache = false;
    },
    attachCache() {
      if (hasCache) return;
      const { userData } = parts;
      parts = openParts(folder);
      hasCache = true;
      userData.close();
    },
    close() {
      if (hasCache) parts.closeCache();
      parts.userData.close();
    },
  };
}

const isAnsweredWithout = (name: string): name is keyof typeof noBodies => name in noBodies;

type Member = (...args: never[]) => unknown;
type Members<Part> = { readonly [Name in keyof Part]: Member };

/** The same members, each with something around it; arguments and results go through as they are. */
function wrapped<Part extends Members<Part>>(part: Part, around: (name: keyof Part) => Member): Part {
  const names = Object.keys(part) as (keyof Part)[]; // a reader is made of its own members only
  return Object.fromEntries(names.map((name) => [name, around(name)])) as Part; // the same members with the same arguments and results
}

/** @param instead what a member answers just now without being asked; undefined: it is asked */
const forwarded = <Part extends Members<Part>>(
  current: () => Part,
  instead: (name: keyof Part) => { readonly answer: unknown } | undefined = () => undefined,
): Part =>
  wrapped(current(), (name) => (...args) => {
    const answered = instead(name);
    return answered ? answered.answer : current()[name](...args);
  });

interface Parts {
  readonly ofUserData: UserDataReader;
  readonly ofCache: CacheReader;
  readonly userData: Database;
  closeCache(): void;
}

function openParts(folder: string): Parts {
  const files = dataFolderFiles(folder);
  const userData = openDatabase({ name: 'user-data', path: userDataIn(folder), readOnly: true });
  let cache: Database | null = null;
  try {
    const opening = openDatabase({ name: 'cache', path: files.cache, readOnly: true });
    cache = opening;
    opening.guard(() => opening.script(vocabulary));
  } catch (error) {
    cache?.close();
    userData.close();
    throw error;
  }
  const opened = cache;
  const kept = createKeptReader(userData);
  const returns = createReturnReader(userData);
  const folders = createFolderReader(opened);
  const ids = createIdsReader(files.cache, () => opened.guard(() => folders.folders()));
  return {
    ofUserData: guarded(userData, {
      ...createAccountReader(userData),
      ...createDraftReader(userData),
      ...createOutboxReader(userData),
      ...createOperationReader(userData),
      ...kept,
      ...returns,
    }),
    ofCache: guarded(opened, {
      ...folders,
      ...createListReader(opened, returns.returnMarks),
      ids: ids.ids,
      mayHaveAttachments: ids.mayHaveAttachments,
      ...createLocationReader(opened, kept),
      ...createHeldReader(opened),
      ...createBodyReader(opened, userData),
      ...createHandoverReader(opened),
      ...createSearchReader(opened, folders.folders, returns.returnMarks),
      ...createPeopleReader(opened),
      ...createNoticeReader(opened),
    }),
    userData,
    closeCache() {
      ids.close();
      opened.close();
    },
  };
}

/** What SQLite throws in any of the members becomes a `FailureError` of this database. */
const guarded = <Part extends Members<Part>>(database: Database, part: Part): Part =>
  wrapped(
    part,
    (name) =>
      (...args) =>
        database.guard(() => part[name](...args)),
  );
