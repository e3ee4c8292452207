/** The story of one message while its lines are read: what it is now, and how an entry changes it. */
import type { LogDialect, Story, StoryRecipient, StoryState } from '../../../contract/delivery/mail-log.ts';
import type { MessageFacts, Outcome } from '../entry.ts';

/** One queue that the message is or was in. */
interface Pass {
  readonly queueId: string;
  hasBegun: boolean;
  isCompleted: boolean;
}

type Recipient = { -readonly [Name in keyof StoryRecipient]: StoryRecipient[Name] } & {
  /** Which of the passes it was said in. */
  pass: number;
};

export interface StoryDraft {
  readonly id: number;
  readonly passes: Pass[];
  readonly recipients: Map<string, Recipient>;
  readonly notices: string[];
  /** Numbers of its lines, in their order. */
  lines: number[];
  lineCount: number;
  moreRecipients: number;
  dialect: LogDialect;
  host: string | null;
  /** Of Postfix, that of its first line. */
  readonly instance: string | null;
  messageId: string | null;
  sender: string | null;
  client: string | null;
  size: number | null;
  subject: string | null;
  about: string | null;
  first: number | null;
  last: number | null;
  /** Of the whole message. */
  refused: StoryState | null;
  isHeld: boolean;
  isDiscarded: boolean;
}

/** Recipients and lines that are kept of one message, and notices of it. */
const mostRecipients = 500;
const mostLines = 5_000;
const mostNotices = 50;
/** Queues of one message: a list sends it to each member by itself. More are those of several messages. */
export const mostPasses = 500;

export const beginStory = (id: number, dialect: LogDialect, host: string | null, instance: string | null): StoryDraft => ({
  ...{ id, dialect, host, instance, passes: [], recipients: new Map(), notices: [], lines: [], lineCount: 0, moreRecipients: 0 },
  ...{ messageId: null, sender: null, client: null, size: null, subject: null, about: null, first: null, last: null },
  ...{ refused: null, isHeld: false, isDiscarded: false },
});

export function addLine(story: StoryDraft, line: number, at: number | null): void {
  story.lineCount += 1;
  if (story.lines.length < mostLines) story.lines.push(line);
  if (at === null) return;
  story.first = Math.min(story.first ?? at, at);
  story.last = Math.max(story.last ?? at, at);
}

export function addPass(story: StoryDraft, queueId: string): Pass {
  const known = story.passes.find((pass) => pass.queueId === queueId);
  if (known) return known;
  const pass: Pass = { queueId, hasBegun: false, isCompleted: false };
  if (story.passes.length < mostPasses) story.passes.push(pass);
  return pass;
}

export function addNotice(story: StoryDraft, queueId: string): void {
  if (!story.notices.includes(queueId) && story.notices.length < mostNotices) story.notices.push(queueId);
}

/** What the first queue says of the message stands: later ones see a content filter as the client. */
export function addFacts(story: StoryDraft, facts: MessageFacts, pass: number): void {
  story.sender ??= facts.sender ?? null;
  story.client ??= facts.client ?? null;
  story.size ??= facts.size ?? null;
  story.subject ??= facts.subject ?? null;
  story.messageId ??= facts.messageId ?? null;
  story.about ??= facts.about ?? null;
  for (const address of facts.recipients ?? [])
    if (!story.recipients.has(address.toLowerCase())) setRecipient(story, unknownYet(address), null, pass);
}

const unknownYet = (address: string): Outcome => ({
  ...{ address, original: null, state: 'received', relay: null, status: null, reply: null, text: '', reason: null },
});

export function addOutcome(story: StoryDraft, outcome: Outcome, at: number | null, pass: number): void {
  // An alias was replaced: what an earlier queue, or the arrival, knew of the recipient by its old name is told by the new one.
  const replaced = outcome.original === null ? undefined : story.recipients.get(outcome.original.toLowerCase());
  if (replaced && outcome.original !== null && (replaced.pass < pass || replaced.state === 'received'))
    story.recipients.delete(outcome.original.toLowerCase());
  setRecipient(story, outcome, at, pass);
}

function setRecipient(story: StoryDraft, outcome: Outcome, at: number | null, pass: number): void {
  const key = outcome.address.toLowerCase();
  const known = story.recipients.get(key);
  // That a content filter has taken it is said after what became of it behind the filter.
  if (known && known.pass > pass && known.state !== 'received') return;
  // Nor is it of an alias that was replaced there.
  if (!known && pass < story.passes.length - 1)
    for (const other of story.recipients.values()) if (other.pass > pass && other.original?.toLowerCase() === key) return;
  if (!known && story.recipients.size >= mostRecipients) {
    story.moreRecipients += 1;
    return;
  }
  const deferrals = (known?.deferrals ?? 0) + (outcome.state === 'deferred' ? 1 : 0);
  story.recipients.set(key, { ...outcome, original: outcome.original ?? known?.original ?? null, deferrals, at, pass });
}

