/**
 * The engine's side of the compose worker: messages are taken apart for answers and views and put together for sending, one after
 * the other, on a thread of its own. A thread that hangs or dies over a message is replaced, and only that message fails.
 */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../base/clock.ts';
import { fail, failure, type Result, succeed, toFailure } from '../../contract/failure.ts';
import type { StoredBytes } from '../cache/bodies/blobs.ts';
import type { AnswerOrder, ComposeOrder } from '../compose/composing.ts';
import type { Answer } from '../mime/compose/answer.ts';
import type { ComposedMessage } from '../mime/compose/compose.ts';
import type { ComposeAnswer, ComposeTask, FromComposer, PartOfMessage, ToComposer } from './compose-messages.ts';
import { packBytes } from './pack-bytes.ts';
import { setProcessorDeadline } from './threads/processor-deadline.ts';

/** The longest that a processor may work for one task, milliseconds. */
interface ComposerLimits {
  readonly answer: number;
  readonly part: number;
  readonly compose: number;
}

const composerLimits: ComposerLimits = { answer: 10_000, part: 10_000, compose: 300_000 };
/** Times as long by the clock, on a busy machine. */
const patience = 7;

interface ComposerOptions {
  /** Entry point of the worker. */
  readonly url: URL;
  /** Of the thread; default `compose`. */
  readonly name?: string;
  /** The file with the user's data: files of drafts are read out of it. */
  readonly userDataPath: string;
  readonly after: Clock['after'];
  readonly limits?: ComposerLimits;
}

export interface Composer {
  /** Starts the thread, so that it is there when it is wanted. */
  warm(): void;
  /** What a draft begins with. The bytes are given away. Of a message that cannot be read in time, its header alone is answered. */
  answer(order: AnswerOrder, read: () => StoredBytes | null): Promise<Result<Answer>>;
  compose(order: ComposeOrder): Promise<Result<ComposedMessage>>;
  /** The decoded bytes of one part; null where there is no such part, or no such message. */
  part(message: MessageSource, partId: string): Promise<Result<PartOfMessage | null>>;
  close(): Promise<void>;
}

/** A message whose parts are asked for. */
interface MessageSource {
  /** Names its bytes: equal keys, equal bytes. */
  readonly key: string;
  /** Called only where the thread has them not at hand. They are given away. Null: there are none. */
  read(): StoredBytes | null;
}

interface Waiting {
  readonly kind: ComposeTask['kind'];
  /** Called when its turn has come; null: there is nothing to do. */
  task(): ComposeTask | null;
  resolve(result: Result<ComposeAnswer>): void;
}

