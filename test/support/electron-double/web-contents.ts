/**
 * `webContents`: one page in Chromium, its preload in an isolated world, and everything that a program may refuse it.
 * Attached to a page that Chromium holds still until all of that is in place.
 */
import { EventEmitter } from 'node:events';
import { encodeClone } from './codec.ts';
import type { DevTools, Protocol } from './devtools.ts';
import { createFrames, type Frame, type Frames } from './frames.ts';
import type { Ipc } from './ipc-main.ts';
import { describeWorlds, type ToMain, type ToPreload } from './preload-world.ts';
import type { Schemes } from './schemes.ts';
import type { DoubleSession } from './session.ts';

export interface WindowOpenDetails {
  readonly url: string;
  readonly frameName: string;
  readonly features: string;
  readonly disposition: 'default' | 'foreground-tab' | 'background-tab' | 'new-window' | 'other';
  readonly referrer: { readonly url: string; readonly policy: string };
}
export type WindowOpenHandler = (details: WindowOpenDetails) => { action: 'allow' | 'deny' };

export interface WebContentsDependencies {
  readonly id: number;
  readonly devtools: Promise<DevTools>;
  readonly schemes: Schemes;
  readonly session: DoubleSession;
  readonly ipc: Ipc;
  readonly preferences: Readonly<Record<string, unknown>>;
  readonly preload: string;
}

export interface Attachment {
  readonly session: string;
  readonly targetId: string;
}

const world = 'Electron Isolated Context';
const binding = 'electronDoubleToMain';
const deliver = 'electronDoubleDeliver';

/** Chromium's resource types in Electron's words. */
const resourceTypes: Readonly<Record<string, string>> = {
  Stylesheet: 'stylesheet',
  Image: 'image',
  Media: 'media',
  Font: 'font',
  Script: 'script',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
  WebSocket: 'webSocket',
};

