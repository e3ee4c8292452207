/** Who must act on what an entry says, where somebody must. */
import type { Actor } from '../actors.ts';
import type { imapEnglish } from './en.ts';

export const imapActors: Readonly<Partial<Record<keyof typeof imapEnglish, Actor>>> = {};
