/**
 * What the user does to messages. The answer is on the screen in the next frame: a local change is announced to the
 * lists first, the engine is told second, and lists read again if it refuses.
 */

import type { PostglassClient } from '../../electron/contract/contract.ts';
import type { Result } from '../../electron/contract/failure.ts';
import type { MessageRow } from '../../electron/contract/messages.ts';

export type RemovingAction = 'archive' | 'junk' | 'delete';
export type RowChange = Partial<Pick<MessageRow, 'seen' | 'flagged'>>;

export type LocalChange =
  /** These rows look different from now on. */
  | { readonly kind: 'changed'; readonly ids: ReadonlySet<number>; readonly change: RowChange }
  /** These rows are gone from where they are. */
  | { readonly kind: 'removed'; readonly ids: ReadonlySet<number> }
  /** What was announced did not happen, or was taken back: read again. */
  | { readonly kind: 'refused' };

export interface MailActions {
  /** Hears what changes on the screen before the engine knows; the returned function stops it. */
  onLocalChange(listener: (change: LocalChange) => void): () => void;
  setFlag(ids: readonly number[], flag: 'seen' | 'flagged', value: boolean): Promise<Result<readonly string[]>>;
  remove(action: RemovingAction, ids: readonly number[]): Promise<Result<readonly string[]>>;
  move(ids: readonly number[], folderId: number): Promise<Result<readonly string[]>>;
  undo(operationIds: readonly string[]): Promise<Result<null>>;
}

/** The contract takes this many identifiers at once. */
const longest = 10_000;

/** Builds the actions. Answers are the identifiers of the operations, to undo them by. */
export function createMailActions(client: PostglassClient): MailActions {
  const listeners = new Set<(change: LocalChange) => void>();
  const announce = (change: LocalChange) => {
    for (const listener of [...listeners]) listener(change);
  };

  const inChunks = async (
    ids: readonly number[],
    run: (chunk: number[]) => Promise<Result<{ operationId: string }>>,
  ): Promise<Result<readonly string[]>> => {
    const operations: string[] = [];
    for (let from = 0; from < ids.length; from += longest) {
      const answer = await run(ids.slice(from, from + longest));
      if (!answer.ok) {
        announce({ kind: 'refused' });
        return answer;
      }
      operations.push(answer.value.operationId);
    }
    return { ok: true, value: operations };
  };

  return {
    onLocalChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setFlag(ids, flag, value) {
      announce({ kind: 'changed', ids: new Set(ids), change: { [flag]: value } });
      return inChunks(ids, (chunk) => client.call('messages.setFlag', { ids: chunk, flag, value }));
    },
    remove(action, ids) {
      announce({ kind: 'removed', ids: new Set(ids) });
      return inChunks(ids, (chunk) => client.call(`messages.${action}`, { ids: chunk }));
    },
    move(ids, folderId) {
      announce({ kind: 'removed', ids: new Set(ids) });
      return inChunks(ids, (chunk) => client.call('messages.move', { ids: chunk, folderId }));
    },
    async undo(operationIds) {
      for (const operationId of [...operationIds].reverse()) {
        const answer = await client.call('messages.undo', { operationId });
        if (!answer.ok) return answer;
      }
      announce({ kind: 'refused' });
      return { ok: true, value: null };
    },
  };
}
