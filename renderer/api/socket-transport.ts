/** Carries the contract over a WebSocket: `{id, name, input}` goes, `{id, answer}` and `{event, value}` come. Reconnects by itself. */
import type { ConnectedTransport, ConnectionState } from './transport.ts';

export interface SocketDependencies {
  open: () => WebSocket;
  /** Runs something later; answers how to call it off. */
  schedule: (run: () => void, milliseconds: number) => () => void;
}

interface Frame {
  id?: unknown;
  answer?: unknown;
  event?: unknown;
  value?: unknown;
}

const firstDelay = 250;
const longestDelay = 5_000;

/**
 * Builds the transport. A call made while the first connection is being set up waits for it; when the connection
 * breaks, every call under way rejects (its outcome is unknown here) and later calls reject at once until it is back.
 */
export function createSocketTransport({ open, schedule }: SocketDependencies): ConnectedTransport {
  const listeners = new Set<(name: string, value: unknown) => void>();
  const stateListeners = new Set<(state: ConnectionState) => void>();
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (reason: Error) => void }>();
  let queued: string[] = [];
  let state: ConnectionState = 'connecting';
  let socket: WebSocket;
  let nextId = 1;
  let delay = firstDelay;

  const setState = (next: ConnectionState) => {
    if (next === state) return;
    state = next;
    for (const listener of stateListeners) listener(next);
  };

  const receive = (data: unknown) => {
    if (typeof data !== 'string') return;
    let frame: Frame | null;
    try {
      frame = JSON.parse(data) as Frame | null; // every field is checked below
    } catch {
      return; // A frame that is not JSON answers nothing; the call it might have answered ends with the connection.
    }
    if (typeof frame !== 'object' || frame === null) return;
    if (typeof frame.event === 'string') {
      for (const listener of [...listeners]) listener(frame.event, frame.value);
    } else if (typeof frame.id === 'number') {
      waiting.get(frame.id)?.resolve(frame.answer);
      waiting.delete(frame.id);
    }
  };

  const connect = () => {
    socket = open();
    socket.addEventListener('open', () => {
      delay = firstDelay;
      for (const text of queued) socket.send(text);
      queued = [];
      setState('open');
    });
    socket.addEventListener('message', (message: MessageEvent<unknown>) => receive(message.data));
    socket.addEventListener('close', () => {
      for (const call of waiting.values()) call.reject(new Error('connection closed'));
      waiting.clear();
      queued = [];
      setState('lost');
      schedule(connect, delay);
      delay = Math.min(longestDelay, delay * 2);
    });
  };
  connect();

  return {
    request: (name, input) =>
      new Promise((resolve, reject) => {
        if (state === 'lost') {
          reject(new Error('not connected'));
          return;
        }
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        const text = JSON.stringify({ id, name, input });
        if (state === 'open') socket.send(text);
        else queued.push(text);
      }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => state,
    onState: (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
  };
}
