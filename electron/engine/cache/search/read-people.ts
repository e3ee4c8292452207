/** People seen in this mail, and how much: what the window asks before it calls a sender new. */
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
}

export const createPeopleReader = (cache: Database): PeopleReader => ({
  familiarPeople: (limit) => cache.sql`SELECT name, address, uses FROM people ORDER BY uses DESC LIMIT ${limit}`.all<KnownPerson>(),
  person: (address) =>
    cache.sql`SELECT name, address, uses FROM people WHERE address = ${address.toLowerCase()}`.get<KnownPerson>() ?? null,
});
