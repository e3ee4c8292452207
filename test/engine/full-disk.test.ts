/** A disk that really is full, while mail comes and a draft is written. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { put, startPractice } from '../practice/practice-fixture.ts';
import { startEngineFixture, unwrap } from '../support/engine-fixture.ts';
import { practiceAccount } from '../support/practice-account.ts';
import { mountSmallDisk } from '../support/small-disk.ts';

const messages = 40;
/** Cannot be compressed to less than three quarters. */
const attachment = () => randomBytes(300_000).toString('base64').replace(/.{76}/g, '$&\n');

it('says so, keeps what was written, and goes on where it stopped when there is room', async ({ skip }) => {
  const disk = mountSmallDisk(12);
  if ('missing' in disk) {
    if (process.env.POSTGLASS_REQUIRE_SERVERS === '1') throw new Error(disk.missing);
    return skip(disk.missing);
  }
  onTestFinished(() => disk.remove());
  const server = await startPractice();
  for (let number = 1; number <= messages; number += 1)
    put(
      server,
      `From: ben@practice.test\nTo: ana@practice.test\nSubject: Number ${number}\nMessage-ID: <${number}@disk.test>\n\n${attachment()}`,
    );
  const fixture = await startEngineFixture({ accounts: [practiceAccount(server, 'Ana')], folder: join(disk.folder, 'data') });
  onTestFinished(() => fixture.done());
  const draft = unwrap(await fixture.client.call('compose.start', { mode: 'new' }));
  unwrap(await fixture.client.call('compose.save', { ...draft, text: 'before' }));
  const health = async () => unwrap(await fixture.client.call('application.health', {})).trouble;

  expect(await fixture.until('the disk is full', health)).toMatchObject({ code: 'disk-full', permanent: false });
  // Whatever of it cannot be saved is refused in words, and what was saved before stays.
  const saved = await fixture.client.call('compose.save', { ...draft, text: 'x'.repeat(4_000_000) });
  expect(saved).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
  expect(unwrap(await fixture.client.call('compose.get', { id: draft.id })).text).toBe('before');
  const inbox = await fixture.folderOf('Ana', 'inbox');
  const held = (await fixture.rows(inbox.id)).filter(({ bodyHeld }) => bodyHeld);
  expect(held.length).toBeLessThan(messages);
  for (const { id } of held) unwrap(await fixture.client.call('messages.open', { id }));

  disk.grow(200);
  unwrap(await fixture.client.call('sync.now', {}));
  const rows = await fixture.until('everything is held', async () => {
    const all = await fixture.rows(inbox.id);
    return all.length === messages && all.every(({ bodyHeld }) => bodyHeld) && all;
  });
  expect(new Set(rows.map(({ subject }) => subject)).size).toBe(messages);
  expect(await fixture.until('nothing is wrong any more', async () => (await health()) === null)).toBe(true);
  unwrap(await fixture.client.call('compose.save', { ...draft, text: 'after' }));
});
