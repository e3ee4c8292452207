/** User data of the first version, as this one finds it: under the name and with the tables of then. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { userDataMigrations } from '../../../../electron/engine/cache/user-data/user-data-schema.ts';
import { makeFolder, openStorage } from '../open-storage.ts';

it('drafts of an earlier version are all listed, whatever they hold, and messages accepted for some wait for a decision', async () => {
  const folder = makeFolder();
  mkdirSync(folder, { recursive: true });
  const userData = new DatabaseSync(join(folder, 'keep.sqlite'));
  userData.exec(userDataMigrations[0]?.script ?? '');
  userData.exec('PRAGMA user_version = 1');
  const draft = (subject: string) =>
    JSON.stringify({
      mode: 'reply',
      to: 'a@b.test',
      cc: '',
      bcc: '',
      subject,
      text: ' Hello ',
      inReplyTo: null,
      references: [],
      sourceId: 3,
    });
  const insert = userData.prepare("INSERT INTO drafts (id, account_id, content, updated_at) VALUES (?, 'a', ?, ?)");
  insert.run('good', draft('Good'), 3);
  insert.run('poison', draft('x'.repeat(10_050)), 2);
  insert.run('broken', '{"subject', 1);
  const queue = userData.prepare(
    "INSERT INTO outbox (id, account_id, item, envelope, hash, bytes, queued_at) VALUES (?, 'a', ?, ?, x'', x'', 1)",
  );
  const item = (id: string, ...states: string[]) =>
    JSON.stringify({
      id,
      accountId: 'a',
      from: 'a@b.test',
      subject: 's',
      messageId: '<m@b.test>',
      state: 'accepted',
      recipients: states.map((state) => ({ address: 'c@d.test', state, reply: null })),
      reply: null,
      queueId: null,
      failure: null,
      attempts: 1,
      queuedAt: 1,
      nextAttemptAt: null,
      finishedAt: 2,
      sentCopy: 'filed',
      session: null,
      size: 1,
    });
  queue.run('all', item('all', 'accepted', 'accepted'), '{"from":"a@b.test","to":[]}');
  queue.run('some', item('some', 'accepted', 'refused'), '{"from":"a@b.test","to":[]}');
  queue.run('damaged', '{', '{');
  queue.run(
    'waiting',
    item('waiting', 'waiting').replace('"accepted","recipients"', '"queued","recipients"'),
    '{"from":"a@b.test","to":[]}',
  );
  userData.close();

  const store = await openStorage(folder);
  onTestFinished(() => store.done());
  expect(store.reader.drafts()).toMatchObject([
    { id: 'good', subject: 'Good', snippet: 'Hello', isReadable: true },
    { id: 'poison', isReadable: true },
    { id: 'broken', isReadable: false },
  ]);
  expect(store.reader.draft('poison')?.subject).toHaveLength(10_000);
  expect(Object.fromEntries(store.reader.outbox().map((entry) => [entry.item.id, entry.item.state]))).toEqual({
    all: 'accepted',
    some: 'partly',
    damaged: 'refused',
    waiting: 'queued',
  });
  expect(
    store.reader
      .openOutbox()
      .map((entry) => entry.item.id)
      .sort(),
  ).toEqual(['damaged', 'waiting']);
});
