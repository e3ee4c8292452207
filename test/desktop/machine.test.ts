/** What the desktop program has of its machine: links, menu, dialogs, keychain, second starts, and its end. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeDesktop, request, soon } from './desktop-program.ts';

describeDesktop('the desktop program and its machine', (opened) => {
  it('only http, https and mailto are opened outside, decided in the main process (E6)', async () => {
    await opened.program.evaluate(({ shell }) => {
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
    for (const url of hostile)
      expect((await request(opened.page, 'application.openExternal', { url })).ok, JSON.stringify(url)).toBe(false);
    for (const url of ['https://example.test/a?b=c#d', 'http://example.test/', 'mailto:ana@example.test'])
      expect((await request(opened.page, 'application.openExternal', { url })).ok, url).toBe(true);
    expect(await opened.program.evaluate(() => (globalThis as never as { opened: string[] }).opened)).toEqual([
      'https://example.test/a?b=c#d',
      'http://example.test/',
      'mailto:ana@example.test',
    ]);
  });

  it("the machine's menu reaches the window", async () => {
    await opened.program.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
      items.find(({ label }) => label === 'New message')?.click();
    });
    const form = opened.page
      .getByRole('dialog', { name: 'New message' })
      .or(opened.page.getByRole('form', { name: 'New message' }))
      .first();
    await form.waitFor();
    await opened.page.keyboard.press('Escape');
  });

  it("the machine's menu is in the language that the user chose, and follows another choice", async () => {
    const labels = () =>
      opened.program.evaluate(({ Menu }) =>
        (Menu.getApplicationMenu()?.items ?? []).flatMap(({ label, submenu }) => [
          label,
          ...(submenu?.items ?? []).map((item) => item.label),
        ]),
      );
    const choose = (language: string | null) => request(opened.page, 'application.setPreferences', { language });
    for (const [language, ...words] of [
      ['es', 'Archivo', 'Mensaje nuevo', 'Ver'],
      ['pt-BR', 'Arquivo', 'Nova mensagem', 'Encaminhar'],
      ['pt', 'Ficheiro', 'Nova mensagem', 'Reencaminhar'],
    ] as const) {
      expect(await choose(language)).toMatchObject({ ok: true });
      await soon(labels).toEqual(expect.arrayContaining(words));
    }
    // Without a preference it is again what the program was started with.
    expect(await choose(null)).toMatchObject({ ok: true });
    await soon(labels).toEqual(expect.arrayContaining(['File', 'New message', 'Forward']));
  });

  it('an attachment of a message is saved through the dialog, under a name without a path', async () => {
    const target = join(opened.program.folder, '..', 'saved.bin');
    await opened.program.evaluate(({ dialog }, target) => {
      Object.assign(globalThis, { suggested: '' });
      dialog.showSaveDialog = async (...parameters: unknown[]) => {
        Object.assign(globalThis, { suggested: (parameters.at(-1) as { defaultPath: string }).defaultPath });
        return { canceled: false, filePath: target };
      };
    }, target);
    const folders = (await request(opened.page, 'folders.list', {})) as { value?: { id: number; role: string | null }[] };
    const inbox = folders.value?.find(({ role }) => role === 'inbox');
    const list = (await request(opened.page, 'lists.page', { source: { kind: 'folder', folderId: inbox?.id }, position: 0, limit: 1 })) as {
      value?: { rows: { id: number }[] };
    };
    const id = list.value?.rows[0]?.id;
    expect(
      await request(opened.page, 'application.save', { url: `bytes/message/${id}/source`, suggestedName: '../../evil/name.eml' }),
    ).toMatchObject({ ok: true, value: { saved: true } });
    expect(await opened.program.evaluate(() => (globalThis as never as { suggested: string }).suggested)).toBe('name.eml');
    expect(readFileSync(target, 'utf8')).toMatch(/^(Return-Path|Received|From|Date|Message-ID|Delivered-To|MIME-Version|Subject|To):/im);
    expect(statSync(target).mode & 0o077).toBe(0);
  });

  it('a file is chosen through the dialog; one that is closed chooses none', async () => {
    const answer = async (paths: string[]) => {
      await opened.program.evaluate(({ dialog }, filePaths) => {
        dialog.showOpenDialog = async () => ({ canceled: filePaths.length === 0, filePaths });
      }, paths);
      return request(opened.page, 'application.chooseFile', {});
    };
    expect(await answer(['/var/log/mail.log'])).toMatchObject({ ok: true, value: { path: '/var/log/mail.log' } });
    expect(await answer([])).toMatchObject({ ok: true, value: { path: null } });
  });

  it('the password is in the keychain file, encrypted, and nowhere in the data folder in the clear (L1)', async () => {
    expect(await request(opened.page, 'application.info', {})).toMatchObject({ value: { vault: 'keychain' } });
    const vault = join(opened.program.folder, 'keychain-vault');
    expect(statSync(vault).mode & 0o077).toBe(0);
    expect(readFileSync(vault, 'latin1')).not.toMatch(/account:|incoming|practice/);
    const password = 'Canary-7f3e-of-the-keychain';
    const server = { host: '127.0.0.1', port: 1, security: 'none', username: 'ana' };
    const settings = { name: 'Canary', address: 'ana@example.test', incoming: { protocol: 'imap', ...server }, outgoing: server };
    const saved = await request(opened.page, 'accounts.add', { settings, passwords: { incoming: password, outgoing: password } });
    expect(saved).toMatchObject({ ok: true });
    const held = await opened.program.evaluate(({ safeStorage }, path) => {
      const { readFileSync } = process.getBuiltinModule('node:fs');
      return safeStorage.decryptString(readFileSync(path));
    }, vault);
    expect(held).toContain(password);
    for (const entry of readdirSync(opened.program.folder, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) expect(readFileSync(join(entry.parentPath, entry.name)).includes(password), entry.name).toBe(false);
    await request(opened.page, 'accounts.remove', { id: (saved.value as unknown as { id: string } | undefined)?.id });
  });

  it('a second start on the same data folder ends with status 1 and names the first; the first stays', async () => {
    const second = await opened.start({ folder: opened.program.folder });
    expect(await second.ended).toBe(1);
    expect(second.output.stderr).toContain(String(opened.program.process.pid));
    expect(second.output.stderr).toMatch(/^postglass: .*Postglass/m);
    await second.stop();
    expect(await opened.windows()).toEqual(['app://postglass/']);
  });

  it('a mailto: link given to a second start is written in the first, and attaches nothing (E10)', async () => {
    const second = await opened.start({
      folder: opened.program.folder,
      args: ['mailto:bo@example.test?subject=Second%20start&attach=/etc/passwd&attachment=/etc/passwd'],
    });
    expect(await second.ended).toBe(0);
    await second.stop();
    const subject = opened.page.getByRole('textbox', { name: 'Subject' }).last();
    await soon(() => subject.inputValue()).toBe('Second start');
    const drafts = JSON.stringify(await opened.page.evaluate(() => document.body.textContent));
    expect(drafts).not.toContain('passwd');
  });

  it('a message file is read in the window: given to a second start, by the system, and chosen in the dialog', async () => {
    const folder = join(opened.program.folder, '..');
    const heading = (name: string) => opened.page.getByRole('article').getByRole('heading', { level: 1, name });
    const write = (name: string, content: string) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    };
    const given = write('given.eml', 'From: bo@example.test\r\nSubject: Given to a second start\r\n\r\nText\r\n');
    const second = await opened.start({ folder: opened.program.folder, args: [given] });
    expect(await second.ended).toBe(0);
    await second.stop();
    await heading('Given to a second start').waitFor();

    const handed = write('handed.EML', 'From: bo@example.test\nSubject: Handed over by the system\n\nText\n');
    await opened.program.evaluate(({ app }, path) => app.emit('open-file', { preventDefault() {} }, path), handed);
    await heading('Handed over by the system').waitFor();

    const chosen = write('chosen.eml', 'From: bo@example.test\nSubject: Chosen\n\nText\n');
    await opened.program.evaluate(({ Menu, dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
      items.find(({ label }) => label === 'Open a message file…')?.click();
    }, chosen);
    await heading('Chosen').waitFor();

    await opened.program.evaluate(
      ({ app, dialog }, path) => {
        Object.assign(globalThis, { boxes: [] });
        dialog.showErrorBox = (_title, content) => void (globalThis as never as { boxes: string[] }).boxes.push(content);
        app.emit('open-file', { preventDefault() {} }, path);
      },
      join(folder, 'missing.eml'),
    );
    await soon(() => opened.program.evaluate(() => (globalThis as never as { boxes: string[] }).boxes)).toEqual([
      expect.stringMatching(/^missing\.eml: The file .*missing\.eml cannot be read/),
    ]);
    await heading('Chosen').waitFor();
  });

  it('closing the window ends the program cleanly and frees the data folder', async () => {
    await opened.page.close({ runBeforeUnload: false });
    expect(await opened.program.ended).toBe(0);
    expect(existsSync(join(opened.program.folder, 'lock.json'))).toBe(false);
    expect(opened.program.output.stderr).toBe('');
  });
});
