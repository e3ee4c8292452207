/** What every failure of a connection carries, whatever is spoken on it: protocol, server and session, and no echo of a secret. */
import { type Failure, FailureError, failure } from '../../contract/failure.ts';
import type { FailureCode, Protocol } from '../../contract/failures/failure-codes.ts';
import { classifyTlsError } from './classify.ts';
import type { Peer } from './peer.ts';
import { type Redact, redactFailure } from './redact-failure.ts';

export interface ConnectionContext {
  readonly protocol: Protocol;
  readonly options: Pick<Peer, 'host' | 'port' | 'security' | 'trust'>;
  /** Of the transcript; empty where nothing is recorded. */
  readonly session: string;
  /** Of the session's tap. */
  readonly redact: Redact;
}

export type FailureFields = Partial<Omit<Failure, 'code'>>;

/** A failure of this connection. `fields` come last: the command, the server's line, or another server that was asked. */
export function connectionFailure(code: FailureCode, context: ConnectionContext, fields: FailureFields = {}): Failure {
  const { protocol, session } = context;
  const { host, port } = context.options;
  return redactFailure(failure(code, { protocol, host, port, ...(session ? { session } : {}), ...fields }), context.redact);
}

/** Names an error of the socket or of TLS while `command` ran. A `FailureError` is classified already. */
export function nameSocketError(error: unknown, command: string, context: ConnectionContext): Failure {
  if (error instanceof FailureError) return error.failure;
  const { host, port, trust } = context.options;
  const named = classifyTlsError(error, host, port, trust);
  return connectionFailure(named.code, context, { ...named, protocol: context.protocol, command });
}
