/**
 * Unique ids that name another message than before. RFC 1939 §7 only forbids to use one again while the first message is there ("should
 * never" is all it says of the time after), and servers that number their files do. A message that is not held is fetched, and never deleted.
 */
import { createHash } from 'node:crypto';
import { toFailure } from '../../../contract/failure.ts';
import type { Pop3Uidl } from '../../cache/database/stored.ts';
import { headerDigest } from '../../cache/messages/header-digest.ts';
import type { Pop3Connection } from '../../pop3/pop3-types.ts';
import { causes } from '../causes.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';
import { isLost, isOverlong, isRefusal, type Pop3Entry, type Pop3Listing } from './pop3-listing.ts';

interface ReuseOptions {
  readonly signal: AbortSignal;
  /** Takes the key of a message over which the connection was lost. */
  readonly onLost: (key: string, reason: ReturnType<typeof toFailure>) => Promise<void>;
}

const comparable: ReadonlySet<Pop3Uidl['state']> = new Set(['kept', 'removed', 'deleting']);

/**
 * Looks for unique ids that name other messages than those known, by the size that LIST says, and where that differs by header or content.
 * Those are released, so that their messages are new. Nothing is asked of the server where sizes are as they were.
 */
export async function releaseReused(
  dependencies: SyncDependencies,
  connection: Pop3Connection,
  { entries }: Pop3Listing,
  options: ReuseOptions,
): Promise<void> {
  const { account, reader, storage } = dependencies;
  const accountId = account.id;
  const known = reader.pop3Uidls(accountId);
  const sizes: { uidl: string; size: number }[] = [];
  for (const entry of entries) {
    const before = known.get(entry.key);
    // A key with a space is a digest of the message itself.
    if (!before || !comparable.has(before.state) || entry.key.includes(' ') || before.listedSize === entry.size) continue;
    const size = before.listedSize ?? (before.keptId === null ? null : reader.keptSize(before.keptId));
    const found = size === null || size === entry.size ? 'same' : await compare(dependencies, connection, entry, before, options);
    if (found === 'same') sizes.push({ uidl: entry.key, size: entry.size });
    if (found === 'other') await stored(storage.releasePop3({ accountId, uidls: [entry.key] }));
  }
  for (let from = 0; from < sizes.length; from += sizesAtOnce)
    await stored(storage.notePop3Sizes({ accountId, sizes: sizes.slice(from, from + sizesAtOnce) }));
}

const sizesAtOnce = 1_000;

/** `unknown`: the server does not show it, or nothing is known of the message before. */
type Comparison = 'same' | 'other' | 'unknown';

/** Compares what a unique id names now with what is known of it: by the header, and where that does not settle it by the whole message. */
export async function compare(
  { reader }: SyncDependencies,
  connection: Pop3Connection,
  entry: Pop3Entry,
  known: Pop3Uidl,
  { signal, onLost }: ReuseOptions,
): Promise<Comparison> {
  const options = { cause: causes.poll, signal };
  const hash = known.keptId === null ? null : reader.keptHash(known.keptId);
  try {
    const header = await connection.top(entry, 0, options);
    // A server without TOP: its sizes are all that can be had cheaply.
    if (header === null && known.listedSize === entry.size) return 'same';
    const before = known.header ?? keptHeader(reader, hash);
    const isEqual = header !== null && before !== null && headerDigest(header).toString('hex') === before;
    if (isEqual && /^message-id[ \t]*:/im.test(header.toString('latin1'))) return 'same';
    if (hash !== null) {
      const raw = await connection.retrieve(entry, options);
      return createHash('sha256').update(raw).digest('hex') === hash ? 'same' : 'other';
    }
    if (isEqual) return 'same';
    return header === null || before === null ? 'unknown' : 'other';
  } catch (error) {
    const reason = toFailure(error);
    if (isLost(connection, reason) || isOverlong(reason)) await onLost(entry.key, reason);
    if (connection.closed || !isRefusal(reason)) throw error;
    return 'unknown';
  }
}

function keptHeader(reader: SyncDependencies['reader'], hash: string | null): string | null {
  const raw = hash === null ? null : reader.rawByHash(hash);
  return raw && headerDigest(raw).toString('hex');
}
