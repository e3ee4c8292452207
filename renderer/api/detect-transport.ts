/** Chooses how this page reaches its engine. */
import { socketPrefix } from '../../electron/contract/page-proof.ts';
import { readPageKeys } from './page-keys.ts';
import { createSocketTransport } from './socket-transport.ts';
import type { ConnectedTransport } from './transport.ts';

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
