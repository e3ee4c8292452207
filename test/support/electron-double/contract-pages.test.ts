/** Electron as documented: a scheme of the program's own, and what a page may do. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeElectron, soon } from './contract-fixture.ts';

describeElectron((contract) => {
  const { inPage, open } = contract;
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
        await contract.program.evaluate(({ protocol }) => {
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
      await contract.program.evaluate(({ BrowserWindow }, id) => {
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
      await soon(() => contract.program.evaluate(() => (globalThis as never as { seen: string[] }).seen.length)).toBeGreaterThan(0);
      return contract.program.evaluate(
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
      await contract.program.evaluate(({ BrowserWindow }, id) => BrowserWindow.fromId(id)?.destroy(), id);
    });

    it("the program's own loading is not a navigation of the page, and a part of the same page none either", async () => {
      const id = await open('app://postglass/');
      await contract.program.evaluate(({ BrowserWindow }, id) => {
        Object.assign(globalThis, { count: 0 });
        BrowserWindow.fromId(id)?.webContents.on('will-navigate', () => {
          (globalThis as never as { count: number }).count++;
        });
      }, id);
      await inPage(id, `location.hash = 'x'; 0`);
      await contract.program.evaluate(({ BrowserWindow }, id) => BrowserWindow.fromId(id)?.loadURL('app://postglass/again'), id);
      expect(await contract.program.evaluate(() => (globalThis as never as { count: number }).count)).toBe(0);
    });

    it('without a handler a page opens a window; it has a window of the program', async () => {
      const id = await open('app://postglass/');
      const before = await contract.program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
      await inPage(id, `window.open('/popup'); 0`);
      await soon(() => contract.program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(before + 1);
      await soon(() =>
        contract.program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.webContents.getURL())),
      ).toContain('app://postglass/popup');
    });

    it('permissions are granted unless a handler says no', async () => {
      const states = `Promise.all(['geolocation', 'camera', 'notifications'].map((name) => navigator.permissions.query({ name }).then(({ state }) => state)))`;
      const free = await open('app://postglass/');
      expect(await inPage(free, states)).toEqual(['granted', 'granted', 'granted']);
      await contract.program.evaluate(({ session }) => {
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
      await contract.program.evaluate(({ session }) =>
        session.defaultSession.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: url.startsWith('http:') })),
      );
      expect(await inPage(id, `fetch('${address}').then((answer) => answer.text(), () => 'blocked')`)).toBe('blocked');
      expect(reached).toBe(1);
      sink.closeAllConnections();
      await new Promise((resolve) => sink.close(resolve));
    });
  });
});
