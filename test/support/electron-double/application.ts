/** `app`: the life of the program from ready to quit, its paths, and one instance a profile. */
import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { preventable } from './web-contents.ts';
import type { OpenWindow } from './windows.ts';

export interface ApplicationDependencies {
  readonly appPath: string;
  readonly windows: () => readonly OpenWindow[];
  /** Ends everything that would outlive the process. */
  readonly end: () => void;
}

/** The lock that makes one instance: a socket in the profile, as on Linux. */
function takeInstanceLock(folder: string, onSecond: (argv: string[], directory: string, data: unknown) => void): Server | null {
  const path = join(folder, 'electron-double-instance');
  const message = JSON.stringify({ argv: process.argv, directory: process.cwd() });
  // RecordedRequest in a process of its own, because Electron's answer is synchronous and Node's sockets are not.
  const probe = `const s = require('node:net').connect(${JSON.stringify(path)}, () => s.end(${JSON.stringify(message)}, () => process.exit(7)));s.on('error', () => process.exit(0));`;
  if (runSynchronously(probe) === 7) return null;
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    socket.on('end', () => {
      const { argv, directory } = JSON.parse(text) as { argv: string[]; directory: string }; // written by the probe above
      onSecond(argv, directory, null);
    });
    socket.on('error', () => socket.destroy());
  });
  server.listen(path);
  server.unref();
  return server;
}

const runSynchronously = (source: string) =>
  spawnSync(process.execPath, ['-e', source], { stdio: 'ignore', env: { PATH: process.env.PATH } }).status;

export function createApplication({ appPath, windows, end }: ApplicationDependencies) {
  const packageFile = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8')) as {
    name: string;
    productName?: string;
    version: string;
  }; // npm's own shape
  let name = packageFile.productName ?? packageFile.name;
  const paths = new Map<string, string>();
  let ready = false;
  let quitting = false;
  let left = false;
  let lock: Server | null = null;

  const configuration = () => process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
  const pathOf = (kind: string): string => {
    const set = paths.get(kind);
    if (set) return set;
    switch (kind) {
      case 'home':
        return homedir();
      case 'appData':
        return configuration();
      case 'userData':
        return join(pathOf('appData'), name);
      case 'sessionData':
        return pathOf('userData');
      case 'temp':
        return tmpdir();
      default:
        throw new Error(`Failed to get '${kind}' path`);
    }
  };

  // Electron runs until it is told to quit, whether or not anything is going on.
  const alive = setInterval(() => {}, 2 ** 30);

  function leave(code: number): void {
    if (left) return;
    left = true;
    clearInterval(alive);
    app.emit('quit', {}, code);
    end();
    lock?.close();
    process.exitCode = code;
    // Electron's own exit runs after the present turn too.
    setImmediate(() => process.exit(code));
  }

  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    whenReady: () => whenReady,
    isReady: () => ready,
    getName: () => name,
    setName(given: string) {
      name = given;
    },
    getVersion: () => packageFile.version,
    getAppPath: () => appPath,
    getPath: pathOf,
    setPath(kind: string, path: string) {
      paths.set(kind, path);
    },
    getLocale: () => (ready ? (process.env.LC_ALL || process.env.LANG || 'en-US').replace('_', '-').replace(/\..*/, '') : ''),
    getPreferredSystemLanguages: () => [app.getLocale() || 'en-US'],
    setBadgeCount: (_count?: number) => false,
    focus() {},
    setAppUserModelId() {},
    isDefaultProtocolClient: () => false,
    setAsDefaultProtocolClient: () => true,
    removeAsDefaultProtocolClient: () => true,
    enableSandbox() {},
    hasSingleInstanceLock: () => lock !== null,
    requestSingleInstanceLock(): boolean {
      if (lock) return true;
      const folder = pathOf('userData');
      mkdirSync(folder, { recursive: true });
      lock = takeInstanceLock(folder, (argv, directory, data) => app.emit('second-instance', {}, argv, directory, data));
      return lock !== null;
    },
    releaseSingleInstanceLock() {
      lock?.close();
      lock = null;
    },
    /** Documented order: before-quit, every window is asked, will-quit, quit. */
    quit() {
      if (quitting) return;
      const before = preventable({});
      app.emit('before-quit', before);
      if (before.defaultPrevented) return;
      quitting = true;
      const open = windows();
      const closed = open.map((window) => new Promise<void>((resolve) => window.once('closed', resolve)));
      for (const window of open) window.close();
      void Promise.all(closed).then(() => {
        const will = preventable({});
        app.emit('will-quit', will);
        quitting = false;
        if (!will.defaultPrevented) leave(0);
      });
    },
    exit(code = 0) {
      leave(code);
    },
  });

  // As Electron does on Linux and macOS.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());

  const whenReady = new Promise<void>((resolve) => {
    // Not before the entry has run: schemes and paths are set by then.
    setImmediate(() => {
      ready = true;
      app.emit('ready', {});
      resolve();
    });
  });

  return {
    app,
    /** By default the program quits with its last window; a listener of its own decides otherwise. */
    allClosed() {
      if (quitting) return;
      if (!app.emit('window-all-closed')) app.quit();
    },
    /** Chromium ended by itself. */
    crashed() {
      if (ready && !quitting) leave(1);
    },
  };
}
