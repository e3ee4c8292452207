/**
 * One IMAP connection as the commands of this folder see it: a queue that runs one piece of work at a time, a way to
 * send a command that either answers or fails with the server's own line, and the watchdog. Knows no command.
 */
import { type Failure, FailureError } from '../../contract/failure.ts';
import type { FailureCode } from '../../contract/failures/failure-codes.ts';
import { type CommandOptions, createCommandQueue } from '../wire/command-queue.ts';
import { connectionFailure } from '../wire/connection-failure.ts';
import type { ConnectionLifetime } from '../wire/connection-lifetime.ts';
import type { Deadlines } from '../wire/peer.ts';
import type { Tap } from '../wire/tap.ts';
import type { Watchdog } from '../wire/watchdog.ts';
import { type BodyWindow, createBodyWindow } from './body-window.ts';
import { type FetchItems, readFetch } from './fetch-response.ts';
import { type ImapContext, nameError } from './imap-failure.ts';
import type { ImapLimits, ImapNamespace, ImapOptions, ImapSelection } from './imap-types.ts';
import type { Attribute, ParsedResponse, ResponseItem } from './library.ts';
import { largestUnasked } from './library-options.ts';
import type { MailboxNames } from './mailbox-name.ts';
import type { FetchSink, TappedImapFlow } from './tapped-client.ts';
import { createUnnamed, type Unnamed } from './untagged.ts';

