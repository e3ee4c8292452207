/**
 * What an attempt means for an entry: pure functions from a submission's outcome to the change of the entry. Each state
 * is reached only by evidence: `accepted` by the server's 250, `refused` by its reply, `unknown` by the lack of one after
 * the final dot.
 */
import { type Failure, failure } from '../../contract/failure.ts';
import type { OutboxItem, RecipientOutcome } from '../../contract/outbox.ts';
import type { OutboxPatch } from '../cache/database/stored.ts';
import { meaningOf } from '../smtp/reply-meanings.ts';
import type { SubmissionOutcome, SubmittedRecipient } from '../wire/submitter.ts';
import { nextAttemptAt } from './retry-policy.ts';
import type { Moment } from './send-events.ts';

const stateOf = { accepted: 'accepted', 'refused-for-now': 'deferred', refused: 'refused' } as const;

/** Merges the replies of this attempt into earlier ones: a recipient once accepted or refused stays so. */
function mergeRecipients(
  before: readonly RecipientOutcome[],
  now: readonly SubmittedRecipient[],
  whole: RecipientOutcome['state'] | null,
  reply: string | null,
): RecipientOutcome[] {
  const said = new Map(now.map((recipient) => [recipient.address, recipient]));
  return before.map((recipient) => {
    if (recipient.state === 'accepted' || recipient.state === 'refused') return recipient;
    const outcome = said.get(recipient.address);
    if (!outcome) return recipient;
    // An accepted RCPT counts only with the message as a whole, whose outcome is `whole`.
    if (outcome.state === 'accepted') return { ...recipient, state: whole ?? 'waiting', reply: reply ?? outcome.reply };
    return { ...recipient, state: stateOf[outcome.state], reply: outcome.reply };
  });
}

/** Drops the replies that the dot mark recorded for accepted recipients: without the message they mean nothing. */
const withoutPromises = (recipients: readonly RecipientOutcome[]): RecipientOutcome[] =>
  recipients.map((recipient) => (recipient.state === 'waiting' ? { ...recipient, reply: null } : recipient));

function waitOrGiveUp(item: OutboxItem, moment: Moment, patch: OutboxPatch): OutboxPatch {
  const next = nextAttemptAt(moment.policy, item.queuedAt, item.attempts, moment.now, moment.random);
  if (next !== null) return { ...patch, state: 'queued', nextAttemptAt: next };
  const last = patch.failure;
  const recipients = (patch.recipients ?? item.recipients).map(giveUp);
  return {
    ...patch,
    recipients,
    state: endState(recipients),
    nextAttemptAt: null,
    finishedAt: moment.now,
    failure: failure('retries-exhausted', {
      protocol: 'smtp',
      ...(last?.host ? { host: last.host } : {}),
      ...(last?.reply ? { reply: last.reply } : {}),
      detail: { days: Math.round(moment.policy.giveUpAfter / 86_400_000), attempts: item.attempts },
    }),
  };
}

