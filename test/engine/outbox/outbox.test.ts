import { describe, expect, it } from 'vitest';
import { succeed } from '../../../electron/contract/failure.ts';
import { value } from '../cache/open-storage.ts';
import { startOutbox } from './outbox-fixture.ts';

const minute = 60_000;

describe('sending', () => {
  it('an accepted message shows the 250 line, its queue id and every recipient, and a copy is filed', async () => {
    const fixture = await startOutbox();
    const id = await fixture.send({ to: 'Ben <ben@practice.test>', bcc: 'rui@practice.test' });
    const item = await fixture.reaches(id, 'accepted');
    expect(item.reply).toMatch(/^250 2\.0\.0 Ok: queued as \w+/);
    expect(item.reply).toContain(item.queueId);
    expect(item.recipients.map(({ address, state }) => [address, state])).toEqual([
      ['ben@practice.test', 'accepted'],
      ['rui@practice.test', 'accepted'],
    ]);
    await expect.poll(() => fixture.filed).toEqual([item.messageId]);
    expect(fixture.accepted()).toBe(1);
    expect(fixture.server.mailbox.accepted[0]?.bytes.toString()).not.toMatch(/^bcc:/im);
  });

  it('a refused recipient is named with the server’s own line while the others get the message', async () => {
    const fixture = await startOutbox();
    const item = await fixture.reaches(await fixture.send({ to: 'ben@practice.test, 550@practice.test' }), 'partly');
    expect(item.recipients[1]).toMatchObject({
      address: '550@practice.test',
      state: 'refused',
      reply: expect.stringMatching(/^550 5\.1\.1 /),
    });
    expect(item.failure).toMatchObject({ code: 'recipients-refused', detail: { addresses: '550@practice.test' } });
  });

  it('a message refused for good is refused, and can be edited again', async () => {
    const fixture = await startOutbox();
    const id = await fixture.send({ to: '550@practice.test', text: 'my words' });
    const item = await fixture.reaches(id, 'refused');
    expect(item.failure).toMatchObject({ permanent: true, reply: expect.stringMatching(/^550/) });
    const { draftId } = value(await fixture.outbox.edit(id));
    expect(fixture.store.reader.draft(draftId)).toMatchObject({ to: '550@practice.test', text: 'my words' });
    expect(fixture.store.reader.outbox()).toEqual([]);
  });

  it.each(['552 5.5.3 Too many recipients', '552 too many recipients', '550 5.5.3 Too many recipients', '452 4.5.3 Too many recipients'])(
    'a recipient beyond the number that a server takes at once gets it with the next attempt: %s',
    async (reply) => {
      const fixture = await startOutbox({
        faults: [{ protocol: 'smtp', when: { command: 'RCPT', nth: 101, times: 50 }, do: { reply } }],
      });
      const everybody = Array.from({ length: 150 }, (_, index) => `person-${index}@practice.test`);
      const id = await fixture.send({ to: everybody.join(', ') });
      const { state, recipients } = await fixture.isPutOff(id);
      expect({ state, put: recipients.filter((recipient) => recipient.state === 'deferred').length }).toEqual({ state: 'queued', put: 50 });
      fixture.clock.advance(2 * minute);
      const item = await fixture.reaches(id, 'accepted');
      expect(item.recipients.every((recipient) => recipient.state === 'accepted')).toBe(true);
      expect(fixture.server.mailbox.accepted.flatMap((each) => each.recipients)).toEqual(everybody);
    },
  );

  it('a temporary refusal is tried again later, with the next attempt announced, until it is taken', async () => {
    const fixture = await startOutbox({
      faults: [{ protocol: 'smtp', when: { command: 'RCPT', times: 1 }, do: { reply: '450 4.2.1 come back later' } }],
    });
    const id = await fixture.send({ to: 'ben@practice.test' });
    await fixture.isPutOff(id);
    const waiting = await fixture.reaches(id, 'queued');
    expect(waiting).toMatchObject({ attempts: 1, failure: { reply: expect.stringContaining('450 4.2.1'), permanent: false } });
    fixture.clock.advance(2 * minute);
    expect(await fixture.reaches(id, 'accepted')).toMatchObject({ attempts: 2 });
    expect(fixture.accepted()).toBe(1);
  });

  it('when one recipient is put off, only that one is tried again: nobody gets two', async () => {
    const fixture = await startOutbox({
      faults: [{ protocol: 'smtp', when: { command: 'RCPT', argument: 'rui@', times: 1 }, do: { reply: '450 4.2.1 greylisted' } }],
    });
    const id = await fixture.send({ to: 'ben@practice.test, rui@practice.test' });
    await fixture.isPutOff(id);
    fixture.clock.advance(2 * minute);
    await fixture.reaches(id, 'accepted');
    expect(fixture.server.mailbox.accepted.map(({ recipients }) => recipients)).toEqual([['ben@practice.test'], ['rui@practice.test']]);
  });

  it('after days of temporary refusals it is given up with the reason', async () => {
    const fixture = await startOutbox();
    const id = await fixture.send({ to: '450@practice.test' });
    await expect
      .poll(
        () => {
          const item = fixture.store.reader.outboxEntry(id)?.item;
          if (item?.state === 'queued' && item.nextAttemptAt !== null) fixture.clock.advance(12 * 60 * minute);
          return item;
        },
        { interval: 5 },
      )
      .toMatchObject({ state: 'refused', failure: { code: 'retries-exhausted', reply: expect.stringContaining('450') } });
    expect(fixture.accepted()).toBe(0);
  });

  it('is not given up because the clock has jumped: five days during which nothing was tried are no patience', async () => {
    const fixture = await startOutbox({
      faults: [{ protocol: 'smtp', when: { command: 'RCPT', argument: 'rui@', times: 2 }, do: { reply: '450 4.2.1 greylisted' } }],
    });
    const id = await fixture.send({ to: 'rui@practice.test' });
    await fixture.isPutOff(id);
    fixture.clock.advance(6 * 24 * 60 * minute);
    await expect.poll(() => fixture.store.reader.outboxEntry(id)?.item).toMatchObject({ state: 'queued', attempts: 2 });
    await fixture.isPutOff(id);
    fixture.clock.advance(10 * minute);
    await fixture.reaches(id, 'accepted');
  });

  it('a wrong address is refused before anything is queued', async () => {
    const fixture = await startOutbox();
    for (const to of ['ben', 'ben@practice.test\r\nRCPT TO:<eve@practice.test>', 'a@b.test> RCPT TO:<c@d.test']) {
      await expect(fixture.send({ to })).rejects.toThrow('address-invalid');
    }
    expect(fixture.store.reader.outbox()).toEqual([]);
  });

  it('a line of a single dot arrives as it was written', async () => {
    const fixture = await startOutbox();
    await fixture.reaches(await fixture.send({ to: 'ben@practice.test', text: 'before\n.\n..after\n' }), 'accepted');
    expect(fixture.server.mailbox.accepted[0]?.bytes.toString()).toContain('before\r\n.\r\n..after');
    expect(fixture.accepted()).toBe(1);
  });
});

