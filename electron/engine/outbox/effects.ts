/**
 * What follows a change of an entry, as `send-table.ts` names it: copies, marks and looks for evidence, at once or after a pause. An attempt
 * begins beside its own write, in `attempts.ts`. Decides nothing.
 */
import type { Result } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { AtHand, Delivered } from './carry-out.ts';
import { createCopies } from './copies.ts';
import { createFindEvidence } from './evidence-polling.ts';
import type { OutboxDependencies } from './outbox-dependencies.ts';
import type { RetryPolicy } from './retry-policy.ts';
import type { Effect, SendEvent } from './send-events.ts';
import type { Timers } from './timers.ts';
import type { UnderWay } from './under-way.ts';

interface Effects {
  /** Begins an effect. Answers what callers wait for. */
  begin(effect: Effect, item: OutboxItem, atHand: AtHand): Partial<Delivered>;
  /** Resolves when the copies of this moment are filed, or put off. */
  copiesFiled(): Promise<void>;
}

interface EffectsOptions {
  readonly dependencies: OutboxDependencies;
  readonly policy: RetryPolicy;
  readonly timers: Timers;
  readonly underWay: Pick<UnderWay, 'cancel'>;
  /** Where it does not run, nothing is put off: the next start finds what is left to do. */
  readonly isRunning: () => boolean;
  readonly deliver: (id: string, event: SendEvent) => Promise<Result<Delivered>>;
}

export function createEffects({ dependencies, policy, timers, underWay, isRunning, deliver }: EffectsOptions): Effects {
  const copies = createCopies({ dependencies, deliver, tryLater: (item) => fileLater(item, policy.fileAgainAfter) });
  const findEvidence = createFindEvidence({ dependencies, deliver });

  function fileLater(item: OutboxItem, milliseconds: number): void {
    if (isRunning()) timers.set(`copy ${item.id}`, milliseconds, () => copies.file(item, null));
  }

  /** Handles an event without a waiting caller. */
  function tell(id: string, event: SendEvent): void {
    deliver(id, event).catch((error: unknown) => dependencies.logger.error(`outbox entry ${id} could not be told: ${event.type}`, error));
  }

  return {
    begin(effect, item, atHand) {
      const { id } = item;
      switch (effect.kind) {
        case 'attempt':
          return {};
        case 'abort':
          return { aborted: underWay.cancel(id) };
        case 'markSource':
          copies.markSource(item.accountId, atHand.draft);
          return {};
        case 'fileCopy':
          if (effect.after === 0) copies.file(item, atHand.raw);
          else fileLater(item, effect.after);
          return {};
        case 'fileNow':
          return { asked: copies.fileNow(item) };
        case 'lookLater': {
          const { round, after } = effect;
          if (isRunning()) timers.set(`look ${id}`, after, () => tell(id, { type: 'look', round }));
          return {};
        }
        case 'findEvidence':
          return { asked: findEvidence(item, effect.round) };
      }
    },
    copiesFiled: copies.idle,
  };
}
