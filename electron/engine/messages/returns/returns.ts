/**
 * Notices that came, joined to what was sent: read when their body is held, one at a time and when nothing else is read, and again when one
 * is opened. What they say is noted by recipient in user data. Knows no server; a notice is read on the parse thread.
 */
import type { Clock } from '../../../base/clock.ts';
import type { Logger } from '../../../base/logger.ts';
import type { OutputOf } from '../../../contract/call.ts';
import type { Notice, NoticeJoin, noticeCalls } from '../../../contract/delivery/notices.ts';
import { FailureError, fail, failure, type Result, succeed } from '../../../contract/failure.ts';
import type { StoredBytes } from '../../cache/bodies/blobs.ts';
import type { BodyReader } from '../../cache/bodies/read-bodies.ts';
import type { LocationReader } from '../../cache/messages/read-locations.ts';
import type { ListReader } from '../../cache/messages/read-messages.ts';
import type { NoticeReader } from '../../cache/messages/read-notices.ts';
import type { Storage } from '../../cache/queue/jobs.ts';
import type { ReturnReader, SentRecipient, StoredReturn } from '../../cache/user-data/read-returns.ts';
import type { NewReturn, ReturnKind } from '../../cache/user-data/return-jobs.ts';
import { addressKey } from '../../cache/user-data/sent-recipients.ts';
import { type Joined, joinNotice } from './join.ts';

