/**
 * Actions on messages, shown optimistically: a local change is announced to the lists first, then the engine is called, and
 * the lists read again if it refuses or does less than was announced.
 */
import type { PostglassClient } from '../../electron/contract/contract.ts';
import type { Failure, Result } from '../../electron/contract/failure.ts';
import type { MessageRow } from '../../electron/contract/messages.ts';
import { inputOf, isOfList, nothingSelected, type Selected } from './selection.ts';

type RowChange = Partial<Pick<MessageRow, 'seen' | 'flagged' | 'folderId'>>;

export type LocalChange =
  /** These rows look different from now on. */
  | { readonly kind: 'changed'; readonly ids: ReadonlySet<number>; readonly change: RowChange }
  /** These rows are gone from where they are. */
  | { readonly kind: 'removed'; readonly ids: Selected }
  /** What was announced did not happen, or was taken back: read again. */
  | { readonly kind: 'refused' };

/** What becomes of messages that are taken away from where they are. */
export type Way = { readonly to: 'archive' | 'junk' | 'trash' | 'nowhere' } | { readonly to: 'folder'; readonly folderId: number };

interface Done {
  /** To undo it by. */
  readonly operationId: string;
  /** Messages that were changed: others were so already, or are gone. */
  readonly count: number;
  /** Why the rest was left as it was, where only a part was done. */
  readonly failure?: Failure | undefined;
}

/** Changes that lists show before the engine confirms them. */
export type Shown = Exclude<LocalChange, { kind: 'refused' }>;

export interface MailActions {
  /** Subscribes to local changes, which are shown before the engine confirms them; returns the function that unsubscribes. */
  onLocalChange(listener: (change: LocalChange) => void): () => void;
  /** @param shown of a selection of a list, those that are on the screen; others are all shown */
  setFlag(selected: Selected, flag: 'seen' | 'flagged', value: boolean, shown?: ReadonlySet<number>): Promise<Result<Done>>;
  /** @param shown what the lists are to show at once; empty: what it will be is not known */
  take(way: Way, selected: Selected, shown: readonly Shown[]): Promise<Result<Done>>;
  /** Takes back as much as can be; answers with the first refusal, if there is one. */
  undo(operationIds: readonly string[]): Promise<Result<null>>;
}

export function createMailActions(client: PostglassClient): MailActions {
  const listeners = new Set<(change: LocalChange) => void>();
  const announce = (change: LocalChange) => {
    for (const listener of [...listeners]) listener(change);
  };
  const callOf = (way: Way, selected: Selected) => {
    const selection = inputOf(selected);
    switch (way.to) {
      case 'archive':
        return client.call('messages.archive', selection);
      case 'junk':
        return client.call('messages.junk', selection);
      case 'trash':
        return client.call('messages.delete', { ...selection, keepTrashed: true });
      case 'nowhere':
        return client.call('messages.delete', selection);
      case 'folder':
        return client.call('messages.move', { ...selection, folderId: way.folderId });
    }
  };

  return {
    onLocalChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async setFlag(selected, flag, value, shown = isOfList(selected) ? nothingSelected : selected) {
      announce({ kind: 'changed', ids: shown, change: { [flag]: value } });
      const answer = await client.call('messages.setFlag', { ...inputOf(selected), flag, value });
      if (!answer.ok || answer.value.failure) announce({ kind: 'refused' });
      return answer;
    },
    async take(way, selected, shown) {
      for (const change of shown) announce(change);
      const total = shown.reduce((sum, change) => sum + change.ids.size, 0);
      const answer = await callOf(way, selected);
      // Restore what was shown and did not happen.
      if (!answer.ok || answer.value.failure || answer.value.count < total) announce({ kind: 'refused' });
      return answer;
    },
    async undo(operationIds) {
      let refused: Failure | null = null;
      for (const operationId of [...operationIds].reverse()) {
        const answer = await client.call('messages.undo', { operationId });
        if (!answer.ok) refused ??= answer.failure;
      }
      announce({ kind: 'refused' });
      return refused ? { ok: false, failure: refused } : { ok: true, value: null };
    },
  };
}
