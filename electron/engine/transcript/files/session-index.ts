/**
 * The index of the session files: which sessions there are, where lines and parts are, which lines carried which message. The files are the
 * authority: the index holds nothing else, and is rebuilt from them when it is damaged.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Protocol } from '../../../contract/failures/failure-codes.ts';
import { type Session, sessionSchema } from '../../../contract/transcript.ts';
import { type IndexDatabase, openIndex, openMemoryIndex, removeIndex } from './index-database.ts';
import { decodeRecord } from './records.ts';

/** One of a session's files. */
export interface Segment {
  readonly id: number;
  readonly session: string;
  readonly number: number;
  /** Octets looked at so far: whole lines only. */
  readonly scanned: number;
  /** Indexes of its first and last line; null while it has none. */
  readonly firstLine: number | null;
  readonly lastLine: number | null;
  readonly complete: boolean;
}

/** Which lines carried a message: the command that asked for it or announced it, and the line that has it. */
export interface PayloadLines {
  readonly session: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly purpose: 'fetched' | 'sent';
}

/** The result of scanning more of a segment. */
export interface Found {
  readonly scanned: number;
  readonly firstLine: number | null;
  readonly lastLine: number | null;
  readonly places: readonly { readonly line: number; readonly offset: number }[];
  readonly parts: readonly { readonly number: number; readonly offset: number; readonly length: number }[];
  readonly payloads: readonly { readonly hash: string; readonly firstLine: number; readonly lastLine: number; readonly sent: boolean }[];
}

/** A session as the budget sees it. */
export interface StoredSession {
  readonly id: string;
  readonly endedAt: number | null;
  readonly pinned: boolean;
  /** In order; octets are null where the file must be asked. */
  readonly segments: readonly { readonly id: number; readonly number: number; readonly octets: number | null }[];
}

export interface SessionIndex {
  put(session: Session): void;
  session(id: string): Session | null;
  /** Newest first. */
  sessions(filter: { readonly accountId?: string; readonly protocol?: Protocol; readonly limit?: number }): Session[];
  /** Those without an end. */
  openSessions(): string[];
  removeSessions(ids: readonly string[]): void;
  addSegment(session: string, number: number): void;
  removeSegments(ids: readonly number[]): void;
  segments(session: string): Segment[];
  /** Segments that may hold more than is known of them. */
  toScan(): Segment[];
  /** Adds what was found behind `segment.scanned`; nothing where the index was rebuilt meanwhile, or another scan was faster. */
  note(segment: Segment, found: Found): void;
  /** The segment is complete at `segment.scanned`. */
  complete(segment: Segment): void;
  /** Where lines `from` to `to` (not included) of a segment stand. */
  range(segment: Segment, from: number, to: number): { offset: number; length: number };
  /** The parts of a payload, in order. */
  parts(session: string, number: number): { segment: number; offset: number; length: number }[];
  payload(hash: string): PayloadLines[];
  stored(): StoredSession[];
  /** @param octets null: the file must be asked */
  setOctets(segment: number, octets: number | null): void;
  /** Writes what was committed into the file itself. */
  checkpoint(): void;
  close(): void;
}

interface SessionIndexOptions {
  /** Null: it ends with the program. */
  readonly path: string | null;
  /** It was made anew, now or because it was damaged: the files must be read. */
  readonly onNew: () => void;
  readonly onError: (error: unknown) => void;
}

type Row = NonNullable<ReturnType<StatementSync['get']>>;

const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value));

const segmentOf = (row: Row): Segment => ({
  id: Number(row.id),
  session: String(row.session),
  number: Number(row.number),
  scanned: Number(row.scanned),
  firstLine: numberOrNull(row.firstLine),
  lastLine: numberOrNull(row.lastLine),
  complete: row.complete === 1,
});

function sessionOf(row: Row | undefined): Session | null {
  return row ? decodeRecord(sessionSchema, String(row.facts)) : null;
}

const asKnown = 'session = ? AND number = ? AND scanned = ?';
const known = ({ session, number, scanned }: Segment) => [session, number, scanned] as const;
const hashBytes = (hash: string): Buffer => Buffer.from(hash, 'hex');

