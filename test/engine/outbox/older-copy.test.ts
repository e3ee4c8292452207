/** User data that is put back from a copy, as the program itself advises where the file is gone: what was sent since is not sent again. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { succeed } from '../../../electron/contract/failure.ts';
import { value } from '../cache/open-storage.ts';
import { type OutboxFixture, startOutbox } from './outbox-fixture.ts';

const files = ['user-data.sqlite', 'user-data.sqlite-wal'];

/** Copies user data as it is; answers what puts it back. */
function copyUserData({ folder }: OutboxFixture): () => void {
  const copy = mkdtempSync(join(tmpdir(), 'postglass-copy-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  const copyAll = (from: string, to: string) => {
    for (const name of files) {
      rmSync(join(to, name), { force: true });
      if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
    }
    rmSync(join(to, 'user-data.sqlite-shm'), { force: true });
  };
  copyAll(folder, copy);
  return () => copyAll(copy, folder);
}

const putOffOnce = { faults: [{ protocol: 'smtp', when: { command: 'RCPT', times: 1 }, do: { reply: '450 4.2.1 later' } }] } as const;

it.each([
  ['is unknown, and is not sent again', null, 'unknown'],
  ['is found in Sent', 'sent', 'accepted'],
] as const)('what has been sent since the copy %s', async (_, found, state) => {
  const fixture = await startOutbox({ ...putOffOnce, evidence: () => succeed(found) });
  const id = await fixture.send({ to: 'ben@practice.test' });
  await fixture.isPutOff(id);
  const putBack = copyUserData(fixture);
  value(await fixture.outbox.sendNow(id));
  await fixture.reaches(id, 'accepted');
  const sent = fixture.accepted();
  const next = await fixture.restart(putBack);
  value(await next.outbox.sendNow(id));
  expect(await next.reaches(id, 'unknown')).toMatchObject({
    failure: { code: 'sent-since-copy' },
    recipients: [{ address: 'ben@practice.test', state: 'unknown' }],
  });
  const looked = value(await next.outbox.look(id));
  expect(looked.state, JSON.stringify(looked)).toBe(state);
  expect(next.accepted()).toBe(sent);
});

it('a recipient who had it by the time of the copy keeps it, and the copy in Sent from then proves nothing for the others', async () => {
  const fixture = await startOutbox({ ...putOffOnce, evidence: () => succeed('sent') });
  const id = await fixture.send({ to: 'ben@practice.test, rui@practice.test' });
  await fixture.isPutOff(id);
  const putBack = copyUserData(fixture);
  value(await fixture.outbox.sendNow(id));
  await fixture.reaches(id, 'accepted');
  const next = await fixture.restart(putBack);
  value(await next.outbox.sendNow(id));
  await next.reaches(id, 'unknown');
  expect(value(await next.outbox.look(id)).recipients).toMatchObject([
    { address: 'ben@practice.test', state: 'unknown' },
    { address: 'rui@practice.test', state: 'accepted' },
  ]);
  expect(next.accepted()).toBe(2);
});

it('what has not been sent since the copy is sent, and what is sent again by its user’s word is', async () => {
  const fixture = await startOutbox(putOffOnce);
  const waiting = await fixture.send({ to: 'ben@practice.test' });
  await fixture.isPutOff(waiting);
  const putBack = copyUserData(fixture);
  const later = await fixture.send({ to: 'ben@practice.test' });
  await fixture.reaches(later, 'accepted');
  const next = await fixture.restart(putBack);
  value(await next.outbox.sendNow(waiting));
  await next.reaches(waiting, 'accepted');
  expect(next.accepted()).toBe(2);
});
