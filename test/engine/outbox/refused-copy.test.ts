/** A message that was sent and whose copy the server does not take: how often that was tried outlasts the program, and the user may try again. */
import { expect, it } from 'vitest';
import { failure } from '../../../electron/contract/failure.ts';
import { value } from '../cache/open-storage.ts';
import { type OutboxFixture, startOutbox } from './outbox-fixture.ts';

const full = failure('quota-exceeded', { protocol: 'imap', reply: 'NO [OVERQUOTA] Quota exceeded' });

const itemOf = ({ store }: OutboxFixture, id: string) => store.reader.outboxEntry(id)?.item;

async function startRefused(): Promise<{ fixture: OutboxFixture; id: string }> {
  const fixture = await startOutbox();
  fixture.marks.copyRefused = full;
  const id = await fixture.send({ to: 'ben@practice.test' });
  await expect.poll(() => itemOf(fixture, id)?.copyRefusals).toBe(1);
  return { fixture, id };
}

it('is counted through restarts, says what the server said, and lies on this computer in the end', async () => {
  const { fixture, id } = await startRefused();
  let running = fixture;
  for (const refusals of [2, 3, 4, 5]) {
    running = await running.restart();
    await expect.poll(() => itemOf(running, id)?.copyRefusals).toBe(refusals);
  }
  expect(itemOf(running, id)).toMatchObject({ state: 'accepted', sentCopy: 'local', copyFailure: { reply: full.reply } });
  running = await running.restart();
  running.clock.advance(24 * 3_600_000);
  await running.outbox.stop();
  expect(running.filed).toEqual([]);
});

it('is filed by the user’s word: once, with the server’s line where it fails, and for good where it does not', async () => {
  const { fixture, id } = await startRefused();
  expect(await fixture.outbox.fileAgain(id)).toEqual({ ok: false, failure: full });
  expect(itemOf(fixture, id)).toMatchObject({ sentCopy: 'waiting', copyFailure: { reply: full.reply } });
  fixture.marks.copyRefused = null;
  expect(value(await fixture.outbox.fileAgain(id))).toMatchObject({ sentCopy: 'filed', copyFailure: null });
  const tried = fixture.filed.length;
  // What was to be tried by itself finds it filed.
  fixture.clock.advance(3_600_000);
  await fixture.outbox.stop();
  expect(fixture.filed).toHaveLength(tried);
  expect(await fixture.outbox.fileAgain('nothing')).toMatchObject({ ok: false, failure: { code: 'not-found' } });
});