describe('an outcome that nobody knows', () => {
  it('a connection lost after the final dot is unknown, and never tried again by itself', async () => {
    const fixture = await startOutbox();
    const id = await fixture.send({ to: 'drop-after-dot@practice.test' });
    const item = await fixture.reaches(id, 'unknown');
    expect(item).toMatchObject({ failure: { code: 'outcome-unknown' }, nextAttemptAt: null });
    fixture.clock.advance(24 * 60 * minute);
    expect(await fixture.outbox.sendNow(id)).toMatchObject({ ok: false, failure: { code: 'too-late' } });
    expect(fixture.accepted()).toBe(1);
  });

  it('evidence found in Sent settles it', async () => {
    let arrived = false;
    const fixture = await startOutbox({ evidence: () => succeed(arrived ? 'sent' : null) });
    const id = await fixture.send({ to: 'drop-after-dot@practice.test' });
    await fixture.reaches(id, 'unknown');
    expect(value(await fixture.outbox.look(id)).state).toBe('unknown');
    arrived = true;
    expect(value(await fixture.outbox.look(id))).toMatchObject({
      state: 'accepted',
      sentCopy: 'server',
      recipients: [{ state: 'accepted' }],
    });
  });

  it('the user may say that it arrived, or have it sent again', async () => {
    const fixture = await startOutbox();
    const first = await fixture.send({ to: 'lose-after-dot@practice.test' });
    await fixture.reaches(first, 'unknown');
    value(await fixture.outbox.resolve(first, 'sent'));
    await fixture.reaches(first, 'accepted');
    const second = await fixture.send({ to: 'lose-after-dot@practice.test' });
    await fixture.reaches(second, 'unknown');
    value(await fixture.outbox.resolve(second, 'send-again'));
    await fixture.reaches(second, 'unknown');
    expect(fixture.store.reader.outboxEntry(second)?.item.attempts).toBe(2);
  });

  it('a connection lost in the middle of the conversation is not unknown: nothing was taken', async () => {
    const fixture = await startOutbox();
    const id = await fixture.send({ to: 'drop@practice.test' });
    await fixture.isPutOff(id);
    expect(fixture.store.reader.outboxEntry(id)?.item.state).toBe('queued');
    expect(fixture.accepted()).toBe(0);
  });

  it('a connection lost while the message is on its way is never called accepted', async () => {
    const fixture = await startOutbox();
    const id = await fixture.send({ to: 'drop-before-dot@practice.test' });
    // Whether the dot had left when the news arrived is a matter of microseconds; both answers are honest.
    await expect
      .poll(() => fixture.store.reader.outboxEntry(id)?.item)
      .toSatisfy((item) => item.state === 'unknown' || item.nextAttemptAt !== null);
    expect(fixture.seen.map(({ state }) => state)).not.toContain('accepted');
    expect(fixture.accepted()).toBe(0);
  });
});