export function createComposer({ url, name = 'compose', userDataPath, after, limits = composerLimits }: ComposerOptions): Composer {
  const waiting: Waiting[] = [];
  let current: { readonly id: number; readonly asked: Waiting; readonly stopTimer: () => void } | null = null;
  let worker: Worker | null = null;
  let nextId = 1;
  /** The message that was given to the thread last, of those whose parts are asked for. */
  let given: string | null = null;
  let closed = false;

  function start(): Worker {
    const started = new Worker(url, {
      name,
      workerData: { userDataPath },
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 8 },
    });
    started.unref();
    started.on('message', (answer: FromComposer) => {
      if (started !== worker || answer.id !== current?.id) return;
      settle('error' in answer ? lost(answer.error) : succeed(answer.answer));
    });
    started.on('error', (error) => replace(started, error instanceof Error ? error.message : String(error)));
    started.on('exit', () => replace(started, 'the compose thread ended'));
    return started;
  }

  const lost = (message: string): Result<ComposeAnswer> => fail(failure('message-unparsable', { detail: { message } }));

  function replace(ended: Worker, reason: string): void {
    if (ended !== worker) return;
    worker = null;
    given = null;
    ended.terminate().catch(() => {}); // it may have ended already
    if (current) settle(lost(reason));
  }

  function settle(result: Result<ComposeAnswer>): void {
    const done = current;
    current = null;
    done?.stopTimer();
    done?.asked.resolve(result);
    next();
  }

  function next(): void {
    let asked: Waiting | undefined;
    let task: ComposeTask | null = null;
    while (!current && !closed && !task) {
      asked = waiting.shift();
      if (!asked) return;
      task = taskOf(asked);
    }
    if (!asked || !task) return;
    worker ??= start();
    const at = worker;
    const most = limits[asked.kind];
    const stopTimer = setProcessorDeadline({
      worker: at,
      milliseconds: most,
      longest: most * patience,
      after,
      onOver: () => replace(at, `nothing came of it within ${most} ms`),
    });
    current = { id: nextId++, asked, stopTimer };
    const message: ToComposer = { id: current.id, task };
    const { value, transfer } = packBytes(message);
    at.postMessage(value, transfer);
  }

  function taskOf({ task, resolve }: Waiting): ComposeTask | null {
    try {
      const made = task();
      if (!made) resolve(fail(failure('message-gone')));
      return made;
    } catch (error) {
      resolve(fail(toFailure(error)));
      return null;
    }
  }

  const runLate = (kind: ComposeTask['kind'], task: () => ComposeTask | null): Promise<Result<ComposeAnswer>> =>
    new Promise((resolve) => {
      if (closed) return resolve(fail(failure('cancelled')));
      waiting.push({ kind, task, resolve });
      next();
    });
  const run = (task: ComposeTask) => runLate(task.kind, () => task);
  const partTask = ({ key, read }: MessageSource, partId: string, isHeld: boolean): ComposeTask | null => {
    if (isHeld && given === key) return { kind: 'part', key, raw: null, partId };
    const raw = read();
    if (raw) given = key;
    return raw && { kind: 'part', key, raw, partId };
  };
  /** The worker answers with the kind it was asked for. */
  const mixedUp = fail(failure('internal', { detail: { message: 'the compose thread answered something else' } }));

  return {
    warm() {
      if (!closed) worker ??= start();
    },
    async answer(order, read) {
      const gone = fail(failure('message-gone'));
      const raw = read();
      if (!raw) return gone;
      const whole = await run({ kind: 'answer', order, raw, headersOnly: false });
      if (whole.ok) return whole.value.kind === 'answer' ? succeed(whole.value.answer) : mixedUp;
      const again = whole.failure.code === 'message-unparsable' ? read() : null;
      if (!again) return whole;
      const header = await run({ kind: 'answer', order, raw: again, headersOnly: true });
      if (!header.ok) return header;
      return header.value.kind === 'answer' ? succeed(header.value.answer) : mixedUp;
    },
    async compose(order) {
      const done = await run({ kind: 'compose', order });
      if (!done.ok) return done.failure.code === 'cancelled' ? done : fail(failure('internal', { ...detailOf(done.failure) }));
      if (done.value.kind !== 'compose') return mixedUp;
      const { composed } = done.value;
      // What crossed between threads is a plain array of bytes.
      return composed.ok ? succeed({ ...composed.value, raw: asBuffer(composed.value.raw) }) : composed;
    },
    async part(message, partId) {
      let done = await runLate('part', () => partTask(message, partId, true));
      if (done.ok && done.value.kind === 'unheld') done = await runLate('part', () => partTask(message, partId, false));
      if (!done.ok) return done.failure.code === 'message-gone' ? succeed(null) : done;
      return done.value.kind === 'part' ? succeed(done.value.part) : mixedUp;
    },
    async close() {
      closed = true;
      const cancelled = fail<ComposeAnswer>(failure('cancelled'));
      for (const { resolve } of waiting.splice(0)) resolve(cancelled);
      if (current) settle(cancelled);
      const last = worker;
      worker = null;
      await last?.terminate();
    },
  };
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const detailOf = ({ detail }: { readonly detail?: Record<string, string | number | boolean> | undefined }) => (detail ? { detail } : {});
