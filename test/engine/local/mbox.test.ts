/** Reading and writing of mbox files: each dialect, torn and hostile files, and files of any cut. */
import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../../../electron/engine/local/mbox/byte-source.ts';
import { readFromLine, writeFromLine } from '../../../electron/engine/local/mbox/from-line.ts';
import { dialectOf, quotedFrom, unquoted } from '../../../electron/engine/local/mbox/from-quoting.ts';
import { scanMbox } from '../../../electron/engine/local/mbox/scan-mbox.ts';
import { changedMarks, readStatus, withoutStatus, withStatus } from '../../../electron/engine/local/mbox/status-fields.ts';
import { mboxMessage } from '../../../electron/engine/local/mbox/write-mbox.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const bufferSource = (bytes: Buffer): ByteSource => ({
  size: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
});

const line = 'From ana@example.test Thu Jan 29 13:02:00 2015';

async function read(text: string | Buffer) {
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text, 'latin1');
  const found: { content: string; sender: string; separator: string; isCounted: boolean; digest: string }[] = [];
  let covered = 0;
  for await (const { start, contentStart, contentEnd, end, from, isCounted, digest } of scanMbox(bufferSource(bytes))) {
    expect(start).toBe(covered);
    covered = end;
    const content = bytes.subarray(contentStart, contentEnd).toString('latin1');
    found.push({ content, sender: from.sender, separator: bytes.subarray(contentEnd, end).toString('latin1'), isCounted, digest });
  }
  if (found.length > 0) expect(covered).toBe(bytes.length);
  return found;
}

it.each([
  ['lines that look like a beginning', `${line}\n\n${'\nFrom x\n'.repeat(500_000)}`],
  ['lines that look like one, without an empty line', `${line}\n\n${'From \n'.repeat(500_000)}`],
])('lets others have their turn while it goes through %s', async (_what, text) => {
  let turns = 0;
  let isDone = false;
  const next = () => {
    turns += 1;
    if (!isDone) setImmediate(next);
  };
  setImmediate(next);
  // The source answers at once: nothing is waited for that would let others have theirs.
  expect(await read(text)).toHaveLength(1);
  isDone = true;
  expect(turns).toBeGreaterThan(2);
});

it('passes over empty lines before the first message, whatever ends them', async () => {
  for (const empty of ['\n', '\r\n', '\n'.repeat(3_000_000)]) {
    const bytes = Buffer.from(`${empty}${line}\n\nx\n`, 'latin1');
    for await (const { start } of scanMbox(bufferSource(bytes))) expect(start).toBe(empty.length);
  }
});

it('reads a file whose lines have the date of RFC 5322 from its first line on', async () => {
  const other = 'From ana@example.test Thu, 29 Jan 2015 13:02:00 +0100';
  const messages = await read(
    `${other}\nSubject: one\n\nFrom a letter of Thu, 29 Jan 2015 13:02:00 +0100\n\n${other}\nSubject: two\n\nx\n`,
  );
  expect(messages.map(({ content }) => content.split('\n')[0])).toEqual(['Subject: one', 'Subject: two']);
});

describe('the line that begins a message', () => {
  it.each([
    [line, 'ana@example.test', [2015, 0, 29, 13, 2, 0]],
    ['From MAILER-DAEMON Thu Jan  1 03:02:01 2026', 'MAILER-DAEMON', [2026, 0, 1, 3, 2, 1]],
    ['From - Sat Feb 14 09:30:15 2026', '', [2026, 1, 14, 9, 30, 15]],
    ['From ben Thu Jan 29 13:02 2015', 'ben', [2015, 0, 29, 13, 2, 0]],
    ['From "a b"@example.test Thu Jan 29 13:02:00 CET 2015', '"a b"@example.test', [2015, 0, 29, 13, 2, 0]],
    ['From ben Thu Jan 29 13:02:00 2015 remote from there', 'ben', [2015, 0, 29, 13, 2, 0]],
    ['From ben Thu Jan 29 13:02:00 MET DST 2015', 'ben', [2015, 0, 29, 13, 2, 0]],
    ['From ana@example.test Thu, 29 Jan 2015 13:02:00', 'ana@example.test', [2015, 0, 29, 13, 2, 0]],
    ['From ana@example.test 9 Jan 15 13:02', 'ana@example.test', [2015, 0, 9, 13, 2, 0]],
    ['From - Thu, 29 Jan 1998 03:02:01', '', [1998, 0, 29, 3, 2, 1]],
    ['From ana@example.test 2015-01-29T13:02:00', 'ana@example.test', [2015, 0, 29, 13, 2, 0]],
  ])('reads %s', (text, sender, [year, month, ...rest]) => {
    expect(readFromLine(text)).toEqual({ sender, date: new Date(year ?? 0, month ?? 0, ...rest).getTime() });
  });

  it('takes a time zone that is a number, or is that of Greenwich', () => {
    const at = Date.UTC(2015, 0, 29, 12, 2, 0);
    expect(readFromLine(`${line} +0100`)?.date).toBe(at);
    expect(readFromLine('From a Thu Jan 29 06:32:00 -0530 2015')?.date).toBe(at);
    expect(readFromLine('From a Thu Jan 29 12:02:00 GMT 2015')?.date).toBe(at);
    expect(readFromLine('From a Thu, 29 Jan 2015 13:02:00 +0100 (CET)')?.date).toBe(at);
    expect(readFromLine('From a Thu, 29-Jan-2015 12:02:00 UT')?.date).toBe(at);
    expect(readFromLine('From a 2015-01-29 13:02:00.250+01:00')?.date).toBe(at);
    expect(readFromLine('From a 2015-01-29T12:02:00Z')?.date).toBe(at);
  });

  it.each([
    'From here on it gets worse',
    'From ana',
    'From: ana@example.test',
    'From ana Thu Jan 99 13:02:00 2015',
    'From a letter of Thu, 29 Jan 2015 13:02:00 +0100',
    'From a 2015-13-29T13:02:00',
  ])('does not take %s for one', (text) => expect(readFromLine(text)).toBeNull());

  it('does not take one for one that is longer than any', () =>
    expect(readFromLine(`From ${'x'.repeat(2_000)} Thu Jan 29 13:02:00 2015`)).toBeNull());

  it('writes what it reads', () => {
    const at = new Date(2026, 8, 3, 4, 5, 6).getTime();
    expect(readFromLine(writeFromLine('ana@example.test', at))).toEqual({ sender: 'ana@example.test', date: at });
    expect(writeFromLine('', at)).toMatch(/^From MAILER-DAEMON Thu Sep {2}3 04:05:06 2026$/);
    expect(writeFromLine('a b\nc', at)).toContain('From a-b-c ');
  });
});

