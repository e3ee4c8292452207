/**
 * The lines and stories of one log in a database that SQLite makes for itself alone: in memory while it is small, else in a file without a name
 * that is gone when it is closed. So a log of any size is looked through by pages. Belongs to one thread.
 */
import { DatabaseSync } from 'node:sqlite';
import type { Story, StoryState } from '../../../contract/delivery/mail-log.ts';
import { keyRanges, type StoryStore, tellSaved } from './story-joiner.ts';

interface StoredLine {
  readonly index: number;
  readonly at: number | null;
  readonly text: string;
  readonly story: number | null;
}

interface LogStore extends StoryStore {
  addLine(line: StoredLine): void;
  /** Rows that are put in at once are written at once; called now and then. */
  commit(): void;
  page(wanted: { search: string; state: StoryState | null; from: number; limit: number }): { total: number; rows: Story[] };
  lines(wanted: { story: number | null; search: string; from: number; limit: number }): { total: number; lines: StoredLine[] };
  /** As `storiesAfter` and `linesAfter` of a session. */
  storiesAfter(wanted: { search: string; state: StoryState | null; after: number; limit: number }): Story[];
  linesAfter(wanted: { search: string; after: number; limit: number }): StoredLine[];
  /** By queue id or Message-ID, the newest one. */
  storyWith(id: string): Story | null;
  close(): void;
}

interface LineRow {
  n: number;
  at: number | null;
  text: string;
  story: number | null;
}

