/** Identifiers of what a list holds, loaded or not: one question each, so that they are all of one instant. */
import type { PostglassClient } from '../../../electron/contract/contract.ts';
import type { Result } from '../../../electron/contract/failure.ts';
import type { Rows } from './row-source.ts';

interface ListIds {
  all(): Promise<Result<readonly number[]>>;
  /** Those of them that are without a mark. */
  without(mark: 'seen' | 'flagged'): Promise<Result<readonly number[]>>;
  /** Those of a range of positions: asked for by the messages at its ends, because positions move when mail comes. */
  between(first: number, last: number, rows: Rows): Promise<Result<readonly number[]>>;
}

interface ListIdsOptions {
  readonly client: Pick<PostglassClient, 'call'>;
  readonly place: { readonly folderId?: number; readonly query?: string };
  /** The message at a position that is not known; null: there is none. */
  readonly idAt: (position: number) => Promise<Result<number | null>>;
}

export function createListIds({ client, place, idAt }: ListIdsOptions): ListIds {
  const ask = async (input: { folderId?: number; query?: string; oldest?: number; newest?: number; without?: 'seen' | 'flagged' }) => {
    const answer = await client.call('messages.ids', input);
    return answer.ok ? { ok: true as const, value: answer.value.ids } : answer;
  };
  return {
    all: () => ask(place),
    without: (mark) => ask({ ...place, without: mark }),
    async between(first, last, rows) {
      const known: number[] = [];
      for (let position = first; position <= last; position++) {
        const row = rows.at(position);
        if (!row) break;
        known.push(row.id);
      }
      if (known.length === last - first + 1) return { ok: true, value: known };
      const ends: number[] = [];
      for (const position of [first, last]) {
        const row = rows.at(position);
        const end = row ? { ok: true as const, value: row.id } : await idAt(position);
        if (!end.ok) return end;
        if (end.value !== null) ends.push(end.value);
      }
      if (ends.length === 0) return { ok: true, value: [] };
      return ask({ ...place, oldest: Math.min(...ends), newest: Math.max(...ends) });
    },
  };
}
