/**
 * Carries the contract over a WebSocket: `{secret}` goes first and `{ready}` comes; `{id, name, input}` goes, `{id, answer}` and
 * `{event, value}` come. Reconnects by itself, unless the program says that it does not know this page.
 */
import { bytesPrefix } from '../../electron/contract/contract.ts';
import type { PageKeys } from './page-keys.ts';
import type { ConnectedTransport, ConnectionState } from './transport.ts';

export interface SocketDependencies {
  /** What the page was let in with; null: nothing, and no connection is tried. */
  readonly keys: PageKeys | null;
  open: () => WebSocket;
  /** Runs something later; answers how to call it off. */
  schedule: (run: () => void, milliseconds: number) => () => void;
}

interface Frame {
  ready?: unknown;
  id?: unknown;
  answer?: unknown;
  event?: unknown;
  value?: unknown;
}

const firstDelay = 250;
const longestDelay = 5_000;
/** How the program closes the connection of a page that it does not know (electron/loopback/socket-service.ts). */
const unknownPage = 4403;

/**
 * Builds the transport. A call made while the first connection is being set up waits for it; when the connection
 * breaks, every call under way rejects (its outcome is unknown here) and later calls reject at once until it is back.
 */
export function createSocketTransport({ keys, open, schedule }: SocketDependencies): ConnectedTransport {
  const listeners = new Set<(name: string, value: unknown) => void>();
  const stateListeners = new Set<(state: ConnectionState) => void>();
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (reason: Error) => void }>();
  let queued: string[] = [];
  let state: ConnectionState = keys ? 'connecting' : 'refused';
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
    if (frame.ready === true) {
      delay = firstDelay;
      setState('open');
    } else if (typeof frame.event === 'string') {
      for (const listener of [...listeners]) listener(frame.event, frame.value);
    } else if (typeof frame.id === 'number') {
      waiting.get(frame.id)?.resolve(frame.answer);
      waiting.delete(frame.id);
    }
  };

  const connect = () => {
    socket = open();
    socket.addEventListener('open', () => {
      // What waits goes at once: it is answered if the secret is known.
      socket.send(JSON.stringify({ secret: keys?.secret }));
      for (const text of queued) socket.send(text);
      queued = [];
    });
    socket.addEventListener('message', (message: MessageEvent<unknown>) => receive(message.data));
    socket.addEventListener('close', ({ code }) => {
      for (const call of waiting.values()) call.reject(new Error('connection closed'));
      waiting.clear();
      queued = [];
      if (code === unknownPage) return setState('refused');
      setState('lost');
      schedule(connect, delay);
      delay = Math.min(longestDelay, delay * 2);
    });
  };
  if (keys) connect();

  return {
    request: (name, input) =>
      new Promise((resolve, reject) => {
        if (state === 'lost' || state === 'refused') {
          reject(new Error('not connected'));
          return;
        }
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        const text = JSON.stringify({ id, name, input });
        if (socket.readyState === socket.OPEN) socket.send(text);
        else queued.push(text);
      }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    bytesUrl: (path) => (keys && path.startsWith(bytesPrefix) ? `${bytesPrefix}${keys.handle}/${path.slice(bytesPrefix.length)}` : path),
    state: () => state,
    onState: (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
  };
}
