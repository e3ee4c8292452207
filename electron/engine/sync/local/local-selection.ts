/**
 * The folder of this computer that is selected: what is in it, looked at again when the disk tells of a change, and told like what a server
 * volunteers (RFC 9051 §7). Knows no command.
 */
import type { Clock } from '../../../base/clock.ts';
import { FailureError, failure } from '../../../contract/failure.ts';
import type { FlagChange, ImapEvent, ImapSelection } from '../../imap/imap-types.ts';
import type { FolderContents, LocalMailbox, LocalMessage } from '../../local/local-mailbox.ts';

interface LocalSelection {
  /** Looks at a folder, which is the selected one from now on. */
  select(path: string): Promise<ImapSelection>;
  shown(): ImapSelection | null;
  /** Where it is and what was in it at the last look. Fails where none is selected. */
  current(): { readonly path: string; readonly contents: FolderContents };
  /** The messages of these numbers that are there. */
  present(uids: readonly number[]): LocalMessage[];
  /** Looks again and tells what has changed; one look at a time, and what is told meanwhile asks for one more. */
  look(): Promise<void>;
  /** The same where nobody waits: what fails now is told by the next look, or by the command that needs it. */
  lookAlong(): void;
  onEvent(listener: ((event: ImapEvent) => void) | null): void;
  close(): void;
}

interface LocalSelectionOptions {
  readonly mailbox: Pick<LocalMailbox, 'look' | 'watch'>;
  readonly clock: Clock;
}

/** Milliseconds until a folder is looked at again in which something was being written. */
const lookAgain = 300;

interface Selected {
  readonly path: string;
  readonly serial: number;
  contents: FolderContents;
}

export function createLocalSelection({ mailbox, clock }: LocalSelectionOptions): LocalSelection {
  let selected: Selected | null = null;
  let serial = 0;
  let listener: ((event: ImapEvent) => void) | null = null;
  let stopWatching = () => {};
  let cancelAgain = () => {};
  let isClosed = false;
  let looking: Promise<void> = Promise.resolve();
  let isLookDue = false;

  const current = (): Selected => {
    if (!selected) throw new FailureError(failure('internal', { detail: { message: 'no folder is selected' } }));
    return selected;
  };
  const update = async (): Promise<void> => {
    const folder = selected;
    if (!folder || isClosed) return;
    const now = await mailbox.look(folder.path);
    if (selected !== folder || isClosed) return;
    const before = folder.contents;
    folder.contents = now;
    again(now);
    for (const event of eventsOf(folder.path, before, now)) listener?.(event);
  };
  const look = (): Promise<void> => {
    isLookDue = true;
    const asked = looking.then(async () => {
      if (!isLookDue) return;
      isLookDue = false;
      await update();
    });
    // The next look tells it again; a command that fails of it says so.
    looking = asked.catch(() => {});
    return asked;
  };
  const lookAlong = (): void => void look().catch(() => {}); // as above
  /** What is being written now may tell nothing when it is whole. */
  const again = ({ isUnsettled }: FolderContents) => {
    cancelAgain();
    if (isUnsettled && listener) cancelAgain = clock.after(lookAgain, lookAlong);
  };
  const watchSelected = () => {
    stopWatching();
    stopWatching = () => {};
    if (!selected || !listener || isClosed) return;
    stopWatching = mailbox.watch(selected.path, lookAlong);
  };

  return {
    async select(path) {
      const contents = await mailbox.look(path);
      serial += 1;
      selected = { path, serial, contents };
      again(contents);
      watchSelected();
      return selectionOf(selected);
    },
    shown: () => selected && selectionOf(selected),
    current,
    present(uids) {
      const { messages } = current().contents;
      return uids.flatMap((uid) => messageOf(messages, uid) ?? []);
    },
    look,
    lookAlong,
    onEvent(next) {
      listener = next;
      watchSelected();
    },
    close() {
      isClosed = true;
      stopWatching();
      cancelAgain();
    },
  };
}

const selectionOf = ({ path, serial, contents }: Selected): ImapSelection => ({
  path,
  serial,
  exists: contents.messages.length,
  uidValidity: contents.uidValidity,
  uidNext: contents.uidNext,
  highestModseq: null,
  readOnly: false,
  permanentFlags: null,
});

/** @param messages ascending by uid */
function messageOf(messages: readonly LocalMessage[], uid: number): LocalMessage | null {
  let [from, to] = [0, messages.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((messages[middle]?.uid ?? 0) < uid) from = middle + 1;
    else to = middle;
  }
  const found = messages[from];
  return found?.uid === uid ? found : null;
}

/** What happened between two looks, in the words of a server (RFC 9051 §7). */
function eventsOf(path: string, before: FolderContents, now: FolderContents): ImapEvent[] {
  if (before === now) return [];
  const events: ImapEvent[] = [];
  const there = new Map(now.messages.map((message) => [message.uid, message]));
  const known = new Set(before.messages.map(({ uid }) => uid));
  const gone = before.messages.filter(({ uid }) => !there.has(uid));
  if (gone.length > 0) events.push({ kind: 'vanished', path, uids: gone.map(({ uid }) => ({ first: uid, last: uid })) });
  for (const { uid, flags } of before.messages) {
    const after = there.get(uid);
    if (after && !sameFlags(flags, after.flags)) events.push({ kind: 'flags', path, ...flagChange(after) });
  }
  if (now.messages.some(({ uid }) => !known.has(uid))) events.push({ kind: 'exists', path, exists: now.messages.length });
  return events;
}

const flagChange = ({ uid, flags }: LocalMessage): FlagChange => ({ uid, flags, modseq: null });

const sameFlags = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((flag) => other.includes(flag));
