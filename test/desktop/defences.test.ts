/** Every defence of the desktop host with its mutation check: the same attack is refused, and succeeds once the defence is taken out of the source. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mutation } from '../support/electron-double/register.ts';
import { type Desktop, double, removeFolders, request, untilListed } from './desktop-program.ts';

const preload = fileURLToPath(new URL('../../dist/electron/preload.cjs', import.meta.url));

interface Attack {
  readonly what: string;
  readonly mutations: readonly Mutation[];
  /** Whether it succeeded. */
  run(program: Desktop, page: Page): Promise<boolean>;
}

let sink: Server;
let heard = 0;

/** Waits until the window has done what it was made to do. */
const settle = (page: Page) => page.evaluate(() => fetch('./icon.svg').then(({ status }) => status)).catch(() => 0);

const attacks: readonly Attack[] = [
  {
    what: 'a call from a page that is not ours',
    mutations: [{ file: 'desktop/bridge.ts', find: 'if (!isOurs(event) || typeof', replace: 'if (typeof' }],
    run: (program) =>
      program.evaluate(async ({ BrowserWindow }, preload) => {
        const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } });
        await window.loadURL('data:text/html,x');
        const answer = await window.webContents.executeJavaScript(`window.postglass.request('application.info', {})`);
        window.destroy();
        return (answer as { ok: boolean }).ok;
      }, preload),
  },
  {
    what: 'a permission asked for by a page',
    mutations: [
      { file: 'desktop/protections.ts', find: 'answer(false)', replace: 'answer(true)' },
      { file: 'desktop/protections.ts', find: 'setPermissionCheckHandler(() => false)', replace: 'setPermissionCheckHandler(() => true)' },
    ],
    run: (_program, page) =>
      page.evaluate(() => navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state === 'granted')),
  },
  {
    what: 'an inline script that got into the page',
    mutations: [{ file: 'loopback/content-policy.ts', find: `"script-src 'self'"`, replace: `"script-src 'self' 'unsafe-inline'"` }],
    run: (_program, page) =>
      page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.ran = true';
        document.body.append(script);
        return 'ran' in globalThis;
      }),
  },
  {
    what: 'a request to the outside',
    mutations: [
      { file: 'loopback/content-policy.ts', find: "`connect-src 'self' ", replace: '`connect-src * ' },
      { file: 'desktop/protections.ts', find: 'answer({ cancel:', replace: 'answer({ kept:' },
    ],
    async run(_program, page) {
      const before = heard;
      await page.evaluate(
        (port) => fetch(`http://127.0.0.1:${port}/`, { mode: 'no-cors' }).catch(() => null),
        (sink.address() as AddressInfo).port,
      );
      return heard > before;
    },
  },
  {
    what: 'a program started by a link',
    mutations: [
      { file: 'desktop/host.ts', find: 'if (!openable.test(url))', replace: 'if (false)' },
      {
        file: 'engine/host-services/application-handlers.ts',
        find: 'const openable = openableUrl(url);',
        replace: 'const openable: string | null = url; void openableUrl;',
      },
    ],
    async run(program, page) {
      await program.evaluate(({ shell }) => {
        Object.assign(globalThis, { opened: false });
        shell.openExternal = async () => void Object.assign(globalThis, { opened: true });
      });
      await request(page, 'application.openExternal', { url: 'file:///bin/sh' });
      return program.evaluate(() => (globalThis as never as { opened: boolean }).opened);
    },
  },
  {
    what: 'a window opened by a page',
    mutations: [{ file: 'desktop/protections.ts', find: "{ action: 'deny' }", replace: "{ action: 'allow' }" }],
    async run(program, page) {
      const count = () => program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
      const before = await count();
      await page.evaluate(() => void window.open('./icon.svg'));
      await settle(page);
      const after = await program.evaluate(async ({ BrowserWindow }, before) => {
        // A window that is allowed is made in this turn or the next ones; one that is not never is.
        for (let turn = 0; turn < 200 && BrowserWindow.getAllWindows().length <= before; turn++)
          await new Promise((resolve) => setImmediate(resolve));
        return BrowserWindow.getAllWindows().length;
      }, before);
      return after > before;
    },
  },
  {
    // The last one: where it succeeds the page goes.
    what: 'leaving the page',
    mutations: [{ file: 'desktop/protections.ts', find: 'stayHome(event, event.url)', replace: 'void stayHome' }],
    async run(program, page) {
      await program.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        // Added last, so that the program has decided by now.
        const decided = new Promise((resolve) =>
          contents?.once('will-frame-navigate', ({ defaultPrevented }) => resolve(defaultPrevented)),
        );
        Object.assign(globalThis, { decided });
      });
      await page.evaluate((port) => location.assign(`http://127.0.0.1:${port}/`), (sink.address() as AddressInfo).port);
      return program.evaluate(async () => !(await (globalThis as never as { decided: Promise<boolean> }).decided));
    },
  },
];

beforeAll(async () => {
  sink = createServer((_request, response) => {
    heard++;
    response.end('<title>outside</title>');
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', () => resolve()));
});
afterAll(async () => {
  sink.closeAllConnections();
  await new Promise((resolve) => sink.close(resolve));
  removeFolders();
});

it('each defence stands in its file', () => {
  for (const { file, find } of attacks.flatMap(({ mutations }) => mutations))
    expect(readFileSync(new URL(`../../electron/${file}`, import.meta.url), 'utf8').includes(find), `${file}: ${find}`).toBe(true);
});

describe.each([
  { state: 'with its defences', mutations: [], succeeds: false },
  { state: 'with its defences taken out', mutations: attacks.flatMap(({ mutations }) => mutations), succeeds: true },
])('the desktop program $state', ({ mutations, succeeds }) => {
  let program: Desktop;
  let page: Page;
  beforeAll(async () => {
    program = await double.start({ mutations });
    page = await program.page();
    await untilListed(page);
  });
  afterAll(async () => {
    await program?.stop();
  });
  it.each(attacks)(`$what ${succeeds ? 'succeeds' : 'is refused'}`, async ({ run }) => {
    expect(await run(program, page)).toBe(succeeds);
  });
});

it('the main process refuses an address that the engine let through', async () => {
  const { mutations, run } = attacks.find(({ what }) => what === 'a program started by a link') ?? { mutations: [], run: null };
  const program = await double.start({ mutations: mutations.filter(({ file }) => file.startsWith('engine/')) });
  try {
    const page = await program.page();
    await untilListed(page);
    expect(await run?.(program, page)).toBe(false);
  } finally {
    await program.stop();
  }
});
