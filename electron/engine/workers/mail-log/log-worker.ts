/** Entry point of a thread that reads one log, follows it, and looks things up in it. Between two chunks of a file it answers what it is asked. */
import { parentPort, workerData } from 'node:worker_threads';
import { toFailure } from '../../../contract/failure.ts';
import type { LogAnswers, LogQuestion } from '../../mail-log/log-runner.ts';
import { createLogSession, type LogOrder } from '../../mail-log/log-session.ts';
import { lowerThreadPriority, niceness } from '../threads/lower-thread-priority.ts';
import type { FromLog, ToLog } from './log-messages.ts';

if (!parentPort) throw new Error('log-worker.ts is the entry point of a worker thread');
const parent = parentPort;
const order = workerData as LogOrder; // given by `createLogThreads`, the only one who starts this file
lowerThreadPriority(niceness.packing);

/** Milliseconds between two signs of progress, and between two looks at a file that is followed. */
const pace = 300;

const session = createLogSession(order, Date.now);
const tell = (message: FromLog): void => parent.postMessage(message);

let told = '';
function tellProgress(): void {
  const progress = session.progress();
  const { read, lines, state } = progress;
  const now = `${read} ${lines} ${state}`;
  if (now === told) return;
  told = now;
  tell({ progress });
}

function answer(question: LogQuestion): LogAnswers[LogQuestion['kind']] {
  switch (question.kind) {
    case 'page':
      return session.page(question);
    case 'lines':
      return session.lines(question);
    case 'find':
      return session.find(question.id);
  }
}

parent.on('message', (message: ToLog) => {
  if ('stop' in message) {
    session.stop();
    tellProgress();
    return;
  }
  const { id, question } = message;
  try {
    tell({ id, answer: answer(question) });
  } catch (error) {
    tell({ id, failure: toFailure(error) });
  }
});

setInterval(() => void session.poll().then(tellProgress), pace);
await session.read();
tellProgress();
