/**
 * The isolated world that a sandboxed preload runs in: `require('electron')` with `contextBridge` and `ipcRenderer`, a
 * small `process`, and no Node. Answers the source text for both worlds of a page, to be run before any other script.
 */
import { decodeClone, encodeClone } from './codec.ts';
import { createBridgeEnd } from './context-bridge.ts';

interface WorldSettings {
  readonly binding: string;
  readonly deliver: string;
  readonly inSubFrames: boolean;
  readonly platform: string;
}

/** What the main process and a preload say to each other, as JSON; values inside are clones as text. */
export type ToMain =
  | { readonly kind: 'send'; readonly channel: string; readonly parameters: string }
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly parameters: string };
export type ToPreload =
  | { readonly kind: 'event'; readonly channel: string; readonly parameters: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value: string }
  | { readonly kind: 'refusal'; readonly id: number; readonly message: string };

type PreloadProgram = (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown, process: unknown) => void;

/** Sent to pages as source text: must not refer to anything but globals and its arguments. */
function runPreload(
  settings: WorldSettings,
  bridge: { expose(key: string, value: unknown): void },
  encode: (value: unknown) => string,
  decode: (text: string) => unknown,
  program: PreloadProgram,
): void {
  type Listener = (event: object, ...parameters: unknown[]) => void;
  const world = globalThis as unknown as Record<string, (text: string) => void>; // the binding lives on the global of this world
  const listeners = new Map<string, Listener[]>();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let nextId = 1;
  const tell = (message: ToMain) => world[settings.binding]?.(JSON.stringify(message));

  const ipcRenderer = {
    send(channel: string, ...parameters: unknown[]) {
      tell({ kind: 'send', channel, parameters: encode(parameters) });
    },
    async invoke(channel: string, ...parameters: unknown[]) {
      const id = nextId++;
      const text = encode(parameters);
      const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
      tell({ kind: 'invoke', id, channel, parameters: text });
      return answer;
    },
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    once(channel: string, listener: Listener) {
      const first: Listener = (event, ...parameters) => {
        ipcRenderer.off(channel, first);
        listener(event, ...parameters);
      };
      return ipcRenderer.on(channel, first);
    },
    off(channel: string, listener: Listener) {
      const left = [...(listeners.get(channel) ?? [])];
      const at = left.lastIndexOf(listener);
      if (at >= 0) left.splice(at, 1);
      listeners.set(channel, left);
      return ipcRenderer;
    },
    removeListener: (channel: string, listener: Listener) => ipcRenderer.off(channel, listener),
    removeAllListeners(channel: string) {
      listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
  };

  Object.defineProperty(globalThis, settings.deliver, {
    value: (text: string) => {
      const message = JSON.parse(text) as ToPreload; // made by the double's main side
      if (message.kind === 'event') {
        const parameters = decode(message.parameters) as unknown[]; // encoded from an array
        for (const listener of listeners.get(message.channel) ?? []) listener({ sender: ipcRenderer, ports: [] }, ...parameters);
        return;
      }
      const waiter = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === 'answer') waiter?.resolve(decode(message.value));
      else waiter?.reject(new Error(message.message));
    },
  });

  if (window !== window.top && !settings.inSubFrames) return;
  const electron = { contextBridge: { exposeInMainWorld: bridge.expose }, ipcRenderer };
  const require = (name: string) => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    // A sandboxed preload has a require that knows electron and a few harmless modules, no file and no other package.
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  const process = { type: 'renderer', sandboxed: true, contextIsolated: true, platform: settings.platform, versions: {}, env: {} };
  program(require, module, module.exports, process);
}

export interface Worlds {
  readonly isolated: string;
  readonly page: string;
}

/** @param preload the preload's own text, CommonJS; empty where a window has none */
export function describeWorlds({
  channel,
  preload,
  ...settings
}: WorldSettings & { readonly channel: string; readonly preload: string }): Worlds {
  const end = (own: 'page' | 'preload') => `(${createBridgeEnd.toString()})(${JSON.stringify(channel)}, ${JSON.stringify(own)})`;
  return {
    isolated: `(${runPreload.toString()})(${JSON.stringify(settings)}, ${end('preload')}, ${encodeClone.toString()}, ${decodeClone.toString()}, (require, module, exports, process) => {\n${preload}\n})`,
    page: end('page'),
  };
}