describe('an mbox file', () => {
  it('is taken apart at its lines, and a line that only begins like one stays in its message', async () => {
    const first = 'Subject: one\n\nFrom here on:\n\nFrom here\nFrom x Thu Jan 29 13:02:00 2015\n';
    const found = await read(`${line}\n${first}\n${line}\nSubject: two\n\n>From me\n\n`);
    expect(found.map(({ content, separator }) => [content, separator])).toEqual([
      [first, '\n'],
      ['Subject: two\n\n>From me\n', '\n'],
    ]);
  });

  it('with CRLF is kept so', async () => {
    const found = await read(`${line}\r\nSubject: one\r\n\r\nbody\r\n\r\n${line}\r\nSubject: two\r\n\r\n\r\n`);
    expect(found.map(({ content }) => content)).toEqual(['Subject: one\r\n\r\nbody\r\n', 'Subject: two\r\n\r\n']);
  });

  it('of mboxcl2 is counted: what looks like a beginning in a message is none', async () => {
    const body = `first\n\n${line}\n\nlast\n`;
    const counted = `${line}\nContent-Length: ${body.length}\nSubject: one\n\n${body}\n`;
    const found = await read(`${counted}${line}\nSubject: two\n\nbody\n\n`);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatchObject({ isCounted: true, content: expect.stringContaining('last\n') });
    expect(dialectOf(Buffer.from(found[0]?.content ?? ''), true)).toBe('mboxcl2');
  });

  it.each(['3', '99999999', '12345678901234'])('with a wrong Content-Length of %s is read by its lines', async (length) => {
    const found = await read(`${line}\nContent-Length: ${length}\n\nbody of one\n\n${line}\nSubject: two\n\nbody\n\n`);
    expect(found.map(({ content, isCounted }) => [content.slice(-5), isCounted])).toEqual([
      [' one\n', false],
      ['body\n', false],
    ]);
  });

  it('with a Content-Length that ends within a line is read by its lines', async () => {
    const body = `first\n\n>${line}\nSubject: forged\n\nforged\n`;
    for (const start of ['first\n\n>', 'first'])
      expect(await read(`${line}\nContent-Length: ${start.length}\n\n${body}\n${line}\nSubject: two\n\nbody\n\n`)).toHaveLength(2);
  });

  it('into which mail is delivered is not counted over the beginning of a message', async () => {
    const swallowed = `body of one\n\n${line}\nSubject: swallowed\n\nof a friend\n`;
    const head = `Content-Length: ${swallowed.length}`;
    const counted = Buffer.from(`${line}\n${head}\n\n${swallowed}\n${line}\nSubject: three\n\nbody\n\n`);
    const starts = async (isSpool: boolean) => {
      const found: string[] = [];
      for await (const { header } of scanMbox(bufferSource(counted), 0, isSpool)) found.push(header.toString().split('\n')[0] ?? '');
      return found;
    };
    expect(await starts(true)).toEqual([head, 'Subject: swallowed', 'Subject: three']);
    expect(await starts(false)).toEqual([head, 'Subject: three']);
  });

  it('that is torn loses nothing, and goes on where a message begins', async () => {
    const found = await read(`${line}\nSubject: torn\nTo: a\n\nhalf a li\n\n${line}\nSubject: two\n\nhalf of tw`);
    expect(found.map(({ content }) => content)).toEqual(['Subject: torn\nTo: a\n\nhalf a li\n', 'Subject: two\n\nhalf of tw']);
    expect((await read(`${line}\nSubject: no body`))[0]?.content).toBe('Subject: no body');
    expect((await read(line))[0]?.content).toBe('');
  });

  it.each(['\n', '\r\n'])('with nothing behind the word, as Thunderbird writes it, is read (line ends %j)', async (end) => {
    const lines = [
      'From ',
      'Subject: one',
      'Date: Thu, 29 Jan 2015 13:02:00 +0000',
      '',
      'first',
      '',
      'From ',
      'on it gets worse',
      '',
      'From ',
    ];
    const text = [...lines, 'Subject: two', '', 'second', '', ''].join(end);
    const found: [string, number][] = [];
    for await (const { header, from } of scanMbox(bufferSource(Buffer.from(text))))
      found.push([header.toString().split(end)[0] ?? '', from.date]);
    expect(found).toEqual([
      ['Subject: one', Date.UTC(2015, 0, 29, 13, 2)],
      ['Subject: two', 0],
    ]);
    // What is still being written is a part of what stands before it.
    expect(await read(`${line}\nSubject: one\n\nbody\n\nFrom `)).toHaveLength(1);
  });

  it('that is none is refused with the place, also behind empty lines', async () => {
    expect(await read('')).toEqual([]);
    expect(await read('\n\n')).toEqual([]);
    await expect(read('\n\nhello')).rejects.toMatchObject({ failure: { code: 'not-a-mailbox', detail: { offset: 2 } } });
    await expect(read(Buffer.alloc(100))).rejects.toMatchObject({ failure: { code: 'not-a-mailbox' } });
  });

  it('larger than what is held at once is read whole, whatever stands at the seams', async () => {
    const { next: random } = createSeededRandom(11);
    const bodies = Array.from(
      { length: 60 },
      (_, at) => `Subject: ${at}\n\n${`${at} lorem ipsum\n`.repeat(1 + Math.floor(random() * 9_000))}`,
    );
    bodies[7] = `Subject: long\n\n${'x'.repeat(3 << 20)}\n`;
    const found = await read(bodies.map((body) => `${line}\n${body}\n`).join(''));
    expect(found.map(({ content }) => content)).toEqual(bodies);
  });

  it('of random bytes never fails otherwise than with the place, and nothing of it is left out', async () => {
    const { next: random } = createSeededRandom(12);
    const pieces = ['\n', '\r\n', 'From ', `${line}\n`, '>From ', 'Content-Length: 5\n', 'a', '\0', ' ', 'Status: RO\n', '\n\n'];
    for (let run = 0; run < 300; run += 1) {
      const text = Array.from({ length: 40 }, () => pieces[Math.floor(random() * pieces.length)]).join('');
      await read(`${line}\n${text}`);
    }
  });
});

