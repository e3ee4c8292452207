/**
 * What a refusal means, read from its basic code (RFC 5321 §4.2), its enhanced code (RFC 3463, IANA's registry) and, where
 * servers give one code to several things, its words. A table: the first row that fits counts. It knows replies only.
 */
import type { FailureCode } from '../../contract/failures/failure-codes.ts';
import { asksForAppPassword, asksForEncryption, isPutOff } from '../wire/authentication/sign-in-refusal.ts';

type RefusedAt = 'greeting' | 'AUTH' | 'MAIL FROM' | 'RCPT TO' | 'message' | 'other';

interface Row {
  readonly at?: readonly RefusedAt[];
  readonly status?: readonly number[];
  readonly enhanced?: RegExp;
  readonly text?: RegExp;
  readonly code: FailureCode;
}

const full = /\b(?:quota|mailbox (?:is )?full|over storage|storage (?:allocation|exceeded))/i;

/** 4yz: it may pass (RFC 5321 §4.2.1), whatever it was said to. Greylisting (RFC 6647) is told by its words: it has no code. */
const transient: readonly Row[] = [
  { text: /gr[ae]y-?list/i, code: 'greylisted' },
  // A 5yz of which only the words say so: see `putsOff`.
  { at: ['AUTH'], text: /^5/, code: 'login-put-off' },
  { code: 'temporarily-refused' },
];

const permanentRefusals: readonly Row[] = [
  // RFC 3463 §3.8, RFC 4954 §6 (538), RFC 3207 §4 (530 5.7.0 Must issue a STARTTLS command first).
  { status: [523, 538], code: 'encryption-required' },
  { status: [530], text: asksForEncryption, code: 'encryption-required' },
  { status: [530], code: 'sign-in-required' },
  // Exchange Online: 5.7.139 also stands before an ordinary wrong password; 5.7.30 never does.
  { at: ['AUTH'], enhanced: /^5\.7\.139$/, text: /credentials were incorrect/i, code: 'authentication-refused' },
  { enhanced: /^5\.7\.(?:30|139)$/, code: 'password-sign-in-off' },
  { at: ['AUTH'], text: asksForAppPassword, code: 'app-password-needed' },
  { at: ['AUTH'], status: [535], code: 'authentication-refused' },
  // RFC 4954 §4 (504), §6 (534: too weak); RFC 5321 §4.2.4: what is not implemented at all.
  { at: ['AUTH'], status: [500, 501, 502, 503, 504, 534], code: 'mechanism-refused' },
  { at: ['AUTH'], code: 'sign-in-refused' },
  { at: ['greeting'], code: 'greeting-refused' },
  // RFC 3463 §3.3: mailbox full. §3.3, §3.4: longer than the rules, larger than the system allows.
  { enhanced: /^5\.2\.2$/, code: 'mailbox-full' },
  { enhanced: /^5\.(?:2\.3|3\.4)$/, code: 'message-too-large' },
  // Exchange Online: SendAsDenied.
  { enhanced: /^5\.2\.252$|^5\.7\.60$/, code: 'sender-refused' },
  { at: ['RCPT TO', 'message'], status: [552], enhanced: /^$/, text: full, code: 'mailbox-full' },
  // RFC 1870 §6.1: 552 to MAIL or to the message, where no enhanced code says that it is about something else.
  { at: ['MAIL FROM', 'message', 'other'], status: [552], enhanced: /^$/, code: 'message-too-large' },
  { at: ['MAIL FROM'], code: 'sender-refused' },
  // RFC 3463 §3.2 is about the address; the other classes are about what may be delivered to it.
  { at: ['RCPT TO'], enhanced: /^(?:5\.1\.\d+)?$/, status: [501, 550, 551, 553], code: 'recipients-refused' },
  { at: ['RCPT TO'], code: 'recipients-blocked' },
  { at: ['message'], code: 'message-refused' },
  { code: 'command-refused' },
];

/**
 * Names a refusal.
 * @param reply the whole reply; the first line's codes count
 * @returns null when it is none: not 4yz and not 5yz
 */
export function meaningOf(at: RefusedAt, reply: string): { readonly code: FailureCode; readonly permanent: boolean } | null {
  const status = Number(/^\d{3}/.exec(reply)?.[0] ?? 0);
  if (status < 400 || status > 599) return null;
  const permanent = status >= 500 && !tooManyRecipients(at, status, reply) && !(at === 'AUTH' && putsOff(reply));
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1] ?? '';
  const row = (permanent ? permanentRefusals : transient).find(
    (each) =>
      (!each.at || each.at.includes(at)) &&
      (!each.status || each.status.includes(status)) &&
      (!each.enhanced || each.enhanced.test(enhanced)) &&
      (!each.text || each.text.test(reply)),
  );
  return { code: row?.code ?? 'command-refused', permanent };
}

const manyRecipients = /\btoo many (?:recipients|rcpts?)\b/i;
const recipientLimit = /\brecipients? (?:limit|count)\b|\b(?:limit|maximum|max)\b.{0,40}\b(?:recipients?|rcpts?)\b/i;

/** RFC 5321 §4.5.3.1.10: a 552 for too many recipients is to be taken for the 452 that it should have been; the rest go with the next attempt. */
function tooManyRecipients(at: RefusedAt, status: number, reply: string): boolean {
  if (at !== 'RCPT TO') return false;
  return /^\d{3}[ -]5\.5\.3\b/.test(reply) || manyRecipients.test(reply) || (status === 552 && recipientLimit.test(reply));
}

/** "535 Too many connections": a limit that passes, under the code of a wrong password. 5.7.8 says that the password is wrong (RFC 4954 §6). */
const putsOff = (reply: string): boolean =>
  !/^\d{3}[ -]5\.7\.(?:8|30|139)\b/.test(reply) && !asksForAppPassword.test(reply) && isPutOff(reply);

/** The place in the dialogue that a command names: `AUTH PLAIN`, `RCPT TO`, `DATA`. */
export function placeOf(command: string): RefusedAt {
  if (/^AUTH\b/i.test(command)) return 'AUTH';
  return command === 'greeting' || command === 'MAIL FROM' || command === 'RCPT TO' || command === 'message' ? command : 'other';
}
