/**
 * What crosses the wire while a lesson is taken: the lines of consoles and of names looked up by hand, judged as they come. Lines from before
 * the lesson began do not count.
 */
import type { PostglassClient } from '../../../electron/contract/contract.ts';
import type { Session } from '../../../electron/contract/transcript.ts';
import { confirmStep, judgeLine, type Progress, startProgress } from '../../../electron/lessons/judge.ts';
import { judgedLine } from '../../../electron/lessons/judged-line.ts';
import type { Lesson } from '../../../electron/lessons/lesson.ts';
import { bytesOf } from '../../wire/wire-text.ts';

export interface LessonRecord {
  /** Sessions have grown. */
  changed(sessions: readonly Session[]): void;
  confirm(): void;
  dispose(): void;
}

interface LessonRecordOptions {
  readonly client: Pick<PostglassClient, 'call'>;
  readonly lesson: Lesson;
  /** Wall clock, milliseconds since 1970: lines before that do not count. */
  readonly from: number;
  readonly onProgress: (progress: Progress) => void;
}

const page = 1_000;
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export function createLessonRecord({ client, lesson, from, onProgress }: LessonRecordOptions): LessonRecord {
  let progress = startProgress(lesson);
  let isOver = false;
  const read = new Map<string, number>();
  let turn: Promise<void> = Promise.resolve();
  const set = (next: Progress) => {
    const isNew = next.done !== progress.done || next.check !== progress.check;
    progress = next;
    if (isNew && !isOver) onProgress(progress);
  };
  const follow = async (session: Session) => {
    for (;;) {
      const position = read.get(session.id) ?? 0;
      if (isOver || position >= session.lines) return;
      const answer = await client.call('transcript.lines', { session: session.id, from: position, limit: page });
      if (!answer.ok || answer.value.lines.length === 0) return;
      for (const line of answer.value.lines)
        if (session.startedAt + line.at >= from) set(judgeLine(progress, judgedLine(line, bytesOf(line.bytes), decode)));
      read.set(session.id, (answer.value.lines.at(-1)?.index ?? position) + 1);
    }
  };
  return {
    changed(sessions) {
      for (const session of sessions) {
        const counts = session.purpose === 'console' || session.purpose === 'lookup';
        if (counts && (session.endedAt ?? from) >= from) turn = turn.then(() => follow(session));
      }
    },
    confirm: () => set(confirmStep(progress)),
    dispose() {
      isOver = true;
    },
  };
}
