/** Mail that no server needs to have, and what is remembered of POP3 unique ids. */
import type { Database } from '../database/database.ts';
import type { Pop3Uidl } from '../database/stored.ts';

export interface KeptReader {
  /** SHA-256 of a message in user data, hexadecimal. */
  keptHash(id: number): string | null;
  /** Octets of a message in user data. */
  keptSize(id: number): number | null;
  /** Messages of the account that lie in user data. */
  keptCount(accountId: string): number;
  pop3Uidls(accountId: string): Map<string, Pop3Uidl>;
}

export function createKeptReader(userData: Database): KeptReader {
  return {
    keptCount: (accountId) =>
      userData.sql`SELECT count(*) AS count FROM kept WHERE account_id = ${accountId}`.get<{ count: number }>()?.count ?? 0,
    keptHash(id) {
      const row = userData.sql`SELECT hash FROM kept WHERE id = ${id}`.get<{ hash: Uint8Array }>();
      return row ? Buffer.from(row.hash).toString('hex') : null;
    },
    keptSize: (id) => userData.sql`SELECT size FROM kept WHERE id = ${id}`.get<{ size: number }>()?.size ?? null,
    pop3Uidls(accountId) {
      const rows =
        userData.sql`SELECT uidl, state, first_seen_at, kept_id, listed_size, header FROM pop3_uidls WHERE account_id = ${accountId}`.all<{
          uidl: string;
          state: Pop3Uidl['state'];
          first_seen_at: number;
          kept_id: number | null;
          listed_size: number | null;
          header: Uint8Array | null;
        }>();
      return new Map(
        rows.map((row): [string, Pop3Uidl] => [
          row.uidl,
          {
            uidl: row.uidl,
            state: row.state,
            firstSeenAt: row.first_seen_at,
            keptId: row.kept_id,
            listedSize: row.listed_size,
            header: row.header && Buffer.from(row.header).toString('hex'),
          },
        ]),
      );
    },
  };
}
