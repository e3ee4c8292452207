import { describe, expect, test } from 'vitest';
import type { Protocol } from '../../../electron/contract/failures/failure-codes.ts';
import { maskers } from '../../../electron/engine/transcript/masking/create-masker.ts';
import { type ApplyMask, type Masker, overwrite, type Piece } from '../../../electron/engine/transcript/masking/masker.ts';
import { type Chunking, client, cutAt, everyByte, expected, play, randomly, server, type Turn, whole } from './marked-dialogue.ts';
import { dialoguesByHand } from './masking/by-hand.ts';
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

describe.each([...dialogues, ...dialoguesByHand])('$name', ({ protocol, turns }) => {
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

/** What a masker says of lines besides their bytes: which command each is or answers, and what it is. */
function piecesOf(protocol: Protocol, turns: readonly Turn[]): Piece[] {
  const pieces: Piece[] = [];
  const emit = (piece: Piece) => pieces.push({ ...piece, bytes: Buffer.from(piece.bytes) });
  play(maskers[protocol]({ emit, applyMask: overwrite, longestLine: 65_536 }), pieces, turns, whole);
  return pieces;
}

const refusals = [
  ['smtp', [server('220 mx\r\n'), client('AUTH PLAIN\r\n'), server('504 no\r\n')], '502 what\r\n'],
  ['pop3', [server('+OK hi\r\n'), client('AUTH PLAIN\r\n'), server('-ERR no\r\n')], '-ERR what\r\n'],
] as const;

test.each(refusals)('over %s no command is named after an answer that comes too late', (protocol, refused, reply) => {
  for (const late of ['«SecretWord»\r\n', '«SecretWord==»\r\n', '«SecretWord and more»\r\n']) {
    const pieces = piecesOf(protocol, [...refused, client(late), server(reply), client('QUIT\r\n')]);
    expect(pieces.map(({ command }) => command?.toLowerCase() ?? '').join(' ')).not.toContain('secret');
    expect(pieces.at(-1)?.command).toBe('QUIT');
  }
});

test('the list of languages of POP3 answers LANG alone, and what follows it its own command', () => {
  const pieces = piecesOf('pop3', [
    server('+OK hi\r\n'),
    client('LANG\r\n'),
    server('+OK Language listing follows:\r\nen English\r\nes Español\r\n.\r\n'),
    client('LANG es\r\n'),
    server('+OK es Idioma cambiado\r\n'),
    client('STAT\r\n'),
    server('+OK 2 320\r\n'),
  ]);
  expect(pieces.filter(({ direction }) => direction === 'server').map(({ kind, command }) => `${kind} ${command}`)).toEqual([
    'greeting null',
    'status LANG',
    'data LANG',
    'data LANG',
    'data LANG',
    'status LANG',
    'status STAT',
  ]);
});

const longAnswers = [
  ['imap', '* OK hi\r\n', '* LIST () "/" "'],
  ['smtp', '220 hi\r\n', '250 '],
  ['pop3', '+OK hi\r\n', '-ERR '],
  ['managesieve', 'OK "hi"\r\n', 'NO "'],
] as const;

test.each(longAnswers)('over %s an echo is covered in a line that is kept in parts, wherever it is cut', (protocol, greeting, begin) => {
  const secret = 'tan5taaf-Zq7vXw';
  const longestLine = 2_000;
  const forms = [secret, Buffer.from(secret).toString('base64').replace(/=+$/, '')];
  for (const form of forms)
    for (const direction of ['server', 'client'] as const)
      for (let shift = 0; shift <= form.length; shift += 1)
        for (const chunk of [1, 777, 100_000]) {
          const before = longestLine - begin.length - shift;
          const line = `${begin}${'x'.repeat(before)}${form}${'.y'.repeat(chunk === 1 ? 10 : 5_000)}\r\n`;
          const pieces: Piece[] = [];
          const emit = (piece: Piece) => pieces.push({ ...piece, bytes: Buffer.from(piece.bytes) });
          const masker = maskers[protocol]({ emit, applyMask: overwrite, longestLine });
          masker.secret(secret, ['tim']);
          masker.server(Buffer.from(greeting), 0);
          for (let at = 0; at < line.length; at += chunk) masker[direction](Buffer.from(line.slice(at, at + chunk)), at);
          masker.server(Buffer.from('next\r\n'), 0);
          masker.end();
          const parts = pieces.filter((piece) => piece.direction === direction && piece.bytes.toString() !== greeting);
          const kept = parts
            .map(({ bytes }) => bytes.toString('latin1'))
            .join('')
            .replace('next\r\n', '');
          const short = (text: string) =>
            text.replace(/x{9,}/, (run) => `x${run.length}`).replace(/(?:\.y){9,}/, (run) => `y${run.length}`);
          expect(short(kept)).toBe(short(line.replace(form, '*'.repeat(form.length))));
          expect(parts.every(({ bytes }) => bytes.length <= longestLine)).toBe(true);
        }
});
