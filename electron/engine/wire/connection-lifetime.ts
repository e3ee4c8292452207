/**
 * The lifetime of a connection, whatever its protocol: one watchdog, one end with its reason, one note of it in the transcript. It knows no
 * sockets: the owner of the socket is told to close it.
 */
import type { Clock } from '../../base/clock.ts';
import { type Failure, FailureError } from '../../contract/failure.ts';
import { type ConnectionContext, connectionFailure } from './connection-failure.ts';
import type { Peer } from './peer.ts';
import { findTlsInSilence } from './speaks-tls.ts';
import type { Tap } from './tap.ts';
import { type Destination, endNote } from './transport.ts';
import { createWatchdog, type Watchdog } from './watchdog.ts';

export interface ConnectionLifetime {
  readonly watchdog: Watchdog;
  /** Why the connection is over: undefined while it is open, null when we closed it. */
  ended(): Failure | null | undefined;
  /** Ends the connection for this reason, null when we close it. The first reason counts. */
  end(reason: Failure | null): void;
  /** What a command fails with now that the connection is over; null while it is open. */
  over(): FailureError | null;
  /** Called once, at once where the connection is over already. */
  onClosed(listener: (reason: Failure | null) => void): void;
  /** Sets the signal whose abort ends the connection, replacing the one before; undefined: none. */
  heed(signal: AbortSignal | undefined): void;
  /** The server has said something. */
  heard(): void;
  /** If the server stays silent, probes whether it waits for TLS. `greeting`: milliseconds that the greeting may take. */
  probeForTls(destination: Destination, peer: Pick<Peer, 'openTap' | 'opening'>, greeting: number): void;
}

interface LifetimeParts {
  readonly clock: Clock;
  readonly tap: Tap;
  readonly context: () => ConnectionContext;
  /** Names a silence while an answer was due. */
  readonly stalled: (milliseconds: number) => Failure;
  /** What an abort ends it with; by default `cancelled`. */
  readonly aborted?: () => Failure | null;
  /** Closes what is open, once; before listeners hear of it. */
  readonly close: (reason: Failure | null) => void;
}

export function createLifetime({ clock, tap, context, stalled, aborted, close }: LifetimeParts): ConnectionLifetime {
  let ended: Failure | null | undefined;
  let hasSpoken = false;
  let heeded: AbortSignal | undefined;
  let stopProbe = () => {};
  const listeners: ((reason: Failure | null) => void)[] = [];
  const cancelled = () => connectionFailure('cancelled', context());

  const end = (reason: Failure | null): void => {
    if (ended !== undefined) return;
    ended = reason;
    watchdog.rest();
    stopProbe();
    heed(undefined);
    close(reason);
    tap.note(reason ? endNote(reason) : { key: 'closed', parameters: {} });
    tap.end(reason ?? undefined);
    for (const listener of listeners) listener(reason);
  };
  const watchdog = createWatchdog({ clock, onStall: (limit) => end(stalled(limit)) });
  const onAbort = () => end(aborted ? aborted() : cancelled());
  const heed = (next: AbortSignal | undefined): void => {
    heeded?.removeEventListener('abort', onAbort);
    heeded = next;
    next?.addEventListener('abort', onAbort, { once: true });
    if (next?.aborted) onAbort();
  };

  return {
    watchdog,
    ended: () => ended,
    end,
    over: () => (ended === undefined ? null : new FailureError(ended ?? cancelled())),
    onClosed(listener) {
      if (ended !== undefined) listener(ended);
      else listeners.push(listener);
    },
    heed,
    heard() {
      if (hasSpoken) return;
      hasSpoken = true;
      stopProbe();
    },
    probeForTls(destination, { openTap, opening }, greeting) {
      stopProbe = findTlsInSilence({
        destination,
        openTap,
        opening,
        greeting,
        isSilent: () => !hasSpoken && ended === undefined,
        onTls: () => end(connectionFailure('tls-expected', context(), { permanent: true, command: 'greeting' })),
      });
    },
  };
}
