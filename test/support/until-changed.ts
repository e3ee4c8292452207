/** Waiting for a condition that is looked at again whenever something is heard, never after a pause. */

export interface Waiting<Value> {
  /** Listeners that are told that something may have changed; this adds itself and removes itself in the end. */
  readonly listeners: Set<() => void>;
  /** What is waited for, for the message of the failure. */
  readonly what: string;
  /** Milliseconds. */
  readonly deadline: number;
  readonly check: () => Promise<Value | null | undefined | false>;
}

/** Resolves with what `check` answers; rejects with what it throws, and when the deadline has passed. */
export function untilChanged<Value>({ listeners, what, deadline, check }: Waiting<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    let asking = false;
    let again = false;
    const end = () => {
      clearTimeout(timer);
      listeners.delete(look);
    };
    const look = async () => {
      again = true;
      if (asking) return;
      asking = true;
      try {
        while (again) {
          again = false;
          const value = await check();
          if (!value) continue;
          end();
          resolve(value);
          return;
        }
      } catch (error) {
        end();
        reject(error);
      } finally {
        asking = false;
      }
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`not within ${deadline} ms: ${what}`));
    }, deadline);
    listeners.add(look);
    void look();
  });
}
