/**
 * The cells of `send-table.ts`: what one event does to an entry in one phase. Pure functions of the entry, the event and the
 * time. `outcome.ts` reads what a server said.
 */
import { failure } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import {
  applyCancellation,
  applyEvidence,
  applyInterruption,
  applyOutcome,
  applySuperseded,
  leaveAsItIs,
  queueAsItWas,
  recipientsBeforeDot,
  requeue,
} from './outcome.ts';
import type { Effect, EventName, Moment, Phase, SendEntry, SendEvent, Step, Transition } from './send-events.ts';

const step = (write: Extract<Step, { write: unknown }>['write'], ...effects: readonly Effect[]): Step => ({ write, effects });
const isHad = ({ recipients }: OutboxItem): boolean => recipients.some(({ state }) => state === 'accepted');

/** Does nothing and announces nothing. */
export const nothing: Transition<EventName> = { does: '', to: [], step: () => step(null) };

/** The request is not possible in this phase. */
export const tooLate: Transition<EventName> = {
  does: 'too late',
  to: [],
  step: ({ item }) => ({ refusal: failure('too-late', { detail: { state: item.state } }) }),
};

export const markDot: Transition<'dotDue'> = {
  does: 'the mark is synced, then the dot leaves:',
  to: ['handedOver'],
  step: ({ item }, { recipients }) => step({ kind: 'markDot', recipients: recipientsBeforeDot(item, recipients) }),
};

/** Schedules the next automatic search for evidence; after the last round there is none. */
function lookLater(round: number, { policy }: Moment): Effect[] {
  const after = policy.lookAfter[round];
  return after === undefined ? [] : [{ kind: 'lookLater', after, round }];
}

type Ended = 'taken' | 'refused' | 'unanswered' | 'notSent';

/** @param to what such an outcome may come to */
const conclude = (...to: readonly Phase[]): Transition<Ended> => ({
  does: '',
  to,
  step({ item }, { outcome }, moment) {
    const patch = applyOutcome(item, outcome, moment);
    // File the copy as soon as one recipient has the message, even while others are still being tried.
    const follows: Effect[] = outcome.state === 'accepted' ? [{ kind: 'markSource' }, { kind: 'fileCopy', after: 0 }] : [];
    const looks = patch.state === 'unknown' ? lookLater(0, moment) : [];
    return step({ kind: 'change', patch, discardDraft: patch.state === 'accepted' }, ...follows, ...looks);
  },
});
export const concludeTaken = conclude('accepted', 'partly', 'queued');
export const concludeRefused = conclude('refused', 'partly', 'queued');
export const concludeUnanswered = conclude('unknown');
export const concludeNotSent = conclude('queued', 'refused', 'partly');

export const concludeStopped: Transition<'stopped'> = {
  does: '',
  to: ['cancelled', 'accepted'],
  step({ item }, { outcome }, { now }) {
    const patch = applyCancellation(item, outcome.recipients ?? [], outcome.session, now);
    return step({ kind: 'change', patch, discardDraft: patch.state === 'accepted' });
  },
};

export const queueAgain: Transition<EventName> = {
  does: '',
  to: ['queued'],
  step: () => step({ kind: 'change', patch: queueAsItWas() }),
};

/** The mark stays until the outcome is known. */
export const callUnknown: Transition<EventName> = {
  does: '',
  to: ['unknown'],
  step: ({ item }, _event, moment) => step({ kind: 'change', patch: applyInterruption(item), keepDot: true }, ...lookLater(0, moment)),
};

/**
 * Unsynced: without the dot mark, `sending` and `queued` mean the same after a power cut. An entry out of a copy of user data, of which a
 * later attempt is known, may have arrived.
 */
export const begin: Transition<'due'> = {
  does: '',
  to: ['sending', 'unknown'],
  step: ({ item }, { isSuperseded }, moment) =>
    isSuperseded
      ? step({ kind: 'change', patch: applySuperseded(item) }, ...lookLater(0, moment))
      : step(
          {
            kind: 'change',
            patch: { state: 'sending', attempts: item.attempts + 1, nextAttemptAt: null, failure: null },
            unsynced: true,
          },
          { kind: 'attempt' },
        ),
};

export const lookFromNowOn: Transition<EventName> = {
  does: 'evidence is looked for',
  to: [],
  step: (_entry, _event, moment) => step(null, ...lookLater(0, moment)),
};

export const fileWaitingCopy: Transition<EventName> = {
  does: 'a copy that waits is filed',
  to: [],
  step: ({ item }) => (item.sentCopy === 'waiting' ? step(null, { kind: 'fileCopy', after: 0 }) : step(null)),
};

/** On the user's request, for all recipients who do not have it. */
export const sendToTheOthers: Transition<EventName> = {
  does: '',
  to: ['queued'],
  step: ({ item }) => step({ kind: 'change', patch: { ...requeue(item), failure: null } }),
};

