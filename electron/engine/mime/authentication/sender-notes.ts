/** What is odd about who a message says it is from, by what this mailbox already knows: asks nobody and no name server. */
import type { SenderNote } from '../../../contract/delivery/authentication.ts';
import type { Address } from '../../../contract/messages.ts';
import { organisationOf } from '../path/hosts.ts';
import { domainOfAddress } from './domains.ts';
import { createLookAlikes } from './look-alike.ts';

/** What a mailbox knows; a list that is made anew has another version. */
export interface Acquaintance {
  readonly version: number;
  /** The user's own accounts. */
  readonly own: readonly { readonly address: string; readonly displayName: string }[];
  /** The more familiar first. `uses`: one for each message from there, five for each one that the user sent there. */
  readonly people: readonly { readonly name: string; readonly address: string; readonly uses: number }[];
}

export interface AskedSender {
  readonly from: readonly Address[];
  readonly replyTo: readonly Address[];
  /** It came over a mailing list, which takes the answers. */
  readonly isList: boolean;
  /** How much each sender was seen, in the order of `from`; also of one who is not among the familiar. */
  readonly uses: readonly number[];
}

/** Of those who wrote so often, or whom the user wrote to, the name and the domain are known. */
const familiarFrom = 3;
/** Senders and addresses for answers that are looked at. */
const mostPeople = 10;
/** Letters of a name that is one: initials and the like are shared by many. */
const shortestName = 4;

export function createSenderNotes({ own, people }: Acquaintance): (asked: AskedSender) => SenderNote[] {
  const known = people.filter(({ uses }) => uses >= familiarFrom);
  const byName = new Map<string, { name: string; addresses: Set<string> }>();
  for (const { name, address } of known) {
    const key = comparable(name);
    if (key.length < shortestName) continue;
    const held = byName.get(key);
    if (held) held.addresses.add(address.toLowerCase());
    else byName.set(key, { name, addresses: new Set([address.toLowerCase()]) });
  }
  const lookAlikes = createLookAlikes([...own, ...known].flatMap(({ address }) => domainOfAddress(address) ?? []));
  const isMine = (address: string): boolean => own.some((one) => one.address.toLowerCase() === address.toLowerCase());

  return ({ from, replyTo, isList, uses }) => {
    const senders = from.slice(0, mostPeople);
    if (senders.every(({ address }) => isMine(address))) return [];
    const notes: SenderNote[] = [];
    const domains = new Set([...senders, ...replyTo.slice(0, mostPeople)].flatMap(({ address }) => domainOfAddress(address) ?? []));
    for (const domain of domains) {
      const resembles = lookAlikes.resembles(domain);
      if (resembles === '') notes.push({ kind: 'mixed-letters', domain });
      else if (resembles !== null) notes.push({ kind: 'look-alike', domain, resembles });
    }
    for (const [at, { name, address }] of senders.entries()) {
      const key = comparable(name);
      if (address === '' || key.length < shortestName || isMine(address)) continue;
      const acquaintance = byName.get(key);
      if (own.some(({ displayName }) => comparable(displayName) === key)) notes.push({ kind: 'own-name', address });
      else if (acquaintance && !acquaintance.addresses.has(address.toLowerCase()) && (uses[at] ?? 0) < familiarFrom)
        notes.push({ kind: 'known-name', name: acquaintance.name, address, known: [...acquaintance.addresses][0] ?? '' });
    }
    const elsewhere = isList ? null : answersElsewhere(senders, replyTo, isMine);
    return elsewhere === null ? notes : [...notes, { kind: 'reply-elsewhere', address: elsewhere }];
  };
}

/** Names are the same that differ in case, accents, blanks and marks only. */
const comparable = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** An address for answers that is of another organisation than every sender; null where there is none. */
function answersElsewhere(from: readonly Address[], replyTo: readonly Address[], isMine: (address: string) => boolean): string | null {
  const ownerOf = (address: string): string | null => {
    const domain = domainOfAddress(address);
    return domain === null ? null : (organisationOf(domain) ?? domain);
  };
  const senders = new Set(from.flatMap(({ address }) => ownerOf(address) ?? []));
  if (senders.size === 0) return null;
  const other = replyTo.slice(0, mostPeople).find(({ address }) => {
    const owner = ownerOf(address);
    return owner !== null && !senders.has(owner) && !isMine(address);
  });
  return other?.address ?? null;
}
