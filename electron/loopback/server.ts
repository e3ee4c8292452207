/**
 * The browser host: serves the built window, the contract over a WebSocket, and byte streams over HTTP, on 127.0.0.1
 * only. It refuses everything that `access.ts` does not admit and knows nothing of mail.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { WebSocketServer } from 'ws';
import { type Clock, systemClock } from '../base/clock.ts';
import { within } from '../base/deadline.ts';
import { bytesPrefix } from '../contract/contract.ts';
import { socketPrefix } from '../contract/page-proof.ts';
import type { Engine } from '../engine/engine-thread.ts';
import { createAccess, readTarget } from './access.ts';
import { bytesPolicy, commonHeaders, contentDisposition, messagePolicy, noncePlaceholder, windowPolicy } from './content-policy.ts';
import { enterPath, entryPage, entryPolicy } from './entry-page.ts';
import { createSocketService } from './socket-service.ts';
import { limitUnauthenticated } from './unauthenticated-connections.ts';
import { listWindowFiles } from './window-files.ts';

/** The largest call: a long draft with its quoted text. */
const largestCall = 32 * 1024 * 1024;
/** The largest form that holds a token. */
const largestForm = 1_000;
/** Unauthenticated connections: many times what a page opens to load its files. */
const maxUnauthenticated = 256;
/** The largest upload: what servers commonly accept in a message, several times over. */
const largestUpload = 256 * 1024 * 1024;

export interface LoopbackServer {
  readonly port: number;
  /** The first address; its token is good for one use and one minute. */
  readonly address: string;
  /** Another address, for another page. */
  newAddress(): string;
  close(): Promise<void>;
}

interface LoopbackOptions {
  readonly engine: Engine;
  readonly windowFolder: string;
  /** 0 for a free one. */
  readonly port: number;
  readonly clock?: Clock;
  /** Called when the token of an address is no longer valid. */
  readonly onTokenEnded?: (token: string) => void;
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...commonHeaders, 'content-type': 'text/plain; charset=utf-8', 'content-security-policy': bytesPolicy });
  response.end(`${text}\n`);
}

const refuseStranger = (response: ServerResponse): void =>
  refuse(
    response,
    403,
    'This address was used already, is more than a minute old, or came from elsewhere. Start Postglass once more: it opens a new page of the program that runs.',
  );

/** Milliseconds for a page to answer that its socket closes. */
const goodbyeWithin = 1_000;

