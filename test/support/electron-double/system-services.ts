/** The small parts of Electron's main process: keychain, dialogs, menu, notifications, shell. What they were asked is kept for tests to read. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';

/** What the program asked of the machine, in order. */
export type RecordedRequest = { readonly what: string; readonly parameters: readonly unknown[] };

/**
 * `safeStorage` on a Linux desktop. The key lies in the file that ELECTRON_DOUBLE_KEYRING names; without it there is no keyring and
 * the backend is `basic_text`, whose key everybody knows and which encrypts only for a program that insists on it.
 */
export function createSafeStorage(isReady: () => boolean) {
  const keyring = process.env.ELECTRON_DOUBLE_KEYRING;
  let plainText = false;
  const hasKeyring = () => keyring !== undefined && existsSync(keyring);
  const key = () =>
    hasKeyring()
      ? createHash('sha256')
          .update(readFileSync(keyring ?? ''))
          .digest()
      : createHash('sha256').update('peanuts').digest();
  const assertAvailable = (what: string) => {
    if (!safeStorage.isEncryptionAvailable())
      throw new Error(`Error while ${what} the text provided to safeStorage. Encryption is not available.`);
  };
  const safeStorage = {
    isEncryptionAvailable: () => isReady() && (hasKeyring() || plainText),
    getSelectedStorageBackend: () => (!isReady() ? 'unknown' : hasKeyring() ? 'gnome_libsecret' : 'basic_text'),
    setUsePlainTextEncryption(use: boolean) {
      plainText = use;
    },
    encryptString(text: string): Buffer {
      assertAvailable('encrypting');
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key(), nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from('v11'), nonce, cipher.getAuthTag(), body]);
    },
    decryptString(encrypted: Buffer): string {
      assertAvailable('decrypting');
      if (!Buffer.isBuffer(encrypted)) throw new Error('Expected the first argument of decryptString() to be a buffer');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(3, 15));
        decipher.setAuthTag(encrypted.subarray(15, 31));
        return Buffer.concat([decipher.update(encrypted.subarray(31)), decipher.final()]).toString('utf8');
      } catch {
        throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
      }
    },
  };
  return safeStorage;
}

/** Dialogs that nobody sees: they are closed without a choice; a test puts its own functions in their place. */
export function createDialog(asked: RecordedRequest[], isReady: () => boolean) {
  const closed =
    (what: string) =>
    async (...parameters: unknown[]) => {
      asked.push({ what, parameters: parameters.slice(-1) });
      return { canceled: true, filePath: '', filePaths: [], response: 0 };
    };
  return {
    showSaveDialog: closed('dialog.showSaveDialog'),
    showOpenDialog: closed('dialog.showOpenDialog'),
    showMessageBox: closed('dialog.showMessageBox'),
    showErrorBox(title: string, content: string) {
      asked.push({ what: 'dialog.showErrorBox', parameters: [title, content] });
      // Documented for Linux before the application is ready.
      if (!isReady()) process.stderr.write(`${title}\n${content}\n`);
    },
  };
}

export function createShell(asked: RecordedRequest[]) {
  return {
    async openExternal(url: string) {
      asked.push({ what: 'shell.openExternal', parameters: [url] });
    },
    async openPath(path: string) {
      asked.push({ what: 'shell.openPath', parameters: [path] });
      return '';
    },
    showItemInFolder(path: string) {
      asked.push({ what: 'shell.showItemInFolder', parameters: [path] });
    },
  };
}

/** The class; typed by Electron's own declarations where the program uses it. */
export function createNotification(asked: RecordedRequest[]): unknown {
  return class Notification extends EventEmitter {
    readonly title: string;
    readonly body: string;
    constructor({ title = '', body = '' }: { title?: string; body?: string } = {}) {
      super();
      this.title = title;
      this.body = body;
    }
    show(): void {
      asked.push({ what: 'notification', parameters: [this.title, this.body] });
      this.emit('show', {});
    }
    close(): void {
      this.emit('close', {});
    }
    static isSupported = () => true;
  };
}

interface ItemTemplate {
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly id?: string;
  readonly accelerator?: string;
  readonly click?: (...parameters: unknown[]) => void;
  readonly submenu?: readonly ItemTemplate[] | MenuLike;
}
interface MenuLike {
  readonly items: readonly object[];
}

export function createMenu(): { readonly Menu: unknown; readonly MenuItem: unknown } {
  let applicationMenu: Menu | null = null;

  class MenuItem {
    readonly label: string;
    readonly role: string | undefined;
    readonly type: string;
    readonly accelerator: string | undefined;
    readonly submenu: Menu | undefined;
    readonly click: () => void;
    constructor(template: ItemTemplate) {
      const { label, role, type, accelerator, submenu, click } = template;
      this.label = label ?? role ?? '';
      this.role = role?.toLowerCase();
      this.type = type ?? (submenu ? 'submenu' : 'normal');
      this.accelerator = accelerator;
      this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : (submenu as Menu | undefined); // a template or a menu, by the documentation
      this.click = () => click?.(this, undefined, {});
    }
  }

  class Menu {
    readonly items: MenuItem[] = [];
    append(item: MenuItem): void {
      this.items.push(item);
    }
    static buildFromTemplate(template: readonly ItemTemplate[]): Menu {
      if (!Array.isArray(template)) throw new TypeError('Invalid template for Menu: Menu template must be an array');
      const menu = new Menu();
      for (const item of template) {
        if (!item.label && !item.role && !item.type)
          throw new TypeError("Invalid template for MenuItem: must have at least one of 'label', 'role' or 'type'");
        menu.append(new MenuItem(item));
      }
      return menu;
    }
    static setApplicationMenu(menu: Menu | null): void {
      applicationMenu = menu;
    }
    static getApplicationMenu = () => applicationMenu;
  }
  return { Menu, MenuItem };
}
