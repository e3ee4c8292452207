import { describe, expect, it } from 'vitest';
import { fillReply } from '../../../electron/engine/mime/compose/reply.ts';

/** What an answer to a message, or a forward of it, is called. */
function calledBy(subject: string, { mode = 'reply', answers = false }: { mode?: 'reply' | 'forward'; answers?: boolean } = {}): string {
  const thread = answers ? 'In-Reply-To: <0@boat.test>\r\n' : '';
  return fillReply({ mode, raw: Buffer.from(`${thread}Subject: ${subject}\r\n\r\n`), own: [], formatAddresses: () => '' }).subject;
}

describe('prefixes behind the tag of a mailing list', () => {
  it.each([
    ['[sail] AW: Mooring', 'Re: [sail] Mooring'],
    ['Re: [sail] SV: Antw: Mooring', 'Re: [sail] Mooring'],
    ['Re: [sail] Re: [sail] Re: Mooring', 'Re: [sail] Mooring'],
    ['[EXTERN] [sail] RES: Mooring', 'Re: [EXTERN] [sail] Mooring'],
    ['Odp: [sail-list 12] Mooring', 'Re: [sail-list 12] Mooring'],
    ['[sail] Mooring', 'Re: [sail] Mooring'],
    ['[sail] [sail] Mooring', 'Re: [sail] [sail] Mooring'],
    ['[sail] Re: [draft] Mooring', 'Re: [sail] [draft] Mooring'],
    ['[sail] Result: Mooring', 'Re: [sail] Result: Mooring'],
    ['[sail] Mooring Re: sails', 'Re: [sail] Mooring Re: sails'],
    ['[Re: Mooring', 'Re: [Re: Mooring'],
    ['[] Re: Mooring', 'Re: [] Re: Mooring'],
  ])('%s is answered as %s', (subject, expected) => {
    expect(calledBy(subject)).toBe(expected);
  });

  it('are not repeated by a forward either', () => {
    expect(calledBy('[sail] WG: Mooring', { mode: 'forward' })).toBe('Fwd: [sail] Mooring');
    expect(calledBy('[sail] RE: Mooring', { mode: 'forward' })).toBe('Fwd: [sail] RE: Mooring');
  });
});

describe('a word that may be a prefix or the subject’s own', () => {
  const words = ['Ref: 4711', 'REF : 4711', 'Rif: 4711', 'Ad: Plan', 'VS: Engine', 'Ang: Plan', 'R: Plan', 'От: Анна', 'Ats: 3'];

  it.each(words)('stays where the message answers nothing: %s', (subject) => {
    expect(calledBy(subject)).toBe(`Re: ${subject}`);
    expect(calledBy(`Re: ${subject}`)).toBe(`Re: ${subject}`);
    expect(calledBy(`[sail] ${subject}`)).toBe(`Re: [sail] ${subject}`);
  });

  it.each(words)('goes where the message is an answer: %s', (subject) => {
    expect(calledBy(subject, { answers: true })).toBe(`Re: ${subject.slice(subject.indexOf(':') + 2)}`);
  });

  it.each(words)('stays behind the prefix of an answer: %s', (subject) => {
    expect(calledBy(`Re: ${subject}`, { answers: true })).toBe(`Re: ${subject}`);
  });

  it.each(['VS: Re: Plan', 'R: R: RE: Plan', 'Ref: Ang: AW: Plan', '[sail] VS: Sv: Plan'])('goes before a prefix: %s', (subject) => {
    expect(calledBy(subject)).toMatch(/^Re: (?:\[sail\] )?Plan$/);
  });

  it('and so does one that may mean forwarded', () => {
    for (const subject of ['FS: Dinghy', 'Trans: sail', 'PD: Plan', 'Bal: Plan']) {
      expect(calledBy(subject, { mode: 'forward' })).toBe(`Fwd: ${subject}`);
      expect(calledBy(`${subject.split(' ')[0]} Fw: Plan`, { mode: 'forward' })).toBe('Fwd: Plan');
    }
  });
});

it('a subject of nothing but tags and prefixes takes no time', () => {
  const long = '[a] Re: '.repeat(30_000);
  const started = process.cpuUsage();
  expect(calledBy(long).length).toBeLessThan(long.length);
  expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
});
