/** How much is stored, what would go with other limits, and that it goes at once where they are set; what is pinned stays. */
import { expect, test } from 'vitest';
import { linesOf, startTranscript } from '../transcript-fixture.ts';

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

test('lines that are kept stay when their session goes for the limits, and a note says where the others stood', async () => {
  let limits = { budget: 1_000_000, age: 30 * day };
  const { open, transcript, clock, files, folder } = await startTranscript({ retention: () => limits, limits: { segment: 2_000 } });
  const tap = open('imap');
  for (let at = 0; at < 60; at += 1) {
    tap.server(Buffer.from(`* OK line ${at} ${at >= 20 && at < 25 ? 'wanted' : 'unwanted'}\r\n`));
    await transcript.flush();
  }
  expect(await transcript.keepLines(tap.session, { first: 20, last: 24 }, true)).toMatchObject({ failure: { code: 'input-invalid' } });
  tap.end();
  await expect.poll(async () => (await transcript.session(tap.session))?.state).toBe('done');
  const { session: id } = tap;
  const keep = (first: number, last: number, kept: boolean) => transcript.keepLines(id, { first, last }, kept);
  for (const [first, last, kept] of [
    [18, 22, true],
    [23, 26, true],
    [18, 19, false],
    [25, 26, false],
  ] as const)
    await keep(first, last, kept);
  expect(await transcript.session(id)).toMatchObject({ kept: [{ first: 20, last: 24 }], pinned: false });

  const lines = (await transcript.session(id))?.lines ?? 0;
  limits = { budget: 100, age: 30 * day };
  await transcript.tidy();
  const session = await transcript.session(id);
  const ranges = [
    { first: 0, last: 19 },
    { first: 25, last: lines - 1 },
  ];
  expect(session).toMatchObject({ pinned: true, deleted: ranges, kept: [{ first: 20, last: 24 }] });
  expect((await linesOf(transcript, id)).map(({ index, note }) => note?.key ?? index)).toEqual(['expired', 20, 21, 22, 23, 24, 'expired']);
  await transcript.tidy();
  await transcript.close();
  const next = await startTranscript({ folder, clock });
  expect(await next.transcript.session(id)).toMatchObject({ pinned: true, deleted: ranges });
  expect(await linesOf(next.transcript, id)).toHaveLength(7);
  expect([...(await files()).values()].join('').match(/"text":"\* OK line/g)).toHaveLength(5);
});
