/**
 * What every room of the engine is given when it is installed, and what it answers: types and nothing that runs. A room takes
 * from here what all rooms share; what it needs of another room it is handed by `engine.ts` as functions.
 */
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { CallTable, Handlers } from '../contract/call.ts';
import type { Emit } from '../contract/contract.ts';
import type { SessionPurpose } from '../contract/transcript.ts';
import type { Trusted } from './accounts/trusted.ts';
import type { Bus } from './bus.ts';
import type { Storage } from './cache/queue/jobs.ts';
import type { Reader } from './cache/reader.ts';
import type { EngineSettings } from './engine-thread.ts';
import type { Host } from './host.ts';
import type { LogRunner } from './mail-log/log-runner.ts';
import type { ExportRunner } from './transcript/export/write-export.ts';
import type { SearchRunner } from './transcript/search/search-runner.ts';
import type { SignInMemory } from './wire/authentication/sign-in-ways.ts';
import type { Peer } from './wire/peer.ts';
import type { OpenTap } from './wire/tap.ts';
import type { Checker } from './workers/authentication/checker.ts';
import type { Composer } from './workers/composer.ts';
import type { Parser } from './workers/parser.ts';

/** What there is before anything is recorded: the transcript is installed with this, because every connection needs its tap. */
export interface ContextBase {
  readonly settings: EngineSettings;
  readonly host: Host;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The databases, read only. */
  readonly reader: Reader;
  /** Reads one message on another thread, with a deadline. */
  readonly parser: Parser;
  /** Checks who vouches for a message, on another thread. */
  readonly checker: Checker;
  /** Makes answers and messages to send, on another thread. */
  readonly composer: Composer;
  /** The same on a thread of its own: pictures and attachments that are looked at do not wait for a long message. */
  readonly parts: Composer;
  /** Writes exports of the transcript, on threads of their own. */
  readonly exportRunner: ExportRunner;
  /** Looks for regular expressions in the transcript, on threads of their own. */
  readonly searchRunner: SearchRunner;
  /** Reads logs of mail servers, on threads of their own. */
  readonly logRunner: LogRunner;
  /** The event bus. */
  readonly bus: Bus;
  /** Reports the progress of calls to the windows. Changes of mail and accounts go over the bus instead. */
  readonly emit: Emit;
}

export interface EngineContext extends ContextBase {
  /** All writes. */
  readonly storage: Storage;
  /** Every connection is opened with a tap, and recorded by it. */
  readonly openTap: OpenTap;
  readonly trust: Trusted;
  /** What is known of passwords at each server, shared by checking, reading and sending. */
  readonly signIns: SignInMemory;
  /** Everything a connection needs but address and password. */
  peerBase(
    account: { readonly id: string | null; readonly name: string },
    purpose: SessionPurpose,
  ): Pick<Peer, 'openTap' | 'opening' | 'clock' | 'trust' | 'signIns'>;
}

/** What a room answers when it is installed, besides the functions that it offers to other rooms. */
export interface Room<Calls extends CallTable> {
  readonly handlers: Handlers<Calls>;
  /** Ends what is under way; resolves when nothing of the room runs any more. */
  close(): Promise<void>;
}
