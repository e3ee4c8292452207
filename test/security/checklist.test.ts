/** The checklist names what there is: every test exists, every line that is a defence is marked once. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checklist } from './checklist.ts';
import { allMarks, fileOfMark, switchOff } from './marked-lines.ts';

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
      else {
        for (const { mark, becomes } of [control].flat()) {
          const source = read(fileOfMark(root, mark));
          expect(switchOff(source, mark, becomes), `Defence ${mark}`).not.toBe(source);
        }
      }
    }
  });

  it('has a proof for every marked line of the program', () => {
    const used = checklist.flatMap(({ proofs }) => proofs.flatMap(({ control }) => (typeof control === 'string' ? [] : [control].flat())));
    expect(allMarks(root).toSorted()).toEqual(used.map(({ mark }) => mark).toSorted());
  });
});
