/** Plain text as it was written, with quoted passages marked by depth and links that say where they go. */
import { memo, useCallback } from 'react';
import { useGrowing } from '../../ui/list/use-growing.ts';
import { boundMarks } from '../../ui/text/visible-text.ts';
import { readLink } from './html/links.ts';
import { findLinks, type ShortPassage, shortPassagesOf } from './plain-text.ts';

interface PlainTextProps {
  text: string;
  onOpen: (href: string, words: string) => void;
  /** The link under the pointer or the focus; null when there is none. */
  onPoint: (link: { href: string; words: string } | null) => void;
}

const Words = memo(function Words({ text, onOpen, onPoint }: PlainTextProps) {
  return findLinks(text).map((piece, index) => {
    const link = piece.kind === 'link' ? readLink(piece.href) : null;
    if (!link || piece.kind === 'text') return piece.text;
    const point = () => onPoint({ href: link.url, words: piece.text });
    return (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places
        key={index}
        href={link.url}
        target="_blank"
        rel="noopener noreferrer"
        onClick={(event) => {
          event.preventDefault();
          onOpen(link.url, piece.text);
        }}
        onPointerEnter={point}
        onFocus={point}
        onPointerLeave={() => onPoint(null)}
        onBlur={() => onPoint(null)}
      >
        {piece.text}
      </a>
    );
  });
});

/** Passages drawn at a time. */
const portionSize = 12;

const classOf = ({ depth, signature, isRun }: ShortPassage): string =>
  `passage text-block${depth > 0 ? ` quote quote-${((depth - 1) % 3) + 1}` : ''}${signature ? ' is-signature' : ''}${isRun ? ' long-run' : ''}`;

/** Lines of 76 characters, for the room of what is not laid out yet. */
const roomOf = (text: string): string => `auto ${(Math.ceil(text.length / 76) + (text.match(/\n/g)?.length ?? 0)) * 1.55}em`;

/** A line break at the very end of a block takes no room: an empty last line needs one more. */
const shownText = ({ text }: ShortPassage): string => boundMarks(/(?:^|\n)$/.test(text) ? `${text}\n` : text);

const Portion = memo(function Portion({ passages, onOpen, onPoint }: Omit<PlainTextProps, 'text'> & { passages: readonly ShortPassage[] }) {
  return passages.map((passage, index) => (
    <div
      // biome-ignore lint/suspicious/noArrayIndexKey: passages never change places
      key={index}
      className={classOf(passage)}
      style={{
        containIntrinsicBlockSize: roomOf(passage.text),
        ...(passage.depth > 1 ? { marginInlineStart: `${Math.min(passage.depth - 1, 6) * 0.75}rem` } : {}),
      }}
      data-depth={passage.depth}
    >
      {passage.hasLinks ? <Words text={shownText(passage)} onOpen={onOpen} onPoint={onPoint} /> : shownText(passage)}
    </div>
  ));
});

export function PlainText({ text, onOpen, onPoint }: PlainTextProps) {
  const { portions } = useGrowing(
    useCallback(() => shortPassagesOf(text), [text]),
    portionSize,
  );
  return (
    <div className="plain-text">
      {portions.map((passages, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: portions never change places
        <Portion key={index} passages={passages} onOpen={onOpen} onPoint={onPoint} />
      ))}
    </div>
  );
}
