/**
 * `protocol`: schemes of the program's own. Chromium cannot be taught a scheme from outside, so `app://postglass/x` is
 * `http://postglass.app.localhost/x` to it, a secure origin by RFC 6761, and an HTTP server of this process answers it
 * by calling the registered handler. Streams and uploads therefore run as they do in Electron. Everything that the
 * program sees (senders, navigations, requests) is translated back.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';

export type SchemeHandler = (request: Request) => Response | Promise<Response>;

interface CustomScheme {
  readonly scheme: string;
  readonly privileges?: {
    readonly standard?: boolean;
    readonly secure?: boolean;
    readonly supportFetchAPI?: boolean;
    readonly stream?: boolean;
  };
}

export interface Schemes {
  readonly protocol: {
    registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void;
    handle(scheme: string, handler: SchemeHandler): void;
    unhandle(scheme: string): void;
    isProtocolHandled(scheme: string): boolean;
  };
  /** The address under which Chromium knows it. */
  toChromium(address: string): string;
  /** The address as the program knows it. */
  fromChromium(address: string): string;
  /** Answers as the handler would; null where no scheme of ours is meant. */
  fetch(request: Request): Promise<Response> | null;
  /** Begins to serve; answers the `--host-resolver-rules` for Chromium. */
  listen(): Promise<string>;
  close(): void;
}

export function createSchemes(isReady: () => boolean): Schemes {
  const privileged = new Map<string, NonNullable<CustomScheme['privileges']>>();
  const handlers = new Map<string, SchemeHandler>();
  const hostPattern = /^http:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.localhost(?=[/?#]|$)/;

  const toChromium = (address: string): string => {
    const found = /^([a-z][a-z0-9+-]*):\/\/([^/?#]*)/i.exec(address);
    const name = found?.[1]?.toLowerCase();
    return found && name && privileged.get(name)?.standard
      ? `http://${found[2]}.${name}.localhost${address.slice(found[0].length) || '/'}`
      : address;
  };
  const fromChromium = (address: string): string => {
    const prefix = address.startsWith('blob:') ? 'blob:' : '';
    const rest = address.slice(prefix.length);
    const found = hostPattern.exec(rest);
    return found && privileged.has(found[2] ?? '') ? `${prefix}${found[2]}://${found[1]}${rest.slice(found[0].length)}` : address;
  };
  const nameOf = (address: string) => /^([a-z][a-z0-9+-]*):/i.exec(address)?.[1]?.toLowerCase() ?? '';

  function requestOf(incoming: IncomingMessage): Request {
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headers)) {
      // Chromium's own transport to this server, which a scheme's handler never sees.
      if (name === 'host' || name === 'connection' || value === undefined) continue;
      headers.set(name, fromChromium(Array.isArray(value) ? value.join(', ') : value));
    }
    const method = incoming.method ?? 'GET';
    const body = method === 'GET' || method === 'HEAD' ? null : (Readable.toWeb(incoming) as unknown as ReadableStream<Uint8Array>); // Node's and the DOM's names of one class
    const options: RequestInit & { duplex: 'half' } = { method, headers, body, duplex: 'half' };
    return new Request(fromChromium(`http://${incoming.headers.host}${incoming.url}`), options);
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = requestOf(incoming);
    const handler = handlers.get(nameOf(request.url));
    // An unhandled scheme is net::ERR_UNKNOWN_URL_SCHEME, a handler that throws net::ERR_UNEXPECTED: no answer either way.
    if (!handler) return void outgoing.destroy();
    const response = await handler(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (!response.body) return void outgoing.end();
    await pipeline(Readable.fromWeb(response.body as unknown as NodeReadableStream<Uint8Array>), outgoing); // as above
  }

  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing).catch(() => outgoing.destroy()));

  return {
    protocol: {
      registerSchemesAsPrivileged(schemes) {
        if (isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
        if (privileged.size > 0) throw new Error('the double takes one call of registerSchemesAsPrivileged, as Electron does');
        for (const { scheme, privileges = {} } of schemes) privileged.set(scheme, privileges);
      },
      handle(scheme, handler) {
        if (!isReady()) throw new Error('protocol can only be used after app is ready');
        if (handlers.has(scheme)) throw new Error(`The protocol ${scheme} is already handled`);
        handlers.set(scheme, handler);
      },
      unhandle: (scheme) => void handlers.delete(scheme),
      isProtocolHandled: (scheme) => handlers.has(scheme),
    },
    toChromium,
    fromChromium,
    fetch(request) {
      const handler = handlers.get(nameOf(request.url));
      return handler ? Promise.resolve(handler(request)) : null;
    },
    async listen() {
      await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', () => resolve()));
      const { port } = server.address() as AddressInfo; // a listening TCP server has one
      const own = [...privileged.keys()].map((name) => `MAP *.${name}.localhost 127.0.0.1:${port}`);
      // Nothing else has a name: what a page would have fetched from the network cannot be found, whatever the program allows.
      return [...own, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'].join(', ');
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
