/**
 * IDLE (RFC 2177) as work in the connection's queue: it runs until another command is queued. The renewal
 * is the watchdog: a DONE that is not answered within the reply deadline proves the connection dead.
 */
import { FailureError } from '../../../contract/failure.ts';
import type { IdleHandle, IdleOptions } from '../imap-types.ts';
import { type ImapSession, isBad } from '../session.ts';

/** Short enough for the NAT tables of home routers; RFC 2177 §3 only demands less than 29 minutes. */
const renewEvery = 4 * 60_000;

export function startIdle(session: ImapSession, options: IdleOptions = {}): IdleHandle {
  const interval = options.renewEveryMs ?? renewEvery;
  const clock = session.options.clock;
  let stopping = false;
  let interruptible: (() => void) | null = null;
  let probes: { resolve: () => void; reject: (error: unknown) => void }[] = [];

  /** Ends the present IDLE or wait; the loop decides what comes next. */
  const wake = () => interruptible?.();

  const ended = session.run(options, async () => {
    const yieldTurn = () => {
      stopping = true;
      wake();
    };
    // A command was queued before IDLE had begun, when there was nothing to interrupt yet.
    if (session.waiting() > 0) stopping = true;
    options.signal?.addEventListener('abort', yieldTurn, { once: true });
    session.interrupt = yieldTurn;
    try {
      while (!stopping) {
        const asked = probes;
        probes = [];
        try {
          await (session.has('IDLE') ? idleOnce(asked) : pollOnce(asked));
        } catch (error) {
          if (session.ended() === undefined && session.has('IDLE') && isBad(error)) {
            // Offered and not known: new mail is asked for now and then, as where it is not offered.
            session.unknown.add('IDLE');
            probes = [...asked, ...probes];
            continue;
          }
          for (const probe of [...asked, ...probes]) probe.reject(error);
          probes = [];
          throw error;
        }
      }
    } finally {
      options.signal?.removeEventListener('abort', yieldTurn);
      if (session.interrupt === yieldTurn) session.interrupt = null;
      for (const probe of probes) probe.reject(session.fail('cancelled'));
    }
  });
  // Attach a handler now: callers that ignore `ended` learn of the failure by onClosed.
  ended.catch(() => undefined);

  /** One IDLE, from the command to the answer to DONE. */
  async function idleOnce(asked: readonly { resolve: () => void }[]): Promise<void> {
    let accepted = false;
    let done = false;
    let cancelTimer: (() => void) | null = null;
    const finish = () => {
      // After a lost connection, the usual end of an IDLE, no DONE can be sent.
      if (done || !accepted || session.ended() !== undefined) return;
      done = true;
      session.watchdog.expect(session.deadlines.reply);
      try {
        session.client.internals.write('DONE');
      } catch {
        // The library throws if the socket is gone unannounced; that must not escape from a timer. The close event reports the end.
        session.client.close();
      }
    };
    let wanted = stopping;
    interruptible = () => {
      wanted = true;
      finish();
    };
    try {
      await session.send('IDLE', [], {
        onContinuation: () => {
          accepted = true;
          // The continuation proves the connection alive; from here on silence is normal.
          session.watchdog.rest();
          options.onAlive?.();
          for (const probe of asked) probe.resolve();
          cancelTimer = clock.after(interval, finish);
          if (wanted || stopping) finish();
        },
      });
    } finally {
      interruptible = null;
      (cancelTimer as (() => void) | null)?.(); // assigned in a callback, which the compiler cannot see
    }
  }

  /** Without IDLE: NOOP now and then (RFC 9051 §6.1.2 names it for this very purpose). */
  async function pollOnce(asked: readonly { resolve: () => void }[]): Promise<void> {
    await session.send('NOOP', []);
    options.onAlive?.();
    for (const probe of asked) probe.resolve();
    if (stopping) return;
    await new Promise<void>((resolve) => {
      const cancelTimer = clock.after(interval, resolve);
      interruptible = () => {
        cancelTimer();
        resolve();
      };
    });
    interruptible = null;
    if (session.ended() !== undefined)
      throw session.ended() ? new FailureError(session.ended() ?? session.fail('cancelled').failure) : session.fail('cancelled');
  }

  return {
    ended,
    probe: () =>
      new Promise<void>((resolve, reject) => {
        if (stopping || session.ended() !== undefined) return reject(session.fail('cancelled'));
        probes.push({ resolve, reject });
        wake();
      }),
  };
}
