/**
 * The event bus of the engine: what happened to mail, drafts, outbox and accounts, for the windows (`lifecycle/window-events.ts`) and for rooms
 * that follow it. An event is emitted once, after the change it reports can be read.
 */
import type { createEmitter } from '../base/emitter.ts';
import type { OutboxItem } from '../contract/outbox.ts';
import type { RowsChange } from './cache/queue/changes.ts';

export interface DomainEvents {
  /** The account's folders, their counters, or what the server says of them. */
  folderChanged: { readonly accountId: string };
  /** One folder's list of messages: which rows came, changed and went, where they are few. */
  rowsChanged: RowsChange;
  /** `isGone`: it was removed, and this is how it was last. */
  outboxChanged: { readonly item: OutboxItem; readonly isGone: boolean };
  /** `writer`: who typed, where that is the cause. */
  draftChanged: { readonly id: string; readonly writer?: string };
  /** An account or its certificate exceptions were added, changed or removed. */
  accountChanged: Record<never, never>;
}

export type Bus = ReturnType<typeof createEmitter<DomainEvents>>;
