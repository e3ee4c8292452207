/** Fetches what unsolicited data announced in the selected folder, without selecting it again: new messages, and flags of messages without a UID. */

import type { CommandOptions } from '../../wire/command-queue.ts';
import type { FetchItems } from '../fetch-response.ts';
import type { ArrivalFetch, FlagChange } from '../imap-types.ts';
import { atom, sequence } from '../library.ts';
import type { ImapSession } from '../session.ts';
import { isUid, writeUids } from '../uid-set.ts';
import { peek, sendFetch } from './fetch.ts';
import { flagChange, takeChange } from './select.ts';

/** As `ImapConnection.fetchArrivals`. */
export async function fetchArrivals(
  session: ImapSession,
  { first, octets, most }: { first: number; octets: number; most: number },
  onMessage: (message: ArrivalFetch) => void,
  options?: CommandOptions,
): Promise<void> {
  if (!isUid(first)) throw session.fail('input-invalid', { detail: { path: 'first' } });
  const items = [atom('UID'), atom('FLAGS'), atom('INTERNALDATE'), atom('RFC822.SIZE')];
  await session.run(options, async () => {
    const taken = new Set<number>();
    // RFC 9051 §6.4.5, `<0.octets>`: a large message must not keep its neighbours from being listed.
    const part = { ...peek(), partial: [0, octets] };
    await sendFetch(session, 'UID FETCH', (modseq) => [sequence(`${first}:*`), [...items, ...modseq, part]], {
      onFetch: ({ uid, section, size, flags, internalDate, modseq }) => {
        // `first:*` names the last message even when its UID is smaller (RFC 9051 §9, seq-range).
        if (uid === null || !isUid(uid) || uid < first || !section || taken.has(uid) || taken.size >= most) return false;
        taken.add(uid);
        onMessage({ uid, flags: flags ?? [], internalDate, size: size ?? section.length, modseq, start: section });
        return true;
      },
    });
  });
}

/** As `ImapConnection.fetchUnnamedFlags`. */
export async function fetchUnnamedFlags(session: ImapSession, options?: CommandOptions): Promise<readonly FlagChange[] | null> {
  return session.run(options, async () => {
    // Taken when the command is sent: no EXPUNGE can come between (RFC 9051 §7.5.1).
    const numbers = session.unnamed.take();
    if (numbers === null) return null;
    const changes = new Map<number, FlagChange>();
    const asked = new Set(numbers);
    if (asked.size === 0) return [];
    await sendFetch(session, 'FETCH', (modseq) => [sequence(writeUids(numbers)), [atom('UID'), atom('FLAGS'), ...modseq]], {
      onFetch: (items: FetchItems) => asked.has(items.sequence) && takeChange(changes, flagChange(items), null),
    });
    return [...changes.values()];
  });
}
