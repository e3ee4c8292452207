/**
 * Parses messages for reading, on a thread of its own with a deadline and a memory limit (security P10). A thread that
 * hangs or dies is replaced, and its message answers with headers only and a `parseFailure`: its source can still be shown.
 */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../base/clock.ts';
import type { Authentication, SenderNote } from '../../contract/delivery/authentication.ts';
import type { Notice } from '../../contract/delivery/notices.ts';
import type { MessagePath } from '../../contract/delivery/path.ts';
import type { Report } from '../../contract/delivery/reports.ts';
import { type Failure, fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { ReadingDifference } from '../../contract/messages.ts';
import { decode, encodings, type StoredBytes } from '../cache/bodies/blobs.ts';
import type { AccountServers } from '../mime/authentication/own-servers.ts';
import type { Acquaintance, AskedSender } from '../mime/authentication/sender-notes.ts';
import { describeHeaders } from '../mime/header/describe-headers.ts';
import { readHeaderBlock } from '../mime/header/header-block.ts';
import { summarise } from '../mime/header/summary.ts';
import type { ParsedMessage, ParseOptions } from '../mime/parse.ts';
import type { FromParser, ParseTask, ToParser } from './parse-messages.ts';
import { setProcessorDeadline } from './threads/processor-deadline.ts';

/** What one message may cost (security P10). */
interface ParserLimits {
  /** Of a processor; the start of the thread does not count. */
  readonly milliseconds: number;
  readonly megabytes: number;
}

const parserLimits: ParserLimits = { milliseconds: 5_000, megabytes: 256 };
/** By the clock, milliseconds: nobody waits longer for a message, and sees its headers. */
const longest = 30_000;

/** The thread is there by then, if no message was opened before, milliseconds. */
const startsAfterMs = 3_000;

interface ParserOptions {
  /** Entry point of the worker. */
  readonly url: URL;
  readonly after: Clock['after'];
  readonly limits?: ParserLimits;
}

export interface Parser {
  /** One message at a time, in the order asked. It is copied, and decompressed on the thread. Fails only with `cancelled`, after `close`. */
  parse(message: Buffer | StoredBytes, options?: ParseOptions): Promise<Result<ParsedMessage>>;
  /**
   * The bytes of a message that is a part of another, or null where the part is none. `message-unparsable` where it could not be read in time.
   */
  enclosed(message: Buffer | StoredBytes, partId: string): Promise<Result<Buffer | null>>;
  /** Where a second parser reads the message otherwise; in the same queue. `message-unparsable` where it hangs, dies or gives up. */
  compare(message: Buffer | StoredBytes): Promise<Result<ReadingDifference[]>>;
  /** The way of a message by its trace fields; in the same queue. `message-unparsable` where they could not be read in time. */
  path(message: Buffer | StoredBytes): Promise<Result<MessagePath>>;
  /** What its header says of who vouches for it; in the same queue, and it fails like `path`. `account`: null for a message out of a file. */
  authentication(message: Buffer | StoredBytes, account: AccountServers | null): Promise<Result<Authentication>>;
  /** What is odd about a sender, by what a mailbox knows; in the same queue, and it fails like `path`. */
  sender(asked: AskedSender, acquaintance: Acquaintance): Promise<Result<SenderNote[]>>;
  /** What it says of the delivery of another, or null where it is no such notice; in the same queue, and it fails like `path`. */
  notice(message: Buffer | StoredBytes): Promise<Result<Notice | null>>;
  /** The reports that it carries; in the same queue, and it fails like `path`. */
  reports(message: Buffer | StoredBytes): Promise<Result<Report[]>>;
  close(): Promise<void>;
}

interface Task {
  readonly id: number;
  readonly message: StoredBytes;
  readonly task: ParseTask;
  resolve(outcome: Outcome): void;
}

type Answer = Exclude<FromParser, { readonly isReady: true }>;

/** What the thread answered, or why it did not. */
type Outcome = Answer | { readonly error: string } | { readonly cancelled: Failure };

export function createParser({ url, after, limits = parserLimits }: ParserOptions): Parser {
  const waiting: Task[] = [];
  let current: { readonly task: Task; stopTimer: () => void } | null = null;
  let worker: Worker | null = null;
  /** The thread, once it has started. */
  let ready: Worker | null = null;
  let nextId = 1;
  let closed = false;
  // Delayed: at start-up the processor is needed for the list, and a message is opened only after that.
  const stopWaiting = after(startsAfterMs, () => {
    if (!closed) worker ??= start();
  });

  function start(): Worker {
    const started = new Worker(url, {
      name: 'parse',
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: 8 },
    });
    started.unref();
    started.on('message', (answer: FromParser) => {
      if (started !== worker) return;
      if ('isReady' in answer) {
        ready = started;
        current?.stopTimer();
        if (current) current.stopTimer = deadline(started);
      } else if (answer.id === current?.task.id) settle(answer);
    });
    started.on('error', (error) => replace(started, error instanceof Error ? error.message : String(error)));
    started.on('exit', () => replace(started, 'the parser ended'));
    return started;
  }

  function deadline(at: Worker): () => void {
    const onOver = () => replace(at, `not parsed within ${limits.milliseconds} ms`);
    return at === ready
      ? setProcessorDeadline({ worker: at, milliseconds: limits.milliseconds, longest, after, onOver })
      : after(longest, onOver);
  }

  /** Gives up a thread; the message it was at is answered, the others go on in a new one. */
  function replace(lost: Worker, reason: string): void {
    if (lost !== worker) return;
    worker = null;
    lost.terminate().catch(() => {}); // it may have ended already
    if (current) settle({ error: reason });
  }

  function settle(outcome: Outcome): void {
    const done = current;
    current = null;
    done?.stopTimer();
    done?.task.resolve(outcome);
    next();
  }

  function next(): void {
    if (current || closed) return;
    const task = waiting.shift();
    if (!task) return;
    worker ??= start();
    const at = worker;
    current = { task, stopTimer: deadline(at) };
    const bytes = new Uint8Array(task.message.bytes); // the caller keeps its own
    const asked: ToParser = { id: task.id, message: { ...task.message, bytes }, task: task.task };
    at.postMessage(asked, [bytes.buffer]);
  }

  const ask = (message: StoredBytes, task: ParseTask): Promise<Outcome> =>
    new Promise((resolve) => {
      if (closed) return resolve({ cancelled: failure('cancelled') });
      waiting.push({ id: nextId++, message, task, resolve });
      next();
    });

  return {
    async parse(message, options = {}) {
      const stored = asStored(message);
      const outcome = await ask(stored, { kind: 'read', options });
      if ('cancelled' in outcome) return fail(outcome.cancelled);
      if ('parsed' in outcome) return succeed(outcome.parsed);
      return succeed(headersOnly(decode(stored), unparsable(outcome)));
    },
    async enclosed(message, partId) {
      const outcome = await ask(asStored(message), { kind: 'enclosed', partId });
      if ('cancelled' in outcome) return fail(outcome.cancelled);
      if ('enclosed' in outcome) return succeed(outcome.enclosed && Buffer.from(outcome.enclosed));
      return fail(unparsable(outcome));
    },
    async compare(message) {
      const outcome = await ask(asStored(message), { kind: 'compare' });
      if ('cancelled' in outcome) return fail(outcome.cancelled);
      return 'differences' in outcome ? succeed(outcome.differences) : fail(unparsable(outcome));
    },
    async path(message) {
      const outcome = await ask(asStored(message), { kind: 'path' });
      if ('cancelled' in outcome) return fail(outcome.cancelled);
      return 'path' in outcome ? succeed(outcome.path) : fail(unparsable(outcome));
    },
    async authentication(message, account) {
      const outcome = await ask(asStored(message), { kind: 'authentication', account });
      if ('cancelled' in outcome) return fail(outcome.cancelled);
      return 'authentication' in outcome ? succeed(outcome.authentication) : fail(unparsable(outcome));
    },
    async sender(asked, acquaintance) {
      // The people of a mailbox are told once, and again to a thread that took the place of another.
      for (const known of [{ version: acquaintance.version }, acquaintance]) {
        const outcome = await ask(asStored(Buffer.alloc(0)), { kind: 'sender', asked, acquaintance: known });
        if ('cancelled' in outcome) return fail(outcome.cancelled);
        if (!('sender' in outcome)) return fail(unparsable(outcome));
        if (outcome.sender) return succeed(outcome.sender);
      }
      return fail(unparsable({ error: 'the thread was replaced' }));
    },
    async notice(message) {
      const outcome = await ask(asStored(message), { kind: 'notice' });
      if ('cancelled' in outcome) return fail(outcome.cancelled);
      return 'notice' in outcome ? succeed(outcome.notice) : fail(unparsable(outcome));
    },
    async reports(message) {
      const outcome = await ask(asStored(message), { kind: 'reports' });
      if ('cancelled' in outcome) return fail(outcome.cancelled);
      return 'reports' in outcome ? succeed(outcome.reports) : fail(unparsable(outcome));
    },
    async close() {
      closed = true;
      stopWaiting();
      const cancelled = { cancelled: failure('cancelled') };
      for (const task of waiting.splice(0)) task.resolve(cancelled);
      if (current) settle(cancelled);
      const last = worker;
      worker = null;
      await last?.terminate();
    },
  };
}

