import { describe, expect, it } from 'vitest';
import { createAnswerBudget } from '../../../electron/engine/imap/answer-budget.ts';
import { hasLongWord, readNumberLine } from '../../../electron/engine/imap/number-line.ts';
import { readSpans } from '../../../electron/engine/imap/uid-set.ts';

describe('what a server may say of its own accord', () => {
  const spent = (line: string, times: number, literals: readonly Buffer[] = []) => {
    const budget = createAnswerBudget();
    for (let count = 1; count <= times; count += 1) if (!budget.spend(Buffer.from(line), literals)) return count;
    return null;
  };

  it('is as much as a large mailbox needs', () => {
    expect(spent('* 7 FETCH (UID 7 FLAGS ())', 50_000)).toBeNull();
    expect(spent('* 7 EXPUNGE', 50_000)).toBeNull();
    expect(spent('* LIST () "/" "folder"', 50_000)).toBeNull();
    expect(spent('* OK still here', 5_000)).toBeNull();
  });

  it('ends with one line too many of a kind', () => {
    expect(spent('* OK still here', 6_000)).toBe(5_001);
    expect(spent('* 3 EXISTS', 6_000)).toBe(5_001);
    expect(spent('* X', 6_000)).toBe(5_001);
    expect(spent('* constructor x', 6_000)).toBe(5_001);
  });

  it('ends with one octet too many', () => {
    expect(spent('* 7 FETCH (UID 7 BODY[] {1048576}', 100, [Buffer.alloc(1 << 20)])).toBe(24);
  });

  it('begins anew with every command that is answered', () => {
    const budget = createAnswerBudget();
    for (let count = 0; count < 20_000; count += 1) {
      if (count % 4_000 === 0) budget.renew();
      expect(budget.spend(Buffer.from('* OK still here'), [])).toBe(true);
    }
  });
});

describe('answers that are mostly numbers', () => {
  it('are read as the library would', () => {
    expect(readNumberLine(Buffer.from('* SEARCH 2 84 882'))).toEqual({
      tag: '*',
      command: 'SEARCH',
      attributes: ['2', '84', '882'].map((value) => ({ type: 'ATOM', value })),
    });
    expect(readNumberLine(Buffer.from('* search'))?.attributes).toEqual([]);
    expect(readNumberLine(Buffer.from('* VANISHED (EARLIER) 41,43:116'))?.attributes?.at(-1)).toEqual({ type: 'ATOM', value: '41,43:116' });
    for (const other of ['* SEARCHING 1', '* 3 EXISTS', '* OK SEARCH', 'A1 OK SEARCH completed'])
      expect(readNumberLine(Buffer.from(other))).toBeNull();
  });

  it('may have a megabyte of gaps and are read at once', () => {
    const set = Array.from({ length: 150_000 }, (_, index) => index * 2 + 1).join(',');
    const answer = readNumberLine(Buffer.from(`* VANISHED ${set}`));
    const last = answer?.attributes?.at(-1);
    expect(readSpans(last && !Array.isArray(last) ? String(last.value) : '')).toHaveLength(150_000);
  });

  it('are the only ones with a word that long', () => {
    expect(hasLongWord(Buffer.from(`* OK ${'x'.repeat(100)}`), 100)).toBe(false);
    expect(hasLongWord(Buffer.from(`* OK ${'x'.repeat(101)}`), 100)).toBe(true);
    expect(hasLongWord(Buffer.from(`* OK ${'x'.repeat(101)} y`), 100)).toBe(true);
    expect(hasLongWord(Buffer.from(`${'word '.repeat(1_000)}`), 100)).toBe(false);
  });
});
