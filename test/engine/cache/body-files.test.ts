import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BodyPlace, openBodyFiles, readBodyAt, writeWhole } from '../../../electron/engine/cache/bodies/body-files.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'postglass-bodies-')), 'bodies');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

/** Bytes that tell where they belong: every body another, and no two of its octets in a row alike. */
const body = (seed: number, length: number): Buffer =>
  Buffer.from(Uint8Array.from({ length }, (_, at) => (seed * 31 + at * 7 + (at >> 8)) & 0xff));

describe('bodies in files', () => {
  it('come back byte for byte from where they were put, of any length, in whatever portions they are written', () => {
    const files = openBodyFiles(folder);
    const lengths = [1, 0, 33_000, 5 << 20, 700, 9 << 20, 17 << 20, 12, 3 << 20, ...new Array<number>(1_500).fill(9)];
    const places: [BodyPlace, Buffer][] = [];
    for (const [at, length] of lengths.entries()) {
      const raw = body(at, length);
      places.push([files.append(raw), raw]);
      if (at % 97 === 0) files.flush();
    }
    files.flush();
    for (const [place, raw] of places) expect(readBodyAt(folder, place, raw.length)?.equals(raw)).toBe(true);
    expect(new Set(places.map(([{ file }]) => file)).size).toBeGreaterThan(2);
    files.close();
  });

  it('are written whole by a system that takes only so much at once', () => {
    const pieces = [5, 0, 1, 30, 0, 0, 12, 7, ...new Array<number>(600).fill(3)].map((length, at) => body(at, length));
    const whole = Buffer.concat(pieces);
    for (const most of [1, 2, 3, 5, 6, 36, 37, 1_000, 10_000]) {
      const written = Buffer.alloc(whole.length);
      writeWhole(
        (some, place) =>
          Buffer.concat(some)
            .subarray(0, most)
            .copy(written, place - 100),
        pieces,
        100,
      );
      expect(written.equals(whole)).toBe(true);
    }
  });

  it('are for their owner only', () => {
    const files = openBodyFiles(folder);
    files.append(body(1, 10));
    files.flush();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600]);
    files.close();
  });

  it('are not there before they are written, and leave no trace when they are given up', () => {
    const files = openBodyFiles(folder);
    const first = files.append(body(1, 100));
    expect(readBodyAt(folder, first, 100)).toBeNull();
    files.discard();
    const second = files.append(body(2, 50));
    files.flush();
    expect(second).toEqual(first);
    expect(readBodyAt(folder, second, 50)?.equals(body(2, 50))).toBe(true);
    expect(readBodyAt(folder, first, 100)).toBeNull();
    files.close();
  });

  it('are not written at all when the memory of one was given away before', () => {
    const files = openBodyFiles(folder);
    files.append(body(1, 100));
    const lost = Buffer.from(new Uint8Array(50).buffer);
    files.append(lost);
    lost.buffer.transfer(0);
    expect(() => files.flush()).toThrow('taken back');
    const place = files.append(body(2, 30));
    files.flush();
    expect(place).toEqual({ file: 1, place: 0 });
    expect(readBodyAt(folder, place, 30)?.equals(body(2, 30))).toBe(true);
    files.close();
  });

  it('answer nothing where their file is gone or ends too early', () => {
    const files = openBodyFiles(folder);
    const place = files.append(body(1, 1_000));
    files.flush();
    files.close();
    truncateSync(join(folder, '1.bodies'), 999);
    expect(readBodyAt(folder, place, 1_000)).toBeNull();
    expect(readBodyAt(folder, { file: 1, place: -1 >>> 0 }, 10)).toBeNull();
    expect(readBodyAt(folder, { file: 7, place: 0 }, 10)).toBeNull();
  });

  it('never write over an earlier file, and go with those before a number', () => {
    const first = openBodyFiles(folder);
    first.append(body(1, 10));
    first.flush();
    first.close();
    const second = openBodyFiles(folder);
    expect(second.numbers).toEqual([1]);
    const place = second.append(body(2, 10));
    second.flush();
    expect(place).toEqual({ file: 2, place: 0 });
    second.removeBefore(2);
    expect(second.numbers).toEqual([2]);
    expect(readBodyAt(folder, place, 10)?.equals(body(2, 10))).toBe(true);
    second.removeBefore(Number.POSITIVE_INFINITY);
    expect(readdirSync(folder)).toEqual([]);
    const next = second.append(body(3, 10));
    second.flush();
    expect(next).toEqual({ file: 3, place: 0 });
    expect(readBodyAt(folder, next, 10)?.equals(body(3, 10))).toBe(true);
    second.close();
  });
});
