/** How outbox entries are presented: order, actions, and what they wait for. */
import { type Failure, failure } from '../../../electron/contract/failure.ts';
import type { OutboxItem, OutboxState } from '../../../electron/contract/outbox.ts';

export type OutboxAction =
  | 'sendNow'
  | 'edit'
  | 'cancel'
  | 'arrived'
  | 'sendAgain'
  | 'look'
  | 'editRefused'
  | 'retryRefused'
  | 'leaveRefused'
  | 'fileAgain';

/** What makes sense in a state. An unknown outcome is never tried again by a plain "send now": who has the message might get it twice. */
export const actionsIn: Readonly<Record<OutboxState, readonly OutboxAction[]>> = {
  queued: ['sendNow', 'edit', 'cancel'],
  sending: ['cancel'],
  accepted: [],
  // Whatever is done is about the refused only: the others have it.
  partly: ['editRefused', 'retryRefused', 'leaveRefused'],
  refused: ['sendNow', 'edit', 'cancel'],
  unknown: ['look', 'arrived', 'sendAgain'],
  cancelled: ['sendNow', 'edit'],
};

/**
 * What can be done with this entry: from the final dot on, nothing until the server has answered; also with a copy for Sent that the server
 * did not take.
 */
export function actionsOf(item: Pick<OutboxItem, 'state' | 'sentCopy' | 'copyFailure' | 'waitingFor'>): readonly OutboxAction[] {
  if (item.state === 'sending' && item.waitingFor?.step === 'outcome') return [];
  return isCopyRefused(item) ? [...actionsIn[item.state], 'fileAgain'] : actionsIn[item.state];
}

/** Sent, but its copy was not filed as it should have been. With POP3 a copy on this computer is as it should be. */
function isCopyRefused({ state, sentCopy, copyFailure }: Pick<OutboxItem, 'state' | 'sentCopy' | 'copyFailure'>): boolean {
  return (state === 'accepted' || state === 'partly') && (sentCopy === 'failed' || (copyFailure !== undefined && copyFailure !== null));
}

const finished: ReadonlySet<OutboxState> = new Set(['accepted', 'cancelled']);

/** Whether it is final: nothing more will happen, and the user need not decide. */
export const isFinished = (item: Pick<OutboxItem, 'state'>): boolean => finished.has(item.state);

/** What still needs the program or the user first, newest first in both halves. */
export function inOrder(items: readonly OutboxItem[]): OutboxItem[] {
  return [...items].sort((one, other) => Number(isFinished(one)) - Number(isFinished(other)) || other.queuedAt - one.queuedAt);
}

/** How many recipients have it, of how many: what the state `partly` says. */
export const share = ({ recipients }: Pick<OutboxItem, 'recipients'>): { accepted: number; total: number } => ({
  accepted: recipients.filter(({ state }) => state === 'accepted').length,
  total: recipients.length,
});

/** What to announce when an entry changes: the state it came to, once. */
export type Outcome = 'accepted' | 'partly' | 'refused' | 'unknown' | 'deferred';

export function outcomeOf(item: OutboxItem): Outcome | null {
  const { state } = item;
  if (state === 'accepted' || state === 'partly' || state === 'refused' || state === 'unknown') return state;
  if (item.state === 'queued' && item.failure !== null && item.attempts > 0) return 'deferred';
  return null;
}

/** Whether the program itself tries again: only where the entry says when, or that it is due. */
export const againOf = ({ state, nextAttemptAt, failure }: OutboxItem): 'byItself' | 'nobody' =>
  state === 'queued' && (nextAttemptAt !== null || failure?.permanent === false) ? 'byItself' : 'nobody';

/** What the transcript is to show of an entry that was tried: its own lines, where the connection carried other messages too. */
export function linesOf({ session, sessionLines }: OutboxItem): { session: string; firstLine?: number; lastLine?: number } {
  const target = { session: session ?? '' };
  return sessionLines && sessionLines.first > 0 ? { ...target, firstLine: sessionLines.first, lastLine: sessionLines.last } : target;
}

/** The failure whose reply is explained: the entry's own, else that of the first recipient who has not got it. */
export function explainedOf({ failure: own, recipients }: Pick<OutboxItem, 'failure' | 'recipients'>): Failure | null {
  if (own?.reply !== undefined) return own;
  const refused = recipients.find(({ state, reply }) => reply !== null && (state === 'refused' || state === 'deferred'));
  if (refused === undefined) return own;
  const code = refused.state === 'refused' ? 'recipients-blocked' : 'temporarily-refused';
  return { ...(own ?? failure(code)), protocol: 'smtp', command: 'RCPT TO', reply: refused.reply ?? '' };
}

/** Whether something went wrong with its latest attempt. */
export const isFailed = (item: OutboxItem): boolean => {
  const outcome = outcomeOf(item);
  return outcome !== null && outcome !== 'accepted';
};
