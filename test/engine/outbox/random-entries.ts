/** Entries of the outbox, and things that happen to them, as they could come about: every field is drawn, and fits the phase the entry is in. */
import { failure } from '../../../electron/contract/failure.ts';
import type { OutboxItem, RecipientOutcome } from '../../../electron/contract/outbox.ts';
import { defaultRetryPolicy } from '../../../electron/engine/outbox/retry-policy.ts';
import type { EventName, Moment, Phase, SendEntry, SendEvent } from '../../../electron/engine/outbox/send-events.ts';
import type { SubmissionOutcome, SubmittedRecipient } from '../../../electron/engine/wire/submitter.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 4, 4, 12);
const replies = { accepted: '250 2.1.5 Ok', refused: '550 5.1.1 no such user', deferred: '450 4.2.1 later', unknown: '250 2.1.5 Ok' };

export const momentOf = (random: SeededRandom): Moment => ({ policy: defaultRetryPolicy, now, random: random.next() });

type RecipientState = RecipientOutcome['state'];

/** Of which states the recipients of an entry may be, and of which at least one must be. */
const recipientsIn: Record<Phase, { readonly may: readonly RecipientState[]; readonly must: readonly RecipientState[] }> = {
  queued: { may: ['waiting', 'accepted', 'refused', 'deferred'], must: ['waiting', 'deferred'] },
  sending: { may: ['waiting', 'accepted', 'refused', 'deferred'], must: ['waiting', 'deferred'] },
  handedOver: { may: ['waiting', 'accepted', 'refused', 'deferred'], must: ['waiting'] },
  accepted: { may: ['accepted'], must: ['accepted'] },
  partly: { may: ['accepted', 'refused'], must: ['accepted'] },
  refused: { may: ['refused'], must: ['refused'] },
  unknown: { may: ['unknown', 'accepted', 'refused', 'deferred'], must: ['unknown'] },
  cancelled: { may: ['waiting', 'refused', 'deferred'], must: ['waiting', 'refused', 'deferred'] },
};

function recipientsOf(random: SeededRandom, phase: Phase): RecipientOutcome[] {
  const { may, must } = recipientsIn[phase];
  const states = [random.pick(must), ...Array.from({ length: random.below(4) }, () => random.pick(may))];
  if (phase === 'partly') states.push('refused');
  return states.map((state, index) => ({
    address: `r${index}@example.test`,
    state,
    reply: state === 'waiting' ? (phase === 'handedOver' ? replies.accepted : null) : replies[state],
  }));
}

export function randomEntry(random: SeededRandom, phase: Phase): SendEntry {
  const isOver = phase === 'accepted' || phase === 'partly' || phase === 'refused' || phase === 'cancelled';
  const isUnsent = phase === 'refused' || phase === 'cancelled';
  const hasFailed = !isOver && !isUnsent && random.chance(0.5);
  const waitsForUser = hasFailed && random.chance(0.5);
  const item: OutboxItem = {
    id: 'o',
    accountId: 'a',
    from: 'me@example.test',
    subject: 'x',
    messageId: '<1@example.test>',
    state: phase === 'handedOver' ? 'sending' : phase,
    recipients: recipientsOf(random, phase),
    reply: null,
    queueId: null,
    failure: hasFailed ? failure('authentication-refused', { permanent: waitsForUser }) : null,
    attempts: random.below(60),
    queuedAt: now - random.below(8) * day,
    nextAttemptAt: phase === 'queued' && hasFailed && !waitsForUser ? now + random.below(60_000) : null,
    finishedAt: isOver ? now - 1_000 : null,
    sentCopy: isUnsent ? 'waiting' : random.pick(['waiting', 'filed', 'server', 'local', 'failed', 'none'] as const),
    session: random.chance(0.5) ? 's' : null,
    size: 10,
    ...(phase === 'accepted' && random.chance(0.3) ? { cleared: true } : {}),
  };
  return {
    item,
    dotPending: phase === 'handedOver' || (phase === 'unknown' && random.chance(0.5)),
    draftId: random.chance(0.7) ? 'd' : null,
  };
}

/** What a server said of those whom an attempt on this entry is for. */
function said(random: SeededRandom, { item }: SendEntry, atLeastOne: boolean): SubmittedRecipient[] {
  const asked = item.recipients.filter(({ state }) => state === 'waiting' || state === 'deferred');
  const states = ['accepted', 'refused-for-now', 'refused'] as const;
  return asked.map(({ address }, index) => {
    const state = index === 0 && atLeastOne ? 'accepted' : random.pick(states);
    const reply = state === 'accepted' ? replies.accepted : state === 'refused' ? replies.refused : replies.deferred;
    return { address, state, reply: random.chance(0.9) || atLeastOne ? reply : null };
  });
}

type OutcomeOf<State extends SubmissionOutcome['state']> = Extract<SubmissionOutcome, { state: State }>;

function refusal(random: SeededRandom, entry: SendEntry): OutcomeOf<'refused'> {
  const permanent = random.chance(0.5);
  const reply = permanent ? '554 5.7.1 no' : '451 4.7.1 not now';
  const reason = failure(permanent ? 'message-refused' : 'temporarily-refused', { protocol: 'smtp', reply, permanent });
  return { state: 'refused', permanent, failure: reason, recipients: said(random, entry, false), session: 's2' };
}

function brokenOff(random: SeededRandom, entry: SendEntry): OutcomeOf<'not-sent'> {
  const reason = failure('connection-lost', { protocol: 'smtp', permanent: random.chance(0.3) });
  const recipients = random.chance(0.5) ? { recipients: said(random, entry, false) } : {};
  return { state: 'not-sent', failure: reason, session: random.chance(0.5) ? 's2' : null, ...recipients };
}

/** One event of this name, as it could happen to this entry. */
export function randomEvent(random: SeededRandom, name: EventName, entry: SendEntry): SendEvent {
  switch (name) {
    case 'dotDue':
      return { type: name, recipients: said(random, entry, true) };
    case 'taken': {
      const outcome = { reply: '250 2.0.0 Ok', queueId: 'Q', recipients: said(random, entry, true), session: 's2' };
      return { type: name, outcome: { state: 'accepted', ...outcome } };
    }
    case 'refused':
      return { type: name, outcome: refusal(random, entry) };
    case 'due':
      return { type: name, isSuperseded: random.chance(0.2) };
    case 'unanswered': {
      const outcome = { failure: failure('outcome-unknown'), recipients: said(random, entry, true), session: 's2' };
      return { type: name, outcome: { state: 'unknown', ...outcome } };
    }
    case 'notSent':
      return { type: name, outcome: brokenOff(random, entry) };
    case 'stopped':
      return { type: name, outcome: { ...brokenOff(random, entry), failure: failure('cancelled') } };
    case 'edit':
      return { type: name, draftExists: entry.draftId !== null && random.chance(0.9) };
    case 'look':
      return { type: name, round: random.chance(0.5) ? null : random.below(6) };
    case 'looked':
      return { type: name, round: random.chance(0.5) ? null : random.below(6), found: random.pick(['sent', 'inbox', null] as const) };
    case 'copyTried':
      return { type: name, copy: { sentCopy: random.pick(['waiting', 'filed', 'server', 'local', 'failed'] as const), copyFailure: null } };
    default:
      return { type: name };
  }
}
