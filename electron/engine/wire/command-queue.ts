/** One piece of work at a time on one connection, in the order asked for. It knows neither lines nor answers. */
import { createMutex } from '../../base/mutex.ts';
import { FailureError } from '../../contract/failure.ts';
import { type ConnectionContext, connectionFailure } from './connection-failure.ts';
import type { ConnectionLifetime } from './connection-lifetime.ts';
import type { Cause, Tap } from './tap.ts';

/** Accepted by every command. */
export interface CommandOptions {
  /** Why it is sent; handed to the tap with the command. */
  readonly cause?: Cause;
  /** Checked before the command; one on its way is not interrupted. */
  readonly signal?: AbortSignal;
}

interface CommandQueue {
  /** Queues work. Rejects with what ended the connection, with `cancelled`, or with what the work rejects with. */
  run<Value>(options: CommandOptions | undefined, work: () => Promise<Value>): Promise<Value>;
  /** Pieces of work that wait for their turn. */
  waiting(): number;
}

export function createCommandQueue({
  lifetime,
  tap,
  context,
}: {
  readonly lifetime: Pick<ConnectionLifetime, 'over'>;
  readonly tap: Tap;
  readonly context: () => ConnectionContext;
}): CommandQueue {
  const inTurn = createMutex();
  let waiting = 0;
  return {
    run(options, work) {
      waiting += 1;
      return inTurn(async () => {
        waiting -= 1;
        const over = lifetime.over();
        if (over) throw over;
        if (options?.signal?.aborted) throw new FailureError(connectionFailure('cancelled', context()));
        tap.cause(options?.cause ?? null);
        return work();
      });
    },
    waiting: () => waiting,
  };
}
