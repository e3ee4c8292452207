/**
 * One SQLite file: opened with the right pragmas and file mode, its statements prepared once. Values reach SQL only as
 * parameters, because `sql` is a template tag. It knows nothing of mail; the schemas say what the tables mean.
 */
import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { FailureError } from '../../../contract/failure.ts';
import { storageFailure } from './storage-failure.ts';

export type SqlValue = SQLInputValue;

/** A statement with its values. `Row` is what the schema says comes out; nothing checks it at run time. */
interface Query {
  all<Row>(): Row[];
  get<Row>(): Row | undefined;
  /** Rows one at a time; the statement must not be used again until the loop is over. */
  each<Row>(): IterableIterator<Row>;
  run(): { changes: number; rowId: number };
}

export interface Database {
  readonly name: 'cache' | 'user-data';
  readonly path: string;
  /** A constant statement: prepared on first use and kept. */
  sql(strings: TemplateStringsArray, ...values: SqlValue[]): Query;
  /** A statement assembled from constants, for queries whose shape varies. */
  query(text: string, values: readonly SqlValue[]): Query;
  /** Several statements without values: schema and pragmas. */
  script(text: string): void;
  /**
   * Runs `work` in a transaction that is rolled back when it throws. `unsynced`: it survives the end of the program, but a power
   * cut only once a later transaction has been synced.
   */
  transaction<Value>(work: () => Value, unsynced?: boolean): Value;
  /** Turns what SQLite throws into a `FailureError`. */
  guard<Value>(work: () => Value): Value;
  close(): void;
}

interface DatabaseOptions {
  readonly name: 'cache' | 'user-data';
  readonly path: string;
  readonly readOnly: boolean;
}

/** Assembled statements are few; the limit guards against a caller that makes them without bound. */
const composedStatementLimit = 200;

/**
 * Opens or makes a database. Only the owner may read the file (mode 0600; SQLite gives `-wal` and `-shm` the same).
 * `synchronous`: FULL for user data, so that what was committed survives a power cut; NORMAL for the cache, where a cut
 * may lose the last transactions but never the file. Freed pages are overwritten with zeros where that costs no extra writes.
 * @throws FailureError
 */
export function openDatabase(options: DatabaseOptions): Database {
  const { name, path, readOnly } = options;
  const guard = <Value>(work: () => Value): Value => {
    try {
      return work();
    } catch (error) {
      throw new FailureError(storageFailure(error, name, path));
    }
  };
  const connection = guard(() => connect(options));
  const constant = new Map<TemplateStringsArray, StatementSync>();
  const composed = new Map<string, StatementSync>();
  /** The setting last given to SQLite, where it differs from that of `connect`. */
  let relaxed = false;

  const bind = (statement: StatementSync, values: readonly SqlValue[]): Query => ({
    // The casts: rows have the shape of our own schema, see `Query`.
    all: <Row>() => statement.all(...values) as Row[],
    get: <Row>() => statement.get(...values) as Row | undefined,
    each: <Row>() => statement.iterate(...values) as IterableIterator<Row>,
    run: () => {
      const { changes, lastInsertRowid } = statement.run(...values);
      return { changes: Number(changes), rowId: Number(lastInsertRowid) };
    },
  });

  return {
    name,
    path,
    guard,
    sql(strings, ...values) {
      let statement = constant.get(strings);
      if (!statement) {
        statement = connection.prepare(strings.join('?'));
        constant.set(strings, statement);
      }
      return bind(statement, values);
    },
    query(text, values) {
      let statement = composed.get(text);
      if (!statement) {
        if (composed.size >= composedStatementLimit) composed.clear();
        statement = connection.prepare(text);
        composed.set(text, statement);
      }
      return bind(statement, values);
    },
    script: (text) => connection.exec(text),
    transaction(work, unsynced = false) {
      if (unsynced !== relaxed && name === 'user-data') {
        connection.exec(`PRAGMA synchronous = ${unsynced ? 'NORMAL' : 'FULL'}`);
        relaxed = unsynced;
      }
      connection.exec(readOnly ? 'BEGIN' : 'BEGIN IMMEDIATE');
      try {
        const value = work();
        connection.exec('COMMIT');
        return value;
      } catch (error) {
        // After some errors (a full disk) SQLite has rolled back already.
        if (connection.isTransaction) connection.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => connection.close(),
  };
}

/** The writer of the cache merges the index; for everything else the system's own cache of the file does. */
const cacheKilobytes = (readOnly: boolean, name: DatabaseOptions['name']): number => (readOnly || name === 'user-data' ? 8_000 : 12_000);

function connect({ name, path, readOnly }: DatabaseOptions): DatabaseSync {
  if (!readOnly) {
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
  }
  const connection = new DatabaseSync(path, { readOnly, timeout: 5_000 });
  try {
    if (!readOnly) {
      // A larger page suits rows that carry whole messages; it takes effect only in a file that is still empty.
      connection.exec(
        'PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA secure_delete = FAST; PRAGMA journal_size_limit = 67108864',
      );
      connection.exec(name === 'user-data' ? 'PRAGMA synchronous = FULL' : 'PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000');
    }
    connection.exec(
      // In the cache, triggers refuse the two deletions that matter: a foreign key makes every insertion and change keep its own undo.
      `PRAGMA foreign_keys = ${name === 'user-data' ? 'ON' : 'OFF'}; PRAGMA temp_store = MEMORY; PRAGMA cache_size = ${-cacheKilobytes(readOnly, name)}`,
    );
    connection.prepare('SELECT count(*) FROM sqlite_schema').get(); // a file that is no database is found out here
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}
