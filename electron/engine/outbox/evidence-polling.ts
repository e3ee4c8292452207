/**
 * Asks the server whether it has a message whose outcome is unknown, and delivers what it answers. When that is asked, and what the answer
 * means, stands in the table.
 */
import { fail, type Result, succeed, toFailure } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { OutboxDependencies } from './outbox-dependencies.ts';
import type { SendEvent } from './send-events.ts';

/**
 * Looks once. Never rejects: answers the entry as it is then, or why the server could not be asked.
 * @param round as in the event `looked`
 */
type FindEvidence = (item: OutboxItem, round: number | null) => Promise<Result<OutboxItem>>;

interface EvidenceOptions {
  readonly dependencies: Pick<OutboxDependencies, 'findEvidence' | 'logger'>;
  readonly deliver: (id: string, event: SendEvent<'looked'>) => Promise<Result<{ readonly item: OutboxItem }>>;
}

export function createFindEvidence({ dependencies, deliver }: EvidenceOptions): FindEvidence {
  const { logger } = dependencies;
  const ask = async ({ id, accountId, messageId }: OutboxItem) => {
    try {
      return await dependencies.findEvidence(accountId, messageId);
    } catch (error) {
      logger.error(`no evidence of outbox entry ${id} could be looked for`, error);
      return fail(toFailure(error));
    }
  };
  return async (item, round) => {
    const found = await ask(item);
    try {
      // Also when the server could not be asked: the line is most often still down at the first look, and the next one is set by this.
      const looked = await deliver(item.id, { type: 'looked', round, found: found.ok ? found.value : null });
      // Evidence that could not be written is found again by the next look.
      if (!looked.ok && round !== null) await deliver(item.id, { type: 'looked', round, found: null });
      if (!found.ok) return found;
      return looked.ok ? succeed(looked.value.item) : looked;
    } catch (error) {
      logger.error(`the evidence of outbox entry ${item.id} could not be weighed`, error);
      return fail(toFailure(error));
    }
  };
}