/** Recipients who have it keep it; only the attempts for the others end. */
export const giveUp: Transition<'cancel'> = {
  does: '',
  to: ['cancelled', 'accepted'],
  step: ({ item }, _event, { now }) =>
    isHad(item)
      ? step({ kind: 'change', patch: leaveAsItIs(item, now), discardDraft: true })
      : step({ kind: 'change', patch: { state: 'cancelled', nextAttemptAt: null, finishedAt: now } }),
};

/** Decided by the attempt under way: cancellation or final dot, the first one wins. */
export const abort: Transition<'cancel'> = {
  does: 'the attempt is ended, unless its final dot has left',
  to: [],
  step: () => step(null, { kind: 'abort' }),
};

/**
 * Recipients who have it must not get a second message: the draft is for the others. Without a draft the entry is the only copy of the
 * message, and stays.
 */
export const takeBack: Transition<'edit'> = {
  does: 'back to its draft; where some have it, for the others:',
  to: ['removed', 'accepted'],
  step(entry, event, moment) {
    const { item } = entry;
    if (isHad(item)) {
      const remaining = item.recipients.filter(({ state }) => state !== 'accepted').map(({ address }) => address);
      return step({ kind: 'split', patch: leaveAsItIs(item, moment.now), remaining });
    }
    if (!event.draftExists) return tooLate.step(entry, event, moment);
    return step({ kind: 'remove', last: { ...item, state: 'cancelled' } });
  },
};

/** @param copy what is known of the copy for Sent by now */
function arrived({ item }: SendEntry, { now }: Moment, copy?: OutboxItem['sentCopy']): Step {
  const patch = applyEvidence(item, now);
  const sentCopy = copy ?? item.sentCopy;
  const follows: Effect[] = sentCopy === 'waiting' ? [{ kind: 'fileCopy', after: 0 }] : [];
  return step({ kind: 'change', patch: { ...patch, sentCopy }, discardDraft: patch.state === 'accepted' }, ...follows);
}

const whenArrived = ['accepted', 'partly', 'queued'] as const;

export const believeUser: Transition<'markArrived'> = {
  does: '',
  to: whenArrived,
  step: (entry, _event, moment) => arrived(entry, moment),
};

/** If some recipients have it from an earlier attempt, a found copy may come from that one, and proves nothing for the others. */
export const findEvidence: Transition<'look'> = {
  does: 'evidence is looked for',
  to: [],
  step: ({ item }, { round }) => (isHad(item) ? step(null) : step(null, { kind: 'findEvidence', round })),
};

export const weighEvidence: Transition<'looked'> = {
  does: 'found:',
  to: ['unknown', ...whenArrived],
  step(entry, { round, found }, moment) {
    if (found !== null && !isHad(entry.item)) return arrived(entry, moment, found === 'sent' ? 'server' : 'waiting');
    return round === null ? step(null) : step(null, ...lookLater(round + 1, moment));
  },
};

/** Retries what waited for new settings, after a wrong password or a refused certificate. */
export const tryWithNewSettings: Transition<'accountSaved'> = {
  does: 'what waits for the account is tried',
  to: [],
  step: ({ item }) =>
    item.nextAttemptAt === null && item.failure?.permanent ? step({ kind: 'change', patch: { failure: null } }) : step(null),
};

function notes(event: SendEvent<'copyTried'>, { policy }: Moment): Step {
  const { copy } = event;
  const again: Effect[] = copy.sentCopy === 'waiting' ? [{ kind: 'fileCopy', after: policy.fileAgainAfter }] : [];
  // Unsynced: after a power cut the copy is looked for before it is filed again. The dot mark may be that of a later attempt.
  return step({ kind: 'change', patch: copy, keepDot: true, unsynced: true }, ...again);
}

export const noteCopy: Transition<'copyTried'> = {
  does: 'the copy is noted',
  to: [],
  step: (_entry, event, moment) => notes(event, moment),
};

/** Until its copy was filed, a cleared entry was the only place that had the message. */
export const noteCopyOrForget: Transition<'copyTried'> = {
  does: 'the copy is noted; if cleared:',
  to: ['accepted', 'removed'],
  step({ item }, event, moment) {
    const last = { ...item, ...event.copy };
    return item.cleared && last.sentCopy !== 'waiting' ? step({ kind: 'remove', last }) : notes(event, moment);
  },
};

/** An accepted message whose copy for Sent the server does not have. */
export const isCopyMissing = ({ sentCopy }: OutboxItem): boolean => sentCopy === 'waiting' || sentCopy === 'local' || sentCopy === 'failed';

export const fileAtOnce: Transition<'fileNow'> = {
  does: 'a copy that the server has not is filed',
  to: [],
  step: ({ item }) => (isCopyMissing(item) ? step(null, { kind: 'fileNow' }) : step(null)),
};

export const forget: Transition<'clear'> = {
  does: '',
  to: ['removed'],
  step: ({ item }) => step({ kind: 'remove', last: item }),
};

export const forgetOnceFiled: Transition<'clear'> = {
  does: 'once its copy is filed:',
  to: ['removed', 'accepted'],
  step: ({ item }) =>
    item.sentCopy === 'waiting' ? step({ kind: 'change', patch: { cleared: true } }) : step({ kind: 'remove', last: item }),
};
