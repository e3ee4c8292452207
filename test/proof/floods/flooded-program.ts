/** The browser host in its own process, as a user starts it: its calls by the window's WebSocket, its memory as the system counts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '../../../electron/contract/call.ts';
import { calls, events } from '../../../electron/contract/contract.ts';
import { enterPage } from '../../loopback/page-client.ts';
import { processorWaits } from '../../support/processor-waits.ts';

const program = fileURLToPath(new URL('../../../electron/loopback/main.ts', import.meta.url));
/** Of an idle machine it takes a second. */
const startDeadline = 90_000;
const answerDeadline = 60_000;

export interface FloodedProgram {
  readonly client: Client<typeof calls, typeof events>;
  /** Megabytes that lie in memory or were swapped out: now, and at most so far. */
  memory(): { readonly now: number; readonly most: number };
  /**
   * Milliseconds so far in which the two threads that an answer passes through could have run and had no core: the machine's doing and
   * not the program's. Nothing where the system does not tell.
   */
  delayed(): number;
  readonly alive: () => boolean;
  stop(): Promise<void>;
}

export async function startFloodedProgram(folder: string, accounts: string): Promise<FloodedProgram> {
  const child = spawn(
    process.execPath,
    [program, '--no-open', '--port', '0', '--lang', 'en', '--data-dir', join(folder, 'data'), '--accounts', accounts],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const { socket } = await enterPage(await readAddress(child));
  const waiting = new Map<number, (answer: unknown) => void>();
  let last = 0;
  socket.on('message', (data) => {
    const { id, answer } = JSON.parse(String(data)) as { id?: number; answer?: unknown }; // what the host sends: see its server
    if (id === undefined) return;
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  const request = (name: string, input: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      last += 1;
      const asked = last;
      setTimeout(
        () => waiting.has(asked) && reject(new Error(`${name} was not answered within ${answerDeadline} ms`)),
        answerDeadline,
      ).unref();
      waiting.set(last, resolve);
      socket.send(JSON.stringify({ id: last, name, input }));
    });
  return {
    client: createClient(calls, events, { request, subscribe: () => () => undefined }, (name, message) => {
      throw new Error(`${name}: ${message}`);
    }),
    memory: () => readMemory(child.pid ?? 0),
    delayed: () => processorWaits(child.pid ?? 0),
    alive: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      const ended = once(child, 'close');
      socket.terminate();
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** VmSwap belongs to it: what the system has put aside is memory all the same. */
function readMemory(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
  const swapped = megabytes('VmSwap');
  return { now: megabytes('VmRSS') + swapped, most: megabytes('VmHWM') + swapped };
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`no address: ${output}`)), startDeadline);
    child.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
    child.stdout?.on('data', (bytes: Buffer) => {
      output += bytes;
      const address = /^Postglass is at (http:\/\/\S+)$/m.exec(output)?.[1];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}
