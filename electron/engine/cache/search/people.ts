/**
 * Addresses seen in this mail, for completion while writing. Gathered in memory over many batches, because each message
 * names two or three and most are named again soon; what a crash loses of it is a few counts.
 */
import type { Address } from '../../../contract/messages.ts';
import type { Database } from '../database/database.ts';
import type { HeaderFacts } from '../messages/mail-reading.ts';

/** Recipients counted of one message: a mailing with thousands would crowd out the people one writes to. */
const recipientsLimit = 10;
/** Weights: people the user has written to rank above people who wrote to the user. */
const weights = { sentTo: 5, from: 1, besides: 0 } as const;

export interface PeopleCounter {
  /** Writes by itself when much is gathered: call it in a transaction of the cache. */
  count(facts: HeaderFacts, sent: boolean, date: number): void;
  /** In a transaction of the cache. */
  save(): void;
}

/** Addresses gathered before they are written. */
const gatheredLimit = 4_000;

export function createPeopleCounter(cache: Database): PeopleCounter {
  const seen = new Map<string, { name: string; uses: number; lastUsed: number }>();
  const note = ({ name, address }: Address, uses: number, date: number) => {
    if (!address.includes('@') || address.length > 320) return;
    const key = address.toLowerCase();
    const known = seen.get(key);
    if (known) {
      known.uses += uses;
      if (date > known.lastUsed) known.lastUsed = date;
      known.name ||= name.slice(0, 200);
    } else seen.set(key, { name: name.slice(0, 200), uses, lastUsed: date });
  };
  const save = () => {
    for (const [address, { name, uses, lastUsed }] of seen) {
      cache.sql`INSERT INTO people (address, name, folded, uses, last_used)
        VALUES (${address}, ${name}, ${foldPerson(name, address)}, ${uses}, ${lastUsed})
        ON CONFLICT (address) DO UPDATE SET
          uses = uses + excluded.uses,
          last_used = max(last_used, excluded.last_used),
          name = CASE WHEN name = '' THEN excluded.name ELSE name END,
          folded = CASE WHEN name = '' THEN excluded.folded ELSE folded END`.run();
    }
    seen.clear();
  };
  return {
    save,
    count(facts, sent, date) {
      for (const address of facts.from.slice(0, 1)) note(address, weights.from, date);
      const recipients = [...facts.to, ...facts.cc].slice(0, recipientsLimit);
      for (const address of recipients) note(address, sent ? weights.sentTo : weights.besides, date);
      if (seen.size >= gatheredLimit) save();
    },
  };
}

/** Without case and accents: `Pérez` is found by `perez`. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

const foldPerson = (name: string, address: string): string => ` ${foldText(name).replace(/[^\p{L}\p{N}@.]+/gu, ' ')} ${foldText(address)}`;
