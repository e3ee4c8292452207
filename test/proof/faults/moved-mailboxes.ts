/** Mailboxes for the proof of moves: small, the same every time, at the practice server and at Dovecot, with the truth about them at hand. */
import { systemClock } from '../../../electron/base/clock.ts';
import { practiceMessage, startPracticeMailbox } from '../../engine/sync/practice-mailbox.ts';
import type { ProvisionedAccount } from '../../servers/accounts-file.ts';
import { type DovecotServer, startDovecot } from '../../servers/dovecot/dovecot.ts';
import { readDovecotUids, withoutFlags } from '../../servers/dovecot/dovecot-uids.ts';
import { placed, sha256 } from '../killed/killed-program.ts';

export interface MovedMailbox {
  readonly port: number;
  account(port: number): ProvisionedAccount;
  /** SHA-256 of every message in a folder, sorted. */
  hashes(folder: 'INBOX' | 'Archive'): Promise<string[]>;
  /** Every message with folder, UIDVALIDITY, UID and hash, sorted; see `placed`. */
  places(): Promise<string[]>;
  close(): Promise<void>;
}

/** Gives out mailboxes of one kind of server; each is new. */
export interface MovedMailboxes {
  open(): Promise<MovedMailbox>;
  close(): Promise<void>;
}

/** The same mail came twice, once through a list: one Message-ID, two contents. */
export const twin = practiceMessage(5, ' by way of the list');

/** What lies in the mailbox before anything is moved, oldest first. */
const inbox = [twin, ...[1, 2, 3, 4, 5, 6].map((number) => practiceMessage(number))];
const archive = [1, 2].map((number) => practiceMessage(number));

function account(user: { name: string; password: string }, port: number): ProvisionedAccount {
  const credentials = { host: '127.0.0.1', security: 'none', username: user.name, password: user.password, mechanism: 'PLAIN' } as const;
  return {
    name: user.name,
    address: `${user.name}@example.test`,
    incoming: { protocol: 'imap', port, ...credentials },
    outgoing: { port: 1, ...credentials },
  };
}

export function practiceMailboxes(without: readonly string[]): MovedMailboxes {
  return {
    async open() {
      const practice = await startPracticeMailbox({ imap: { without }, clock: systemClock });
      for (const [name, messages] of [
        ['INBOX', inbox],
        ['Archive', archive],
      ] as const)
        for (const [index, bytes] of messages.entries())
          practice.folder(name).append({ bytes, internalDate: Date.UTC(2024, 0, 1, 0, index) });
      return {
        port: practice.server.imap.port,
        account: (port) => account({ name: 'ana', password: 'practice' }, port),
        hashes: async (name) =>
          practice
            .folder(name)
            .messages.map(({ bytes }) => sha256(bytes))
            .sort(),
        places: async () =>
          practice.mailbox.folders
            .flatMap(({ name, uidValidity, messages }) => messages.map(({ uid, bytes }) => placed(name, uidValidity, uid, bytes)))
            .sort(),
        close: () => practice.server.close(),
      };
    },
    close: async () => {},
  };
}

/**
 * @param imapCapability the whole list that Dovecot shows, when it is not its own
 * @param most how many mailboxes will be asked for
 */
export async function dovecotMailboxes(imapCapability: string | undefined, most: number): Promise<MovedMailboxes> {
  const users = Array.from({ length: most }, (_, index) => ({ name: `user${index}`, password: 'a password' }));
  const server = await startDovecot({ users, tls: 'no', ...(imapCapability === undefined ? {} : { imapCapability }) });
  return {
    async open() {
      const user = users.pop();
      if (!user) throw new Error(`There are only ${most} mailboxes.`);
      for (const [folder, messages] of [
        ['INBOX', inbox],
        ['Archive', archive],
      ] as const)
        for (const [index, raw] of messages.entries())
          await server.mail.deliver(user.name, raw, { folder, flags: ['\\Seen'], date: new Date(Date.UTC(2024, 0, 1, 0, index)) });
      return {
        port: server.ports.imap,
        account: (port) => account(user, port),
        hashes: async (folder) => (await server.mail.messages(user.name, folder)).map(({ wire }) => sha256(wire)).sort(),
        places: () => placesOf(server, user.name),
        close: async () => {},
      };
    },
    close: server.stop,
  };
}

/** What lies in the folders of a user, from the files of the server alone. */
export async function placesOf({ mail }: DovecotServer, user: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await mail.folders(user)) {
    const messages = await mail.messages(user, name);
    if (messages.length === 0) continue;
    const { uidValidity, uids } = await readDovecotUids(mail.locate(user, name));
    for (const { path, wire } of messages)
      found.push(placed(name.replaceAll('.', '/'), uidValidity, uids.get(withoutFlags(path)) ?? 0, wire));
  }
  return found.sort();
}
