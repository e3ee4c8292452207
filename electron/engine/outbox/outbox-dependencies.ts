/** What the outbox needs of the rest of the engine: storage directly; submitters, evidence and filing as functions handed in. */
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { Failure, Result } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { StoredBytes } from '../cache/bodies/blobs.ts';
import type { HandoverReader } from '../cache/handovers/read-handovers.ts';
import type { JobInput, Storage } from '../cache/queue/jobs.ts';
import type { DraftReader } from '../cache/user-data/read-drafts.ts';
import type { OutboxReader } from '../cache/user-data/read-outbox.ts';
import type { Answer } from '../mime/compose/answer.ts';
import type { Submitter } from '../wire/submitter.ts';

/** A message with its entry, as it is queued. */
export type MessageToQueue = JobInput<'queueMessage'>;

/** A copy for Sent, as it is to be filed. */
export interface CopyToFile {
  readonly messageId: string;
  readonly raw: Buffer;
  readonly date: number;
  readonly key: string;
}

export interface OutboxDependencies {
  readonly storage: Storage;
  readonly reader: OutboxReader & DraftReader & HandoverReader;
  /** The account's submitter; fails with `password-missing`, or `not-found` for an account that is gone. */
  readonly submitter: (accountId: string) => Promise<Result<Submitter>>;
  /** Looks for the Message-ID on the server: the only evidence there is when the connection broke after the final dot. Null: not found. */
  readonly findEvidence: (accountId: string, messageId: string) => Promise<Result<'sent' | 'inbox' | null>>;
  /** Files the copy for Sent, unless the server has done it. `refusals`: how often the server has not taken it until now. */
  readonly fileSent: (
    accountId: string,
    copy: CopyToFile & { readonly refusals: number },
  ) => Promise<{ readonly sentCopy: OutboxItem['sentCopy']; readonly copyFailure: Failure | null; readonly copyRefusals: number }>;
  /** The same on the user's request: one attempt; a local copy is dropped when the server has one. */
  readonly fileAgain: (accountId: string, copy: CopyToFile) => Promise<Result<OutboxItem['sentCopy']>>;
  /** Marks the message that was answered or forwarded. */
  readonly markSource: (sourceId: number, flag: 'answered' | 'forwarded') => Promise<void>;
  /** Text and files of a message, for a draft to its remaining recipients. */
  readonly again: (message: StoredBytes) => Promise<Result<Answer>>;
  /** `isGone`: it was removed, and this is how it was last. */
  readonly emit: (item: OutboxItem, isGone?: boolean) => void;
  readonly emitDraft: (id: string) => void;
  readonly clock: Clock;
  /** A number from 0 to 1, for jitter. */
  readonly random: () => number;
  readonly logger: Logger;
}