export function createLogStore(): LogStore {
  // An empty name: a temporary database (sqlite.org/inmemorydb.html, "Temporary Databases").
  const database = new DatabaseSync('');
  database.exec(`
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;
    CREATE TABLE lines (n INTEGER PRIMARY KEY, at REAL, story INTEGER, text TEXT NOT NULL);
    CREATE TABLE stories (id INTEGER PRIMARY KEY, draft TEXT NOT NULL);
    CREATE TABLE found (id INTEGER PRIMARY KEY, state TEXT NOT NULL, search TEXT NOT NULL);
    CREATE INDEX found_by_state ON found (state);
    CREATE TABLE names (key TEXT PRIMARY KEY, story INTEGER NOT NULL) WITHOUT ROWID;
    BEGIN`);
  const insertLine = database.prepare('INSERT INTO lines (n, at, story, text) VALUES (?, ?, ?, ?)');
  const moveLine = database.prepare('UPDATE lines SET story = ? WHERE n = ?');
  const saveStory = database.prepare('INSERT OR REPLACE INTO stories (id, draft) VALUES (?, ?)');
  // By itself, because what is looked through is a fraction of what is told.
  const saveFound = database.prepare('INSERT OR REPLACE INTO found (id, state, search) VALUES (?, ?, ?)');
  const loadStory = database.prepare('SELECT draft FROM stories WHERE id = ?');
  const removeStory = database.prepare('DELETE FROM stories WHERE id = ?');
  const removeFound = database.prepare('DELETE FROM found WHERE id = ?');
  const findName = database.prepare('SELECT story FROM names WHERE key = ?');
  const setName = database.prepare('INSERT OR REPLACE INTO names (key, story) VALUES (?, ?)');

  const countAllStories = database.prepare('SELECT count(*) AS total FROM found');
  const pageAllStories = database.prepare(
    'SELECT draft FROM (SELECT id FROM found ORDER BY id DESC LIMIT ? OFFSET ?) JOIN stories USING (id) ORDER BY id DESC',
  );
  // By the last one and not by how many stood before: those are not gone through again for each part.
  const storiesFrom = database.prepare(
    `SELECT draft FROM (SELECT id FROM found WHERE id > ? AND (? = '' OR instr(search, ?) > 0) AND (? = '' OR state = ?) ORDER BY id LIMIT ?)
      JOIN stories USING (id) ORDER BY id`,
  );
  const linesFrom = database.prepare(
    "SELECT n, at, story, text FROM lines WHERE n > ? AND (? = '' OR instr(lower(text), ?) > 0) ORDER BY n LIMIT ?",
  );
  const countInState = database.prepare('SELECT count(*) AS total FROM found WHERE state = ?');
  const pageInState = database.prepare(
    'SELECT draft FROM (SELECT id FROM found WHERE state = ? ORDER BY id DESC LIMIT ? OFFSET ?) JOIN stories USING (id) ORDER BY id DESC',
  );
  const countSearched = database.prepare("SELECT count(*) AS total FROM found WHERE instr(search, ?) > 0 AND (? = '' OR state = ?)");
  const pageSearched = database.prepare(
    `SELECT draft FROM (SELECT id FROM found WHERE instr(search, ?) > 0 AND (? = '' OR state = ?) ORDER BY id DESC LIMIT ? OFFSET ?)
      JOIN stories USING (id) ORDER BY id DESC`,
  );
  const countLines = database.prepare('SELECT count(*) AS total FROM lines WHERE instr(lower(text), ?) > 0');
  // Without a text that is searched for, lines are found by their number, which counts from 0 without a gap.
  const numberedLines = database.prepare('SELECT n, at, story, text FROM lines WHERE n >= ? ORDER BY n LIMIT ?');
  const searchedLines = database.prepare(
    'SELECT n, at, story, text FROM lines WHERE instr(lower(text), ?) > 0 ORDER BY n LIMIT ? OFFSET ?',
  );
  const listedLines = database.prepare('SELECT n, at, story, text FROM json_each(?) AS wanted JOIN lines ON n = wanted.value ORDER BY n');

  const findStory = database.prepare(
    'SELECT draft FROM names JOIN stories ON id = story WHERE key >= ? AND key <= ? ORDER BY story DESC LIMIT 1',
  );

  const totalOf = (row: unknown): number => (row as { total: number }).total; // count(*) of the statements above
  const toLine = (row: unknown): StoredLine => {
    const { n: index, at, text, story } = row as LineRow; // the columns of the statements above
    return { index, at, text, story };
  };
  const toStory = (row: unknown): Story => tellSaved((row as { draft: string }).draft); // the column of the statements above

  let count = 0;
  /** Of the lines that were searched last: the next page counts the same. */
  let counted = { wanted: '', of: -1, total: 0 };
  const countOf = (wanted: string): number => {
    if (counted.wanted !== wanted || counted.of !== count) counted = { wanted, of: count, total: totalOf(countLines.get(wanted)) };
    return counted.total;
  };

  return {
    addLine({ index, at, text, story }) {
      insertLine.run(index, at, story, text);
      count += 1;
    },
    save(story, draft) {
      saveStory.run(story.id, draft);
      saveFound.run(story.id, story.state, searchText(story));
    },
    load: (id) => (loadStory.get(id) as { draft: string } | undefined)?.draft ?? null, // the column above
    remove(id, into, lines) {
      removeStory.run(id);
      removeFound.run(id);
      for (const line of lines) moveLine.run(into, line);
    },
    find: (key) => (findName.get(key) as { story: number } | undefined)?.story ?? null, // the column above
    name(key, story) {
      setName.run(key, story);
    },
    commit() {
      database.exec('COMMIT; BEGIN');
    },
    page({ search, state, from, limit }) {
      const wanted = search.trim().toLowerCase();
      const pageOf = (total: unknown, rows: unknown[]) => ({ total: totalOf(total), rows: rows.map(toStory) });
      if (wanted !== '') {
        const filter = [wanted, state ?? '', state ?? ''];
        return pageOf(countSearched.get(...filter), pageSearched.all(...filter, limit, from));
      }
      if (state !== null) return pageOf(countInState.get(state), pageInState.all(state, limit, from));
      return pageOf(countAllStories.get(), pageAllStories.all(limit, from));
    },
    lines({ story, search, from, limit }) {
      const wanted = search.toLowerCase();
      if (story !== null) {
        const draft = loadStory.get(story) as { draft: string } | undefined; // the column above
        if (!draft) return { total: 0, lines: [] };
        const { lines } = JSON.parse(draft.draft) as { lines: number[] }; // of a draft that `save` was handed
        return { total: lines.length, lines: listedLines.all(JSON.stringify(lines.slice(from, from + limit))).map(toLine) };
      }
      if (wanted === '') return { total: count, lines: numberedLines.all(from, limit).map(toLine) };
      return { total: countOf(wanted), lines: searchedLines.all(wanted, limit, from).map(toLine) };
    },
    storiesAfter({ search, state, after, limit }) {
      const wanted = search.trim().toLowerCase();
      return storiesFrom.all(after, wanted, wanted, state ?? '', state ?? '', limit).map(toStory);
    },
    linesAfter({ search, after, limit }) {
      const wanted = search.toLowerCase();
      return linesFrom.all(after, wanted, wanted, limit).map(toLine);
    },
    storyWith(id) {
      for (const [first, last] of keyRanges(id)) {
        const row = findStory.get(first, last);
        if (row) return toStory(row);
      }
      return null;
    },
    close: () => database.close(),
  };
}

/** What a story is looked for by. */
const searchText = ({ queueIds, messageId, sender, client, recipients, subject }: Story): string =>
  [
    ...queueIds,
    messageId === null ? '' : `<${messageId}>`,
    sender === null ? '' : `<${sender}>`,
    client ?? '',
    subject ?? '',
    ...recipients.flatMap(({ address, original, relay }) => [address, original ?? '', relay ?? '']),
  ]
    .join('\n')
    .toLowerCase();
