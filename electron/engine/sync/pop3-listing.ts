/**
 * Gives every message of a POP3 mailbox a key that outlives the session: its unique id (RFC 1939 §7) where that can be
 * believed, else a digest of its header block and size, or of the whole message where the server has no TOP either.
 */
import { createHash } from 'node:crypto';
import { FailureError, failure } from '../../contract/failure.ts';
import type { Pop3Connection, Pop3Message } from '../pop3/pop3-types.ts';
import { causes } from './causes.ts';

export interface Pop3Entry {
  readonly number: number;
  readonly size: number;
  readonly key: string;
  /** Read on the way to the key, and not given up since. */
  readonly header: Buffer | null;
  readonly raw: Buffer | null;
}

export interface Pop3Listing {
  /** By message number, ascending: the newest last. */
  readonly entries: readonly Pop3Entry[];
  /** False: the server has no UIDL, and every poll has to look at every message. */
  readonly hasUidl: boolean;
}

/**
 * Lists the mailbox. Empty and doubled unique ids are not believed: two messages behind one key would hide one of them (security.md P9).
 * @param keyOctets of messages that were read whole for their keys so many octets are kept in memory, of the newest
 */
export async function listMailbox(connection: Pop3Connection, signal: AbortSignal, keyOctets: number): Promise<Pop3Listing> {
  const options = { cause: causes.poll, signal };
  const messages = await connection.list(options);
  const uidls = messages.length === 0 ? new Map<number, string>() : await connection.uidl(options);
  const times = new Map<string, number>();
  for (const uidl of uidls?.values() ?? []) times.set(uidl, (times.get(uidl) ?? 0) + 1);
  const seen = new Map<string, number>();
  const entries: Pop3Entry[] = [];
  const holding: number[] = [];
  let octets = 0;
  for (const { number, size } of messages) {
    if (signal.aborted) throw new FailureError(failure('cancelled'));
    const uidl = uidls?.get(number);
    if (uidl && times.get(uidl) === 1) entries.push({ number, size, key: uidl, header: null, raw: null });
    else {
      const entry = await readDigest(connection, { number, size }, seen, signal);
      octets += entry.raw?.length ?? 0;
      holding.push(entries.push(entry) - 1);
    }
    // The newest are stored first; an older one is read once more when its turn comes.
    for (let oldest = holding[0]; octets > keyOctets && oldest !== undefined; oldest = holding[0]) {
      holding.shift();
      const entry = entries[oldest];
      octets -= entry?.raw?.length ?? 0;
      if (entry) entries[oldest] = { ...entry, raw: null };
    }
  }
  return { entries, hasUidl: uidls !== null };
}

async function readDigest(
  connection: Pop3Connection,
  message: Pop3Message,
  seen: Map<string, number>,
  signal: AbortSignal,
): Promise<Pop3Entry> {
  const options = { cause: causes.poll, signal };
  const header = await connection.top(message, 0, options);
  const raw = header === null ? await connection.retrieve(message, options) : null;
  // A unique id has only characters from 0x21 to 0x7E (RFC 1939 §7): with the space no such key can be one.
  const digest = `digest ${createHash('sha256')
    .update(`${message.size} `)
    .update(header ?? raw ?? '')
    .digest('hex')}`;
  // Two deliveries of the same text are two messages.
  const nth = (seen.get(digest) ?? 0) + 1;
  seen.set(digest, nth);
  return { ...message, key: nth === 1 ? digest : `${digest} ${nth}`, header, raw };
}
