/** The window: isolated, sandboxed, without Node; remembers nothing itself, the page does. */
import { BrowserWindow } from 'electron';
import { origin } from './scheme.ts';

export async function openWindow(preload: string): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 1_440,
    height: 900,
    minWidth: 360,
    minHeight: 400,
    title: 'Postglass',
    show: false,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      // Elsewhere Chromium fetches its dictionaries from the network unasked; macOS has its own.
      spellcheck: process.platform === 'darwin',
    },
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(`${origin}/`).catch((error: unknown) => {
    // Closed before it was loaded: nothing to report.
    if (!window.isDestroyed()) throw error;
  });
  return window;
}
