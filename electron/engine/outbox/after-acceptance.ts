/**
 * What follows when a server has taken a message: the copy for Sent is filed and the message that was answered is marked.
 * It runs beside the next send, one piece of work at a time for each account, and refuses to know how anything is sent.
 */
import { type Failure, fail, failure, type Result, succeed, toFailure } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { OutboxPatch, StoredDraft } from '../cache/queue/storage-interface.ts';
import type { CopyToFile, OutboxDependencies } from './outbox-dependencies.ts';

export interface AfterAcceptance {
  /** The entry has been accepted just now; `draft`: what it was written as. */
  begin(item: OutboxItem, raw: Buffer, draft: StoredDraft | null): void;
  /** Files the copy for Sent where it still waits for that, after whatever else is on its way for the account. */
  fileLater(item: OutboxItem, raw: Buffer): void;
  /** The user wants it filed now: one attempt, in its turn. Answers the entry as it is then, or what the server said. */
  fileNow(id: string): Promise<Result<OutboxItem>>;
  /** Resolves when nothing is on its way. */
  settled(): Promise<void>;
}

interface AfterAcceptanceOptions {
  readonly dependencies: Pick<OutboxDependencies, 'reader' | 'fileSent' | 'fileAgain' | 'markSource' | 'clock' | 'logger'>;
  /** Milliseconds until a copy that could not be filed is tried again. */
  readonly fileAgainAfter: number;
  readonly isRunning: () => boolean;
  readonly change: (id: string, patch: OutboxPatch, options: { keepDot: boolean; unsynced: boolean }) => Promise<Result<OutboxItem>>;
}

/** Unsynced: after a power cut the copy is looked for before it is filed again. The dot mark may be that of a later attempt. */
const asFiled = { unsynced: true, keepDot: true } as const;

const copyOf = (item: OutboxItem, raw: Buffer): CopyToFile => ({ messageId: item.messageId, raw, date: item.queuedAt, key: item.id });

/** Taken by a server for somebody, and its copy not by the server. */
const isOpen = ({ state, sentCopy }: OutboxItem): boolean =>
  (state === 'accepted' || state === 'partly') && (sentCopy === 'waiting' || sentCopy === 'local' || sentCopy === 'failed');

const asKept = ({ sentCopy }: OutboxItem, reason: Failure): Failure =>
  sentCopy === 'local' ? { ...reason, code: 'copy-kept-here', permanent: true } : reason;

export function createAfterAcceptance({ dependencies, fileAgainAfter, isRunning, change }: AfterAcceptanceOptions): AfterAcceptance {
  const { reader, fileSent, markSource, clock, logger } = dependencies;
  /** The last work of each account. */
  const following = new Map<string, Promise<void>>();

  async function file(item: OutboxItem, raw: Buffer): Promise<void> {
    if (item.sentCopy !== 'waiting') return;
    // Filed meanwhile by the user's word.
    if (reader.outboxEntry(item.id)?.item.sentCopy !== 'waiting') return;
    const filed = await fileSent(item.accountId, { ...copyOf(item, raw), refusals: item.copyRefusals ?? 0 });
    const written = await change(item.id, filed, asFiled);
    if ((filed.sentCopy === 'waiting' || !written.ok) && isRunning()) clock.after(fileAgainAfter, () => fileAgain(item.id));
  }

  async function fileOnce(id: string): Promise<Result<OutboxItem>> {
    const item = reader.outboxEntry(id)?.item;
    const raw = item && reader.outboxRaw(id);
    if (!item || !raw) return fail(failure('not-found', { detail: { id } }));
    if (!isOpen(item)) return succeed(item);
    const filed = await dependencies.fileAgain(item.accountId, copyOf(item, raw));
    if (filed.ok) return change(id, { sentCopy: filed.value, copyFailure: null }, asFiled);
    // No line, nothing new: the server could not be asked.
    if (filed.failure.reply !== undefined) await change(id, { copyFailure: asKept(item, filed.failure) }, asFiled);
    return filed;
  }

  function fileAgain(id: string): void {
    try {
      const item = isRunning() ? reader.outboxEntry(id)?.item : undefined;
      const raw = item && reader.outboxRaw(id);
      if (item && raw) follow(item.accountId, () => fileOrRetry(item, raw));
    } catch (error) {
      // A damaged database, or one that is being restarted: a timer has nobody to tell it to.
      logger.error('a copy for Sent could not be read again', error);
      if (isRunning()) clock.after(fileAgainAfter, () => fileAgain(id));
    }
  }

  /** One piece of work after the other; none of them may fail unheard. */
  function follow(accountId: string, work: () => Promise<void>): void {
    const next = (following.get(accountId) ?? Promise.resolve())
      .then(work)
      .catch((error: unknown) => logger.error('what follows a sent message failed', error))
      .then(() => void (following.get(accountId) === next && following.delete(accountId)));
    following.set(accountId, next);
  }

  /** A copy that could not even be tried is tried again like one that the server did not take. */
  async function fileOrRetry(item: OutboxItem, raw: Buffer): Promise<void> {
    try {
      await file(item, raw);
    } catch (error) {
      if (isRunning()) clock.after(fileAgainAfter, () => fileAgain(item.id));
      throw error;
    }
  }

  return {
    fileLater: (item, raw) => follow(item.accountId, () => fileOrRetry(item, raw)),
    begin(item, raw, draft) {
      follow(item.accountId, async () => {
        if (draft?.sourceId != null && draft.mode !== 'new')
          await markSource(draft.sourceId, draft.mode === 'forward' ? 'forwarded' : 'answered').catch((error: unknown) =>
            logger.error('the message that was answered could not be marked', error),
          );
        // The copy belongs to whoever got the message, even while other recipients are still being tried.
        await fileOrRetry(item, raw);
      });
    },
    fileNow: (id) =>
      new Promise((resolve) => {
        const { accountId } = reader.outboxEntry(id)?.item ?? { accountId: '' };
        follow(accountId, async () => {
          try {
            resolve(await fileOnce(id));
          } catch (error) {
            resolve(fail(toFailure(error)));
            throw error;
          }
        });
      }),
    settled: async () => void (await Promise.all(following.values())),
  };
}
