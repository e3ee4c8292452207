/** Numbered, described steps from an empty file to today's schema. Each runs once, in order, in a transaction with its number. */
import { FailureError, failure } from '../../../contract/failure.ts';
import type { Database } from './database.ts';

export interface Migration {
  readonly number: number;
  readonly description: string;
  readonly script: string;
}

/**
 * Brings a database up to date; running it again changes nothing.
 * @throws FailureError `data-folder-newer` when a later version of the program has written the file, `database-corrupt` when none has
 */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.number ?? 0;
  const current = schemaVersion(database);
  if (current > newest) {
    const detail = { database: database.name, path: database.path, version: current, known: newest };
    throw new FailureError(failure('data-folder-newer', { detail }));
  }
  // Our migrations always set a version with the tables: this is a foreign file or a damaged header.
  if (current === 0 && database.guard(() => database.sql`SELECT count(*) AS tables FROM sqlite_schema`.get<{ tables: number }>()?.tables)) {
    const detail = { database: database.name, path: database.path, message: 'it holds tables and no version' };
    throw new FailureError(failure('database-corrupt', { detail }));
  }
  for (const { number, script } of migrations) {
    if (number <= current) continue;
    database.guard(() =>
      database.transaction(() => {
        database.script(script);
        database.script(`PRAGMA user_version = ${number}`);
      }),
    );
  }
}

export function schemaVersion(database: Database): number {
  return database.guard(() => database.sql`PRAGMA user_version`.get<{ user_version: number }>()?.user_version ?? 0);
}
