/**
 * The real program as a user starts it in a browser (`npm start -- --browser`), in a process group of its own: its printed address, its
 * data folder, and ways to end it kindly or as a power cut would. Knows nothing of what the window shows.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { askForAddress } from '../../electron/engine/host-services/handover.ts';

const launcher = fileURLToPath(new URL('../../build/launch.mjs', import.meta.url));
/** Of an idle machine it takes a second; a busy one may have to build the window first. */
const startDeadline = 90_000;

export interface BrowserHostOptions {
  /** `practice` starts the practice server with it. */
  command?: 'start' | 'practice';
  accountsFile?: string;
  /** The data folder of an earlier start, which then stays; default: a new one that goes with the program. */
  dataFolder?: string;
  language?: 'en' | 'es' | 'pt' | 'pt-BR';
  environment?: Record<string, string>;
  /** Default: any that is free. */
  port?: number;
  /** Whether it opens the system's browser by itself. */
  open?: boolean;
}

export interface BrowserHost {
  /** Of the launcher; the program is its child. */
  pid: number;
  /** The printed address; its token is good for one page, within a minute. */
  address: string;
  /** Another address, as a second start prints it. */
  newAddress(): Promise<string>;
  dataFolder: string;
  /** Standard output and standard error so far. */
  output(): string;
  /** Ends it as a supervisor does, and resolves to its exit status. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

export async function makeDataFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'postglass-e2e-'));
}

export async function startBrowserHost(options: BrowserHostOptions = {}): Promise<BrowserHost> {
  const dataFolder = options.dataFolder ?? (await makeDataFolder());
  const child = spawn(
    process.execPath,
    [
      launcher,
      options.command ?? 'start',
      ...[
        '--browser',
        ...(options.open ? [] : ['--no-open']),
        '--port',
        String(options.port ?? 0),
        '--data-dir',
        dataFolder,
        '--lang',
        options.language ?? 'en',
      ],
      ...(options.accountsFile === undefined ? [] : ['--accounts', options.accountsFile]),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.environment }, detached: true },
  );
  const ended = once(child, 'close');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const removeFolder = async () => {
    if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const address = await readAddress(child, () => output);
    const { pid } = child;
    if (pid === undefined) throw new Error('The launcher has no process id.');
    return {
      pid,
      address,
      dataFolder,
      async newAddress() {
        const running = await askForAddress(dataFolder);
        if (!running?.address) throw new Error('The program has no address to give.');
        return running.address;
      },
      output: () => output,
      async stop() {
        child.kill('SIGTERM');
        await ended;
        await removeFolder();
        return child.exitCode;
      },
      async kill() {
        killGroup(child);
        await ended;
        await removeFolder();
      },
    };
  } catch (error) {
    killGroup(child);
    await ended;
    await removeFolder();
    throw error;
  }
}

/** The launcher and the program it started: a kill of the launcher alone would leave the program alive. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Nobody is left in the group.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function readAddress(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const address = /^Postglass is at (http:\/\/\S+)$/m.exec(output())?.[1];
      if (address !== undefined) settle(() => resolve(address));
    };
    const deadline = setTimeout(
      () => settle(() => reject(new Error(`The program has not printed its address:\n${output()}`))),
      startDeadline,
    );
    const onClose = () => settle(() => reject(new Error(`The program ended before it was ready:\n${output()}`)));
    const settle = (tell: () => void) => {
      clearTimeout(deadline);
      child.stdout?.off('data', look);
      child.off('close', onClose);
      tell();
    };
    child.stdout?.on('data', look);
    child.on('close', onClose);
    look();
  });
}
