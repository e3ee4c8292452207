/** Entry of the desktop program: arguments, one instance, host, engine, bridge, window. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, dialog, powerMonitor } from 'electron';
import { systemClock } from './base/clock.ts';
import type { Failure } from './contract/failure.ts';
import { serveBridge } from './desktop/bridge.ts';
import { createCommands } from './desktop/commands.ts';
import { createDesktopHost } from './desktop/host.ts';
import { openKeychainVault } from './desktop/keychain-vault.ts';
import { createSpokenLanguage } from './desktop/language.ts';
import { menuInstaller } from './desktop/menu.ts';
import { createMessageFileOpener, messageFileAmong } from './desktop/message-files.ts';
import { protect } from './desktop/protections.ts';
import { closeBeforeQuit } from './desktop/quit.ts';
import { registerScheme, serveScheme } from './desktop/scheme.ts';
import { openWindow } from './desktop/window.ts';
import { workerUrls } from './desktop/workers.ts';
import { startEngineThread } from './engine/engine-thread.ts';
import { asksForHelp, readPackagedArguments, readWindowArguments, type WindowArguments, windowHelp } from './loopback/arguments.ts';
import { version } from './loopback/engine-options.ts';
import { describeFailureLine } from './words/failure-line.ts';

const fromSource = import.meta.url.endsWith('.ts');
const beside = (source: string, built: string) => fileURLToPath(new URL(fromSource ? source : built, import.meta.url));
const preload = beside('../dist/electron/preload.cjs', './preload.cjs');
const windowFolder = beside('../dist/renderer', '../renderer');

const mailtoOf = (words: readonly string[]) => words.find((word) => /^mailto:/i.test(word));

function stopWith(reason: string): void {
  process.stderr.write(`postglass: ${reason}\n`);
  dialog.showErrorBox('Postglass', reason);
  app.exit(1);
}

async function start(given: WindowArguments): Promise<void> {
  const { dataFolder, accountsFile, practice, practicePorts } = given;
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  // Chromium's own files beside ours, so that two data folders are two programs and one is locked for both.
  app.setName('Postglass');
  app.setPath('userData', dataFolder);
  app.setPath('sessionData', join(dataFolder, 'window'));
  const isFirst = app.requestSingleInstanceLock();
  const link = mailtoOf(given.rest);
  const file = messageFileAmong(given.rest, process.cwd());
  // The running instance was given the link or file of this one, and comes to the front.
  if (!isFirst && (link || file)) return app.exit(0);

  const commands = createCommands(() => void openWindow(preload));
  const language = createSpokenLanguage(given.language, () => app.getLocale());
  const describe = (failure: Failure) => describeFailureLine(failure, language.current());
  const files = createMessageFileOpener(commands, describe);
  app.on('open-url', (_event, url) => commands.send('compose.new', url));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    files.open(path);
  });
  app.on('second-instance', (_event, words, folder) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
    const handed = mailtoOf(words);
    if (handed) commands.send('compose.new', handed);
    const handedFile = messageFileAmong(words, folder);
    if (handedFile) files.open(handedFile);
  });

  await app.whenReady();
  const vault = await openKeychainVault(dataFolder);
  if (!vault.ok) return stopWith(describe(vault.failure));
  const host = createDesktopHost({ vault: vault.value, language: given.language });
  const starting = startEngineThread(
    { dataFolder, accountsFile, practice, practicePorts, automatic: true, version, workers: workerUrls(import.meta.url) },
    host,
    stopWith,
  );
  const leaving = closeBeforeQuit({
    onQuit: (listener) => void app.on('before-quit', listener),
    quit: () => app.quit(),
    abandon: (failure) => abandon(describe(failure), failure.detail?.stuck === true),
    clock: systemClock,
    starting,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  const started = await starting;
  if (leaving.begun) return;
  if (!started.ok && !isFirst) {
    // No box for a second start: the window of the first is in front now.
    process.stderr.write(`postglass: ${describe(started.failure)}\n`);
    return app.exit(1);
  }
  if (!started.ok) return stopWith(describe(started.failure));
  const engine = started.value;

  protect();
  await serveScheme(engine, windowFolder);
  leaving.stopBridge = serveBridge(engine, commands.heardFrom);
  const installMenu = menuInstaller(
    commands.send,
    () => void files.choose(),
    () => BrowserWindow.getFocusedWindow(),
  );
  await language.follow(engine, installMenu);
  installMenu(language.current());

  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) void openWindow(preload);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  powerMonitor.on('resume', () => engine.woke());
  if (link) commands.send('compose.new', link);
  if (file) files.open(file);
  commands.begin();
  files.begin(engine);
  await openWindow(preload);
}

/** Ends the process at once: an orderly exit would wait for a thread that hangs in the operating system. */
function abandon(reason: string, isStuck: boolean): void {
  process.stderr.write(`postglass: ${reason}\n`);
  if (isStuck) process.kill(process.pid, 'SIGKILL');
  app.exit(1);
}

registerScheme();
// So that none of Chromium's helpers inherits the key to the passwords of the browser host.
delete process.env.POSTGLASS_PASSPHRASE;
const words = process.argv.slice(app.isPackaged ? 1 : 2);
const asked = words.filter((word) => word !== '--help' && word !== '-h');
const given = app.isPackaged ? readPackagedArguments(asked) : readWindowArguments(asked);
if (asksForHelp(words)) {
  process.stdout.write(windowHelp);
  app.exit(0);
} else if (typeof given === 'string') {
  process.stderr.write(`postglass: ${given}\n`);
  // Started from a menu, standard error is not seen.
  if (app.isPackaged) dialog.showErrorBox('Postglass', given);
  app.exit(2);
} else start(given).catch((error: unknown) => stopWith(error instanceof Error ? error.message : String(error)));
