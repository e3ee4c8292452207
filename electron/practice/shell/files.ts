/** The files that the shell of the practice server shows: mailboxes, aliases and the log as they stand there, and the home directory of its user. */
import { aliasesOf } from '../mailbox/destinations.ts';
import type { MailStore, PracticeAccount } from '../mailbox/mail-store.ts';
import type { MailQueue } from '../queue/mail-queue.ts';
import { printLog } from '../queue/print-queue.ts';
import { mboxOf } from './mbox.ts';

export interface ShellFiles {
  readonly home: string;
  /** Names in the home directory. */
  list(): readonly string[];
  /** @returns the text; or why there is none, as the system says it */
  read(path: string): { readonly text: string } | { readonly error: string };
  /** @returns why it cannot be written; null where it was */
  write(path: string, text: string, isAppended: boolean): string | null;
  remove(path: string): string | null;
}

/** Files of a home directory, and characters of one. */
const mostFiles = 20;
const longestFile = 1_000_000;

const missing = 'No such file or directory';
const denied = 'Permission denied';

export function createShellFiles(store: MailStore, queue: MailQueue, user: PracticeAccount): ShellFiles {
  const home = `/home/${user.username}`;
  const own = store.filesOf(user);
  const absolute = (path: string) => (path.startsWith('/') ? path : `${home}/${path}`).replace(/\/(?:\.?\/)+/g, '/');
  /** The name of a file of the home directory; null for all others. */
  const ownName = (path: string): string | null => {
    const name = absolute(path).startsWith(`${home}/`) ? absolute(path).slice(home.length + 1) : '';
    return name === '' || name.includes('/') ? null : name;
  };
  /** Files of the system, as they are at this moment. */
  const system: ReadonlyMap<string, () => string> = new Map([
    [`/var/mail/${user.username}`, () => mboxOf(store.mailboxOf(user).inbox.messages)],
    ['/etc/aliases', () => [...aliasesOf(store)].map(([name, to]) => `${name}: ${to.join(', ')}\n`).join('')],
    ['/var/log/mail.log', () => printLog(queue.log)],
  ]);
  const ofOthers = new Set(store.accounts.filter((each) => each !== user).map(({ username }) => `/var/mail/${username}`));
  return {
    home,
    list: () => [...own.keys()].sort(),
    read(path) {
      const full = absolute(path);
      const text = system.get(full)?.() ?? own.get(ownName(path) ?? '');
      return text === undefined ? { error: ofOthers.has(full) ? denied : missing } : { text };
    },
    write(path, text, isAppended) {
      const name = ownName(path);
      if (name === null) return denied;
      const whole = `${isAppended ? (own.get(name) ?? '') : ''}${text}`;
      if (whole.length > longestFile || (!own.has(name) && own.size >= mostFiles)) return 'Disk quota exceeded';
      own.set(name, whole);
      return null;
    },
    remove(path) {
      const name = ownName(path);
      if (name === null) return system.has(absolute(path)) ? denied : missing;
      return own.delete(name) ? null : missing;
    },
  };
}
