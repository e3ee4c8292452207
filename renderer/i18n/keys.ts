/** The keys of the window's words: those of `en.ts`, which every other language must have, too. */
import type { english } from './en.ts';

type Written = keyof typeof english;

/** A key as code names it: plural forms (`_one`, `_other`) are one key, chosen by `count`. */
export type WordKey = Written extends infer Key ? (Key extends `${infer Stem}_${'one' | 'other'}` ? Stem : Key) : never;

/** Every language has every key. */
export type Words = Readonly<Record<Written, string>>;

type WordParameters = Readonly<Record<string, string | number>>;

export type Say = (key: WordKey, parameters?: WordParameters) => string;
