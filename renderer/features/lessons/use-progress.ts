/** The progress of the lesson that is taken, judged while the wire goes on. */
import { useEffect, useRef, useState } from 'react';
import { type Progress, startProgress } from '../../../electron/lessons/judge.ts';
import type { Lesson } from '../../../electron/lessons/lesson.ts';
import { useClient } from '../../api/Api.tsx';
import { useEvent } from '../../api/use-action.ts';
import { createLessonRecord, type LessonRecord } from './lesson-record.ts';

/**
 * @param lesson filled in; another one, or another `run`, begins anew
 * @param accountId whose inbox is watched, and what it sends through a program
 */
export function useProgress(
  lesson: Lesson,
  run: number,
  accountId: string | null,
): { readonly progress: Progress; readonly confirm: () => void } {
  const client = useClient();
  const [progress, setProgress] = useState(() => startProgress(lesson));
  const record = useRef<LessonRecord | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run begins anew
  useEffect(() => {
    setProgress(startProgress(lesson));
    const begun = createLessonRecord({ client, lesson, from: Date.now(), accountId, onProgress: setProgress });
    record.current = begun;
    return () => begun.dispose();
  }, [client, lesson, run, accountId]);
  useEvent('transcript.changed', ({ sessions }) => record.current?.changed(sessions));
  useEvent('messages.changed', ({ folderId }) => record.current?.mailChanged(folderId));
  return { progress, confirm: () => record.current?.confirm() };
}
