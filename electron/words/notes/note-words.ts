/** The catalogue of notes between the lines: the English sentences name the keys, every language must have them all. */
import type { notesEnglish } from './en.ts';

export type NoteWords = Readonly<Record<keyof typeof notesEnglish, string>>;