describe('a program that was killed', () => {
  it('before the final dot: the message is sent once by the next run', async () => {
    const fixture = await startOutbox({ faults: [{ protocol: 'smtp', when: { command: 'DATA', times: 1 }, do: { stall: true } }] });
    const id = await fixture.send({ to: 'ben@practice.test' });
    await fixture.reaches(id, 'sending');
    await expect.poll(() => fixture.server.smtp.connections).toBe(1);
    const next = await fixture.restart();
    await next.reaches(id, 'accepted');
    expect(next.accepted()).toBe(1);
  });

  it('after the mark and without a 250: the next run calls it unknown and does not send it again', async () => {
    const fixture = await startOutbox({ faults: [{ protocol: 'smtp', when: { command: '.', times: 1 }, do: { stall: true } }] });
    const id = await fixture.send({ to: 'ben@practice.test' });
    await expect.poll(() => fixture.store.reader.outboxEntry(id)?.dotPending).toBe(true);
    const next = await fixture.restart();
    expect(await next.reaches(id, 'unknown')).toMatchObject({ failure: { code: 'outcome-unknown' }, recipients: [{ state: 'unknown' }] });
    expect(next.accepted()).toBe(0);
  });

  it('after the mark: whom the server had put off or refused is not counted unknown, and is not said to have it once the others do', async () => {
    const fixture = await startOutbox({
      faults: [
        { protocol: 'smtp', when: { command: 'RCPT', argument: 'rui@', times: 1 }, do: { reply: '450 4.2.1 later' } },
        { protocol: 'smtp', when: { command: '.', times: 1 }, do: { stall: true } },
      ],
      evidence: () => succeed('sent'),
    });
    const id = await fixture.send({ to: 'ben@practice.test, rui@practice.test, 550@practice.test' });
    await expect.poll(() => fixture.store.reader.outboxEntry(id)?.dotPending).toBe(true);
    const next = await fixture.restart();
    expect((await next.reaches(id, 'unknown')).recipients).toMatchObject([
      { address: 'ben@practice.test', state: 'unknown' },
      { address: 'rui@practice.test', state: 'deferred', reply: '450 4.2.1 later' },
      { address: '550@practice.test', state: 'refused', reply: expect.stringMatching(/^550 /) },
    ]);
    value(await next.outbox.look(id));
    expect((await next.reaches(id, 'partly')).recipients.map(({ state }) => state)).toEqual(['accepted', 'accepted', 'refused']);
    // The one that was found had been taken before; the next run sent to nobody but the one who was put off.
    expect(next.server.mailbox.accepted.map(({ recipients }) => recipients)).toEqual([['rui@practice.test']]);
  });
});

describe('what waits', () => {
  it('can be cancelled, and sent after all', async () => {
    const fixture = await startOutbox();
    const id = await fixture.send({ to: '450@practice.test' });
    await fixture.isPutOff(id);
    value(await fixture.outbox.cancel(id));
    await fixture.reaches(id, 'cancelled');
    fixture.clock.advance(60 * minute);
    expect(fixture.store.reader.outboxEntry(id)?.item.state).toBe('cancelled');
    value(await fixture.outbox.sendNow(id));
    await expect.poll(() => fixture.store.reader.outboxEntry(id)?.item.attempts).toBe(2);
  });

  it('what is finished can be forgotten, what waits cannot', async () => {
    const fixture = await startOutbox();
    const done = await fixture.send({ to: 'ben@practice.test' });
    await fixture.reaches(done, 'accepted');
    await expect.poll(() => fixture.store.reader.outboxEntry(done)?.item.sentCopy).toBe('filed');
    const waiting = await fixture.send({ to: '450@practice.test' });
    await fixture.isPutOff(waiting);
    value(await fixture.outbox.clear());
    expect(fixture.store.reader.outbox().map(({ item }) => item.id)).toEqual([waiting]);
  });

  it('what is forgotten while its copy for Sent is still being filed goes when the copy is there', async () => {
    const fixture = await startOutbox();
    fixture.marks.sentUnreachable = true;
    const id = await fixture.send({ to: 'ben@practice.test' });
    await fixture.reaches(id, 'accepted');
    await expect.poll(() => fixture.filed.length).toBe(1);
    value(await fixture.outbox.clear());
    // The copy is made of the entry: until it is filed the entry is the only place that has the message.
    expect(fixture.store.reader.outboxEntry(id)?.item.sentCopy).toBe('waiting');
    fixture.marks.sentUnreachable = false;
    await expect
      .poll(() => {
        fixture.clock.advance(60 * minute);
        return fixture.store.reader.outbox();
      })
      .toEqual([]);
    expect(fixture.filed.length).toBeGreaterThan(1);
  });

  it('what was refused is not forgotten with the finished, but can be given up, and then taken back', async () => {
    const fixture = await startOutbox();
    const id = await fixture.send({ to: '550@practice.test', text: 'my words' });
    await fixture.reaches(id, 'refused');
    value(await fixture.outbox.clear());
    expect(fixture.store.reader.outboxEntry(id)?.item.state).toBe('refused');
    value(await fixture.outbox.cancel(id));
    expect(fixture.store.reader.outboxEntry(id)?.item).toMatchObject({ state: 'cancelled', failure: { permanent: true } });
    const { draftId } = value(await fixture.outbox.edit(id));
    expect(fixture.store.reader.draft(draftId)).toMatchObject({ text: 'my words' });
  });
});
