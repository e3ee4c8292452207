import { expect, it } from 'vitest';
import { type Earlier, isWorse, judge, show } from './table.ts';
import type { Target } from './targets.ts';

const beside: Target = {
  title: 'everything stored',
  unit: 's',
  measured: 'stored',
  against: { name: 'mbsync', measured: 'mbsync' },
  ratio: 1.2,
};
const alone: Target = { title: 'list page', unit: 'ms', measured: 'listP95', limit: 50 };
const earlier: Earlier = {
  messages: 300,
  lines: [
    { target: { title: 'everything stored' }, value: 10, ratio: 1 },
    { target: { title: 'list page' }, value: 40, ratio: null },
  ],
};
const shown = (target: Target, measured: Parameters<typeof judge>[1], before?: Earlier) => {
  const line = judge(target, measured, before);
  if (!line) throw new Error('not measured');
  return show(line);
};

it('takes the median of the rounds and says whether the target holds', () => {
  const rounds = [
    { stored: 3, mbsync: 2 },
    { stored: 9, mbsync: 2 },
    { stored: 2.2, mbsync: 2 },
  ];
  expect(shown(beside, rounds)).toMatch(/^everything stored +3\.00 s +1\.50 × mbsync \(2\.00 s\) +MISSED ≤ 1\.2 ×$/);
  expect(shown(alone, [{ listP95: 49 }])).toMatch(/^list page +49\.0 ms +good, ≤ 50 ms$/);
});

it('skips a peer that is missing by name and misses nothing for it', () => {
  expect(shown(beside, [{ stored: 3 }])).toMatch(/^everything stored +3\.00 s +skipped: mbsync$/);
  expect(judge(beside, [{ stored: 3 }])?.missed).toBe(false);
  expect(judge(beside, [{ mbsync: 3 }])).toBeNull();
});

it('compares the ratio with that of an earlier run, which another load of the machine changes less, else the value', () => {
  // Twice the time on a machine that is twice as slow is no change.
  expect(judge(beside, [{ stored: 20, mbsync: 20 }], earlier)?.change).toBe(1);
  expect(shown(beside, [{ stored: 11, mbsync: 10 }], earlier)).toMatch(/good, ≤ 1\.2 × +WORSE 1\.10 × before$/);
  const line = judge(alone, [{ listP95: 41 }], earlier);
  expect(line && isWorse(line)).toBe(false);
  expect(judge(alone, [{ listP95: 41 }], { messages: 300, lines: [] })?.change).toBeNull();
});
