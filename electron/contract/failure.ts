/**
 * Everything that can go wrong, as a closed union. A failure crosses threads, processes and the network as data:
 * a code, the facts around it and the server's own words. `words/` turns it into two sentences, what happened and
 * what to do, in the user's language. Nothing is thrown across a boundary and no sentence is made here.
 */
import { z } from 'zod';

// A window's content security policy forbids eval, which zod's compiled parsers need (DESIGN §11); the engine's threads compile them, which
// halves what a call costs. A schema looks when it is made: this file is imported by every other that makes one, so it stands before the first.
z.config({ jitless: 'document' in globalThis });

export const failureCodes = [
  // what was asked
  'input-invalid',
  'not-found',
  'cancelled',
  'internal',
  'capability-missing',
  'uidl-missing',
  'too-late',
  'secret-not-held',
  'too-soon',
  'pattern-invalid',
  'pattern-too-slow',
  'provisioning-invalid',
  // the way to the server
  'offline',
  'host-not-found',
  'name-lookup-failed',
  'network-unreachable',
  'connection-refused',
  'connection-timeout',
  'connection-lost',
  'connection-stalled',
  'tls-expected',
  'tls-failed',
  'certificate-untrusted',
  'certificate-expired',
  'certificate-wrong-name',
  'certificate-changed',
  'starttls-missing',
  'starttls-refused',
  'data-before-tls',
  'preauth-refused',
  // talking to the server
  'greeting-refused',
  'server-alert',
  'authentication-refused',
  'authentication-unavailable',
  'mechanism-missing',
  'password-missing',
  'password-bound',
  'sign-in-required',
  'sign-in-not-offered',
  'sign-in-refused',
  'app-password-needed',
  'password-sign-in-off',
  'mechanism-refused',
  'encryption-required',
  'login-put-off',
  'command-refused',
  'temporarily-refused',
  'greylisted',
  'protocol-violation',
  'limit-exceeded',
  'too-many-consoles',
  'console-idle',
  // sending
  'address-invalid',
  'sender-refused',
  'recipients-refused',
  'recipients-blocked',
  'mailbox-full',
  'smtputf8-missing',
  'message-refused',
  'message-too-large',
  'draft-too-large',
  'outcome-unknown',
  'sent-since-copy',
  'handed-over',
  'retries-exhausted',
  // mail held here and there
  'uid-validity-changed',
  'mailbox-changed',
  'message-gone',
  'message-held-back',
  'message-longer-than-announced',
  'list-outdated',
  'folder-gone',
  'folder-missing',
  'folder-refused',
  'folder-name-unusable',
  'messages-undelivered',
  'message-too-large-to-keep',
  'messages-too-large-to-keep',
  'quota-exceeded',
  'copy-kept-here',
  'message-unparsable',
  'not-a-message',
  'not-a-notice',
  'remote-content-refused',
  // mail on this computer
  'not-a-mailbox',
  'not-a-maildir',
  'mailbox-read-only',
  'mailbox-locked',
  'mailbox-disturbed',
  'mailbox-unlockable',
  'mailbox-unwritable',
  'mailbox-too-large',
  'mailbox-rewritten',
  'lock-program-missing',
  'sendmail-missing',
  'sendmail-misused',
  'sendmail-refused',
  'sendmail-no-user',
  'sendmail-no-host',
  'sendmail-put-off',
  'sendmail-forbidden',
  'sendmail-misconfigured',
  'sendmail-failed',
  'sendmail-killed',
  'sendmail-unclear',
  'queue-unavailable',
  // this machine
  'port-taken',
  'port-forbidden',
  'disk-full',
  'data-folder-locked',
  'data-folder-newer',
  'data-folder-not-yours',
  'data-folder-unwritable',
  'database-corrupt',
  'database-busy',
  'record-unreadable',
  'storage-interrupted',
  'storage-lost',
  'closing-unfinished',
  'file-unreadable',
  'file-unwritable',
  'vault-unavailable',
  'passphrase-wrong',
] as const;

export const protocols = ['imap', 'pop3', 'smtp', 'managesieve', 'dns', 'http', 'tls', 'raw', 'mbox', 'maildir', 'sendmail'] as const;

export const failureSchema = z.object({
  code: z.enum(failureCodes),
  /** The protocol that was being spoken. */
  protocol: z.enum(protocols).optional(),
  host: z.string().optional(),
  port: z.number().int().optional(),
  /** The command that was refused, without its arguments: `RCPT TO`, `UID MOVE`. */
  command: z.string().optional(),
  /** The server's own line or lines, verbatim but for masked secrets. */
  reply: z.string().optional(),
  /** Whether trying again without changing anything is pointless. */
  permanent: z.boolean(),
  /** The transcript session in which it happened. */
  session: z.string().optional(),
  /** Further parameters of the sentence: `path` of a wrong field, `fingerprint`, `process`, `limit`… Never a secret. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

export type FailureCode = (typeof failureCodes)[number];
export type Failure = z.infer<typeof failureSchema>;
export type Protocol = (typeof protocols)[number];

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
