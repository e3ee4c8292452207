/** People seen in this mail, and how much: what the window asks before it calls a sender new. */
import type { Address } from '../../../contract/messages.ts';
import type { Database } from '../database/database.ts';

interface KnownPerson {
  readonly name: string;
  readonly address: string;
  /** One for each message from there, five for each one that the user sent there. */
  readonly uses: number;
}

export interface PeopleReader {
  /** The most used first. */
  familiarPeople(limit: number): KnownPerson[];
  /** Null: never seen, or not counted yet. */
  person(address: string): KnownPerson | null;
  /**
   * Messages whose body is held and that came from the domain or from one below it, the newest first; looked for among the newest thousands.
   * @param domain in lower case
   */
  heldFrom(domain: string, limit: number): { readonly id: number; readonly from: readonly Address[] }[];
}

/** Messages among which a domain is looked for: some milliseconds. */
const newest = 4_000;

export const createPeopleReader = (cache: Database): PeopleReader => ({
  familiarPeople: (limit) => cache.sql`SELECT name, address, uses FROM people ORDER BY uses DESC LIMIT ${limit}`.all<KnownPerson>(),
  person: (address) =>
    cache.sql`SELECT name, address, uses FROM people WHERE address = ${address.toLowerCase()}`.get<KnownPerson>() ?? null,
  heldFrom: (domain, limit) =>
    cache.sql`SELECT id, sender FROM (
        SELECT id, sender FROM messages WHERE folder_id IS NOT NULL AND (blob_id IS NOT NULL OR kept_id IS NOT NULL) ORDER BY id DESC LIMIT ${newest}
      ) WHERE instr(lower(sender), ${`@${domain}"`}) > 0 OR instr(lower(sender), ${`.${domain}"`}) > 0 ORDER BY id DESC LIMIT ${limit}`
      .all<{ id: number; sender: string }>()
      .map(({ id, sender }) => ({ id, from: JSON.parse(sender) })), // written by `insertMessage` from Address[]
});
