/** A message that is being sent can be cancelled until its final dot, says meanwhile what it waits for, and is never sent twice. */
import { describe, expect, it } from 'vitest';
import type { OutboxItem } from '../../../electron/contract/outbox.ts';
import type { Fault } from '../../../electron/practice/faults.ts';
import { value } from '../cache/open-storage.ts';
import { type OutboxFixture, startOutbox } from './outbox-fixture.ts';

const minute = 60_000;

/** The server falls silent here, once. */
const stallsAt = (command: string): Fault => ({ protocol: 'smtp', when: { command, times: 1 }, do: { stall: true } });

/** A message is on its way, and the server owes this answer. */
async function startStalled(command: string): Promise<{ fixture: OutboxFixture; id: string }> {
  const fault = stallsAt(command);
  const fixture = await startOutbox({ faults: [fault] });
  const id = await fixture.send({ to: 'ben@practice.test' });
  await expect.poll(() => fixture.server.faults.count(fault)).toBe(1);
  return { fixture, id };
}

const stateOf = ({ store }: OutboxFixture, id: string) => store.reader.outboxEntry(id)?.item;
const latest = ({ seen }: OutboxFixture): OutboxItem | undefined => seen.at(-1);

const waits = [
  ['greeting', { step: 'greeting', command: null }],
  ['EHLO', { step: 'reply', command: 'EHLO' }],
  ['STARTTLS', { step: 'reply', command: 'STARTTLS' }],
  ['AUTH', { step: 'reply', command: 'AUTH' }],
  ['MAIL', { step: 'reply', command: 'MAIL FROM' }],
  ['RCPT', { step: 'reply', command: 'RCPT TO' }],
  ['DATA', { step: 'reply', command: 'DATA' }],
] as const;

describe.each(waits)('a message whose server says nothing more at %s', (command, wait) => {
  it('says what it waits for, and since when', async () => {
    const { fixture, id } = await startStalled(command);
    const since = fixture.clock.now();
    fixture.clock.advance(2_000);
    expect(latest(fixture)).toMatchObject({ id, state: 'sending', waitingFor: { ...wait, since } });
    // Asking again gives the same answer; nothing is stored.
    expect(fixture.outbox.asShown(stateOf(fixture, id) ?? expect.fail('it is there'))).toMatchObject({ waitingFor: wait });
    expect(stateOf(fixture, id)).not.toHaveProperty('waitingFor');
    value(await fixture.outbox.cancel(id));
    expect(latest(fixture)).not.toHaveProperty('waitingFor');
  });

  it('can be cancelled at once, goes to nobody, and is sent once by a later Send now', async () => {
    const { fixture, id } = await startStalled(command);
    value(await fixture.outbox.cancel(id));
    expect(stateOf(fixture, id)).toMatchObject({
      state: 'cancelled',
      failure: null,
      nextAttemptAt: null,
      recipients: [{ state: 'waiting' }],
    });
    fixture.clock.advance(60 * minute);
    expect(stateOf(fixture, id)).toMatchObject({ state: 'cancelled', attempts: 1 });
    expect(fixture.accepted()).toBe(0);
    value(await fixture.outbox.sendNow(id));
    await fixture.reaches(id, 'accepted');
    expect(fixture.accepted()).toBe(1);
  });
});

it('after the final dot a message cannot be cancelled, which is said, and it stays what it is', async () => {
  const { fixture, id } = await startStalled('.');
  fixture.clock.advance(2_000);
  expect(latest(fixture)).toMatchObject({ state: 'sending', waitingFor: { step: 'outcome' } });
  expect(await fixture.outbox.cancel(id)).toMatchObject({ ok: false, failure: { code: 'handed-over' } });
  expect(stateOf(fixture, id)).toMatchObject({ state: 'sending' });
  fixture.clock.advance(10 * minute);
  await fixture.reaches(id, 'unknown');
  expect(stateOf(fixture, id)).toMatchObject({ attempts: 1 });
});

it('while the dot is being written down a message cannot be cancelled, and is sent', async () => {
  const fixture = await startOutbox();
  const answers: Promise<unknown>[] = [];
  let id = '';
  fixture.marks.beforeDotMark = () => void answers.push(fixture.outbox.cancel(id));
  id = await fixture.send({ to: 'ben@practice.test' });
  await fixture.reaches(id, 'accepted');
  expect(await Promise.all(answers)).toEqual([{ ok: false, failure: expect.objectContaining({ code: 'handed-over' }) }]);
  expect(fixture.accepted()).toBe(1);
});

it('a message cancelled on a connection that is kept open takes nothing else with it', async () => {
  const fixture = await startOutbox();
  const first = await fixture.send({ to: 'ben@practice.test' });
  await fixture.reaches(first, 'accepted');
  const fault = stallsAt('MAIL');
  fixture.server.faults.add(fault);
  const second = await fixture.send({ to: 'cleo@practice.test' });
  await expect.poll(() => fixture.server.faults.count(fault)).toBe(1);
  // It waits for its turn behind the one that is stuck.
  const third = await fixture.send({ to: 'rui@practice.test' });
  value(await fixture.outbox.cancel(second));
  await fixture.reaches(third, 'accepted');
  expect(stateOf(fixture, second)).toMatchObject({ state: 'cancelled' });
  expect(fixture.server.mailbox.accepted.map(({ recipients }) => recipients)).toEqual([['ben@practice.test'], ['rui@practice.test']]);
});

it('a recipient who has the message from an earlier attempt keeps it: cancelling ends only that the others are tried', async () => {
  const putsOff: Fault = { protocol: 'smtp', when: { command: 'RCPT', argument: 'rui@', times: 1 }, do: { reply: '450 4.2.1 later' } };
  const stalls: Fault = { protocol: 'smtp', when: { command: 'MAIL', nth: 2 }, do: { stall: true } };
  const fixture = await startOutbox({ faults: [putsOff, stalls] });
  const id = await fixture.send({ to: 'ben@practice.test, rui@practice.test' });
  await fixture.isPutOff(id);
  fixture.clock.advance(2 * minute);
  await expect.poll(() => fixture.server.faults.count(stalls)).toBe(1);
  value(await fixture.outbox.cancel(id));
  expect(stateOf(fixture, id)).toMatchObject({ state: 'accepted', recipients: [{ address: 'ben@practice.test', state: 'accepted' }] });
  expect(fixture.accepted()).toBe(1);
});

it('a cancellation that could not be written is no cancellation', async () => {
  const { fixture, id } = await startStalled('MAIL');
  fixture.marks.full = true;
  expect(await fixture.outbox.cancel(id)).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
  fixture.marks.full = false;
});
