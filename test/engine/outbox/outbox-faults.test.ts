import { describe, expect, it, vi } from 'vitest';
import { fail, failure, type Result, succeed } from '../../../electron/contract/failure.ts';
import type { Fault } from '../../../electron/practice/faults.ts';
import type { PracticeOptions } from '../../../electron/practice/practice-server.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { value } from '../cache/open-storage.ts';
import { type OutboxFixture, startOutbox } from './outbox-fixture.ts';

const minute = 60_000;

/** The server wants this recipient later. */
const putsOff = (recipient: string): Fault => ({
  protocol: 'smtp',
  when: { command: 'RCPT', argument: `${recipient}@`, times: 1 },
  do: { reply: '450 4.2.1 later' },
});

/** The second attempt on a message to Ben cannot be written, so it rests from now on for a minute. The disk is full still. */
async function startWithRest(options: PracticeOptions = {}): Promise<{ fixture: OutboxFixture; id: string }> {
  const fixture = await startOutbox({ faults: [putsOff('ben')], ...options });
  const id = await fixture.send({ to: 'ben@practice.test' });
  await fixture.isPutOff(id);
  fixture.marks.full = true;
  fixture.clock.advance(2 * minute);
  await expect.poll(() => fixture.marks.failed).toBe(1);
  return { fixture, id };
}

describe('several recipients and an outcome that nobody knows', () => {
  it('the copy that an earlier attempt left in Sent does not prove that a later recipient has the message', async () => {
    const fixture = await startOutbox({ faults: [putsOff('lose-after-dot')], evidence: () => succeed('sent') });
    const id = await fixture.send({ to: 'ben@practice.test, lose-after-dot@practice.test' });
    await fixture.isPutOff(id);
    fixture.clock.advance(2 * minute);
    await fixture.reaches(id, 'unknown');
    expect(value(await fixture.outbox.look(id))).toMatchObject({
      state: 'unknown',
      recipients: [{ state: 'accepted' }, { state: 'unknown' }],
    });
  });

  it('once it is known to have arrived, a recipient who was put off is still tried', async () => {
    const fixture = await startOutbox({ faults: [putsOff('rui')] });
    const id = await fixture.send({ to: 'lose-after-dot@practice.test, rui@practice.test' });
    await fixture.reaches(id, 'unknown');
    value(await fixture.outbox.resolve(id, 'sent'));
    expect(await fixture.reaches(id, 'accepted')).toMatchObject({ recipients: [{ state: 'accepted' }, { state: 'accepted' }] });
    expect(fixture.server.mailbox.accepted.map(({ recipients }) => recipients)).toContainEqual(['rui@practice.test']);
  });

  it('evidence is looked for again after the line was down', async () => {
    let answer: Result<'sent' | 'inbox' | null> = fail(failure('offline'));
    let asked = 0;
    const fixture = await startOutbox({
      evidence: () => {
        asked += 1;
        return answer;
      },
    });
    const id = await fixture.send({ to: 'lose-after-dot@practice.test' });
    await fixture.reaches(id, 'unknown');
    await expect
      .poll(() => {
        if (asked === 0) fixture.clock.advance(2_000);
        return asked;
      })
      .toBe(1);
    answer = succeed('sent');
    await expect
      .poll(() => {
        fixture.clock.advance(15_000);
        return fixture.store.reader.outboxEntry(id)?.item.state;
      })
      .toBe('accepted');
  });
});

