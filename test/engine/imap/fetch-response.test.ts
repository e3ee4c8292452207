import { describe, expect, it } from 'vitest';
import { readFetch, readInternalDate } from '../../../electron/engine/imap/fetch-response.ts';
import { expandSpans, readSpans, writeUids, writeUidsInPieces } from '../../../electron/engine/imap/uid-set.ts';

describe('A FETCH response', () => {
  it('is read with its items in any order, literals, quoted strings and items nobody asked for', () => {
    const header = Buffer.from('Subject: (x) "y"\r\n\r\n');
    const line = `* 12 FETCH (X-GM-LABELS ("a \\"b\\")" \\Inbox) FLAGS (\\Seen $Work) BODY[HEADER] {${header.length}}\r\n ENVELOPE ("d" NIL ((NIL NIL "a" "b")) ~{3}\r\n) UID 77 MODSEQ (123456789012345678) RFC822.SIZE 4096 INTERNALDATE " 7-Feb-1994 21:52:25 -0800")`;
    expect(readFetch({ line, literals: [header, Buffer.from('bin')] })).toEqual({
      sequence: 12,
      uid: 77,
      flags: ['\\Seen', '$Work'],
      internalDate: Date.UTC(1994, 1, 8, 5, 52, 25),
      size: 4096,
      modseq: '123456789012345678',
      section: header,
    });
  });

  it('takes an empty body as a literal, a string or NIL', () => {
    expect(readFetch({ line: '* 1 FETCH (UID 1 BODY[] {0}\r\n)', literals: [Buffer.alloc(0)] })?.section).toHaveLength(0);
    expect(readFetch({ line: '* 1 FETCH (UID 1 BODY[] "")', literals: [] })?.section).toHaveLength(0);
    expect(readFetch({ line: '* 1 FETCH (UID 1 BODY[HEADER.FIELDS (MESSAGE-ID)] NIL)', literals: [] })?.section).toBeNull();
  });

  it.each([
    ['cut off after a name', '* 1 FETCH (UID'],
    ['cut off after a value', '* 1 FETCH (UID 1'],
    ['cut off in a list', '* 1 FETCH (FLAGS (\\Seen)'],
    ['without the literal it announces', '* 1 FETCH (BODY[] {3}\r\n)'],
    ['with more after its end', '* 1 FETCH (UID 1)x('],
    ['of parentheses only', `* 1 FETCH (X ${'('.repeat(50_000)})`],
  ])('is refused %s', (_, line) => expect(readFetch({ line, literals: [] })).toBeNull());

  it('has no date where the server wrote none', () => {
    expect(readInternalDate('yesterday')).toBeNull();
    expect(readInternalDate('17-Jul-1996 02:44:25 +0000')).toBe(Date.UTC(1996, 6, 17, 2, 44, 25));
  });
});

describe('UID sets', () => {
  it('are written as the shortest ranges and read back', () => {
    expect(writeUids([5, 3, 4, 9, 9, 1])).toBe('1,3:5,9');
    expect(expandSpans(readSpans('9:7,1') ?? [], 10)).toEqual([7, 8, 9, 1]);
  });

  it('are cut into pieces that no server finds too long', () => {
    const uids = Array.from({ length: 5_000 }, (_, index) => 4_000_000_000 + index * 2);
    const pieces = writeUidsInPieces(uids);
    expect(Math.max(...pieces.map(({ set }) => set.length))).toBeLessThan(8_000);
    expect(pieces.flatMap((piece) => piece.uids)).toEqual(uids);
  });

  it('of a hostile server do not fill the memory', () => {
    expect(expandSpans(readSpans('1:4294967295') ?? [], 1_000)).toBeNull();
    expect(readSpans('1:99999999999')).toBeNull();
    expect(readSpans('0')).toBeNull();
    expect(readSpans('1,,2')).toBeNull();
  });
});
