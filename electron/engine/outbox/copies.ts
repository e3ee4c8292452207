/**
 * What follows when a server has taken a message: the copy for Sent is filed and the message that was answered is marked.
 * It runs beside the next send, one piece of work at a time for each account, and refuses to know how anything is sent.
 */
import { createKeyedMutex } from '../../base/keyed-mutex.ts';
import { type Failure, fail, failure, type Result, succeed, toFailure } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { StoredDraft } from '../cache/database/stored.ts';
import type { CopyToFile, OutboxDependencies } from './outbox-dependencies.ts';
import type { SendEvent } from './send-events.ts';
import { isCopyMissing } from './transitions.ts';

interface Copies {
  /** Marks the message that this draft answered or forwarded. */
  markSource(accountId: string, draft: StoredDraft | null): void;
  /** Files the copy for Sent where it still waits for that. @param raw where it is at hand */
  file(item: OutboxItem, raw: Buffer | null): void;
  /** The user wants it filed now: one attempt, in its turn. Answers the entry as it is then, or what the server said. */
  fileNow(item: OutboxItem): Promise<Result<OutboxItem>>;
  /** Resolves when nothing of this moment is on its way. */
  idle(): Promise<void>;
}

interface CopiesOptions {
  readonly dependencies: Pick<OutboxDependencies, 'reader' | 'fileSent' | 'fileAgain' | 'markSource' | 'logger'>;
  readonly deliver: (id: string, event: SendEvent<'copyTried'>) => Promise<Result<{ readonly item: OutboxItem }>>;
  /** Something about the copy went wrong here, not at the server: it is to be filed again later. */
  readonly tryLater: (item: OutboxItem) => void;
}

const copyOf = (item: OutboxItem, raw: Buffer): CopyToFile => ({ messageId: item.messageId, raw, date: item.queuedAt, key: item.id });

const asKept = ({ sentCopy }: OutboxItem, reason: Failure): Failure =>
  sentCopy === 'local' ? { ...reason, code: 'copy-kept-here', permanent: true } : reason;

export function createCopies({ dependencies, deliver, tryLater }: CopiesOptions): Copies {
  const { reader, logger } = dependencies;
  const inTurn = createKeyedMutex();

  async function file(id: string, known: Buffer | null): Promise<void> {
    // Filed meanwhile by the user's word, or gone.
    const item = reader.outboxEntry(id)?.item;
    const raw = item?.sentCopy === 'waiting' ? (known ?? (await reader.outboxRaw(id))) : null;
    if (!item || !raw) return;
    const copy = await dependencies.fileSent(item.accountId, { ...copyOf(item, raw), refusals: item.copyRefusals ?? 0 });
    const noted = await deliver(id, { type: 'copyTried', copy });
    if (!noted.ok) tryLater(item);
  }

  async function fileNow(before: OutboxItem): Promise<Result<OutboxItem>> {
    const { id } = before;
    const item = reader.outboxEntry(id)?.item;
    const raw = item && (await reader.outboxRaw(id));
    if (!item || !raw) return fail(failure('not-found', { detail: { id } }));
    // Filed by itself meanwhile.
    if (!isCopyMissing(item)) return succeed(item);
    const filed = await dependencies.fileAgain(item.accountId, copyOf(item, raw));
    if (filed.ok) {
      const noted = await deliver(id, { type: 'copyTried', copy: { sentCopy: filed.value, copyFailure: null } });
      return noted.ok ? succeed(noted.value.item) : noted;
    }
    // No line, nothing new: the server could not be asked.
    if (filed.failure.reply !== undefined) await deliver(id, { type: 'copyTried', copy: { copyFailure: asKept(item, filed.failure) } });
    return filed;
  }

  return {
    markSource(accountId, draft) {
      if (draft?.sourceId == null || draft.mode === 'new') return;
      const { sourceId } = draft;
      const flag = draft.mode === 'forward' ? 'forwarded' : 'answered';
      inTurn(accountId, () => dependencies.markSource(sourceId, flag)).catch((error: unknown) =>
        logger.error('the message that was answered could not be marked', error),
      );
    },
    file(item, raw) {
      inTurn(item.accountId, () => file(item.id, raw)).catch((error: unknown) => {
        logger.error('a copy for Sent could not be filed', error);
        tryLater(item);
      });
    },
    fileNow: (item) =>
      inTurn(item.accountId, () => fileNow(item)).catch((error: unknown) => {
        logger.error('a copy for Sent could not be filed', error);
        return fail(toFailure(error));
      }),
    idle: inTurn.idle,
  };
}
