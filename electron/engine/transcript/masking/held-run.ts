/** Holds a run until it is complete, so that it can be read as a whole. */

interface WholeRun {
  readonly bytes: Buffer;
  /** When its first byte came. */
  readonly at: number;
}

interface HeldRun {
  readonly isHolding: boolean;
  /** Answers the run when it is complete; null before. */
  hold(bytes: Buffer, at: number, last: boolean): WholeRun | null;
  /** What is held of one that never became complete; null: nothing. */
  end(): WholeRun | null;
}

export function createHeldRun(): HeldRun {
  let held: Buffer[] = [];
  let heldAt = 0;
  const release = (): WholeRun => {
    const bytes = Buffer.concat(held);
    held = [];
    return { bytes, at: heldAt };
  };
  return {
    get isHolding() {
      return held.length > 0;
    },
    hold(bytes, at, last) {
      // Most come in one piece, which need not be copied.
      if (last && held.length === 0) return { bytes, at };
      if (held.length === 0) heldAt = at;
      held.push(Buffer.from(bytes)); // the buffer belongs to the caller
      return last ? release() : null;
    },
    end: () => (held.length === 0 ? null : release()),
  };
}
