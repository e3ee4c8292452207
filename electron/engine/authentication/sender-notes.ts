/** What is odd about who a message says it is from, by what this mailbox already knows: asks nobody and no name server. */
import type { SenderNote } from '../../contract/delivery/authentication.ts';
import type { Address } from '../../contract/messages.ts';
import type { PeopleReader } from '../cache/search/read-people.ts';
import { domainOfAddress } from '../mime/authentication/domains.ts';
import { createLookAlikes, type LookAlikes } from '../mime/authentication/look-alike.ts';
import { organisationOf } from '../mime/path/hosts.ts';

interface Own {
  readonly address: string;
  readonly displayName: string;
}

interface Asked {
  readonly from: readonly Address[];
  readonly replyTo: readonly Address[];
  /** It came over a mailing list, which takes the answers. */
  readonly isList: boolean;
}

interface SenderNotesDependencies {
  readonly people: PeopleReader;
  /** The user's own accounts. */
  readonly own: () => readonly Own[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** People read at once; the most used of a mailbox of many years. */
const mostFamiliar = 2_000;
/** Of those who wrote so often, or whom the user wrote to, the name and the domain are known. */
const familiarFrom = 3;
/** Milliseconds for which that is kept. */
const keptFor = 600_000;
/** Senders and addresses for answers that are looked at. */
const mostPeople = 10;
/** Letters of a name that is one: initials and the like are shared by many. */
const shortestName = 4;

interface Familiar {
  readonly until: number;
  readonly lookAlikes: LookAlikes;
  /** Addresses by the name as it is compared. */
  readonly byName: ReadonlyMap<string, { readonly name: string; readonly addresses: ReadonlySet<string> }>;
}

export function createSenderNotes({ people, own, now }: SenderNotesDependencies): (asked: Asked) => SenderNote[] {
  let kept: Familiar | null = null;
  const familiar = (): Familiar => {
    if (kept && kept.until > now()) return kept;
    const known = people.familiarPeople(mostFamiliar).filter(({ uses }) => uses >= familiarFrom);
    const domains = [...own().map(({ address }) => address), ...known.map(({ address }) => address)];
    const byName = new Map<string, { name: string; addresses: Set<string> }>();
    for (const { name, address } of known) {
      const key = comparable(name);
      if (key.length < shortestName) continue;
      const held = byName.get(key);
      if (held) held.addresses.add(address.toLowerCase());
      else byName.set(key, { name, addresses: new Set([address.toLowerCase()]) });
    }
    kept = { until: now() + keptFor, lookAlikes: createLookAlikes(domains.flatMap((one) => domainOfAddress(one) ?? [])), byName };
    return kept;
  };

  return ({ from, replyTo, isList }) => {
    const senders = from.slice(0, mostPeople);
    const mine = own();
    const isMine = (address: string): boolean => mine.some((one) => one.address.toLowerCase() === address.toLowerCase());
    if (senders.every(({ address }) => isMine(address))) return [];
    const { lookAlikes, byName } = familiar();
    const notes: SenderNote[] = [];
    const domains = new Set([...senders, ...replyTo.slice(0, mostPeople)].flatMap(({ address }) => domainOfAddress(address) ?? []));
    for (const domain of domains) {
      const resembles = lookAlikes.resembles(domain);
      if (resembles === '') notes.push({ kind: 'mixed-letters', domain });
      else if (resembles !== null) notes.push({ kind: 'look-alike', domain, resembles });
    }
    for (const { name, address } of senders) {
      const key = comparable(name);
      if (address === '' || key.length < shortestName || isMine(address)) continue;
      const asked = mine.find(({ displayName }) => comparable(displayName) === key);
      const known = byName.get(key);
      if (asked) notes.push({ kind: 'own-name', address });
      else if (known && !known.addresses.has(address.toLowerCase()) && (people.person(address)?.uses ?? 0) < familiarFrom)
        notes.push({ kind: 'known-name', name: known.name, address, known: [...known.addresses][0] ?? '' });
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
