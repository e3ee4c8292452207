/**
 * Lessons beside the console: a list, or one lesson with its steps, which are ticked by what crosses the wire. It sends nothing by itself:
 * lines are put into the command line, and the reader sends them.
 */
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useCapability, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { visible } from '../../ui/text/visible-text.ts';
import { loadLessons, type NamedLesson } from './built-in-lessons.ts';
import { LessonList } from './LessonList.tsx';
import { isLocal } from './lesson-servers.ts';
import { TakenLesson } from './TakenLesson.tsx';

export function LessonPane() {
  const say = useWords();
  const language = useLanguage();
  const workspace = useWorkspace();
  const hasLocalMail = useCapability('local-mail');
  const isOpen = useWorkspaceState((state) => state.beside);
  const request = useWorkspaceState((state) => state.besideRequest);
  const [lessons, setLessons] = useState<readonly NamedLesson[]>([]);
  const [chosen, setChosen] = useState<NamedLesson | null>(null);
  const [done, setDone] = useState<ReadonlyMap<string, number>>(new Map());
  const [missing, setMissing] = useState<unknown>(null);
  useEffect(() => {
    if (!isOpen) return;
    let isWanted = true;
    loadLessons(language).then((loaded) => {
      if (!isWanted) return;
      setLessons(loaded.filter(({ lesson }) => hasLocalMail || !isLocal(lesson)));
      // In another language the same lesson goes on.
      setChosen((before) => loaded.find(({ id }) => id === before?.id) ?? before);
    }, setMissing);
    return () => {
      isWanted = false;
    };
  }, [isOpen, language, hasLocalMail]);
  // A file that cannot be had: the way out is the one of all late parts of the window.
  if (missing !== null) throw missing;
  return (
    <section className="lesson" data-pane aria-label={say('lesson.region')} hidden={!isOpen}>
      <header className="lesson-header">
        <h2>{chosen ? visible(chosen.lesson.title) : say('lesson.list')}</h2>
        <IconButton icon={X} label={say('lesson.close')} onPress={() => workspace.showBeside(false)} />
      </header>
      {chosen ? (
        <TakenLesson
          key={chosen.id}
          lesson={chosen.lesson}
          isOpen={isOpen}
          request={request}
          onBack={() => setChosen(null)}
          onDone={(count) => setDone((before) => new Map([...before, [chosen.id, count]]))}
        />
      ) : (
        isOpen && (
          <div className="lesson-body">
            <LessonList lessons={lessons} done={done} request={request} onChoose={setChosen} />
          </div>
        )
      )}
    </section>
  );
}
