/** A failure's texts come from the server and from libraries, and may repeat a secret: they are masked by what the tap has seen sent. */
import type { Failure } from '../../contract/failure.ts';

/** See `Tap.redact`. */
export type Redact = (text: string, answering: boolean) => string;

/** Commands whose answer may repeat what they carried; a server may also name one it does not know by its first word alone. */
const authentication = /^(AUTH|AUTHENTICATE|LOGIN|PASS|USER|APOP)\b/i;

/** The same failure with every echo of a secret overwritten. */
export function redactFailure(failure: Failure, redact: Redact): Failure {
  const answering = authentication.test(failure.command ?? '');
  const detail = Object.entries(failure.detail ?? {}).map(
    ([name, value]) => [name, typeof value === 'string' ? redact(value, answering) : value] as const,
  );
  return {
    ...failure,
    // Defence L2a of the checklist.
    ...(failure.reply === undefined ? {} : { reply: redact(failure.reply, answering) }),
    ...(failure.detail ? { detail: Object.fromEntries(detail) } : {}),
  };
}
