/** Plain text as it was written, with quoted passages marked by depth and links that say where they go. */
import { memo, useMemo } from 'react';
import { readLink } from './links.ts';
import { findLinks, type Passage, splitPassages } from './plain-text.ts';

export interface PlainTextProps {
  text: string;
  onOpen: (href: string) => void;
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
          onOpen(link.url);
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

const key = (passage: Passage, index: number) => `${index} ${passage.depth}`;

export function PlainText({ text, onOpen, onPoint }: PlainTextProps) {
  const passages = useMemo(() => splitPassages(text), [text]);
  return (
    <div className="plain-text" dir="auto">
      {passages.map((passage, index) => (
        <div
          key={key(passage, index)}
          className={`passage${passage.depth > 0 ? ` quote quote-${((passage.depth - 1) % 3) + 1}` : ''}${passage.signature ? ' is-signature' : ''}`}
          style={passage.depth > 1 ? { marginInlineStart: `${Math.min(passage.depth - 1, 6) * 0.75}rem` } : {}}
          data-depth={passage.depth}
        >
          {/* A line break at the very end of a block takes no room: an empty last line needs one more. */}
          <Words text={/(?:^|\n)$/.test(passage.text) ? `${passage.text}\n` : passage.text} onOpen={onOpen} onPoint={onPoint} />
        </div>
      ))}
    </div>
  );
}
