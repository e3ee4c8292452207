/** The menu of the system: what every desktop program has, and our own commands from the table, which the window carries out. */
import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Language } from '../contract/application.ts';
import { type CommandId, commandIds, commands, type MenuPlace } from '../contract/commands.ts';
import { commandWords } from '../words/commands.ts';
import { menuWords } from '../words/menu.ts';

/** Electron's name of a stroke of the table: `CmdOrCtrl+N`. */
const accelerator = (stroke: string): string => stroke.replace('Mod+', 'CmdOrCtrl+').replace(/\p{Ll}$/u, (letter) => letter.toUpperCase());

/**
 * Answers what builds and installs it in a language, the one before being replaced.
 * @param openFile the machine's own dialog for a message file, in the place of the window's
 */
export const menuInstaller =
  (command: (id: CommandId) => void, openFile: () => void, currentWindow: () => BrowserWindow | null) =>
  (language: Language): void => {
    const words = menuWords[language];
    const own = (place: MenuPlace): MenuItemConstructorOptions[] =>
      commandIds.flatMap((id) => {
        const { label, menu, keys, separated, asksMore, accelerator: isHeard } = commands[id];
        if (menu !== place) return [];
        const stroke = isHeard ? keys?.find((key) => /^(Mod\+|F\d)/.test(key)) : undefined;
        const item: MenuItemConstructorOptions = {
          label: `${commandWords[language][label]}${asksMore ? '…' : ''}`,
          ...(stroke ? { accelerator: accelerator(stroke) } : {}),
          click: () => (id === 'message.openFile' ? openFile() : command(id)),
        };
        return separated ? [{ type: 'separator' }, item] : [item];
      });
    const template: MenuItemConstructorOptions[] = [
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
      {
        label: words.file,
        submenu: [...own('file'), { type: 'separator' }, { role: process.platform === 'darwin' ? 'close' : 'quit' }],
      },
      { role: 'editMenu' },
      { label: words.message, submenu: own('message') },
      {
        label: words.view,
        submenu: [
          ...own('view'),
          { type: 'separator' },
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { role: 'togglefullscreen' },
          ...(app.isPackaged ? [] : [{ label: words.developerTools, click: () => currentWindow()?.webContents.toggleDevTools() }]),
        ],
      },
      { role: 'windowMenu' },
      { label: words.help, submenu: own('help') },
    ];
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
