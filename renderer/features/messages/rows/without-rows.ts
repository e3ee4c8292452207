/** The known rows of a folder after some were taken out, before the engine has done so: each moves up by those that went above it, known or not. */
import type { MessageRow } from '../../../../electron/contract/messages.ts';
import { isOfList, type ListSelection, type Selected } from '../../../state/selection.ts';

interface KnownRows {
  /** Rows by position, some known and some not. */
  readonly known: ReadonlyMap<number, MessageRow>;
  readonly total: number;
}

interface RowsLeft {
  readonly known: Map<number, MessageRow>;
  readonly total: number;
}

export function withoutRows(rows: KnownRows, gone: Selected): RowsLeft {
  return isOfList(gone) ? withoutList(rows, gone) : withoutIds(rows, gone);
}

const byPosition = (known: ReadonlyMap<number, MessageRow>) => [...known].sort(([one], [other]) => one - other);

function withoutIds({ known, total }: KnownRows, gone: ReadonlySet<number>): RowsLeft {
  const left = new Map<number, MessageRow>();
  let above = 0;
  for (const [position, row] of byPosition(known)) {
    if (gone.has(row.id)) above += 1;
    else left.set(position - above, row);
  }
  // Of several that were selected those that are not known lie in this folder too; a single one may be another list's.
  return { known: left, total: Math.max(0, total - (gone.size > 1 ? gone.size : above)) };
}

/**
 * Rows that are not known lie in the range, and go with it, if those around them do. Where that is not certain the rest of the range is
 * forgotten, and read again. What is below the range moves by as many as it means.
 */
function withoutList({ known, total }: KnownRows, gone: ListSelection): RowsLeft {
  const { oldest, newest } = gone.range ?? { oldest: Number.NEGATIVE_INFINITY, newest: Number.POSITIVE_INFINITY };
  const left = new Map<number, MessageRow>();
  let before = { position: -1, id: Number.POSITIVE_INFINITY };
  /** Gone above the row that is looked at: in the range, and put to it one by one. */
  let inside = 0;
  let beside = 0;
  let isCertain = true;
  for (const [position, row] of byPosition(known)) {
    const between = position - before.position - 1;
    if (between > 0 && before.id <= newest && row.id >= oldest) inside += between;
    else if (between > 0 && before.id >= oldest && row.id <= newest) isCertain = false;
    const isInRange = row.id >= oldest && row.id <= newest;
    if (gone.has(row.id)) {
      if (isInRange) inside += 1;
      else beside += 1;
    } else if (row.id > newest) left.set(position - beside, row);
    else if (!isInRange) left.set(position - beside - Math.max(0, gone.count - gone.except.size), row);
    else if (isCertain) left.set(position - beside - inside, row);
    before = { position, id: row.id };
  }
  return { known: left, total: Math.max(left.size, total - gone.size) };
}
