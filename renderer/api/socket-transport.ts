/**
 * Carries the contract over a WebSocket: `{nonce}` goes first, `{nonce, proof}` comes, `{proof}` goes and `{ready}` comes
 * (electron/contract/page-proof.ts); then `{id, name, input}` goes, `{id, answer}` and `{event, value}` come. Nothing else leaves the page before the
 * other side has proved to be the program that let it in: after the program has ended, anybody may listen on its port. Reconnects by itself,
 * unless the program does not know this page, or another program answers.
 */
import { bytesPrefix } from '../../electron/contract/contract.ts';
import { noncePattern } from '../../electron/contract/page-proof.ts';
import type { PageKeys } from './page-keys.ts';
import { createPageProof, type PageProof } from './page-proof.ts';
import type { ConnectedTransport, ConnectionState } from './transport.ts';

interface SocketDependencies {
  /** What the page was let in with; null: nothing, and no connection is tried. */
  readonly keys: PageKeys | null;
  /** Opens the socket of the page of this name. */
  open: (name: string) => WebSocket;
  /** Runs something later; answers how to call it off. */
  schedule: (run: () => void, milliseconds: number) => () => void;
}

interface Frame {
  nonce?: unknown;
  proof?: unknown;
  ready?: unknown;
  id?: unknown;
  answer?: unknown;
  event?: unknown;
  value?: unknown;
}

/** An object as it arrives; null for anything else. */
function readFrame(data: unknown): Frame | null {
  try {
    const frame: unknown = typeof data === 'string' ? JSON.parse(data) : null;
    return typeof frame === 'object' ? frame : null; // every field is checked where it is read
  } catch {
    return null;
  }
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
  /** The socket on which the program has proved itself. */
  let proven: WebSocket | null = null;
  let nextId = 1;
  let delay = firstDelay;

  const setState = (next: ConnectionState) => {
    if (next === state) return;
    state = next;
    for (const listener of stateListeners) listener(next);
  };

  const receive = (data: unknown) => {
    const frame = readFrame(data);
    if (frame === null) return; // It answers nothing; the call it might have answered ends with the connection.
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

  const connect = (proof: PageProof) => {
    const socket = open(proof.name);
    const pageNonce = proof.newNonce();
    let isRefused = false;
    /** Authenticates the other side; until then its messages are ignored. */
    const meet = async (data: unknown) => {
      const { nonce, proof: given } = readFrame(data) ?? {};
      const isOurs =
        typeof nonce === 'string' &&
        noncePattern.test(nonce) &&
        typeof given === 'string' &&
        (await proof.isProgram(given, pageNonce, nonce));
      if (!isOurs) {
        isRefused = true;
        socket.close();
        return end();
      }
      const answer = await proof.prove(pageNonce, nonce);
      if (socket.readyState !== socket.OPEN) return;
      socket.addEventListener('message', (message: MessageEvent<unknown>) => receive(message.data));
      socket.send(JSON.stringify({ proof: answer }));
      proven = socket;
      for (const text of queued) socket.send(text);
      queued = [];
    };
    const end = (code?: number) => {
      proven = null;
      for (const call of waiting.values()) call.reject(new Error('connection closed'));
      waiting.clear();
      queued = [];
      if (isRefused || code === unknownPage) return setState('refused');
      setState('lost');
      schedule(() => connect(proof), delay);
      delay = Math.min(longestDelay, delay * 2);
    };
    socket.addEventListener('open', () => socket.send(JSON.stringify({ nonce: pageNonce })));
    socket.addEventListener('message', (message: MessageEvent<unknown>) => void meet(message.data), { once: true });
    socket.addEventListener('close', ({ code }) => {
      if (!isRefused) end(code);
    });
  };
  // Without WebCrypto the other side cannot be authenticated: do not connect.
  if (keys) void createPageProof(keys.secret).then(connect, () => setState('refused'));

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
        if (proven?.readyState === WebSocket.OPEN) proven.send(text);
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
