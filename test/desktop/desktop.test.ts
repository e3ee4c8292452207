/** The desktop program as its user and a hostile message meet it: real `main.ts`, `preload.ts` and bridge in the Electron double, and in real Electron where its runtime is. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desktop, desktopHosts, removeFolders, request, untilListed } from './desktop-program.ts';

const preload = fileURLToPath(new URL('../../dist/electron/preload.cjs', import.meta.url));

/** A condition that becomes true: at once on an idle machine. */
const soon = <Value>(read: () => Value) => expect.poll(read, { timeout: 30_000 });

afterAll(removeFolders);

describe.each(desktopHosts)('the desktop program in $name', ({ missing, start }) => {
  if (missing) {
    it.skip('needs the runtime', () => {});
    return;
  }
  let program: Desktop;
  let page: Page;

  beforeAll(async () => {
    program = await start({ keyring: true });
    page = await program.page();
    await untilListed(page);
  });
  afterAll(async () => {
    await program?.stop();
  });

  const windows = () => program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()));

  it('lists the mail of the practice account and opens a message', async () => {
    const row = page.getByRole('grid', { name: 'Messages' }).getByRole('row').first();
    await row.click();
    await page.getByRole('article', { name: 'Message' }).waitFor();
    expect(await page.title()).toContain('Postglass');
  });

  it('its windows are isolated, sandboxed and without Node (E1)', async () => {
    const preferences = await program.evaluate(({ BrowserWindow }) =>
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
      await page.evaluate(() => {
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
    expect(await request(page, 'application.info', {})).toMatchObject({ ok: true, value: { dataFolder: program.folder, practice: true } });
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
      const answer = await request(page, name, input);
      if (name === 'application.info') expect(answer.ok).toBe(true);
      else expect(answer, name).toMatchObject({ ok: false, failure: { code: 'input-invalid' } });
    }
    expect(await program.evaluate(() => ({}) as { polluted?: boolean })).toEqual({});
  });

  it('a page of another origin, and a frame inside our own page, are refused by the bridge (E3)', async () => {
    const ask = (url: string, where: string) =>
      program.evaluate(
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
    const framed = await program.evaluate(async ({ BrowserWindow }, preload) => {
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
    expect(await request(page, 'application.preferences', {})).toMatchObject({ ok: true, value: { textSize: 100 } });
  });

  it('the scheme serves the window and nothing beside it (E4)', async () => {
    const secret = join(program.folder, 'lock.json');
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
      'bytes/message/1/part/..%2f..%2fkeep.sqlite',
      'assets/',
      'assets',
      '%',
    ];
    const answers = await page.evaluate(
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
    const policy = await page.evaluate(() =>
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
      await page.evaluate(
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
    await page.evaluate(`window.kept = 'here'; ${code}; 0`).catch(() => {});
    // Another turn of page and main process: whatever was on its way has been decided.
    await soon(() => page.evaluate(() => fetch('./icon.svg').then(({ status }) => status))).toBe(200);
    await soon(windows).toEqual(['app://postglass/']);
    expect(await page.evaluate('window.kept')).toBe('here');
  });

  it.each([
    ['an image', `new Image().src = 'https://elsewhere.example/pixel.png'`],
    ['a request', `fetch('https://elsewhere.example/').catch(() => {})`],
  ])('%s from outside is not fetched (E9)', async (_what, code) => {
    const blocked = await page.evaluate(
      `new Promise((resolve) => { document.addEventListener('securitypolicyviolation', ({ blockedURI }) => resolve(blockedURI), { once: true }); ${code} })`,
    );
    expect(blocked).toContain('https://elsewhere.example');
  });

  it('no permission is granted (E7)', async () => {
    const states = await page.evaluate(() =>
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

  it('only http, https and mailto are opened outside, decided in the main process (E6)', async () => {
    await program.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openExternal = async (url) => {
        opened.push(url);
      };
    });
    const hostile = [
      'file:///etc/passwd',
      'smb://server/share',
      'ms-msdt:/id',
      'search-ms:query=x',
      'javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'FILE:///etc/passwd',
      '\\\\server\\share',
      ' https://example.test/',
      'https://example.test/\u0000',
      'https://example.test/\r\nx',
      'https://example.test/ --gpu-launcher=x',
      '--gpu-launcher=x',
      '-x',
      'app://postglass/',
      'blob:app://postglass/1',
      '',
      'https',
      'x'.repeat(9_000),
    ];
    for (const url of hostile) expect((await request(page, 'application.openExternal', { url })).ok, JSON.stringify(url)).toBe(false);
    for (const url of ['https://example.test/a?b=c#d', 'http://example.test/', 'mailto:ana@example.test'])
      expect((await request(page, 'application.openExternal', { url })).ok, url).toBe(true);
    expect(await program.evaluate(() => (globalThis as never as { opened: string[] }).opened)).toEqual([
      'https://example.test/a?b=c#d',
      'http://example.test/',
      'mailto:ana@example.test',
    ]);
  });

  it("the machine's menu reaches the window", async () => {
    await program.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
      items.find(({ label }) => label === 'New message')?.click();
    });
    const form = page
      .getByRole('dialog', { name: 'New message' })
      .or(page.getByRole('form', { name: 'New message' }))
      .first();
    await form.waitFor();
    await page.keyboard.press('Escape');
  });

  it('an attachment of a message is saved through the dialog, under a name without a path', async () => {
    const target = join(program.folder, '..', 'saved.bin');
    await program.evaluate(({ dialog }, target) => {
      Object.assign(globalThis, { suggested: '' });
      dialog.showSaveDialog = async (...parameters: unknown[]) => {
        Object.assign(globalThis, { suggested: (parameters.at(-1) as { defaultPath: string }).defaultPath });
        return { canceled: false, filePath: target };
      };
    }, target);
    const folders = (await request(page, 'folders.list', {})) as { value?: { id: number; role: string | null }[] };
    const inbox = folders.value?.find(({ role }) => role === 'inbox');
    const list = (await request(page, 'messages.list', { folderId: inbox?.id, position: 0, limit: 1 })) as {
      value?: { rows: { id: number }[] };
    };
    const id = list.value?.rows[0]?.id;
    expect(
      await request(page, 'application.save', { url: `bytes/message/${id}/source`, suggestedName: '../../evil/name.eml' }),
    ).toMatchObject({ ok: true, value: { saved: true } });
    expect(await program.evaluate(() => (globalThis as never as { suggested: string }).suggested)).toBe('name.eml');
    expect(readFileSync(target, 'utf8')).toMatch(/^(Return-Path|Received|From|Date|Message-ID|Delivered-To|MIME-Version|Subject|To):/im);
    expect(statSync(target).mode & 0o077).toBe(0);
  });

  it('the password is in the keychain file, encrypted, and nowhere in the data folder in the clear (L1)', async () => {
    expect(await request(page, 'application.info', {})).toMatchObject({ value: { vault: 'keychain' } });
    const vault = join(program.folder, 'keychain-vault');
    expect(statSync(vault).mode & 0o077).toBe(0);
    expect(readFileSync(vault, 'latin1')).not.toMatch(/account:|incoming|practice/);
    const password = 'Canary-7f3e-of-the-keychain';
    const server = { host: '127.0.0.1', port: 1, security: 'none', username: 'ana' };
    const settings = { name: 'Canary', address: 'ana@example.test', incoming: { protocol: 'imap', ...server }, outgoing: server };
    const saved = await request(page, 'accounts.add', { settings, passwords: { incoming: password, outgoing: password } });
    expect(saved).toMatchObject({ ok: true });
    const held = await program.evaluate(({ safeStorage }, path) => {
      const { readFileSync } = process.getBuiltinModule('node:fs');
      return safeStorage.decryptString(readFileSync(path));
    }, vault);
    expect(held).toContain(password);
    for (const entry of readdirSync(program.folder, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) expect(readFileSync(join(entry.parentPath, entry.name)).includes(password), entry.name).toBe(false);
    await request(page, 'accounts.remove', { id: (saved.value as unknown as { id: string } | undefined)?.id });
  });

  it('a second start on the same data folder ends with status 1 and names the first; the first stays', async () => {
    const second = await start({ folder: program.folder });
    expect(await second.ended).toBe(1);
    expect(second.output.stderr).toContain(String(program.process.pid));
    expect(second.output.stderr).toMatch(/^postglass: .*Postglass/m);
    await second.stop();
    expect(await windows()).toEqual(['app://postglass/']);
  });

  it('a mailto: link given to a second start is written in the first, and attaches nothing (E10)', async () => {
    const second = await start({
      folder: program.folder,
      args: ['mailto:bo@example.test?subject=Second%20start&attach=/etc/passwd&attachment=/etc/passwd'],
    });
    expect(await second.ended).toBe(0);
    await second.stop();
    const subject = page.getByRole('textbox', { name: 'Subject' }).last();
    await soon(() => subject.inputValue()).toBe('Second start');
    const drafts = JSON.stringify(await page.evaluate(() => document.body.textContent));
    expect(drafts).not.toContain('passwd');
  });

  it('closing the window ends the program cleanly and frees the data folder', async () => {
    await page.close({ runBeforeUnload: false });
    expect(await program.ended).toBe(0);
    expect(existsSync(join(program.folder, 'lock.json'))).toBe(false);
    expect(program.output.stderr).toBe('');
  });
});

describe.each(desktopHosts)('starting and ending the desktop program in $name', ({ missing, start }) => {
  if (missing) {
    it.skip('needs the runtime', () => {});
    return;
  }

  it('without a keyring nothing is stored, and the program says so (L1)', async () => {
    const program = await start({ keyring: false, built: true, args: ['mailto:ana@example.test?subject=First%20start'] });
    try {
      const page = await program.page();
      // A link given at the first start opens the composer, too; and this is the program as it is built.
      await soon(() => page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('First start');
      expect(await request(page, 'application.info', {})).toMatchObject({ value: { vault: 'memory' } });
      expect(existsSync(join(program.folder, 'keychain-vault'))).toBe(false);
      program.process.kill('SIGTERM');
      expect(await program.ended).toBe(0);
      expect(existsSync(join(program.folder, 'lock.json'))).toBe(false);
    } finally {
      await program.stop();
    }
  });

  it('told to end while it starts, it ends cleanly and frees the data folder', async () => {
    const program = await start();
    await program.evaluate(({ app }) => app.whenReady().then(() => null));
    program.process.kill('SIGINT');
    program.process.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(existsSync(join(program.folder, 'lock.json'))).toBe(false);
    await program.stop();
  });

  it.each([
    ['--inspect'],
    ['--inspect-brk=9229'],
    ['--gpu-launcher=/bin/sh'],
    ['--remote-debugging-port=9222'],
    ['--unknown'],
    ['--lang=xx'],
  ])('%s is refused with status 2 (E10)', async (argument) => {
    const program = await start({ practice: false, args: [argument] });
    expect(await program.ended).toBe(2);
    expect(program.output.stderr).toMatch(/^postglass: \S+/);
    await program.stop();
  });
});
