/**
 * A typed event emitter: a part announces events without knowing its listeners. Knows nothing of mail, threads or
 * windows.
 */

/** Stops a subscription; calling it twice is harmless. */
export type Unsubscribe = () => void;

interface Emitter<Events extends object> {
  /** Registers `listener` for `name`; the returned function removes it again. */
  on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): Unsubscribe;
  /** Calls every listener of `name` in order of registration. A listener that throws does not stop the others; see `onListenerError`. */
  emit<Name extends keyof Events>(name: Name, value: Events[Name]): void;
}

/**
 * Builds an emitter.
 * @param onListenerError receives what a listener threw; without it the error becomes an unhandled rejection, so it is never lost.
 */
export function createEmitter<Events extends object>(onListenerError?: (error: unknown) => void): Emitter<Events> {
  const listeners = new Map<keyof Events, Set<(value: never) => void>>();
  const report = onListenerError ?? ((error: unknown) => void Promise.reject(error));
  return {
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener as (value: never) => void); // the map forgets the link between name and value; `on` and `emit` keep it
      return () => set.delete(listener as (value: never) => void);
    },
    emit(name, value) {
      for (const listener of [...(listeners.get(name) ?? [])]) {
        try {
          listener(value as never); // see `on`
        } catch (error) {
          report(error);
        }
      }
    },
  };
}
