/**
 * Carries out one event on one entry as `send-table.ts` says: what has to be written is written, then the effects begin. Nothing else changes
 * an entry, and attempts do it through this too; only the attempt itself begins beside its write. Does not know when events come.
 */
import { type Failure, fail, type Result, succeed } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { StoredDraft } from '../cache/database/stored.ts';
import type { DraftReader } from '../cache/user-data/read-drafts.ts';
import type { Effect, Moment, SendEntry, SendEvent, Write } from './send-events.ts';
import { next } from './send-table.ts';
import type { AttemptEnd } from './under-way.ts';
import type { Written } from './writes.ts';

export interface Delivered extends Written {
  /** The end of the attempt that was aborted; null: there is none to abort. */
  readonly aborted: Promise<Result<AttemptEnd>> | null;
  /** The server's answer, where the user asked for it; never rejects. */
  readonly asked: Promise<Result<OutboxItem>> | null;
}

/** What is at hand when an effect begins, and need not be read again. */
export interface AtHand {
  /** The draft of an answer, which goes with an entry that everybody has. */
  readonly draft: StoredDraft | null;
  /** The message. */
  readonly raw: Buffer | null;
}

interface CarriedOut<Entry extends SendEntry> {
  /** The entry in its attempt, which begins now, beside the write; null: none begins. */
  readonly sending: Entry | null;
  /** The table's refusal, of which `done` is the failure. */
  readonly refusal: Failure | null;
  /** Resolves when it is written and its effects have begun. */
  readonly done: Promise<Result<Delivered>>;
}

interface How {
  /** The message, where it is at hand. */
  readonly raw?: Buffer;
  /** Stores an entry that is not stored yet, as it is after the event. */
  readonly enter?: (item: OutboxItem) => Promise<Result<OutboxItem>>;
}

/** In the entry's turn, except for the mark before the final dot: the attempt under way keeps everything else away from it. */
export type CarryOut = <Entry extends SendEntry>(entry: Entry, event: SendEvent, how?: How) => CarriedOut<Entry>;

interface CarryOutOptions {
  readonly reader: Pick<DraftReader, 'draft'>;
  readonly moment: () => Moment;
  readonly write: (entry: SendEntry, what: Write) => Promise<Result<Written>>;
  /** Begins an effect. Answers what callers wait for. */
  readonly begin: (effect: Effect, item: OutboxItem, atHand: AtHand) => Partial<Delivered>;
  /** The entry changes its state or goes: an earlier outcome of it that could not be written is out of date. */
  readonly onChanged: (id: string) => void;
}

interface Machine {
  readonly carryOut: CarryOut;
  /** Whether an event would write anything of the entry, or have an effect. */
  affects(entry: SendEntry, event: SendEvent): boolean;
}

export function createCarryOut({ reader, moment, write, begin, onChanged }: CarryOutOptions): Machine {
  const carryOut: CarryOut = (entry, event, { raw = null, enter } = {}) => {
    const step = next(entry, event, moment());
    if ('refusal' in step) return { sending: null, refusal: step.refusal, done: Promise.resolve(fail(step.refusal)) };
    const { write: what, effects } = step;
    const changed = what?.kind === 'change' ? { ...entry.item, ...what.patch } : entry.item;
    const sending = effects.some(({ kind }) => kind === 'attempt') ? { ...entry, item: changed } : null;

    async function written(): Promise<Result<Written>> {
      if (enter) {
        const entered = await enter(changed);
        return entered.ok ? succeed({ item: entered.value, draftId: null }) : entered;
      }
      return what === null ? succeed({ item: entry.item, draftId: null }) : write(entry, what);
    }

    async function deliver(): Promise<Result<Delivered>> {
      // Before it is written: the draft goes with an entry that everybody has.
      const isAnswer = entry.draftId !== null && effects.some(({ kind }) => kind === 'markSource');
      const draft = isAnswer && entry.draftId !== null ? reader.draft(entry.draftId) : null;
      const after = await written();
      if (!after.ok) return after;
      // Not of an attempt that begins: it may have failed by now, and what is kept is its own outcome.
      if (sending === null && (what?.kind === 'remove' || (what?.kind === 'change' && what.patch.state))) onChanged(entry.item.id);
      let delivered: Delivered = { ...after.value, aborted: null, asked: null };
      for (const effect of effects) delivered = { ...delivered, ...begin(effect, after.value.item, { draft, raw }) };
      return succeed(delivered);
    }
    return { sending, refusal: null, done: deliver() };
  };
  return {
    carryOut,
    affects(entry, event) {
      const step = next(entry, event, moment());
      return 'write' in step && (step.write !== null || step.effects.length > 0);
    },
  };
}
