/** Excludes an undo and the replay of the same operation from each other: the second one waits or gives up. */
export interface OperationGate {
  /** False: the operation is in use. */
  tryBegin(id: string): boolean;
  end(id: string): void;
  /** Resolves when the operation is not in use. */
  free(id: string): Promise<void>;
}

export function createOperationGate(): OperationGate {
  const busy = new Map<string, (() => void)[]>();
  return {
    tryBegin(id) {
      if (busy.has(id)) return false;
      busy.set(id, []);
      return true;
    },
    end(id) {
      const waiting = busy.get(id) ?? [];
      busy.delete(id);
      for (const resolve of waiting) resolve();
    },
    free: (id) =>
      new Promise((resolve) => {
        const waiting = busy.get(id);
        if (waiting) waiting.push(resolve);
        else resolve();
      }),
  };
}
