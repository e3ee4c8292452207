import { describe, expect, it } from 'vitest';
import { failure } from '../../../../electron/contract/failure.ts';
import { createWorkQueue, urgency } from '../../../../electron/engine/sync/account/work-queue.ts';

describe('work that waits for a connection', () => {
  const note = (done: string[]) => (name: string, connection: string) => async () => void done.push(`${name} on ${connection}`);

  it('of a watch that is gone does not stand in the way of the next one, which asks by the same name', async () => {
    const done: string[] = [];
    const work = note(done);
    const queue = createWorkQueue<string>();
    queue.addOnce('look', urgency.newMail, work('look', 'the first'));
    queue.addOnce('poll', urgency.poll, work('poll', 'any'));
    queue.withdraw('look');
    queue.addOnce('look', urgency.newMail, work('look', 'the second'));
    while (await queue.runNext('connection', () => null));
    expect(done).toEqual(['look on the second', 'poll on any']);
  });

  it('is asked for once, however often, and again once it has begun', async () => {
    const done: string[] = [];
    const queue = createWorkQueue<string>();
    const look = async () => {
      done.push('look');
      if (done.length === 1) queue.addOnce('look', urgency.newMail, look);
    };
    for (let time = 0; time < 3; time += 1) queue.addOnce('look', urgency.newMail, look);
    while (await queue.runNext('connection', () => null));
    expect(done).toEqual(['look', 'look']);
    queue.withdraw('look');
    expect(queue.hasWaiting()).toBe(false);
  });

  it('withdrawn is not refused either', () => {
    const failed: string[] = [];
    const queue = createWorkQueue<string>((name) => void failed.push(name));
    queue.addOnce('look', urgency.newMail, async () => {});
    queue.addOnce('poll', urgency.poll, async () => {});
    queue.withdraw('look');
    queue.refuseAll(failure('cancelled'));
    expect(failed).toEqual(['poll']);
  });
});