/** An event that a listener may prevent. */
export function preventable<Details extends object>(details: Details) {
  let prevented = false;
  return {
    ...details,
    preventDefault() {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  };
}

export class WebContents extends EventEmitter {
  readonly id: number;
  readonly session: DoubleSession['defaultSession'];
  readonly #dependencies: WebContentsDependencies;
  readonly #attached: Promise<{ devtools: DevTools; attachment: Attachment }>;
  #attach: (attachment: Attachment) => void = () => {};
  #frames: Frames | null = null;
  #live: { devtools: DevTools; attachment: Attachment } | null = null;
  #windowOpenHandler: WindowOpenHandler | null = null;
  #lastWindowOpen: Protocol.Page.windowOpenPayload | null = null;
  #expectedNavigation = false;
  #loading = false;
  #destroyed = false;
  #title = '';
  #requests = 0;

  constructor(dependencies: WebContentsDependencies) {
    super();
    this.id = dependencies.id;
    this.session = dependencies.session.defaultSession;
    this.#dependencies = dependencies;
    const attached = new Promise<Attachment>((resolve) => {
      this.#attach = resolve;
    });
    this.#attached = Promise.all([dependencies.devtools, attached]).then(async ([devtools, attachment]) => {
      await this.#prepare(devtools, attachment);
      return { devtools, attachment };
    });
    this.#attached.catch(() => {}); // the awaiting caller sees the rejection
  }

  get mainFrame(): Frame | null {
    return this.#frames?.main() ?? null;
  }

  /** The double's own: joins this object with a page that Chromium holds. */
  attach(attachment: Attachment): Promise<unknown> {
    this.#attach(attachment);
    return this.#attached;
  }

  /** The double's own: the page is gone. */
  detach(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.emit('destroyed');
  }

  /** The double's own: what the program says to a window that the page opens. */
  decideWindowOpen(address: string): { action: 'allow' | 'deny' } {
    const asked = this.#lastWindowOpen;
    this.#lastWindowOpen = null;
    const url = this.#dependencies.schemes.fromChromium(asked?.url || address);
    if (!this.#windowOpenHandler) return { action: 'allow' };
    return this.#windowOpenHandler({
      url,
      frameName: asked?.windowName ?? '',
      features: asked?.windowFeatures.join(',') ?? '',
      disposition: asked?.windowFeatures.length ? 'new-window' : 'foreground-tab',
      referrer: { url: '', policy: 'no-referrer' },
    });
  }

  async #prepare(devtools: DevTools, attachment: Attachment): Promise<void> {
    const { session } = attachment;
    const { schemes, preload, preferences } = this.#dependencies;
    this.#frames = createFrames(devtools, session, world, schemes.fromChromium);
    this.#live = { devtools, attachment };
    this.#listen(devtools, session);
    const worlds = describeWorlds({
      binding,
      deliver,
      preload,
      inSubFrames: preferences.nodeIntegrationInSubFrames === true,
      platform: process.platform,
      channel: crypto.randomUUID(),
    });
    const send: DevTools['send'] = (method, parameters) => devtools.send(method, parameters, session);
    await Promise.all([
      send('Page.enable'),
      send('Runtime.enable'),
      send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      send('Runtime.addBinding', { name: binding, executionContextName: world }),
      send('Page.addScriptToEvaluateOnNewDocument', { source: worlds.isolated, worldName: world }),
      send('Page.addScriptToEvaluateOnNewDocument', { source: worlds.page }),
      send('Runtime.runIfWaitingForDebugger'),
    ]);
  }

  #listen(devtools: DevTools, session: string): void {
    devtools.on('Runtime.bindingCalled', session, ({ name, payload, executionContextId }) => {
      if (name !== binding) return;
      const answer = (message: ToPreload) => this.#deliver(executionContextId, message);
      this.#dependencies.ipc.receive(JSON.parse(payload) as ToMain, this, this.#frames?.byContext(executionContextId) ?? null, answer); // written by runPreload
    });
    devtools.on('Fetch.requestPaused', session, (paused) => void this.#decide(devtools, session, paused).catch(() => {})); // the page went away meanwhile
    devtools.on('Page.windowOpen', session, (details) => {
      this.#lastWindowOpen = details;
    });
    devtools.on('Page.frameStartedNavigating', session, ({ frameId, url, navigationType }) => {
      const isSameDocument = navigationType === 'sameDocument' || navigationType === 'historySameDocument';
      const isMainFrame = frameId === this.#frames?.mainId();
      this.emit('did-start-navigation', { url: this.#dependencies.schemes.fromChromium(url), isSameDocument, isMainFrame });
    });
    devtools.on('Page.domContentEventFired', session, () => this.emit('dom-ready', {}));
    devtools.on('Page.loadEventFired', session, () => {
      this.#loading = false;
      this.emit('ready-to-paint');
      this.emit('did-finish-load', {});
    });
    devtools.on('Page.frameNavigated', session, ({ frame }) => {
      if (!frame.parentId) this.emit('did-navigate', {}, this.getURL(), 200, 'OK');
    });
    devtools.on('Page.javascriptDialogOpening', session, ({ type }) => {
      // A page that does not want to be left keeps its window, unless the program prevents that.
      const event = preventable({});
      if (type === 'beforeunload') this.emit('will-prevent-unload', event);
      void devtools
        .send('Page.handleJavaScriptDialog', { accept: type !== 'beforeunload' || event.defaultPrevented }, session)
        .catch(() => {}); // another client answered it first
    });
    devtools.on('Runtime.consoleAPICalled', session, ({ type, args }) => {
      this.emit('console-message', {
        level: type,
        message: args.map(({ value, description }) => String(value ?? description ?? '')).join(' '),
      });
    });
    devtools.on('Inspector.targetCrashed', session, () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
  }

  async #decide(devtools: DevTools, session: string, paused: Protocol.Fetch.requestPausedPayload): Promise<void> {
    const { requestId, request, frameId, resourceType, redirectedRequestId } = paused;
    const url = this.#dependencies.schemes.fromChromium(request.url);
    const isMainFrame = frameId === this.#frames?.mainId();
    const refuse = (errorReason: Protocol.Network.ErrorReason) => devtools.send('Fetch.failRequest', { requestId, errorReason }, session);
    if (resourceType === 'Document') {
      const details = { url, isSameDocument: false, isMainFrame, frame: this.#frames?.byId(frameId) ?? null };
      const event = preventable(details);
      if (redirectedRequestId !== undefined) this.emit('will-redirect', event, url, false, isMainFrame);
      else if (!(isMainFrame && this.#expectedNavigation)) {
        this.emit('will-frame-navigate', event);
        if (isMainFrame && !event.defaultPrevented) this.emit('will-navigate', event, url, false, isMainFrame);
      }
      if (isMainFrame) this.#expectedNavigation = false;
      if (event.defaultPrevented) return void (await refuse('Aborted'));
      if (isMainFrame) await this.#applyPermissions(devtools, url);
    }
    const decision = await this.#dependencies.session.decide({
      id: ++this.#requests,
      url,
      method: request.method,
      resourceType: resourceType === 'Document' ? (isMainFrame ? 'mainFrame' : 'subFrame') : (resourceTypes[resourceType] ?? 'other'),
      webContentsId: this.id,
      referrer: request.headers.Referer ?? '',
      timestamp: Date.now(),
    });
    if (decision.cancel) return void (await refuse('BlockedByClient'));
    await devtools.send('Fetch.continueRequest', { requestId }, session);
  }

  #applyPermissions(devtools: DevTools, address: string): Promise<void> {
    const url = URL.parse(address);
    if (!url) return Promise.resolve();
    const chromiumOrigin = URL.parse(this.#dependencies.schemes.toChromium(address))?.origin ?? url.origin;
    return this.#dependencies.session.applyPermissions(devtools, this, `${url.protocol}//${url.host}`, chromiumOrigin);
  }

  #deliver(contextId: number, message: ToPreload): void {
    const { devtools, attachment } = this.#live ?? {};
    if (!devtools || !attachment) return;
    const expression = `globalThis[${JSON.stringify(deliver)}]?.(${JSON.stringify(JSON.stringify(message))})`;
    void devtools.send('Runtime.evaluate', { expression, contextId }, attachment.session).catch(() => {}); // the document went away: nobody waits for it
  }

  /** Documented: sent to the main frame's present document; one that is not there yet hears nothing. */
  send(channel: string, ...parameters: unknown[]): void {
    const message: ToPreload = { kind: 'event', channel, parameters: encodeClone(parameters) };
    const contextId = this.#frames?.mainContext();
    if (contextId !== null && contextId !== undefined) this.#deliver(contextId, message);
  }

  /** Resolves when the page has finished loading, rejects when it could not be loaded. */
  async loadURL(url: string): Promise<void> {
    const { devtools, attachment } = await this.#attached;
    const loaded = new Promise<void>((resolve, reject) => {
      this.once('did-finish-load', () => resolve());
      this.once('destroyed', () => reject(new Error(`ERR_FAILED (-2) loading '${url}'`)));
    });
    loaded.catch(() => {}); // the navigation itself may fail first
    this.#loading = true;
    this.#expectedNavigation = /^(?!data:|about:|blob:)/i.test(url);
    const { errorText } = await devtools.send('Page.navigate', { url: this.#dependencies.schemes.toChromium(url) }, attachment.session);
    this.#expectedNavigation = false;
    if (errorText) {
      this.#loading = false;
      const name = errorText.replace(/^net::/, '');
      this.emit('did-fail-load', {}, -2, name, url, true);
      throw Object.assign(new Error(`${name} (-2) loading '${url}'`), { code: name, errno: -2, url });
    }
    await loaded;
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const { devtools, attachment } = await this.#attached;
    const { result, exceptionDetails } = await devtools.send(
      'Runtime.evaluate',
      { expression: code, awaitPromise: true, returnByValue: true, userGesture: true },
      attachment.session,
    );
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async reload(): Promise<void> {
    const { devtools, attachment } = await this.#attached;
    this.#expectedNavigation = true;
    await devtools.send('Page.reload', {}, attachment.session);
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }
  getLastWebPreferences = () => ({ ...this.#dependencies.preferences });
  getURL = () => this.mainFrame?.url ?? '';
  getTitle = () => this.#title;
  isDestroyed = () => this.#destroyed;
  isLoading = () => this.#loading;
  openDevTools(): void {}
  toggleDevTools(): void {}
}
