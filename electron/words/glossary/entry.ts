/** What the glossary says of a line of the wire. Sentences in one language; what holds in all of them is in `<protocol>/acts.ts`. */

/** An entry of which there is more to say than what it means: why it came, and what to do. */
interface EntryWords {
  /** What the line says, or asks for. */
  readonly means: string;
  /** The likely cause. */
  readonly cause?: string;
  /** The next step of the person who must act. */
  readonly next?: string;
}

/** A sentence alone where nothing went wrong. */
export type Entry = string | EntryWords;

/** Entries in another language: for the same keys, and with a cause and a next step where the first language has them. */
export type EntriesLike<Entries extends Readonly<Record<string, Entry>>> = {
  readonly [Key in keyof Entries]: Entries[Key] extends string ? string : { readonly [Part in keyof Entries[Key]]: string };
};
