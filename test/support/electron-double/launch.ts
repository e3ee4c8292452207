/** Starts the desktop program for a test, in the double or in real Electron, and gives the same few things to drive it with. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, _electron as electronLauncher, type Page } from 'playwright-core';
import type { Answer, Started } from './control.ts';
import { killGroup } from './devtools.ts';
import type { Mutation } from './register.ts';

export type Electron = typeof import('electron');

export interface LaunchOptions {
  /** Entry of the program, a path from the root; real Electron takes the built one. */
  readonly entry: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Switches for Chromium, real Electron only: the double's are its own. */
  readonly switches?: readonly string[];
  /** The double only. */
  readonly mutations?: readonly Mutation[];
}

export interface DesktopProgram {
  readonly process: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  /** Runs a function in the main process; it must refer to nothing but its parameters. */
  evaluate<Result, Argument = undefined>(
    run: (electron: Electron, argument: Argument) => Result | Promise<Result>,
    ...argument: Argument extends undefined ? [] : [Argument]
  ): Promise<Result>;
  /** The page of the only window, or of the first one; waits for it. */
  page(): Promise<Page>;
  pages(): Page[];
  /** The exit status, once the process has ended. */
  readonly ended: Promise<number | null>;
  /** Ends it whatever state it is in. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

function collect(process: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' };
  process.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  process.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  return output;
}

/** Resolves at once when the process plays Electron, before its program has a window. */
export function launchDouble({ entry, args = [], environment = {}, mutations = [] }: LaunchOptions): DesktopProgram {
  const child = spawn(process.execPath, ['--import', new URL('./register.ts', import.meta.url).href, join(root, entry), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ELECTRON_DOUBLE_APP: root, ELECTRON_DOUBLE_MUTATIONS: JSON.stringify(mutations), ...environment },
  });
  const output = collect(child);
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let nextId = 1;
  let chromiumPid: number | null = null;
  const gone = () => new Error(`the program ended:\n${output.stderr}`);
  const started = new Promise<Started>((resolve, reject) => {
    child.on('message', (message: Started | Answer) => {
      if ('endpoint' in message) {
        chromiumPid = message.pid;
        return resolve(message);
      }
      const waiter = waiting.get(message.id);
      waiting.delete(message.id);
      if ('error' in message) waiter?.reject(new Error(message.error));
      else waiter?.resolve(message.value as never); // typed by `evaluate`
    });
    child.once('close', () => {
      reject(gone());
      for (const waiter of waiting.values()) waiter.reject(gone());
    });
  });
  started.catch(() => {}); // the test that waits for a page sees the rejection
  let connected: Promise<Browser> | null = null;
  let browser: Browser | null = null;
  const connect = () => {
    connected ??= started.then(async ({ endpoint }) => {
      browser = await chromium.connectOverCDP(endpoint);
      return browser;
    });
    return connected;
  };
  const context = (of: Browser) => of.contexts()[0];

  return {
    process: child,
    output,
    ended,
    evaluate: (run, ...[argument]) =>
      new Promise((resolve, reject) => {
        if (!child.connected) return reject(gone());
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        child.send({ id, source: run.toString(), argument });
      }),
    async page() {
      const own = context(await connect());
      if (!own) throw new Error('Chromium has no default context');
      const page = own.pages()[0] ?? (await own.waitForEvent('page'));
      return page;
    },
    pages: () => (browser ? (context(browser)?.pages() ?? []) : []),
    async stop() {
      await browser?.close().catch(() => {}); // it is gone when the program ended first
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
      if (chromiumPid !== null) killGroup(chromiumPid);
    },
  };
}

/** Why real Electron cannot be used here, or null. */
export function realElectronMissing(): string | null {
  const pathFile = join(root, 'node_modules', 'electron', 'path.txt');
  if (!existsSync(pathFile)) return "Electron's runtime is not here";
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display';
  return null;
}

export async function launchElectron({ entry, args = [], environment = {}, switches = [] }: LaunchOptions): Promise<DesktopProgram> {
  const folder = join(root, 'node_modules', 'electron');
  const application = await electronLauncher.launch({
    executablePath: join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim()),
    args: [...switches, join(root, entry), ...args],
    cwd: root,
    env: Object.fromEntries(
      Object.entries({ ...process.env, ELECTRON_DISABLE_SANDBOX: process.getuid?.() === 0 ? '1' : undefined, ...environment }).filter(
        (pair): pair is [string, string] => pair[1] !== undefined,
      ),
    ),
  });
  const child = application.process();
  const output = collect(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    process: child,
    output,
    ended,
    evaluate: (run, ...[argument]) => application.evaluate(run as never, argument), // Playwright's own type of the same function
    page: () => application.firstWindow(),
    pages: () => application.windows(),
    async stop() {
      await application.close().catch(() => child.kill('SIGKILL'));
      await ended;
    },
  };
}