/** What another program says of the recipient of this name, which it knows without a domain. */
export function addSaved(story: StoryDraft, outcome: Outcome, at: number | null): void {
  const name = outcome.address.toLowerCase();
  for (const [key, recipient] of story.recipients)
    if (key === name || key.startsWith(`${name}@`))
      story.recipients.set(key, {
        ...recipient,
        state: outcome.state,
        text: recipient.text || (outcome.relay ?? ''),
        at: at ?? recipient.at,
      });
}

/** Everything that waits comes back: it was in the queue for too long. */
export function expire(story: StoryDraft): void {
  for (const recipient of story.recipients.values())
    if (recipient.state === 'deferred' || recipient.state === 'received') recipient.state = 'expired';
}

/** Joins what was taken for two messages. The later one is not to be used any more. */
export function joinStories(earlier: StoryDraft, later: StoryDraft): void {
  const shift = earlier.passes.length;
  for (const pass of later.passes) earlier.passes.push(pass);
  addFacts(earlier, {}, 0);
  for (const name of ['sender', 'client', 'subject', 'messageId', 'about', 'host'] as const) earlier[name] ??= later[name];
  earlier.size ??= later.size;
  for (const [, { pass, at, deferrals, ...outcome }] of later.recipients) {
    addOutcome(earlier, outcome, at, pass + shift);
    const joined = earlier.recipients.get(outcome.address.toLowerCase());
    if (joined) joined.deferrals = Math.max(joined.deferrals, deferrals);
  }
  for (const notice of later.notices) addNotice(earlier, notice);
  earlier.lines = [...earlier.lines, ...later.lines].sort((left, right) => left - right).slice(0, mostLines);
  earlier.lineCount += later.lineCount;
  earlier.moreRecipients += later.moreRecipients;
  if (later.first !== null) earlier.first = Math.min(earlier.first ?? later.first, later.first);
  if (later.last !== null) earlier.last = Math.max(earlier.last ?? later.last, later.last);
  earlier.refused ??= later.refused;
  earlier.isHeld ||= later.isHeld;
  earlier.isDiscarded ||= later.isDiscarded;
}

/** As it is told now. */
export function toStory(story: StoryDraft): Story {
  const recipients = [...story.recipients.values()].map(({ pass: _, ...recipient }) => recipient);
  const {
    id,
    messageId,
    dialect,
    host,
    sender,
    client,
    size,
    subject,
    first,
    last,
    notices,
    about,
    moreRecipients,
    lineCount: lines,
  } = story;
  const state = stateOf(story, recipients);
  // Sendmail does not say that a message has left the queue.
  const isSettled = dialect === 'sendmail' && recipients.length > 0 && recipients.every(({ state: one }) => isFinal.has(one));
  const isCompleted = isSettled || story.refused !== null || (story.passes.length > 0 && story.passes.every((pass) => pass.isCompleted));
  const queueIds = story.passes.map(({ queueId }) => queueId);
  return {
    ...{ id, queueIds, messageId, dialect, host, sender, client, size, subject, first, last, state, isCompleted },
    ...{ recipients, moreRecipients, notices, about, lines },
  };
}

const good: ReadonlySet<StoryState> = new Set<StoryState>(['delivered', 'relayed']);
const bad: ReadonlySet<StoryState> = new Set<StoryState>(['bounced', 'expired', 'rejected', 'put-off']);
const isFinal: ReadonlySet<StoryState> = new Set<StoryState>([...good, ...bad, 'discarded']);

/** What became of the message as a whole. */
function stateOf(story: StoryDraft, recipients: readonly StoryRecipient[]): StoryState {
  if (story.refused !== null) return story.refused;
  const states = new Set(recipients.map(({ state }) => state));
  const [only] = states;
  if (story.isHeld && !story.passes.every(({ isCompleted }) => isCompleted)) return 'held';
  if (only === undefined) return story.isDiscarded ? 'discarded' : 'received';
  if (states.size === 1) return only === 'received' && story.isDiscarded ? 'discarded' : only;
  const has = (set: ReadonlySet<StoryState>) => [...states].some((state) => set.has(state));
  if (states.has('deferred')) return 'deferred';
  if (states.has('received')) return story.isDiscarded ? 'discarded' : has(good) || has(bad) ? 'deferred' : 'received';
  if (has(good)) return has(bad) ? 'partly' : states.has('delivered') ? 'delivered' : 'relayed';
  return states.has('bounced') ? 'bounced' : states.has('expired') ? 'expired' : states.has('rejected') ? 'rejected' : 'put-off';
}
