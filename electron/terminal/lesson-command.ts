/** `lesson`: reads a lesson file, for its author, and judges recorded sessions against its steps. */
import { readFile } from 'node:fs/promises';
import { failure } from '../contract/failure.ts';
import { openRecordedSessions } from '../engine/recorded-sessions.ts';
import { judgeLine, type Progress, startProgress } from '../lessons/judge.ts';
import { judgedLine } from '../lessons/judged-line.ts';
import type { Inline, Lesson } from '../lessons/lesson.ts';
import { fillLesson, placeholderNames } from '../lessons/placeholders.ts';
import { readLesson } from '../lessons/read-lesson.ts';
import { fillIn } from '../words/fill-in.ts';
import { lessonFaultWords } from '../words/lesson-faults.ts';
import type { TerminalCommand } from './arguments.ts';
import { complain, printJson, printLine } from './output.ts';
import { reportFailure, terminalLanguage } from './session.ts';

/** What differs from server to server may be anything here. */
const anything = Object.fromEntries(placeholderNames.map((name) => [name, '...']));

const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const textOf = (inlines: readonly Inline[]): string => inlines.map(({ text }) => text).join('');

/** @returns 1 where the file is no lesson, or not every step was done in the sessions that are named */
export async function runLesson(command: Extract<TerminalCommand, { command: 'lesson' }>): Promise<number> {
  const { file, sessions, json } = command;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return reportFailure(
      failure('file-unreadable', { detail: { path: file, message: error instanceof Error ? error.message : String(error) } }),
    );
  }
  const read = readLesson(text);
  if (!read.ok) {
    const words = lessonFaultWords[terminalLanguage()];
    for (const { fault, line, word } of read.errors) complain(`${file}:${line}: ${fillIn(words[fault], { word })}`);
    return 1;
  }
  const lesson = fillLesson(read.lesson, anything);
  const judged = sessions.length === 0 ? null : await judge(lesson, sessions, command.dataFolder);
  if (typeof judged === 'number') return judged;
  const steps = lesson.steps.map(({ title }, index) => ({ title: textOf(title), done: judged !== null && index < judged.done.length }));
  if (json) await printJson({ title: lesson.title, steps });
  else {
    await printLine(lesson.title);
    for (const { title, done } of steps) await printLine(judged === null ? `- ${title}` : `${done ? '[x]' : '[ ]'} ${title}`);
  }
  return judged === null || judged.done.length === steps.length ? 0 : 1;
}

/** @returns how far the sessions come, one after the other; or the exit status where one cannot be read */
async function judge(lesson: Lesson, sessions: readonly string[], dataFolder: string): Promise<Progress | number> {
  const recorded = openRecordedSessions(dataFolder);
  let progress = startProgress(lesson);
  try {
    for (const session of sessions) {
      const lines = await recorded.lines(session);
      if (!lines.ok) return reportFailure(lines.failure);
      for (const line of lines.value) progress = judgeLine(progress, judgedLine(line, Buffer.from(line.bytes, 'base64'), decode));
    }
    return progress;
  } finally {
    recorded.close();
  }
}
