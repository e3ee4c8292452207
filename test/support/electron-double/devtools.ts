/**
 * A Chromium of our own and the DevTools protocol to it, over one WebSocket with flat sessions. Spoken directly and not
 * through Playwright's page, because the double must hold a new page before its first request (a window that a page
 * opens) and must see redirects; tests connect their own Playwright to `endpoint` and drive the same pages.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { WebSocket } from 'ws';
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';
import { findChromium } from '../chromium.ts';

export type { Protocol };

type Commands = Protocol.CommandParameters;
export type EventName = keyof Protocol.Events;

export interface DevTools {
  /** The WebSocket address that other clients connect to. */
  readonly endpoint: string;
  readonly pid: number;
  send<Method extends keyof Commands>(
    method: Method,
    parameters?: Commands[Method],
    session?: string,
  ): Promise<Protocol.CommandReturnValues[Method]>;
  /** Hears one kind of event, of one session or, with null, of the browser itself; returns a function that stops. */
  on<Name extends EventName>(name: Name, session: string | null, listener: (event: Protocol.Events[Name]) => void): () => void;
  /** Ends Chromium at once. */
  kill(): void;
}

export interface ChromiumOptions {
  readonly profileFolder: string;
  /** `--host-resolver-rules`: what every name of the test's world resolves to. */
  readonly resolverRules: string;
  readonly onExit: () => void;
}

const flags = [
  '--headless=new',
  // A container has no user namespaces to build the sandbox from; only pages of our own are opened.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--password-store=basic',
  '--use-mock-keychain',
  '--use-fake-device-for-media-stream',
  // Every frame in its page's own process: one session then sees all of a page's frames.
  '--disable-site-isolation-trials',
  '--disable-features=IsolateOrigins,site-per-process,IsolateSandboxedIframes,Translate,MediaRouter,OptimizationHints',
];

/** The address that Chromium prints once it listens. */
function readEndpoint(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      printed = (printed + text).slice(-20_000);
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(printed)?.[1];
      if (found) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Chromium ended with status ${code}:\n${printed}`)));
  });
}

function openSocket(endpoint: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(endpoint, { maxPayload: 256 * 1024 * 1024, perMessageDeflate: false });
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

interface Incoming {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly sessionId?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Ends a Chromium and all its helpers, if they are there. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Starts Chromium and connects to it. */
export async function startChromium({ profileFolder, resolverRules, onExit }: ChromiumOptions): Promise<DevTools> {
  const program = findChromium();
  if (!program) throw new Error('no Chromium found: install the package chromium, or set POSTGLASS_CHROMIUM');
  const child = spawn(
    program,
    [...flags, `--user-data-dir=${profileFolder}`, `--host-resolver-rules=${resolverRules}`, '--remote-debugging-port=0'],
    // A group of its own, so that its helpers end with it.
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const endpoint = await readEndpoint(child);
  const socket = await openSocket(endpoint);
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const listeners = new Set<{ name: string; session: string | null; listener: (event: never) => void }>();
  let nextId = 1;
  let gone = false;

  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Incoming; // the DevTools protocol's own framing
    if (message.id !== undefined) {
      const waiter = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error) waiter?.reject(new Error(message.error.message));
      else waiter?.resolve(message.result as never); // typed by `send`
      return;
    }
    for (const { name, session, listener } of [...listeners])
      if (name === message.method && session === (message.sessionId ?? null)) listener(message.params as never); // typed by `on`
  });
  const end = () => {
    if (gone) return;
    gone = true;
    for (const waiter of waiting.values()) waiter.reject(new Error('Chromium is gone'));
    waiting.clear();
    onExit();
  };
  socket.on('close', end);
  socket.on('error', end);
  child.on('exit', end);

  return {
    endpoint,
    pid: child.pid ?? 0,
    send: (method, parameters, sessionId) =>
      new Promise((resolve, reject) => {
        if (gone) return reject(new Error('Chromium is gone'));
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        socket.send(JSON.stringify({ id, method, params: parameters ?? {}, ...(sessionId ? { sessionId } : {}) }));
      }),
    on(name, session, listener) {
      const entry = { name, session, listener };
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    kill() {
      end();
      killGroup(child.pid);
    },
  };
}
