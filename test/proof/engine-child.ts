/**
 * The program without a window, in a process of its own: an engine that works by itself, answers its parent's calls of the contract, says
 * what it costs, and whose clock the parent moves as a user, a time server or a long sleep moves a machine's. It may be given another
 * storage worker, whose word that it holds something is passed on.
 */
import { startEngine } from '../../electron/engine/engine.ts';
import { engineSettings } from '../../electron/loopback/engine-options.ts';
import { createNodeHost } from '../../electron/loopback/node-host.ts';
import { createMemoryVault } from '../../electron/loopback/vault.ts';
import { type Hold, openHolds } from './killed/storage-holds.ts';

export type ToEngineChild = { readonly id: number } & (
  | { readonly ask: 'call'; readonly name: string; readonly input: unknown }
  | { readonly ask: 'cost' }
  | { readonly ask: 'moveClock'; readonly milliseconds: number }
  /** The first of the octets of an address, of which no more are read. */
  | { readonly ask: 'begin'; readonly url: string }
  | { readonly ask: 'close' }
);

export type FromEngineChild =
  | { readonly id: number; readonly answer: unknown }
  | { readonly event: string }
  | { readonly ready: true }
  | { readonly held: Hold };

/** What the process costs at this moment. Octets, and microseconds of all its threads. */
export interface Cost {
  readonly heap: number;
  readonly resident: number;
  readonly cpu: number;
}

declare const gc: () => void; // node --expose-gc

const realNow = Date.now;
let moved = 0;
Date.now = () => realNow() + moved;

const [dataFolder = '', accountsFile = '', storageWorker] = process.argv.slice(2);
const settings = engineSettings({ dataFolder, accountsFile, practice: false, automatic: true });
const started = await startEngine(
  storageWorker ? { ...settings, workers: { ...settings.workers, storage: new URL(storageWorker) } } : settings,
  createNodeHost({ vault: createMemoryVault(), language: 'en' }),
);
if (!started.ok) throw new Error(JSON.stringify(started.failure));
const engine = started.value;
const say = (message: FromEngineChild) => process.send?.(message);

function cost(): Cost {
  gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return { heap: heapUsed + external, resident: rss, cpu: user + system };
}

async function answer(message: ToEngineChild): Promise<unknown> {
  switch (message.ask) {
    case 'call':
      return engine.dispatch(message.name, message.input);
    case 'cost':
      return cost();
    case 'moveClock':
      moved += message.milliseconds;
      return null;
    case 'begin': {
      const opened = await engine.openBytes(message.url.replace(/^bytes\//, ''));
      if (!opened.ok) throw new Error(opened.failure.code);
      const { value, done } = await opened.value.stream.getReader().read();
      return { octets: value?.length ?? 0, done };
    }
    case 'close':
      return engine.close();
  }
}

engine.subscribe((event) => say({ event }));
if (storageWorker) openHolds().onmessage = ({ data }) => say({ held: data });
process.on('message', (message: ToEngineChild) => void answer(message).then((value) => say({ id: message.id, answer: value ?? null })));
process.on('disconnect', () => process.exit(0));
say({ ready: true });
