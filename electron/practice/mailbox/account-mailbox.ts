import { createFolder, type Folder, type SpecialUse, sizeOf } from './folder.ts';

/** Parents and children in a folder name are joined by this; it is also IMAP's hierarchy delimiter. */
export const delimiter = '/';

/** Why a folder could not be made, renamed or removed: the response code and words IMAP answers with (RFC 5530). */
export interface FolderRefusal {
  readonly code: 'NONEXISTENT' | 'ALREADYEXISTS' | 'CANNOT';
  readonly text: string;
}

/** All folders of one account, as every protocol sees them. Names are Unicode; INBOX is known in any case. */
export interface AccountMailbox {
  /** By name, INBOX first, then in order. */
  readonly folders: readonly Folder[];
  find(name: string): Folder | undefined;
  readonly inbox: Folder;
  /** Whether these may lie here too: a program that runs wild must not take all memory. */
  hasRoomFor(messages: readonly { readonly bytes: Buffer }[]): boolean;
  create(name: string, specialUse?: SpecialUse): Folder | FolderRefusal;
  remove(name: string): FolderRefusal | undefined;
  rename(from: string, to: string): FolderRefusal | undefined;
  readonly subscriptions: ReadonlySet<string>;
  subscribe(name: string): void;
  unsubscribe(name: string): boolean;
  /** A UIDVALIDITY that no folder of this account ever had. */
  nextUidValidity(): number;
  /** POP3's exclusive access (RFC 1939 §4): a function that gives it back, or undefined while another session has it. */
  lockMaildrop(): (() => void) | undefined;
}

const standardFolders: readonly (readonly [name: string, use?: SpecialUse])[] = [
  ['INBOX'],
  ['Archive', '\\Archive'],
  ['Drafts', '\\Drafts'],
  ['Junk', '\\Junk'],
  ['Sent', '\\Sent'],
  ['Trash', '\\Trash'],
];

/**
 * Builds a mailbox with the usual folders.
 * @param now wall clock in milliseconds; UIDVALIDITY begins with its seconds, as RFC 3501 §2.3.1.1 suggests
 * @param limit octets of all its messages, at most
 */
export function createAccountMailbox(now: () => number, limit: number): AccountMailbox {
  const folders = new Map<string, Folder>();
  const subscriptions = new Set<string>();
  let lastValidity = 0;
  let isLocked = false;

  const nextUidValidity = () => {
    lastValidity = Math.max(lastValidity + 1, Math.floor(now() / 1000) % 0xffffffff);
    return lastValidity;
  };
  const create = (given: string, specialUse?: SpecialUse): Folder | FolderRefusal => {
    const name = canonicalName(given.endsWith(delimiter) ? given.slice(0, -1) : given);
    if (!isAcceptable(name)) return { code: 'CANNOT', text: 'This name cannot be used for a folder' };
    if (folders.has(name)) return { code: 'ALREADYEXISTS', text: 'A folder of this name exists already' };
    const folder = createFolder({ name, specialUse, uidValidity: nextUidValidity() });
    folders.set(name, folder);
    return folder;
  };
  const move = (from: Folder, to: string) => {
    const target = createFolder({ name: to, specialUse: from.specialUse, uidValidity: nextUidValidity() });
    for (const message of from.messages) target.append(message);
    folders.set(to, target);
    from.expunge([...from.messages]);
  };

  for (const [name, use] of standardFolders) {
    create(name, use);
    subscriptions.add(name);
  }
  const inbox = folders.get('INBOX');
  if (!inbox) throw new Error('STANDARD_FOLDERS lacks INBOX');

  return {
    inbox,
    get folders() {
      const rest = [...folders.values()].filter((folder) => folder !== inbox);
      return [inbox, ...rest.sort((left, right) => (left.name < right.name ? -1 : 1))];
    },
    find: (name) => folders.get(canonicalName(name)),
    hasRoomFor: (messages) => [...folders.values()].reduce((sum, { size }) => sum + size, sizeOf(messages)) <= limit,
    create,
    remove(given) {
      const name = canonicalName(given);
      const folder = folders.get(name);
      if (folder === inbox) return { code: 'CANNOT', text: 'INBOX cannot be deleted' };
      if (!folder) return { code: 'NONEXISTENT', text: 'There is no such folder' };
      folders.delete(name);
      folder.expunge([...folder.messages]);
      return undefined;
    },
    rename(givenFrom, givenTo) {
      const from = canonicalName(givenFrom);
      const to = canonicalName(givenTo);
      const folder = folders.get(from);
      if (folders.has(to)) return { code: 'ALREADYEXISTS', text: 'A folder of this name exists already' };
      if (!isAcceptable(to) || to.startsWith(from + delimiter)) return { code: 'CANNOT', text: 'This name cannot be used for a folder' };
      const inferior = [...folders.values()].filter((other) => other.name.startsWith(from + delimiter));
      if (!folder && inferior.length === 0) return { code: 'NONEXISTENT', text: 'There is no such folder' };
      if (folder) move(folder, to);
      // RFC 3501 §6.3.5: renaming INBOX moves its messages, and leaves INBOX and its inferior names.
      if (folder === inbox) return undefined;
      folders.delete(from);
      for (const other of inferior) {
        move(other, to + other.name.slice(from.length));
        folders.delete(other.name);
      }
      return undefined;
    },
    subscriptions,
    subscribe: (name) => void subscriptions.add(canonicalName(name)),
    unsubscribe: (name) => subscriptions.delete(canonicalName(name)),
    nextUidValidity,
    lockMaildrop() {
      if (isLocked) return undefined;
      isLocked = true;
      return () => {
        isLocked = false;
      };
    },
  };
}

/** RFC 3501 §5.1: INBOX is one name in any case. */
export function canonicalName(name: string): string {
  return /^inbox(?=\/|$)/i.test(name) ? `INBOX${name.slice(5)}` : name;
}

function isAcceptable(name: string): boolean {
  return name !== '' && name.length <= 255 && !/[\u0000-\u001f\u007f%*]/.test(name) && !name.split(delimiter).includes('');
}
