/**
 * The mailboxes of this computer that accounts read. However many accounts and connections use one, and whether they may change it or not, one
 * object at a time has it open: numbers of messages that two objects gave would name different messages.
 */
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import { createKeyedMutex } from '../../../base/keyed-mutex.ts';
import { type AccountSettings, isLocal, mailboxIdentity } from '../../../contract/accounts.ts';
import { FailureError, failure } from '../../../contract/failure.ts';
import type { LocalMailbox } from '../../local/local-mailbox.ts';

export type OpenLocal = (account: { readonly settings: AccountSettings }) => Promise<LocalMailbox>;

interface LocalMailboxOptions {
  /** Where numbers of messages are kept, in a folder for each mailbox. */
  readonly dataFolder: string;
  readonly clock: Clock;
  /** The user's home, by default as the system says. */
  readonly home?: string;
}

export function createLocalMailboxes({ dataFolder, clock, home = homedir() }: LocalMailboxOptions): OpenLocal {
  const inTurn = createKeyedMutex();
  /** By place: the mailbox that is open there, as one choice of changes has it. */
  const open = new Map<string, { readonly choice: string; readonly mailbox: LocalMailbox }>();
  return async ({ settings: { incoming } }) => {
    if (!isLocal(incoming)) throw new FailureError(failure('internal', { detail: { message: 'not on this computer' } }));
    const { protocol, path, allowChanges } = incoming;
    const ownFolder = join(dataFolder, 'local', createHash('sha256').update(`${protocol} ${path}`).digest('hex').slice(0, 32));
    const make = async (): Promise<LocalMailbox> => {
      // Loaded by the first account of its kind: most have none.
      if (protocol === 'maildir') {
        const { createMaildirMailbox } = await import('../../local/maildir/maildir-mailbox.ts');
        return createMaildirMailbox({ path, ownFolder, clock, allowsChanges: allowChanges });
      }
      const { createSpoolMailbox } = await import('../../local/spool/spool-mailbox.ts');
      const { createDotlock, findDotlockfile, lockProgramMissing, unlockableFor } = await import('../../local/spool/dotlock.ts');
      const spool = { path, home, ownFolder, clock };
      if (!allowChanges) return createSpoolMailbox({ ...spool, lock: null });
      const program = await findDotlockfile(process.env.PATH ?? '');
      if (program === null) return createSpoolMailbox({ ...spool, lock: null, readOnly: lockProgramMissing(path) });
      const lock = createDotlock(program, clock);
      const readOnly = await unlockableFor(lock, path);
      return createSpoolMailbox(readOnly ? { ...spool, lock: null, readOnly } : { ...spool, lock });
    };
    const place = mailboxIdentity(incoming);
    /** Where another choice had it open, it is opened anew, with the numbers that are on the disk. */
    const current = async (): Promise<LocalMailbox> => {
      const known = open.get(place);
      if (known?.choice === String(allowChanges)) return known.mailbox;
      const mailbox = await make();
      open.set(place, { choice: String(allowChanges), mailbox });
      return mailbox;
    };
    const on = <Value>(work: (mailbox: LocalMailbox) => Promise<Value>): Promise<Value> => inTurn(place, async () => work(await current()));
    const { allowsChanges, readOnly, watch } = await inTurn(place, current);
    return {
      allowsChanges,
      readOnly,
      folders: () => on((mailbox) => mailbox.folders()),
      look: (folder) => on((mailbox) => mailbox.look(folder)),
      read: (folder, uid) => on((mailbox) => mailbox.read(folder, uid)),
      readHeader: (folder, uid) => on((mailbox) => mailbox.readHeader(folder, uid)),
      fromLine: (folder, uid) => on((mailbox) => mailbox.fromLine(folder, uid)),
      setFlags: (folder, uids, change) => on((mailbox) => mailbox.setFlags(folder, uids, change)),
      remove: (folder, uids) => on((mailbox) => mailbox.remove(folder, uids)),
      move: (folder, uids, target) => on((mailbox) => mailbox.move(folder, uids, target)),
      append: (folder, raw, flags, date) => on((mailbox) => mailbox.append(folder, raw, flags, date)),
      createFolder: (folder) => on((mailbox) => mailbox.createFolder(folder)),
      changesWait: () => open.get(place)?.mailbox.changesWait() ?? 0,
      watch,
    };
  };
}
