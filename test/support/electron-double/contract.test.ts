/**
 * What the double promises, from Electron's documentation. The same tests run in real Electron where its runtime is: there they
 * say whether the double tells the truth.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DesktopProgram, launchDouble, launchElectron, realElectronMissing } from './launch.ts';

const preload = fileURLToPath(new URL('./fixture-preload.cjs', import.meta.url));
const entry = 'test/support/electron-double/fixture-main.mjs';
/** A condition that becomes true: at once on an idle machine. */
const soon = <Value>(read: () => Value) => expect.poll(read, { timeout: 30_000 });
const missing = realElectronMissing();

const hosts = [
  { name: 'the double', skip: false, launch: async (folder: string) => launchDouble({ entry, args: [folder] }) },
  {
    name: missing ? `real Electron (skipped: ${missing})` : 'real Electron',
    skip: missing !== null,
    launch: (folder: string) => launchElectron({ entry, args: [folder] }),
  },
];

describe.each(hosts)('Electron as documented: $name', ({ skip, launch }) => {
  if (skip) {
    it.skip('needs the runtime', () => {});
    return;
  }
  let program: DesktopProgram;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'postglass-electron-'));
    program = await launch(folder);
    await program.evaluate(async ({ app, protocol, ipcMain }) => {
      await app.whenReady();
      protocol.handle('app', async (request) => {
        const url = new URL(request.url);
        if (url.pathname === '/echo')
          return Response.json({
            url: request.url,
            method: request.method,
            type: request.headers.get('content-type'),
            body: await request.text(),
          });
        if (url.pathname === '/stream') {
          const block = new Uint8Array(1024 * 1024);
          let left = 8;
          return new Response(new ReadableStream({ pull: (controller) => (left-- > 0 ? controller.enqueue(block) : controller.close()) }));
        }
        if (url.pathname === '/away') return new Response(null, { status: 302, headers: { location: 'https://elsewhere.example/' } });
        if (url.pathname === '/missing') return new Response('no', { status: 404, headers: { 'content-type': 'text/html' } });
        return new Response(
          `<!doctype html><title>${url.pathname}</title><p>here<iframe name=inner src=/inner.html></iframe>`.replace(
            url.pathname === '/inner.html' ? /<iframe.*/ : /$^/,
            '',
          ),
          {
            headers: { 'content-type': 'text/html', 'x-own': '1' },
          },
        );
      });
      ipcMain.handle('echo', (_event, ...parameters) => parameters);
      ipcMain.handle('who', ({ senderFrame, sender }) => ({
        url: senderFrame?.url,
        origin: senderFrame?.origin,
        top: senderFrame?.parent === null,
        contents: sender.id,
      }));
      ipcMain.handle('fail', () => {
        throw Object.assign(new TypeError('it broke'), { code: 'SECRET', detail: { path: '/etc' } });
      });
    });
  });
  afterAll(async () => {
    await program?.stop();
    // Chromium's helpers may write a last time.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  /** A window on a page, with the fixture's preload; answers its id. */
  const open = (url: string, inSubFrames = false) =>
    program.evaluate(
      async ({ BrowserWindow }, { url, preload, inSubFrames }) => {
        const window = new BrowserWindow({
          webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegrationInSubFrames: inSubFrames },
        });
        await window.loadURL(url);
        return window.id;
      },
      { url, preload, inSubFrames },
    );
  /** Runs text in the page of a window. */
  const inPage = (id: number, code: string) =>
    program.evaluate(
      ({ BrowserWindow }, { id, code }) => BrowserWindow.fromId(id)?.webContents.executeJavaScript(code, true) as Promise<never>,
      {
        id,
        code,
      },
    );

  describe('the context bridge', () => {
    let id: number;
    beforeAll(async () => {
      id = await open('app://postglass/');
    });

    it('gives the page what the preload exposed, frozen, and nothing of Node', async () => {
      expect(
        await inPage(
          id,
          `({ node: [typeof require, typeof process, typeof Buffer, typeof module].join(), keys: Object.keys(window.api).join(), frozen: Object.isFrozen(window.api) && Object.isFrozen(window.api.nested),
             kept: (() => { try { window.api = 1 } catch {} ; delete window.api; return typeof window.api })() })`,
        ),
      ).toEqual({
        node: 'undefined,undefined,undefined,undefined',
        keys: 'number,nested,add,later,refuse,call,invoke,send,subscribe,seen',
        frozen: true,
        kept: 'object',
      });
    });

    it('the preload itself has electron and nothing else to require', async () => {
      expect(await inPage(id, 'window.api.seen')).toEqual({ fs: 'refused', path: 'refused', electron: 'object', globals: 'undefined' });
    });

    it('functions are proxied both ways, promises settle, errors keep only their message', async () => {
      expect(await inPage(id, 'window.api.add(2, 3)')).toBe(5);
      expect(await inPage(id, 'window.api.call((value) => value * 2)')).toBe(42);
      expect(await inPage(id, 'window.api.later("x").then((value) => value + "!")')).toBe('x!');
      expect(await inPage(id, 'window.api.refuse().catch((error) => [error instanceof Error, error.message, error.code ?? null])')).toEqual(
        [true, 'refused here', null],
      );
      expect(await inPage(id, 'window.api.nested.deep.list')).toEqual([1, { two: 2 }]);
    });

    it('a page that replaces built-ins gets no further', async () => {
      expect(
        await inPage(
          id,
          `(() => { const stolen = []; const saved = [Function.prototype.call, Function.prototype.bind, Promise.prototype.then];
             Function.prototype.call = function (...rest) { stolen.push(this); return saved[0].apply(this, rest) };
             Function.prototype.bind = function (...rest) { stolen.push(this); return saved[1].apply(this, rest) };
             const answer = window.api.add(1, 1);
             [Function.prototype.call, Function.prototype.bind] = saved;
             return [answer, stolen.some((item) => { try { return typeof item.constructor('return typeof process')() === 'object' && item.constructor('return process')().versions?.node !== undefined } catch { return false } })] })()`,
        ),
      ).toEqual([2, false]);
    });
  });

  describe('messages between processes', () => {
    let id: number;
    beforeAll(async () => {
      id = await open('app://postglass/');
    });

    it('arguments and results are structured clones', async () => {
      expect(
        await inPage(
          id,
          `window.api.invoke('echo', 1, 'two', null, undefined, [3, { four: new Date(4) }], new Uint8Array([5, 6])).then(([a, b, c, d, e, f]) => [a, b, c, d === undefined, e[0], e[1].four.getTime(), Array.from(f)])`,
        ),
      ).toEqual([1, 'two', null, true, 3, 4, [5, 6]]);
    });

    it('prototype keys arrive as plain keys', async () => {
      expect(
        await inPage(
          id,
          `window.api.invoke('echo', JSON.parse('{"__proto__": {"admin": true}}')).then(([value]) => [value.admin === true && Object.hasOwn(value, 'admin'), ({}).admin === undefined])`,
        ),
      ).toEqual([false, true]);
    });

    it('an error in a handler reaches the page as a message without its fields', async () => {
      expect(
        await inPage(id, `window.api.invoke('fail').catch((error) => [error.message, error.code ?? null, error.detail ?? null])`),
      ).toEqual(["Error invoking remote method 'fail': TypeError: it broke", null, null]);
    });

    it('a channel without a handler is an error, and so is a second handler', async () => {
      expect(await inPage(id, `window.api.invoke('nobody').catch((error) => error.message)`)).toContain(
        "No handler registered for 'nobody'",
      );
      expect(
        await program.evaluate(({ ipcMain }) => {
          try {
            ipcMain.handle('echo', () => {});
            return 'accepted';
          } catch (error) {
            return error instanceof Error ? error.message : '';
          }
        }),
      ).toBe("Attempted to register a second handler for 'echo'");
    });

    it('the sender is named: its page, and whether it is the top frame', async () => {
      expect(await inPage(id, `window.api.invoke('who')`)).toEqual({
        url: 'app://postglass/',
        origin: 'app://postglass',
        top: true,
        contents: id,
      });
      const foreign = await open('data:text/html,<p>elsewhere');
      expect(await inPage(foreign, `window.api.invoke('who')`)).toMatchObject({
        url: 'data:text/html,<p>elsewhere',
        top: true,
        contents: foreign,
      });
      const framed = await open('app://postglass/', true);
      expect(await inPage(framed, `frames[0].api.invoke('who')`)).toMatchObject({
        url: 'app://postglass/inner.html',
        top: false,
        contents: framed,
      });
    });

    it('frames inside a page have no preload unless asked for', async () => {
      expect(await inPage(id, 'typeof frames[0].api')).toBe('undefined');
    });

    it('events reach listeners until they are taken off', async () => {
      await inPage(id, 'window.heard = []; window.stop = window.api.subscribe((...values) => window.heard.push(values)); 0');
      const send = (value: string) =>
        program.evaluate(({ BrowserWindow }, { id, value }) => BrowserWindow.fromId(id)?.webContents.send('news', value, { deep: [1] }), {
          id,
          value,
        });
      await send('first');
      await soon(() => inPage(id, 'window.heard')).toEqual([['first', { deep: [1] }]]);
      await inPage(id, 'window.stop()');
      await send('second');
      await inPage(id, `window.api.invoke('echo')`);
      expect(await inPage(id, 'window.heard.length')).toBe(1);
    });
  });

  describe("a scheme of the program's own", () => {
    let id: number;
    beforeAll(async () => {
      id = await open('app://postglass/');
    });

    it('answers pages, fetches and uploads with the request as it was', async () => {
      expect(
        await inPage(
          id,
          `fetch('/echo?a=1', { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: new Blob(['ñ', 'x']) }).then((answer) => answer.json())`,
        ),
      ).toEqual({
        url: 'app://postglass/echo?a=1',
        method: 'PUT',
        type: 'text/plain',
        body: 'ñx',
      });
      expect(await inPage(id, `fetch('/missing').then((answer) => answer.status)`)).toBe(404);
      expect(await inPage(id, `fetch('/').then((answer) => answer.headers.get('x-own'))`)).toBe('1');
    });

    it('answers streams whole', async () => {
      expect(await inPage(id, `fetch('/stream').then((answer) => answer.arrayBuffer()).then((bytes) => bytes.byteLength)`)).toBe(
        8 * 1024 * 1024,
      );
    });

    it('is a secure context, and one of another host is another origin', async () => {
      expect(await inPage(id, 'isSecureContext')).toBe(true);
      expect(await inPage(id, `fetch('app://other/echo').then(() => 'read', () => 'blocked')`)).toBe('blocked');
    });

    it('can be registered before the application is ready, not after', async () => {
      expect(
        await program.evaluate(({ protocol }) => {
          try {
            protocol.registerSchemesAsPrivileged([{ scheme: 'late', privileges: {} }]);
            return 'accepted';
          } catch (error) {
            return error instanceof Error ? error.message : '';
          }
        }),
      ).toBe('protocol.registerSchemesAsPrivileged should be called before app is ready');
    });
  });

  describe('what a page may do', () => {
    const asked = async (id: number, code: string) => {
      await program.evaluate(({ BrowserWindow }, id) => {
        const contents = BrowserWindow.fromId(id)?.webContents;
        const seen: string[] = [];
        Object.assign(globalThis, { seen });
        contents?.on('will-navigate', (event) => {
          seen.push(`navigate ${event.url}`);
          event.preventDefault();
        });
        contents?.on('will-frame-navigate', (event) => {
          if (!event.isMainFrame) {
            seen.push(`frame ${event.url}`);
            event.preventDefault();
          }
        });
        contents?.on('will-redirect', (event) => {
          seen.push(`redirect ${event.url}`);
          event.preventDefault();
        });
        contents?.setWindowOpenHandler(({ url }) => {
          seen.push(`open ${url}`);
          return { action: 'deny' };
        });
      }, id);
      await inPage(id, `${code}; 0`);
      await soon(() => program.evaluate(() => (globalThis as never as { seen: string[] }).seen.length)).toBeGreaterThan(0);
      return program.evaluate(
        ({ BrowserWindow }, id) => [(globalThis as never as { seen: string[] }).seen[0], BrowserWindow.fromId(id)?.webContents.getURL()],
        id,
      );
    };

    it.each([
      ['a link', `location.href = 'https://elsewhere.example/'`, 'navigate https://elsewhere.example/'],
      ['a link of its own scheme', `location.href = '/other'`, 'navigate app://postglass/other'],
      [
        'a form',
        `document.body.innerHTML = '<form action="https://elsewhere.example/form">'; document.forms[0].submit()`,
        'navigate https://elsewhere.example/form?',
      ],
      ['a frame', `document.querySelector('iframe').src = 'https://elsewhere.example/'`, 'frame https://elsewhere.example/'],
      [
        'a redirect in a frame',
        `document.querySelector('iframe').remove(); document.body.append(Object.assign(document.createElement('iframe'), { src: '/away' }))`,
        'frame app://postglass/away',
      ],
      ['window.open', `window.open('https://elsewhere.example/pop')`, 'open https://elsewhere.example/pop'],
      [
        'a link with a target',
        `document.body.innerHTML = '<a target=_blank href="https://elsewhere.example/blank">'; document.links[0].click()`,
        'open https://elsewhere.example/blank',
      ],
    ])('%s is asked about and can be refused', async (_what, code, expected) => {
      const id = await open('app://postglass/');
      expect(await asked(id, code)).toEqual([expected, 'app://postglass/']);
      await program.evaluate(({ BrowserWindow }, id) => BrowserWindow.fromId(id)?.destroy(), id);
    });

    it("the program's own loading is not a navigation of the page, and a part of the same page none either", async () => {
      const id = await open('app://postglass/');
      await program.evaluate(({ BrowserWindow }, id) => {
        Object.assign(globalThis, { count: 0 });
        BrowserWindow.fromId(id)?.webContents.on('will-navigate', () => {
          (globalThis as never as { count: number }).count++;
        });
      }, id);
      await inPage(id, `location.hash = 'x'; 0`);
      await program.evaluate(({ BrowserWindow }, id) => BrowserWindow.fromId(id)?.loadURL('app://postglass/again'), id);
      expect(await program.evaluate(() => (globalThis as never as { count: number }).count)).toBe(0);
    });

    it('without a handler a page opens a window; it has a window of the program', async () => {
      const id = await open('app://postglass/');
      const before = await program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
      await inPage(id, `window.open('/popup'); 0`);
      await soon(() => program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(before + 1);
      await soon(() =>
        program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.webContents.getURL())),
      ).toContain('app://postglass/popup');
    });

    it('permissions are granted unless a handler says no', async () => {
      const states = `Promise.all(['geolocation', 'camera', 'notifications'].map((name) => navigator.permissions.query({ name }).then(({ state }) => state)))`;
      const free = await open('app://postglass/');
      expect(await inPage(free, states)).toEqual(['granted', 'granted', 'granted']);
      await program.evaluate(({ session }) => {
        session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
        session.defaultSession.setPermissionCheckHandler(() => false);
      });
      const bound = await open('app://postglass/');
      expect(await inPage(bound, states)).toEqual(['denied', 'denied', 'denied']);
    });

    it('a request that the program cancels leaves no trace on the network', async () => {
      let reached = 0;
      const sink = createServer((_request, response) => {
        reached++;
        response.writeHead(200, { 'access-control-allow-origin': '*' }).end('reached');
      });
      await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', () => resolve()));
      const address = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/`;
      const id = await open('app://postglass/');
      expect(await inPage(id, `fetch('${address}').then((answer) => answer.text(), () => 'blocked')`)).toBe('reached');
      await program.evaluate(({ session }) =>
        session.defaultSession.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: url.startsWith('http:') })),
      );
      expect(await inPage(id, `fetch('${address}').then((answer) => answer.text(), () => 'blocked')`)).toBe('blocked');
      expect(reached).toBe(1);
      sink.closeAllConnections();
      await new Promise((resolve) => sink.close(resolve));
    });
  });

  describe('windows and the application', () => {
    it('a window is made when the application is ready, says what it was made with, and is gone when closed', async () => {
      const id = await open('app://postglass/');
      expect(
        await program.evaluate(async ({ BrowserWindow }, id) => {
          const window = BrowserWindow.fromId(id);
          if (!window) return null;
          const { contextIsolation, sandbox, nodeIntegration } = (
            window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
          ).getLastWebPreferences(); // not in the declarations
          const closed = new Promise((resolve) => window.once('closed', () => resolve(null)));
          const known = BrowserWindow.fromWebContents(window.webContents) === window;
          window.close();
          await closed;
          return {
            contextIsolation,
            sandbox,
            nodeIntegration,
            known,
            destroyed: window.isDestroyed(),
            listed: BrowserWindow.getAllWindows().includes(window),
          };
        }, id),
      ).toEqual({ contextIsolation: true, sandbox: true, nodeIntegration: false, known: true, destroyed: true, listed: false });
    });

    it('a window whose close is prevented stays', async () => {
      const id = await open('app://postglass/');
      expect(
        await program.evaluate(({ BrowserWindow }, id) => {
          const window = BrowserWindow.fromId(id);
          window?.once('close', (event) => event.preventDefault());
          window?.close();
          return window?.isDestroyed();
        }, id),
      ).toBe(false);
    });

    it('a page that cannot be loaded rejects', async () => {
      expect(
        await program.evaluate(async ({ BrowserWindow }) => {
          const window = new BrowserWindow({ show: false });
          return window.loadURL('http://127.0.0.1:1/').then(
            () => 'loaded',
            (error: Error) => error.message,
          );
        }),
      ).toContain('ERR_');
    });

    it('the keychain encrypts what it can decrypt, and nothing without a keyring', async () => {
      expect(
        await program.evaluate(({ safeStorage }) => [safeStorage.getSelectedStorageBackend(), safeStorage.isEncryptionAvailable()]),
      ).toEqual(['basic_text', false]);
      expect(
        await program.evaluate(({ safeStorage }) => {
          safeStorage.setUsePlainTextEncryption(true);
          const hidden = safeStorage.encryptString('señal');
          return [hidden.includes('señal'), safeStorage.decryptString(hidden)];
        }),
      ).toEqual([false, 'señal']);
    });

    it('a menu is built from a template, and a template without a name is refused', async () => {
      expect(
        await program.evaluate(({ Menu }) => {
          let clicked = 0;
          const menu = Menu.buildFromTemplate([
            { label: 'File', submenu: [{ label: 'Open', click: () => clicked++ }, { type: 'separator' }, { role: 'quit' }] },
          ]);
          menu.items[0]?.submenu?.items[0]?.click();
          let refused = '';
          try {
            Menu.buildFromTemplate([{}]);
          } catch (error) {
            refused = error instanceof Error ? error.message : '';
          }
          return [
            clicked,
            menu.items[0]?.submenu?.items.map(({ type, role }) => role ?? type),
            refused.startsWith('Invalid template for MenuItem'),
          ];
        }),
      ).toEqual([1, ['normal', 'separator', 'quit'], true]);
    });

    it('quitting asks first, and can be put off once', async () => {
      await program.evaluate(({ app }) => {
        const order: string[] = [];
        app.once('before-quit', (event) => {
          order.push('put off');
          event.preventDefault();
          setImmediate(() => app.quit());
        });
        app.on('before-quit', () => order.push('before-quit'));
        app.on('window-all-closed', () => order.push('window-all-closed'));
        app.on('will-quit', () => order.push('will-quit'));
        app.on('quit', () => {
          order.push('quit');
          process.stdout.write(`${order.join(' ')}\n`);
        });
        setImmediate(() => app.quit());
      });
      expect(await program.ended).toBe(0);
      expect(program.output.stdout).toContain('put off before-quit before-quit will-quit quit');
    });
  });
});
