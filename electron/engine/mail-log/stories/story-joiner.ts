/**
 * Joins the entries of a log into the stories of messages, by queue id and by Message-ID: a message that leaves one queue of a host for another
 * (a content filter, the submission queue of Sendmail, an alias that Postfix hands to itself) is one story. Keeps the stories that were changed
 * last in memory, and the others in the store it is given.
 */
import type { Story } from '../../../contract/delivery/mail-log.ts';
import type { Change, Entry } from '../entry.ts';
import type { ReadLine } from '../read-line.ts';
import {
  addFacts,
  addLine,
  addNotice,
  addOutcome,
  addPass,
  addSaved,
  beginStory,
  expire,
  joinStories,
  mostPasses,
  type StoryDraft,
  toStory,
} from './story-draft.ts';

/** Where stories go that are not changed for a while. */
export interface StoryStore {
  save(story: Story, draft: string): void;
  /** The draft as it was saved; null: there is none. */
  load(id: number): string | null;
  remove(id: number, into: number, lines: readonly number[]): void;
  /** @param key of `queueKey` or `messageKey` */
  find(key: string): number | null;
  name(key: string, story: number): void;
}

interface StoryJoiner {
  /** @returns the number of the story that the line belongs to, null where to none */
  take(line: number, read: ReadLine): number | null;
  /** Brings the store up to date. */
  flush(): void;
  /** Stories so far. */
  count(): number;
}

/** Queue ids are of one host; a host may be named in its log or not. */
const queueKey = (queueId: string, host: string | null): string => `q ${queueId} ${host ?? ''}`;
const messageKey = (messageId: string): string => `m ${messageId}`;
/** Between which keys the names of an id lie: as a queue id of any host, and as a Message-ID. */
export const keyRanges = (id: string): readonly (readonly [string, string])[] => [
  [`q ${id} `, `q ${id} \u{10ffff}`],
  [messageKey(id), messageKey(id)],
];

/** Stories in memory. */
const mostOpen = 5_000;
/** Instances of Postfix on one host that share an id at one time. */
const mostRivals = 8;

