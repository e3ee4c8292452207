/** What a line of a mail server's log says: one form for all programs, from which stories are joined and sentences are made. */
import type { LogDialect, LogLineKind, StoryState } from '../../contract/delivery/mail-log.ts';
import type { FailureReason } from '../../contract/delivery/notices.ts';
import { replyIn, statusIn } from '../mime/notice/codes.ts';
import { reasonOf } from '../mime/notice/reasons.ts';

/** What is known of a message as a whole; what a line does not say is absent. */
export interface MessageFacts {
  readonly sender?: string;
  readonly client?: string;
  readonly size?: number;
  readonly subject?: string;
  readonly messageId?: string;
  /** Queue id of the message that it is a notice of. */
  readonly about?: string;
  /** Named when it was taken; nothing has become of it for them yet. */
  readonly recipients?: readonly string[];
}

export interface Outcome {
  readonly address: string;
  readonly original: string | null;
  readonly state: StoryState;
  readonly relay: string | null;
  readonly status: string | null;
  readonly reply: number | null;
  readonly text: string;
  readonly reason: FailureReason | null;
}

/** What a line changes in the story of its message. */
export type Change =
  /** A message gets this queue id: what had it before is another message, where it has left the queue. */
  | { readonly what: 'begins'; readonly facts: MessageFacts }
  | { readonly what: 'facts'; readonly facts: MessageFacts }
  | { readonly what: 'outcome'; readonly outcomes: readonly Outcome[] }
  /** Refused before it was taken: without a queue id, a story of its own. */
  | {
      readonly what: 'refused';
      readonly state: StoryState;
      /** For all recipients, not for those that are named alone. */
      readonly isWhole: boolean;
      readonly facts: MessageFacts;
      readonly outcomes: readonly Outcome[];
    }
  | { readonly what: 'notice'; readonly id: string }
  /** The same message goes on under another queue id. */
  | { readonly what: 'continues'; readonly id: string }
  | { readonly what: 'held'; readonly isHeld: boolean }
  | { readonly what: 'discarded' }
  | { readonly what: 'expired' }
  | { readonly what: 'completed' }
  /** Delivered by another program, which knows the Message-ID and no queue id. */
  | { readonly what: 'saved'; readonly messageId: string; readonly outcomes: readonly Outcome[] };

export interface Entry {
  readonly dialect: LogDialect;
  readonly kind: LogLineKind;
  readonly facts: Readonly<Record<string, string>>;
  readonly reason: FailureReason | null;
  readonly queueId: string | null;
  readonly change: Change | null;
}

/** What stands in a sentence for what the line does not say. */
const unsaid = '?';
/** Characters of a fact and of a server's words that are kept. */
const longestFact = 500;
const longestText = 1_000;

/** Makes entries of one program. Facts that the line does not have are shown as a question mark. */
export const entryOf =
  (dialect: LogDialect) =>
  (
    kind: LogLineKind,
    facts: Readonly<Record<string, string | undefined>> = {},
    rest: { readonly queueId?: string | null; readonly change?: Change | null; readonly reason?: FailureReason | null } = {},
  ): Entry => ({
    dialect,
    kind,
    facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, value ? value.slice(0, longestFact) : unsaid])),
    reason: rest.reason ?? null,
    queueId: rest.queueId ?? null,
    change: rest.change ?? null,
  });

const failed: ReadonlySet<StoryState> = new Set<StoryState>(['deferred', 'bounced', 'expired', 'rejected', 'put-off']);

/** An outcome with the codes and the reason that are in the server's words, as a notice of non-delivery would be read (RFC 3463, RFC 5321 §4.2). */
export function outcomeOf(given: {
  readonly address: string;
  readonly original?: string | null | undefined;
  readonly state: StoryState;
  readonly relay?: string | null | undefined;
  readonly status?: string | null | undefined;
  readonly text?: string | undefined;
}): Outcome {
  const text = (given.text ?? '').slice(0, longestText);
  const isFailed = failed.has(given.state);
  const reply = isFailed ? replyIn(`said: ${text}`) : null;
  const inWords = isFailed ? statusIn(text) : null;
  const stated = given.status ?? null;
  const status =
    isFailed && inWords !== null && (stated === null || /^[45]\.[01]\.0$/.test(stated) || stated === inWords) ? inWords : stated;
  const original = given.original ?? null;
  return {
    address: given.address.slice(0, longestFact),
    original: original === null || original.toLowerCase() === given.address.toLowerCase() ? null : original.slice(0, longestFact),
    state: given.state,
    relay: given.relay?.slice(0, longestFact) ?? null,
    status: status ?? inWords,
    reply,
    text,
    reason: isFailed ? reasonOf(text, status ?? inWords, reply) : null,
  };
}

/** `<ana@example.test>` without its brackets. */
export const bare = (address: string): string => (address.startsWith('<') && address.endsWith('>') ? address.slice(1, -1) : address);

/** Sender as a sentence shows it: a notice has none (RFC 5321 §4.5.5). */
export const senderShown = (sender: string | undefined): string | undefined => (sender === '' ? '<>' : sender);
