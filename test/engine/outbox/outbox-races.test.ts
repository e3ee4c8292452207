import { describe, expect, it } from 'vitest';
import { value } from '../cache/open-storage.ts';
import { startOutbox } from './outbox-fixture.ts';

const minute = 60_000;

describe('two that act on one message at once', () => {
  it('a message that was cancelled as its attempt began is either cancelled or sent, and the answer says which', async () => {
    const fixture = await startOutbox();
    const id = await fixture.send({ to: '450@practice.test' });
    await fixture.isPutOff(id);
    fixture.clock.advance(2 * minute); // the attempt begins
    value(await fixture.outbox.cancel(id));
    expect(fixture.store.reader.outboxEntry(id)?.item).toMatchObject({ state: 'cancelled', attempts: 2 });
    expect(fixture.accepted()).toBe(0);
  });

  it('a message that is being cancelled is not begun', async () => {
    const fixture = await startOutbox();
    const id = await fixture.send({ to: '450@practice.test' });
    await fixture.isPutOff(id);
    const cancelling = fixture.outbox.cancel(id);
    fixture.clock.advance(2 * minute);
    value(await cancelling);
    await fixture.outbox.stop();
    expect(fixture.store.reader.outboxEntry(id)?.item).toMatchObject({ state: 'cancelled', attempts: 1 });
  });

  it('Send pressed twice, in two windows, sends once', async () => {
    const fixture = await startOutbox();
    const draft = value(await fixture.drafts.handlers['compose.start']({ mode: 'new', language: 'en' }));
    value(await fixture.drafts.handlers['compose.save']({ ...draft, to: 'ben@practice.test', subject: 'Hello', text: 'Once.\n' }));
    const sent = await Promise.all([1, 2].map(() => fixture.drafts.handlers['compose.send']({ id: draft.id })));
    expect(sent.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(sent.find(({ ok }) => !ok)).toMatchObject({ failure: { code: 'too-late' } });
    expect(fixture.store.reader.outbox()).toHaveLength(1);
  });

  it('what was typed last does not bring back a draft that is being discarded', async () => {
    const fixture = await startOutbox();
    const draft = value(await fixture.drafts.handlers['compose.start']({ mode: 'new', language: 'en' }));
    const discarding = fixture.drafts.handlers['compose.discard']({ id: draft.id });
    const saved = fixture.drafts.handlers['compose.save']({ ...draft, text: 'one more word' });
    value(await discarding);
    expect(await saved).toMatchObject({ ok: false, failure: { code: 'not-found' } });
    expect(fixture.store.reader.drafts()).toEqual([]);
  });

  it('a draft discarded in another window after it was sent comes back from the outbox when it is edited', async () => {
    const fixture = await startOutbox();
    const id = await fixture.send({ to: '550@practice.test', text: 'my words' });
    await fixture.reaches(id, 'refused');
    const { draftId } = fixture.store.reader.outboxEntry(id) ?? {};
    value(await fixture.drafts.handlers['compose.discard']({ id: draftId ?? '' }));
    const edited = value(await fixture.outbox.edit(id));
    expect(fixture.store.reader.draft(edited.draftId)).toMatchObject({ text: 'my words' });
  });
});