/** Starts listening. Rejects with the system's error when the port is taken. */
export async function startLoopbackServer({
  engine,
  windowFolder,
  port,
  clock = systemClock,
  onTokenEnded = () => {},
}: LoopbackOptions): Promise<LoopbackServer> {
  const files = await listWindowFiles(windowFolder);

  async function serveFile(path: string, response: ServerResponse, host: string): Promise<void> {
    const file = files.find(path);
    if (!file) return refuse(response, 404, 'There is nothing here.');
    const nonce = randomBytes(16).toString('base64');
    const isPage = file.type.startsWith('text/html');
    const policy = path === 'message-frame.html' ? messagePolicy : windowPolicy(nonce, `ws://${host}`);
    const bytes = await files.read(file);
    response.writeHead(200, {
      ...commonHeaders,
      'content-type': file.type,
      ...(isPage ? { 'content-security-policy': policy } : {}),
    });
    response.end(isPage ? bytes.toString('utf8').replaceAll(noncePlaceholder, nonce) : bytes);
  }

  async function serveBytes(path: string, response: ServerResponse): Promise<void> {
    const opened = await engine.openBytes(path);
    if (!opened.ok) return refuse(response, opened.failure.code === 'not-found' ? 404 : 500, opened.failure.code);
    const { type, name, size, stream } = opened.value;
    response.writeHead(200, {
      ...commonHeaders,
      'content-type': type,
      'content-security-policy': bytesPolicy,
      'content-disposition': contentDisposition(name),
      ...(size === null ? {} : { 'content-length': String(size) }),
    });
    // The DOM's and Node's declarations of a web stream are the same object with different names.
    await pipeline(Readable.fromWeb(stream as unknown as NodeReadableStream<Uint8Array>), response).catch(() => response.destroy());
  }

  async function takeBytes(path: string, parameters: URLSearchParams, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (Number(request.headers['content-length'] ?? 0) > largestUpload) return refuse(response, 413, 'limit-exceeded');
    const stream = Readable.toWeb(request) as unknown as ReadableStream<Uint8Array>; // as in serveBytes
    const answer = await engine.acceptBytes(path, Object.fromEntries(parameters), stream);
    response.writeHead(200, { ...commonHeaders, 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  }

  /** Answers the page that takes its keys along into the window; anything but a good token is refused. */
  function serveEntry(token: string | null, request: IncomingMessage, response: ServerResponse): void {
    // A script that another program has left for this port answers for the page, whatever the user opens: it goes with everything that was left
    // (W3C Clear Site Data §3.1), and the next address opens.
    if (token !== null && access.endStolen(token, request)) response.setHeader('clear-site-data', '"cache", "storage"');
    const keys = token !== null && access.mayEnter(request) ? access.spend(token) : null;
    if (keys === null) {
      refuseStranger(response);
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    response.writeHead(200, {
      ...commonHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': entryPolicy(nonce),
      // A program that listened on this port before may have left files in the browser's cache (W3C Clear Site Data §3.1). Not "storage": the other
      // tabs of this program have their keys there; the page itself takes scripts away that were left.
      'clear-site-data': '"cache"',
    });
    response.end(entryPage(keys, nonce));
  }

  /** Serves `bytes/HANDLE/…` to the page that was given the handle, for as long as it is connected. */
  async function serveHandle(path: string, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [handle = '', ...rest] = path.split('/');
    if (!access.isHandle(handle)) return refuseStranger(response);
    unauthenticated.isKnown(request.socket);
    if (request.method === 'PUT') return takeBytes(rest.join('/'), url.searchParams, request, response);
    return request.method === 'GET' ? serveBytes(rest.join('/'), response) : refuse(response, 405, 'input-invalid');
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = readTarget(request, `http://127.0.0.1:${boundPort}`);
    const path = url && decodePath(url.pathname);
    // A token may come from anywhere: from a terminal, or by the file that the browser was opened on.
    if (path === '' && request.method === 'GET' && url?.searchParams.has('token'))
      return serveEntry(url.searchParams.get('token'), request, response);
    if (path === enterPath && request.method === 'POST') return serveEntry(await readToken(request), request, response);
    if (!access.isOurs(request)) return refuseStranger(response);
    if (url === null || path === null) return refuse(response, 400, 'input-invalid');
    if (path.startsWith(bytesPrefix)) return serveHandle(path.slice(bytesPrefix.length), url, request, response);
    // The window's own files hold no secret: without its keys the page can ask nothing.
    return request.method === 'GET' ? serveFile(path, response, `127.0.0.1:${boundPort}`) : refuse(response, 405, 'input-invalid');
  }

  const server = createServer((request, response) => void route(request, response).catch(() => response.destroy()));
  const unauthenticated = limitUnauthenticated(server, maxUnauthenticated);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestCall });
  server.on('upgrade', (request, socket, head) => {
    // After the upgrade no other listener is attached, and an unhandled error event ends the process.
    socket.on('error', () => socket.destroy());
    if (!request.url?.startsWith(`/${socketPrefix}`) || !access.isOurSocket(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    const name = request.url.slice(socketPrefix.length + 1);
    const onKnown = () => unauthenticated.isKnown(request.socket);
    sockets.handleUpgrade(request, socket, head, (webSocket) => serveSocket({ socket: webSocket, stream: socket, name, onKnown }));
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const boundPort = (server.address() as AddressInfo).port; // a listening TCP server has one
  const access = createAccess({ port: boundPort, clock, onTokenEnded });
  const serveSocket = createSocketService({ engine, access, clock });
  const newAddress = (): string => `http://127.0.0.1:${boundPort}/?token=${access.issueToken()}`;

  return {
    port: boundPort,
    address: newAddress(),
    newAddress,
    async close() {
      for (const client of sockets.clients) client.close(1001, 'closing');
      server.closeAllConnections();
      // A page that sleeps does not answer a close, and `ws` would wait half a minute for it.
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await within(clock, goodbyeWithin, closed);
      for (const client of sockets.clients) client.terminate();
      await within(clock, goodbyeWithin, closed);
    },
  };
}

/** The token of a posted form (`application/x-www-form-urlencoded`); null when the body is longer than any. */
async function readToken(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > largestForm) return null;
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString('latin1')).get('token');
}

/** The path without its leading slash, percent-decoded once; null when it cannot be decoded or holds control characters. */
function decodePath(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname.slice(1));
    return /[\u0000-\u001f\\]/.test(path) ? null : path;
  } catch {
    return null;
  }
}
