/**
 * How the renderer reaches an engine: through the preload's bridge in the desktop program, through a WebSocket in a
 * browser. This folder is the only place that knows; the rest of the renderer speaks the contract and asks for
 * capabilities.
 */
import type { Transport } from '../../electron/contract/call.ts';

/** What `electron/preload.ts` exposes. */
interface Bridge {
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
