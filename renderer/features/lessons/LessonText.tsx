/** Draws the text of a lesson: as text, whatever stands in it. */
import { CornerDownLeft } from 'lucide-react';
import type { Block, Inline } from '../../../electron/lessons/lesson.ts';
import { useWords } from '../../i18n/words.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { visible } from '../../ui/text/visible-text.ts';

export function Inlines({ of }: { of: readonly Inline[] }) {
  return of.map(({ kind, text }, index) => {
    const key = `${index} ${kind}`;
    if (kind === 'code')
      return (
        <code key={key} dir="ltr">
          {visible(text)}
        </code>
      );
    return kind === 'strong' ? <strong key={key}>{visible(text)}</strong> : <span key={key}>{visible(text)}</span>;
  });
}

export interface LessonActions {
  readonly onConnect: (to: string) => void;
  readonly onLookUp: (question: Extract<Block, { kind: 'look-up' }>) => void;
  readonly onType: (line: string) => void;
}

export function LessonBlock({ block, actions }: { block: Block; actions: LessonActions }) {
  const say = useWords();
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Inlines of={block.inlines} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
            <li key={index}>
              <Inlines of={item} />
            </li>
          ))}
        </ul>
      );
    case 'text':
      return (
        <pre className="lesson-lines" dir="ltr">
          {block.lines.map(visible).join('\n')}
        </pre>
      );
    case 'type':
      return (
        <ul className="lesson-type">
          {block.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
            <li key={index}>
              <code dir="ltr">{visible(line)}</code>
              <IconButton
                icon={CornerDownLeft}
                label={say('lesson.insert', { line: visible(line) })}
                onPress={() => actions.onType(line)}
              />
            </li>
          ))}
        </ul>
      );
    case 'connect':
      return <Button onPress={() => actions.onConnect(block.to)}>{say('lesson.connect')}</Button>;
    case 'look-up':
      return (
        <div className="lesson-question">
          <code dir="ltr">{visible([block.type, block.name, ...(block.server === '' ? [] : [`@${block.server}`])].join(' '))}</code>
          <Button onPress={() => actions.onLookUp(block)}>{say('lesson.lookUp')}</Button>
        </div>
      );
  }
}
