/**
 * Submission connections that stay open after a message for the next one to the same server under the same name: most of
 * what a short message costs is the connection and the log-in. Knows nothing of messages and their outcome.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { connectionFailure } from '../wire/connection-failure.ts';
import type { Dialogue } from './dialogue.ts';
import type { SubmissionOptions } from './smtp-types.ts';

export interface KeptConnectionLimits {
  /**
   * Milliseconds without a message until QUIT. Short: RFC 5321 §4.5.3.2.7 lets a server wait five minutes, but many wait less, and routers
   * forget.
   */
  readonly idle: number;
  /** Milliseconds of rest after which the server is asked whether it is still there, before a message is begun. */
  readonly probeAfter: number;
  /** How long that answer may take. */
  readonly probe: number;
  /** Milliseconds from the log-in after which no further message is begun. */
  readonly age: number;
  readonly messages: number;
}

export const defaultKeptConnectionLimits: KeptConnectionLimits = {
  idle: 20_000,
  probeAfter: 1_000,
  probe: 10_000,
  age: 600_000,
  messages: 100,
};

/** A connection past its log-in. */
export interface OpenSubmission {
  readonly dialogue: Dialogue;
  readonly openedAt: number;
  /** Messages it has carried. */
  readonly messages: number;
}

export interface KeptConnections {
  /** A connection that a message may be begun on at once, or null. It is the caller's until `keep`. */
  take(options: SubmissionOptions): Promise<OpenSubmission | null>;
  /** Keeps it open for the next message, or says QUIT. */
  keep(options: SubmissionOptions, open: OpenSubmission): void;
  /** QUIT on the connections of an account that is gone. */
  forget(accountId: string): Promise<void>;
  /** QUIT everywhere; resolves when every connection is closed. What comes back later is closed at once. */
  close(): Promise<void>;
}

interface Resting extends OpenSubmission {
  readonly accountId: string | null;
  readonly since: number;
  readonly cancel: () => void;
}

export function createKeptConnections(limits: KeptConnectionLimits = defaultKeptConnectionLimits): KeptConnections {
  const resting = new Map<string, Resting>();
  let closed = false;
  /** Random per process, so that the digests cannot be used to test passwords elsewhere. */
  const secret = randomBytes(32);
  /** Identifies a connection by server, credentials and trust, so that changed settings never use an old one. Only a digest is kept. */
  const keyOf = ({ host, port, security, credentials, mechanism, name, trust, opening }: SubmissionOptions): string =>
    createHmac('sha256', secret)
      .update(JSON.stringify([opening.accountId, host, port, security, credentials, mechanism, name ?? '', trust]))
      .digest('base64');

  async function quit({ dialogue }: OpenSubmission): Promise<void> {
    dialogue.tap.cause(null);
    dialogue.quit(null);
    await dialogue.broken.catch(() => undefined); // it never resolves: its end is what is waited for
  }

  function remove(key: string): Resting | null {
    const found = resting.get(key);
    if (!found) return null;
    resting.delete(key);
    found.cancel();
    return found;
  }

  async function drop(which: (found: Resting) => boolean): Promise<void> {
    const keys = [...resting].filter(([, found]) => which(found)).map(([key]) => key);
    await Promise.all(keys.map(remove).map((found) => found && quit(found)));
  }

  return {
    async take(options) {
      const found = remove(keyOf(options));
      if (!found) return null;
      const { dialogue, openedAt, since } = found;
      const now = options.clock.now();
      if (!dialogue.resume()) {
        dialogue.end(null);
        return null;
      }
      dialogue.heed(options.signal);
      // Also when the clock was set back, since the age is then unknown.
      if (now - openedAt >= limits.age || now < since) {
        void quit(found);
        return null;
      }
      return now - since < limits.probeAfter || (await answers(dialogue, limits.probe)) ? found : null;
    },
    keep(options, open) {
      const key = keyOf(options);
      const { dialogue } = open;
      // The abort signal belonged to the message, which is done.
      dialogue.heed(undefined);
      if (closed || open.messages >= limits.messages || resting.has(key)) return void quit(open);
      const cancel = options.clock.after(limits.idle, () => {
        const idle = remove(key);
        if (idle) void quit(idle);
      });
      const since = options.clock.now();
      resting.set(key, { ...open, accountId: options.opening.accountId, since, cancel });
      dialogue.tap.cause(null);
      dialogue.rest(() => void remove(key));
    },
    forget: (accountId) => drop((found) => found.accountId === accountId),
    close() {
      closed = true;
      return drop(() => true);
    },
  };
}

/** RSET (RFC 5321 §4.1.1.5) asks nothing of the server but that it is there and has no message begun. Ends the connection when it is not. */
async function answers(dialogue: Dialogue, within: number): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  dialogue.connection.reset((error) => (error ? reject(error) : resolve()));
  dialogue.watchdog.expect(within);
  try {
    await Promise.race([promise, dialogue.broken]);
    return true;
  } catch {
    dialogue.end(connectionFailure('connection-lost', dialogue.context, { command: 'RSET' })); // what came instead stands in the transcript
    return false;
  } finally {
    dialogue.watchdog.rest();
  }
}
