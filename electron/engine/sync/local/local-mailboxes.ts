/** The mailboxes of this computer that accounts read, each open once however many connections use it. */
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import { type AccountSettings, isLocal } from '../../../contract/accounts.ts';
import { FailureError, failure } from '../../../contract/failure.ts';
import type { LocalMailbox } from '../../local/local-mailbox.ts';
import { createMaildirMailbox } from '../../local/maildir/maildir-mailbox.ts';
import { createDotlock, findDotlockfile } from '../../local/spool/dotlock.ts';
import { createSpoolMailbox } from '../../local/spool/spool-mailbox.ts';

export type OpenLocal = (account: { readonly settings: AccountSettings }) => Promise<LocalMailbox>;

interface LocalMailboxOptions {
  /** Where numbers of messages are kept, in a folder for each mailbox. */
  readonly dataFolder: string;
  readonly clock: Clock;
  /** The user's home, by default as the system says. */
  readonly home?: string;
}

export function createLocalMailboxes({ dataFolder, clock, home = homedir() }: LocalMailboxOptions): OpenLocal {
  const open = new Map<string, Promise<LocalMailbox>>();
  return ({ settings: { incoming } }) => {
    if (!isLocal(incoming)) return Promise.reject(new FailureError(failure('internal', { detail: { message: 'not on this computer' } })));
    const key = JSON.stringify(incoming);
    const known = open.get(key);
    if (known) return known;
    const ownFolder = join(
      dataFolder,
      'local',
      createHash('sha256').update(`${incoming.protocol} ${incoming.path}`).digest('hex').slice(0, 32),
    );
    const made = (async () => {
      const { path, allowChanges } = incoming;
      if (incoming.protocol === 'maildir') return createMaildirMailbox({ path, ownFolder, clock, allowsChanges: allowChanges });
      const program = allowChanges ? await findDotlockfile(process.env.PATH ?? '') : null;
      return createSpoolMailbox({ path, home, ownFolder, clock, lock: program === null ? null : createDotlock(program, clock) });
    })();
    open.set(key, made);
    return made;
  };
}
