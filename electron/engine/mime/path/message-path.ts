/**
 * The way of a message: its trace fields in order, with what they say of each hop, the clocks that are wrong, and from where on the reader's
 * own provider wrote them. Reads the header alone and asks nobody.
 */
import type { EnvelopeField, Hop, HopKind, HopNote, MessagePath } from '../../../contract/delivery/path.ts';
import { envelopeFields } from '../../../contract/delivery/path.ts';
import { fieldBody, type HeaderBlock, type RawField } from '../header/header-block.ts';
import { visibleLine } from '../text/visible-text.ts';
import { readClocks } from './clocks.ts';
import { isLocalName, isOfProvider, isPrivateAddress, organisationOf } from './hosts.ts';
import { type ReceivedField, readReceived } from './received-field.ts';

/** Hops that are read; a loop is stopped by servers long before (RFC 5321 §6.3). */
const mostHops = 100;
const mostEnvelope = 50;

interface Traced {
  readonly field: number;
  readonly read: ReceivedField;
}

/** @param header of a message. Never throws; takes the square of at most `mostHops`. */
export function readPath(header: HeaderBlock): MessagePath {
  const fields = header.fields;
  const traced = fields.flatMap((field, index) => (field.key === 'received' ? [index] : []));
  // The newest stand first; those are kept.
  const newest = traced.slice(0, mostHops).map((field): Traced => ({ field, read: readReceived(textOf(fields[field])) }));
  const way = newest.toReversed();
  const clocks = readClocks(way.map(({ read }) => read.date));
  const trustedFrom = ownFrom(way);
  const hops = way.map(({ field, read }, index): Hop => {
    const { delay, skew } = clocks[index] ?? { delay: null, skew: 0 };
    const kind = kindOf(way, index, fields);
    return {
      field,
      from: read.from,
      by: read.by,
      kind,
      protocol: read.protocol,
      encrypted: read.encrypted,
      tls: read.tls,
      authenticated: read.authenticated,
      id: read.id,
      recipient: read.recipient,
      program: read.program,
      date: read.date,
      delay,
      skew,
      trusted: index >= trustedFrom,
      notes: notesOf(read, kind, skew),
    };
  });
  const right = hops.filter(({ date, skew }) => date !== null && skew === 0).map(({ date }) => date ?? 0);
  return {
    hops,
    left: traced.length - newest.length,
    total: right.length > 1 ? Math.max(0, (right.at(-1) ?? 0) - (right[0] ?? 0)) : null,
    envelope: readEnvelope(fields),
    smartHost: smartHostOf(way),
  };
}

const textOf = (field: RawField | undefined): string => (field ? visibleLine(fieldBody(field)) : '');

function readEnvelope(fields: readonly RawField[]): MessagePath['envelope'] {
  const isEnvelope = (key: string): key is EnvelopeField => (envelopeFields as readonly string[]).includes(key);
  return fields
    .flatMap((field, index) => (isEnvelope(field.key) ? [{ name: field.key, value: textOf(field).slice(0, 1_000), field: index }] : []))
    .slice(0, mostEnvelope);
}

/** The name by which a host is known, the one that its address leads back to before the one it gave. */
const knownName = ({ name, reverse }: { readonly name: string | null; readonly reverse?: string | null }): string | null => reverse ?? name;

const isLoopback = (name: string | null, address: string | null): boolean =>
  (address !== null && isPrivateAddress(address)) || (name !== null && (/^localhost(?:\.|$)/i.test(name) || isLocalName(name)));

/** Whose host it is: a registered domain; null for one of an unnamed network or machine. */
const ownerOf = (name: string | null): string | null => (name === null ? null : organisationOf(name));

const differ = (one: string | null, other: string | null): boolean => one !== null && other !== null && one !== other;

/** Nothing came from outside: a program of the machine, or a host of the same network. */
function isInside({ from, by, isLocal }: ReceivedField): boolean {
  if (isLocal || from === null || (from.address !== null && isPrivateAddress(from.address))) return true;
  const [sender, receiver] = [ownerOf(knownName(from)), ownerOf(by.name)];
  if (sender !== null && receiver !== null) return sender === receiver;
  // Only an address tells where a host without a public name stands; a name alone is what the sender called itself.
  return from.address === null && isLoopback(from.name, null);
}

