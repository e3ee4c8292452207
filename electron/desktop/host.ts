/** The machine as Electron offers it: keychain, save dialog, links. */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { BrowserWindow, dialog, shell } from 'electron';
import type { Language } from '../contract/application.ts';
import { failure, succeed } from '../contract/failure.ts';
import type { Host, Vault } from '../engine/host.ts';

const openable = /^(https?|mailto):[^\u0000-\u0020\u007f]+$/i;

export function createDesktopHost({ vault, language }: { readonly vault: Vault; readonly language: Language | null }): Host {
  return {
    // Spools, Maildirs and sendmail programs are of Unix.
    capabilities: ['save-dialog', 'open-dialog', 'open-external', ...(process.platform === 'win32' ? [] : (['local-mail'] as const))],
    language,
    vault,
    async saveFile(suggestedName, bytes) {
      const window = BrowserWindow.getFocusedWindow();
      // The name comes from a mail: only its last component, whatever the engine made of it.
      const options = { defaultPath: basename(suggestedName) };
      const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
      if (chosen.canceled || !chosen.filePath) return succeed(false);
      try {
        await writeFile(chosen.filePath, bytes, { mode: 0o600 });
        return succeed(true);
      } catch (error) {
        return {
          ok: false,
          failure: failure('file-unwritable', {
            detail: { path: chosen.filePath, message: error instanceof Error ? error.message : String(error) },
          }),
        };
      }
    },
    async chooseFile() {
      const window = BrowserWindow.getFocusedWindow();
      const options = { properties: ['openFile' as const] };
      const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
      return succeed(chosen.canceled ? null : (chosen.filePaths[0] ?? null));
    },
    async openExternal(url) {
      if (!openable.test(url))
        return {
          ok: false,
          failure: failure('input-invalid', { detail: { path: 'url', message: 'only http, https and mailto are opened' } }),
        };
      await shell.openExternal(url);
      return succeed(null);
    },
    windowAddress: async () => null,
  };
}