/** The change of `item` (whose `attempts` counts this attempt) after `outcome`. */
export function applyOutcome(item: OutboxItem, outcome: SubmissionOutcome, moment: Moment): OutboxPatch {
  const wire = { session: outcome.session ?? item.session, sessionLines: outcome.session === null ? item.sessionLines : outcome.lines };
  switch (outcome.state) {
    case 'accepted': {
      const recipients = mergeRecipients(item.recipients, outcome.recipients, 'accepted', null);
      const refused = recipients.filter(({ state }) => state === 'refused');
      const patch: OutboxPatch = {
        recipients,
        reply: outcome.reply,
        queueId: outcome.queueId,
        ...wire,
        failure: refusedRecipients(refused),
      };
      if (recipients.some(({ state }) => state === 'deferred' || state === 'waiting')) return waitOrGiveUp(item, moment, patch);
      return { ...patch, state: endState(recipients), nextAttemptAt: null, finishedAt: moment.now };
    }
    case 'refused': {
      const whole = outcome.permanent ? 'refused' : 'deferred';
      const recipients = mergeRecipients(item.recipients, outcome.recipients, whole, outcome.failure.reply ?? null);
      const patch: OutboxPatch = {
        recipients,
        reply: outcome.failure.reply ?? null,
        ...wire,
        failure: withAddresses(outcome.failure, recipients),
      };
      // When every recipient is decided, a temporary failure after that concerns no recipient.
      const isOpen = recipients.some(({ state }) => state === 'waiting' || state === 'deferred');
      if (!outcome.permanent && isOpen) return waitOrGiveUp(item, moment, patch);
      // A permanent refusal of sender, recipients or message. Recipients accepted by an earlier attempt stay accepted.
      return { ...settled(patch, recipients, moment), ...(outcome.permanent ? { failure: patch.failure ?? null } : {}) };
    }
    case 'unknown':
      return {
        state: 'unknown',
        recipients: mergeRecipients(item.recipients, outcome.recipients, 'unknown', null),
        failure: outcome.failure,
        ...wire,
        nextAttemptAt: null,
      };
    case 'not-sent': {
      // A wrong password or a bad certificate needs the user: the entry waits, without a next attempt.
      if (outcome.failure.permanent) return { state: 'queued', failure: outcome.failure, ...wire, nextAttemptAt: null };
      // Refusals received before the connection broke stay; an accepted RCPT without the message means nothing.
      const refused = (outcome.recipients ?? []).filter(({ state, reply }) => state !== 'accepted' && reply !== null);
      const recipients = mergeRecipients(withoutPromises(item.recipients), refused, null, null);
      const patch: OutboxPatch = { recipients, failure: outcome.failure, ...wire };
      if (recipients.some(({ state }) => state === 'waiting' || state === 'deferred')) return waitOrGiveUp(item, moment, patch);
      return settled(patch, recipients, moment);
    }
  }
}

/** The entry when every recipient is decided: those accepted by an earlier attempt have it, the others were refused. */
const settled = (patch: OutboxPatch, recipients: readonly RecipientOutcome[], moment: Moment): OutboxPatch => ({
  ...patch,
  failure: refusedRecipients(recipients.filter(({ state }) => state === 'refused')),
  recipients: recipients.map(settle),
  state: endState(recipients),
  nextAttemptAt: null,
  finishedAt: moment.now,
});

/** The final state when every recipient is decided. */
function endState(recipients: readonly RecipientOutcome[]): 'accepted' | 'partly' | 'refused' {
  if (!recipients.some(({ state }) => state === 'accepted')) return 'refused';
  return recipients.every(({ state }) => state === 'accepted') ? 'accepted' : 'partly';
}

/** No more attempts; the server's last reply stays. */
const giveUp = (recipient: RecipientOutcome): RecipientOutcome =>
  recipient.state === 'waiting' || recipient.state === 'deferred' ? { ...recipient, state: 'refused' } : recipient;

const settle = (recipient: RecipientOutcome): RecipientOutcome =>
  recipient.state === 'waiting' ? { ...recipient, state: 'refused' } : recipient;

/** The sentence for refused recipients names them. */
function withAddresses(reason: Failure, recipients: readonly RecipientOutcome[]): Failure {
  if (reason.code !== 'recipients-refused' && reason.code !== 'recipients-blocked') return reason;
  const refused = recipients.filter(({ state }) => state === 'refused' || state === 'deferred');
  return { ...reason, detail: { ...reason.detail, addresses: refused.map(({ address }) => address).join(', ') } };
}

function refusedRecipients(refused: readonly RecipientOutcome[]): OutboxItem['failure'] {
  const first = refused[0];
  if (!first) return null;
  const code = (first.reply && meaningOf('RCPT TO', first.reply)?.code) || 'recipients-refused';
  const reason = failure(code, { protocol: 'smtp', command: 'RCPT TO', permanent: true, ...(first.reply ? { reply: first.reply } : {}) });
  return withAddresses(reason, refused);
}

/**
 * The entry after its user ended the attempt before the final dot: nothing of it is with the server. Where some have it from an earlier
 * attempt, the others are not tried any more.
 * @param said the server's replies to RCPT by then; an acceptance without the message means nothing
 */
