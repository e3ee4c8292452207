/**
 * The state machine of sending as one table: events (rows) by phase (columns), and what each does.
 * `next` is a pure function over it. It has no side effects: `carry-out.ts` carries out its answers. A test prints the table
 * into `docs/sending.md`.
 */
import {
  type EventName,
  type Moment,
  type Phase,
  phases,
  type SendEntry,
  type SendEvent,
  type Step,
  type Transition,
} from './send-events.ts';
import {
  abort,
  begin,
  believeUser,
  callUnknown,
  concludeNotSent,
  concludeRefused,
  concludeStopped,
  concludeTaken,
  concludeUnanswered,
  fileAtOnce,
  fileWaitingCopy,
  findEvidence,
  forget,
  forgetOnceFiled,
  giveUp,
  lookFromNowOn,
  markDot,
  noteCopy,
  noteCopyOrForget,
  nothing,
  queueAgain,
  sendToTheOthers,
  takeBack,
  tooLate,
  tryWithNewSettings,
  weighEvidence,
} from './transitions.ts';

interface Row<Name extends EventName> {
  /** For the printed table. */
  readonly when: string;
  readonly in: Readonly<Record<Phase, Transition<Name>>>;
}

/** A row from the cells that are named, and what happens in every other phase. */
function row<Name extends EventName>(
  when: string,
  cells: Readonly<Partial<Record<Phase, Transition<Name>>>>,
  otherwise: Transition<EventName> = nothing,
): Row<Name> {
  const all = Object.fromEntries(phases.map((phase) => [phase, cells[phase] ?? otherwise]));
  return { when, in: all as Row<Name>['in'] }; // every phase was named just now
}

const inAttempt = <Name extends EventName>(transition: Transition<Name>) => ({ sending: transition, handedOver: transition });
const givenBack = <Name extends EventName>(transition: Transition<Name>) => ({
  queued: transition,
  refused: transition,
  partly: transition,
});

export const sendTable: { readonly [Name in EventName]: Row<Name> } = {
  due: row('Its time has come, and nothing else leaves for its account', { queued: begin }),
  dotDue: row('Nothing but the final dot is left to be sent', { sending: markDot }, tooLate),
  taken: row('The server takes it (250)', inAttempt(concludeTaken)),
  refused: row('The server refuses it', inAttempt(concludeRefused)),
  unanswered: row('The connection breaks after the final dot', inAttempt(concludeUnanswered)),
  notSent: row('The attempt ends before the final dot', inAttempt(concludeNotSent)),
  stopped: row('… because it was cancelled', inAttempt(concludeStopped)),
  lost: row('The attempt ends without a word', { sending: queueAgain, handedOver: callUnknown }),
  start: row('The program starts', {
    sending: queueAgain,
    handedOver: callUnknown,
    unknown: lookFromNowOn,
    accepted: fileWaitingCopy,
    partly: fileWaitingCopy,
  }),
  sendNow: row(
    '*Send now*, *Try the refused recipients again*',
    { ...givenBack(sendToTheOthers), cancelled: sendToTheOthers, ...inAttempt(nothing) },
    tooLate,
  ),
  cancel: row('*Cancel*, *Do not send to them*', { ...givenBack(giveUp), ...inAttempt(abort) }, tooLate),
  edit: row('*Edit*, *Correct the addresses*', { ...givenBack(takeBack), cancelled: takeBack }, tooLate),
  markArrived: row('*Mark as arrived*', { unknown: believeUser }, tooLate),
  sendAgain: row('*Send again*', { unknown: sendToTheOthers }, tooLate),
  look: row('*Look again*, or time to', { unknown: findEvidence }),
  looked: row('Evidence was looked for', { unknown: weighEvidence }),
  accountSaved: row('Its account is saved', { queued: tryWithNewSettings }),
  copyTried: row('The copy for Sent was tried', { accepted: noteCopyOrForget }, noteCopy),
  fileNow: row('*Save the copy in Sent*', { accepted: fileAtOnce, partly: fileAtOnce }),
  clear: row('*Clear finished*', { accepted: forgetOnceFiled, cancelled: forget }),
};

export const phaseOf = ({ item, dotPending }: SendEntry): Phase => (item.state === 'sending' && dotPending ? 'handedOver' : item.state);

/** What an event does to an entry: what has to be written, and what follows once it is; or why it cannot be. */
export function next<Name extends EventName>(entry: SendEntry, event: SendEvent<Name>, moment: Moment): Step {
  const { in: cells }: Row<Name> = sendTable[event.type];
  return cells[phaseOf(entry)].step(entry, event, moment);
}

/**
 * When the next attempt on an entry is due: derived from what is stored.
 * @returns milliseconds since 1970, in the past where it is due; null: not by itself
 */
export function dueAt({ state, nextAttemptAt, failure }: Due, { policy, now }: Pick<Moment, 'policy' | 'now'>): number | null {
  if (state !== 'queued') return null;
  if (nextAttemptAt === null && failure?.permanent) return null;
  // No policy waits longer than this: the clock has been set back since.
  const longestWait = 2 * Math.max(...policy.delays);
  return nextAttemptAt === null || nextAttemptAt > now + longestWait ? 0 : nextAttemptAt;
}

type Due = Pick<SendEntry['item'], 'state' | 'nextAttemptAt' | 'failure'>;
