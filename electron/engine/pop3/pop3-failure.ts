/** Names what a POP3 server refused, by its response code (RFC 2449 §8, RFC 3206) and by the command. */
import type { Failure } from '../../contract/failure.ts';
import type { FailureCode } from '../../contract/failures/failure-codes.ts';
import { meaningOfSignInRefusal } from '../wire/authentication/sign-in-refusal.ts';
import { type ConnectionContext, connectionFailure } from '../wire/connection-failure.ts';

const responseCodes: Readonly<Record<string, FailureCode>> = {
  AUTH: 'authentication-refused',
  'IN-USE': 'temporarily-refused',
  'LOGIN-DELAY': 'temporarily-refused',
  'SYS/TEMP': 'temporarily-refused',
  'SYS/PERM': 'command-refused',
};

const byCommand: Readonly<Record<string, FailureCode>> = {
  greeting: 'greeting-refused',
  PASS: 'authentication-refused',
  USER: 'authentication-refused',
  APOP: 'authentication-refused',
  AUTH: 'authentication-refused',
  STLS: 'starttls-refused',
  // -ERR to a listed message mostly means a locked or broken file: a deleted one is not listed.
  RETR: 'message-held-back',
};

/** A refusal, also one that begins with `+ERR`, which no RFC knows and some servers write where they mean -ERR. */
export const isRefusalLine = (line: string): boolean => /^[-+]ERR\b/i.test(line);

/** The server refused `command` with this line. */
export function refusal(command: string, reply: string, context: ConnectionContext): Failure {
  const name = command.split(' ', 1)[0] ?? '';
  const told = /^[-+]ERR \[([A-Z/-]+)/i.exec(reply)?.[1]?.toUpperCase() ?? '';
  const code = (responseCodes[told] ?? byCommand[name] ?? 'command-refused') satisfies FailureCode;
  if (byCommand[name] !== 'authentication-refused')
    return connectionFailure(code, context, { command, reply, ...(code === 'message-held-back' ? { permanent: false } : {}) });
  // RFC 3206 §5, RFC 2449 §8.1: these say that the password is not the reason.
  if (code === 'temporarily-refused') return connectionFailure('login-put-off', context, { command, reply, permanent: false });
  if (code === 'command-refused') return connectionFailure('sign-in-refused', context, { command, reply });
  // RFC 3206 §4: only [AUTH] proves a wrong name or password.
  const meaning = meaningOfSignInRefusal(reply, context.options.security !== 'none');
  const isProof = told === 'AUTH' && meaning.code !== 'encryption-required';
  return isProof
    ? connectionFailure(code, context, { command, reply })
    : connectionFailure(meaning.code, context, { command, reply, permanent: meaning.permanent });
}
