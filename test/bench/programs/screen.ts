/**
 * A screen without a monitor, and what is drawn on it: Xvfb keeps its frame in a file, which costs the watched program nothing to read.
 * Knows none of the programs that draw.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A part of the screen, in pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Screen {
  /** For the environment of programs that shall draw on it. */
  readonly display: string;
  /** The pixels of a part of it, as they are now. */
  read(area: Area): Uint32Array;
  close(): Promise<void>;
}

const pixelBytes = 4;

/** Starts one of 1440 x 900 pixels; its frame lies in `folder`. */
export async function startScreen(folder: string): Promise<Screen> {
  await mkdir(folder, { recursive: true });
  const args = ['-displayfd', '1', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-fbdir', folder];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(server, 'exit');
  const [number] = await Promise.race([
    once(server.stdout, 'data'),
    ended.then(() => {
      throw new Error('Xvfb ended before it had a screen');
    }),
  ]);
  const frame = openSync(join(folder, 'Xvfb_screen0'), 'r');
  // X Window Dump, version 7: a header of 32-bit numbers, most significant octet first, then the colours, 12 octets each, then the lines.
  const header = Buffer.alloc(100);
  readSync(frame, header, 0, header.length, 0);
  const begin = header.readUInt32BE(0) + header.readUInt32BE(19 * 4) * 12;
  const lineBytes = header.readUInt32BE(12 * 4);
  return {
    display: `:${String(number).trim()}`,
    read({ left, top, width, height }) {
      const pixels = new Uint32Array(width * height);
      for (let line = 0; line < height; line += 1)
        readSync(frame, pixels, line * width * pixelBytes, width * pixelBytes, begin + (top + line) * lineBytes + left * pixelBytes);
      return pixels;
    },
    async close() {
      closeSync(frame);
      server.kill();
      await ended;
    },
  };
}

/** The part of the pixels of one frame, 0 to 1, that are the same in another; only those at `places` where some are given. */
export function samePart(one: Uint32Array, other: Uint32Array, places?: readonly number[]): number {
  const looked = places ?? [...one.keys()];
  return looked.filter((place) => one[place] === other[place]).length / looked.length;
}

/** Where something is drawn on the ground: the places of the pixels that have not the colour that most have. */
export function drawnPlaces(frame: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const pixel of frame) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const [ground] = [...counts].sort(([, one], [, other]) => other - one)[0] ?? [];
  return [...frame.keys()].filter((place) => frame[place] !== ground);
}
