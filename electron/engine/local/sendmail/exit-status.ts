/**
 * What the exit status of a `sendmail` program means (sysexits.h of BSD; Postfix, Exim, Sendmail, msmtp and nullmailer answer by it).
 */
import { type Failure, failure } from '../../../contract/failure.ts';
import type { FailureCode } from '../../../contract/failures/failure-codes.ts';

interface Meaning {
  readonly name: string;
  readonly code: FailureCode;
  readonly permanent: boolean;
}

const meanings: Readonly<Record<number, Meaning>> = {
  64: { name: 'EX_USAGE', code: 'sendmail-misused', permanent: true },
  65: { name: 'EX_DATAERR', code: 'sendmail-refused', permanent: true },
  66: { name: 'EX_NOINPUT', code: 'sendmail-failed', permanent: true },
  67: { name: 'EX_NOUSER', code: 'sendmail-no-user', permanent: true },
  68: { name: 'EX_NOHOST', code: 'sendmail-no-host', permanent: true },
  69: { name: 'EX_UNAVAILABLE', code: 'sendmail-refused', permanent: true },
  70: { name: 'EX_SOFTWARE', code: 'sendmail-failed', permanent: true },
  71: { name: 'EX_OSERR', code: 'sendmail-failed', permanent: false },
  72: { name: 'EX_OSFILE', code: 'sendmail-failed', permanent: true },
  73: { name: 'EX_CANTCREAT', code: 'sendmail-failed', permanent: false },
  74: { name: 'EX_IOERR', code: 'sendmail-failed', permanent: false },
  75: { name: 'EX_TEMPFAIL', code: 'sendmail-put-off', permanent: false },
  76: { name: 'EX_PROTOCOL', code: 'sendmail-failed', permanent: false },
  77: { name: 'EX_NOPERM', code: 'sendmail-forbidden', permanent: true },
  78: { name: 'EX_CONFIG', code: 'sendmail-misconfigured', permanent: true },
};

/** What spawn(2) says of this computer at this moment, not of the program. */
const passing: ReadonlySet<string> = new Set(['EAGAIN', 'ENOMEM', 'EMFILE', 'ENFILE', 'ETXTBSY', 'EIO', 'EINTR']);
/** More recipients than fit into a command line. */
const tooMany = 'E2BIG';

/** Why a program could not be started; it has taken nothing. @param code of the system, or what it said */
export const startFailure = (program: string, code: string): Failure =>
  passing.has(code) || code === tooMany
    ? failure('sendmail-failed', { protocol: 'sendmail', permanent: code === tooMany, detail: { program, status: code, name: code } })
    : failure('sendmail-missing', { protocol: 'sendmail', permanent: true, detail: { program, message: code } });

/** The name in sysexits.h; the number itself where it has none. */
export const exitName = (status: number): string => meanings[status]?.name ?? (status === 0 ? 'EX_OK' : String(status));

/**
 * What a status other than 0 says.
 * @param said what the program wrote to its standard error, as it is shown
 * @param recipients how many there are
 * @returns `isUncertain`: the message may have been taken, for some recipients at least
 */
export function readExit(program: string, status: number, said: string, recipients: number): { failure: Failure; isUncertain: boolean } {
  const isUncertain = !isTakenByNobody(status, recipients);
  const { code, permanent } = meanings[status] ?? { code: 'sendmail-unclear' as const, permanent: true };
  return {
    isUncertain,
    // “Correct it and send it again” would be wrong advice where others may have it.
    failure: failure(isUncertain && status !== 75 ? 'sendmail-unclear' : code, {
      protocol: 'sendmail',
      permanent,
      ...(said === '' ? {} : { reply: said }),
      detail: { program, status, name: exitName(status) },
    }),
  };
}

/**
 * Whether a status other than 0 says for certain that nothing was taken. EX_TEMPFAIL does not: Sendmail says so of a message that it has put
 * into its queue (its manual, “Exit status”). Nor does one that sysexits.h does not name, such as 1, or 127 of a shell: a script that calls the
 * program and does something else afterwards ends with it. With several recipients the others may have been served, unless the program has
 * read nothing: it did not understand its arguments, or its configuration.
 */
function isTakenByNobody(status: number, recipients: number): boolean {
  if (status === 64 || status === 78) return true;
  return status in meanings && status !== 75 && recipients === 1;
}
