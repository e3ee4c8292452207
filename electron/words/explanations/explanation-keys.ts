/** The catalogue of explanations: the English sentences name the keys, every language must have them all. */
import type { explanationsEnglish, notesEnglish } from './en.ts';

type ExplanationKey = keyof typeof explanationsEnglish;
type NoteKey = keyof typeof notesEnglish;
export type ExplanationSentences = Readonly<Record<ExplanationKey, string>>;
export type NoteSentences = Readonly<Record<NoteKey, string>>;
