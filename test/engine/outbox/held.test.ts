/** What the outbox was told and has to remember: a time before which a message does not leave, and that an entry was cleared away. */
import { expect, it } from 'vitest';
import { newOutboxItem } from '../../../electron/engine/cache/user-data/new-items.ts';
import { value } from '../cache/open-storage.ts';
import { type OutboxFixture, startOutbox } from './outbox-fixture.ts';

const minute = 60_000;

/** Queues a message that must not leave for an hour. */
async function hold(fixture: OutboxFixture): Promise<string> {
  const raw = Buffer.from('From: ana@practice.test\r\nTo: ben@practice.test\r\nMessage-ID: <held@practice.test>\r\n\r\nLater.\r\n');
  const envelope = { from: 'ana@practice.test', to: ['ben@practice.test'] };
  const now = fixture.clock.now();
  const item = newOutboxItem({ raw, envelope, messageId: '<held@practice.test>' }, { id: 'held', accountId: 'ana', subject: '', now });
  value(await fixture.outbox.queue({ item: { ...item, notBefore: now + 60 * minute }, envelope, raw, draftId: null }));
  return item.id;
}

it('a message that is held leaves when its time has come, not with what is sent before, and once', async () => {
  const fixture = await startOutbox();
  const id = await hold(fixture);
  expect(fixture.store.reader.outboxEntry(id)?.item).toMatchObject({ state: 'queued', attempts: 0 });
  await fixture.reaches(await fixture.send({ to: 'rui@practice.test' }), 'accepted');
  fixture.clock.advance(59 * minute);
  await fixture.outbox.accountSaved('ana');
  expect(fixture.store.reader.outboxEntry(id)?.item).toMatchObject({ state: 'queued', attempts: 0 });
  fixture.clock.advance(minute);
  await fixture.reaches(id, 'accepted');
  expect(fixture.server.mailbox.accepted.map(({ recipients }) => recipients)).toEqual([['rui@practice.test'], ['ben@practice.test']]);
});

it('a message that is held is held by the next run of the program too, and leaves at once when its user says so', async () => {
  const fixture = await startOutbox();
  const id = await hold(fixture);
  const next = await fixture.restart();
  next.clock.advance(30 * minute);
  expect(next.store.reader.outboxEntry(id)?.item).toMatchObject({ state: 'queued', attempts: 0 });
  value(await next.outbox.sendNow(id));
  await next.reaches(id, 'accepted');
  expect(next.accepted()).toBe(1);
});

it('what was cleared away while its copy for Sent could not be filed goes with the copy, also in the next run of the program', async () => {
  const fixture = await startOutbox();
  fixture.marks.sentUnreachable = true;
  const id = await fixture.send({ to: 'ben@practice.test' });
  await fixture.reaches(id, 'accepted');
  await expect.poll(() => fixture.filed.length).toBe(1);
  value(await fixture.outbox.clear());
  fixture.marks.sentUnreachable = false;
  const next = await fixture.restart();
  await expect.poll(() => next.store.reader.outboxEntry(id)).toBeNull();
  expect(next.filed).toHaveLength(1);
});
