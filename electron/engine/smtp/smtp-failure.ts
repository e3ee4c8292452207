/** Names what a submission server refused (RFC 5321 §4.2) and what nodemailer threw, with the server's own lines. */
import { type Failure, type FailureCode, FailureError, failure } from '../../contract/failure.ts';
import { classifyTlsError } from '../wire/classify.ts';
import { type Redact, redactFailure } from '../wire/redact-failure.ts';
import { readLibraryError } from './library.ts';
import { meaningOf, placeOf } from './reply-meanings.ts';
import type { SubmissionOptions } from './smtp-types.ts';

export interface FailureContext {
  readonly options: Pick<SubmissionOptions, 'host' | 'port' | 'trust'>;
  readonly session: string;
  /** Of the session's tap. */
  readonly redact: Redact;
}

export function smtpFailure(code: FailureCode, context: FailureContext, fields: Partial<Omit<Failure, 'code'>> = {}): Failure {
  const { host, port } = context.options;
  const made = failure(code, { protocol: 'smtp', host, port, ...(context.session ? { session: context.session } : {}), ...fields });
  return redactFailure(made, context.redact);
}

/** The server's no to `command`; what is neither a no nor a yes breaks the protocol. */
export function refusal(command: string, reply: string, context: FailureContext): Failure {
  const meaning = meaningOf(placeOf(command), reply);
  if (!meaning) return smtpFailure('protocol-violation', context, { command, reply });
  return smtpFailure(meaning.code, context, { command, reply, permanent: meaning.permanent });
}

/** Names what was thrown while `step` was going on. */
export function nameError(error: unknown, step: string, context: FailureContext): Failure {
  if (error instanceof FailureError) return error.failure;
  const facts = readLibraryError(error);
  if (facts.response)
    return refusal(facts.command && facts.command !== 'CONN' && facts.command !== 'API' ? facts.command : step, facts.response, context);
  if (facts.code === 'EPROTOCOL') return smtpFailure('protocol-violation', context, { command: step, detail: { message: facts.message } });
  const { host, port, trust } = context.options;
  const named = classifyTlsError(error, host, port, trust);
  return smtpFailure(named.code, context, { ...named, protocol: 'smtp', command: step });
}
