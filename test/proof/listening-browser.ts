/**
 * A Chromium to which every name on earth is one listening socket of this process, and which keeps a log of every name it was asked to
 * resolve: nothing that a page begins to fetch can go unheard. Only 127.0.0.1, where the window itself is served, is what it seems.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchWholeChromium } from '../support/chromium.ts';

export interface ListeningBrowser {
  readonly browser: Browser;
  /** The names in the first bytes of each connection that reached the sink: of a request, or of a TLS greeting. */
  readonly heard: string[];
  /** Resolves when so many connections have reached the sink. */
  untilHeard(count: number): Promise<void>;
  /** Closes the browser and answers how often a name other than the window's was resolved, or resolving it was begun. */
  close(): Promise<{ readonly resolved: number }>;
}

/** Whom Chromium calls by itself, whatever it shows; Electron calls none of them. They do not exist here, and no mail may name them. */
export const browserOwnHosts = [
  'content-autofill.googleapis.com',
  'update.googleapis.com',
  'optimizationguide-pa.googleapis.com',
  'accounts.google.com',
  'clients2.google.com',
  'redirector.gvt1.com',
] as const;

export async function startListeningBrowser(): Promise<ListeningBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'postglass-netlog-'));
  const heard: string[] = [];
  const waiting = new Set<() => void>();
  const sink = createServer((socket) => {
    socket.on('error', () => socket.destroy()); // a page that goes away resets its connections
    socket.once('data', (bytes) => {
      heard.push(
        bytes
          .toString('latin1')
          .match(/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/gi)
          ?.join(' ') ?? 'no name',
      );
      socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
      for (const wake of [...waiting]) wake();
    });
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  const { port } = sink.address() as AddressInfo; // listening on TCP
  const log = join(folder, 'net-log.json');
  const own = browserOwnHosts.map((name) => `MAP ${name} ~NOTFOUND`).join(', ');
  const browser = await launchWholeChromium([
    `--host-resolver-rules=${own}, MAP * 127.0.0.1:${port}, EXCLUDE 127.0.0.1`,
    `--log-net-log=${log}`,
  ]);
  return {
    browser,
    heard,
    untilHeard: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (heard.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async close() {
      await browser.close();
      await new Promise((resolve) => sink.close(resolve));
      const text = readFileSync(log, 'utf8');
      rmSync(folder, { recursive: true, force: true });
      if (!text.includes('HOST_RESOLVER')) throw new Error('the browser wrote no log of its network');
      return { resolved: text.match(new RegExp(`"host":"[^"]*:${port}"`, 'g'))?.length ?? 0 };
    },
  };
}

/** Notes the scripts that begin to be compiled in any frame below the page's own, handlers in attributes included. */
export async function watchScripts(page: Page): Promise<{ readonly compiled: string[]; untilCompiled(): Promise<void> }> {
  const compiled: string[] = [];
  const first = Promise.withResolvers<void>();
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  session.on('Debugger.scriptParsed', (script) => {
    const context = (script.executionContextAuxData ?? {}) as { frameId?: string; isDefault?: boolean }; // the protocol leaves its shape open
    if (!context.isDefault || context.frameId === frameTree.frame.id) return;
    compiled.push(script.url);
    first.resolve();
  });
  await session.send('Debugger.enable');
  return { compiled, untilCompiled: () => first.promise };
}
