/**
 * Steps on the same entry one after the other. Reading a state and writing the next one is one step: of two that did it
 * at once, both would believe the old state, and a message would go out that its user was told is cancelled.
 */
export type InTurn = <Value>(id: string, step: () => Promise<Value>) => Promise<Value>;

export function createTurns(): InTurn {
  /** The last step of each entry. */
  const last = new Map<string, Promise<unknown>>();
  return async (id, step) => {
    const begin = () => step();
    const turn = (last.get(id) ?? Promise.resolve()).then(begin, begin);
    last.set(id, turn);
    try {
      return await turn;
    } finally {
      if (last.get(id) === turn) last.delete(id);
    }
  };
}