/**
 * The same by what a sender cannot make up: the name that it gives itself counts for nothing, the one that its address leads back to does, and
 * LMTP is spoken inside one network only (RFC 2033 §5).
 */
function isProvenInside(hop: ReceivedField): boolean {
  const { from, by, isLocal, isForged, protocol } = hop;
  if (isLocal || from === null || /^LMTP/i.test(protocol ?? '')) return true;
  if (from.address === null) return isLoopback(from.name, null);
  if (isPrivateAddress(from.address)) return true;
  const receiver = ownerOf(by.name);
  if (receiver === null) return false;
  return isOfProvider(from.address, receiver) || (!isForged && from.reverse !== null && ownerOf(from.reverse) === receiver);
}

/** A program of the reader fetched the message from this host: it knows whom it asked. */
const isFetched = ({ protocol }: ReceivedField): boolean => /^(?:IMAP|POP3)S?$/i.test(protocol ?? '');

/** The place of the oldest hop that the reader's own provider wrote: those above it come one from the other. */
function ownFrom(way: readonly Traced[]): number {
  let own = way.length - 1;
  if (own < 0) return 0;
  while (own > 0) {
    const hop = way[own]?.read;
    const before = way[own - 1]?.read;
    if (!hop || !before) break;
    const isOwn = isFetched(hop) ? isSameOwner(hop.from?.name, before.by.name) : isProvenInside(hop) && isSameNetwork(hop, before);
    if (!isOwn) break;
    own -= 1;
  }
  return own;
}

function isSameOwner(one: string | null | undefined, other: string | null): boolean {
  const owner = ownerOf(one ?? null);
  return owner !== null && owner === ownerOf(other);
}

/** Whether the field below was written by a host of the network that wrote the one above. */
function isSameNetwork(above: ReceivedField, below: ReceivedField): boolean {
  const [one, other] = [ownerOf(above.by.name), ownerOf(below.by.name)];
  if (one !== null && other !== null) return one === other;
  return isLoopback(below.by.name, below.by.address) || isLoopback(above.by.name, above.by.address) || below.by.name === null;
}

function kindOf(way: readonly Traced[], index: number, fields: readonly RawField[]): HopKind {
  const hop = way[index];
  if (!hop) return 'relay';
  const { read } = hop;
  if (isFetched(read)) return 'fetched';
  if (/^LMTP/i.test(read.protocol ?? '')) return 'delivery';
  if (read.authenticated || (index === 0 && (read.isLocal || read.from === null))) return 'submission';
  const older = way[index - 1];
  // Delivered once already below this field: from there it was sent on.
  const between = fields.slice(hop.field + 1, older?.field ?? hop.field + 1);
  if (between.some(({ key }) => key === 'delivered-to' || key === 'x-forwarded-to' || key === 'resent-from')) return 'forwarding';
  if (isInside(read)) return index === way.length - 1 && read.isLocal ? 'delivery' : 'internal';
  return 'relay';
}

function notesOf(read: ReceivedField, kind: HopKind, skew: number): HopNote[] {
  const notes: HopNote[] = [];
  const { from } = read;
  if (from === null && read.by.name === null && read.by.address === null && !read.isLocal) notes.push('unreadable');
  if (read.isForged) notes.push('forged');
  const outside = kind === 'relay' || kind === 'forwarding';
  if (outside && from) {
    if (read.hasNoReverse) notes.push('no-reverse-name');
    if (differ(ownerOf(from.name), ownerOf(from.reverse))) notes.push('names-differ');
    if (read.encrypted === false) notes.push('not-encrypted');
  }
  if (from?.address && isPrivateAddress(from.address) && differ(ownerOf(knownName(from)), ownerOf(read.by.name)))
    notes.push('private-address');
  if (read.date === null) notes.push('no-date');
  if (skew > 0) notes.push('clock-ahead');
  if (skew < 0) notes.push('clock-behind');
  return notes;
}

/** A machine that only sends what its own programs write, and hands all of it to a host of its network. */
function smartHostOf(way: readonly Traced[]): MessagePath['smartHost'] {
  const [first, second, third] = way.map(({ read }) => read);
  if (!first || !second || !third || !(first.isLocal || first.from === null)) return null;
  const [client, host] = [first.by.name, second.by.name];
  if (client === null || host === null || client === host || !isInside(second) || isInside(third)) return null;
  return ownerOf(client) !== null && ownerOf(client) === ownerOf(host) ? { client, host } : null;
}
