/** Rows of a list that a selection of it does not mean, because they came later: the engine says so with every page. */

interface AddedSince {
  /** A selection of this revision has been made: from now on the rows that are added are noted. */
  begin(revision: number): ReadonlySet<number>;
  /** For the question for a page. */
  asking(): { readonly since?: number };
  add(ids: Iterable<number>): void;
  /** Notes what a page said. Answers false where that was asked before the selection was made: it is to be asked again. */
  read(
    page: { readonly rows: readonly { readonly id: number }[]; readonly addedSince: readonly number[] },
    asked: { readonly since?: number },
  ): boolean;
}

export function createAddedSince(): AddedSince {
  let now: { readonly revision: number; readonly ids: Set<number> } | null = null;
  return {
    begin(revision) {
      // Selected once more, as long as nothing has come: what is noted goes on being so.
      if (now?.revision !== revision) now = { revision, ids: new Set() };
      return now.ids;
    },
    asking: () => (now ? { since: now.revision } : {}),
    add(ids) {
      for (const id of ids) now?.ids.add(id);
    },
    read({ rows, addedSince }, { since }) {
      if (!now) return true;
      if (since !== now.revision) return false;
      for (const { id } of rows) now.ids.delete(id);
      for (const id of addedSince) now.ids.add(id);
      return true;
    },
  };
}
