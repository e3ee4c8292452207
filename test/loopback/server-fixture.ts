/** The browser host for one test after the other: a window of a few files, a secret beside it, an engine without mail, and a client that sends exactly what it is told. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import type { WebSocket } from 'ws';
import type { PageKeys } from '../../electron/loopback/access.ts';
import { type LoopbackServer, startLoopbackServer } from '../../electron/loopback/server.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { createFakeEngine, type FakeEngine } from './fake-engine.ts';
import { keysOf, openPageSocket } from './page-client.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** A page that was let in and is connected. */
export interface OpenPage {
  readonly keys: PageKeys;
  readonly socket: WebSocket;
  /** Where it finds bytes: `/bytes/HANDLE/…`. */
  bytes(path: string): string;
}

export interface Served {
  readonly engine: FakeEngine;
  readonly server: LoopbackServer;
  readonly clock: ManualClock;
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** Sends exactly this path: `fetch` would tidy it up. */
  ask(path: string, options?: Ask): Promise<Answer>;
  /** Opens a new address; answers what the page is given. */
  enter(): Promise<PageKeys>;
  /** The same, and connects the page. */
  openPage(): Promise<OpenPage>;
  /** The headers of a page of ours. */
  ours(): Record<string, string>;
}

interface Begun {
  readonly folder: string;
  readonly engine: FakeEngine;
  readonly server: LoopbackServer;
  readonly clock: ManualClock;
  readonly sockets: WebSocket[];
}

async function begin(): Promise<Begun> {
  const folder = mkdtempSync(join(tmpdir(), 'postglass-loopback-'));
  const windowFolder = join(folder, 'window');
  mkdirSync(join(windowFolder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  const page = '<!doctype html><meta property="csp-nonce" content="__CSP_NONCE__"><title>window</title>';
  writeFileSync(join(windowFolder, 'index.html'), page);
  writeFileSync(join(windowFolder, 'message-frame.html'), '<!doctype html>');
  writeFileSync(join(windowFolder, 'assets', 'a.js'), '1');
  symlinkSync(join(folder, 'secret.txt'), join(windowFolder, 'assets', 'link.txt'));
  const engine = createFakeEngine();
  const clock = createManualClock();
  return { folder, engine, clock, sockets: [], server: await startLoopbackServer({ engine, windowFolder, port: 0, clock }) };
}

/** Serves before each test of the file and stops after it. */
export function serveEachTest(): Served {
  let begun: Begun | null = null;
  beforeEach(async () => {
    begun = await begin();
  });
  afterEach(async () => {
    for (const socket of begun?.sockets ?? []) socket.terminate();
    await begun?.server.close();
    if (begun) rmSync(begun.folder, { recursive: true, force: true });
  });
  const now = (): Begun => {
    if (!begun) throw new Error('the server runs inside tests only');
    return begun;
  };
  const served: Served = {
    get engine() {
      return now().engine;
    },
    get server() {
      return now().server;
    },
    get clock() {
      return now().clock;
    },
    get host() {
      return `127.0.0.1:${now().server.port}`;
    },
    ask: (path, { method = 'GET', headers = {}, body } = {}) =>
      new Promise((resolve, reject) => {
        const { port } = now().server;
        const sent = { host: served.host, ...headers };
        const request = httpRequest({ host: '127.0.0.1', port, path, method, agent: false, headers: sent }, (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
          response.on('error', reject);
        });
        request.on('error', reject);
        request.end(body);
      }),
    async enter() {
      const { status, body } = await served.ask(now().server.newAddress().slice(`http://${served.host}`.length));
      expect(status).toBe(200);
      return keysOf(body.toString());
    },
    async openPage() {
      const keys = await served.enter();
      const socket = await openPageSocket(served.host, keys);
      now().sockets.push(socket);
      return { keys, socket, bytes: (path) => `/bytes/${keys.handle}/${path}` };
    },
    ours: () => ({ origin: `http://${served.host}`, 'sec-fetch-site': 'same-origin' }),
  };
  return served;
}
