/** A cache of an earlier version, as this one finds it. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { cacheMigrations } from '../../../electron/engine/cache/database/cache-schema.ts';
import { openDatabase } from '../../../electron/engine/cache/database/database.ts';
import { migrate } from '../../../electron/engine/cache/database/migrations.ts';
import { userDataMigrations } from '../../../electron/engine/cache/user-data/user-data-schema.ts';
import { addMessages, makeFolder, openStorage, value, withFolders } from './open-storage.ts';

it('gives up its links to the transcript, and its messages still go with their counts', async () => {
  const folder = makeFolder();
  const userData = openDatabase({ name: 'user-data', path: join(folder, 'user-data.sqlite'), readOnly: false });
  migrate(userData, userDataMigrations);
  userData.close();
  const cache = openDatabase({ name: 'cache', path: join(folder, 'cache.sqlite'), readOnly: false });
  migrate(cache, cacheMigrations.slice(0, 6));
  cache.sql`INSERT INTO wire_links (message_id, session, first_line, last_line, purpose) VALUES (1, 's', 1, 2, 'fetched')`.run();
  cache.close();

  const store = await openStorage(folder);
  onTestFinished(() => store.done());
  const inbox = (await withFolders(store))('INBOX');
  await addMessages(store, inbox, 3);
  expect(value(await store.storage.removeUids({ folderId: inbox, uids: [2] }))).toEqual({ removed: 1 });
  expect(store.reader.counts(inbox)).toMatchObject({ total: 2, unread: 2 });
  const looked = new DatabaseSync(join(folder, 'cache.sqlite'), { readOnly: true });
  onTestFinished(() => looked.close());
  expect(looked.prepare("SELECT name FROM sqlite_schema WHERE sql LIKE '%wire_links%'").all()).toEqual([]);
});
