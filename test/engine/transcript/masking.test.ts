import { describe, expect, test } from 'vitest';
import type { Protocol } from '../../../electron/contract/failure.ts';
import { maskers } from '../../../electron/engine/transcript/masking/create-masker.ts';
import { type ApplyMask, type Masker, overwrite, type Piece } from '../../../electron/engine/transcript/masking/masker.ts';
import { type Chunking, cutAt, everyByte, expected, play, randomly, type Turn, whole } from './marked-dialogue.ts';
import { dialogues } from './masking-dialogues.ts';

/** Leaves everything as it is: shows that the tests would notice missing masks. */
const unmasked: ApplyMask = (bytes) => ({ bytes, masked: [] });

function run(protocol: Protocol, turns: readonly Turn[], chunking: Chunking, applyMask: ApplyMask = overwrite) {
  const pieces: Piece[] = [];
  const masker: Masker = maskers[protocol]({
    emit: (piece) => pieces.push({ ...piece, bytes: Buffer.from(piece.bytes) }),
    applyMask,
    longestLine: 65_536,
  });
  return play(masker, pieces, turns, chunking);
}

const readable = (played: { client: Buffer; server: Buffer }) => ({
  client: played.client.toString('latin1'),
  server: played.server.toString('latin1'),
});

describe.each(dialogues)('$name', ({ protocol, turns }) => {
  const right = expected(turns);
  test('the secrets, and nothing else, are masked', () => {
    const played = run(protocol, turns, whole);
    expect(readable(played)).toEqual(readable(right));
    expect(played.spans).toEqual(right.spans);
  });

  test('however the bytes are cut', () => {
    const longest = Math.max(...turns.map((turn) => turn.bytes.length));
    const chunkings = [
      everyByte,
      ...Array.from({ length: longest }, (_, place) => cutAt(place)),
      ...Array.from({ length: 20 }, (_, seed) => randomly(seed)),
    ];
    for (const chunking of chunkings) {
      const played = run(protocol, turns, chunking);
      expect(readable(played)).toEqual(readable(right));
      expect(played.spans).toEqual(right.spans);
    }
  });

  test('with masking switched off every byte is as it was sent', () => {
    const played = run(protocol, turns, everyByte, unmasked);
    expect(readable(played)).toEqual(readable(right.raw));
    expect(played.spans).toEqual({ client: [], server: [] });
  });
});
