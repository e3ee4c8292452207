/** Answers to messages of any size, made by a whole engine on its own threads. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../../electron/base/clock.ts';
import type { ComposeMode } from '../../../electron/contract/compose.ts';
import { messageRowSchema } from '../../../electron/contract/messages.ts';
import { mostForwardedParts } from '../../../electron/engine/mime/compose/answer.ts';
import { type EngineFixture, type EngineOptions, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';

async function start(options: EngineOptions = {}): Promise<EngineFixture> {
  const fixture = await startEngineFixture({ practice: true, ...options });
  onTestFinished(() => fixture.done());
  return fixture;
}

/** Opens a message out of a file; answers its number. */
async function open({ engine }: EngineFixture, raw: string): Promise<number> {
  const bytes = Buffer.from(raw);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  return messageRowSchema.parse(unwrap(await engine.acceptBytes('file', {}, stream))).id;
}

const answer = ({ client }: EngineFixture, messageId: number, mode: ComposeMode) => client.call('compose.start', { mode, messageId });
const listed = async ({ client }: EngineFixture) => unwrap(await client.call('compose.drafts', {}));

/** A list of addresses over many lines, none longer than a line may be. */
const people = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => `Person ${index} <${name}${index}@example.test>`).join(',\r\n ');

const message = (fields: readonly string[], body = 'Text.\r\n') => `${fields.join('\r\n')}\r\n\r\n${body}`;
const plain = ['From: Writer <writer@example.test>', 'To: student@practice.test', 'Message-ID: <m@example.test>'];

/** A message of so many attached files. */
function manyFiles(count: number): string {
  const parts = Array.from(
    { length: count },
    (_, index) => `--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename="row ${index}.csv"\r\n\r\n${index},value\r\n`,
  );
  return message(
    [...plain, 'Subject: Tables', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'],
    `--b\r\nContent-Type: text/plain\r\n\r\nSee the tables.\r\n${parts.join('')}--b--\r\n`,
  );
}

describe('the largest messages', () => {
  it.each([
    [
      'a subject of 10,050 characters',
      message([...plain, `Subject: ${`${'long '.repeat(180)}\r\n `.repeat(12).slice(0, 10_050).trimEnd()}`]),
    ],
    ['a subject without a blank', message([...plain, `Subject: ${'x'.repeat(200_000)}`])],
    ['5,000 recipients', message([`From: w@example.test`, `To: ${people(5_000, 'to')}`, 'Subject: Everybody'])],
    ['9,000 addresses for answers', message([...plain, `Reply-To: ${people(9_000, 'reply')}`, 'Subject: Everybody'])],
    [
      'recipients in every field',
      message([...plain, `Cc: ${people(6_000, 'cc')}`, `Mail-Followup-To: ${people(6_000, 'f')}`, 'Subject: x']),
    ],
    ['a text of 2,000,000 lines', message([...plain, 'Subject: Lines'], '\r\n'.repeat(2_000_000))],
    ['two thousand references', message([...plain, `References: ${'<r@example.test>\r\n '.repeat(2_000)}<s@example.test>`, 'Subject: x'])],
    ['six thousand parts', manyFiles(6_000)],
  ])('are answered, forwarded, listed and sent or said to be too much: %s', async (_, raw) => {
    const fixture = await start();
    const first = unwrap(await fixture.client.call('compose.start', { mode: 'new' }));
    const id = await open(fixture, raw);
    for (const mode of ['reply', 'replyAll', 'forward'] as const) {
      const started = await answer(fixture, id, mode);
      expect(started.ok ? null : started.failure).toBeNull();
      const draft = unwrap(started);
      expect(unwrap(await fixture.client.call('compose.get', { id: draft.id })).isDamaged).toBeUndefined();
      const { id: _id, accountId, to, cc, bcc, subject, text } = draft;
      expect(unwrap(await fixture.client.call('compose.save', { id: draft.id, accountId, to, cc, bcc, subject, text })).id).toBe(draft.id);
    }
    expect((await listed(fixture)).map((draft) => draft.isReadable)).toEqual([true, true, true, true]);
    expect((await listed(fixture)).map((draft) => draft.id)).toContain(first.id);
  });
});

describe('a forward', () => {
  it('brings every file in one step, and says so once', async () => {
    const fixture = await start();
    const id = await open(fixture, manyFiles(mostForwardedParts));
    const draft = unwrap(await answer(fixture, id, 'forward'));
    expect(draft.attachments).toHaveLength(mostForwardedParts);
    expect(draft.attachments[7]).toMatchObject({ name: 'row 7.csv', type: 'text/csv' });
    expect(fixture.events.filter(({ name }) => name === 'compose.changed')).toHaveLength(1);
  });

  it('of more parts than anybody handles is one enclosed message, the very bytes', async () => {
    const fixture = await start();
    const raw = manyFiles(mostForwardedParts + 1);
    const draft = unwrap(await answer(fixture, await open(fixture, raw), 'forward'));
    expect(draft.attachments).toMatchObject([{ name: 'Tables.eml', type: 'message/rfc822', size: Buffer.byteLength(raw) }]);
    expect(draft.text).toContain('See the tables.');
  });
});

describe('a thread that hangs over a message', () => {
  it('keeps nobody else waiting, and the message is answered by its header', async () => {
    const deadlines: (() => void)[] = [];
    const clock: Clock = {
      ...systemClock,
      after(milliseconds, callback) {
        if (milliseconds !== 70_000) return systemClock.after(milliseconds, callback);
        deadlines.push(callback);
        return () => {};
      },
    };
    const workers = { compose: new URL('./hanging-compose-worker.ts', import.meta.url) };
    const fixture = await start({ workers, replaced: { clock }, automatic: false });
    const id = await open(fixture, message([...plain, 'Subject: Heavy']));
    const earlier = deadlines.length;
    const started = answer(fixture, id, 'forward');
    await expect.poll(() => deadlines.length).toBeGreaterThan(earlier);
    // Meanwhile everything else is answered, and pictures and attachments are taken out of messages.
    expect(await listed(fixture)).toEqual([]);
    expect(unwrap(await fixture.engine.openBytes(`message/${id}/part/1`))).toMatchObject({ size: 'Text.\r\n'.length });
    deadlines[earlier]?.();
    expect(unwrap(await started)).toMatchObject({ subject: 'Fwd: Heavy' });
    expect(await listed(fixture)).toHaveLength(1);
  });
});