describe('lines that are quoted', () => {
  it('come back as they were from mboxrd', () => {
    const raw = Buffer.from('Subject: a\n\nFrom me\n>From you\n>>From them\nfrom\n From\n');
    const written = quotedFrom(raw);
    expect(written.toString()).toContain('\n>From me\n>>From you\n>>>From them\nfrom\n From\n');
    expect(unquoted(written, dialectOf(written, false))).toEqual(raw);
  });

  it('stay where nothing says that they are of mboxrd', () => {
    const raw = Buffer.from('Subject: a\n\n>From me\n');
    expect(dialectOf(raw, false)).toBe('mboxo');
    expect(unquoted(raw, 'mboxo')).toEqual(raw);
    expect(dialectOf(raw, true)).toBe('mboxcl');
  });

  it('do not let a message that is written break into two', async () => {
    const raw = Buffer.from(`Subject: a\r\n\r\nfirst\r\n\r\n${line}\r\nrest`);
    const written = mboxMessage({ raw, sender: 'ana@example.test', date: 0, flags: ['\\Seen', '\\Flagged'] });
    const [only, ...others] = await read(Buffer.concat([written, written]));
    expect(others).toHaveLength(1);
    expect(only?.content).toBe(`Subject: a\nStatus: RO\nX-Status: F\n\nfirst\n\n>${line}\nrest\n`);
  });
});

describe('marks', () => {
  const header = Buffer.from('Status: O\nTo: a\nX-Status: AD\nSubject: x\n  folded\nstatus: R\n\n');

  it('are read from all fields, in any case, and written behind the others', () => {
    const marks = readStatus(header);
    expect(marks).toEqual({ seen: true, old: true, flagged: false, answered: true, draft: false, others: 'D' });
    const changed = changedMarks(marks, { add: ['\\Flagged'], remove: ['\\Seen'] });
    expect(withStatus(header, changed).toString()).toBe('To: a\nSubject: x\n  folded\nStatus: O\nX-Status: FAD\n\n');
  });

  it('do not count for what a message is known by', async () => {
    const [one] = await read(`${line}\nTo: a\n\nbody\n\n`);
    const [other] = await read(`${line}\nTo: a\nStatus: RO\nX-Status: FA\n\nbody\n\n`);
    expect(other?.digest).toBe(one?.digest);
    expect(withoutStatus(header).toString()).toBe('To: a\nSubject: x\n  folded\n\n');
  });
});
