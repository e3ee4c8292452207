/** The lessons that come with the program: the texts of one language, fetched when they are wanted. */
import type { Language } from '../../../electron/contract/application.ts';
import type { Lesson } from '../../../electron/lessons/lesson.ts';
import { lessonNames } from '../../../electron/lessons/lesson-names.ts';
import { readLesson } from '../../../electron/lessons/read-lesson.ts';

/** A lesson, and the name by which its progress is kept. */
export interface NamedLesson {
  readonly id: string;
  readonly lesson: Lesson;
}

const texts: Readonly<Record<string, () => Promise<string>>> = import.meta.glob<string>('../../../electron/lessons/*/*.md', {
  query: '?raw',
  import: 'default',
});

const folders: Readonly<Record<Language, string>> = { en: 'en', es: 'es', pt: 'pt', 'pt-BR': 'pt-br' };

/** In the order in which they are taken. Rejects where a file cannot be had. */
export async function loadLessons(language: Language): Promise<readonly NamedLesson[]> {
  const read = await Promise.all(
    lessonNames.map(async (id) => {
      const text = await texts[`../../../electron/lessons/${folders[language]}/${id}.md`]?.();
      const found = readLesson(text ?? '');
      return found.ok ? [{ id, lesson: found.lesson }] : [];
    }),
  );
  return read.flat();
}