interface SendOptions {
  /**
   * Takes the FETCH responses of this command instead of the event listener. May wait: the connection is then not read.
   * Answers `false` for what was not asked for: it then becomes an event.
   */
  readonly onFetch?: (items: FetchItems) => boolean | Promise<boolean>;
  /** Takes untagged responses of this command, by their name in lower case. */
  readonly untagged?: Readonly<Record<string, (response: ParsedResponse) => void>>;
  readonly onContinuation?: (response: ParsedResponse) => void;
  /** The code of the failure when the answer is NO or BAD without a telling response code. */
  readonly refusedAs?: FailureCode;
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

export interface ImapSession {
  readonly options: ImapOptions;
  readonly limits: ImapLimits;
  readonly deadlines: Deadlines;
  readonly tap: Tap;
  readonly client: TappedImapFlow;
  readonly watchdog: Watchdog;
  readonly context: () => ImapContext;
  selected: Mutable<ImapSelection> | null;
  readonly names: MailboxNames;
  /** The first personal namespace; null where the server did not say (RFC 2342). */
  namespace: ImapNamespace | null;
  /** SELECTs and EXAMINEs sent so far. */
  selections: number;
  /** Messages of the selected folder whose flags changed and whose UID was not told. */
  readonly unnamed: Unnamed;
  /** Why the connection is over; undefined while it is open, null when we closed it. */
  readonly ended: () => Failure | null | undefined;
  /** Extensions that the server offers and has shown not to know. */
  readonly unknown: Set<string>;
  /** Whether a capability (capitals) is offered. */
  readonly has: (capability: string) => boolean;
  /** Pieces of work that wait for their turn. */
  readonly waiting: () => number;
  /** Queues work; an IDLE in progress is asked to end. */
  readonly run: <Value>(options: CommandOptions | undefined, work: () => Promise<Value>) => Promise<Value>;
  /** Sends one command and waits for its tagged OK; only within `run`. */
  readonly send: (command: string, attributes: Attribute[], options?: SendOptions) => Promise<ParsedResponse>;
  /** Runs a command of the library that answers `false` when refused. */
  readonly guard: <Value>(command: string, work: () => Promise<Value>) => Promise<Exclude<Value, false>>;
  readonly fail: (code: FailureCode, fields?: Partial<Omit<Failure, 'code'>>) => FailureError;
  readonly bodyWindow: BodyWindow;
  /** Asks waiting work (IDLE) to end. */
  interrupt: (() => void) | null;
}

interface SessionParts {
  readonly options: ImapOptions;
  readonly limits: ImapLimits;
  readonly deadlines: Deadlines;
  readonly tap: Tap;
  readonly client: TappedImapFlow;
  readonly lifetime: ConnectionLifetime;
  readonly names: MailboxNames;
  readonly context: () => ImapContext;
}

export function createSession(parts: SessionParts): ImapSession {
  const { client, context, lifetime, limits, tap, deadlines } = parts;
  const { ended, watchdog } = lifetime;
  const queue = createCommandQueue({ lifetime, tap, context });
  const fail = (code: FailureCode, fields?: Partial<Omit<Failure, 'code'>>) => new FailureError(connectionFailure(code, context(), fields));

  const setSink = (sink: FetchSink | null) => {
    client.fetchSink = sink;
    // Only what was asked for may be large: a body is held several times on its way to the disk and the transcript.
    client.internals.streamer.maxLiteralSize = sink ? limits.literal : Math.min(limits.literal, largestUnasked);
  };

  const unknown = new Set<string>();
  const session: ImapSession = {
    ...parts,
    ended,
    watchdog,
    bodyWindow: createBodyWindow(limits.windowBytes),
    selected: null,
    namespace: null,
    selections: 0,
    unnamed: createUnnamed(),
    interrupt: null,
    unknown,
    has: (capability) => client.capabilities.has(capability) && !unknown.has(capability),
    fail,
    waiting: queue.waiting,
    run: (options, work) => {
      const turn = queue.run(options, work);
      session.interrupt?.();
      return turn;
    },
    send: async (command, attributes, options = {}) => {
      // A consumer's exception must not look like a server failure, nor interrupt the command.
      let thrown: { error: unknown } | null = null;
      let answers = 0;
      if (options.onFetch) setSink({ take: (item) => takeFetch(item, options.onFetch) });
      const takeFetch = async (item: ResponseItem, consume: SendOptions['onFetch']) => {
        const items = readFetch({ line: item.payload.toString('latin1'), literals: item.literals });
        if (!items) thrown ??= { error: fail('protocol-violation', { command, reply: item.payload.toString('utf8', 0, 500) }) };
        answers += 1;
        if (answers > mostAnswers) thrown ??= { error: fail('limit-exceeded', { command, detail: { limit: mostAnswers } }) };
        if (thrown || !items) return answers <= mostAnswers;
        try {
          let taken = consume?.(items);
          if (taken instanceof Promise) {
            // While the consumer is busy the connection is not read: suspend the watchdog.
            watchdog.rest();
            taken = await taken;
            watchdog.expect(deadlines.reply);
          }
          // Unsolicited data counts against its budget, then becomes an event like any other.
          if (taken === false) return false;
        } catch (error) {
          thrown = { error };
        }
        return true;
      };
      watchdog.expect(deadlines.reply);
      try {
        const answer = await client.internals.exec(command, attributes.length > 0 ? attributes : false, {
          untagged: asynchronous(options.untagged),
          ...(options.onContinuation ? { onPlusTag: async (response: ParsedResponse) => options.onContinuation?.(response) } : {}),
        });
        answer.next();
        if (thrown) throw new Consumed(thrown);
        return answer.response;
      } catch (error) {
        if (error instanceof Consumed) throw error.thrown.error;
        throw new FailureError(named(error, command, options.refusedAs));
      } finally {
        setSink(null);
        watchdog.rest();
      }
    },
    guard: async (command, work) => {
      watchdog.expect(deadlines.reply);
      try {
        const value = await work();
        if (value === false) throw new FailureError(named({ responseStatus: 'NO' }, command));
        return value as Exclude<typeof value, false>; // excluded one line above
      } catch (error) {
        throw new FailureError(named(error, command));
      } finally {
        watchdog.rest();
      }
    },
  };
  return session;

  function named(error: unknown, command: string, refusedAs?: FailureCode): Failure {
    const failed = nameError(error, command, context(), ended() ?? null);
    if (ended() === null) return { ...failed, code: 'cancelled', permanent: false };
    return refusedAs && failed.code === 'command-refused' ? { ...failed, code: refusedAs } : failed;
  }
}

/** Whether the server did not understand a command (RFC 9051 §7.1.3), rather than refuse it. */
export const isBad = (error: unknown): boolean => error instanceof FailureError && /^\S+ BAD\b/i.test(error.failure.reply ?? '');

/**
 * FETCH responses to one command: more than the messages of a folder. Any beyond count as unsolicited, and the budget for these ends the
 * connection.
 */
const mostAnswers = 2_000_000;

/** Wraps what a consumer threw on its way out of `send`. */
class Consumed extends Error {
  readonly thrown: { error: unknown };
  constructor(thrown: { error: unknown }) {
    super('a consumer failed');
    this.thrown = thrown;
  }
}

function asynchronous(handlers: SendOptions['untagged']): Record<string, (response: ParsedResponse) => Promise<void>> {
  const wrapped: Record<string, (response: ParsedResponse) => Promise<void>> = Object.create(null);
  for (const [name, handler] of Object.entries(handlers ?? {})) wrapped[name.toUpperCase()] = async (response) => handler(response);
  return wrapped;
}
