/**
 * What the user does to messages. The answer is on the screen in the next frame: a local change is announced to the
 * lists first, the engine is told second, and lists read again if it refuses or does less than was announced.
 */
import type { PostglassClient } from '../../electron/contract/contract.ts';
import type { Failure, Result } from '../../electron/contract/failure.ts';
import type { MessageRow } from '../../electron/contract/messages.ts';

type RowChange = Partial<Pick<MessageRow, 'seen' | 'flagged' | 'folderId'>>;

export type LocalChange =
  /** These rows look different from now on. */
  | { readonly kind: 'changed'; readonly ids: ReadonlySet<number>; readonly change: RowChange }
  /** These rows are gone from where they are. */
  | { readonly kind: 'removed'; readonly ids: ReadonlySet<number> }
  /** What was announced did not happen, or was taken back: read again. */
  | { readonly kind: 'refused' };

/** What becomes of messages that are taken away from where they are. */
export type Way = { readonly to: 'archive' | 'junk' | 'trash' | 'nowhere' } | { readonly to: 'folder'; readonly folderId: number };

interface Done {
  /** To undo it by. */
  readonly operations: readonly string[];
  /** Messages that were changed: others were so already, or are gone. */
  readonly count: number;
  /** Why the rest was left as it was, where only a part was done. */
  readonly refused?: Failure;
}

/** What lists show before the engine knows. */
export type Shown = Exclude<LocalChange, { kind: 'refused' }>;

export interface MailActions {
  /** Hears what changes on the screen before the engine knows; the returned function stops it. */
  onLocalChange(listener: (change: LocalChange) => void): () => void;
  setFlag(ids: readonly number[], flag: 'seen' | 'flagged', value: boolean): Promise<Result<Done>>;
  /** @param shown what the lists are to show at once; empty: what it will be is not known */
  take(way: Way, ids: readonly number[], shown: readonly Shown[]): Promise<Result<Done>>;
  /** Takes back as much as can be; answers with the first refusal, if there is one. */
  undo(operationIds: readonly string[]): Promise<Result<null>>;
}

/** The contract takes this many identifiers at once. */
const longest = 10_000;

export function createMailActions(client: PostglassClient): MailActions {
  const listeners = new Set<(change: LocalChange) => void>();
  const announce = (change: LocalChange) => {
    for (const listener of [...listeners]) listener(change);
  };

  const inChunks = async (
    ids: readonly number[],
    run: (chunk: number[]) => Promise<Result<{ operationId: string; count: number; failure?: Failure | undefined }>>,
  ): Promise<Result<Done>> => {
    const operations: string[] = [];
    let count = 0;
    for (let from = 0; from < ids.length; from += longest) {
      const answer = await run(ids.slice(from, from + longest));
      if (!answer.ok) {
        announce({ kind: 'refused' });
        // What is done stays done, and must not be lost to undo.
        return operations.length === 0 ? answer : { ok: true, value: { operations, count, refused: answer.failure } };
      }
      operations.push(answer.value.operationId);
      count += answer.value.count;
      if (answer.value.failure) {
        announce({ kind: 'refused' });
        return { ok: true, value: { operations, count, refused: answer.value.failure } };
      }
    }
    return { ok: true, value: { operations, count } };
  };
  const callOf = (way: Way) => (ids: number[]) => {
    switch (way.to) {
      case 'archive':
        return client.call('messages.archive', { ids });
      case 'junk':
        return client.call('messages.junk', { ids });
      case 'trash':
        return client.call('messages.delete', { ids, keepTrashed: true });
      case 'nowhere':
        return client.call('messages.delete', { ids });
      case 'folder':
        return client.call('messages.move', { ids, folderId: way.folderId });
    }
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
    async take(way, ids, shown) {
      for (const change of shown) announce(change);
      const total = shown.reduce((sum, change) => sum + change.ids.size, 0);
      const answer = await inChunks(ids, callOf(way));
      // Whatever was shown and has not happened stands in its place again.
      if (answer.ok && answer.value.count < total) announce({ kind: 'refused' });
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
