/** The parent's side of `engine-child.ts`: the contract over the channel between the two processes, and the process's cost. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '../../electron/contract/call.ts';
import { calls, events } from '../../electron/contract/contract.ts';
import type { Result } from '../../electron/contract/failure.ts';
import { untilChanged } from '../support/until-changed.ts';
import type { Cost, FromEngineChild, ToEngineChild } from './engine-child.ts';
import { compiled } from './killed/killed-program.ts';
import type { Hold } from './killed/storage-holds.ts';

export interface EngineProgram {
  readonly client: Client<typeof calls, typeof events>;
  cost(): Promise<Cost>;
  moveClock(milliseconds: number): Promise<void>;
  /** Begins to read what stands at an address, and reads no more. Resolves to how much came; `done`: that was all of it. */
  begin(url: string): Promise<{ readonly octets: number; readonly done: boolean }>;
  /** Resolves with what `check` answers; asks again at every event. */
  until<Value>(what: string, deadline: number, check: () => Promise<Value | null | undefined | false>): Promise<Value>;
  /** Resolves when the storage worker it was given holds this. */
  held(hold: Hold): Promise<void>;
  /** SIGKILL; fails when it has ended by itself before. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface EngineProgramOptions {
  readonly dataFolder: string;
  readonly accountsFile: string;
  /** Entry point of its storage worker, where it is to be another. */
  readonly storage?: URL;
  readonly environment?: Readonly<Record<string, string>>;
}

type Question = ToEngineChild extends infer Each ? (Each extends { readonly id: number } ? Omit<Each, 'id'> : never) : never;

export async function startEngineProgram({ dataFolder, accountsFile, storage, environment }: EngineProgramOptions): Promise<EngineProgram> {
  const given = [dataFolder, accountsFile, ...(storage ? [storage.href] : [])];
  const child = fork(fileURLToPath(new URL('./engine-child.ts', import.meta.url)), given, {
    execArgv: ['--expose-gc'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled, ...environment },
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'ignore', 'ipc'], // standard error says each lost connection
  });
  const waiting = new Map<number, (answer: unknown) => void>();
  const listeners = new Set<() => void>();
  const ready = Promise.withResolvers<void>();
  const holds = new Map<Hold, PromiseWithResolvers<void>>();
  const holding = (hold: Hold) => {
    const known = holds.get(hold) ?? Promise.withResolvers<void>();
    holds.set(hold, known);
    return known;
  };
  let ended = false;
  child.on('message', (message: FromEngineChild) => {
    if ('ready' in message) ready.resolve();
    else if ('held' in message) holding(message.held).resolve();
    else if ('event' in message) for (const listener of [...listeners]) listener();
    else {
      waiting.get(message.id)?.(message.answer);
      waiting.delete(message.id);
    }
  });
  child.once('exit', (status, signal) => {
    ended = true;
    ready.reject(new Error(`the program ended with ${status ?? signal}`));
    for (const listener of [...listeners]) listener();
  });
  let count = 0;
  const ask = (question: Question): Promise<unknown> => {
    if (ended) return Promise.reject(new Error('the program has ended'));
    count += 1;
    const id = count;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      child.send({ ...question, id });
    });
  };
  await ready.promise;

  const client = createClient(
    calls,
    events,
    // The client checks what it is given; a dispatcher's answer is always a result.
    { request: async (name, input) => (await ask({ ask: 'call', name, input })) as Result<unknown>, subscribe: () => () => {} },
    (name, message) => {
      throw new Error(`the contract was broken: ${name}: ${message}`);
    },
  );
  return {
    client,
    cost: async () => (await ask({ ask: 'cost' })) as Cost, // what the child makes
    moveClock: async (milliseconds) => void (await ask({ ask: 'moveClock', milliseconds })),
    begin: async (url) => (await ask({ ask: 'begin', url })) as { octets: number; done: boolean }, // what the child makes
    until: (what, deadline, check) => untilChanged({ listeners, what, deadline, check }),
    held: (hold) => holding(hold).promise,
    async kill() {
      if (ended) throw new Error('the program has ended by itself');
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      const [status, signal] = await exited;
      if (signal !== 'SIGKILL') throw new Error(`the program ended with ${status ?? signal}`);
    },
    async close() {
      if (ended) return;
      const exited = once(child, 'exit');
      await ask({ ask: 'close' });
      child.disconnect();
      await exited;
    },
  };
}
