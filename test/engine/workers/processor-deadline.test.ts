/** Deadlines of threads in the time that a processor worked for them. */
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import { setProcessorDeadline } from '../../../electron/engine/workers/threads/processor-deadline.ts';
import { createManualClock } from '../../support/manual-clock.ts';

async function threadThat(does: string): Promise<Worker> {
  const worker = new Worker(`require('node:worker_threads').parentPort.postMessage('started'); ${does}`, { eval: true });
  onTestFinished(async () => void (await worker.terminate()));
  await new Promise((resolve) => worker.once('message', resolve));
  return worker;
}

/** Until what a thread has used was asked for and answered. */
async function asked(worker: Worker): Promise<void> {
  await worker.cpuUsage();
  await new Promise(setImmediate);
}

it('a thread that is not let work is not given up when the time has passed by the clock, only long after', async () => {
  const worker = await threadThat('setInterval(() => {}, 1_000)');
  const clock = createManualClock();
  let over = 0;
  const onOver = () => {
    over += 1;
  };
  setProcessorDeadline({ worker, milliseconds: 5_000, longest: 30_000, after: clock.after, onOver });
  for (const _ of [1, 2, 3, 4, 5]) {
    clock.advance(5_000);
    await asked(worker);
  }
  expect(over).toBe(0);
  clock.advance(5_000);
  expect(over).toBe(1);
  clock.advance(60_000);
  await asked(worker);
  expect(over).toBe(1);
});

it('a thread that works is given up when a processor has worked so long for it, which is asked while it is busy', async () => {
  const worker = await threadThat('while (true);');
  const before = await worker.cpuUsage();
  const { promise, resolve } = Promise.withResolvers<void>();
  setProcessorDeadline({ worker, milliseconds: 400, longest: 120_000, after: systemClock.after, onOver: resolve });
  await promise;
  const { user, system } = await worker.cpuUsage();
  expect((user + system - before.user - before.system) / 1_000).toBeGreaterThanOrEqual(400);
}, 120_000);

it('what it had used before does not count, and one that is prevented never comes', async () => {
  const worker = await threadThat('while (true);');
  const clock = createManualClock();
  let over = 0;
  const onOver = () => {
    over += 1;
  };
  const all = { worker, milliseconds: 1_000, longest: 30_000, after: clock.after, onOver };
  setProcessorDeadline({ ...all, since: 1e9 });
  const prevent = setProcessorDeadline({ ...all, since: -1e9 });
  prevent();
  clock.advance(1_000);
  await asked(worker);
  expect(over).toBe(0);
  setProcessorDeadline({ ...all, since: -1e9 });
  clock.advance(1_000);
  await asked(worker);
  expect(over).toBe(1);
});
