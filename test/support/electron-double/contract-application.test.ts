/** Electron as documented: windows, and the application from ready to quit. */
import { describe, expect, it } from 'vitest';
import { describeElectron } from './contract-fixture.ts';

describeElectron((contract) => {
  const { open } = contract;
  describe('windows and the application', () => {
    it('a window is made when the application is ready, says what it was made with, and is gone when closed', async () => {
      const id = await open('app://postglass/');
      expect(
        await contract.program.evaluate(async ({ BrowserWindow }, id) => {
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
        await contract.program.evaluate(({ BrowserWindow }, id) => {
          const window = BrowserWindow.fromId(id);
          window?.once('close', (event) => event.preventDefault());
          window?.close();
          return window?.isDestroyed();
        }, id),
      ).toBe(false);
    });

    it('a page that cannot be loaded rejects', async () => {
      expect(
        await contract.program.evaluate(async ({ BrowserWindow }) => {
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
        await contract.program.evaluate(({ safeStorage }) => [
          safeStorage.getSelectedStorageBackend(),
          safeStorage.isEncryptionAvailable(),
        ]),
      ).toEqual(['basic_text', false]);
      expect(
        await contract.program.evaluate(({ safeStorage }) => {
          safeStorage.setUsePlainTextEncryption(true);
          const hidden = safeStorage.encryptString('señal');
          return [hidden.includes('señal'), safeStorage.decryptString(hidden)];
        }),
      ).toEqual([false, 'señal']);
    });

    it('a menu is built from a template, and a template without a name is refused', async () => {
      expect(
        await contract.program.evaluate(({ Menu }) => {
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
      await contract.program.evaluate(({ app }) => {
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
      expect(await contract.program.ended).toBe(0);
      expect(contract.program.output.stdout).toContain('put off before-quit before-quit will-quit quit');
    });
  });
});