export function createSessionIndex({ path, onNew, onError }: SessionIndexOptions): SessionIndex {
  let database = open();
  let statements = new Map<string, StatementSync>();

  function open(): IndexDatabase {
    if (path === null) return openMemoryIndex();
    try {
      return openIndex(path);
    } catch (error) {
      onError(error);
      return openMemoryIndex();
    }
  }

  /** In the place of a database that is damaged, an empty one. */
  function replace(by: () => IndexDatabase): void {
    statements = new Map();
    database.connection.close();
    database = by();
  }

  function statement(text: string): StatementSync {
    const known = statements.get(text);
    if (known) return known;
    const prepared = database.connection.prepare(text);
    statements.set(text, prepared);
    return prepared;
  }

  /** Rebuilds a failing index and repeats the query once: it is empty until the files are scanned. */
  function use<Value>(work: (connection: DatabaseSync) => Value): Value {
    try {
      return work(database.connection);
    } catch (error) {
      onError(error);
      replace(() => {
        if (path !== null) removeIndex(path);
        return open();
      });
      onNew();
      return work(database.connection);
    }
  }

  const all = (text: string, ...values: SQLInputValue[]): Row[] => use(() => statement(text).all(...values));
  const get = (text: string, ...values: SQLInputValue[]): Row | undefined => use(() => statement(text).get(...values));
  const run = (text: string, ...values: SQLInputValue[]): void => use(() => void statement(text).run(...values));

  const transaction = (work: () => void): void =>
    use((connection) => {
      connection.exec('BEGIN IMMEDIATE');
      try {
        work();
        connection.exec('COMMIT');
      } catch (error) {
        if (connection.isOpen && connection.isTransaction) connection.exec('ROLLBACK');
        throw error;
      }
    });
  /** Within a transaction. */
  const change = (text: string, ...values: SQLInputValue[]) => void statement(text).run(...values);

  function forget(segment: number): void {
    for (const table of ['places', 'parts', 'payloads']) change(`DELETE FROM ${table} WHERE segment = ?`, segment);
    change('DELETE FROM segments WHERE id = ?', segment);
  }

  if (database.isNew) onNew();
  return {
    put: (session) =>
      run(
        'INSERT OR REPLACE INTO sessions (id, account, protocol, started, ended, pinned, facts) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ...[session.id, session.accountId, session.protocol, session.startedAt, session.endedAt],
        ...[session.pinned ? 1 : 0, JSON.stringify(session)],
      ),
    session: (id) => sessionOf(get('SELECT facts FROM sessions WHERE id = ?', id)),
    sessions: ({ accountId = null, protocol = null, limit = -1 }) =>
      all(
        `SELECT facts FROM sessions WHERE (?1 IS NULL OR account = ?1) AND (?2 IS NULL OR protocol = ?2)
         ORDER BY started DESC, id DESC LIMIT ?3`,
        ...[accountId, protocol, limit],
      ).flatMap((row) => sessionOf(row) ?? []),
    openSessions: () => all('SELECT id FROM sessions WHERE ended IS NULL').map(({ id }) => String(id)),
    removeSessions: (ids) =>
      transaction(() => {
        for (const id of ids) {
          for (const row of statement('SELECT id FROM segments WHERE session = ?').all(id)) forget(Number(row.id));
          change('DELETE FROM sessions WHERE id = ?', id);
        }
      }),
    addSegment: (session, number) => run('INSERT OR IGNORE INTO segments (session, number) VALUES (?, ?)', session, number),
    removeSegments: (ids) =>
      transaction(() => {
        for (const id of ids) forget(id);
      }),
    segments: (session) => all('SELECT * FROM segments WHERE session = ? ORDER BY number', session).map(segmentOf),
    toScan: () => all('SELECT * FROM segments WHERE complete = 0 ORDER BY id').map(segmentOf),
    note: (segment, { scanned, firstLine, lastLine, places, parts, payloads }) =>
      transaction(() => {
        const { id } = statement(`SELECT id FROM segments WHERE ${asKnown}`).get(...known(segment)) ?? {};
        if (typeof id !== 'number') return;
        change('UPDATE segments SET scanned = ?, firstLine = ?, lastLine = ? WHERE id = ?', scanned, firstLine, lastLine, id);
        for (const { line, offset } of places) change('INSERT OR IGNORE INTO places VALUES (?, ?, ?)', id, line, offset);
        for (const { number, offset, length } of parts)
          change('INSERT OR IGNORE INTO parts VALUES (?, ?, ?, ?)', id, number, offset, length);
        for (const { hash, firstLine: first, lastLine: last, sent } of payloads)
          change('INSERT OR IGNORE INTO payloads VALUES (?, ?, ?, ?, ?)', hashBytes(hash), id, first, last, sent ? 1 : 0);
      }),
    complete: (segment) => run(`UPDATE segments SET complete = 1 WHERE ${asKnown}`, ...known(segment)),
    range(segment, from, to) {
      const first = get('SELECT offset FROM places WHERE segment = ? AND line <= ? ORDER BY line DESC LIMIT 1', segment.id, from);
      const next = get('SELECT offset FROM places WHERE segment = ? AND line >= ? ORDER BY line LIMIT 1', segment.id, to);
      const offset = Number(first?.offset ?? 0);
      return { offset, length: Math.max(0, Number(next?.offset ?? segment.scanned) - offset) };
    },
    parts: (session, number) =>
      all(
        `SELECT segments.number AS segment, offset, length FROM parts JOIN segments ON segments.id = parts.segment
         WHERE segments.session = ? AND parts.number = ? ORDER BY segments.number, offset`,
        ...[session, number],
      ).map((row) => ({ segment: Number(row.segment), offset: Number(row.offset), length: Number(row.length) })),
    payload: (hash) =>
      all(
        `SELECT segments.session, payloads.firstLine, payloads.lastLine, sent FROM payloads JOIN segments ON segments.id = payloads.segment
         WHERE hash = ? ORDER BY segments.session, payloads.firstLine, payloads.lastLine`,
        hashBytes(hash),
      ).map((row) => ({
        session: String(row.session),
        firstLine: Number(row.firstLine),
        lastLine: Number(row.lastLine),
        purpose: row.sent === 1 ? 'sent' : 'fetched',
      })),
    stored() {
      const segments = new Map<string, { id: number; number: number; octets: number | null }[]>();
      for (const row of all('SELECT id, session, number, octets FROM segments ORDER BY session, number')) {
        const segment = { id: Number(row.id), number: Number(row.number), octets: numberOrNull(row.octets) };
        segments.set(String(row.session), [...(segments.get(String(row.session)) ?? []), segment]);
      }
      return all('SELECT id, ended, pinned FROM sessions ORDER BY id').map((row) => ({
        id: String(row.id),
        endedAt: numberOrNull(row.ended),
        pinned: row.pinned === 1,
        segments: segments.get(String(row.id)) ?? [],
      }));
    },
    setOctets: (segment, octets) => run('UPDATE segments SET octets = ? WHERE id = ?', octets, segment),
    checkpoint: () => use((connection) => connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')),
    /** After closing, queries answer an empty index and nothing is written. */
    close: () => replace(openMemoryIndex),
  };
}
