import { describe, expect, test } from 'vitest';
import { maskers } from '../../../electron/engine/transcript/masking/create-masker.ts';
import { overwrite, type Piece } from '../../../electron/engine/transcript/masking/masker.ts';

/** Words of the protocols and worse, put together without sense. */
const words = [
  ...[
    'A1 ',
    'LOGIN ',
    'AUTHENTICATE PLAIN',
    'AUTHENTICATE "PLAIN" ',
    'PUTSCRIPT "a" {5+}',
    'AUTH LOGIN',
    'AUTH ',
    'PASS ',
    'USER ana',
    'APOP ',
    'RETR 1',
    'DATA',
    'BDAT 5',
    'IDLE',
    'DONE',
    'UID FETCH ',
  ],
  ...['* OK ', '* 1 FETCH (BODY[] {7}', 'A1 OK', 'A1 NO', '+ ', '+OK ', '-ERR ', 'OK ', 'NO ', '334 ', '354 go', '220 ', '250-x', '535 no'],
  ...[
    '"',
    '\\',
    '{5}',
    '{5+}',
    '{0}',
    '{99999999999}',
    '~{3}',
    '*',
    '.',
    '..',
    ' ',
    '\t',
    '\r\n',
    '\r\n',
    '\r\n',
    '\n',
    '\r',
    '\0',
    '\x1b',
    '\xff',
    'AGFuYQBzZWNyZXQ=',
    '=',
  ],
];

function randomWords(seed: number) {
  let state = seed * 2_654_435_761 + 12_345;
  const next = (limit: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
  return { next, word: () => Buffer.from(words[next(words.length)] ?? '', 'latin1') };
}

describe.each(['imap', 'smtp', 'pop3', 'managesieve', 'http'] as const)('a conversation of garbage over %s', (protocol) => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))('is kept byte for byte outside what is masked (%i)', (seed) => {
    const pieces: Piece[] = [];
    const masker = maskers[protocol]({
      emit: (piece) => pieces.push({ ...piece, bytes: Buffer.from(piece.bytes) }),
      applyMask: overwrite,
      longestLine: 100,
    });
    const sent = { client: [] as Buffer[], server: [] as Buffer[] };
    const { next, word } = randomWords(seed);
    masker.secret('ana');
    for (let turn = 0; turn < 400; turn += 1) {
      const direction = next(2) === 0 ? 'client' : 'server';
      const bytes = Buffer.concat(Array.from({ length: next(5) }, word));
      sent[direction].push(bytes);
      masker[direction](bytes, turn);
      if (next(100) === 0) masker.restart();
    }
    masker.end();
    for (const direction of ['client', 'server'] as const) {
      const own = pieces.filter((piece) => piece.direction === direction);
      const all = Buffer.concat(sent[direction]);
      let offset = 0;
      for (const piece of own) {
        expect(piece.offset).toBe(offset);
        const original = Buffer.from(all.subarray(offset, offset + piece.bytes.length));
        const shown = Buffer.from(piece.bytes);
        for (const span of piece.masked) {
          expect(span.offset + span.length).toBeLessThanOrEqual(piece.bytes.length);
          original.fill(0, span.offset, span.offset + span.length);
          shown.fill(0, span.offset, span.offset + span.length);
        }
        expect(shown.equals(original)).toBe(true);
        offset += piece.bytes.length;
      }
      expect(offset).toBe(all.length);
    }
  });
});
