/** The menu of the system: what every desktop program has, and our own commands, which the window carries out. */
import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Language } from '../contract/application.ts';
import { menuWords } from '../words/menu.ts';

export function installMenu(
  language: Language,
  command: (name: string) => void,
  openFile: () => void,
  currentWindow: () => BrowserWindow | null,
): void {
  const words = menuWords[language];
  const own = (label: string, name: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator ? { accelerator } : {}),
    click: () => command(name),
  });
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: words.file,
      submenu: [
        own(words.newMessage, 'newMessage', 'CmdOrCtrl+N'),
        { label: words.openFile, accelerator: 'CmdOrCtrl+O', click: openFile },
        own(words.getMail, 'getMail', 'F5'),
        { type: 'separator' },
        own(words.addAccount, 'addAccount'),
        own(words.settings, 'settings', 'CmdOrCtrl+,'),
        { type: 'separator' },
        { role: process.platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: words.view,
      submenu: [
        own(words.transcript, 'toggleTranscript', 'CmdOrCtrl+J'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ label: words.developerTools, click: () => currentWindow()?.webContents.toggleDevTools() }]),
      ],
    },
    { role: 'windowMenu' },
    // The window handles the key itself: as an accelerator it could not be typed into a message.
    { label: words.help, submenu: [own(words.keys, 'keys')] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
