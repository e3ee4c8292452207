/** A keyed mutex: work under one key runs in order, one piece at a time; different keys run in parallel. */
export interface KeyedMutex {
  /** Answers, or rejects with, what `work` does. A failed piece does not stop the next. */
  <Value>(key: string, work: () => Promise<Value>): Promise<Value>;
  /** Resolves when what was waiting or running at the time of the call is over, however it ended. */
  idle(): Promise<void>;
}

export function createKeyedMutex(): KeyedMutex {
  /** The last piece of work of each key; none of these promises rejects. */
  const last = new Map<string, Promise<unknown>>();
  const run = async <Value>(key: string, work: () => Promise<Value>): Promise<Value> => {
    const turn = (last.get(key) ?? Promise.resolve()).then(() => work());
    const over = turn.catch(() => undefined); // the caller sees the rejection through `turn`
    last.set(key, over);
    try {
      return await turn;
    } finally {
      if (last.get(key) === over) last.delete(key);
    }
  };
  return Object.assign(run, { idle: async () => void (await Promise.all(last.values())) });
}
