/**
 * TCP to a name with several addresses (RFC 8305, Happy Eyeballs): the next address is tried after a moment, while the earlier attempts go
 * on, and the first that connects is taken. Node's own way ends an attempt when it begins the next one, so that a name with an address that
 * leads nowhere cannot be reached at all over a link slower than that moment. Refuses to know TLS and protocols.
 */
import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { connect, isIP, type Socket } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import { hostName } from './host-name.ts';

/** Resolves a name to all its addresses, best first. */
export type Lookup = (name: string) => Promise<readonly LookupAddress[]>;

interface FirstConnection {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  /** Ends every attempt. */
  readonly signal: AbortSignal;
  readonly onResolved?: (addresses: readonly string[]) => void;
  /** By default, the system's. */
  readonly lookup?: Lookup;
  readonly dial?: (address: LookupAddress, port: number) => Socket;
}

/** Milliseconds from one attempt to the next (RFC 8305 §5, §8). */
const attemptDelay = 250;

/** Resolves with a connected socket that is not read yet; rejects with the errors of all attempts, or with what the look-up said. */
export async function connectFirst({
  host,
  port,
  clock,
  signal,
  onResolved,
  lookup = resolve,
  dial = dialAddress,
}: FirstConnection): Promise<Socket> {
  const family = isIP(host);
  const found = family === 0 ? await lookup(hostName(host)) : [{ address: host, family }];
  if (family === 0) onResolved?.(found.map(({ address }) => address));
  signal.throwIfAborted();
  const { promise, resolve: win, reject } = Promise.withResolvers<Socket>();
  const left = inTurns(found);
  const running = new Set<Socket>();
  const errors: Error[] = [];
  let cancelNext = () => {};
  const settle = () => {
    cancelNext();
    signal.removeEventListener('abort', onAbort);
    for (const socket of running) socket.destroy();
    running.clear();
  };
  const onAbort = () => {
    settle();
    reject(signal.reason);
  };
  const tryNext = () => {
    cancelNext();
    const address = left.shift();
    if (!address) {
      if (running.size > 0) return;
      settle();
      return reject(
        new AggregateError(
          errors.toSorted((one, other) => Number(isNoRoute(one)) - Number(isNoRoute(other))),
          `no way to ${host}`,
        ),
      );
    }
    const socket = dial(address, port);
    running.add(socket);
    if (left.length > 0) cancelNext = clock.after(attemptDelay, tryNext);
    socket.once('connect', () => {
      running.delete(socket);
      settle();
      win(socket);
    });
    // Stays attached to abandoned attempts too: an unhandled error event ends the process.
    socket.on('error', (error) => {
      if (!running.delete(socket)) return;
      errors.push(error);
      tryNext();
    });
  };
  signal.addEventListener('abort', onAbort, { once: true });
  tryNext();
  return promise;
}

/** RFC 8305 §4: families take turns, beginning with the one that the system prefers (RFC 6724). */
function inTurns(found: readonly LookupAddress[]): LookupAddress[] {
  const first = found.filter(({ family }) => family === found[0]?.family);
  const other = found.filter(({ family }) => family !== found[0]?.family);
  return Array.from({ length: Math.max(first.length, other.length) }, (_, index) => [first[index], other[index]])
    .flat()
    .filter((address) => address !== undefined);
}

/** An unreachable address is the least informative of several errors. */
const isNoRoute = (error: Error): boolean => 'code' in error && (error.code === 'ENETUNREACH' || error.code === 'EADDRNOTAVAIL');

/** Small writes leave at once: commands and answers take turns, and what is held back until the last was acknowledged costs each 40 ms (RFC 896). */
const dialAddress = ({ address, family }: LookupAddress, port: number): Socket => connect({ host: address, port, family, noDelay: true });

const resolve: Lookup = (name) =>
  new Promise((resolved, reject) => systemLookup(name, { all: true }, (error, addresses) => (error ? reject(error) : resolved(addresses))));