export function applyCancellation(item: OutboxItem, said: readonly SubmittedRecipient[], session: string | null, now: number): OutboxPatch {
  const refused = said.filter(({ state, reply }) => state !== 'accepted' && reply !== null);
  const recipients = mergeRecipients(withoutPromises(item.recipients), refused, null, null);
  const wire = { session: session ?? item.session, sessionLines: session === null ? item.sessionLines : undefined };
  if (recipients.some(({ state }) => state === 'accepted')) return { ...leaveAsItIs({ ...item, recipients }, now), ...wire };
  return { state: 'cancelled', recipients, failure: null, ...wire, nextAttemptAt: null, finishedAt: now };
}

/** The entry after evidence that it arrived: recipients with an unknown outcome have it; deferred ones are still to be tried. */
export function applyEvidence(item: OutboxItem, now: number): OutboxPatch {
  const recipients = item.recipients.map((recipient) =>
    recipient.state === 'unknown' || recipient.state === 'waiting' ? { ...recipient, state: 'accepted' as const } : recipient,
  );
  if (recipients.some(({ state }) => state === 'deferred'))
    return { state: 'queued', recipients, failure: null, nextAttemptAt: now, finishedAt: null };
  const refused = recipients.filter(({ state }) => state === 'refused');
  return { state: endState(recipients), recipients, failure: refusedRecipients(refused), nextAttemptAt: null, finishedAt: now };
}

/**
 * The entry put back in the queue after a kill before anything left: as it was. Permanently refused recipients stay refused until the user
 * retries.
 */
export const queueAsItWas = (): OutboxPatch => ({ state: 'queued', nextAttemptAt: null, finishedAt: null });

/** The entry queued again by the user, for all recipients who do not have it. */
export function requeue(item: OutboxItem): OutboxPatch {
  return {
    state: 'queued',
    recipients: item.recipients.map((recipient) =>
      recipient.state === 'accepted' ? recipient : { ...recipient, state: 'waiting', reply: null },
    ),
    nextAttemptAt: null,
    finishedAt: null,
  };
}

/** The entry finished by the user: recipients who have it keep it, the others are not tried any more. */
export const leaveAsItIs = (item: OutboxItem, now: number): OutboxPatch => ({
  state: 'accepted',
  // Recipients who were never refused are in another message now, or were given up: drop them here.
  recipients: item.recipients.filter(({ state }) => state === 'accepted' || state === 'refused'),
  nextAttemptAt: null,
  finishedAt: now,
});

/** The failure of an attempt that was interrupted before its outcome was known. */
export function interrupted(item: OutboxItem): Failure {
  return failure('outcome-unknown', {
    protocol: 'smtp',
    ...(item.session ? { session: item.session } : {}),
    detail: { cause: 'interrupted' },
  });
}

/** The recipients written with the dot mark: those whom the server accepted by RCPT stay `waiting` until the message is accepted. */
export const recipientsBeforeDot = (item: OutboxItem, said: readonly SubmittedRecipient[]): RecipientOutcome[] =>
  mergeRecipients(item.recipients, said, null, null);

/** The entry after a kill behind the dot mark, which holds the replies to RCPT: accepted recipients may have it, the others have not. */
export function applyInterruption(item: OutboxItem): OutboxPatch {
  const recipients = item.recipients.map((recipient) =>
    recipient.state === 'waiting' ? { ...recipient, state: 'unknown' as const } : recipient,
  );
  return { state: 'unknown', recipients, failure: interrupted(item), nextAttemptAt: null };
}

/** The entry out of a copy of user data that was put back, of which a later attempt has reached its final dot: all may have it. */
export const applySuperseded = (item: OutboxItem): OutboxPatch => ({
  state: 'unknown',
  recipients: item.recipients.map((recipient) =>
    recipient.state === 'waiting' || recipient.state === 'deferred' ? { ...recipient, state: 'unknown' } : recipient,
  ),
  failure: failure('sent-since-copy', { protocol: 'smtp' }),
  nextAttemptAt: null,
});
