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
import { type WebSocket, WebSocketServer } from 'ws';
import { bytesPrefix } from '../contract/contract.ts';
import type { Engine } from '../engine/engine-thread.ts';
import { createAccess, readTarget } from './access.ts';
import { bytesPolicy, commonHeaders, contentDisposition, messagePolicy, noncePlaceholder, windowPolicy } from './content-policy.ts';
import { listWindowFiles } from './window-files.ts';

/** The largest call: a long draft with its quoted text. */
const largestCall = 32 * 1024 * 1024;
/** What may wait for a tab that does not read. */
const largestBacklog = 32 * 1024 * 1024;
/** The largest upload: what servers commonly accept in a message, several times over. */
const largestUpload = 256 * 1024 * 1024;

export interface LoopbackServer {
  readonly port: number;
  /** The address to open once: its token is good for one use. */
  readonly address: string;
  close(): Promise<void>;
}

export interface LoopbackOptions {
  readonly engine: Engine;
  readonly windowFolder: string;
  /** 0 for a free one. */
  readonly port: number;
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...commonHeaders, 'content-type': 'text/plain; charset=utf-8', 'content-security-policy': bytesPolicy });
  response.end(`${text}\n`);
}

/** A call as it arrives: anything else closes the socket. */
function readCall(data: string): { id: number; name: string; input: unknown } | null {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== 'object' || value === null) return null;
    const { id, name, input } = value as Record<string, unknown>; // an object by the line above; its members are checked next
    return typeof id === 'number' && typeof name === 'string' ? { id, name, input } : null;
  } catch {
    return null;
  }
}

function serveSocket(socket: WebSocket, engine: Engine): void {
  const stop = engine.subscribe((event, value) => {
    // A sleeping tab reads nothing: it is let go and asks for everything anew when it comes back.
    if (socket.bufferedAmount > largestBacklog) socket.terminate();
    else if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ event, value }));
  });
  socket.on('close', stop);
  socket.on('error', stop);
  socket.on('message', async (data, isBinary) => {
    const call = isBinary ? null : readCall(String(data));
    if (!call) return socket.close(1003, 'not a call');
    const answer = await engine.dispatch(call.name, call.input);
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ id: call.id, answer }));
  });
}

/** Starts listening. Rejects with the system's error when the port is taken. */
export async function startLoopbackServer({ engine, windowFolder, port }: LoopbackOptions): Promise<LoopbackServer> {
  const files = await listWindowFiles(windowFolder);

  async function serveFile(path: string, response: ServerResponse, cookie: string | null, host: string): Promise<void> {
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
      ...(cookie ? { 'set-cookie': cookie } : {}),
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

  const server = createServer((request, response) => {
    const admission = access.admit(request);
    if (!admission.admitted)
      return refuse(response, 403, 'This address was used already, or came from elsewhere. Start Postglass again for a new one.');
    const url = readTarget(request, `http://127.0.0.1:${boundPort}`);
    const path = url && decodePath(url.pathname);
    if (url === null || path === null) return refuse(response, 400, 'input-invalid');
    const done =
      request.method === 'PUT' && path.startsWith(bytesPrefix)
        ? takeBytes(path.slice(bytesPrefix.length), url.searchParams, request, response)
        : request.method !== 'GET'
          ? Promise.resolve(refuse(response, 405, 'input-invalid'))
          : path.startsWith(bytesPrefix)
            ? serveBytes(path.slice(bytesPrefix.length), response)
            : serveFile(path, response, admission.cookie, `127.0.0.1:${boundPort}`);
    done.catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestCall });
  server.on('upgrade', (request, socket, head) => {
    // From here on nobody else listens for what goes wrong with it, and an error unheard ends the process.
    socket.on('error', () => socket.destroy());
    if (request.url !== '/socket' || !access.admitSocket(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => serveSocket(webSocket, engine));
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const boundPort = (server.address() as AddressInfo).port; // a listening TCP server has one
  const access = createAccess(boundPort);

  return {
    port: boundPort,
    address: `http://127.0.0.1:${boundPort}/?token=${access.token}`,
    async close() {
      for (const client of sockets.clients) client.close(1001, 'closing');
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      for (const client of sockets.clients) client.terminate();
    },
  };
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
