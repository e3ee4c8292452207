/** One folder of a Maildir: `new`, `cur` and `tmp`. A message is a file, which is renamed and never written to again. */
import { mkdir, open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import { FailureError, failure } from '../../../contract/failure.ts';
import { syncFolder } from '../../disk/sync-folder.ts';
import type { FolderContents, LocalMessage } from '../local-mailbox.ts';
import { openToRead } from '../mbox/byte-source.ts';
import type { FlagChanges } from '../mbox/status-fields.ts';
import { createPace } from '../pace.ts';
import { createMaildirFiles, type Held } from './maildir-files.ts';
import { fileOf, newUniqueName, writeMaildirName, writtenName } from './maildir-name.ts';
import { addName, renameMessage, unlinkSame } from './rename-message.ts';

export interface MaildirFolder {
  look(): Promise<FolderContents>;
  read(uid: number): Promise<Buffer | null>;
  readHeader(uid: number): Promise<Buffer | null>;
  setFlags(uids: readonly number[], change: FlagChanges): Promise<void>;
  remove(uids: readonly number[]): Promise<void>;
  /** Gives the messages names in another folder instead of this one. Answers their unique names there. */
  moveTo(uids: readonly number[], folder: string): Promise<ReadonlyMap<number, string>>;
  append(raw: Buffer, flags: readonly string[], date: number): Promise<string>;
  /** The numbers of its messages by their unique names, from the disk as it is now. */
  numbers(): Promise<ReadonlyMap<string, number>>;
}

/** Octets of a header block that are looked at. */
const longestHeader = 1 << 20;

export function createMaildirFolder(folder: string, beside: string, clock: Clock, allowsChanges: boolean): MaildirFolder {
  const files = createMaildirFiles(folder, beside, clock);
  const { numbers: list, refresh, withFiles } = files;
  /** What was answered of these messages, as long as no mark that is kept here has changed. */
  let told: { readonly of: ReadonlyMap<number, Held>; readonly contents: FolderContents } | null = null;

  const withFile = async <Value>(uid: number, work: (file: Buffer) => Promise<Value>): Promise<Value | null> => {
    let done: Value | null = null;
    await withFiles([uid], async (_, file) => {
      done = await work(file);
    });
    return done;
  };
  /** Files get other names: what was read of the folder is read again at the next look. */
  const change = async (wanted: readonly number[], work: (held: Held, file: Buffer) => Promise<void>): Promise<void> => {
    try {
      await withFiles(wanted, work);
    } finally {
      files.forget();
    }
  };
  const twinsOf = ({ twins }: Held): Buffer[] => twins.map((name) => fileOf(folder, name));
  /** A name that stayed would bring the message back. */
  const unlinkAll = async (held: Held, file: Buffer): Promise<void> => {
    for (const twin of twinsOf(held)) await unlinkSame(twin, held);
    await unlink(file);
  };
  const requireChanges = () => {
    if (!allowsChanges) throw new FailureError(failure('mailbox-read-only', { protocol: 'maildir', detail: { path: folder } }));
  };
  const changed = (flags: readonly string[], { add = [], remove = [] }: FlagChanges): string[] => [
    ...flags.filter((flag) => !remove.includes(flag) && !add.includes(flag)),
    ...add,
  ];

  return {
    async look() {
      await refresh();
      const held = files.held();
      if (told?.of === held) return told.contents;
      const numbers = await list();
      const pace = createPace();
      const messages: LocalMessage[] = [];
      for (const { uid, flags, delivered, octets } of held.values()) {
        messages.push({ uid, flags: allowsChanges ? flags : (numbers.marks(uid) ?? flags), date: delivered, size: octets });
        await pace();
      }
      // A message is in `new` or `cur` only when it is whole.
      const contents = { uidValidity: numbers.uidValidity, uidNext: numbers.uidNext, messages, isUnsettled: false };
      told = { of: held, contents };
      return contents;
    },
    read: (uid) => withFile(uid, readWhole),
    readHeader: (uid) => withFile(uid, readHeaderOf),
    async setFlags(wanted, marks) {
      if (allowsChanges) {
        await change(wanted, (entry, from) =>
          renameMessage({ from, target: folder, message: entry }, changed(entry.flags, marks), twinsOf(entry)),
        );
        return;
      }
      await refresh();
      const numbers = await list();
      const kept = wanted.flatMap((uid) => {
        const entry = files.held().get(uid);
        return entry ? [[uid, changed(numbers.marks(uid) ?? entry.flags, marks)] as const] : [];
      });
      await numbers.setMarks(new Map(kept));
      told = null;
    },
    async remove(wanted) {
      requireChanges();
      await change(wanted, unlinkAll);
    },
    async moveTo(wanted, target) {
      requireChanges();
      const moved = new Map<number, string>();
      const twice: number[] = [];
      await change(wanted, async (entry, from) => {
        const { unique, isTwice } = await addName({ from, target, message: entry }, entry.flags);
        moved.set(entry.uid, unique);
        if (isTwice) twice.push(entry.uid);
      });
      // The new names are on the disk before the old ones go: after a power cut a message has one of them at least.
      if (moved.size > 0) await syncFolder(join(target, 'cur'));
      await change(twice, unlinkAll);
      return moved;
    },
    async append(raw, flags, date) {
      requireChanges();
      const unique = newUniqueName(Math.floor(date / 1_000), raw.length);
      const draft = join(folder, 'tmp', unique);
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(raw);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, join(folder, 'cur', writeMaildirName({ unique, others: '' }, flags)));
      await syncFolder(join(folder, 'cur'));
      return unique;
    },
    async numbers() {
      await refresh(true);
      // Two of one unique part: which of them is meant cannot be told.
      return new Map(
        [...files.held().values()].flatMap(({ unique, uid, key }) => (key === writtenName(unique) ? [[unique, uid] as const] : [])),
      );
    },
  };
}

async function readWhole(path: Buffer): Promise<Buffer> {
  const file = await openToRead(path, 'maildir');
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}

async function readHeaderOf(path: Buffer): Promise<Buffer> {
  const file = await openToRead(path, 'maildir');
  try {
    for (let length = 16 << 10; ; length = longestHeader) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
      const bytes = buffer.subarray(0, bytesRead);
      const end = /\r?\n\r?\n/.exec(bytes.toString('latin1'));
      if (end) return bytes.subarray(0, end.index + end[0].length);
      if (bytesRead < length || length >= longestHeader) return bytes;
    }
  } finally {
    await file.close();
  }
}

/** Makes a folder of a Maildir; one that is there stays. @param isInner it is a folder within one, which Maildir++ marks by a file */
export async function makeMaildir(folder: string, isInner: boolean): Promise<void> {
  for (const name of ['tmp', 'new', 'cur']) await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
  if (isInner) await (await open(join(folder, 'maildirfolder'), 'a', 0o600)).close();
}
