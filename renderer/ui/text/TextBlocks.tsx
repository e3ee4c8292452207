/** A long text as it was written, block after block: only what is in sight is laid out. */
import { memo, useCallback } from 'react';
import { useGrowing } from '../list/use-growing.ts';
import { blocksOf, type TextBlock } from './text-blocks.ts';
import { visible, visibleLines } from './visible-text.ts';

/** Blocks drawn at a time. */
const portionSize = 40;

const linesOf = (text: string): number => {
  let lines = 0;
  for (let at = 0; at >= 0 && lines < 1_000; at = text.indexOf('\n', at + 1)) lines++;
  return Math.max(lines, Math.ceil(text.length / 120));
};

const Portion = memo(function Portion({ blocks }: { blocks: readonly TextBlock[] }) {
  return blocks.map((block, index) => (
    <span
      // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a text never change places
      key={index}
      className={`text-block${block.isRun ? ' long-run' : ''}`}
      style={{ containIntrinsicBlockSize: `auto ${linesOf(block.text) * 1.5}em` }}
    >
      {/* A line break at the very end of a block takes no room: an empty last line needs one more. */}
      {/(?:^|\n)$/.test(block.text) ? `${visibleLines(block.text)}\n` : visibleLines(block.text)}
    </span>
  ));
});

/** Whole lines, control characters shown as what they are. */
export function TextBlocks({ text }: { text: string }) {
  const { portions } = useGrowing(
    useCallback(() => blocksOf(text), [text]),
    portionSize,
  );
  return portions.map((blocks, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: portions never change places
    <Portion key={index} blocks={blocks} />
  ));
}

/** Text of one line or a few that may be of any length: cut only where it must be. */
export function Words({ text }: { text: string }) {
  return text.length <= 400 ? visible(text) : <TextBlocks text={text} />;
}
