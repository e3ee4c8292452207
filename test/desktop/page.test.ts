/** What a page in the desktop window is and may do: real `main.ts`, `preload.ts` and bridge in the Electron double, and in real Electron where its runtime is. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeDesktop, request, soon } from './desktop-program.ts';

const preload = fileURLToPath(new URL('../../dist/electron/preload.cjs', import.meta.url));

describeDesktop('the page of the desktop program', (opened) => {
  it('lists the mail of the practice account and opens a message', async () => {
    const row = opened.page.getByRole('grid', { name: 'Messages' }).getByRole('row').first();
    await row.click();
    await opened.page.getByRole('article', { name: 'Message' }).waitFor();
    expect(await opened.page.title()).toContain('Postglass');
  });

  it('its windows are isolated, sandboxed and without Node (E1)', async () => {
    const preferences = await opened.program.evaluate(({ BrowserWindow }) =>
      // Not in Electron's declarations; what its own security warnings read.
      BrowserWindow.getAllWindows().map((window) =>
        (window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences(),
      ),
    );
    expect(preferences).toHaveLength(1);
    expect(preferences[0]).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    });
  });

  it('the page sees no Node and a bridge of exactly two functions (E1, E2)', async () => {
    expect(
      await opened.page.evaluate(() => {
        const world = globalThis as unknown as Record<string, unknown>;
        return {
          node: ['require', 'process', 'Buffer', 'module', 'global', '__dirname'].filter((name) => world[name] !== undefined),
          bridge: Object.getOwnPropertyNames(world.postglass).sort(),
          frozen: Object.isFrozen(world.postglass),
        };
      }),
    ).toEqual({ node: [], bridge: ['request', 'subscribe'], frozen: true });
  });

  it('calls are answered, and what does not fit the contract is a failure without side effects (E3)', async () => {
    expect(await request(opened.page, 'application.info', {})).toMatchObject({
      ok: true,
      value: { dataFolder: opened.program.folder, practice: true },
    });
    const hostile: readonly (readonly [string, unknown])[] = [
      ['application.info', JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}')],
      ['__proto__', {}],
      ['constructor', {}],
      ['../../etc/passwd', null],
      ['application.setPreferences', { textSize: Number.NaN }],
      ['application.setPreferences', { panes: 'x'.repeat(2_000_000) }],
      ['messages.move', { ids: ['1; DROP TABLE message'], folderId: -1 }],
    ];
    for (const [name, input] of hostile) {
      const answer = await request(opened.page, name, input);
      if (name === 'application.info') expect(answer.ok).toBe(true);
      else expect(answer, name).toMatchObject({ ok: false, failure: { code: 'input-invalid' } });
    }
    expect(await opened.program.evaluate(() => ({}) as { polluted?: boolean })).toEqual({});
  });

  it('a page of another origin, and a frame inside our own page, are refused by the bridge (E3)', async () => {
    const ask = (url: string, where: string) =>
      opened.program.evaluate(
        async ({ BrowserWindow }, { url, where, preload }) => {
          const window = new BrowserWindow({
            show: false,
            webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegrationInSubFrames: true },
          });
          await window.loadURL(url);
          const answer = await window.webContents.executeJavaScript(
            `${where}.postglass.request('application.setPreferences', { textSize: 150 })`,
          );
          window.destroy();
          return answer as { ok: boolean; failure?: { code: string; detail: { path: string } } };
        },
        { url, where, preload },
      );
    const refused = { ok: false, failure: { code: 'input-invalid', detail: { path: 'sender' } } };
    expect(await ask('data:text/html,<title>elsewhere</title>', 'window')).toMatchObject(refused);
    expect(await ask('data:text/html,<iframe src="data:text/html,x"></iframe>', 'window')).toMatchObject(refused);
    // A frame of our own origin: the message's frame is one.
    const framed = await opened.program.evaluate(async ({ BrowserWindow }, preload) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegrationInSubFrames: true },
      });
      await window.loadURL('app://postglass/icon.svg');
      await window.loadURL('app://postglass/');
      const answer = await window.webContents.executeJavaScript(
        `new Promise((resolve) => { const frame = document.createElement('iframe'); frame.src = './message-frame.html'; frame.onload = () => resolve(frame.contentWindow.postglass.request('application.setPreferences', { textSize: 150 })); document.body.append(frame) })`,
      );
      window.destroy();
      return answer as object;
    }, preload);
    expect(framed).toMatchObject(refused);
    expect(await request(opened.page, 'application.preferences', {})).toMatchObject({ ok: true, value: { textSize: 100 } });
  });

  it('the scheme serves the window and nothing beside it (E4)', async () => {
    const secret = join(opened.program.folder, 'lock.json');
    expect(existsSync(secret)).toBe(true);
    const paths = [
      '../../etc/passwd',
      '..%2f..%2f..%2fetc%2fpasswd',
      '%2e%2e/%2e%2e/package.json',
      '%2e%2e%2f%2e%2e%2fpackage.json',
      'assets/..%2f..%2f..%2fpackage.json',
      '..%5c..%5cpackage.json',
      'index.html%00.png',
      `/${encodeURIComponent(secret)}`,
      '%2f%2fserver%2fshare%2ffile',
      'bytes/..%2f..%2fpackage.json',
      'bytes/message/1/part/..%2f..%2fuser-data.sqlite',
      'assets/',
      'assets',
      '%',
    ];
    const answers = await opened.page.evaluate(
      (paths) =>
        Promise.all(
          paths.map(
            async (path) =>
              [path, await fetch(`./${path}`).then(async (answer) => `${answer.status} ${(await answer.text()).slice(0, 60)}`)] as const,
          ),
        ),
      paths,
    );
    for (const [path, answer] of answers) expect(answer, path).toMatch(/^404 /);
    const policy = await opened.page.evaluate(() =>
      fetch('./').then((answer) => [
        answer.status,
        answer.headers.get('content-security-policy'),
        answer.headers.get('x-content-type-options'),
      ]),
    );
    expect(policy[0]).toBe(200);
    expect(policy[1]).toMatch(/script-src 'self';/);
    expect(policy[1]).not.toMatch(/unsafe-(inline|eval)/);
    expect(policy[2]).toBe('nosniff');
  });

  it('a script that got into the page does not run, and the violation is reported (E9)', async () => {
    expect(
      await opened.page.evaluate(
        () =>
          new Promise((resolve) => {
            document.addEventListener(
              'securitypolicyviolation',
              ({ effectiveDirective }) => resolve([effectiveDirective, 'ran' in globalThis]),
              { once: true },
            );
            const script = document.createElement('script');
            script.textContent = 'globalThis.ran = true';
            document.body.append(script);
          }),
      ),
    ).toEqual([expect.stringContaining('script-src'), false]);
  });

  it.each([
    ['leaving the page', `location.href = 'https://elsewhere.example/'`],
    ['leaving for a file', `location.href = 'file:///etc/passwd'`],
    ['leaving for data', `location.href = 'data:text/html,x'`],
    ['the scheme of another host', `location.href = 'app://other/'`],
    ['window.open', `window.open('https://elsewhere.example/')`],
    ['window.open of our own page', `window.open('./')`],
    [
      'a link with a target',
      `document.body.append(Object.assign(document.createElement('a'), { href: 'https://elsewhere.example/', target: '_blank', id: 'away' })); document.getElementById('away').click()`,
    ],
    [
      'a link to the top',
      `document.body.append(Object.assign(document.createElement('a'), { href: 'https://elsewhere.example/', target: '_top', id: 'top' })); document.getElementById('top').click()`,
    ],
    [
      'a form',
      `(() => { const form = Object.assign(document.createElement('form'), { action: 'https://elsewhere.example/', method: 'post' }); document.body.append(form); form.submit() })()`,
    ],
    [
      'meta refresh',
      `document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: '0;url=https://elsewhere.example/' }))`,
    ],
  ])('%s is refused: the same window, the same page (E5)', async (_what, code) => {
    await opened.page.evaluate(`window.kept = 'here'; ${code}; 0`).catch(() => {});
    // Another turn of page and main process: whatever was on its way has been decided.
    await soon(() => opened.page.evaluate(() => fetch('./icon.svg').then(({ status }) => status))).toBe(200);
    await soon(opened.windows).toEqual(['app://postglass/']);
    expect(await opened.page.evaluate('window.kept')).toBe('here');
  });

  it.each([
    ['an image', `new Image().src = 'https://elsewhere.example/pixel.png'`],
    ['a request', `fetch('https://elsewhere.example/').catch(() => {})`],
  ])('%s from outside is not fetched (E9)', async (_what, code) => {
    const blocked = await opened.page.evaluate(
      `new Promise((resolve) => { document.addEventListener('securitypolicyviolation', ({ blockedURI }) => resolve(blockedURI), { once: true }); ${code} })`,
    );
    expect(blocked).toContain('https://elsewhere.example');
  });

  it('no permission is granted (E7)', async () => {
    const states = await opened.page.evaluate(() =>
      Promise.all(
        ['geolocation', 'camera', 'microphone', 'notifications', 'clipboard-read', 'midi'].map((name) =>
          // The name decides at run time; the declarations know fewer.
          navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => [name, state]),
        ),
      ),
    );
    expect(Object.fromEntries(states)).toEqual({
      geolocation: 'denied',
      camera: 'denied',
      microphone: 'denied',
      notifications: 'denied',
      'clipboard-read': 'denied',
      midi: 'denied',
    });
  });
});
