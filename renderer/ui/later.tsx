/**
 * Lazily loaded parts of the window, so that the first view waits for nothing else. The files are fetched in idle time (`fetchWhenIdle`), and
 * a part whose file is loaded is drawn at once: no key waits, and no placeholder flashes.
 */
import { type ComponentType, Suspense, use, useState } from 'react';

/** A component like any other; `fetch` gets its file before it is drawn. */
type Later<Properties extends object> = ComponentType<Properties> & { readonly fetch: () => Promise<unknown> };

/**
 * Makes a component of one in another file.
 * @param load imports it; called when it is fetched ahead, and once more when it is drawn for the first time and fetching ahead has failed
 */
export function later<Properties extends object>(load: () => Promise<ComponentType<Properties>>): Later<Properties> {
  let loaded: ComponentType<Properties> | null = null;
  let coming: Promise<ComponentType<Properties>> | null = null;
  /** What is drawn waits for one promise, also after it has failed: with a new one for each attempt to draw, React would ask without end. */
  let drawn: Promise<ComponentType<Properties>> | null = null;
  const fetch = () => {
    coming ??= load().then(
      (component) => {
        loaded = component;
        return component;
      },
      (error: unknown) => {
        coming = null;
        throw error;
      },
    );
    return coming;
  };
  function Awaited(properties: Properties) {
    drawn ??= fetch();
    const Part = use(drawn);
    return <Part {...properties} />;
  }
  function Part(properties: Properties) {
    // As it was when this was drawn first: another component in its place would begin anew.
    const [Ready] = useState(() => loaded);
    return Ready ? <Ready {...properties} /> : <Awaited {...properties} />;
  }
  const Later = (properties: Properties) => (
    <Suspense fallback={null}>
      <Part {...properties} />
    </Suspense>
  );
  return Object.assign(Later, { fetch });
}

/** Milliseconds after which files are fetched although the window is busy. */
const longestWait = 1_000;

/** Fetches files once the window has nothing else to do. The returned function calls it off. */
export function fetchWhenIdle(files: readonly (() => Promise<unknown>)[]): () => void {
  // One that cannot be had now is asked for again when it is wanted, and then its failure is shown.
  const idle = requestIdleCallback(() => void Promise.allSettled(files.map((fetch) => fetch())), { timeout: longestWait });
  return () => cancelIdleCallback(idle);
}