export function createStoryJoiner(store: StoryStore, open = mostOpen): StoryJoiner {
  /** In the order in which they were last used. */
  const stories = new Map<number, StoryDraft>();
  const changed = new Set<number>();
  const names = new Map<string, number>();
  /** Notices by their queue id, whose own lines have not come yet: what they are about. */
  const awaited = new Map<string, string>();
  /** Messages of several Postfix instances of one host that are in their queues under the same id. */
  const rivals = new Map<string, number[]>();
  let last = -1;
  let removed = 0;

  function use(story: StoryDraft): StoryDraft {
    stories.delete(story.id);
    stories.set(story.id, story);
    changed.add(story.id);
    return story;
  }

  function save(story: StoryDraft): void {
    store.save(toStory(story), freeze(story));
    changed.delete(story.id);
  }

  /** Makes room; names go with their stories, and are found in the store again. */
  function shrink(): void {
    for (const story of stories.values()) {
      if (stories.size <= open) break;
      if (changed.has(story.id)) save(story);
      stories.delete(story.id);
    }
    if (names.size > open * 4) for (const [key, id] of names) if (!stories.has(id)) names.delete(key);
    while (awaited.size > open)
      for (const key of awaited.keys()) {
        awaited.delete(key);
        break;
      }
  }

  function byId(id: number): StoryDraft | null {
    const known = stories.get(id);
    if (known) return known;
    const saved = store.load(id);
    if (saved === null) return null;
    const story = thaw(saved);
    stories.set(id, story);
    return story;
  }

  function byKey(key: string): StoryDraft | null {
    const id = names.get(key) ?? store.find(key);
    return id === null ? null : byId(id);
  }

  function setName(key: string, story: StoryDraft): void {
    if (names.get(key) === story.id) return;
    names.set(key, story.id);
    store.name(key, story.id);
  }

  function begin({ entry, host, instance }: ReadLine): StoryDraft {
    last += 1;
    return use(beginStory(last, entry.dialect, host, instance));
  }

  /** The story that a queue id stands for, of the instance that wrote the line where several have that id. */
  function knownOf(key: string, { instance }: ReadLine): StoryDraft | null {
    const sharing = rivals.get(key);
    if (!sharing) return byKey(key);
    const own = sharing.map(byId).find((story) => story?.instance === instance) ?? null;
    return own ?? byKey(key);
  }

  /** @param story has come to a queue id that another instance has given to a message, which is still in its queue */
  function share(key: string, other: StoryDraft, story: StoryDraft): void {
    rivals.set(key, [...(rivals.get(key) ?? [other.id]), story.id].slice(-mostRivals));
    if (rivals.size > open)
      for (const oldest of rivals.keys()) {
        rivals.delete(oldest);
        break;
      }
  }

  /** The story of a queue id. A queue id that comes again after its message has left the queue is another message's: Postfix uses them again. */
  function storyOf(queueId: string, read: ReadLine): StoryDraft {
    const key = queueKey(queueId, read.host);
    const known = knownOf(key, read);
    const pass = known?.passes.find((one) => one.queueId === queueId);
    const change = read.entry.change;
    const isNew =
      change?.what === 'begins' ? pass?.hasBegun : pass?.isCompleted && change?.what === 'facts' && read.entry.dialect === 'postfix';
    if (known && !isNew) return use(known);
    const story = begin(read);
    if (known && pass?.isCompleted === false && known.instance !== null && story.instance !== null && known.instance !== story.instance)
      share(key, known, story);
    else if (known) rivals.delete(key);
    setName(key, story);
    addPass(story, queueId);
    const about = awaited.get(key);
    if (about !== undefined) story.about = about;
    awaited.delete(key);
    return story;
  }

  function join(left: StoryDraft, right: StoryDraft): StoryDraft {
    if (left === right) return left;
    const [earlier, later] = left.id < right.id ? [left, right] : [right, left];
    joinStories(earlier, later);
    for (const { queueId } of later.passes) setName(queueKey(queueId, later.host), earlier);
    if (earlier.messageId !== null) setName(messageKey(earlier.messageId), earlier);
    stories.delete(later.id);
    changed.delete(later.id);
    removed += 1;
    store.remove(later.id, earlier.id, later.lines);
    return use(earlier);
  }

  function knowMessageId(story: StoryDraft): StoryDraft {
    if (story.messageId === null) return story;
    const key = messageKey(story.messageId);
    const other = byKey(key);
    if (!other) setName(key, story);
    return other && other.id !== story.id && isSameMessage(other, story) ? join(other, story) : story;
  }

  function apply(found: StoryDraft, queueId: string | null, change: Change, read: ReadLine): StoryDraft {
    const pass =
      queueId === null
        ? 0
        : Math.max(
            0,
            found.passes.findIndex((one) => one.queueId === queueId),
          );
    const passOf = found.passes[pass];
    switch (change.what) {
      case 'begins':
      case 'facts': {
        if (passOf) passOf.hasBegun = true;
        if (passOf && change.what === 'facts') passOf.isCompleted = false;
        addFacts(found, change.facts, pass);
        if (change.facts.about !== undefined) {
          const about = byKey(queueKey(change.facts.about, read.host));
          if (about && queueId !== null) addNotice(use(about), queueId);
        }
        return change.facts.messageId === undefined ? found : knowMessageId(found);
      }
      case 'outcome':
        for (const outcome of change.outcomes) addOutcome(found, outcome, read.at, pass);
        return found;
      case 'refused':
        addFacts(found, change.facts, pass);
        for (const outcome of change.outcomes) addOutcome(found, outcome, read.at, pass);
        if (change.isWhole) found.refused = change.state;
        return found;
      case 'notice': {
        addNotice(found, change.id);
        const key = queueKey(change.id, read.host);
        const notice = byKey(key);
        if (notice) use(notice).about ??= queueId;
        else if (queueId !== null) awaited.set(key, queueId);
        return found;
      }
      case 'continues': {
        const key = queueKey(change.id, read.host);
        const other = byKey(key);
        if (other && !isDone(other, change.id)) return fitsTogether(found, other) ? join(found, other) : found;
        setName(key, found);
        addPass(found, change.id);
        return found;
      }
      case 'held':
        found.isHeld = change.isHeld;
        return found;
      case 'discarded':
        found.isDiscarded = true;
        return found;
      case 'expired':
        expire(found);
        return found;
      case 'completed':
        if (passOf) passOf.isCompleted = true;
        return found;
      case 'saved':
        for (const outcome of change.outcomes) addSaved(found, outcome, read.at);
        return found;
    }
  }

  function find({ queueId, change }: Entry, read: ReadLine): StoryDraft | null {
    if (queueId !== null) return storyOf(queueId, read);
    if (change?.what === 'saved') {
      const story = byKey(messageKey(change.messageId));
      return story && use(story);
    }
    return change?.what === 'refused' ? begin(read) : null;
  }

  return {
    take(line, read) {
      const { entry } = read;
      const found = find(entry, read);
      if (!found) return null;
      if (found.dialect === 'other') found.dialect = entry.dialect;
      addLine(found, line, read.at);
      const story = entry.change ? apply(found, entry.queueId, entry.change, read) : found;
      if (stories.size > open * 1.2) shrink();
      return story.id;
    },
    flush() {
      for (const id of [...changed]) {
        const story = stories.get(id);
        if (story) save(story);
      }
    },
    count: () => last + 1 - removed,
  };
}

/** It has left that queue: the id is used again. */
const isDone = (story: StoryDraft, queueId: string): boolean => story.passes.find((one) => one.queueId === queueId)?.isCompleted ?? false;

const fitsTogether = (left: StoryDraft, right: StoryDraft): boolean => left.passes.length + right.passes.length <= mostPasses;

/** Milliseconds within which a Message-ID that comes again is of the same message. */
const sameWithin = 10 * 86_400_000;

/** A list or a second sending may use a Message-ID again, much later; a faulty program gives all of its messages the same. */
const isSameMessage = (left: StoryDraft, right: StoryDraft): boolean =>
  fitsTogether(left, right) && (left.last === null || right.first === null || Math.abs(right.first - left.last) < sameWithin);

const freeze = ({ recipients, ...story }: StoryDraft): string => JSON.stringify({ ...story, recipients: [...recipients] });

/** Saved by `freeze`, the only writer. */
function thaw(saved: string): StoryDraft {
  const story = JSON.parse(saved) as Omit<StoryDraft, 'recipients'> & { recipients: [string, never][] }; // what freeze wrote
  return { ...story, recipients: new Map(story.recipients) };
}

/** The story of a draft as it was saved. */
export const tellSaved = (saved: string): Story => toStory(thaw(saved));
