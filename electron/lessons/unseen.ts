/** Characters that are sent and not seen. */

/**
 * Controls, format characters and whatever else a program may draw as nothing (Unicode: Default_Ignorable_Code_Point), blanks that look like
 * the common one, and halves of a character.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800]|(?! )\p{Zs}/u;

/** Marks on one letter beyond which no language goes (UAX #15 §13): the rest of them is not drawn. */
const tooManyMarks = /\p{M}{30}(\p{M})/u;

/** The first of them as Unicode names it, `U+200B`; null where everything can be seen. */
export function unseenIn(text: string): string | null {
  const found = unseen.exec(text)?.[0] ?? tooManyMarks.exec(text)?.[1];
  return found === undefined ? null : `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
