import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { failure } from '../../electron/contract/failure.ts';
import { askForQueue, handOver, listenForHandover } from '../../electron/engine/host-services/handover.ts';

it.skipIf(process.platform === 'win32')('another process hands a message over through a socket that is for its owner only', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'postglass-handover-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const stop = await listenForHandover(folder, async ({ raw }) => ({
    ok: false,
    failure: failure('message-refused', { reply: `${raw.length}` }),
  }));
  onTestFinished(stop);
  expect(statSync(join(folder, 'handover.sock')).mode & 0o777).toBe(0o600);
  const answer = await handOver(folder, { account: 'Ana', recipients: ['bruno@example.org'], raw: Buffer.from('Subject: x\r\n\r\n') });
  expect(answer).toMatchObject({ ok: false, failure: { code: 'message-refused', reply: '14' } });
});

it.skipIf(process.platform === 'win32')(
  'a program that closes does not wait for a message on its way, and says that its outcome is unknown',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'postglass-handover-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const arrived = Promise.withResolvers<void>();
    const stop = await listenForHandover(folder, () => {
      arrived.resolve();
      return new Promise(() => {});
    });
    const answer = handOver(folder, { account: 'Ana', recipients: ['bruno@example.org'], raw: Buffer.from('Subject: x\r\n\r\n') });
    await arrived.promise;
    await stop();
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'outcome-unknown' } });
  },
);

it.skipIf(process.platform === 'win32')('a message that cannot be taken over is answered, and the program goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'postglass-handover-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const stop = await listenForHandover(folder, () => Promise.reject(new Error('the database is closed')));
  onTestFinished(stop);
  const submission = { account: 'Ana', recipients: ['bruno@example.org'], raw: Buffer.from('Subject: x\r\n\r\n') };
  for (const _ of [1, 2]) expect(await handOver(folder, submission)).toMatchObject({ ok: false, failure: { code: 'internal' } });
});

it.skipIf(process.platform === 'win32')('a queue of any length is answered whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'postglass-handover-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const queue = '(deferred: nobody listens there)\n'.repeat(100_000);
  const stop = await listenForHandover(folder, () => Promise.reject(new Error('nothing is handed over')), {
    windowAddress: async () => null,
    practiceQueue: () => queue,
  });
  onTestFinished(stop);
  const answer = await askForQueue(folder, false);
  expect(answer?.queue?.length).toBe(queue.length);
});
