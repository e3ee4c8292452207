/** POP3 unique ids, and rows of messages of which only the header has come. */
import { localFolder } from '../messages/folder-rows.ts';
import { messageDate, readFacts } from '../messages/header-facts.ts';
import { insertMessage } from '../messages/message-rows.ts';
import { cacheJob, userDataJob, userDataThenCacheJob } from '../queue/job.ts';
import type { Work, WriterContext } from '../queue/writer-context.ts';
import { noteKeptChange } from './kept-mail.ts';
import { showKept } from './restore-kept.ts';

type UniqueIds = {
  readonly accountId: string;
  readonly uidls: readonly string[];
};

function notePop3(
  { userData }: WriterContext,
  { accountId, uidls, now }: { accountId: string; uidls: readonly string[]; now: number },
): null {
  for (const uidl of uidls) {
    userData.sql`INSERT OR IGNORE INTO pop3_uidls (account_id, uidl, state, first_seen_at) VALUES (${accountId}, ${uidl}, 'seen', ${now})`.run();
  }
  return null;
}

function markPop3(
  { userData }: WriterContext,
  { accountId, uidls, state }: { accountId: string; uidls: readonly string[]; state: 'seen' | 'deleting' | 'deleted' },
): null {
  for (const uidl of uidls) {
    userData.sql`UPDATE pop3_uidls SET state = ${state} WHERE account_id = ${accountId} AND uidl = ${uidl}`.run();
  }
  return null;
}

function notePop3Sizes(
  { userData }: WriterContext,
  { accountId, sizes }: { accountId: string; sizes: readonly { uidl: string; size: number }[] },
): null {
  for (const { uidl, size } of sizes) {
    userData.sql`UPDATE pop3_uidls SET listed_size = ${size} WHERE account_id = ${accountId} AND uidl = ${uidl}`.run();
  }
  return null;
}

function forgetPop3({ userData }: WriterContext, { accountId, uidls }: UniqueIds): null {
  for (const uidl of uidls) {
    userData.sql`DELETE FROM pop3_uidls WHERE account_id = ${accountId} AND uidl = ${uidl} AND kept_id IS NULL`.run();
  }
  return null;
}

/** In user data: unique ids that name other messages now. Answers the mail that was held under them. */
function releaseUidls({ userData }: WriterContext, { accountId, uidls }: UniqueIds): number[] {
  const keptIds: number[] = [];
  for (const uidl of uidls) {
    const held = userData.sql`SELECT id FROM kept WHERE account_id = ${accountId} AND uidl = ${uidl}`.get<{ id: number }>();
    if (held) {
      // With spaces: no unique id can be this key (RFC 1939 §7).
      userData.sql`UPDATE kept SET key = 'its unique id was given away ' || id, uidl = NULL WHERE id = ${held.id}`.run();
      noteKeptChange(userData, held.id);
      keptIds.push(held.id);
    }
    userData.sql`DELETE FROM pop3_uidls WHERE account_id = ${accountId} AND uidl = ${uidl}`.run();
  }
  return keptIds;
}

function* showReleased(context: WriterContext, _: UniqueIds, keptIds: readonly number[]): Work<null> {
  for (const id of keptIds) {
    showKept(context, id);
    yield;
  }
  return null;
}

type HeadersByTop = {
  readonly accountId: string;
  readonly path: string;
  readonly messages: readonly { readonly uidl: string; readonly size: number; readonly header: Uint8Array; readonly now: number }[];
};

function* addPop3Headers(context: WriterContext, input: HeadersByTop): Work<{ added: number }> {
  const { cache, userData } = context;
  const folder = localFolder(context, input.accountId, input.path, 'inbox');
  let added = 0;
  for (const { uidl, size, header, now } of input.messages) {
    const known = userData.sql`SELECT state FROM pop3_uidls WHERE account_id = ${input.accountId} AND uidl = ${uidl}`.get<{
      state: string;
    }>();
    const shown =
      cache.sql`SELECT 1 FROM messages JOIN folders ON folders.id = folder_id WHERE uidl = ${uidl} AND account_id = ${input.accountId}`.get();
    if (!shown && (known === undefined || known.state === 'seen')) {
      const facts = readFacts(context, header);
      const date = messageDate(null, facts, now);
      const row = {
        folderId: folder.id,
        uid: null,
        uidl,
        keptId: null,
        flags: 0,
        keywords: '',
        modseq: null,
        date,
        size,
        facts,
        pending: false,
      };
      insertMessage(context, row);
      context.people.count(facts, false, date);
      added += 1;
    }
    yield;
  }
  context.changes.folder(input.accountId);
  return { added };
}

export const pop3Jobs = {
  /** Remembers unique ids that the server listed, without touching what is known of them. */
  notePop3: userDataJob(notePop3),
  /** Header rows ahead of the bodies (TOP): shown at once, replaced by `keepMessage` under the same key. */
  addPop3Headers: cacheJob('headers', addPop3Headers),
  /** Journals a deletion: `deleting` before DELE, `deleted` after the session's QUIT was answered. */
  markPop3: userDataJob(markPop3, { repeated: true }),
  /** What LIST says of messages that are known to be those of their unique ids. */
  notePop3Sizes: userDataJob(notePop3Sizes),
  /** The server gave these unique ids to other messages: what is held under them stays as mail that no server has, and the ids are unknown again. */
  releasePop3: userDataThenCacheJob('headers', releaseUidls, showReleased),
  /** Forgets unique ids the server lists no more, except those still kept (RFC 1939 §7 forbids their reuse). */
  forgetPop3: userDataJob(forgetPop3),
};
