/**
 * Mailboxes on disk, read and filled behind the server's back: what lies here is the truth that a client's view is compared with.
 * Knows the Maildir++ layout (https://cr.yp.to/proto/maildir.html and Dovecot's dots for folders) and refuses to know any protocol.
 */
import { randomUUID } from 'node:crypto';
import { chownSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { chown, mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { MailOwner } from './mail-owner.ts';

export interface StoredMessage {
  path: string;
  /** The bytes of the file. Dovecot keeps what IMAP hands it with bare LF. */
  raw: Buffer;
  /** The same with every line ending as CRLF: what IMAP and POP3 send. */
  wire: Buffer;
  /** IMAP system flags and keywords, sorted. */
  flags: string[];
}

export interface DeliverOptions {
  /** IMAP name with `/` or `.` between levels, in modified UTF-7; default INBOX. */
  folder?: string;
  /** System flags; a message without any lies in `new`. */
  flags?: string[];
  /** Becomes the server's INTERNALDATE. */
  date?: Date;
}

export interface WaitOptions {
  folder?: string;
  /** Milliseconds; default 10 000. */
  deadline?: number;
}

export interface Maildirs {
  /** The folder that holds one home per user. */
  root: string;
  /** Where a user's Maildir is, or one of its folders. */
  locate(user: string, folder?: string): string;
  /** Creates the user's empty Maildir. */
  create(user: string): Promise<void>;
  /** Puts a message into a folder as a delivery agent would; resolves to its path. The folder is created when it is missing. */
  deliver(user: string, raw: string | Uint8Array, options?: DeliverOptions): Promise<string>;
  /** Every message of a folder in the order of arrival; empty when the folder does not exist. */
  messages(user: string, folder?: string): Promise<StoredMessage[]>;
  /** Waits until a folder's messages satisfy the condition; fails with their number when they do not in time. */
  waitFor(user: string, condition: (messages: StoredMessage[]) => boolean, options?: WaitOptions): Promise<StoredMessage[]>;
  /** Names of the folders on disk, INBOX first. */
  folders(user: string): Promise<string[]>;
}

const flagLetters: Record<string, string> = { '\\Draft': 'D', '\\Flagged': 'F', '\\Answered': 'R', '\\Seen': 'S', '\\Deleted': 'T' };
const letterFlags = new Map(Object.entries(flagLetters).map(([flag, letter]) => [letter, flag]));

/** Mailboxes below `root`, their files given to `owner`. */
export function createMaildirs({ root, owner }: { root: string; owner: MailOwner }): Maildirs {
  const locate = (user: string, folder = 'INBOX') => {
    const maildir = join(root, user, 'Maildir');
    return folder.toUpperCase() === 'INBOX' ? maildir : join(maildir, `.${folder.replaceAll('/', '.')}`);
  };
  const own = async (path: string) => {
    if (owner.isRoot) await chown(path, owner.uid, owner.gid);
  };
  // Thousands of messages go into the same few folders: each is looked after once.
  const ensured = new Set<string>();
  const ensureFolder = async (path: string) => {
    if (ensured.has(path)) return;
    for (const part of [join(path, '..'), path, join(path, 'cur'), join(path, 'new'), join(path, 'tmp')]) {
      const isNew = await mkdir(part, { recursive: true, mode: 0o700 });
      if (isNew !== undefined) await own(part);
    }
    ensured.add(path);
  };
  let sequence = 0;
  const messages = async (user: string, folder = 'INBOX') => {
    for (;;) {
      const found = await readMessages(locate(user, folder));
      if (found) return found.sort((one, other) => compareArrival(one.path, other.path));
    }
  };

  return {
    root,
    locate,
    create: (user) => ensureFolder(locate(user)),
    async deliver(user, raw, { folder = 'INBOX', flags = [], date } = {}) {
      const path = locate(user, folder);
      await ensureFolder(path);
      const seconds = Math.floor((date?.getTime() ?? Date.now()) / 1000);
      sequence += 1;
      const name = `${seconds}.M${String(sequence).padStart(8, '0')}P${process.pid}R${randomUUID().slice(0, 8)}.test`;
      const letters = flags.map((flag) => letterOf(flag)).sort();
      const scratch = join(path, 'tmp', name);
      // Synchronous: tens of thousands of these make a big mailbox, and each turn through the thread pool costs more than the work.
      writeFileSync(scratch, raw, { mode: 0o600 });
      if (owner.isRoot) chownSync(scratch, owner.uid, owner.gid);
      if (date) utimesSync(scratch, date, date);
      const target = letters.length > 0 ? join(path, 'cur', `${name}:2,${letters.join('')}`) : join(path, 'new', name);
      renameSync(scratch, target);
      return target;
    },
    messages,
    async waitFor(user, condition, { folder = 'INBOX', deadline = 10_000 } = {}) {
      for (const end = performance.now() + deadline; ; ) {
        const found = await messages(user, folder);
        if (condition(found)) return found;
        if (performance.now() > end) throw new Error(`${folder} of ${user} holds ${found.length} messages, not the expected ones.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async folders(user) {
      const names = await listFolder(locate(user));
      return [
        'INBOX',
        ...names
          .filter((name) => /^\.[^.]/.test(name))
          .map((name) => name.slice(1))
          .sort(),
      ];
    },
  };
}

/** The files of a Maildir: `new` before `cur`, since a file only ever goes that way. */
async function listFiles(path: string): Promise<string[]> {
  const files: string[] = [];
  for (const part of ['new', 'cur']) for (const name of await listFolder(join(path, part))) files.push(join(path, part, name));
  return files;
}

/** Undefined when the files changed meanwhile: a server renames a file when it is seen first and when its flags change. */
async function readMessages(path: string): Promise<StoredMessage[] | undefined> {
  const keywords = await readKeywords(path);
  const found: StoredMessage[] = [];
  const files = await listFiles(path);
  for (const file of files) {
    const raw = await readFileIfThere(file);
    if (!raw) return undefined;
    found.push({ path: file, raw, wire: withNetworkLineEndings(raw), flags: flagsOf(basename(file), keywords) });
  }
  const after = await listFiles(path);
  return after.length === files.length && after.every((file, index) => file === files[index]) ? found : undefined;
}

function letterOf(flag: string): string {
  const letter = flagLetters[flag];
  if (letter === undefined) throw new Error(`A Maildir name cannot carry ${flag}.`);
  return letter;
}

function flagsOf(name: string, keywords: string[]): string[] {
  const letters = /:2,([A-Za-z]*)/.exec(name)?.[1] ?? '';
  return Array.from(letters, (letter) => letterFlags.get(letter) ?? keywords[letter.charCodeAt(0) - 97] ?? letter).sort();
}

/** Dovecot gives the letters a to z of a file name to keywords, in the order of this file. */
async function readKeywords(path: string): Promise<string[]> {
  const keywords: string[] = [];
  const text = (await readFileIfThere(join(path, 'dovecot-keywords')))?.toString() ?? '';
  for (const [, index, keyword] of text.matchAll(/^(\d+) (.+)$/gm)) if (keyword !== undefined) keywords[Number(index)] = keyword;
  return keywords;
}

function withNetworkLineEndings(raw: Buffer): Buffer {
  return Buffer.from(raw.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
}

/** Maildir names start with the second of arrival; within one second Dovecot and Postfix put the microsecond after an M. */
function compareArrival(one: string, other: string): number {
  const [firstSecond, firstMicrosecond] = arrivalOf(one);
  const [secondSecond, secondMicrosecond] = arrivalOf(other);
  return firstSecond - secondSecond || firstMicrosecond - secondMicrosecond || (one < other ? -1 : 1);
}

function arrivalOf(path: string): [number, number] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return [Number.parseInt(name, 10), Number(/M(\d+)/.exec(name)?.[1] ?? 0)];
}

async function listFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function readFileIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
