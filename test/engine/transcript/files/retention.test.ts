/** How much is stored, what would go with other limits, and that it goes at once where they are set; what is pinned stays. */
import { expect, test } from 'vitest';
import { startTranscript } from '../transcript-fixture.ts';

const day = 24 * 60 * 60 * 1_000;

test('limits say what would go before they are set, and what is beyond them goes at once; a pin stays', async () => {
  let limits = { budget: 1_000_000, age: 30 * day };
  const { open, transcript, clock, files, announced } = await startTranscript({ retention: () => limits });
  const ids: string[] = [];
  for (let at = 0; at < 6; at += 1) {
    const tap = open('imap');
    tap.server(Buffer.from(`* OK ${'x'.repeat(10_000)}\r\n`));
    tap.end();
    await transcript.flush();
    await expect.poll(async () => (await transcript.session(tap.session))?.state).toBe('done');
    ids.push(tap.session);
    clock.advance(day);
  }
  const octets = [...(await files()).values()].map((text) => Buffer.byteLength(text));
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  await transcript.pin(ids[0] ?? '', true);
  const pinned = Buffer.byteLength((await files()).get(`${ids[0]}.0000.jsonl`) ?? '');
  expect(await transcript.retentionFacts(limits)).toEqual({
    stored: { sessions: 6, octets: sum(octets.slice(1)) + pinned },
    pinned: { sessions: 1, octets: pinned },
    goes: { sessions: 0, octets: 0 },
  });
  // The second and the third are too old then; the first is kept.
  const shorter = { ...limits, age: 3.5 * day };
  expect(await transcript.retentionFacts(shorter)).toMatchObject({ goes: { sessions: 2, octets: sum(octets.slice(1, 3)) } });
  const smaller = { ...limits, budget: 25_000 };
  expect(await transcript.retentionFacts(smaller)).toMatchObject({ goes: { sessions: 3 } });
  // Nothing has gone by being asked.
  expect(await transcript.sessions({ limit: 10 })).toHaveLength(6);

  limits = smaller;
  await transcript.tidy();
  expect((await transcript.sessions({ limit: 10 })).map(({ id }) => id)).toEqual([ids[5], ids[4], ids[0]]);
  expect((await files()).size).toBe(3);
  expect(announced.at(-1)).toEqual([]);
  limits = { budget: 1_000_000, age: Number.POSITIVE_INFINITY };
  clock.advance(4_000 * day);
  await transcript.tidy();
  expect(await transcript.sessions({ limit: 10 })).toHaveLength(3);
});
