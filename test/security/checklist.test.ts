/** The checklist names what there is: every test exists, every line that switches a defence off stands where it is said to stand. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checklist } from './checklist.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string) => readFileSync(`${root}/${file}`, 'utf8');
const rows = [
  ...Array.from({ length: 13 }, (_, at) => `T${at + 1}`),
  ...Array.from({ length: 16 }, (_, at) => `P${at + 1}`),
  ...Array.from({ length: 7 }, (_, at) => `L${at + 1}`),
  'D1',
];

describe('the checklist of attacks', () => {
  it('has every row of the threat model once', () => {
    expect(checklist.map(({ id }) => id)).toEqual(rows);
  });

  it.each(checklist)('$id, $what: is proved, or it is said why not', ({ proofs, reason }) => {
    expect(proofs.length > 0 || (reason ?? '').length > 20).toBe(true);
    for (const { file, title, control } of proofs) {
      expect(
        read(file).includes(`'${title}'`) || read(file).includes(`"${title}"`) || read(file).includes(`\`${title}\``),
        `${file} has no test “${title}”`,
      ).toBe(true);
      if (typeof control === 'string') expect(control.length).toBeGreaterThan(5);
      else for (const each of [control].flat()) expect(read(each.file).split(each.find).length - 1, `${each.file}: ${each.find}`).toBe(1);
    }
  });
});
