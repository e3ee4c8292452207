/** Drafts: discarded and put back, written in two windows, and read from damaged rows. */

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../electron/contract/compose.ts';
import { succeed } from '../../../electron/contract/failure.ts';
import { value } from '../cache/open-storage.ts';
import { type OutboxFixture, startOutbox } from '../outbox/outbox-fixture.ts';

const minute = 60_000;

async function begin(fixture: OutboxFixture, typed: Partial<Draft> = {}): Promise<Draft> {
  const draft = value(await fixture.drafts.handlers['compose.start']({ mode: 'new', language: 'en' }));
  const saved = value(
    await fixture.drafts.handlers['compose.save']({ ...draft, to: 'ben@practice.test', subject: 'S', text: 'T', ...typed }),
  );
  return value(await fixture.drafts.handlers['compose.get']({ id: saved.id }));
}

const listed = async (fixture: OutboxFixture) => value(await fixture.drafts.handlers['compose.drafts']({}));

describe('a draft that is discarded', () => {
  it('comes back as it was, files included, also after a restart', async () => {
    const fixture = await startOutbox();
    const { id } = await begin(fixture, { cc: 'Rui <rui@practice.test>', bcc: 'x@y.test', text: 'line\n'.repeat(1_000) });
    value(await fixture.drafts.addAttachment(id, { name: 'é.bin', type: 'x/y', bytes: Buffer.from([0, 255, 10]) }));
    const before = fixture.store.reader.draft(id);
    value(await fixture.drafts.handlers['compose.discard']({ id }));
    expect(await listed(fixture)).toEqual([]);
    expect(await fixture.drafts.handlers['compose.get']({ id })).toMatchObject({ ok: false, failure: { code: 'not-found' } });
    const next = await fixture.restart();
    await next.drafts.start();
    value(await next.drafts.handlers['compose.restore']({ id }));
    expect(next.store.reader.draft(id)).toEqual(before);
    expect(next.store.reader.draftAttachment(id, before?.attachments[0]?.id ?? '')?.bytes).toEqual(Buffer.from([0, 255, 10]));
  });

  it('does not come back by what is typed last, cannot be sent, and is deleted in the end', async () => {
    const fixture = await startOutbox();
    const draft = await begin(fixture);
    value(await fixture.drafts.handlers['compose.discard']({ id: draft.id }));
    expect(await fixture.drafts.handlers['compose.save']({ ...draft, text: 'late' })).toMatchObject({ ok: false });
    expect(await fixture.drafts.handlers['compose.send']({ id: draft.id })).toMatchObject({ ok: false });
    expect(await listed(fixture)).toEqual([]);
    fixture.clock.advance(11 * minute);
    await expect.poll(() => fixture.drafts.handlers['compose.restore']({ id: draft.id })).toMatchObject({ ok: false });
  });

  it('is deleted by a later run too', async () => {
    const fixture = await startOutbox();
    const { id } = await begin(fixture);
    value(await fixture.drafts.handlers['compose.discard']({ id }));
    const next = await fixture.restart();
    next.clock.advance(11 * minute);
    await next.drafts.start();
    expect(await next.drafts.handlers['compose.restore']({ id })).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  });

  it('that waits in the outbox is not discarded', async () => {
    const fixture = await startOutbox();
    const outboxId = await fixture.send({ to: '450@practice.test' });
    await fixture.isPutOff(outboxId);
    const draftId = fixture.store.reader.outboxEntry(outboxId)?.draftId ?? '';
    value(await fixture.drafts.handlers['compose.discard']({ id: draftId }));
    expect(value(await fixture.outbox.edit(outboxId)).draftId).toBe(draftId);
  });
});

it('a file that is taken off a draft can be put back, and does not go along meanwhile', async () => {
  const fixture = await startOutbox();
  const { id } = await begin(fixture);
  for (const name of ['a', 'b']) value(await fixture.drafts.addAttachment(id, { name, type: 'x/y', bytes: Buffer.from(name) }));
  const [first] = fixture.store.reader.draft(id)?.attachments ?? [];
  const place = { id, attachmentId: first?.id ?? '' };
  expect(value(await fixture.drafts.handlers['compose.removeAttachment'](place)).attachments.map(({ name }) => name)).toEqual(['b']);
  expect((await listed(fixture))[0]?.attachments).toBe(1);
  expect(value(await fixture.drafts.handlers['compose.restoreAttachment'](place)).attachments.map(({ name }) => name)).toEqual(['a', 'b']);
});

