import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import { compress, encodings } from '../../../electron/engine/cache/bodies/blobs.ts';
import { createParser, type Parser } from '../../../electron/engine/workers/parser.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { value, write } from '../cache/open-storage.ts';

const hanging = new URL('./hanging-worker.ts', import.meta.url);
const real = new URL('../../../electron/engine/workers/parse-worker.ts', import.meta.url);

describe('opening a message', () => {
  let parser: Parser;
  afterEach(() => parser.close());

  it('parses it on the real worker, and the bytes stay with the caller', async () => {
    parser = createParser({ url: real, after: createManualClock().after });
    const { raw } = write({ subject: 'Olá', text: 'Some words.\r\n' });
    const parsed = value(await parser.parse(raw));
    expect(parsed).toMatchObject({ subject: 'Olá', parseFailure: null });
    expect(parsed.text).toContain('Some words.');
    expect(raw.toString()).toContain('Some words.');
  });

  it('decompresses a stored message on the thread, whatever is said of its size', async () => {
    parser = createParser({ url: real, after: createManualClock().after });
    const { raw } = write({ subject: 'Stored', text: 'Some words.\r\n'.repeat(20_000) });
    for (const size of [raw.length, undefined, 0, 7]) {
      const parsed = value(await parser.parse({ bytes: compress(raw), encoding: encodings.zstd, ...(size === undefined ? {} : { size }) }));
      expect(parsed).toMatchObject({ subject: 'Stored', parseFailure: null });
      expect(parsed.text?.length).toBe(20_000 * 'Some words.\n'.length);
    }
  });

  it('answers with the headers of a stored message that makes the parser hang', async () => {
    const clock = createManualClock();
    parser = createParser({ url: hanging, after: clock.after });
    const { raw } = write({ subject: 'Hanging', text: 'please hang' });
    const hung = parser.parse({ bytes: compress(raw), encoding: encodings.zstd, size: raw.length });
    clock.advance(30_000);
    expect(value(await hung)).toMatchObject({ subject: 'Hanging', text: null, parseFailure: { code: 'message-unparsable' } });
  });

  it('answers with headers when the message makes the parser hang, and opens the next one', async () => {
    const clock = createManualClock();
    parser = createParser({ url: hanging, after: clock.after });
    const hung = parser.parse(write({ subject: 'Hanging', text: 'please hang' }).raw);
    const next = parser.parse(write({ subject: 'Next', text: 'fine' }).raw);
    clock.advance(30_000);
    const first = value(await hung);
    expect(first).toMatchObject({ subject: 'Hanging', text: null, parseFailure: { code: 'message-unparsable' } });
    expect(first.headers.map(({ name }) => name)).toContain('Subject');
    expect(value(await next)).toMatchObject({ subject: 'Next', parseFailure: null });
  });

  it.each(['please die', 'please throw', 'please eat'])('answers with headers when the parser fails (%s)', async (text) => {
    parser = createParser({ url: hanging, after: createManualClock().after, limits: { milliseconds: 5_000, megabytes: 32 } });
    expect(value(await parser.parse(write({ subject: 'Bad', text }).raw))).toMatchObject({
      subject: 'Bad',
      parseFailure: { code: 'message-unparsable' },
    });
    expect(value(await parser.parse(write({ subject: 'Good' }).raw))).toMatchObject({ subject: 'Good', parseFailure: null });
  });

  it('is given up after so many milliseconds of a processor, however long its thread takes to start', async () => {
    const slow = new URL('./slow-start-worker.ts', import.meta.url);
    parser = createParser({ url: slow, after: systemClock.after, limits: { milliseconds: 300, megabytes: 64 } });
    expect(value(await parser.parse(write({ subject: 'First' }).raw))).toMatchObject({ subject: 'First', parseFailure: null });
    const hung = value(await parser.parse(write({ subject: 'Hanging', text: 'please hang' }).raw));
    expect(hung.parseFailure).toMatchObject({ detail: { message: 'not parsed within 300 ms' } });
  }, 60_000);

  it('is cancelled when the program closes', async () => {
    parser = createParser({ url: hanging, after: createManualClock().after });
    const waiting = [parser.parse(write({ text: 'please hang' }).raw), parser.parse(write({}).raw)];
    await parser.close();
    for (const answer of [...(await Promise.all(waiting)), await parser.parse(write({}).raw)]) {
      expect(answer).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    }
  });
});

describe('a second reading', () => {
  let parser: Parser;
  afterEach(() => parser.close());

  it('is made on the same thread, between messages that are opened', async () => {
    parser = createParser({ url: real, after: createManualClock().after });
    const raw = Buffer.from('From: a@example.test\r\nFrom: b@example.test\r\nSubject: Two\r\n\r\nx\r\n');
    const [compared, opened] = await Promise.all([parser.compare(raw), parser.parse(raw)]);
    expect(value(compared)).toMatchObject([{ what: 'from' }]);
    expect(value(opened)).toMatchObject({ subject: 'Two' });
  });

  it.each(['please die', 'please throw'])('fails in words when the thread does (%s), and the next message opens', async (text) => {
    parser = createParser({ url: hanging, after: createManualClock().after });
    expect(await parser.compare(write({ text }).raw)).toMatchObject({ ok: false, failure: { code: 'message-unparsable' } });
    expect(value(await parser.parse(write({ subject: 'Next' }).raw))).toMatchObject({ subject: 'Next' });
  });

  it('is given up, by the clock too', async () => {
    const clock = createManualClock();
    parser = createParser({ url: hanging, after: clock.after });
    const hung = parser.compare(write({ text: 'please hang' }).raw);
    clock.advance(30_000);
    expect(await hung).toMatchObject({ ok: false, failure: { code: 'message-unparsable' } });
  });
});
