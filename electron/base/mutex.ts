/** A mutex: one piece of work at a time, in the order in which it was handed in. */
interface Mutex {
  /** Answers, or rejects with, what `work` does. A failed piece does not stop the next. */
  <Value>(work: () => Promise<Value> | Value): Promise<Value>;
}

export function createMutex(): Mutex {
  /** Never rejects. */
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined); // the caller sees the rejection through `done`
    return done;
  };
}
