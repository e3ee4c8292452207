/**
 * Calls and events between windows and the engine. Every sender is validated here, in one place: our own page in the top frame of a window
 * of ours.
 */
import { BrowserWindow, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { failure } from '../contract/failure.ts';
import type { Engine } from '../engine/engine-thread.ts';
import { origin } from './scheme.ts';

/** True for the top frame of a window that shows our own page. */
function isOurs(event: Pick<IpcMainInvokeEvent, 'senderFrame' | 'sender'>): boolean {
  const frame = event.senderFrame;
  if (!frame || frame.parent !== null) return false;
  const url = URL.parse(frame.url);
  return url !== null && `${url.protocol}//${url.host}` === origin && BrowserWindow.fromWebContents(event.sender) !== null;
}

/** @param heardFrom called at every call of one of our pages */
export function serveBridge(engine: Engine, heardFrom: (contents: WebContents) => void): () => void {
  ipcMain.handle('postglass:call', (event, name: unknown, input: unknown) => {
    if (!isOurs(event) || typeof name !== 'string')
      return { ok: false, failure: failure('input-invalid', { detail: { path: 'sender', message: 'not a window of Postglass' } }) };
    heardFrom(event.sender);
    return engine.dispatch(name, input);
  });
  const stop = engine.subscribe((name, value) => {
    for (const window of BrowserWindow.getAllWindows()) if (!window.isDestroyed()) window.webContents.send('postglass:event', name, value);
  });
  return () => {
    stop();
    ipcMain.removeHandler('postglass:call');
  };
}
