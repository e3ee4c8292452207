/** HTTP in the transcript: credentials in header fields are covered, whatever the pieces they come in, and a body is a run of its bytes. */
import { describe, expect, it } from 'vitest';
import { maskers } from '../../../electron/engine/transcript/masking/create-masker.ts';
import { overwrite, type Piece } from '../../../electron/engine/transcript/masking/masker.ts';

const request = 'GET /a.png HTTP/1.1\r\nHost: pictures.example.test\r\nAuthorization: Bearer canary-1\r\nCookie: a=canary-2\r\n\r\n';
const early = 'HTTP/1.1 103 Early Hints\r\nSet-Cookie: early=canary-3\r\n\r\n';
const header = 'HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nset-cookie: track=canary-4;\r\n Path=/canary-5\r\nContent-Length: 21\r\n\r\n';
const body = Buffer.from('\x89PNG\r\n\r\ncanary-6\nSet-', 'latin1');

function record(pieceLength: number, secret?: string): Piece[] {
  const pieces: Piece[] = [];
  const masker = maskers.http({
    emit: (piece) => pieces.push({ ...piece, bytes: Buffer.from(piece.bytes) }),
    applyMask: overwrite,
    longestLine: 1_024,
  });
  if (secret !== undefined) masker.secret(secret);
  const feed = (bytes: Buffer, direction: 'client' | 'server') => {
    for (let at = 0; at < bytes.length; at += pieceLength) masker[direction](bytes.subarray(at, at + pieceLength), 0);
  };
  feed(Buffer.from(request), 'client');
  feed(Buffer.concat([Buffer.from(early + header), body]), 'server');
  masker.end();
  return pieces;
}
const text = (pieces: readonly Piece[], direction: Piece['direction']) =>
  Buffer.concat(pieces.filter((piece) => piece.direction === direction).map(({ bytes }) => bytes)).toString('latin1');
const covered = (whole: string) =>
  whole.replace(/Bearer canary-1|a=canary-2|early=canary-3|track=canary-4;| Path=\/canary-5/g, (found) => '*'.repeat(found.length));

describe.each([1, 2, 7, 1_000])('an exchange over HTTP in pieces of %i octets', (pieceLength) => {
  it('is recorded octet for octet but for credentials, an interim answer’s and a folded line’s too', () => {
    const pieces = record(pieceLength);
    expect(text(pieces, 'client')).toBe(covered(request));
    expect(text(pieces, 'server')).toBe(covered(early + header) + body.toString('latin1'));
  });

  it('ends its lines with the empty one: the body is one run, and the status lines stand out', () => {
    const pieces = record(pieceLength).filter(({ direction }) => direction === 'server');
    const run = pieces.filter((piece) => piece.run);
    expect(Buffer.concat(run.map(({ bytes }) => bytes))).toEqual(body);
    expect(run.map(({ first }) => first)).toEqual(run.map((_, index) => index === 0));
    expect(pieces.filter(({ kind }) => kind === 'status').map(({ bytes }) => bytes.toString())).toEqual([
      'HTTP/1.1 103 Early Hints\r\n',
      'HTTP/1.1 200 OK\r\n',
    ]);
  });

  it('hides a secret in use wherever the server repeats it, in the body as well', () => {
    const hidden = covered(early + header) + body.toString('latin1').replace('canary-6', '********');
    expect(text(record(pieceLength, 'canary-6'), 'server')).toBe(hidden);
  });
});
