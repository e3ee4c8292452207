/** Entry of the desktop program: arguments, one instance, host, engine, bridge, window. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, dialog, powerMonitor } from 'electron';
import type { Failure } from './contract/failure.ts';
import { serveBridge } from './desktop/bridge.ts';
import { createDesktopHost } from './desktop/host.ts';
import { openKeychainVault } from './desktop/keychain-vault.ts';
import { installMenu } from './desktop/menu.ts';
import { protect } from './desktop/protections.ts';
import { registerScheme, serveScheme } from './desktop/scheme.ts';
import { openWindow } from './desktop/window.ts';
import { workerUrls } from './desktop/workers.ts';
import { startEngineThread } from './engine/engine-thread.ts';
import { isLanguage, readWindowArguments } from './loopback/arguments.ts';
import { version } from './loopback/engine-options.ts';
import { describeFailureLine } from './words/failure-line.ts';

registerScheme();

// Electron's and Chromium's own switches are not ours to read; what the system hands over comes last.
const read = readWindowArguments(process.argv.slice(app.isPackaged ? 1 : 2));
if (typeof read === 'string') {
  process.stderr.write(`postglass: ${read}\n`);
  app.exit(2);
}
const given = typeof read === 'string' ? null : read;
const preload = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../dist/electron/preload.cjs' : './preload.cjs', import.meta.url));
const windowFolder = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../dist/renderer' : '../renderer', import.meta.url));

async function start(): Promise<void> {
  if (!given) return;
  await app.whenReady();
  const system = app.getLocale().slice(0, 2);
  const language = given.language ?? (isLanguage(system) ? system : 'en');
  const stopWith = (failure: Failure) => {
    dialog.showErrorBox('Postglass', describeFailureLine(failure, language));
    app.exit(1);
  };

  mkdirSync(given.dataFolder, { recursive: true, mode: 0o700 });
  const vault = await openKeychainVault(given.dataFolder);
  if (!vault.ok) return stopWith(vault.failure);
  const host = createDesktopHost({ vault: vault.value, language: given.language, keychain: (await vault.value.kind()) === 'keychain' });
  const { dataFolder, accountsFile, practice } = given;
  const started = await startEngineThread(
    { dataFolder, accountsFile, practice, automatic: true, version, workers: workerUrls(import.meta.url) },
    host,
    (reason) => {
      dialog.showErrorBox('Postglass', reason);
      app.exit(1);
    },
  );
  if (!started.ok) return stopWith(started.failure);
  const engine = started.value;

  protect();
  await serveScheme(engine, windowFolder);
  const stopBridge = serveBridge(engine);
  const open = () => openWindow(preload);
  const command = (name: string, argument?: string) => {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    window?.webContents.send('postglass:event', 'application.command', { command: name, ...(argument === undefined ? {} : { argument }) });
  };
  installMenu(language, command, () => BrowserWindow.getFocusedWindow());

  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) void open();
  });
  app.on('open-url', (_event, url) => command('mailto', url));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  powerMonitor.on('resume', () => engine.woke());
  let closing = false;
  app.on('before-quit', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    stopBridge();
    void engine.close().then(() => app.quit());
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());

  await open();
  const link = given.rest.find((argument) => /^mailto:/i.test(argument));
  if (link) command('mailto', link);
}

void start();
