/** The lessons that there are, and the way to one of a teacher's. */
import { FileText, FolderOpen } from 'lucide-react';
import { useRef, useState } from 'react';
import type { LessonError } from '../../../electron/lessons/lesson.ts';
import { readLesson } from '../../../electron/lessons/read-lesson.ts';
import { fillIn } from '../../../electron/words/fill-in.ts';
import { lessonFaultWords } from '../../../electron/words/lesson-faults.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { useHeldFocus } from '../../ui/focus/hold-focus.ts';
import { visible } from '../../ui/text/visible-text.ts';
import type { NamedLesson } from './built-in-lessons.ts';

interface LessonListProps {
  lessons: readonly NamedLesson[];
  /** Steps done of each, by its name. */
  done: ReadonlyMap<string, number>;
  /** Of the reader, to open the list. */
  request: number;
  onChoose: (lesson: NamedLesson) => void;
}

/** Octets of a file that is looked at: as many characters as a lesson may have, with room for letters of several octets. */
const largestFile = 400_000;

export function LessonList({ lessons, done, request, onChoose }: LessonListProps) {
  const say = useWords();
  const language = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  useHeldFocus(next, lessons.length > 0, request);
  const nextId = (lessons.find(({ id, lesson }) => (done.get(id) ?? 0) < lesson.steps.length) ?? lessons[0])?.id;
  const [refused, setRefused] = useState<{ name: string; errors: readonly LessonError[] } | null>(null);
  const open = async (file: File) => {
    const found = readLesson(await file.slice(0, largestFile).text());
    if (found.ok) onChoose({ id: `file ${file.name}`, lesson: found.lesson });
    else setRefused({ name: file.name, errors: found.errors });
  };
  return (
    <>
      <p className="lesson-soft">{say('lesson.intro')}</p>
      <ol className="lesson-list" aria-label={say('lesson.list')}>
        {lessons.map((named) => {
          const { id, lesson } = named;
          const count = done.get(id) ?? 0;
          return (
            <li key={id}>
              <button ref={id === nextId ? next : null} type="button" onClick={() => onChoose(named)}>
                <b>{visible(lesson.title)}</b>
                <span>{visible(lesson.summary)}</span>
                {count > 0 && <span className="lesson-soft">{say('lesson.progress', { done: count, total: lesson.steps.length })}</span>}
              </button>
            </li>
          );
        })}
      </ol>
      <div>
        <Button icon={FolderOpen} onPress={() => input.current?.click()}>
          {say('lesson.openFile')}
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept=".md,.markdown,text/markdown,text/plain"
        aria-label={say('lesson.openFile')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void open(file);
        }}
      />
      {refused && (
        <div role="alert" className="lesson-refused">
          <p>
            <FileText size="1rem" aria-hidden /> {say('lesson.refused', { name: visible(refused.name) })}
          </p>
          <ul>
            {refused.errors.map(({ fault, line, word }) => (
              <li key={`${line} ${fault} ${word}`}>
                {say('lesson.errorLine', { line, text: fillIn(lessonFaultWords[language][fault], { word: visible(word) }) })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
