/** The room of what is written, as the engine installs it: drafts, answers and forwards, until they are handed to the outbox. */
import type { composeCalls } from '../../contract/compose.ts';
import { type Result, succeed } from '../../contract/failure.ts';
import type { StoredBytes } from '../cache/bodies/blobs.ts';
import type { JobInput } from '../cache/queue/jobs.ts';
import type { EngineContext, Room } from '../context.ts';
import { createDraftService, type DraftService } from './drafts.ts';

interface ComposeNeeds {
  /** Hands a message over to be sent. */
  readonly queue: (message: JobInput<'queueMessage'>) => Promise<Result<unknown>>;
  /** Fetches a body ahead of every queue; answers when it is held. */
  readonly fetchMessage: (accountId: string, messageId: number) => Promise<Result<null>>;
  readonly storedRaw: (messageId: number) => StoredBytes | null;
  readonly accountOfFile: (messageId: number | undefined) => string | undefined;
}

interface ComposeRoom extends Room<typeof composeCalls> {
  /** What a window streams into a draft. */
  readonly bytes: Pick<DraftService, 'addAttachment'>;
  /** Begins to delete what was discarded long enough ago. */
  start(): Promise<void>;
}

export function installCompose({ storage, reader, composer, clock, bus }: EngineContext, needs: ComposeNeeds): ComposeRoom {
  const drafts = createDraftService({
    storage,
    reader,
    clock,
    composing: {
      warm: composer.warm,
      compose: composer.compose,
      async answer(order, messageId) {
        const place = reader.location(messageId);
        const fetched = place && !place.bodyHeld ? await needs.fetchMessage(place.accountId, messageId) : succeed(null);
        return fetched.ok ? composer.answer(order, () => needs.storedRaw(messageId)) : fetched;
      },
    },
    accountOfFile: needs.accountOfFile,
    queue: needs.queue,
    emitDraft: (id, writer) => bus.emit('draftChanged', writer === undefined ? { id } : { id, writer }),
  });
  return {
    handlers: drafts.handlers,
    bytes: { addAttachment: drafts.addAttachment },
    start: drafts.start,
    async close() {
      drafts.stop();
    },
  };
}
