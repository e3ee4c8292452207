/** A page of bodies that another thread compresses. */

/** A body's row. It may be gone, and its number given to another, before it is compressed: so the hash goes with it. */
export interface BodyRow {
  readonly id: number;
  readonly hash: Uint8Array;
}

/** `null`: the thread died over it, or there is none any more. */
export type CompressedAnswer = readonly Uint8Array[] | null;

/** Compresses bodies. Answers later, in their order. Takes ownership of the bytes: they may be transferred. */
export type AskCompressed = (bodies: readonly Uint8Array[], answered: (answer: CompressedAnswer) => void) => void;

/** The page that another thread works on or has done, kept so that restarted work finds it. */
export interface CompressedPage {
  readonly ask: AskCompressed;
  underWay: readonly BodyRow[] | null;
  /** `bytes`: compressed; null: compress it on this thread. */
  done: readonly (BodyRow & { readonly bytes: Uint8Array | null })[] | null;
}

export const createCompressedPage = (ask: AskCompressed): CompressedPage => ({ ask, underWay: null, done: null });
