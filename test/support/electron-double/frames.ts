/** The frames of a page as `WebFrameMain` shows them, kept by the events of the DevTools protocol. */
import type { DevTools, Protocol } from './devtools.ts';

export interface Frame {
  readonly frameTreeNodeId: number;
  readonly processId: number;
  readonly routingId: number;
  readonly url: string;
  readonly origin: string;
  readonly name: string;
  readonly parent: Frame | null;
  readonly top: Frame | null;
  readonly frames: Frame[];
  readonly framesInSubtree: Frame[];
  readonly detached: boolean;
  isDestroyed(): boolean;
}

export interface Frames {
  /** Null before the page is attached. */
  main(): Frame | null;
  byId(frameId: string): Frame | null;
  /** The frame that a script's world belongs to; null once it is gone. */
  byContext(contextId: number): Frame | null;
  /** The isolated world of the main frame's present document. */
  mainContext(): number | null;
  mainId(): string | null;
}

interface Entry {
  readonly parentId: string | null;
  readonly frame: Frame;
  url: string;
  origin: string;
  name: string;
  gone: boolean;
}

export function createFrames(devtools: DevTools, session: string, world: string, fromChromium: (address: string) => string): Frames {
  const entries = new Map<string, Entry>();
  const contexts = new Map<number, string>();
  const isolated = new Map<string, number>();
  let mainId: string | null = null;
  let nextId = 1;

  function enter(id: string, parentId: string | null): Entry {
    const known = entries.get(id);
    if (known) return known;
    const number = nextId++;
    const children = () => [...entries.values()].filter((entry) => entry.parentId === id).map(({ frame }) => frame);
    const parent = () => (parentId === null ? null : (entries.get(parentId)?.frame ?? null));
    const frame: Frame = {
      frameTreeNodeId: number,
      processId: 1,
      routingId: number,
      get url() {
        return entry.url;
      },
      get origin() {
        return entry.origin;
      },
      get name() {
        return entry.name;
      },
      get parent() {
        return parent();
      },
      get top() {
        return parent()?.top ?? frame;
      },
      get frames() {
        return children();
      },
      get framesInSubtree() {
        return [frame, ...children().flatMap(({ framesInSubtree }) => framesInSubtree)];
      },
      get detached() {
        return entry.gone;
      },
      isDestroyed: () => entry.gone,
    };
    const entry: Entry = { parentId, frame, url: '', origin: 'null', name: '', gone: false };
    entries.set(id, entry);
    if (parentId === null) mainId = id;
    return entry;
  }

  function update({ id, parentId, url, urlFragment, securityOrigin, name }: Protocol.Page.Frame): void {
    const entry = enter(id, parentId ?? null);
    entry.url = fromChromium(`${url}${urlFragment ?? ''}`);
    // Chromium writes an opaque origin as `://`; Electron as `null`.
    entry.origin = !securityOrigin || securityOrigin === '://' ? 'null' : fromChromium(securityOrigin);
    entry.name = name ?? '';
  }

  devtools.on('Page.frameAttached', session, ({ frameId, parentFrameId }) => void enter(frameId, parentFrameId));
  devtools.on('Page.frameNavigated', session, ({ frame }) => update(frame));
  devtools.on('Page.navigatedWithinDocument', session, ({ frameId, url }) => {
    const entry = entries.get(frameId);
    if (entry) entry.url = fromChromium(url);
  });
  devtools.on('Page.frameDetached', session, ({ frameId, reason }) => {
    if (reason !== 'remove') return;
    const entry = entries.get(frameId);
    if (entry) entry.gone = true;
    entries.delete(frameId);
  });
  devtools.on('Runtime.executionContextCreated', session, ({ context }) => {
    const { frameId } = context.auxData as { frameId?: string }; // by the protocol: the frame of a page's context
    if (!frameId) return;
    contexts.set(context.id, frameId);
    if (context.name === world) isolated.set(frameId, context.id);
  });
  devtools.on('Runtime.executionContextDestroyed', session, ({ executionContextId }) => {
    const frameId = contexts.get(executionContextId);
    contexts.delete(executionContextId);
    if (frameId && isolated.get(frameId) === executionContextId) isolated.delete(frameId);
  });
  devtools.on('Runtime.executionContextsCleared', session, () => {
    contexts.clear();
    isolated.clear();
  });
  const enterTree = ({ frame, childFrames = [] }: Protocol.Page.FrameTree): void => {
    update(frame);
    childFrames.forEach(enterTree);
  };
  void devtools.send('Page.getFrameTree', {}, session).then(
    ({ frameTree }) => enterTree(frameTree),
    () => {},
  );

  return {
    main: () => (mainId === null ? null : (entries.get(mainId)?.frame ?? null)),
    byId: (frameId) => entries.get(frameId)?.frame ?? null,
    byContext: (contextId) => entries.get(contexts.get(contextId) ?? '')?.frame ?? null,
    mainContext: () => (mainId === null ? null : (isolated.get(mainId) ?? null)),
    mainId: () => mainId,
  };
}
