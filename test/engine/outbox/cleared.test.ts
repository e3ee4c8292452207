/** An entry that was cleared away before its copy for Sent was filed. */
import { expect, it } from 'vitest';
import { value } from '../cache/open-storage.ts';
import { startOutbox } from './outbox-fixture.ts';

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
