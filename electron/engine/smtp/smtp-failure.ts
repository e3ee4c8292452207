/** Names what a submission server refused (RFC 5321 §4.2) and what nodemailer threw, with the server's own lines. */
import { type Failure, type FailureCode, FailureError, failure } from '../../contract/failure.ts';
import { blankSecret } from '../wire/blank-secret.ts';
import { classifyTlsError } from '../wire/classify.ts';
import { readLibraryError } from './library.ts';
import type { SubmissionOptions } from './smtp-types.ts';

export interface FailureContext {
  readonly options: Pick<SubmissionOptions, 'host' | 'port' | 'trust' | 'password'>;
  readonly session: string;
}

export function smtpFailure(code: FailureCode, context: FailureContext, fields: Partial<Omit<Failure, 'code'>> = {}): Failure {
  const { host, port, password } = context.options;
  const made = failure(code, { protocol: 'smtp', host, port, ...(context.session ? { session: context.session } : {}), ...fields });
  return made.reply === undefined ? made : { ...made, reply: blankSecret(made.reply, password, made.command) };
}

/** What a refusal at this command is called when its reply says nothing more particular. */
const refusals: Readonly<Record<string, FailureCode>> = {
  greeting: 'greeting-refused',
  'MAIL FROM': 'sender-refused',
  'RCPT TO': 'recipients-refused',
  message: 'message-refused',
};

/**
 * The server's no to `command`. A 4yz passes (RFC 5321 §4.2.1), a 5yz does not; the enhanced code says more (RFC 3463).
 */
export function refusal(command: string, reply: string, context: FailureContext): Failure {
  const status = Number(/^\d{3}/.exec(reply)?.[0] ?? 0);
  if (status < 400 || status > 599) return smtpFailure('protocol-violation', context, { command, reply });
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1] ?? '';
  const permanent = status >= 500;
  if (status === 421) return smtpFailure('temporarily-refused', context, { command, reply, permanent: false });
  // RFC 3463 §3.4 and §3.5: message too big for the system, message length exceeds administrative limit.
  if (permanent && (status === 552 || enhanced === '5.3.4' || enhanced === '5.2.3') && command !== 'RCPT TO')
    return smtpFailure('message-too-large', context, { command, reply, permanent });
  if (command.startsWith('AUTH')) {
    const code = permanent ? (status === 535 ? 'authentication-refused' : 'authentication-unavailable') : 'temporarily-refused';
    return smtpFailure(code, context, { command, reply, permanent });
  }
  const code = refusals[command] ?? (permanent ? 'command-refused' : 'temporarily-refused');
  return smtpFailure(code, context, { command, reply, permanent });
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
