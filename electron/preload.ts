/** Carries messages between the window and the host; lists no feature, so a new call never changes it. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('postglass', {
  request: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('postglass:call', name, input),
  subscribe: (listener: (name: string, value: unknown) => void): (() => void) => {
    const forward = (_event: IpcRendererEvent, name: string, value: unknown) => listener(name, value);
    ipcRenderer.on('postglass:event', forward);
    return () => ipcRenderer.off('postglass:event', forward);
  },
});