const unparsable = (outcome: Outcome): Failure =>
  failure('message-unparsable', { detail: { message: 'error' in outcome ? outcome.error : 'an answer to another question' } });

/** Bytes that are no record of the cache are the message itself. */
const asStored = (message: Buffer | StoredBytes): StoredBytes =>
  Buffer.isBuffer(message) ? { bytes: message, encoding: encodings.asItCame } : message;

/** A message parsed from its header alone; linear and bounded. */
function headersOnly(raw: Buffer, parseFailure: Failure): ParsedMessage {
  const header = readHeaderBlock(raw);
  const summary = summarise(header);
  return {
    subject: summary.subject,
    from: summary.from,
    sender: summary.sender,
    to: summary.to,
    cc: summary.cc,
    bcc: summary.bcc,
    replyTo: summary.replyTo,
    messageId: summary.messageId,
    inReplyTo: summary.inReplyTo,
    references: summary.references,
    mailReplyTo: summary.mailReplyTo,
    mailFollowupTo: summary.mailFollowupTo,
    listPost: summary.listPost,
    dateField: summary.date,
    received: summary.received,
    headers: describeHeaders(header),
    text: null,
    html: null,
    structure: {
      id: '1',
      type: 'application/octet-stream',
      parameters: {},
      disposition: null,
      fileName: null,
      contentId: null,
      encoding: null,
      size: raw.length,
      children: [],
    },
    attachments: [],
    unread: [],
    mayBeNotice: false,
    mayHoldReport: false,
    warnings: summary.warnings,
    parseFailure,
  };
}
