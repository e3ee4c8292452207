/** User data: what no server can give back. "Reset the cache" never touches it. */
import type { Migration } from '../database/migrations.ts';

/**
 * Selects outbox entries that are unfinished or damaged. A query must repeat this text exactly as the index has it, or SQLite ignores the index
 * and reads everything ever sent. Part of migration 5, so it never changes.
 */
export const openOutboxEntry = `CASE WHEN json_valid(item)
  THEN coalesce(json_extract(item, '$.state'), '') NOT IN ('accepted', 'partly', 'refused', 'cancelled')
    OR (json_extract(item, '$.state') IN ('accepted', 'partly') AND json_extract(item, '$.sentCopy') = 'waiting')
  ELSE 1 END`;

export const userDataMigrations: readonly Migration[] = [
  {
    number: 1,
    description: 'accounts, preferences, trust, drafts, outbox, journal of operations, POP3 unique ids, kept mail',
    script: `
      -- Settings never hold a password: those live in the vault of the host.
      CREATE TABLE accounts (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        settings TEXT NOT NULL,
        practice INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE preferences (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
      CREATE TABLE trusted_certificates (
        host TEXT NOT NULL,
        port INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        -- PEM.
        certificate TEXT NOT NULL,
        PRIMARY KEY (host, port, fingerprint)
      ) STRICT;

      CREATE TABLE drafts (
        id TEXT PRIMARY KEY,
        account_id TEXT NOT NULL,
        content TEXT NOT NULL,
        updated_at INTEGER NOT NULL,
        -- The outbox entry it waits in; shown as a draft only while NULL.
        queued_as TEXT
      ) STRICT;
      CREATE TABLE draft_attachments (
        draft_id TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        type TEXT NOT NULL,
        size INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (draft_id, id)
      ) STRICT;

      CREATE TABLE outbox (
        id TEXT PRIMARY KEY,
        account_id TEXT NOT NULL,
        item TEXT NOT NULL,
        envelope TEXT NOT NULL,
        hash BLOB NOT NULL,
        -- The message as it will go over the wire, zstd.
        bytes BLOB NOT NULL,
        queued_at INTEGER NOT NULL,
        dot_pending INTEGER NOT NULL DEFAULT 0,
        draft_id TEXT
      ) STRICT;
      CREATE INDEX outbox_hash ON outbox (hash);

      CREATE TABLE operations (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        account_id TEXT NOT NULL,
        change TEXT NOT NULL,
        target_path TEXT,
        state TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        failure TEXT
      ) STRICT;
      -- By path and UID as well as by row id, because the cache with its ids may be gone when the journal is read.
      CREATE TABLE operation_items (
        operation_id TEXT NOT NULL REFERENCES operations (id) ON DELETE CASCADE,
        message_id INTEGER NOT NULL,
        folder_id INTEGER NOT NULL,
        path TEXT NOT NULL,
        uid_validity INTEGER,
        uid INTEGER,
        header TEXT,
        flags_before INTEGER NOT NULL,
        PRIMARY KEY (operation_id, message_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE kept (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        account_id TEXT NOT NULL,
        key TEXT NOT NULL,
        path TEXT NOT NULL,
        role TEXT,
        -- POP3 unique id; NULL for copies that never were on a POP3 server.
        uidl TEXT,
        flags INTEGER NOT NULL,
        keywords TEXT NOT NULL,
        date INTEGER NOT NULL,
        size INTEGER NOT NULL,
        hash BLOB NOT NULL,
        bytes BLOB NOT NULL,
        UNIQUE (account_id, key)
      ) STRICT;
      CREATE INDEX kept_hash ON kept (hash);

      -- Kept rows changed since the cache was last known to show them: compared again at the next start.
      CREATE TABLE kept_changes (kept_id INTEGER PRIMARY KEY) STRICT;

      CREATE TABLE pop3_uidls (
        account_id TEXT NOT NULL,
        uidl TEXT NOT NULL,
        state TEXT NOT NULL,
        first_seen_at INTEGER NOT NULL,
        kept_id INTEGER,
        PRIMARY KEY (account_id, uidl)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    number: 2,
    description: 'changes that wait for the server, counted by account as they come and go',
    script: `
      CREATE INDEX operations_account ON operations (account_id, position);
      -- A status line shows the number ten times a second: kept here, because counting the queue would be too slow.
      CREATE TABLE waiting_operations (account_id TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      INSERT INTO waiting_operations SELECT account_id, count(*) FROM operations WHERE state <> 'failed' GROUP BY account_id;
      CREATE TRIGGER operation_made AFTER INSERT ON operations WHEN NEW.state <> 'failed' BEGIN
        INSERT INTO waiting_operations VALUES (NEW.account_id, 1) ON CONFLICT (account_id) DO UPDATE SET count = count + 1;
      END;
      CREATE TRIGGER operation_over AFTER DELETE ON operations WHEN OLD.state <> 'failed' BEGIN
        UPDATE waiting_operations SET count = count - 1 WHERE account_id = OLD.account_id;
        DELETE FROM waiting_operations WHERE account_id = OLD.account_id AND count = 0;
      END;
      CREATE TRIGGER operation_failed AFTER UPDATE OF state ON operations WHEN OLD.state <> 'failed' AND NEW.state = 'failed' BEGIN
        UPDATE waiting_operations SET count = count - 1 WHERE account_id = OLD.account_id;
        DELETE FROM waiting_operations WHERE account_id = OLD.account_id AND count = 0;
      END;
      CREATE TRIGGER operation_revived AFTER UPDATE OF state ON operations WHEN OLD.state = 'failed' AND NEW.state <> 'failed' BEGIN
        INSERT INTO waiting_operations VALUES (NEW.account_id, 1) ON CONFLICT (account_id) DO UPDATE SET count = count + 1;
      END;
    `,
  },
  {
    number: 3,
    description: 'drafts: what a list shows, and what was discarded and can still be restored; messages accepted for some only',
    script: `
      -- What a list shows, as JSON; NULL where the content cannot be read.
      ALTER TABLE drafts ADD COLUMN summary TEXT;
      UPDATE drafts SET summary = json_object(
          'mode', json_extract(content, '$.mode'),
          'to', substr(json_extract(content, '$.to'), 1, 200),
          'subject', substr(json_extract(content, '$.subject'), 1, 200),
          'snippet', substr(trim(json_extract(content, '$.text')), 1, 200))
        WHERE json_valid(content);
      -- When it was discarded; shown while NULL.
      ALTER TABLE drafts ADD COLUMN discarded_at INTEGER;
      -- When it was taken off its draft; it belongs to it while NULL.
      ALTER TABLE draft_attachments ADD COLUMN removed_at INTEGER;
      UPDATE outbox SET item = json_set(item, '$.state', 'partly')
        WHERE CASE WHEN json_valid(item) THEN json_extract(item, '$.state') = 'accepted'
          AND EXISTS (SELECT 1 FROM json_each(item, '$.recipients') WHERE json_extract(value, '$.state') = 'refused') END;
    `,
  },
  {
    number: 4,
    description: 'POP3 unique ids: by what the message they name is known again',
    script: `
      -- As LIST said it when the message was last read or compared; NULL until then.
      ALTER TABLE pop3_uidls ADD COLUMN listed_size INTEGER;
      -- SHA-256 of the header of the message that was fetched, less what changes on a server; NULL for what was fetched before.
      ALTER TABLE pop3_uidls ADD COLUMN header BLOB;
    `,
  },
  {
    number: 5,
    description: 'outbox: which entries are not over',
    script: `CREATE INDEX outbox_open ON outbox (queued_at) WHERE ${openOutboxEntry};`,
  },
  {
    number: 6,
    description: 'who was sent what, kept after the outbox is cleared, and what notices say of it',
    script: `
      -- By recipient: one message may leave in several sessions, for some of them each.
      CREATE TABLE sent_recipients (
        -- The id of the outbox entry is the envelope id too (ENVID, RFC 3461 §4.4).
        outbox_id TEXT NOT NULL,
        -- In small letters.
        address TEXT NOT NULL,
        account_id TEXT NOT NULL,
        message_id TEXT NOT NULL,
        sent_at INTEGER NOT NULL,
        queue_id TEXT,
        session TEXT,
        first_line INTEGER,
        last_line INTEGER,
        -- 0: whether the server took it is not known.
        accepted INTEGER NOT NULL,
        PRIMARY KEY (outbox_id, address)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sent_recipients_message ON sent_recipients (message_id);
      CREATE INDEX sent_recipients_queue ON sent_recipients (queue_id) WHERE queue_id IS NOT NULL;
      INSERT OR IGNORE INTO sent_recipients
        SELECT outbox.id, lower(json_extract(recipient.value, '$.address')), account_id, coalesce(json_extract(item, '$.messageId'), ''),
          coalesce(json_extract(item, '$.finishedAt'), queued_at), json_extract(item, '$.queueId'), json_extract(item, '$.session'),
          json_extract(item, '$.sessionLines.first'), json_extract(item, '$.sessionLines.last'),
          json_extract(recipient.value, '$.state') = 'accepted'
        FROM outbox, json_each(CASE WHEN json_valid(item) THEN item ELSE '{}' END, '$.recipients') AS recipient
        WHERE json_extract(recipient.value, '$.state') IN ('accepted', 'unknown') AND json_extract(recipient.value, '$.address') IS NOT NULL;

      CREATE TABLE returns (
        message_id TEXT NOT NULL,
        address TEXT NOT NULL,
        -- failed, delayed, delivered, relayed.
        kind TEXT NOT NULL,
        reason TEXT NOT NULL,
        status TEXT,
        reply INTEGER,
        words TEXT NOT NULL,
        -- The notice: its Message-ID, its row in the cache while that is there, and its date.
        notice_id TEXT,
        notice_row INTEGER NOT NULL,
        notice_at INTEGER NOT NULL,
        -- The user has taken the mark off.
        dismissed INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (message_id, address)
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
