/** A message that some have and others were refused: it waits for a decision, and whatever is decided, those who have it get no second one. */
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../electron/practice/faults.ts';
import { value } from '../cache/open-storage.ts';
import { type OutboxFixture, startOutbox } from './outbox-fixture.ts';

const minute = 60_000;

/** The server does not know this recipient, so many times. */
const refuses = (recipient: string, times: number, reply = '550 5.1.1 no such user'): Fault => ({
  protocol: 'smtp',
  when: { command: 'RCPT', argument: `${recipient}@`, times },
  do: { reply },
});

async function startPartly(): Promise<{ fixture: OutboxFixture; id: string }> {
  const fixture = await startOutbox({ faults: [refuses('rui', 1)] });
  const id = await fixture.send({ to: 'Ben <ben@practice.test>, rui@practice.test', text: 'The words.\n' });
  await fixture.reaches(id, 'partly');
  await expect.poll(() => fixture.store.reader.outboxEntry(id)?.item.sentCopy).toBe('filed');
  return { fixture, id };
}

const deliveries = ({ server }: OutboxFixture) => server.mailbox.accepted.map(({ recipients }) => recipients);

describe('a message that was accepted for some only', () => {
  it('says of each recipient what the server said, and is not cleared away before somebody decides', async () => {
    const { fixture, id } = await startPartly();
    value(await fixture.outbox.clear());
    expect(fixture.store.reader.outboxEntry(id)?.item).toMatchObject({
      state: 'partly',
      reply: expect.stringMatching(/^250 /),
      failure: { code: 'recipients-refused', detail: { addresses: 'rui@practice.test' } },
      recipients: [
        { address: 'ben@practice.test', state: 'accepted' },
        { address: 'rui@practice.test', state: 'refused', reply: '550 5.1.1 no such user' },
      ],
    });
  });

  it('is tried again for the refused only', async () => {
    const { fixture, id } = await startPartly();
    value(await fixture.outbox.sendNow(id));
    expect((await fixture.reaches(id, 'accepted')).recipients.map(({ state }) => state)).toEqual(['accepted', 'accepted']);
    expect(deliveries(fixture)).toEqual([['ben@practice.test'], ['rui@practice.test']]);
    expect(fixture.store.reader.drafts()).toEqual([]);
  });

  it('comes back as a draft for the refused only, with all its words, and is finished by that', async () => {
    const { fixture, id } = await startPartly();
    const { draftId } = value(await fixture.outbox.edit(id));
    expect(fixture.store.reader.draft(draftId)).toMatchObject({
      to: 'rui@practice.test',
      cc: '',
      bcc: '',
      subject: 'Hello',
      text: 'The words.\n',
    });
    expect(fixture.store.reader.outboxEntry(id)?.item).toMatchObject({ state: 'accepted', recipients: [{}, { state: 'refused' }] });
    const again = value(await fixture.drafts.handlers['compose.send']({ id: draftId })).outboxId;
    await fixture.reaches(again, 'accepted');
    expect(deliveries(fixture)).toEqual([['ben@practice.test'], ['rui@practice.test']]);
    value(await fixture.outbox.clear());
    await expect.poll(() => fixture.store.reader.outbox().map((entry) => entry.item.id)).not.toContain(id);
  });

  it('comes back with its words and files also where its draft is gone, as after `cli send`', async () => {
    const fixture = await startOutbox({ faults: [refuses('rui', 1)] });
    const draft = value(await fixture.drafts.handlers['compose.start']({ mode: 'new', language: 'en' }));
    value(await fixture.drafts.addAttachment(draft.id, { name: 'a.bin', type: 'application/x-a', bytes: Buffer.from([1, 2, 3]) }));
    value(
      await fixture.drafts.handlers['compose.save']({ ...draft, to: 'ben@practice.test, rui@practice.test', subject: 'S', text: 'T\n' }),
    );
    const id = value(await fixture.drafts.handlers['compose.send']({ id: draft.id })).outboxId;
    await fixture.reaches(id, 'partly');
    value(await fixture.store.storage.markOutbox({ id, patch: {}, discardDraft: true }));
    const { draftId } = value(await fixture.outbox.edit(id));
    const back = fixture.store.reader.draft(draftId);
    expect(back).toMatchObject({ to: 'rui@practice.test', subject: 'S', attachments: [{ name: 'a.bin', size: 3 }] });
    expect(back?.text.trim()).toBe('T');
  });

  it('comes back with each of the others in the field and under the name that they had, so that no blind copy is disclosed', async () => {
    const fixture = await startOutbox({ faults: ['cleo', 'dan', 'eva', 'rui'].map((recipient) => refuses(recipient, 1)) });
    const id = await fixture.send({
      to: 'Ben <ben@practice.test>, "Dias, Cleo" <cleo@practice.test>',
      cc: 'Dan <dan@practice.test>, fay@practice.test',
      bcc: 'Eva <eva@practice.test>, rui@practice.test, gil@practice.test',
    });
    await fixture.reaches(id, 'partly');
    const { draftId } = value(await fixture.outbox.edit(id));
    expect(fixture.store.reader.draft(draftId)).toMatchObject({
      to: '"Dias, Cleo" <cleo@practice.test>',
      cc: 'Dan <dan@practice.test>',
      bcc: 'Eva <eva@practice.test>, rui@practice.test',
    });
    const again = value(await fixture.drafts.handlers['compose.send']({ id: draftId })).outboxId;
    await fixture.reaches(again, 'accepted');
    const second = fixture.server.mailbox.accepted.at(-1);
    expect(second?.recipients).toEqual(['cleo@practice.test', 'dan@practice.test', 'eva@practice.test', 'rui@practice.test']);
    expect(second?.bytes.toString()).not.toMatch(/eva|rui|gil/);
  });

  it('whose draft is gone keeps To and Cc as its header has them; everybody else was a blind copy and stays one', async () => {
    const fixture = await startOutbox({ faults: ['cleo', 'dan', 'eva'].map((recipient) => refuses(recipient, 1)) });
    const id = await fixture.send({
      to: 'ben@practice.test, Cleo <cleo@practice.test>',
      cc: 'Dan <dan@practice.test>',
      bcc: 'Eva <eva@practice.test>',
    });
    await fixture.reaches(id, 'partly');
    value(await fixture.store.storage.markOutbox({ id, patch: {}, discardDraft: true }));
    const { draftId } = value(await fixture.outbox.edit(id));
    expect(fixture.store.reader.draft(draftId)).toMatchObject({
      to: 'Cleo <cleo@practice.test>',
      cc: 'Dan <dan@practice.test>',
      bcc: 'eva@practice.test',
    });
  });

  it('is finished when the user leaves it at that, and can then be cleared', async () => {
    const { fixture, id } = await startPartly();
    value(await fixture.outbox.cancel(id));
    expect(fixture.store.reader.outboxEntry(id)?.item.state).toBe('accepted');
    value(await fixture.outbox.clear());
    expect(fixture.store.reader.outbox()).toEqual([]);
    expect(fixture.store.reader.drafts()).toEqual([]);
    fixture.clock.advance(24 * 60 * minute);
    expect(deliveries(fixture)).toEqual([['ben@practice.test']]);
  });

  it('of which one waits still can be given up for that one, and taken back as a draft for that one', async () => {
    for (const decide of ['cancel', 'edit'] as const) {
      const fixture = await startOutbox({ faults: [refuses('rui', 9, '450 4.2.1 later')] });
      const id = await fixture.send({ to: 'ben@practice.test, rui@practice.test' });
      await fixture.isPutOff(id);
      const decided = value(await fixture.outbox[decide](id));
      expect(fixture.store.reader.outboxEntry(id)?.item).toMatchObject({
        state: 'accepted',
        recipients: [{ address: 'ben@practice.test' }],
      });
      expect(fixture.store.reader.drafts().map(({ to }) => to)).toEqual(decided === null ? [] : ['rui@practice.test']);
      fixture.clock.advance(60 * minute);
      expect(deliveries(fixture)).toEqual([['ben@practice.test']]);
    }
  });

  it('stays so through a restart', async () => {
    const { fixture, id } = await startPartly();
    const next = await fixture.restart();
    expect(next.store.reader.outboxEntry(id)?.item.state).toBe('partly');
    expect(next.accepted()).toBe(1);
  });

  it('asks again, after a kill before anything left, only those who were put off', async () => {
    const fixture = await startOutbox({ faults: [refuses('rui', 1), refuses('eva', 1, '450 4.2.1 later')] });
    const id = await fixture.send({ to: 'ben@practice.test, rui@practice.test, eva@practice.test' });
    const { recipients } = await fixture.isPutOff(id);
    expect(recipients.map(({ state }) => state)).toEqual(['accepted', 'refused', 'deferred']);
    // What the next attempt writes before it opens a connection.
    value(await fixture.store.storage.markOutbox({ id, patch: { state: 'sending', nextAttemptAt: null, failure: null } }));
    const next = await fixture.restart();
    const item = await next.reaches(id, 'partly');
    expect(item.recipients.map(({ state, reply }) => [state, reply?.slice(0, 3)])).toEqual([
      ['accepted', '250'],
      ['refused', '550'],
      ['accepted', '250'],
    ]);
    expect(deliveries(next)).toEqual([['ben@practice.test'], ['eva@practice.test']]);
  });
});
