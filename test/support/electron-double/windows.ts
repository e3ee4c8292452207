/** `BrowserWindow`: a page in a Chromium window of its own, and the list of those that are open. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { DevTools } from './devtools.ts';
import type { Ipc } from './ipc-main.ts';
import type { Schemes } from './schemes.ts';
import type { DoubleSession } from './session.ts';
import { preventable, WebContents } from './web-contents.ts';

export interface WindowsDependencies {
  /** Chromium, started for the first window. */
  readonly devtools: () => Promise<DevTools>;
  readonly isReady: () => boolean;
  readonly schemes: Schemes;
  readonly session: DoubleSession;
  readonly ipc: Ipc;
  readonly onContents: (contents: WebContents) => void;
  readonly onWindow: (window: EventEmitter) => void;
  /** The last window is gone. */
  readonly onAllClosed: () => void;
}

interface WindowOptions {
  readonly title?: string;
  readonly show?: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly webPreferences?: Readonly<Record<string, unknown>> & { readonly preload?: string };
}

/** What Electron fills in where a program says nothing. */
const defaultPreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
};

export interface OpenWindow {
  close(): void;
  isDestroyed(): boolean;
  once(event: 'closed', listener: () => void): unknown;
}

export interface Windows {
  readonly BrowserWindow: { readonly getAllWindows: () => readonly OpenWindow[] };
  /** Begins to watch Chromium's pages. */
  watch(browser: DevTools): Promise<void>;
}

