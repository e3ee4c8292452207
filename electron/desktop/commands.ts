/**
 * Commands to the window from the menu, from links and from a second start. A page that is still loading receives no events, so
 * commands wait until it has made its first call; without a window, one is opened.
 */
import { BrowserWindow, type WebContents } from 'electron';
import type { CommandId } from '../contract/commands.ts';

export interface Commands {
  send(command: CommandId, argument?: string): void;
  /** From now on windows can be opened. */
  begin(): void;
  /** The page of this window has made a call: from now on it receives events. */
  heardFrom(contents: WebContents): void;
}

interface Waiting {
  readonly command: CommandId;
  readonly argument?: string;
}

export function createCommands(openWindow: () => void): Commands {
  const listening = new WeakSet<WebContents>();
  const watched = new WeakSet<WebContents>();
  let waiting: Waiting[] = [];
  let begun = false;
  const deliver = (contents: WebContents, command: Waiting) => contents.send('postglass:event', 'application.command', command);
  return {
    send(name, argument) {
      const command = { command: name, ...(argument === undefined ? {} : { argument }) };
      const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
      if (window && listening.has(window.webContents)) return deliver(window.webContents, command);
      waiting.push(command);
      if (!window && begun) openWindow();
    },
    begin() {
      begun = true;
    },
    heardFrom(contents) {
      if (listening.has(contents)) return;
      if (!watched.has(contents)) {
        watched.add(contents);
        contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
          if (isMainFrame && !isSameDocument) listening.delete(contents);
        });
      }
      listening.add(contents);
      const due = waiting;
      waiting = [];
      for (const command of due) deliver(contents, command);
    },
  };
}
