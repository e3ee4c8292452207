/**
 * Writes of the outbox: a new entry, a change, the mark before the final dot, and a removal. Each is announced. Does not know why an entry is
 * written.
 */
import { randomUUID } from 'node:crypto';
import { type Result, succeed } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import { emptyDraft } from '../cache/user-data/new-items.ts';
import type { MessageToQueue, OutboxDependencies } from './outbox-dependencies.ts';
import { fieldsForRemaining } from './remaining-recipients.ts';
import type { SendEntry, Write } from './send-events.ts';

export interface Written {
  /** The entry as it is then; of one that is gone, as it was. */
  readonly item: OutboxItem;
  /** The draft that it went back to. */
  readonly draftId: string | null;
}

interface Writes {
  write(entry: SendEntry, what: Write): Promise<Result<Written>>;
  /** Writes a new entry, announces and answers it. */
  enter(message: MessageToQueue): Promise<Result<OutboxItem>>;
}

interface WritesOptions {
  readonly dependencies: Pick<OutboxDependencies, 'storage' | 'reader' | 'again' | 'emitDraft' | 'clock'>;
  readonly announce: (item: OutboxItem, isGone?: boolean) => void;
}

export function createWrites({ dependencies, announce }: WritesOptions): Writes {
  const { storage, reader, clock } = dependencies;

  async function write(entry: SendEntry, what: Write): Promise<Result<Written>> {
    const { id } = entry.item;
    switch (what.kind) {
      case 'change': {
        const { kind: _, ...change } = what;
        const written = await storage.markOutbox({ id, ...change });
        if (!written.ok) return written;
        announce(written.value);
        return succeed({ item: written.value, draftId: null });
      }
      case 'markDot': {
        const marked = await storage.markDotPending({ id, recipients: what.recipients });
        // Not waited for: user data holds the mark itself, this is for a copy of user data that is put back. Never rejects.
        if (marked.ok) void storage.noteHandover({ id, attempt: entry.item.attempts });
        return marked.ok ? succeed({ item: entry.item, draftId: null }) : marked;
      }
      case 'remove': {
        const removed = await storage.removeOutbox({ id });
        if (!removed.ok) return removed;
        announce(what.last, true);
        return succeed({ item: what.last, draftId: removed.value.draftId });
      }
      case 'split':
        return split(entry, what);
    }
  }

  async function split({ item, draftId }: SendEntry, { patch, remaining }: Extract<Write, { kind: 'split' }>): Promise<Result<Written>> {
    const text = draftId === null ? null : reader.draft(draftId);
    const stored = text ? null : reader.outboxStored(item.id);
    const again = stored ? await dependencies.again(stored) : null;
    if (again && !again.ok) return again;
    const draft = { ...emptyDraft(item.accountId, clock.now()), ...again?.value.fields };
    const done = await storage.splitOutbox({
      id: item.id,
      patch,
      recipients: fieldsForRemaining(text ?? draft, remaining),
      now: clock.now(),
      draft,
      attachments: (again?.value.attachments ?? []).map((file) => ({ id: randomUUID(), ...file })),
    });
    if (!done.ok) return done;
    announce(done.value.item);
    dependencies.emitDraft(done.value.draftId);
    return done;
  }

  async function enter(message: MessageToQueue): Promise<Result<OutboxItem>> {
    const { item } = message;
    const written = await storage.queueMessage(message);
    // A worker may have written the entry and crashed before its answer: look it up by id. The dot may be marked by now.
    const isLost = !written.ok && written.failure.code === 'storage-interrupted';
    const found = isLost ? await storage.markOutbox({ id: item.id, patch: { state: item.state }, keepDot: true }) : null;
    if (!written.ok && !found?.ok) return written;
    announce(item);
    return succeed(item);
  }

  return { write, enter };
}
