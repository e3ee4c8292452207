/** Buffers that are used again: what somebody still reads, or what waits for the disk or the store, is never written over. */
import { expect, test } from 'vitest';
import { createPayloadBuffer } from '../../../electron/engine/transcript/payload/payload-buffer.ts';
import { fingerprintOfPayload } from '../../../electron/engine/transcript/payload/payload-fingerprint.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { bodyOf, numbers, synchronise } from './bulk-dialogue.ts';
import { type Fixture, linesOf, sha256, startTranscript, streamOf, textOfLine } from './transcript-fixture.ts';

function store({ store: held, transcript }: Fixture, chosen: readonly number[]): void {
  for (const number of chosen) {
    const body = bodyOf(number);
    held.set(sha256(body), body);
    transcript.payloadStored(sha256(body), fingerprintOfPayload(body));
  }
}

test('lines that are shown, searched and exported while others come stay what they are, in memory and in the file', async () => {
  const fixture = await startTranscript();
  const { transcript } = fixture;
  const first = synchronise(fixture);
  const shown = await linesOf(transcript, first.tap.session);
  const exact: Buffer[] = [];
  for await (const { bytes } of transcript.everything(first.tap.session)) if (bytes) exact.push(bytes);
  const copies = exact.map((bytes) => Buffer.from(bytes));
  const body = await transcript.bytes(first.tap.session, shown.length - 3);
  expect(body).toEqual({ ok: true, value: bodyOf(200) });

  // Half of it is stored, and what is free is filled by another session, before anything is written.
  store(
    fixture,
    numbers.filter((number) => number % 2 === 0),
  );
  const second = synchronise(fixture);
  store(fixture, numbers);
  const third = synchronise(fixture);
  const others = [synchronise(fixture), synchronise(fixture)];
  expect(exact.every((bytes, line) => bytes.equals(copies[line] ?? Buffer.alloc(0)))).toBe(true);
  expect(body).toEqual({ ok: true, value: bodyOf(200) });
  for (const { tap, received } of [first, second, third, ...others])
    expect((await streamOf(transcript, tap.session, 'server')).equals(received)).toBe(true);
  const found = await transcript.lines({ session: third.tap.session, from: 0, limit: 5, text: 'person77@' });
  expect(found).toMatchObject({ ok: true, value: { total: 2 } });

  fixture.clock.advance(2_000);
  await transcript.flush();
  for (const { tap, received } of [first, second, third, ...others])
    expect((await streamOf(transcript, tap.session, 'server')).equals(received)).toBe(true);
  const written = await linesOf(transcript, first.tap.session);
  // What the log keeps itself stands there with more than its head.
  expect(written.findIndex((line, index) => !textOfLine(line).startsWith(textOfLine(shown[index] ?? line)))).toBe(-1);
});

test('a message in the file is whole although the buffer it waited in was filled by others as soon as it was decided', async () => {
  const fixture = await startTranscript();
  const { clock, transcript } = fixture;
  const first = synchronise(fixture);
  clock.advance(2_000); // given up: the log keeps all of it itself
  const second = synchronise(fixture);
  store(fixture, numbers);
  const third = synchronise(fixture);
  clock.advance(2_000);
  await transcript.flush();
  for (const { tap, received } of [first, second, third])
    expect((await streamOf(transcript, tap.session, 'server')).equals(received)).toBe(true);
});

test('a message that waits is not written over by those that come after it', () => {
  const room = createPayloadBuffer(createManualClock());
  const fill = (character: string, octets: number) => {
    const holding = room.begin();
    holding.add(Buffer.alloc(octets, character));
    return holding;
  };
  const alone = fill('z', 10);
  const copy = alone.whole();
  alone.release();
  const first = fill('a', 700_000);
  expect(copy.toString()).toBe('zzzzzzzzzz');
  const second = fill('b', 700_000);
  const third = room.begin();
  third.add(Buffer.from('ccc'));
  const between = fill('d', 10);
  third.add(Buffer.from('CCC'));
  first.release();
  first.release();
  for (const character of 'efgh') fill(character, 900_000).release();
  expect(second.whole().equals(Buffer.alloc(700_000, 'b'))).toBe(true);
  expect(third.whole().toString()).toBe('cccCCC');
  expect(third.hash()).toBe(sha256('cccCCC'));
  expect(third.fingerprint()).toBe(fingerprintOfPayload(Buffer.from('cccCCC')));
  expect(second.fingerprint()).toBe(fingerprintOfPayload(Buffer.alloc(700_000, 'b')));
  expect(between.whole().toString()).toBe('dddddddddd');
});

test('buffers are used again while messages come, and let go when none come', () => {
  const clock = createManualClock();
  const room = createPayloadBuffer(clock);
  const seen = () => {
    const held = room.begin();
    held.add(Buffer.from('a message'));
    const { buffer } = held.head(1);
    held.release();
    return buffer;
  };
  const first = seen();
  expect(seen()).toBe(first);
  clock.advance(1_000);
  expect(seen()).toBe(first);
  clock.advance(1_000);
  expect(seen()).toBe(first);
  clock.advance(1_000);
  clock.advance(1_000);
  expect(seen()).not.toBe(first);
});

test('messages that the store does not get are written while those after them still wait: memory stays bounded', async () => {
  const { clock, open, files } = await startTranscript({ limits: { waiting: 400_000 } });
  const tap = open('imap');
  tap.server(Buffer.from('* OK ready\r\n'));
  tap.client(Buffer.from('A1 UID FETCH 1:40 (BODY.PEEK[])\r\n'));
  for (let number = 1; number <= 40; number += 1) {
    const body = Buffer.alloc(100_000, `${number}: unwanted. `);
    tap.server(Buffer.concat([Buffer.from(`* ${number} FETCH (UID ${number} BODY[] {${body.length}}\r\n`), body, Buffer.from(')\r\n')]));
  }
  clock.advance(100);
  // All but what may wait, and what stands in the file beside it, in base64.
  const least = ((40 * 100_000 - 400_000 - 400_000) * 4) / 3;
  await expect.poll(async () => [...(await files()).values()].join('').length).toBeGreaterThan(least);
});
