/** What the transcript offers, and what it must be handed. */
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { Failure, Result } from '../../contract/failure.ts';
import type { Protocol } from '../../contract/failures/failure-codes.ts';
import type { ExportOrder, Line, LineRange, RetentionFacts, Session } from '../../contract/transcript.ts';
import type { OpenTap } from '../wire/tap.ts';
import type { Exporter, ExportState } from './export/exporter.ts';
import type { ExactLine } from './export/lines.ts';
import type { ExportRunner } from './export/write-export.ts';
import type { PayloadLines } from './files/session-index.ts';
import type { Retention } from './files/sweep.ts';
import type { TranscriptLimits } from './limits.ts';
import type { ApplyMask } from './masking/masker.ts';
import type { PayloadStore } from './payload/payload-retention.ts';
import type { RevealNeeds } from './reveal/reveal.ts';
import type { Matching } from './search/matching.ts';
import type { SearchRunner } from './search/search-runner.ts';

export interface TranscriptDependencies {
  /** The data folder; session files go into `transcript/` within it. */
  readonly folder: string;
  readonly clock: Clock;
  /** Accounts and their vault, where covered spans can be revealed. */
  readonly accounts?: RevealNeeds;
  readonly limits?: Partial<TranscriptLimits>;
  /** How much may be stored, and for how long, as it is set at the moment; without it the limits say so. */
  readonly retention?: () => Retention;
  /** Sessions that began, grew or ended; at most ten times a second. */
  readonly emit: (sessions: Session[]) => void;
  /** Who keeps whole messages; without it the transcript keeps all bytes itself. */
  readonly payloads?: PayloadStore;
  /** The message whose raw bytes have this SHA-256, if one is held. */
  readonly messageIdForHash?: (hash: string) => number | null;
  readonly logger?: Logger;
  /** Writes exports from the files of the sessions, on a thread of its own; without it they are written here. */
  readonly exportRunner?: ExportRunner;
  /** Looks for regular expressions, on threads of their own; without it there is no such search. */
  readonly searchRunner?: SearchRunner;
  /** An export goes on or is over; at most ten times a second each. */
  readonly onExport?: (state: ExportState) => void;
  /** The log could not be written, for example on a full disk. Mail is not affected. */
  readonly onFailure?: (failure: Failure) => void;
  /** Replaced by a test alone, to show what would be found without masking. */
  readonly applyMask?: ApplyMask;
}

export interface SessionFilter {
  readonly accountId?: string;
  readonly protocol?: Protocol;
  readonly text?: string;
  readonly limit: number;
}

export interface LinePage {
  readonly session: Session;
  readonly lines: Line[];
  /** Lines in all, or those in which the text stands. */
  readonly total: number;
}

export interface Transcript {
  /** Opens a session; for adapters of protocols. */
  readonly open: OpenTap;
  /** Newest first. */
  sessions(filter: SessionFilter): Promise<Session[]>;
  session(id: string): Promise<Session | null>;
  lines(request: { session: string; from: number; limit: number; text?: string | undefined }): Promise<Result<LinePage>>;
  /** What a regular expression stands in. */
  readonly matching: Matching;
  /** The exact bytes of one line, secrets overwritten, a payload expanded. */
  bytes(session: string, index: number): Promise<Result<Buffer>>;
  /** All lines of a session in order, with their exact bytes; `null` where only the hash of a payload is left. */
  everything(session: string): AsyncGenerator<ExactLine>;
  /** The lines that fetched or sent the message whose raw bytes have this SHA-256; none for a message that was never held. */
  wireOf(hash: string | null): Promise<PayloadLines[]>;
  /** The store of messages has made a message durable; the fingerprint is that of `fingerprintOfPayload`. */
  payloadStored(hash: string, fingerprint: number): void;
  pin(session: string, pinned: boolean): Promise<Result<null>>;
  remove(session: string): Promise<Result<null>>;
  /** Deletes lines of a session that is over; a note stands in their place. */
  removeLines(session: string, lines: LineRange): Promise<Result<null>>;
  /** What is stored, and what would go with these limits. */
  retentionFacts(wanted: Retention): Promise<RetentionFacts>;
  /** What is beyond the limits goes now; resolves when it is gone. */
  tidy(): Promise<void>;
  /** Keeps lines beyond the limits, or no longer. */
  keepLines(session: string, lines: LineRange, kept: boolean): Promise<Result<null>>;
  /** Removes an account's sessions, pinned ones too; those still open lose nothing. */
  forgetAccount(accountId: string): Promise<Result<null>>;
  /** Prepares a file of these sessions; answers the handle under which `exported` streams it. */
  export(order: ExportOrder): Promise<Result<{ handle: string; name: string }>>;
  exported(handle: string): Promise<ReturnType<Exporter['open']>>;
  readonly exportPreview: Exporter['preview'];
  readonly exportCancel: Exporter['cancel'];
  /** Resolves when everything decided so far is in the files. */
  flush(): Promise<void>;
  /** One covered span of a line, from the vault: `secret-not-held` where it does not hold it. */
  reveal(place: { session: string; index: number; offset: number }): Promise<Result<{ text: string }>>;
  /** Ends what is still open and writes everything. */
  close(): Promise<void>;
}
