import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { payloadOf } from '../../../electron/engine/transcript/payload/payload.ts';
import { fingerprintOfPayload } from '../../../electron/engine/transcript/payload/payload-fingerprint.ts';
import { createPayloadRetention, sha256 } from '../../../electron/engine/transcript/payload/payload-retention.ts';
import { createManualClock } from '../../support/manual-clock.ts';

/** Two different messages of one length with the same CRC-32: the last four bytes are worked out. */
function twins(): [Buffer, Buffer] {
  const first = Buffer.from('Subject: one\r\n\r\nsome text 0000');
  const second = Buffer.from('Subject: two\r\n\r\nsome text 0000');
  const wanted = crc32(first);
  // CRC-32 is linear: each bit of the last four bytes changes it by a fixed amount. Solve for the difference.
  const end = second.length - 4;
  const flip = (bit: number) => {
    const changed = Buffer.from(second);
    changed[end + (bit >> 3)] = (changed[end + (bit >> 3)] ?? 0) ^ (1 << (bit & 7));
    return (crc32(changed) ^ crc32(second)) >>> 0;
  };
  const basis: { value: number; bits: number }[] = [];
  for (let bit = 0; bit < 32; bit += 1) {
    let [value, bits] = [flip(bit), 2 ** bit];
    for (const each of basis)
      if ((value ^ each.value) >>> 0 < value) [value, bits] = [(value ^ each.value) >>> 0, (bits ^ each.bits) >>> 0];
    if (value !== 0) basis.push({ value, bits: bits >>> 0 });
    basis.sort((left, right) => right.value - left.value);
  }
  let difference = (wanted ^ crc32(second)) >>> 0;
  let bits = 0;
  for (const each of basis)
    if ((difference ^ each.value) >>> 0 < difference) [difference, bits] = [(difference ^ each.value) >>> 0, (bits ^ each.bits) >>> 0];
  for (let bit = 0; bit < 32; bit += 1)
    if ((bits >>> bit) & 1) second[end + (bit >> 3)] = (second[end + (bit >> 3)] ?? 0) ^ (1 << (bit & 7));
  return [first, second];
}

function start(capacity = 1_000_000) {
  const clock = createManualClock();
  const held = new Map<string, Buffer>();
  const retention = createPayloadRetention({
    store: { holds: (hash) => held.has(hash), read: (hash) => held.get(hash) ?? null },
    clock,
    wait: 2_000,
    capacity,
  });
  const decisions: [string, string, boolean][] = [];
  const offer = (name: string, message: Buffer, expected = false) =>
    retention.offer(payloadOf([message]), expected, (hash, isHeld) => decisions.push([name, hash, isHeld]));
  const store = (message: Buffer) => {
    held.set(sha256(message), message);
    retention.stored(sha256(message), fingerprintOfPayload(message));
  };
  return { clock, held, retention, decisions, offer, store };
}

test('a message is decided when the store tells of it', () => {
  const { decisions, offer, store } = start();
  const message = Buffer.from('one');
  offer('a', message);
  offer('b', Buffer.from('two'));
  store(message);
  expect(decisions).toEqual([['a', sha256(message), true]]);
});

test('two different messages that look alike are told apart by their hashes', () => {
  const [first, second] = twins();
  expect(fingerprintOfPayload(first)).toBe(fingerprintOfPayload(second));
  expect(first.equals(second)).toBe(false);
  const { decisions, offer, store } = start();
  offer('first', first);
  offer('second', second);
  store(second);
  store(first);
  expect(decisions).toEqual([
    ['second', sha256(second), true],
    ['first', sha256(first), true],
  ]);
});

test('a message that was given up does not lend its hash to one that looks alike', () => {
  const [first, second] = twins();
  const { clock, decisions, offer, store } = start();
  offer('first', first);
  clock.advance(2_000);
  offer('second', second);
  store(first);
  expect(decisions).toEqual([['first', sha256(first), false]]);
  store(second);
  expect(decisions.at(-1)).toEqual(['second', sha256(second), true]);
});

test('a message that is told of once more does not lend its hash to one that looks alike', () => {
  const [first, second] = twins();
  const { decisions, offer, store } = start();
  offer('first', first);
  offer('its copy', Buffer.from(first));
  store(first);
  offer('second', second);
  store(first);
  expect(decisions.map(([name]) => name)).toEqual(['first', 'its copy']);
  store(second);
  expect(decisions.at(-1)).toEqual(['second', sha256(second), true]);
});

test('the same message twice is decided twice', () => {
  const { decisions, offer, store } = start();
  const message = Buffer.from('same');
  offer('a', message);
  offer('b', Buffer.from(message));
  store(message);
  expect(decisions.map(([name]) => name)).toEqual(['a', 'b']);
});

test('what was stored before is found at once if expected, else when the wait is over', () => {
  const { clock, held, decisions, offer } = start();
  const message = Buffer.from('stored long ago');
  held.set(sha256(message), message);
  offer('sent', message, true);
  expect(decisions).toEqual([['sent', sha256(message), true]]);
  offer('fetched again', message);
  clock.advance(2_000);
  expect(decisions.at(-1)).toEqual(['fetched again', sha256(message), true]);
});

test('when there is no room the oldest is decided', () => {
  const { decisions, offer } = start(10);
  offer('a', Buffer.alloc(6, 'a'));
  offer('b', Buffer.alloc(6, 'b'));
  expect(decisions.map(([name, , isHeld]) => [name, isHeld])).toEqual([['a', false]]);
});

test('a message is let go when it is decided, and its hash is still known', () => {
  const { clock, held, retention } = start();
  const released: string[] = [];
  const offer = (name: string) => {
    const message = payloadOf([Buffer.from(name)]);
    const release = () => {
      released.push(name);
      message.release();
    };
    return retention.offer({ ...message, release }, false, () => expect(released).not.toContain(name));
  };
  const [one, two] = [offer('one'), offer('two')];
  held.set(sha256(Buffer.from('one')), Buffer.from('one'));
  retention.stored(sha256(Buffer.from('one')), fingerprintOfPayload(Buffer.from('one')));
  expect(released).toEqual(['one']);
  clock.advance(2_000);
  expect(released).toEqual(['one', 'two']);
  expect([one.hash(), two.hash()]).toEqual([sha256(Buffer.from('one')), sha256(Buffer.from('two'))]);
});

test('of many that are alike each is decided once, in the order of the wire', () => {
  const { clock, decisions, retention, offer, store } = start();
  const message = Buffer.from('alike');
  for (const name of ['a', 'b', 'c']) offer(name, Buffer.from(message));
  store(message);
  for (const name of ['d', 'e']) offer(name, Buffer.from(message));
  retention.settle();
  clock.advance(5_000);
  expect(decisions.map(([name, , isHeld]) => [name, isHeld])).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => [name, true]));
});
