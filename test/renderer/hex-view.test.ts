import { expect, test } from 'vitest';
import { hexRows } from '../../renderer/wire/HexView.tsx';

test('bytes stand sixteen a row with their characters, and a secret is drawn as masked in both', () => {
  const bytes = Buffer.from('AUTH PLAIN AGFuYQBz\r\n');
  expect(hexRows(bytes, [{ offset: 11, length: 8 }])).toEqual([
    '0000  41 55 54 48 20 50 4c 41  49 4e 20 ▒▒ ▒▒ ▒▒ ▒▒ ▒▒  AUTH PLAIN ▒▒▒▒▒',
    '0010  ▒▒ ▒▒ ▒▒ 0d 0a                                    ▒▒▒··',
  ]);
  expect(hexRows(new Uint8Array(), [])).toEqual([]);
});
