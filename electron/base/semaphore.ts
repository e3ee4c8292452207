/** Lets at most `permits` pieces of work run at once; the others wait, and begin in the order in which they came. */
export function createSemaphore(permits: number): <Value>(work: () => Promise<Value>) => Promise<Value> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= permits) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // Pass the permit directly to the next waiter: if released, a later caller could take it first.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
