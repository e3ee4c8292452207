/**
 * The meaning of a refused sign-in where no response code tells it: many say "too many connections", "mailbox locked" or "come back
 * later" with the same bare no as for a wrong password. It knows texts only.
 */
import type { FailureCode } from '../../../contract/failures/failure-codes.ts';

interface SignInRefusal {
  readonly code: FailureCode;
  /** True: certain, and trying again changes nothing. */
  readonly permanent: boolean;
}

const wrong = /\b(?:invalid|incorrect|wrong|bad|unknown|unrecogni[sz]ed)\b.{0,30}\b(?:user|login|name|pass|credential|account)/i;
/** A password of the web does not open mail: one that is made for programs is asked for. */
export const asksForAppPassword = /application[- ]specific|app[- ]?password|web browser/i;
/** Words about TLS, in an answer that came without it. */
export const asksForEncryption = /\b(?:STARTTLS|STLS|TLS|SSL|plain ?text|clear ?text|encrypt)/i;
const passing =
  /\btoo many\b|simultaneous|concurrent|\blimit\b|\brate\b|throttl|\blater\b|temporar|maintenance|unavailable|not available|\bbusy\b|\bin use\b|\block(?:ed|ing)?\b|overload|(?:server|internal|system) (?:error|failure|problem)|timed? ?out|again in \d/i;
/** A limit of sessions, in words that name no attempt; and a server that goes down. */
const full =
  /\b(?:maximum|exceed(?:s|ed)?|quota)\b.{0,60}\b(?:connection|session|login)s?\b|\b(?:connection|session|login)s?\b.{0,60}\b(?:maximum|exceed(?:s|ed)?|quota|reached)\b|shutting down/i;

/** Whether the words say that it may pass, and none of them that user name or password is wrong. */
export const isPutOff = (text: string): boolean => !wrong.test(text) && (passing.test(text) || full.test(text));

/**
 * Names a refusal of a login that carries no code that proves a wrong password.
 * @param isSecure whether TLS is up: then words about encryption are about something else
 * @returns `authentication-refused` and not permanent where nothing more can be told: a password that worked before may work again
 */
export function meaningOfSignInRefusal(text: string, isSecure: boolean): SignInRefusal {
  if (asksForAppPassword.test(text)) return { code: 'app-password-needed', permanent: true };
  if (!isSecure && asksForEncryption.test(text)) return { code: 'encryption-required', permanent: true };
  if (isPutOff(text)) return { code: 'login-put-off', permanent: false };
  return { code: 'authentication-refused', permanent: false };
}
