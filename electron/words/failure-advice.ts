/**
 * What the glossary adds to a failure: the meaning of the server's reply, the likely cause, who must act and the next step. What the
 * failure's own sentences say already is not said a second time.
 */
import type { Failure } from '../contract/failure.ts';
import type { FailureCode, Protocol } from '../contract/failures/failure-codes.ts';
import { describeEntry, type Explanation, entryActors, type Glossary } from './glossary/glossary.ts';

/** Null stands for what is not said: there is nothing, or the failure says it itself. */
export interface FailureAdvice {
  readonly means: string | null;
  readonly cause: string | null;
  readonly who: string | null;
  readonly next: string | null;
  /** Whether `next` is said in the place of the failure's own next step. */
  readonly replacesNext: boolean;
}

/** A reply, and what it answers: see the call `transcript.explain`. */
interface Reply {
  readonly protocol: Protocol;
  readonly command: string | null;
  readonly reply: string;
}

/** As much of a reply as is explained. */
const longestReply = 10_000;

/** The reply that a failure was read from, or null where no server said anything. */
export function replyOf({ protocol, reply, command, code }: Failure): Reply | null {
  if (protocol === undefined || reply === undefined || reply === '') return null;
  return { protocol, command: code === 'greeting-refused' ? 'greeting' : (command ?? null), reply: reply.slice(0, longestReply) };
}

/** The reply to a recipient, or to the message as a whole. */
export const replyTo = (command: 'RCPT TO' | 'message', reply: string): Reply => ({
  protocol: 'smtp',
  command,
  reply: reply.slice(0, longestReply),
});

/**
 * What the sentences of a failure say of the reply. `refusal`: that the server refuses, and where its reason stands; `reason`: why, and
 * what to do. Those of all others say what became of the work, and who goes on with it.
 */
const ownWords: Readonly<Partial<Record<FailureCode, 'refusal' | 'reason'>>> = {
  'greeting-refused': 'refusal',
  'sign-in-refused': 'refusal',
  'command-refused': 'refusal',
  'sender-refused': 'refusal',
  'recipients-refused': 'refusal',
  'recipients-blocked': 'refusal',
  'message-refused': 'refusal',
  'retries-exhausted': 'refusal',
  'starttls-missing': 'reason',
  'starttls-refused': 'reason',
  'authentication-refused': 'reason',
  'authentication-unavailable': 'reason',
  'sign-in-required': 'reason',
  'app-password-needed': 'reason',
  'password-sign-in-off': 'reason',
  'mechanism-refused': 'reason',
  'encryption-required': 'reason',
  'login-put-off': 'reason',
  greylisted: 'reason',
  'mailbox-full': 'reason',
  'smtputf8-missing': 'reason',
  'message-too-large': 'reason',
  'quota-exceeded': 'reason',
  'message-gone': 'reason',
  'folder-gone': 'reason',
  'folder-missing': 'reason',
};

/** Entries for a class of codes, or for what no entry is about: in a notice they say nothing. */
const saysNothing = /\.(?:\dxx|other|untold|none)$/;

/**
 * @param failure null: the reply stands by itself
 * @param explanation that of `replyOf(failure)`
 * @returns null where the glossary has nothing to add
 */
export function adviseOn(glossary: Glossary, failure: Failure | null, explanation: Explanation): FailureAdvice | null {
  if (saysNothing.test(explanation.key)) return null;
  const entry = describeEntry(glossary, explanation);
  if (entry === null) return null;
  const { means, cause, who, next } = entry;
  // It passes by itself: who tries again, and when, the failure knows.
  const step = entryActors[explanation.key] === 'nobody' ? null : next;
  if (failure === null) return { means, cause, who, next: step, replacesNext: false };
  // A provider's own words are about this very server: the program's are about any.
  const isOwn = /^provider\.(?!text\.)/.test(explanation.key);
  const own = ownWords[failure.code];
  if (own === 'reason' && !isOwn)
    return cause === null && who === null ? null : { means: null, cause, who, next: null, replacesNext: false };
  return { means, cause, who, next: step, replacesNext: own !== undefined && step !== null };
}