describe('a draft in two windows', () => {
  it('loses nothing of either: what is typed on an older state becomes a draft of its own', async () => {
    const fixture = await startOutbox();
    const draft = await begin(fixture);
    value(await fixture.drafts.addAttachment(draft.id, { name: 'a', type: 'x/y', bytes: Buffer.from('a') }));
    const save = fixture.drafts.handlers['compose.save'];
    const basedOn = draft.updatedAt;
    const [one, other] = await Promise.all([
      save({ ...draft, text: 'one', writer: '1', basedOn }),
      save({ ...draft, text: 'other', writer: '2', basedOn }),
    ]);
    expect(value(one).id).toBe(draft.id);
    expect(value(other).id).not.toBe(draft.id);
    const texts = [value(one), value(other)].map(({ id }) => fixture.store.reader.draft(id));
    expect(texts).toMatchObject([
      { text: 'one', attachments: [{ name: 'a' }] },
      { text: 'other', to: draft.to, attachments: [{ name: 'a' }] },
    ]);
    // Each goes on in its own.
    const { id, updatedAt } = value(other);
    expect(value(await save({ ...draft, id, text: 'more', writer: '2', basedOn: updatedAt })).id).toBe(id);
  });

  it('that was sent in one keeps what the other has typed since', async () => {
    const fixture = await startOutbox();
    const draft = await begin(fixture, { to: '450@practice.test' });
    value(await fixture.drafts.handlers['compose.send']({ id: draft.id }));
    const save = fixture.drafts.handlers['compose.save'];
    expect(await save({ ...draft, text: 'typed since' })).toMatchObject({ ok: false, failure: { code: 'not-found' } });
    const { id } = value(await save({ ...draft, text: 'typed since', evenIfGone: true }));
    expect(await listed(fixture)).toMatchObject([{ id, snippet: 'typed since' }]);
  });
});

describe('a row that is damaged', () => {
  const userDataOf = (fixture: OutboxFixture) => new DatabaseSync(join(fixture.store.folder, 'user-data.sqlite'), { timeout: 20_000 });

  it.each([
    ['is no JSON', '{"subject":"cut o', { text: '{"subject":"cut o', isDamaged: true }],
    ['is something else', '[1,2]', { text: '', isDamaged: true }],
    ['lacks fields', '{"subject":"only this"}', { subject: 'only this', text: '', isDamaged: true }],
    ['is longer than a draft may be', JSON.stringify({ subject: 'x'.repeat(10_050) }), { subject: 'x'.repeat(10_000), isDamaged: true }],
  ])('hides no other draft, opens as far as it goes, and can be discarded: it %s', async (_, content, opened) => {
    const fixture = await startOutbox();
    const good = await begin(fixture, { subject: 'Good' });
    const bad = await begin(fixture, { subject: 'Bad' });
    const userData = userDataOf(fixture);
    userData.prepare('UPDATE drafts SET content = ?, summary = NULL WHERE id = ?').run(content, bad.id);
    userData.close();
    expect((await listed(fixture)).map(({ id, isReadable }) => [id, isReadable])).toEqual(
      expect.arrayContaining([
        [good.id, true],
        [bad.id, false],
      ]),
    );
    expect(value(await fixture.drafts.handlers['compose.get']({ id: bad.id }))).toMatchObject(opened);
    value(await fixture.drafts.handlers['compose.discard']({ id: bad.id }));
    expect((await listed(fixture)).map(({ id }) => id)).toEqual([good.id]);
  });

  it('of the outbox hides no other entry, keeps nothing from starting, and is never sent by itself', async () => {
    const fixture = await startOutbox({ evidence: () => succeed(null) });
    const good = await fixture.send({ to: '450@practice.test' });
    await fixture.isPutOff(good);
    const bad = await fixture.send({ to: '450@practice.test', text: 'my words' });
    await fixture.isPutOff(bad);
    const userData = userDataOf(fixture);
    userData.prepare('UPDATE outbox SET item = ? WHERE id = ?').run('{"state":"queued","subject":7', bad);
    userData.close();
    const next = await fixture.restart();
    expect(next.store.reader.outbox().map(({ item }) => item)).toMatchObject([
      { id: bad, state: 'refused', failure: { code: 'record-unreadable' }, recipients: [{ address: '450@practice.test' }] },
      { id: good, state: 'queued' },
    ]);
    next.clock.advance(24 * 60 * minute);
    expect(next.store.reader.outboxEntry(bad)?.item.attempts).toBe(0);
    const { draftId } = value(await next.outbox.edit(bad));
    expect(next.store.reader.draft(draftId)?.text).toBe('my words');
  });
});
