/** When evidence of a send whose outcome is unknown is looked for: again and again, ever less often. It refuses to know where it is looked for. */
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';

export interface Looks {
  /** Sets the time of the next look at this entry. */
  later(id: string): void;
  forget(id: string): void;
  stop(): void;
}

interface LooksOptions {
  readonly clock: Clock;
  /** Milliseconds before the first look, the second …; after the last there is none. */
  readonly delays: readonly number[];
  readonly isRunning: () => boolean;
  readonly isUnknown: (id: string) => boolean;
  readonly look: (id: string) => Promise<unknown>;
  readonly logger: Logger;
}

export function createLooks({ clock, delays, isRunning, isUnknown, look, logger }: LooksOptions): Looks {
  const planned = new Map<string, { readonly count: number; readonly cancel: () => void }>();
  const looks: Looks = {
    later(id) {
      const count = planned.get(id)?.count ?? 0;
      const delay = delays[count];
      planned.get(id)?.cancel();
      if (delay === undefined || !isRunning()) return;
      const cancel = clock.after(delay, () => {
        // Also when the server could not be asked: the line is most often still down when the first look is due.
        look(id)
          .catch((error: unknown) => logger.error(`no evidence of outbox entry ${id} could be looked for`, error))
          .then(() => {
            if (isRunning() && planned.has(id) && isUnknown(id)) looks.later(id);
          })
          .catch((error: unknown) => logger.error(`outbox entry ${id} is not looked for again`, error));
      });
      planned.set(id, { count: count + 1, cancel });
    },
    forget(id) {
      planned.get(id)?.cancel();
      planned.delete(id);
    },
    stop() {
      for (const { cancel } of planned.values()) cancel();
    },
  };
  return looks;
}
