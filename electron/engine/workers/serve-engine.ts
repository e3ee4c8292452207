/** Serves the engine to the thread that started this one: builds it with a host on the other side of a message port. */
import type { MessagePort, TransferListItem } from 'node:worker_threads';
import { failure, type Result, toFailure } from '../../contract/failure.ts';
import { startEngine } from '../engine.ts';
import type {
  ByteSource,
  Engine,
  EngineSettings,
  EngineThreadData,
  FromEngine,
  FromHost,
  RawSubmission,
  ToEngine,
  ToHost,
  WaitingSubmissions,
} from '../engine-thread.ts';
import type { Host } from '../host.ts';

/** @param settings those that came with `data`, whose addresses are strings there */
export async function serveEngine(parent: MessagePort, data: EngineThreadData, settings: EngineSettings): Promise<void> {
  const tell = (message: FromEngine, transfer: TransferListItem[] = []) => parent.postMessage(message, transfer);
  const started = await startEngine(settings, remoteHost(data)).catch(
    (error: unknown): Awaited<ReturnType<typeof startEngine>> => ({ ok: false, failure: toFailure(error) }),
  );
  if (started.ok) {
    const engine = started.value;
    engine.sendEvents(parent.postMessage.bind(parent));
    parent.on('message', (message: ToEngine) => {
      if ('woke' in message) return engine.woke();
      answer(engine, message, tell).catch((error: unknown) =>
        tell({ id: message.id, value: { ok: false, failure: toFailure(error) ?? failure('internal') } }),
      );
    });
  }
  tell({ started: started.ok ? { ok: true, value: null } : started });
}

function remoteHost(data: Pick<EngineThreadData, 'host' | 'hostPort'>): Host {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let nextId = 1;
  data.hostPort.on('message', (answer: FromHost) => {
    const waiter = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) waiter?.reject(new Error(answer.error));
    else waiter?.resolve(answer.value as never); // the member's own type, see `ask`
  });
  const ask = <Value>(member: string, ...args: unknown[]): Promise<Value> =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      const question: ToHost = { id, member, args };
      data.hostPort.postMessage(question);
    });
  return {
    capabilities: data.host.capabilities,
    language: data.host.language,
    vault: {
      kind: () => ask('vault.kind'),
      get: (key) => ask('vault.get', key),
      set: (key, value) => ask('vault.set', key, value),
      delete: (key) => ask('vault.delete', key),
    },
    saveFile: (suggestedName, bytes) => ask('saveFile', suggestedName, bytes),
    chooseFile: () => ask('chooseFile'),
    openExternal: (url) => ask('openExternal', url),
    windowAddress: () => ask('windowAddress'),
  };
}

async function answer(
  engine: Engine,
  message: Extract<ToEngine, { id: number }>,
  tell: (message: FromEngine, transfer?: TransferListItem[]) => void,
): Promise<void> {
  const [first, second, third] = message.args;
  const settle = (value: Result<unknown> | null) => tell({ id: message.id, value });
  // Arguments were typed by the proxy in engine-thread.ts, their only sender.
  switch (message.method) {
    case 'dispatch':
      return settle(await engine.dispatch(first as string, second));
    case 'openBytes': {
      const opened: Result<ByteSource> = await engine.openBytes(first as string);
      return tell({ id: message.id, value: opened }, opened.ok ? [opened.value.stream as unknown as TransferListItem] : []); // web streams are transferable
    }
    case 'acceptBytes':
      return settle(await engine.acceptBytes(first as string, second as Record<string, string>, third as ReadableStream<Uint8Array>));
    case 'syncOnce':
      return settle(await engine.syncOnce());
    case 'submitRaw':
      return settle(await engine.submitRaw(first as RawSubmission));
    case 'submitWaiting':
      return settle(await engine.submitWaiting(first as WaitingSubmissions));
    case 'close':
      return settle(await engine.close());
  }
}
