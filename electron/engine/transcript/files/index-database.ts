/**
 * The database of the session index: its schema and its statements. It holds nothing that the session files do not say, so it is made anew
 * where it is missing, damaged or of another version, and its transactions are not synced.
 */
import { chmodSync, closeSync, openSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const version = 1;

const schema = `
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    account TEXT,
    protocol TEXT NOT NULL,
    started REAL NOT NULL,
    ended REAL, -- NULL while it is open
    pinned INTEGER NOT NULL,
    facts TEXT NOT NULL -- the session as the contract has it, JSON
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sessions_by_start ON sessions (started DESC, id DESC);
  CREATE TABLE segments (
    id INTEGER PRIMARY KEY,
    session TEXT NOT NULL,
    number INTEGER NOT NULL,
    octets INTEGER, -- NULL: the file must be asked
    scanned INTEGER NOT NULL DEFAULT 0, -- octets looked at so far: whole lines only
    complete INTEGER NOT NULL DEFAULT 0, -- nothing comes any more, and all of it was looked at
    firstLine INTEGER,
    lastLine INTEGER,
    UNIQUE (session, number)
  ) STRICT;
  CREATE INDEX segments_to_scan ON segments (id) WHERE complete = 0;
  -- where every so many-th line begins
  CREATE TABLE places (segment INTEGER, line INTEGER, offset INTEGER NOT NULL, PRIMARY KEY (segment, line)) STRICT, WITHOUT ROWID;
  -- where the parts of payloads that are kept in the file are
  CREATE TABLE parts (
    segment INTEGER, number INTEGER, offset INTEGER, length INTEGER NOT NULL, PRIMARY KEY (segment, number, offset)
  ) STRICT, WITHOUT ROWID;
  -- which lines carried which message
  CREATE TABLE payloads (
    hash BLOB, segment INTEGER, firstLine INTEGER NOT NULL, lastLine INTEGER, sent INTEGER NOT NULL, PRIMARY KEY (hash, segment, lastLine)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX payloads_by_segment ON payloads (segment);
  PRAGMA user_version = ${version};
`;

export interface IndexDatabase {
  readonly connection: DatabaseSync;
  /** It was made now: what stands in the files is still to be read. */
  readonly isNew: boolean;
}

/** An index in memory: for read-only use, and where none can be written. */
export function openMemoryIndex(): IndexDatabase {
  const connection = new DatabaseSync(':memory:');
  connection.exec(schema);
  return { connection, isNew: true };
}

/**
 * Opens the index, or makes it anew. Only the owner may read it (mode 0600; SQLite gives `-wal` and `-shm` the same).
 * @throws what the file system or SQLite says where none can be made
 */
export function openIndex(path: string): IndexDatabase {
  try {
    const connection = connect(path);
    if (versionOf(connection) === version) return { connection, isNew: false };
    connection.close();
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  removeIndex(path);
  const connection = connect(path);
  connection.exec(schema);
  return { connection, isNew: true };
}

export function removeIndex(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
}

function connect(path: string): DatabaseSync {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const connection = new DatabaseSync(path, { timeout: 5_000 });
  try {
    // NORMAL: a power cut leaves a whole file. Checkpoints, the only thing that is synced, are asked for when the files are tidied;
    // one comes by itself only after 16 MB, where sessions come by the thousand.
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -2000');
    // Deleted content is overwritten: after an account is removed, its server's name must not remain in the file.
    connection.exec('PRAGMA secure_delete = ON');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

const versionOf = (connection: DatabaseSync): unknown => connection.prepare('PRAGMA user_version').get()?.user_version;

/** SQLITE_CORRUPT and SQLITE_NOTADB (https://sqlite.org/rescode.html). */
const isDamage = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (error.errcode === 11 || error.errcode === 26);
