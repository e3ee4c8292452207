/**
 * Everything that can go wrong, as a closed union. A failure crosses threads, processes and the network as data:
 * a code, the facts around it and the server's own words. `words/` turns it into two sentences, what happened and
 * what to do, in the user's language. Nothing is thrown across a boundary and no sentence is made here. The schema stands in a file of its
 * own: threads that check nothing need not load the library, which takes 50 ms and some megabytes of each.
 */
import type { z } from 'zod';
import type { FailureCode } from './failures/failure-codes.ts';
import type { failureSchema } from './failures/failure-schema.ts';

export type Failure = z.infer<typeof failureSchema>;

/** A value or the failure that stands in its place. */
export type Result<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };

export const succeed = <Value>(value: Value): Result<Value> => ({ ok: true, value });
export const fail = <Value = never>(failure: Failure): Result<Value> => ({ ok: false, failure });

/**
 * Builds a failure. Codes that describe the user's input or the machine are permanent unless said otherwise;
 * codes that describe the way to a server are not.
 */
export function failure(code: FailureCode, fields: Partial<Omit<Failure, 'code'>> = {}): Failure {
  return { code, permanent: !passingCodes.has(code), ...fields };
}

const passingCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'cancelled',
  'offline',
  'host-not-found',
  'name-lookup-failed',
  'network-unreachable',
  'connection-refused',
  'connection-timeout',
  'connection-lost',
  'connection-stalled',
  'greylisted',
  'login-put-off',
  'temporarily-refused',
  'authentication-unavailable',
  'outcome-unknown',
  'sent-since-copy',
  'disk-full',
  'database-busy',
  'storage-interrupted',
]);

/** Carries a `Failure` through code that must throw, within one thread. Never crosses a process boundary as such. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.reply ? `${failure.code}: ${failure.reply}` : failure.code);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** The failure inside whatever was thrown; anything unknown becomes `internal` with its message in `detail.message`. */
export function toFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return failure('internal', { detail: { message: error instanceof Error ? error.message : String(error) } });
}
