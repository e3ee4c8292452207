/**
 * What crosses the wire while a lesson is taken: the lines of consoles, of names looked up by hand and of the sendmail program, and what comes
 * into the inbox, judged as they come. What was before the lesson began does not count.
 */
import type { PostglassClient } from '../../../electron/contract/contract.ts';
import type { Session } from '../../../electron/contract/transcript.ts';
import { confirmStep, judgeLine, judgeMail, type Progress, startProgress } from '../../../electron/lessons/judge.ts';
import { judgedLine } from '../../../electron/lessons/judged-line.ts';
import type { Lesson } from '../../../electron/lessons/lesson.ts';
import { bytesOf } from '../../wire/wire-text.ts';
import { type Happened, watchInbox } from './inbox-watch.ts';

export interface LessonRecord {
  /** Sessions have grown. */
  changed(sessions: readonly Session[]): void;
  /** Rows of a folder have changed. */
  mailChanged(folderId: number): void;
  confirm(): void;
  dispose(): void;
}

interface LessonRecordOptions {
  readonly client: Pick<PostglassClient, 'call'>;
  readonly lesson: Lesson;
  /** Wall clock, milliseconds since 1970: lines before that do not count. */
  readonly from: number;
  /** Of the account at which the lesson is taken. */
  readonly accountId?: string | null;
  readonly onProgress: (progress: Progress) => void;
}

const page = 1_000;
/** Messages that came or went and are remembered. */
const mostHappened = 200;
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Whether one of its steps waits for mail. */
export const asksForMail = ({ steps }: Lesson): boolean =>
  steps.some(({ checks }) => checks.some(({ kind }) => kind === 'arrived' || kind === 'left'));

export function createLessonRecord({ client, lesson, from, accountId = null, onProgress }: LessonRecordOptions): LessonRecord {
  let progress = startProgress(lesson);
  let isOver = false;
  const read = new Map<string, number>();
  let turn: Promise<void> = Promise.resolve();
  const set = (next: Progress) => {
    const isNew = next.done !== progress.done || next.check !== progress.check;
    progress = next;
    if (isNew && !isOver) onProgress(progress);
  };
  /** What happened to messages and no check has been waiting for yet: it may be known before the lines that caused it. */
  let happened: readonly Happened[] = [];
  const settle = () => {
    for (let at = 0; at < happened.length; ) {
      const mail = happened[at];
      const next = mail ? judgeMail(progress, mail.kind, mail.subject) : progress;
      if (next === progress) at += 1;
      else {
        happened = happened.toSpliced(at, 1);
        set(next);
        at = 0;
      }
    }
  };
  const inbox =
    asksForMail(lesson) && accountId !== null
      ? watchInbox({
          client,
          accountId,
          onHappened(more) {
            happened = [...happened, ...more].slice(-mostHappened);
            settle();
          },
        })
      : null;
  const follow = async (session: Session) => {
    for (;;) {
      const position = read.get(session.id) ?? 0;
      if (isOver || position >= session.lines) return;
      const answer = await client.call('transcript.lines', { session: session.id, from: position, limit: page });
      if (!answer.ok || answer.value.lines.length === 0) return;
      for (const line of answer.value.lines)
        if (session.startedAt + line.at >= from) set(judgeLine(progress, judgedLine(line, bytesOf(line.bytes), decode)));
      settle();
      read.set(session.id, (answer.value.lines.at(-1)?.index ?? position) + 1);
    }
  };
  return {
    changed(sessions) {
      for (const session of sessions) {
        const isOwn = session.protocol === 'sendmail' && session.accountId === accountId;
        const counts = session.purpose === 'console' || session.purpose === 'lookup' || isOwn;
        if (counts && (session.endedAt ?? from) >= from) turn = turn.then(() => follow(session));
      }
    },
    mailChanged: (folderId) => inbox?.changed(folderId),
    confirm() {
      set(confirmStep(progress));
      settle();
    },
    dispose() {
      isOver = true;
    },
  };
}
