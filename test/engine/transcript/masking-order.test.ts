/** What a masker says of a line besides its bytes: which command it is or answers, and what it is. */
import { expect, test } from 'vitest';
import type { Protocol } from '../../../electron/contract/failure.ts';
import { maskers } from '../../../electron/engine/transcript/masking/create-masker.ts';
import { overwrite, type Piece } from '../../../electron/engine/transcript/masking/masker.ts';
import { client, play, server, type Turn, whole } from './marked-dialogue.ts';

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
