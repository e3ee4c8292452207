/** Runs in the page: everything that was begun has settled when the thread was idle for a while. */
export const untilIdle = () =>
  new Promise<void>((resolve) => {
    let calm = 0;
    let last = performance.now();
    const turn = () => {
      const now = performance.now();
      calm = now - last < 40 ? calm + 1 : 0;
      last = now;
      if (calm > 12) resolve();
      else requestAnimationFrame(turn);
    };
    turn();
  });
