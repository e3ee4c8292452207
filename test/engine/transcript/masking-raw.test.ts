import { describe, expect, it } from 'vitest';
import { maskers } from '../../../electron/engine/transcript/masking/create-masker.ts';
import { overwrite, type Piece } from '../../../electron/engine/transcript/masking/masker.ts';
import { canaries, findCanary } from '../../support/material/canaries.ts';

const longestLine = 4_096;

/** What is left of these octets, in pieces of `chunk` octets, with the secrets known. */
function record(direction: 'client' | 'server', sent: Buffer, secrets: readonly string[], chunk = sent.length): Buffer {
  const kept: Buffer[] = [];
  const masker = maskers.raw({ emit: ({ bytes }: Piece) => kept.push(Buffer.from(bytes)), applyMask: overwrite, longestLine });
  for (const secret of secrets) masker.secret(secret);
  for (let at = 0; at < sent.length; at += chunk) masker[direction](sent.subarray(at, at + chunk), 0);
  masker.end();
  return Buffer.concat(kept);
}

const all = canaries.map(({ secret }) => secret);

describe('lines of no known protocol', () => {
  it.each(canaries)('hold no password that is known: $name', ({ secret }) => {
    const plain = Buffer.from(`\0ana\0${secret}`).toString('base64');
    const text = `LOGIN "ana" ${secret}\r\nX ${Buffer.from(secret).toString('base64')} ${plain}\r\n${secret}`;
    for (const direction of ['client', 'server'] as const)
      for (const chunk of [1, 7, 10_000]) expect(findCanary(record(direction, Buffer.from(text), all, chunk))).toEqual([]);
  });

  it('keep everything else, octet for octet', () => {
    const text = Buffer.from('AUTHENTICATE "PLAIN"\r\n\0\xff not this\nlast', 'latin1');
    expect(record('client', text, all, 3)).toEqual(text);
    const masked = record('client', Buffer.from('PASS kanarie-Zq7vXw\r\nNOOP\r\n'), all).toString();
    expect(masked).toBe(`PASS ${'*'.repeat(14)}\r\nNOOP\r\n`);
  });

  it('remember a thousand passwords', () => {
    const many = Array.from({ length: 900 }, (_, index) => `Secret-number-${index}-xQ`);
    expect(record('client', Buffer.from(`${many[0]}\r\n`), many).toString()).toBe(`${'*'.repeat(many[0]?.length ?? 0)}\r\n`);
  });

  it('show nothing of a line that is too long to be searched whole', () => {
    const secret = 'kanarie-Zq7vXw';
    const line = Buffer.from(`${'x'.repeat(longestLine - 5)}${secret}${'y'.repeat(longestLine)}\r\nshort\r\n`);
    const kept = record('server', line, [secret]);
    expect(kept.length).toBe(line.length);
    expect(kept.toString()).not.toMatch(/kana|Zq7vXw/);
    expect(kept.toString().endsWith('short\r\n')).toBe(true);
  });
});