export function createWindows(dependencies: WindowsDependencies): Windows {
  const { devtools, schemes, session, ipc } = dependencies;
  const windows = new Map<number, BrowserWindow>();
  const byTarget = new Map<string, BrowserWindow>();
  const awaited = new Map<string, (session: string) => void>();
  const attachedEarly = new Map<string, string>();
  let focused: BrowserWindow | null = null;
  let nextId = 1;

  class BrowserWindow extends EventEmitter {
    readonly id: number;
    readonly webContents: WebContents;
    #options: WindowOptions;
    #destroyed = false;
    #visible: boolean;
    #targetId: string | null = null;

    constructor(options: WindowOptions = {}, opened?: { readonly targetId: string; readonly session: string }) {
      super();
      if (!dependencies.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
      const preferences = { ...defaultPreferences, ...options.webPreferences };
      if (!preferences.contextIsolation || !preferences.sandbox || preferences.nodeIntegration)
        throw new Error('the double knows isolated and sandboxed windows only');
      this.id = nextId++;
      this.#options = options;
      this.#visible = options.show !== false;
      const preload = options.webPreferences?.preload;
      this.webContents = new WebContents({
        id: this.id,
        devtools: devtools(),
        schemes,
        session,
        ipc,
        preferences,
        preload: preload ? readFileSync(preload, 'utf8') : '',
      });
      this.webContents.once('ready-to-paint', () => this.emit('ready-to-show'));
      windows.set(this.id, this);
      if (this.#visible) focused = this;
      dependencies.onContents(this.webContents);
      dependencies.onWindow(this);
      void (opened ? this.#join(opened) : this.#create()).catch(() => {}); // Chromium ended meanwhile
    }

    async #create(): Promise<void> {
      const browser = await devtools();
      const { targetId } = await browser.send('Target.createTarget', {
        url: 'about:blank',
        newWindow: true,
        width: this.#options.width ?? 800,
        height: this.#options.height ?? 600,
      });
      const early = attachedEarly.get(targetId);
      const own = early ?? (await new Promise<string>((resolve) => awaited.set(targetId, resolve)));
      await this.#join({ targetId, session: own });
    }

    async #join(attachment: { readonly targetId: string; readonly session: string }): Promise<void> {
      this.#targetId = attachment.targetId;
      byTarget.set(attachment.targetId, this);
      if (this.#destroyed) return void (await (await devtools()).send('Target.closeTarget', { targetId: attachment.targetId }));
      await this.webContents.attach(attachment);
    }

    /** The double's own: Chromium says that the page is gone. */
    gone(): void {
      if (this.#destroyed) return;
      this.#destroyed = true;
      windows.delete(this.id);
      if (this.#targetId) byTarget.delete(this.#targetId);
      if (focused === this) focused = [...windows.values()].findLast((window) => window.isVisible()) ?? null;
      this.webContents.detach();
      this.emit('closed');
      if (windows.size === 0) dependencies.onAllClosed();
    }

    loadURL = (url: string) => this.webContents.loadURL(url);
    /** As the user does it: the program may prevent it, the page may. */
    close(): void {
      const event = preventable({});
      this.emit('close', event);
      if (event.defaultPrevented || this.#destroyed) return;
      const session = this.#targetId;
      void devtools()
        .then((browser) => (session ? browser.send('Target.closeTarget', { targetId: session }) : undefined))
        .catch(() => this.gone());
    }
    destroy(): void {
      const targetId = this.#targetId;
      this.gone();
      if (targetId)
        void devtools()
          .then((browser) => browser.send('Target.closeTarget', { targetId }))
          .catch(() => {}); // gone already
    }
    show(): void {
      this.#visible = true;
      focused = this;
      this.emit('show');
    }
    hide(): void {
      this.#visible = false;
      if (focused === this) focused = null;
      this.emit('hide');
    }
    focus(): void {
      focused = this;
      this.emit('focus');
    }
    restore(): void {}
    isMinimized = () => false;
    isVisible = () => this.#visible && !this.#destroyed;
    isFocused = () => focused === this;
    isDestroyed = () => this.#destroyed;
    getTitle = () => this.#options.title ?? this.webContents.getTitle();

    static getAllWindows = (): BrowserWindow[] => [...windows.values()];
    static getFocusedWindow = () => focused;
    static fromId = (id: number) => windows.get(id) ?? null;
    static fromWebContents = (contents: WebContents) => [...windows.values()].find((window) => window.webContents === contents) ?? null;
  }

  /** A page that Chromium opened: one of ours, or a window that a page asked for. */
  async function takeTarget(
    browser: DevTools,
    attached: { sessionId: string; targetId: string; openerId?: string | undefined; url: string },
  ): Promise<void> {
    const { sessionId, targetId, openerId, url } = attached;
    const waiting = awaited.get(targetId);
    if (waiting) return waiting(sessionId);
    const opener = openerId === undefined ? undefined : byTarget.get(openerId);
    if (!opener) return void attachedEarly.set(targetId, sessionId); // the answer to createTarget is on its way
    if (opener.webContents.decideWindowOpen(url).action === 'deny') {
      // The opener's script waits inside window.open until the page runs; held at its first request it can load nothing.
      await browser.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }, sessionId);
      await browser.send('Runtime.runIfWaitingForDebugger', {}, sessionId);
      return void (await browser.send('Target.closeTarget', { targetId }));
    }
    const window = new BrowserWindow({ webPreferences: opener.webContents.getLastWebPreferences() }, { targetId, session: sessionId });
    opener.webContents.emit('did-create-window', window, { url });
  }

  return {
    BrowserWindow,
    async watch(browser: DevTools): Promise<void> {
      browser.on('Target.attachedToTarget', null, ({ sessionId, targetInfo }) => {
        if (targetInfo.type !== 'page') return void browser.send('Runtime.runIfWaitingForDebugger', {}, sessionId).catch(() => {}); // a worker of the page: nothing to decide
        const { targetId, openerId, url } = targetInfo;
        void takeTarget(browser, { sessionId, targetId, openerId, url }).catch(() => {}); // it closed itself
      });
      browser.on('Target.targetDestroyed', null, ({ targetId }) => byTarget.get(targetId)?.gone());
      await browser.send('Target.setDiscoverTargets', { discover: true });
      await browser.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
    },
  };
}
