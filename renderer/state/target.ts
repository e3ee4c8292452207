/** The target of message commands: the same for keys, buttons, menus and palette, and for what the reader shows. */
import { isOfList, type ListSelection } from './selection.ts';
import type { WorkspaceState } from './workspace.ts';

type Target =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly id: number }
  | { readonly kind: 'several'; readonly ids: ReadonlySet<number> }
  /** All of a list, or a range of it. */
  | { readonly kind: 'list'; readonly selection: ListSelection }
  /** The same, of which nobody knows yet how many that are. */
  | { readonly kind: 'all' };

const nothing: Target = { kind: 'none' };

type Marked = Pick<WorkspaceState, 'view' | 'selection' | 'allSelected' | 'open' | 'goneId' | 'listInSight' | 'readerInSight'>;

/** What is marked in the list, while the list is in sight; else the message that is being read, while that is in sight; else nothing. */
export function targetOf({ view, selection, allSelected, open, goneId, listInSight, readerInSight }: Marked): Target {
  if (view.name !== 'mail') return nothing;
  if (listInSight) {
    if (allSelected) return { kind: 'all' };
    if (isOfList(selection)) return { kind: 'list', selection };
    if (selection.size > 1) return { kind: 'several', ids: selection };
    for (const id of selection) return id === goneId ? nothing : { kind: 'one', id };
  }
  return readerInSight && open && open.id !== goneId ? { kind: 'one', id: open.id } : nothing;
}

/** How many messages that are; null: not known yet. */
export function sizeOf(target: Target): number | null {
  if (target.kind === 'all') return null;
  if (target.kind === 'list') return target.selection.size;
  return target.kind === 'several' ? target.ids.size : target.kind === 'one' ? 1 : 0;
}
