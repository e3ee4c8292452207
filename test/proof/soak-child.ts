/**
 * The program without a window, for the soak: an engine that works by itself, answers its parent's calls of the contract, says what it costs,
 * and whose clock the parent moves as a user, a time server or a long sleep moves a machine's.
 */
import { startEngine } from '../../electron/engine/engine.ts';
import { engineSettings } from '../../electron/loopback/engine-options.ts';
import { createNodeHost } from '../../electron/loopback/node-host.ts';
import { createMemoryVault } from '../../electron/loopback/vault.ts';

export type ToSoakChild = { readonly id: number } & (
  | { readonly ask: 'call'; readonly name: string; readonly input: unknown }
  | { readonly ask: 'cost' }
  | { readonly ask: 'moveClock'; readonly milliseconds: number }
  | { readonly ask: 'close' }
);

export type FromSoakChild = { readonly id: number; readonly answer: unknown } | { readonly event: string } | { readonly ready: true };

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

const [dataFolder = '', accountsFile = ''] = process.argv.slice(2);
const started = await startEngine(
  engineSettings({ dataFolder, accountsFile, practice: false, automatic: true }),
  createNodeHost({ vault: createMemoryVault(), language: 'en' }),
);
if (!started.ok) throw new Error(JSON.stringify(started.failure));
const engine = started.value;
const say = (message: FromSoakChild) => process.send?.(message);

function cost(): Cost {
  gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return { heap: heapUsed + external, resident: rss, cpu: user + system };
}

async function answer(message: ToSoakChild): Promise<unknown> {
  switch (message.ask) {
    case 'call':
      return engine.dispatch(message.name, message.input);
    case 'cost':
      return cost();
    case 'moveClock':
      moved += message.milliseconds;
      return null;
    case 'close':
      return engine.close();
  }
}

engine.subscribe((event) => say({ event }));
process.on('message', (message: ToSoakChild) => void answer(message).then((value) => say({ id: message.id, answer: value ?? null })));
process.on('disconnect', () => process.exit(0));
say({ ready: true });
