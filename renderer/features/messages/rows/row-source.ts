/** The source of the message list's rows, by position, some known and some not yet: a folder or a search. */
import type { Events } from '../../../../electron/contract/contract.ts';
import type { Failure, Result } from '../../../../electron/contract/failure.ts';
import type { MessageRow } from '../../../../electron/contract/messages.ts';
import type { Selected } from '../../../state/selection.ts';

export interface Rows {
  /** Changes whenever anything below changed. */
  readonly version: number;
  readonly total: number;
  /** False while `total` is only what has been found so far. */
  readonly complete: boolean;
  readonly at: (position: number) => MessageRow | undefined;
  readonly failure: Failure | null;
  /** Whether anything has been answered yet. */
  readonly ready: boolean;
  /** How much of the mail a search could look through. */
  readonly searched: { readonly indexed: number; readonly total: number } | null;
  /** After a re-reading: how far the rows in sight have moved, in positions; the list scrolls by as much. */
  readonly shift: { readonly version: number; readonly by: number };
}

export interface RowSource {
  /** Tells it from every other, also from one of the same folder or words. */
  readonly list: symbol;
  readonly rows: () => Rows;
  subscribe(listener: () => void): () => void;
  /** Makes sure that these positions get known, first the ones in sight. */
  show(first: number, last: number): void;
  positionOf(id: number): number | undefined;
  rowOf(id: number): MessageRow | undefined;
  /** The only folder whose messages these are; null: a search through several, where a message stays in the list when it is moved. */
  readonly folderId: number | null;
  change(ids: ReadonlySet<number>, change: Partial<MessageRow>): void;
  /** Nothing where that was selected in another list. */
  remove(selected: Selected): void;
  /** Reads again what is in sight. */
  refresh(): void;
  /** Follows a change of its own mail: with the rows that it names, or by reading again. Changes of other folders are ignored. */
  readonly follow: (event: Events['messages.changed']) => void;
  /** All of the list as it is shown, known here or not. */
  selectAll(): Promise<Result<Selected>>;
  /** The same of a range of positions, both ends included. */
  selectBetween(first: number, last: number): Promise<Result<Selected>>;
  dispose(): void;
}

const isSame = (one: unknown, other: unknown): boolean => {
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, at) => isSame(item, other[at]));
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  // A mark that was taken off is a field less.
  const fields = Object.entries(one);
  return fields.length === Object.keys(other).length && fields.every(([key, value]) => isSame(value, Reflect.get(other, key)));
};

/** Reuses the known row object where nothing changed, so that only changed rows render again. */
export const keepSame = (known: MessageRow | undefined, read: MessageRow): MessageRow => (known && isSame(read, known) ? known : read);

export const noRows: Rows = {
  version: 0,
  total: 0,
  complete: true,
  at: () => undefined,
  failure: null,
  ready: false,
  searched: null,
  shift: { version: 0, by: 0 },
};
