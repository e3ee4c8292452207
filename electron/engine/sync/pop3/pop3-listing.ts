/**
 * Gives every message of a POP3 mailbox a key that outlives the session: its unique id (RFC 1939 §7) where that is
 * usable, else a digest of its header block and size, or of the whole message where the server has no TOP either.
 */
import { createHash } from 'node:crypto';
import { type Failure, FailureError, failure, toFailure } from '../../../contract/failure.ts';
import { isRefusalLine } from '../../pop3/pop3-failure.ts';
import type { Pop3Connection, Pop3Message } from '../../pop3/pop3-types.ts';
import { causes } from '../causes.ts';
import type { AsideNotes } from '../folders/left-aside.ts';

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
  /** Keys of messages that came here in this session: what they name is known. */
  readonly came: Set<string>;
}

/**
 * Without a unique id, what cannot be read has no key yet and goes by its place and size. Ids have no space (RFC 1939 §7): no such key can
 * be one.
 */
const placeKey = ({ number, size }: Pop3Message): string => `place ${number} ${size}`;
export const hasNoKey = ({ key }: Pick<Pop3Entry, 'key'>): boolean => key.startsWith('place ');

interface ListingOptions {
  readonly signal: AbortSignal;
  /** Of messages that were read whole for their keys so many octets are kept in memory, of the newest. */
  readonly keyOctets: number;
  /** What cannot be read for its key is noted here, and is not asked for again while it is. */
  readonly notes: AsideNotes;
}

/**
 * Lists the mailbox. Ignores empty and repeated unique ids: two messages behind one key would hide one of them.
 * Rejects when the connection ends over a message that has to be read for its key; the next listing goes on without it.
 */
export async function listMailbox(connection: Pop3Connection, { signal, keyOctets, notes }: ListingOptions): Promise<Pop3Listing> {
  const options = { cause: causes.poll, signal };
  const aside = notes.all();
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
    // Defence P9a of the checklist.
    if (uidl && times.get(uidl) === 1) entries.push({ number, size, key: uidl, header: null, raw: null });
    else if (aside.has(placeKey({ number, size }))) entries.push(withoutKey({ number, size }));
    else {
      const entry = await readOrNote(connection, { number, size }, seen, { signal, notes });
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
  return { entries, hasUidl: uidls !== null, came: new Set() };
}

const withoutKey = (message: Pop3Message): Pop3Entry => ({ ...message, key: placeKey(message), header: null, raw: null });

/** RFC 1939 §5: -ERR to one message says nothing of the others. */
async function readOrNote(
  connection: Pop3Connection,
  message: Pop3Message,
  seen: Map<string, number>,
  { signal, notes }: Pick<ListingOptions, 'signal' | 'notes'>,
): Promise<Pop3Entry> {
  try {
    return await readDigest(connection, message, seen, signal);
  } catch (error) {
    const reason = toFailure(error);
    const isRefused = !connection.closed && isRefusal(reason);
    if (isRefused || isLost(connection, reason) || isOverlong(reason)) await notes.failed([placeKey(message)], reason, !isRefused);
    if (!isRefused) throw error;
    return withoutKey(message);
  }
}

/** Reads what was left without a key, alone; `listed` are the keys of the others. */
export async function findKey(
  connection: Pop3Connection,
  message: Pop3Message,
  listed: readonly Pop3Entry[],
  signal: AbortSignal,
): Promise<Pop3Entry> {
  const entry = await readDigest(connection, message, new Map(), signal);
  const twins = listed.filter(({ key }) => key === entry.key || key.startsWith(`${entry.key} `)).length;
  return twins === 0 ? entry : { ...entry, key: `${entry.key} ${twins + 1}` };
}

/** The server's own refusal of one command. */
export const isRefusal = ({ reply }: Failure): boolean => isRefusalLine(reply ?? '');

/** Whether the connection ended over what was asked. What arrived before the end is read first, so it may not be closed yet. */
export const isLost = (connection: { readonly closed: boolean }, reason: Failure): boolean =>
  reason.code === 'connection-lost' ||
  reason.code === 'connection-stalled' ||
  (connection.closed && reason.code !== 'cancelled' && !isOverlong(reason));

/** The connection was ended by us, because a message did not. */
export const isOverlong = ({ code }: Failure): boolean => code === 'message-longer-than-announced';

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
