/** An engine without mail, for tests of what carries it: remembers what it was asked and answers what it is told to. */
import { failure, type Result } from '../../electron/contract/failure.ts';
import type { Engine } from '../../electron/engine/engine-thread.ts';

export interface FakeEngine extends Engine {
  readonly asked: { name: string; input: unknown }[];
  readonly uploads: { path: string; parameters: Readonly<Record<string, string>>; bytes: Buffer }[];
  /** Announces to every listener. */
  announce(name: string, value: unknown): void;
  listeners(): number;
}

const notFound: Result<never> = { ok: false, failure: failure('not-found') };

export function createFakeEngine(): FakeEngine {
  const listeners = new Set<(name: string, value: unknown) => void>();
  const asked: { name: string; input: unknown }[] = [];
  const uploads: { path: string; parameters: Readonly<Record<string, string>>; bytes: Buffer }[] = [];
  const stream = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]).stream();
  return {
    asked,
    uploads,
    announce(name, value) {
      for (const listener of listeners) listener(name, value);
    },
    listeners: () => listeners.size,
    async dispatch(name, input) {
      asked.push({ name, input });
      return { ok: true, value: { name, input } };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async openBytes(path) {
      if (path === 'message/1/source')
        return { ok: true, value: { type: 'text/plain', name: null, size: 5, stream: stream(Buffer.from('hello')) } };
      if (path === 'message/1/part/2')
        return {
          ok: true,
          value: {
            type: 'text/html',
            name: 'pa"ge\r\nX-Injected: 1 ñ.html',
            size: null,
            stream: stream(Buffer.from('<script>1</script>')),
          },
        };
      if (path === 'large') {
        let left = 64;
        const pull = (controller: ReadableStreamDefaultController<Uint8Array>) =>
          left-- > 0 ? controller.enqueue(new Uint8Array(1024 * 1024)) : controller.close();
        return {
          ok: true,
          value: { type: 'application/octet-stream', name: null, size: 64 * 1024 * 1024, stream: new ReadableStream({ pull }) },
        };
      }
      return notFound;
    },
    async acceptBytes(path, parameters, incoming) {
      const parts: Uint8Array[] = [];
      for await (const part of incoming) parts.push(part);
      uploads.push({ path, parameters, bytes: Buffer.concat(parts) });
      return { ok: true, value: { size: Buffer.concat(parts).length } };
    },
    syncOnce: async () => notFound,
    submitRaw: async () => notFound,
    submitWaiting: async () => notFound,
    woke() {},
    close: async () => ({ ok: true, value: null }),
  };
}
