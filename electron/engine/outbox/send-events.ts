/** What can happen to an entry of the outbox, and what may follow from it: the vocabulary of `send-table.ts`. Types and the phases, no behaviour. */
import type { Failure } from '../../contract/failure.ts';
import type { OutboxItem, RecipientOutcome } from '../../contract/outbox.ts';
import type { OutboxPatch, StoredOutboxEntry } from '../cache/database/stored.ts';
import type { SubmissionOutcome, SubmittedRecipient } from '../wire/submitter.ts';
import type { RetryPolicy } from './retry-policy.ts';

/**
 * The phase of an entry: its stored state, with one that only the state machine knows. `handedOver`: being sent, and the final dot may have
 * left.
 */
export const phases = ['queued', 'sending', 'handedOver', 'accepted', 'partly', 'refused', 'unknown', 'cancelled'] as const;
export type Phase = (typeof phases)[number];

/** An entry as it is stored, as far as the machine reads it. */
export type SendEntry = Pick<StoredOutboxEntry, 'item' | 'dotPending' | 'draftId'>;

type Outcome<State extends SubmissionOutcome['state']> = { readonly outcome: Extract<SubmissionOutcome, { state: State }> };

/** What comes with each event. */
interface EventFacts {
  /**
   * Its time has come, and nothing else leaves for its account. `isSuperseded`: an attempt later than those the entry knows has reached its
   * final dot: user data was put back from a copy.
   */
  readonly due: { readonly isSuperseded: boolean };
  /** The whole message is with the system, and nothing but the final dot is left. `recipients`: what was said of each by then. */
  readonly dotDue: { readonly recipients: readonly SubmittedRecipient[] };
  readonly taken: Outcome<'accepted'>;
  readonly refused: Outcome<'refused'>;
  readonly unanswered: Outcome<'unknown'>;
  readonly notSent: Outcome<'not-sent'>;
  /** Its user's cancellation ended the attempt before the final dot. */
  readonly stopped: Outcome<'not-sent'>;
  /** An attempt ended without an outcome, or could not begin. */
  readonly lost: object;
  /** The program begins: whatever was under way is not any more. */
  readonly start: object;
  readonly sendNow: object;
  readonly cancel: object;
  /** `draftExists`: the text it was made of is there. */
  readonly edit: { readonly draftExists: boolean };
  readonly markArrived: object;
  readonly sendAgain: object;
  /** Evidence is to be looked for. `round`: the number of the automatic round; null: on the user's request. */
  readonly look: { readonly round: number | null };
  /** … and was; null: none was found, or the server could not be asked. */
  readonly looked: { readonly round: number | null; readonly found: 'sent' | 'inbox' | null };
  /** Settings, password or trust of its account are new. */
  readonly accountSaved: object;
  /** The copy for Sent was tried. */
  readonly copyTried: { readonly copy: Pick<OutboxPatch, 'sentCopy' | 'copyFailure' | 'copyRefusals'> };
  readonly fileNow: object;
  readonly clear: object;
}

export type EventName = keyof EventFacts;
export type SendEvent<Name extends EventName = EventName> = { [Each in Name]: { readonly type: Each } & EventFacts[Each] }[Name];

/** What has to be written before anything else follows. */
export type Write =
  | {
      readonly kind: 'change';
      readonly patch: OutboxPatch;
      /** As the storage job `markOutbox` says. */
      readonly keepDot?: boolean;
      readonly discardDraft?: boolean;
      readonly unsynced?: boolean;
    }
  /** Synced before the final dot may leave. */
  | { readonly kind: 'markDot'; readonly recipients: RecipientOutcome[] }
  /** Ends the entry, and gives the part of those who do not have it back as a draft. */
  | { readonly kind: 'split'; readonly patch: OutboxPatch; readonly remaining: readonly string[] }
  /** Removes the entry. `last`: its last announcement. */
  | { readonly kind: 'remove'; readonly last: OutboxItem };

/** What follows once it is written; the attempt alone begins beside its write. */
export type Effect =
  | { readonly kind: 'attempt' }
  /** Ends the attempt, while its final dot has not left. */
  | { readonly kind: 'abort' }
  /** Marks the message that was answered or forwarded. */
  | { readonly kind: 'markSource' }
  /** Milliseconds; 0: at once. */
  | { readonly kind: 'fileCopy'; readonly after: number }
  | { readonly kind: 'fileNow' }
  | { readonly kind: 'lookLater'; readonly after: number; readonly round: number }
  | { readonly kind: 'findEvidence'; readonly round: number | null };

export type Step = { readonly refusal: Failure } | { readonly write: Write | null; readonly effects: readonly Effect[] };

/** The other inputs of a step. */
export interface Moment {
  readonly policy: RetryPolicy;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** From 0 to 1. */
  readonly random: number;
}

export interface Transition<Name extends EventName> {
  /** For the printed table; empty where the phases it leads to say it all. */
  readonly does: string;
  /** The phases it may lead to; none: the entry stays in its own. */
  readonly to: readonly (Phase | 'removed')[];
  step(entry: SendEntry, event: SendEvent<Name>, moment: Moment): Step;
}
