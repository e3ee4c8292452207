import { describe, expect, it } from 'vitest';
import { parseTypedAddresses } from '../../../electron/engine/mime/header/addresses.ts';
import { pieceAt, putAddress, writeAddress } from '../../../renderer/features/compose/addresses-typed.ts';

describe('completing an address', () => {
  it('looks at what stands before the caret, back to the last comma outside of quotes', () => {
    expect(pieceAt('ana@x.org, be', 13)).toEqual({ start: 11, end: 13, text: 'be' });
    expect(pieceAt('"Díaz, Br', 9).text).toBe('"Díaz, Br');
    expect(pieceAt('a@x.org; "B, C" <b@y.org>, c', 28).text).toBe('c');
    expect(pieceAt('', 0).text).toBe('');
  });

  it('replaces that piece alone and is ready for the next one', () => {
    const list = 'ana@x.org, be, carla@z.org';
    const put = putAddress(list, pieceAt(list, 13), { name: 'Ben Carter', address: 'ben@y.org' });
    expect(put.list).toBe('ana@x.org, Ben Carter <ben@y.org>, carla@z.org');
    expect(put.list.slice(0, put.caret)).toBe('ana@x.org, Ben Carter <ben@y.org>, ');
  });

  it('writes any name so that it is read back as one address', () => {
    for (const name of ['Ben Carter', 'Díaz, Bruno', 'the "boss"', 'back\\slash', 'a@b', '', 'José (casa)', 'tab\tand\r\nline']) {
      const written = writeAddress({ name, address: 'x@example.org' });
      const read = parseTypedAddresses(written);
      expect(read.ok && read.value.map(({ address }) => address), written).toEqual(['x@example.org']);
    }
  });
});
