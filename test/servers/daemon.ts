/**
 * A foreign program run as a child for the length of a test: it has its own process group and folder, and both are gone afterwards,
 * even when the test process itself is killed. Refuses to know what the program does.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface DaemonOptions {
  name: string;
  command: string;
  args: string[];
  /** Removed when the daemon stops. */
  folder: string;
  environment?: Record<string, string>;
  /** The user to run as; default: the one of the tests. */
  owner?: { uid: number; gid: number };
  /** Resolves once the program can be used; must heed the signal. */
  ready(signal: AbortSignal): Promise<unknown>;
  /** The program's own log, for the message when it does not start. */
  log?(): Promise<string>;
  /** Milliseconds the program may take until it is ready. */
  deadline?: number;
}

export interface Daemon {
  pid: number;
  /** What it has written to standard output and error so far. */
  output(): string;
  stop(): Promise<void>;
  /** Ends the program as a crash would, and leaves its folder. */
  kill(): Promise<void>;
}

/** A new folder under the system's temporary one that the programs' own unprivileged users can pass through. */
export async function createDaemonFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `postglass-${name}-`));
  await chmod(folder, 0o755);
  return folder;
}

/** Starts the program and waits until it is ready; fails with its output when it ends or the deadline passes first. */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const child = spawn(options.command, options.args, {
    detached: true, // a process group of its own, so that its children can be ended with it
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.environment },
    cwd: options.folder,
    ...options.owner,
  });
  let output = '';
  const listen = (chunk: Buffer) => {
    output += chunk.toString();
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', listen);
  await once(child, 'spawn');
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${options.name} has no process id.`);
  const guard = startGuard({ pid, folder: options.folder });
  const kill = () => killDaemon({ child, pid, guard });
  const stop = async () => {
    await kill();
    await rm(options.folder, { recursive: true, force: true, maxRetries: 5 });
  };

  const readiness = new AbortController();
  const ended = once(child, 'exit').then(() => 'ended before it was ready');
  const tooLate = new Promise<string>((resolve) => {
    const timer = setTimeout(() => resolve('was not ready in time'), options.deadline ?? 20_000);
    readiness.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    const trouble = await Promise.race([options.ready(readiness.signal).then(() => undefined), ended, tooLate]);
    if (trouble !== undefined) throw new Error(`${options.name} ${trouble}:\n${output}${(await options.log?.()) ?? ''}`);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    readiness.abort();
  }
  return { pid, output: () => output, stop, kill };
}

/** Kills outright: what lies in the folder is as good as after a gentle end, and Dovecot takes a second over one. */
async function killDaemon({ child, pid, guard }: { child: ChildProcess; pid: number; guard: ChildProcess }) {
  const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  signalGroup(pid, 'SIGKILL');
  await exited;
  guard.kill('SIGKILL');
}

function signalGroup(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: nobody is left in the group, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/**
 * A shell that holds one end of a pipe from this process. When this process dies, however suddenly, the pipe closes, and the shell
 * ends the daemon and removes its folder.
 */
function startGuard({ pid, folder }: { pid: number; folder: string }): ChildProcess {
  const script = 'read -r _; kill -s KILL -- "-$1"; rm -rf -- "$2"';
  const guard = spawn('/bin/sh', ['-c', script, 'guard', String(pid), folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.unref();
  return guard;
}