describe('a machine that misbehaves', () => {
  it('a wait that the clock, set back, has made endless is not waited for', async () => {
    const fixture = await startOutbox();
    const id = await fixture.send({ to: '450@practice.test' });
    await fixture.isPutOff(id);
    value(await fixture.store.storage.markOutbox({ id, patch: { nextAttemptAt: fixture.clock.now() + 365 * 24 * 60 * minute } }));
    fixture.outbox.wake();
    await expect.poll(() => fixture.store.reader.outboxEntry(id)?.item.attempts).toBe(2);
  });

  it('an attempt that cannot be written down is not begun, and the program does not try without a pause', async () => {
    const { fixture, id } = await startWithRest();
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(fixture.marks.failed).toBe(1);
    expect(fixture.accepted()).toBe(0);
    fixture.marks.full = false;
    fixture.clock.advance(2 * minute);
    await fixture.reaches(id, 'accepted');
  });

  it.each([
    { command: 'MAIL', being: 'its sender is being taken' },
    { command: '.', being: 'nobody can know yet whether it was taken' },
  ])('a rest that ends while $being, because the user did not wait for its end, leaves the message on its way', async ({ command }) => {
    const serverClock = createManualClock(Date.now());
    const { fixture, id } = await startWithRest({ clock: serverClock });
    fixture.marks.full = false;

    const pause: Fault = { protocol: 'smtp', when: { command, times: 1 }, do: { delayMs: 1 } };
    fixture.server.faults.add(pause);
    // The reply is asked for in the middle of the rest: its deadline, as long as the rest, is still to come when that ends.
    fixture.clock.advance(minute / 2);
    const before = fixture.seen.length;
    value(await fixture.outbox.sendNow(id));
    await expect.poll(() => fixture.server.faults.count(pause)).toBe(1);
    fixture.clock.advance(minute / 2);
    serverClock.advance(1);
    expect(await fixture.reaches(id, 'accepted')).toMatchObject({ attempts: 2 });
    await fixture.outbox.stop();
    const states = fixture.seen.slice(before).map(({ state }) => state);
    expect(states.filter((state, index) => state !== states[index - 1])).toEqual(['queued', 'sending', 'accepted']);
    expect(fixture.accepted()).toBe(1);
  });

  it('a message whose time has come while another is on its way is waited for without looking again and again', async () => {
    const fixture = await startOutbox({ faults: [putsOff('rui')] });
    const later = await fixture.send({ to: 'rui@practice.test' });
    await fixture.isPutOff(later);
    fixture.clock.advance(minute / 2);
    const silence: Fault = { protocol: 'smtp', when: { command: 'MAIL', times: 1 }, do: { stall: true } };
    fixture.server.faults.add(silence);
    await fixture.send({ to: 'ben@practice.test' });
    await expect.poll(() => fixture.server.faults.count(silence)).toBe(1);
    fixture.clock.advance(minute / 2);
    const looks = vi.spyOn(fixture.store.reader, 'outboxEntry');
    for (let turn = 0; turn < 20; turn += 1) fixture.clock.advance(0);
    expect(looks).not.toHaveBeenCalled();
    looks.mockRestore();
    // RFC 5321 §4.5.3.2.2: so long MAIL may take.
    fixture.clock.advance(5 * minute);
    await fixture.reaches(later, 'accepted');
  });

  it('a message that went with its account while it waited is looked for once and not without end', async () => {
    const fixture = await startOutbox({ faults: [putsOff('ben')] });
    const id = await fixture.send({ to: 'ben@practice.test' });
    await fixture.isPutOff(id);
    value(await fixture.store.storage.deleteAccount({ id: 'ana' }));
    const looks = vi.spyOn(fixture.store.reader, 'outboxEntry');
    fixture.clock.advance(2 * minute);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(looks.mock.calls.length).toBeLessThan(5);
    looks.mockRestore();
    expect(fixture.accepted()).toBe(0);
  });

  it('an outcome that could not be written down is written when there is room again, without a restart', async () => {
    const fixture = await startOutbox({ faults: [{ protocol: 'smtp', when: { command: '.', times: 1 }, do: { delayMs: 1_000 } }] });
    const id = await fixture.send({ to: 'ben@practice.test' });
    await fixture.reaches(id, 'sending');
    await expect.poll(() => fixture.store.reader.outboxEntry(id)?.dotPending).toBe(true);
    fixture.marks.full = true;
    fixture.clock.advance(1_000);
    await expect.poll(() => fixture.marks.failed).toBe(1);
    fixture.clock.advance(2 * minute);
    await expect.poll(() => fixture.marks.failed).toBe(2);
    expect(fixture.store.reader.outboxEntry(id)?.item.state).toBe('sending');
    fixture.marks.full = false;
    await expect
      .poll(() => {
        fixture.clock.advance(2 * minute);
        return fixture.store.reader.outboxEntry(id)?.item;
      })
      .toMatchObject({ state: 'accepted', attempts: 1, reply: expect.stringMatching(/^250 /), sentCopy: 'filed' });
    expect(fixture.accepted()).toBe(1);
  });

  it('an attempt that ended by a mistake of ours does not leave its message on its way for ever', async () => {
    const fixture = await startOutbox();
    fixture.marks.vaultThrows = true;
    const id = await fixture.send({ to: 'ben@practice.test' });
    await fixture.reaches(id, 'sending');
    fixture.marks.vaultThrows = false;
    await expect
      .poll(() => {
        const item = fixture.store.reader.outboxEntry(id)?.item;
        // Not during the second attempt, whose deadlines run on the same clock.
        if (item?.attempts === 1) fixture.clock.advance(2 * minute);
        return item;
      })
      .toMatchObject({ state: 'accepted', attempts: 2 });
    expect(fixture.accepted()).toBe(1);
  });

  it('a message that waits for the right password is sent when the account is saved, and not before', async () => {
    const fixture = await startOutbox({
      faults: [{ protocol: 'smtp', when: { command: 'AUTH', times: 1 }, do: { reply: '535 5.7.8 not you' } }],
    });
    const id = await fixture.send({ to: 'ben@practice.test' });
    await expect.poll(() => fixture.store.reader.outboxEntry(id)?.item.failure?.code).toBe('authentication-refused');
    fixture.outbox.wake();
    fixture.clock.advance(24 * 60 * minute);
    await fixture.outbox.accountSaved('another');
    expect(fixture.store.reader.outboxEntry(id)?.item).toMatchObject({ state: 'queued', attempts: 1, nextAttemptAt: null });
    await fixture.outbox.accountSaved('ana');
    expect(await fixture.reaches(id, 'accepted')).toMatchObject({ attempts: 2, failure: null });
  });

  it('a filed copy that could not be written down is looked for again, without a restart', async () => {
    const fixture = await startOutbox();
    fixture.marks.fullAfterFiling = true;
    const id = await fixture.send({ to: 'ben@practice.test' });
    await fixture.reaches(id, 'accepted');
    await expect.poll(() => fixture.marks.failed).toBe(1);
    fixture.marks.full = false;
    await expect
      .poll(() => {
        fixture.clock.advance(5 * minute);
        return fixture.store.reader.outboxEntry(id)?.item.sentCopy;
      })
      .toBe('filed');
    expect(fixture.accepted()).toBe(1);
  });

  it('a message that cannot be queued is not sent, over a new connection or one that is open, and stays a draft', async () => {
    const fixture = await startOutbox();
    fixture.marks.queuing = 'fails';
    const refused = { ok: false, failure: { code: 'disk-full' } };
    expect(await fixture.compose({ to: 'ben@practice.test' })).toMatchObject(refused);

    fixture.marks.queuing = null;
    await fixture.reaches(await fixture.send({ to: 'ben@practice.test' }), 'accepted');
    expect(fixture.server.smtp.connections).toBe(1);

    fixture.marks.queuing = 'fails';
    expect(await fixture.compose({ to: 'ben@practice.test' })).toMatchObject(refused);
    await fixture.outbox.stop();
    expect(fixture.accepted()).toBe(1);
    expect(fixture.store.reader.drafts()).toHaveLength(2);
  });

  it('a message is sent once when the thread that queued it died before it could say so, and not at all when it died before that', async () => {
    const fixture = await startOutbox();
    fixture.marks.queuing = 'dies before';
    expect(await fixture.compose({ to: 'ben@practice.test' })).toMatchObject({ ok: false, failure: { code: 'storage-interrupted' } });

    fixture.marks.queuing = 'dies after';
    expect(await fixture.reaches(await fixture.send({ to: 'ben@practice.test' }), 'accepted')).toMatchObject({ attempts: 1 });
    await fixture.outbox.stop();
    expect(fixture.accepted()).toBe(1);
  });

  it('that the dot was marked is not forgotten because the thread that queued the message died before it could say so', async () => {
    const fixture = await startOutbox();
    // Only over a connection that is open already is the end of the body reached while the message is being queued.
    await fixture.reaches(await fixture.send({ to: 'ben@practice.test' }), 'accepted');
    fixture.server.faults.add({ protocol: 'smtp', when: { command: '.', times: 1 }, do: { stall: true } });
    fixture.marks.queuing = 'dies after the mark';
    const id = await fixture.send({ to: 'ben@practice.test' });
    expect(fixture.store.reader.outboxEntry(id)).toMatchObject({ item: { state: 'sending' }, dotPending: true });
    const again = await fixture.restart();
    expect(await again.reaches(id, 'unknown')).toMatchObject({ attempts: 1 });
    expect(again.accepted()).toBe(1);
  });

  it('a message that has to wait for another is sent after it, though the thread that queued it died before it could say so', async () => {
    const fixture = await startOutbox({ faults: [{ protocol: 'smtp', when: { command: 'DATA', times: 1 }, do: { stall: true } }] });
    await fixture.send({ to: 'ben@practice.test' });
    await expect.poll(() => fixture.server.smtp.connections).toBe(1);
    fixture.marks.queuing = 'dies after';
    const second = await fixture.send({ to: 'rui@practice.test' });
    expect(fixture.store.reader.outboxEntry(second)?.item).toMatchObject({ state: 'queued', attempts: 0 });
    await expect
      .poll(() => {
        fixture.clock.advance(minute);
        return fixture.store.reader.outboxEntry(second)?.item.state;
      })
      .toBe('accepted');
  });

  it('the copy for Sent is filed when the server can be reached again, without a restart', async () => {
    const fixture = await startOutbox();
    fixture.marks.sentUnreachable = true;
    const id = await fixture.send({ to: 'ben@practice.test' });
    await expect.poll(() => fixture.filed.length).toBe(1);
    fixture.marks.sentUnreachable = false;
    await expect
      .poll(() => {
        fixture.clock.advance(5 * minute);
        return fixture.store.reader.outboxEntry(id)?.item.sentCopy;
      })
      .toBe('filed');
    expect(fixture.accepted()).toBe(1);
  });
});
