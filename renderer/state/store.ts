/**
 * What the renderer itself owns: selection, layout, what is open. This folder holds that state outside of the
 * components, so that features share it without importing each other; mail itself stays in the engine.
 */
import { useSyncExternalStore } from 'react';

export interface Store<State> {
  get(): State;
  /** Replaces some fields; listeners are called only if one of them differs. */
  set(change: Partial<State>): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<State extends object>(initial: State): Store<State> {
  const listeners = new Set<() => void>();
  let state = initial;
  return {
    get: () => state,
    set(change) {
      const changed = Object.entries(change).some(([key, value]) => state[key as keyof State] !== value); // keys of Partial<State>
      if (!changed) return;
      state = { ...state, ...change };
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Follows one value of a store; `pick` must answer the same value for the same state. */
export function useStore<State, Value>(store: Store<State>, pick: (state: State) => Value): Value {
  return useSyncExternalStore(store.subscribe, () => pick(store.get()));
}
