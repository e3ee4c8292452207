/** The parent's side of `soak-child.ts`: the contract over the channel between the two processes, and the process's cost. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '../../electron/contract/call.ts';
import { calls, events } from '../../electron/contract/contract.ts';
import type { Result } from '../../electron/contract/failure.ts';
import { untilChanged } from '../support/until-changed.ts';
import type { Cost, FromSoakChild, ToSoakChild } from './soak-child.ts';

export interface SoakProgram {
  readonly client: Client<typeof calls, typeof events>;
  cost(): Promise<Cost>;
  moveClock(milliseconds: number): Promise<void>;
  /** Resolves with what `check` answers; asks again at every event. */
  until<Value>(what: string, deadline: number, check: () => Promise<Value | null | undefined | false>): Promise<Value>;
  close(): Promise<void>;
}

type Question = ToSoakChild extends infer Each ? (Each extends { readonly id: number } ? Omit<Each, 'id'> : never) : never;

export async function startSoakProgram(dataFolder: string, accountsFile: string): Promise<SoakProgram> {
  const child = fork(fileURLToPath(new URL('./soak-child.ts', import.meta.url)), [dataFolder, accountsFile], {
    execArgv: ['--expose-gc'],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'ignore', 'ipc'], // standard error says each lost connection
  });
  const waiting = new Map<number, (answer: unknown) => void>();
  const listeners = new Set<() => void>();
  const ready = Promise.withResolvers<void>();
  let ended = false;
  child.on('message', (message: FromSoakChild) => {
    if ('ready' in message) ready.resolve();
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
    until: (what, deadline, check) => untilChanged({ listeners, what, deadline, check }),
    async close() {
      if (ended) return;
      const exited = once(child, 'exit');
      await ask({ ask: 'close' });
      child.disconnect();
      await exited;
    },
  };
}
