/** The built window behind a plain web server with the content policies of the real hosts, and the fake engine in its pages. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { build } from 'vite';
import { commonHeaders, messagePolicy, noncePlaceholder, windowPolicy } from '../../../electron/loopback/content-policy.ts';
import { builtOnce, builtWindow, type WindowKind, withoutStacks } from '../../support/built-window.ts';
import { launchChromium } from '../../support/chromium.ts';
import type { FakeOptions } from './engine.ts';

const root = new URL('../../../', import.meta.url).pathname;
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** A white dot, for pictures by content identifier. */
export const dotPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC',
  'base64',
);

export interface WindowHost {
  readonly browser: Browser;
  readonly origin: string;
  /** Requests that the server got, by path. */
  readonly requests: string[];
  /** Opens the window in a fresh profile. @param prepare called before anything is loaded */
  open(options?: FakeOptions, context?: BrowserContextOptions, prepare?: (profile: BrowserContext) => Promise<unknown>): Promise<Page>;
  close(): Promise<void>;
}

interface WindowHostOptions {
  /** Of Chromium, besides the usual ones. */
  readonly flags?: readonly string[];
  /** For a file that looks at what the page complains of. */
  readonly kind?: WindowKind;
}

async function bundleFakeEngine(outDir: string): Promise<void> {
  const entry = join(root, 'test/renderer/fake/engine.ts');
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      copyPublicDir: false,
      minify: false,
      lib: { entry, formats: ['iife'], name: 'fakeEngine', fileName: () => 'engine.js' },
    },
  });
}

/** Builds window and fake, where no other file has; starts server and browser. */
export async function startWindowHost({ flags = [], kind = 'shipped' }: WindowHostOptions = {}): Promise<WindowHost> {
  const folder = await builtWindow(kind);
  const script = await readFile(join(await builtOnce('fake-engine', bundleFakeEngine), 'engine.js'), 'utf8');

  const requests: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname.slice(1);
    requests.push(path);
    if (path.startsWith('bytes/')) {
      if (path.endsWith('/source')) {
        response.writeHead(200, { ...commonHeaders, 'content-type': 'text/plain; charset=utf-8' });
        response.end(`From: bruno@example.org\r\nSubject: source of ${path}\r\n\r\n${'a line of the body\r\n'.repeat(40)}`);
      } else {
        response.writeHead(200, { ...commonHeaders, 'content-type': 'image/png' });
        response.end(dotPng);
      }
      return;
    }
    // An empty page without any policy, to see each defence alone.
    if (path === 'bare.html') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><title>bare</title><body></body>');
      return;
    }
    const name = path === '' ? 'index.html' : path;
    const body = await readFile(join(folder, name)).catch(() => null);
    if (body === null) {
      response.writeHead(404).end();
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    const policy = name === 'message-frame.html' ? messagePolicy : windowPolicy(nonce, '');
    response.writeHead(200, {
      ...commonHeaders,
      'content-type': types[extname(name)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    });
    response.end(name === 'index.html' ? body.toString().replace(noncePlaceholder, nonce) : body);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  const browser = await launchChromium(flags);

  return {
    browser,
    origin,
    requests,
    async open(options = {}, context = {}, prepare = async (_profile: BrowserContext): Promise<unknown> => undefined) {
      const profile = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: 'en-GB',
        reducedMotion: 'reduce',
        ...context,
      });
      if (kind === 'development') await profile.addInitScript(withoutStacks);
      await prepare(profile);
      const page = await profile.newPage();
      await page.addInitScript(`if (window === top) { window.fakeOptions = ${JSON.stringify(options)}; ${script} }`);
      await page.goto(`${origin}/`);
      return page;
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