interface ReturnsDependencies {
  readonly storage: Pick<Storage, 'noteReturns' | 'dismissReturns' | 'noteNoticesRead'>;
  readonly reader: LocationReader & ListReader & NoticeReader & ReturnReader & Pick<BodyReader, 'storedRaw'>;
  /** Reads what a message says of the delivery of another, on another thread. */
  readonly readNotice: (message: StoredBytes) => Promise<Result<Notice | null>>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Returns {
  /** What a notice has to do with what was sent; noted where the message lies in a folder. */
  joined(id: number, notice: Notice): Promise<{ readonly about: number | null; readonly join: NoticeJoin | null }>;
  /** What notices say of a message. */
  of(id: number): OutputOf<(typeof noticeCalls)['messages.returns']>;
  dismiss(id: number, value: boolean): Promise<Result<Record<never, never>>>;
  /** Something was stored: notices may be among it. */
  stored(): void;
  close(): Promise<void>;
}

/** Milliseconds between two looks. */
const lookEvery = 1_000;
/** Recipients that are told of one message in full: each is looked up. */
const mostShown = 100;
/** Notices of one look. */
const mostAtOnce = 20;

const kinds: ReadonlySet<string> = new Set<ReturnKind>(['failed', 'delayed', 'delivered', 'relayed']);
const isReturnKind = (kind: Notice['kind']): kind is ReturnKind => kinds.has(kind);

export function createReturns({ storage, reader, readNotice, clock, logger }: ReturnsDependencies): Returns {
  let isClosed = false;
  let working: Promise<void> = Promise.resolve();
  let stopTimer: (() => void) | null = null;
  let isAsked = false;
  /** Where the last look at older notices ended, a row id; null: it has reached the oldest one. */
  let lookedDownTo: number | null = null;

  const sentCopy = (messageId: string): string[] | null => {
    const [copy] = reader.findByMessageId(messageId, { role: 'sent' });
    return copy ? reader.addressees(copy.id) : null;
  };
  const join = (notice: Notice, at: number): Joined => joinNotice(notice, at, { sentRecipients: reader.sentRecipients, sentCopy });
  const dateOf = (id: number): number => (id < 0 ? clock.now() : (reader.row(id)?.date ?? clock.now()));

  /** What a notice says of each recipient that it is joined to, less what is noted already: opening one again writes nothing. */
  function news(id: number, { messageId, recipients }: Joined): NewReturn[] {
    if (id < 0 || messageId === null || messageId === '') return [];
    const notice = { messageId: reader.location(id)?.messageId ?? null, row: id, date: dateOf(id) };
    const held = new Map(reader.returns(messageId).map((each) => [each.address, each]));
    return recipients.flatMap(({ said, address }) => {
      const known = held.get(address);
      const isKnown = known?.kind === said.kind && known.noticeAt >= notice.date && known.noticeRow === id;
      return isKnown || !isReturnKind(said.kind) ? [] : [{ messageId, address, kind: said.kind, recipient: said, notice }];
    });
  }

  async function note(id: number, joined: Joined): Promise<void> {
    const returns = news(id, joined);
    if (returns.length === 0) return;
    const noted = await storage.noteReturns({ returns });
    if (!noted.ok) logger.warning(`what a notice says could not be noted: ${noted.failure.code}`);
  }

  /**
   * Those of one look: the newest, where most bodies come, and from where the last look ended on, because bodies of new ones may never come
   * and must not hide the older ones. Answers, too, whether there are more.
   */
  function nextNotices() {
    const newest = reader.unreadNotices(mostAtOnce, null);
    if (newest.notices.length === mostAtOnce) return { waiting: newest.notices, hasMore: true };
    const below = newest.next === null ? null : Math.min(newest.next, lookedDownTo ?? newest.next);
    const older = below === null ? { notices: [], next: null } : reader.unreadNotices(mostAtOnce - newest.notices.length, below);
    lookedDownTo = older.next;
    return { waiting: [...newest.notices, ...older.notices], hasMore: older.next !== null };
  }

  /** Reads the notices that have come. Those that cannot be read are left, as they are told about when they are opened. */
  async function lookOnce(): Promise<boolean> {
    const { waiting, hasMore } = nextNotices();
    const gone = waiting.filter(({ isGone }) => isGone).map(({ id }) => id);
    const done = [...gone];
    for (const { id } of waiting.filter(({ isGone }) => !isGone)) {
      if (isClosed) break;
      const stored = reader.storedRaw(id);
      const read = stored && (await readNotice(stored));
      if (read && !read.ok && read.failure.code === 'cancelled') break;
      if (read?.ok && read.value) await note(id, join(read.value, dateOf(id)));
      done.push(id);
    }
    if (done.length > 0) {
      const noted = await storage.noteNoticesRead({ ids: done });
      if (!noted.ok) return false;
    }
    return hasMore && !isClosed;
  }

  function stored(): void {
    if (isClosed) return;
    if (stopTimer !== null) {
      isAsked = true;
      return;
    }
    isAsked = false;
    stopTimer = clock.after(lookEvery, () => {
      stopTimer = null;
      if (isAsked) stored();
    });
    working = working
      .then(async () => {
        if (!isClosed && (await lookOnce())) isAsked = true;
        // The timer is over when reading took longer.
        if (isAsked && stopTimer === null) stored();
      })
      .catch((error: unknown) => {
        // They are told about when the cache is there again.
        if (error instanceof FailureError && error.failure.code === 'storage-interrupted') return;
        logger.error('notices could not be read', error);
      });
  }

  function linesOf(sent: SentRecipient | null | undefined): NoticeJoin['session'] {
    if (!sent || sent.session === null) return null;
    const { session, firstLine, lastLine } = sent;
    return firstLine === null || lastLine === null ? { session } : { session, firstLine, lastLine };
  }

  function noticeRow({ noticeId, noticeRow: row, noticeAt }: StoredReturn): number | null {
    // Row numbers are given anew when the cache is read again.
    if (reader.row(row)?.date === noticeAt) return row;
    return noticeId === null ? null : (reader.findByMessageId(noticeId)[0]?.id ?? null);
  }

  const endedOf = (joined: Joined): NoticeJoin['ended'] => {
    const waits = joined.recipients.filter(({ said }) => said.kind === 'delayed').map(({ address }) => address);
    if (waits.length === 0 || joined.messageId === null) return null;
    const [end] = reader.returns(joined.messageId).filter(({ address, kind }) => waits.includes(address) && kind !== 'delayed');
    return end && end.kind !== 'delayed' ? end.kind : null;
  };

  return {
    async joined(id, notice) {
      const joined = isReturnKind(notice.kind) ? join(notice, dateOf(id)) : null;
      if (joined) await note(id, joined);
      const messageId = joined?.messageId ?? notice.original.messageId;
      // The copy that was sent, before others of it; the notice itself may carry the same id in a part.
      const held = messageId === null ? [] : reader.findByMessageId(messageId).filter((one) => one.id !== id);
      const about = (held.find(({ role }) => role === 'sent') ?? held[0])?.id ?? null;
      if (!joined) return { about, join: null };
      const first = joined.recipients.find(({ sent }) => sent !== null)?.sent;
      return {
        about,
        join: {
          state: joined.state,
          by: joined.by,
          recipients: joined.recipients.map(({ index }) => index),
          failed: joined.recipients.filter(({ said }) => said.kind === 'failed').map(({ address }) => address),
          session: linesOf(first),
          queueId: first?.queueId ?? null,
          ended: endedOf(joined),
          enclosed: notice.original.part,
        },
      };
    },
    of(id) {
      const messageId = reader.location(id)?.messageId ?? null;
      const held = messageId === null ? [] : reader.returns(messageId);
      if (messageId === null || held.length === 0) return { returns: [], told: 0, failed: [], recipients: 0, dismissed: false };
      const sent = new Map(reader.sentRecipients('message-id', messageId).map((each) => [each.address, each]));
      const addresses = sent.size > 0 ? sent.size : new Set(sentCopy(messageId)?.map(addressKey)).size;
      return {
        returns: held.slice(0, mostShown).map((each) => ({
          address: each.address,
          kind: each.kind,
          reason: each.reason,
          status: each.status,
          reply: each.reply,
          words: each.words,
          notice: noticeRow(each),
          at: each.noticeAt,
          session: linesOf(sent.get(each.address)),
        })),
        told: held.length,
        failed: held.filter(({ kind }) => kind === 'failed').map(({ address }) => address),
        recipients: Math.max(addresses, held.length),
        dismissed: held.every(({ dismissed }) => dismissed),
      };
    },
    async dismiss(id, value) {
      const messageId = reader.location(id)?.messageId ?? null;
      if (messageId === null) return fail(failure('message-gone'));
      const done = await storage.dismissReturns({ messageId, value });
      return done.ok ? succeed({}) : done;
    },
    stored,
    async close() {
      isClosed = true;
      stopTimer?.();
      await working;
    },
  };
}
