/**
 * How the renderer reaches an engine: through the preload's bridge in the desktop program, through a WebSocket in a
 * browser. This folder is the only place that knows; the rest of the renderer speaks the contract and asks for
 * capabilities.
 */
import type { Transport } from '../../electron/contract/call.ts';
import { socketPrefix } from '../../electron/contract/page-proof.ts';
import { readPageKeys } from './page-keys.ts';
import { createSocketTransport } from './socket-transport.ts';

/** What `electron/preload.ts` exposes. */
export interface Bridge {
  request(name: string, input: unknown): Promise<unknown>;
  subscribe(listener: (name: string, value: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly postglass?: Bridge;
  }
}

/** Whether the program can be reached right now; `refused`: it does not know this page, or another answers in its place; only a new address helps. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused';

export interface ConnectedTransport extends Transport {
  state(): ConnectionState;
  onState(listener: (state: ConnectionState) => void): () => void;
  /** Where this page finds the bytes that the contract names by a path below `bytes/`. */
  bytesUrl(path: string): string;
}

/** The transport of this page: the bridge where there is one, else the WebSocket beside the page. */
export function detectTransport(page: Window): ConnectedTransport {
  const bridge = page.postglass;
  if (bridge) {
    return {
      request: (name, input) => bridge.request(name, input),
      subscribe: (listener) => bridge.subscribe(listener),
      state: () => 'open',
      onState: () => () => {},
      bytesUrl: (path) => path,
    };
  }
  const keys = readPageKeys(page.sessionStorage);
  return createSocketTransport({
    keys,
    open: (name) => {
      const address = new URL(`./${socketPrefix}${name}`, page.document.baseURI);
      address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
      return new WebSocket(address);
    },
    schedule: (run, milliseconds) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  });
}
