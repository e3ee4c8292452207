/** The parts of a long line gathered into blocks that are laid out apart from each other. Pure. */
import type { Segment } from './wire-text.ts';

const mostCharacters = 1_000;
const mostSegments = 100;

/** Blocks in order; one ends at a line end where there is one near, else where it is full. */
export function* blocksOfSegments(segments: readonly Segment[]): Generator<readonly Segment[], void> {
  let block: Segment[] = [];
  let length = 0;
  for (const segment of segments) {
    if (segment.kind !== 'text') {
      block.push(segment);
      length += 1;
    } else {
      for (let rest = segment.text; rest !== ''; ) {
        const room = Math.max(1, mostCharacters - length);
        const line = rest.lastIndexOf('\n', room);
        const taken = rest.length <= room ? rest.length : line > 0 ? line + 1 : room;
        block.push({ kind: 'text', text: rest.slice(0, taken) });
        length += taken;
        rest = rest.slice(taken);
        if (rest !== '') {
          yield block;
          block = [];
          length = 0;
        }
      }
    }
    if (length >= mostCharacters || block.length >= mostSegments) {
      yield block;
      block = [];
      length = 0;
    }
  }
  if (block.length > 0) yield block;
}
