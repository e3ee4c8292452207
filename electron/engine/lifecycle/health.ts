/** The present trouble with the databases, for every window: reported when it changes; found when a damaged page is read. */
import type { Dispatch } from '../../contract/call.ts';
import type { Failure } from '../../contract/failure.ts';

export interface Health {
  trouble(): Failure | null;
  /** Null: it works again. */
  note(trouble: Failure | null): void;
  /** Known before any window exists: not announced. */
  begin(trouble: Failure): void;
  /** The same calls; one that finds a database damaged tells every window. */
  watch(dispatch: Dispatch): Dispatch;
}

export function createHealth(announce: (trouble: Failure | null) => void): Health {
  let trouble: Failure | null = null;
  const note = (now: Failure | null) => {
    trouble = now;
    announce(now);
  };
  return {
    trouble: () => trouble,
    note,
    begin(now) {
      trouble = now;
    },
    watch: (dispatch) => async (name, input) => {
      const result = await dispatch(name, input);
      if (!result.ok && result.failure.code === 'database-corrupt' && trouble === null) note(result.failure);
      return result;
    },
  };
}
