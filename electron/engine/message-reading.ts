/** One message read without a running engine, a data folder or an account: for the command line. Knows no store and no server. */

import type { Clock } from '../base/clock.ts';
import type { Notice } from '../contract/delivery/notices.ts';
import type { MessagePath } from '../contract/delivery/path.ts';
import type { Result } from '../contract/failure.ts';
import type { ReadingDifference } from '../contract/messages.ts';
import type { ParsedMessage } from './mime/parse.ts';
import { createParser } from './workers/parser.ts';

interface MessageReading {
  read(raw: Buffer): Promise<Result<ParsedMessage>>;
  /** Where a second, independent parser reads the message otherwise. */
  compare(raw: Buffer): Promise<Result<ReadingDifference[]>>;
  /** Its way by its trace fields. */
  path(raw: Buffer): Promise<Result<MessagePath>>;
  /** What it says of the delivery of another message; null where it is no such notice. */
  notice(raw: Buffer): Promise<Result<Notice | null>>;
  close(): Promise<void>;
}

/** Keeps the process, unlike timers of the system's clock: the thread does not, and a message may be the death of it. */
const after: Clock['after'] = (milliseconds, callback) => {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
};

/** @param parseWorker entry point of the thread that parses, which has a deadline and a memory limit */
export function openMessageReading(parseWorker: URL): MessageReading {
  const parser = createParser({ url: parseWorker, after });
  return { read: parser.parse, compare: parser.compare, path: parser.path, notice: parser.notice, close: parser.close };
}
