import { createEmitter, type Unsubscribe } from '../../base/emitter.ts';

export type SpecialUse = '\\Archive' | '\\Drafts' | '\\Junk' | '\\Sent' | '\\Trash';

/** One message as it lies in a folder. The object stays the same while its flags change; a renumbered folder has new ones. */
export interface StoredMessage {
  readonly uid: number;
  readonly bytes: Buffer;
  /** Milliseconds since 1970. */
  readonly internalDate: number;
  readonly flags: ReadonlySet<string>;
  readonly modseq: number;
}

interface NewMessage {
  readonly bytes: Buffer;
  readonly flags?: Iterable<string>;
  readonly internalDate: number;
}

export interface Folder {
  readonly name: string;
  readonly specialUse: SpecialUse | undefined;
  readonly uidValidity: number;
  readonly uidNext: number;
  readonly highestModseq: number;
  /** In ascending order of UID. */
  readonly messages: readonly StoredMessage[];
  /** What they take, octets. */
  readonly size: number;
  /** Whether `message` is still here. */
  holds(message: StoredMessage): boolean;
  append(message: NewMessage): StoredMessage;
  /** Gives `message` exactly these flags; false when it had them already or is gone. */
  setFlags(message: StoredMessage, flags: Iterable<string>): boolean;
  /** Removes for good. */
  expunge(messages: readonly StoredMessage[]): void;
  /** The messages that no session was told are recent (RFC 3501 §2.3.2); with `claim` no other session is told so. */
  recent(claim: boolean): StoredMessage[];
  /** UIDs that were removed after the folder stood at `modseq`, ascending (RFC 7162 §3.2.6). */
  vanishedSince(modseq: number): number[];
  /** Starts the folder's numbering anew, as a server does after its index was lost. */
  renumber(uidValidity: number): void;
  /** Called after every change. */
  onChange(listener: () => void): Unsubscribe;
}

interface FolderDependencies {
  readonly name: string;
  readonly specialUse?: SpecialUse | undefined;
  readonly uidValidity: number;
}

type Held = { -readonly [Key in keyof StoredMessage]: StoredMessage[Key] };

/** What a message takes besides its text, octets: so a limit holds for their number too. */
const besideText = 512;

/** What these take in a folder, octets. */
export const sizeOf = (messages: readonly { readonly bytes: Buffer }[]): number =>
  messages.reduce((sum, { bytes }) => sum + bytes.length + besideText, 0);

const systemFlags = ['\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft'];

/** Builds an empty folder. */
export function createFolder({ name, specialUse, uidValidity: firstValidity }: FolderDependencies): Folder {
  const changes = createEmitter<{ changed: undefined }>();
  let uidValidity = firstValidity;
  let uidNext = 1;
  let highestModseq = 1;
  let firstRecent = 1;
  let messages: Held[] = [];
  let members = new Set<StoredMessage>();
  let size = 0;
  let vanished: { readonly uid: number; readonly modseq: number }[] = [];

  const changed = () => changes.emit('changed', undefined);
  const add = (bytes: Buffer, flags: ReadonlySet<string>, internalDate: number): Held => {
    highestModseq += 1;
    const message: Held = { uid: uidNext, bytes, flags, internalDate, modseq: highestModseq };
    uidNext += 1;
    messages.push(message);
    size += sizeOf([message]);
    members.add(message);
    return message;
  };

  return {
    name,
    specialUse,
    get uidValidity() {
      return uidValidity;
    },
    get uidNext() {
      return uidNext;
    },
    get highestModseq() {
      return highestModseq;
    },
    get messages() {
      return messages;
    },
    get size() {
      return size;
    },
    holds: (message) => members.has(message),
    append({ bytes, flags = [], internalDate }) {
      const message = add(bytes, new Set([...flags].map(canonicalFlag)), internalDate);
      changed();
      return message;
    },
    setFlags(message, flags) {
      const held = messages[positionOf(messages, message.uid)];
      if (held !== message) return false;
      const next = new Set([...flags].map(canonicalFlag));
      if (next.size === held.flags.size && [...next].every((flag) => held.flags.has(flag))) return false;
      highestModseq += 1;
      held.flags = next;
      held.modseq = highestModseq;
      changed();
      return true;
    },
    expunge(gone) {
      const present = gone.filter((message) => members.delete(message));
      if (present.length === 0) return;
      messages = messages.filter((message) => members.has(message));
      size -= sizeOf(present);
      highestModseq += 1;
      for (const { uid } of present) vanished.push({ uid, modseq: highestModseq });
      changed();
    },
    recent(claim) {
      const found = messages.slice(positionOf(messages, firstRecent));
      if (claim) firstRecent = uidNext;
      return found;
    },
    vanishedSince: (modseq) =>
      vanished
        .filter((gone) => gone.modseq > modseq)
        .map(({ uid }) => uid)
        .sort((left, right) => left - right),
    renumber(next) {
      const old = messages;
      vanished = [];
      uidValidity = next;
      uidNext = 1;
      firstRecent = 1;
      messages = [];
      members = new Set();
      size = 0;
      for (const message of old) add(message.bytes, message.flags, message.internalDate);
      changed();
    },
    onChange: (listener) => changes.on('changed', listener),
  };
}

/** System flags are known in any case and written in one (RFC 3501 §2.3.2); keywords stay as they came. */
export function canonicalFlag(flag: string): string {
  return systemFlags.find((known) => known.toLowerCase() === flag.toLowerCase()) ?? flag;
}

/** The index of the first message whose UID is `uid` or more. */
function positionOf(messages: readonly StoredMessage[], uid: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((messages[middle]?.uid ?? 0) < uid) low = middle + 1;
    else high = middle;
  }
  return low;
}
