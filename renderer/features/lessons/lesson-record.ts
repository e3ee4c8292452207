/**
 * What crosses the wire while a lesson is taken: the lines of consoles and of names looked up by hand, judged as they come. Lines from before
 * the lesson began do not count.
 */
import type { PostglassClient } from '../../../electron/contract/contract.ts';
import type { Line, Session } from '../../../electron/contract/transcript.ts';
import { confirmStep, type JudgedLine, judgeLine, type Progress, startProgress } from '../../../electron/lessons/judge.ts';
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
/** Octets of a line that are compared. */
const longest = 4_000;

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
      for (const line of answer.value.lines) if (session.startedAt + line.at >= from) set(judgeLine(progress, judged(line)));
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

function judged({ session, index, direction, tag, answers, note, kind, decoded, bytes, masked }: Line): JudgedLine {
  const text = kind === 'message' ? (decoded ?? '') : textOf(bytesOf(bytes).subarray(0, longest), masked);
  return { session, index, direction, text, tag, answers, note: note?.key ?? null };
}

/** The line without its end, with a ▒ for each octet of a secret. */
function textOf(bytes: Uint8Array, masked: Line['masked']): string {
  const decoder = new TextDecoder();
  let text = '';
  let at = 0;
  for (const { offset, length } of masked) {
    text += `${decoder.decode(bytes.subarray(at, offset))}${'▒'.repeat(Math.min(length, longest))}`;
    at = offset + length;
  }
  return `${text}${decoder.decode(bytes.subarray(at))}`.replace(/\r?\n$/, '');
}
