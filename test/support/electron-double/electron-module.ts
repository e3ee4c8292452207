/**
 * What stands in for the `electron` module in the main process, so that the real `main.ts`, `preload.ts` and bridge run
 * where Electron's runtime cannot be had. It holds to Electron's documentation, not to what Postglass happens to need;
 * the `contract-…` tests say what it promises, and run against real Electron where that is present. Known differences:
 * a denied `window.open` answers a window that closes instead of null; requests of `data:` and `blob:` are not seen by
 * `webRequest`; windows are headless; permissions are decided before a page loads.
 */
import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createApplication } from './application.ts';
import { takeQuestions } from './control.ts';
import { type DevTools, startChromium } from './devtools.ts';
import { createIpc } from './ipc-main.ts';
import { createSchemes } from './schemes.ts';
import { createSession } from './session.ts';
import { createDialog, createMenu, createNotification, createSafeStorage, createShell, type RecordedRequest } from './system-services.ts';
import { createWindows } from './windows.ts';

const asked: RecordedRequest[] = [];
let starting: Promise<DevTools> | null = null;
let running: DevTools | null = null;

/** Chromium is started for the first window: a program that ends before it has one costs nothing and leaves its profile alone. */
function devtools(): Promise<DevTools> {
  starting ??= (async () => {
    const profileFolder = application.app.getPath('sessionData');
    mkdirSync(profileFolder, { recursive: true });
    running = await startChromium({ profileFolder, resolverRules: await schemes.listen(), onExit: () => application.crashed() });
    await windows.watch(running);
    process.send?.({ endpoint: running.endpoint, pid: running.pid });
    return running;
  })();
  starting.catch((error: unknown) => {
    process.stderr.write(`electron double: ${String(error)}\n`);
    application.crashed();
  });
  return starting;
}

const schemes = createSchemes(() => application.app.isReady());
const ipc = createIpc();
const ownSession = createSession(schemes.protocol);
const windows = createWindows({
  devtools,
  isReady: () => application.app.isReady(),
  schemes,
  session: ownSession,
  ipc,
  onContents: (contents) => application.app.emit('web-contents-created', {}, contents),
  onWindow: (window) => application.app.emit('browser-window-created', {}, window),
  onAllClosed: () => application.allClosed(),
});
const application = createApplication({
  appPath: process.env.ELECTRON_DOUBLE_APP ?? process.cwd(),
  windows: windows.BrowserWindow.getAllWindows,
  end() {
    running?.kill();
    schemes.close();
  },
});

// No types of their own: `electron` is typed by Electron's declarations.
export const app: EventEmitter = application.app;
export const protocol: object = schemes.protocol;
export const ipcMain: EventEmitter = ipc.ipcMain;
export const BrowserWindow: unknown = windows.BrowserWindow;
export const session: object = { defaultSession: ownSession.defaultSession };
export const safeStorage: object = createSafeStorage(application.app.isReady);
export const dialog: object = createDialog(asked, application.app.isReady);
export const shell: object = createShell(asked);
export const Notification: unknown = createNotification(asked);
const menu = createMenu();
export const Menu: unknown = menu.Menu;
export const MenuItem: unknown = menu.MenuItem;
export const powerMonitor: EventEmitter = new EventEmitter();
export const net: object = {
  fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init);
    return (
      schemes.fetch(request) ??
      Promise.reject(new Error(`net::ERR_UNKNOWN_URL_SCHEME: the double fetches from handled schemes only, not ${request.url}`))
    );
  },
};

const electron: object = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  net,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
};
export default electron;
takeQuestions(electron, asked);
