/** Runs the command line as a user's shell or a cron job does, and keeps what it says on each stream. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const entry = join(root, 'electron', 'terminal', 'main.ts');

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** What standard input holds; nothing and closed without it. */
  readonly input?: string | Buffer;
  readonly environment?: Readonly<Record<string, string>>;
  /** Through `build/launch.mjs`, as `npm run cli` does. */
  readonly launched?: boolean;
  /** Standard input stays open behind `input`, as with somebody who types. */
  readonly isTyped?: boolean;
}

export function collect(child: ChildProcess): Promise<Outcome> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  return new Promise((resolve) =>
    child.once('close', (status) =>
      resolve({ status, stdout: Buffer.concat(stdout).toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8') }),
    ),
  );
}

/** Runs one command to its end. */
export const cli = (args: readonly string[], options: RunOptions = {}): Promise<Outcome> => collect(startCli(args, options));

/** Starts one command. */
export function startCli(
  args: readonly string[],
  { input, environment = {}, launched = false, isTyped = false }: RunOptions = {},
): ChildProcess {
  const program = launched ? [join(root, 'build', 'launch.mjs'), 'cli'] : [entry];
  const child = spawn(process.execPath, [...program, ...args], {
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C', ...environment },
  });
  child.stdin?.on('error', () => {}); // a command that refuses its arguments does not read
  if (isTyped) child.stdin?.write(input ?? '');
  else child.stdin?.end(input);
  return child;
}

/** Starts a windowed host in a browserless machine: the program that a second process finds running. */
export function startRunning(
  folder: string,
  accounts: string | null,
  more: readonly string[] = [],
): { child: ChildProcess; ready: Promise<void>; outcome: Promise<Outcome> } {
  const provisioned = accounts === null ? [] : ['--accounts', accounts];
  const child = spawn(
    process.execPath,
    [join(root, 'electron', 'loopback', 'main.ts'), '--no-open', '--data-dir', folder, ...provisioned, ...more],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const outcome = collect(child);
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    void outcome.then(({ stderr }) => reject(new Error(stderr)));
  });
  return { child, ready, outcome };
}

export interface Folders {
  /** A new data folder that does not exist yet. */
  data(): string;
  /** An existing folder for other files. */
  files(): string;
  remove(): void;
}

export function createFolders(): Folders {
  const base = mkdtempSync(join(tmpdir(), 'postglass-terminal-'));
  let next = 1;
  return {
    data: () => join(base, `data-${next++}`),
    files() {
      const path = join(base, `files-${next++}`);
      mkdirSync(path);
      return path;
    },
    remove: () => rmSync(base, { recursive: true, force: true, maxRetries: 10 }),
  };
}

export const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>); // one object a line
