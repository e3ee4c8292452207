/**
 * Turns what ImapFlow throws and what the server answered into a `Failure`. The server's line is the one the tap saw,
 * not the library's rendering of it, with every secret overwritten should the server have echoed it.
 */
import { type Failure, FailureError } from '../../contract/failure.ts';
import type { FailureCode } from '../../contract/failures/failure-codes.ts';
import { type ConnectionContext, connectionFailure, nameSocketError } from '../wire/connection-failure.ts';

/** Context kept for failures. */
export interface ImapContext extends ConnectionContext {
  /** The last tagged, BYE or greeting line. */
  readonly lastStatusLine: string | null;
  readonly byeLine: string | null;
}

/** Response codes of RFC 5530 and others that say what a NO means. */
const responseCodes: Readonly<Record<string, FailureCode>> = {
  AUTHENTICATIONFAILED: 'authentication-refused',
  AUTHORIZATIONFAILED: 'authentication-refused',
  EXPIRED: 'authentication-refused',
  PRIVACYREQUIRED: 'encryption-required',
  UNAVAILABLE: 'temporarily-refused',
  INUSE: 'temporarily-refused',
  LIMIT: 'temporarily-refused',
  SERVERBUG: 'temporarily-refused',
  TRYCREATE: 'folder-missing',
  NONEXISTENT: 'folder-missing',
  TOOBIG: 'message-too-large',
  OVERQUOTA: 'quota-exceeded',
};

/** Codes of ImapFlow that mean the server broke the protocol, and those that mean one of our limits. */
const libraryCodes: Readonly<Record<string, FailureCode>> = {
  STARTTLS_INJECTION: 'data-before-tls',
  COMPRESS_TRAILING_DATA: 'protocol-violation',
  UnexpectedTag: 'protocol-violation',
  InvalidResponse: 'protocol-violation',
  ResponseProcessingFailed: 'protocol-violation',
  ParserError: 'protocol-violation',
  ParserErrorExchange: 'protocol-violation',
  LiteralTooLarge: 'limit-exceeded',
  LineTooLarge: 'limit-exceeded',
  ResponseTooLarge: 'limit-exceeded',
  InvalidTokenValue: 'input-invalid',
  InvalidSequenceSet: 'input-invalid',
  InvalidTextValue: 'input-invalid',
};

/** The bracketed response code of a status line: `AUTHENTICATIONFAILED`. */
export const responseCodeOf = (line: string | null): string | null =>
  /^\S+ (?:OK|NO|BAD|BYE|PREAUTH) \[([A-Z0-9-]+)/i.exec(line ?? '')?.[1]?.toUpperCase() ?? null;

/** The server answered NO or BAD to `command`. */
export function refusal(command: string, context: ImapContext, fallback: FailureCode = 'command-refused'): Failure {
  const line = context.lastStatusLine;
  const code = (responseCodes[responseCodeOf(line) ?? ''] ?? fallback) satisfies FailureCode;
  return connectionFailure(code, context, { command, ...(line ? { reply: line } : {}) });
}

/**
 * Names what was thrown while `command` ran.
 * @param ended what ended the connection, when that is known: a command cut off by it failed for that reason
 */
export function nameError(error: unknown, command: string, context: ImapContext, ended: Failure | null): Failure {
  // A failure of ours, perhaps made where host and session were not known: add them.
  if (error instanceof FailureError) return connectionFailure(error.failure.code, context, error.failure);
  const facts = readLibraryError(error);
  if (facts.status === 'NO' || facts.status === 'BAD') return refusal(command, context);
  if (ended) return { ...ended, command };
  const known = libraryCodes[facts.code ?? ''] ?? (facts.code?.startsWith('ParserError') ? 'protocol-violation' : undefined);
  // A literal belongs to a message or a header; a line that is too long belongs to none.
  const part: Record<string, string> = facts.code === 'LiteralTooLarge' ? { part: 'literal' } : {};
  if (known) return connectionFailure(known, context, { command, detail: { message: facts.message, ...part } });
  if (context.byeLine) return connectionFailure('connection-lost', context, { command, reply: context.byeLine });
  return nameSocketError(error, command, context);
}

export function readLibraryError(error: unknown): { code: string | null; status: string | null; message: string; tls: boolean } {
  if (typeof error !== 'object' || error === null) return { code: null, status: null, message: String(error), tls: false };
  return {
    code: 'code' in error && typeof error.code === 'string' ? error.code : null,
    status: 'responseStatus' in error && typeof error.responseStatus === 'string' ? error.responseStatus : null,
    message: 'message' in error && typeof error.message === 'string' ? error.message : String(error),
    tls: 'tlsFailed' in error && error.tlsFailed === true,
  };
}
