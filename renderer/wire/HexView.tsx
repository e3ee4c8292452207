/** Bytes as hexadecimal: sixteen a row, with their place and the characters of ASCII among them. What is secret is drawn as masked. */
import type { Line } from '../../electron/contract/transcript.ts';
import { LineBytes } from './LineBytes.tsx';

/** More is for a file. */
const mostShown = 4_096;
const inRow = 16;

interface HexViewProps {
  bytes: Uint8Array;
  masked: Line['masked'];
  label: string;
}

export function HexView({ bytes, masked, label }: HexViewProps) {
  return (
    <section aria-label={label}>
      <LineBytes isHex>
        {hexRows(bytes.subarray(0, mostShown), masked).join('\n')}
        {bytes.length > mostShown && '\n…'}
      </LineBytes>
    </section>
  );
}

/** Rows such as `0010  48 65 6c 6c 6f …  Hello…`. */
export function hexRows(bytes: Uint8Array, masked: Line['masked']): string[] {
  const isSecret = (at: number) => masked.some(({ offset, length }) => at >= offset && at < offset + length);
  const rows: string[] = [];
  for (let start = 0; start < bytes.length; start += inRow) {
    const row = [...bytes.subarray(start, start + inRow)];
    const pairs = row.map((byte, at) => (isSecret(start + at) ? '▒▒' : byte.toString(16).padStart(2, '0')));
    const characters = row.map((byte, at) => (isSecret(start + at) ? '▒' : byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'));
    const halves = [pairs.slice(0, inRow / 2).join(' '), pairs.slice(inRow / 2).join(' ')];
    rows.push(`${start.toString(16).padStart(4, '0')}  ${halves.join('  ').padEnd(inRow * 3, ' ')}  ${characters.join('')}`);
  }
  return rows;
}
