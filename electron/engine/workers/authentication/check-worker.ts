/** Entry point of the thread that checks who vouches for a message. It may hang or die on hostile mail: `checker.ts` replaces it. */
import { parentPort } from 'node:worker_threads';
import { checkMessage } from '../../authentication/check-message.ts';
import { decode } from '../../cache/bodies/blobs.ts';
import { readAuthentication } from '../../mime/authentication/read-authentication.ts';
import { readHeaderBlock } from '../../mime/header/header-block.ts';
import type { FromChecker, Rows, ToChecker } from './check-messages.ts';

if (!parentPort) throw new Error('check-worker.ts is the entry point of a worker thread');
const parent = parentPort;
const say = (said: FromChecker): void => parent.postMessage(said);

let lastQuestion = 0;
const open = new Map<number, (answer: Rows) => void>();

/** Asks the engine: a name is looked up where every connection is recorded. */
const resolverFor =
  (id: number) =>
  (name: string, type: string): Promise<unknown[]> =>
    new Promise((resolve, reject) => {
      const question = ++lastQuestion;
      open.set(question, (answer) => {
        if ('rows' in answer) resolve([...answer.rows]);
        else reject(Object.assign(new Error(answer.code), { code: answer.code }));
      });
      say({ id, question, name, type });
    });

async function answer({ id, message, task }: Extract<ToChecker, { task: unknown }>): Promise<FromChecker> {
  try {
    const raw = decode(message);
    const read = readAuthentication(readHeaderBlock(raw), task.account);
    return { id, check: await checkMessage(raw, read, resolverFor(id), task.now) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

parent.on('message', (asked: ToChecker) => {
  if ('task' in asked) return void answer(asked).then(say);
  const settle = open.get(asked.question);
  open.delete(asked.question);
  settle?.(asked.answer);
});
