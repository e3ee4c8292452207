/** The cache: what a server still holds. It may be deleted at any time and read again. */
import type { Migration } from './migrations.ts';

export const cacheMigrations: readonly Migration[] = [
  {
    number: 1,
    description: 'folders with kept counters, messages in date order, bodies once, full-text index, people',
    script: `
      CREATE TABLE folders (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        account_id TEXT NOT NULL,
        path TEXT NOT NULL,
        name TEXT NOT NULL,
        delimiter TEXT,
        parent_path TEXT,
        role TEXT,
        selectable INTEGER NOT NULL,
        position INTEGER NOT NULL,
        exists_on_server INTEGER,
        uid_validity INTEGER,
        uid_next INTEGER,
        highest_modseq TEXT,
        checked_at INTEGER,
        -- Kept by the triggers below and by message-rows.ts, never counted by a scan.
        total INTEGER NOT NULL DEFAULT 0,
        unread INTEGER NOT NULL DEFAULT 0,
        bodies_held INTEGER NOT NULL DEFAULT 0,
        indexed INTEGER NOT NULL DEFAULT 0,
        -- Grows whenever a row enters or leaves: positions remembered under another revision are stale.
        revision INTEGER NOT NULL DEFAULT 0,
        UNIQUE (account_id, path)
      ) STRICT;

      CREATE TABLE messages (
        -- Seconds of the date times 2^20 plus a counter: the order of ids is the order of dates.
        id INTEGER PRIMARY KEY,
        -- NULL: deleted here, hidden until the server confirms.
        folder_id INTEGER REFERENCES folders (id),
        uid INTEGER,
        uidl TEXT,
        -- Row of user data that holds the message; then blob_id is NULL.
        kept_id INTEGER,
        blob_id INTEGER REFERENCES blobs (id),
        flags INTEGER NOT NULL,
        keywords TEXT NOT NULL,
        modseq TEXT,
        date INTEGER NOT NULL,
        size INTEGER NOT NULL,
        subject TEXT NOT NULL,
        sender TEXT NOT NULL,
        recipients TEXT NOT NULL,
        copies TEXT,
        message_id TEXT,
        in_reply_to TEXT,
        reference_ids TEXT,
        attachments INTEGER NOT NULL,
        snippet TEXT NOT NULL DEFAULT '',
        warnings TEXT,
        pending INTEGER NOT NULL DEFAULT 0,
        -- 0 nothing, 1 subject and people, 2 the text as well.
        indexed INTEGER NOT NULL DEFAULT 0,
        -- What the index still wants of it, in the same numbers; 0 when nothing.
        index_wanted INTEGER NOT NULL DEFAULT 1
      ) STRICT;
      CREATE INDEX messages_list ON messages (folder_id, id);
      CREATE UNIQUE INDEX messages_uid ON messages (folder_id, uid) WHERE uid IS NOT NULL;
      CREATE INDEX messages_message_id ON messages (message_id) WHERE message_id IS NOT NULL;
      CREATE INDEX messages_uidl ON messages (uidl) WHERE uidl IS NOT NULL;
      CREATE INDEX messages_kept ON messages (kept_id) WHERE kept_id IS NOT NULL;
      CREATE INDEX messages_blob ON messages (blob_id) WHERE blob_id IS NOT NULL;
      CREATE INDEX messages_bodiless ON messages (folder_id, id) WHERE blob_id IS NULL AND kept_id IS NULL AND uid IS NOT NULL;
      CREATE INDEX messages_unplaced ON messages (folder_id) WHERE uid IS NULL AND uidl IS NULL AND kept_id IS NULL;
      CREATE INDEX messages_index_wanted ON messages (index_wanted, id) WHERE index_wanted > 0;
      CREATE INDEX messages_pending ON messages (id) WHERE pending = 1;
      CREATE INDEX messages_unread ON messages (id) WHERE flags & 1 = 0;
      CREATE INDEX messages_flagged ON messages (id) WHERE flags & 2 = 2;
      CREATE INDEX messages_attachments ON messages (id) WHERE attachments = 1;

      CREATE TRIGGER messages_entered AFTER INSERT ON messages WHEN new.folder_id IS NOT NULL BEGIN
        UPDATE folders SET
          total = total + 1,
          unread = unread + (new.flags & 1 = 0),
          bodies_held = bodies_held + (new.blob_id IS NOT NULL OR new.kept_id IS NOT NULL),
          indexed = indexed + (new.indexed = 2),
          revision = revision + 1
        WHERE id = new.folder_id;
      END;
      CREATE TRIGGER messages_left AFTER DELETE ON messages BEGIN
        DELETE FROM wire_links WHERE message_id = old.id;
        UPDATE folders SET
          total = total - 1,
          unread = unread - (old.flags & 1 = 0),
          bodies_held = bodies_held - (old.blob_id IS NOT NULL OR old.kept_id IS NOT NULL),
          indexed = indexed - (old.indexed = 2),
          revision = revision + 1
        WHERE id = old.folder_id;
      END;
      CREATE TRIGGER messages_moved AFTER UPDATE OF folder_id ON messages WHEN new.folder_id IS NOT old.folder_id BEGIN
        UPDATE folders SET
          total = total - 1,
          unread = unread - (old.flags & 1 = 0),
          bodies_held = bodies_held - (old.blob_id IS NOT NULL OR old.kept_id IS NOT NULL),
          indexed = indexed - (old.indexed = 2),
          revision = revision + 1
        WHERE id = old.folder_id;
        UPDATE folders SET
          total = total + 1,
          unread = unread + (new.flags & 1 = 0),
          bodies_held = bodies_held + (new.blob_id IS NOT NULL OR new.kept_id IS NOT NULL),
          indexed = indexed + (new.indexed = 2),
          revision = revision + 1
        WHERE id = new.folder_id;
      END;
      -- Not "indexed": a trigger opens a savepoint, at which FTS5 writes its pending words to disk. index-text.ts counts those itself.
      CREATE TRIGGER messages_altered AFTER UPDATE OF flags, blob_id, kept_id ON messages WHEN new.folder_id IS old.folder_id BEGIN
        UPDATE folders SET
          unread = unread + (new.flags & 1 = 0) - (old.flags & 1 = 0),
          bodies_held = bodies_held + (new.blob_id IS NOT NULL OR new.kept_id IS NOT NULL)
            - (old.blob_id IS NOT NULL OR old.kept_id IS NOT NULL)
        WHERE id = new.folder_id;
      END;

      CREATE TABLE blobs (
        id INTEGER PRIMARY KEY,
        -- SHA-256 of the raw message.
        hash BLOB NOT NULL UNIQUE,
        size INTEGER NOT NULL,
        bytes BLOB NOT NULL
      ) STRICT;
      -- Bodies that no row names any more, kept for a while: a renumbered folder is read again without fetching them.
      CREATE TABLE orphans (
        blob_id INTEGER PRIMARY KEY,
        message_id TEXT,
        size INTEGER NOT NULL,
        since INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX orphans_message_id ON orphans (message_id);
      CREATE INDEX orphans_since ON orphans (since);

      -- What the server still lists in a folder though the user has moved or deleted it.
      CREATE TABLE leaving (
        folder_id INTEGER NOT NULL,
        uid INTEGER NOT NULL,
        message_id INTEGER NOT NULL,
        PRIMARY KEY (folder_id, uid)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE wire_links (
        message_id INTEGER NOT NULL,
        session TEXT NOT NULL,
        first_line INTEGER NOT NULL,
        last_line INTEGER NOT NULL,
        purpose TEXT NOT NULL,
        PRIMARY KEY (message_id, session, first_line)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE people (
        address TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        -- Name and address folded for comparison, each word after a space.
        folded TEXT NOT NULL,
        uses INTEGER NOT NULL,
        last_used INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX people_uses ON people (uses DESC);

      CREATE VIRTUAL TABLE search USING fts5 (
        subject, sender, recipients, body,
        content = '', contentless_delete = 1,
        tokenize = 'unicode61 remove_diacritics 2'
      );
      -- Fewer, larger merges while a mailbox is read in; the rest is merged when idle.
      INSERT INTO search (search, rank) VALUES ('automerge', 8);
    `,
  },
  {
    number: 2,
    description: 'which mailbox the rows of an account are from',
    script: `
      CREATE TABLE mailboxes (
        account_id TEXT PRIMARY KEY,
        -- mailboxIdentity of the contract.
        identity TEXT NOT NULL
      ) STRICT;
    `,
  },
  {
    number: 3,
    description: 'bodies stored as they came, to be compressed when nobody waits',
    script: `
      -- 0 as it came, 1 zstd.
      ALTER TABLE blobs ADD COLUMN encoding INTEGER NOT NULL DEFAULT 1;
      CREATE INDEX blobs_as_they_came ON blobs (id) WHERE encoding = 0;
    `,
  },
  {
    number: 4,
    description: 'rows that enter are counted by the statement after them',
    script: `
      -- A trigger opens a savepoint, for which SQLite copies every page the row touches: as dear as all indexes together.
      -- message-rows.ts, the only place where rows are inserted, counts them in the same transaction.
      DROP TRIGGER messages_entered;
    `,
  },
  {
    number: 5,
    description: 'bodies that wait to be compressed lie in files beside the cache',
    script: `
      -- Number of the file and the octet where the body begins (body-files.ts); then bytes is empty. NULL: in the row.
      ALTER TABLE blobs ADD COLUMN file INTEGER;
      ALTER TABLE blobs ADD COLUMN place INTEGER;
      CREATE INDEX blobs_in_files ON blobs (file, place, size) WHERE file IS NOT NULL;
      -- No longer of "blob_id": a trigger opens a savepoint, see migration 4. Code that adds or removes a body counts it (message-rows.ts).
      DROP TRIGGER messages_altered;
      CREATE TRIGGER messages_altered AFTER UPDATE OF flags, kept_id ON messages WHEN new.folder_id IS old.folder_id BEGIN
        UPDATE folders SET
          unread = unread + (new.flags & 1 = 0) - (old.flags & 1 = 0),
          bodies_held = bodies_held + (new.blob_id IS NOT NULL OR new.kept_id IS NOT NULL)
            - (old.blob_id IS NOT NULL OR old.kept_id IS NOT NULL)
        WHERE id = new.folder_id;
      END;
      -- In the place of foreign keys (database.ts): the number of a body that is gone is given to another, which would then be shown.
      CREATE TRIGGER blobs_named BEFORE DELETE ON blobs WHEN EXISTS (SELECT 1 FROM messages WHERE blob_id = old.id) BEGIN
        SELECT RAISE(ABORT, 'a message still names this body');
      END;
      CREATE TRIGGER folders_named BEFORE DELETE ON folders WHEN EXISTS (SELECT 1 FROM messages WHERE folder_id = old.id) BEGIN
        SELECT RAISE(ABORT, 'a message still lies in this folder');
      END;
    `,
  },
  {
    number: 6,
    description: 'personal namespaces, folder names as the server writes them, what a server does not deliver',
    script: `
      -- First personal namespace (RFC 2342 §5).
      CREATE TABLE namespaces (
        account_id TEXT PRIMARY KEY,
        prefix TEXT NOT NULL,
        delimiter TEXT
      ) STRICT;
      -- The name in LIST, octets as Latin-1; NULL where it is the modified UTF-7 of the path.
      ALTER TABLE folders ADD COLUMN listed_name TEXT;
      -- Failure as JSON: why the folder could not be read to the end. NULL once it could.
      ALTER TABLE folders ADD COLUMN failure TEXT;
      -- Messages that the server did not deliver, or over which a connection was lost: asked for alone and last.
      CREATE TABLE left_aside (
        folder_id INTEGER NOT NULL,
        -- UIDVALIDITY and UID, or the POP3 unique id.
        key TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        tried_at INTEGER NOT NULL,
        -- Failure as JSON; NULL: only asked for together with others when the connection was lost.
        failure TEXT,
        PRIMARY KEY (folder_id, key)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    number: 7,
    description: 'no links to the transcript: it finds its lines by the hash of a message',
    script: `
      DROP TRIGGER messages_left;
      CREATE TRIGGER messages_left AFTER DELETE ON messages BEGIN
        UPDATE folders SET
          total = total - 1,
          unread = unread - (old.flags & 1 = 0),
          bodies_held = bodies_held - (old.blob_id IS NOT NULL OR old.kept_id IS NOT NULL),
          indexed = indexed - (old.indexed = 2),
          revision = revision + 1
        WHERE id = old.folder_id;
      END;
      DROP TABLE wire_links;
    `,
  },
  {
    number: 8,
    description: 'when a message came into its folder, for selections of all of a list as it was shown',
    script: `
      -- The folder's revision since which the message is in it; 0: before this was noted.
      ALTER TABLE messages ADD COLUMN entered INTEGER NOT NULL DEFAULT 0;
      DROP TRIGGER messages_moved;
      CREATE TRIGGER messages_moved AFTER UPDATE OF folder_id ON messages WHEN new.folder_id IS NOT old.folder_id BEGIN
        UPDATE folders SET
          total = total - 1,
          unread = unread - (old.flags & 1 = 0),
          bodies_held = bodies_held - (old.blob_id IS NOT NULL OR old.kept_id IS NOT NULL),
          indexed = indexed - (old.indexed = 2),
          revision = revision + 1
        WHERE id = old.folder_id;
        UPDATE folders SET
          total = total + 1,
          unread = unread + (new.flags & 1 = 0),
          bodies_held = bodies_held + (new.blob_id IS NOT NULL OR new.kept_id IS NOT NULL),
          indexed = indexed + (new.indexed = 2),
          revision = revision + 1
        WHERE id = new.folder_id;
        UPDATE messages SET entered = coalesce((SELECT revision FROM folders WHERE id = new.folder_id), 0) WHERE id = new.id;
      END;
    `,
  },
  {
    number: 9,
    description: 'which attempts on outbox entries reached their final dot, in case user data is put back from a copy',
    script: `CREATE TABLE handovers (id TEXT NOT NULL UNIQUE, attempt INTEGER NOT NULL) STRICT;`,
  },
  {
    number: 10,
    description: 'messages that look like notices about mail and have not been read as such',
    script: `CREATE TABLE unread_notices (message_id INTEGER PRIMARY KEY) STRICT;`,
  },
];
