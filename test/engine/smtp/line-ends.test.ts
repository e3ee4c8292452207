import { expect, it } from 'vitest';
import { goesAsItIs } from '../../../electron/engine/smtp/line-ends.ts';

/** RFC 5321 §2.3.8 and §4.5.2 byte for byte: what goes over the wire for this piece. */
function stuffed(piece: string, lastByte: number | false): string {
  let before = lastByte === false ? '' : String.fromCharCode(lastByte);
  let out = '';
  for (const character of piece) {
    if (before === '\r' && character !== '\n') out += character === '.' ? '\n.' : '\n';
    else if (character === '\n' && before !== '\r') out += '\r';
    else if (character === '.' && (before === '\n' || before === '')) out += '.';
    out += character;
    before = character;
  }
  return out;
}

it('a piece of a message is passed on untouched exactly when nothing in it has to change, wherever it is cut', () => {
  const letters = ['\r', '\n', '\r\n', '.', 'a'];
  let passed = 0;
  for (let number = 0; number < letters.length ** 5; number += 1) {
    const piece = Array.from({ length: 5 }, (_, at) => letters[Math.floor(number / letters.length ** at) % letters.length]).join('');
    for (const before of [false, 0x0d, 0x0a, 0x61] as const) {
      const asItIs = goesAsItIs(Buffer.from(piece), before);
      expect(asItIs, JSON.stringify([before, piece])).toBe(stuffed(piece, before) === piece);
      if (asItIs) passed += 1;
    }
  }
  expect(passed).toBeGreaterThan(500);
});
