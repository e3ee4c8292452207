/**
 * What the double promises, from Electron's documentation: a program with nothing of its own, in which the contract tests run
 * what they want to know. The same tests run in real Electron where its runtime is: there they say whether the double tells the truth.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DesktopProgram, launchDouble, launchElectron, realElectronMissing } from './launch.ts';

const preload = fileURLToPath(new URL('./fixture-preload.cjs', import.meta.url));
const entry = 'test/support/electron-double/fixture-main.mjs';
const missing = realElectronMissing();

const hosts = [
  { name: 'the double', skip: false, launch: async (folder: string) => launchDouble({ entry, args: [folder] }) },
  {
    name: missing ? `real Electron (skipped: ${missing})` : 'real Electron',
    skip: missing !== null,
    launch: (folder: string) => launchElectron({ entry, args: [folder] }),
  },
];

/** A condition that becomes true: at once on an idle machine. */
export const soon: typeof expect.poll = (read, options) => expect.poll(read, { timeout: 30_000, ...options });

export interface Contract {
  readonly program: DesktopProgram;
  /** A window on a page, with the fixture's preload; answers its id. */
  open(url: string, inSubFrames?: boolean): Promise<number>;
  /** Runs text in the page of a window. */
  inPage(id: number, code: string): Promise<unknown>;
}

/** Serves `app://` pages and three channels: `echo`, `who`, `fail`. */
async function prepare(program: DesktopProgram): Promise<void> {
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
}

/** Defines the tests once for each Electron there is. */
export function describeElectron(define: (contract: Contract) => void): void {
  describe.each(hosts)('Electron as documented: $name', ({ skip, launch }) => {
    if (skip) {
      it.skip('needs the runtime', () => {});
      return;
    }
    let running: DesktopProgram | null = null;
    let folder: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'postglass-electron-'));
      running = await launch(folder);
      await prepare(running);
    });
    afterAll(async () => {
      await running?.stop();
      // Chromium's helpers may write a last time.
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    });
    const program = (): DesktopProgram => {
      if (!running) throw new Error('the program runs inside tests only');
      return running;
    };
    define({
      get program() {
        return program();
      },
      open: (url, inSubFrames = false) =>
        program().evaluate(
          async ({ BrowserWindow }, { url, preload, inSubFrames }) => {
            const window = new BrowserWindow({
              webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegrationInSubFrames: inSubFrames },
            });
            await window.loadURL(url);
            return window.id;
          },
          { url, preload, inSubFrames },
        ),
      inPage: (id, code) =>
        program().evaluate(
          ({ BrowserWindow }, { id, code }) => BrowserWindow.fromId(id)?.webContents.executeJavaScript(code, true) as Promise<unknown>,
          { id, code },
        ),
    });
  });
}
