/**
 * New mail by one FETCH: what EXISTS announced is asked for from the known UIDNEXT on, in the folder that is selected, with as much of each
 * message as makes most of them whole. Used only where the numbers add up; otherwise the folder is compared.
 */
import { toFailure } from '../../../contract/failure.ts';
import { headerOf } from '../../cache/bodies/header-end.ts';
import type { ArrivalFetch, ImapConnection } from '../../imap/imap-types.ts';
import { causes } from '../causes.ts';
import { asideNotes, uidOf } from '../folders/left-aside.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';

export interface Arrivals {
  /** Row ids. */
  readonly ids: readonly number[];
  /** False: only a comparison can tell what else there is. */
  readonly enough: boolean;
}

/** Stores what is new in the selected folder. Rejects with a `FailureError` where the connection or the disk fails. */
export async function fetchArrivals(dependencies: SyncDependencies, connection: ImapConnection, folderId: number): Promise<Arrivals> {
  const { reader, storage, limits, logger } = dependencies;
  const folder = reader.folder(folderId);
  const { selected } = connection;
  if (!folder || selected?.path !== folder.path || selected.uidValidity !== folder.server.uidValidity) return unknown;
  const { uidNext } = folder.server;
  // Left aside before their headers came: the server counts them, and nothing is held of them.
  const absent = [...asideNotes(dependencies, folderId).all().keys()].flatMap((key) => {
    const left = uidOf(key);
    return left?.uidValidity === selected.uidValidity && !reader.holdsUid(folderId, left.uid) ? [left.uid] : [];
  });
  const expected = selected.exists - reader.uidCount(folderId) - absent.length;
  if (expected === 0) return { ids: [], enough: true };
  if (expected < 0 || expected > limits.bodiesAtOnce || uidNext === null || absent.some((uid) => uid >= uidNext)) return unknown;

  const known = new Set<number>();
  const ids = new Map<number, number>();
  let waiting: ArrivalFetch[] = [];
  const store = async () => {
    const messages = waiting;
    waiting = [];
    if (messages.length === 0) return;
    const headers = messages.map((message) => ({ ...message, header: headerOf(message.start) }));
    const result = await stored(storage.addHeaders({ folderId, messages: headers }));
    for (const [uid, id] of result.ids) ids.set(uid, id);
    const whole = messages.filter((message) => isWhole(message, limits.arrivalOctets));
    if (whole.length > 0) await stored(storage.addBodies({ folderId, messages: whole.map(({ uid, start }) => ({ uid, raw: start })) }));
  };
  let storing = Promise.resolve();
  let refused = false;
  const take = (message: ArrivalFetch) => {
    // Its header may go on behind what was asked for.
    if (reader.holdsUid(folderId, message.uid) || !(isWhole(message, limits.arrivalOctets) || holdsHeader(message))) return;
    known.add(message.uid);
    waiting.push(message);
    storing = storing.then(store);
    storing.catch(() => {}); // awaited below; here only kept from being unhandled meanwhile
  };
  try {
    const which = { first: uidNext, octets: limits.arrivalOctets, most: limits.bodiesAtOnce * 2 };
    await connection.fetchArrivals(which, take, { cause: causes.headers });
  } catch (error) {
    if (connection.closed) throw error;
    // A server that will not do it so is asked by a comparison.
    logger.info(`new messages of folder ${folderId} are found by comparison: ${toFailure(error).code}`);
    refused = true;
  } finally {
    await storing;
  }
  const now = connection.selected;
  // More may have been announced while these came: then there is doubt again, and another look.
  const held = reader.uidCount(folderId) + absent.length;
  const enough = !refused && known.size > 0 && now?.serial === selected.serial && held >= selected.exists;
  // As of what is held: what has been announced since is asked for behind it, and not all of this once more.
  if (enough && held <= now.exists) {
    const highest = [...known].reduce((most, uid) => Math.max(most, uid));
    await stored(storage.setFolderState({ folderId, state: { exists: held, uidNext: highest + 1 } }));
  }
  return { ids: [...known].flatMap((uid) => ids.get(uid) ?? []), enough };
}

const unknown: Arrivals = { ids: [], enough: false };

/** Fewer octets than were asked for are all there are (RFC 9051 §6.4.5); where the server said another size, it is not known. */
const isWhole = ({ start, size }: ArrivalFetch, octets: number): boolean =>
  start.length > 0 && start.length < octets && start.length === size;

const holdsHeader = ({ start }: ArrivalFetch): boolean => /\r?\n\r?\n$/.test(headerOf(start).toString('latin1').slice(-4));
