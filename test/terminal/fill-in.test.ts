import { expect, it } from 'vitest';
import { fillIn } from '../../electron/words/fill-in.ts';

it.each(['$&', "$'", '$`', '$1', '$$', '{name}', '{other}'])('a fact is put into a sentence as it is: %s', (fact) => {
  expect(fillIn('Sent now: “{name}”, to {other}.', { name: fact })).toBe(`Sent now: “${fact}”, to {other}.`);
});
