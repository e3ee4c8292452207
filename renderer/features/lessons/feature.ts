/** What lessons bring to the window. */
import type { Feature } from '../../state/feature.ts';
import { later } from '../../ui/later.tsx';

const LessonPane = later(() => import('./LessonPane.tsx').then((file) => file.LessonPane));

export const lessons: Feature = {
  Beside: LessonPane,
  commands: (workspace) => [{ id: 'lessons.open', run: () => workspace.showBeside(true) }],
  files: [LessonPane.fetch],
};
