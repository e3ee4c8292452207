/** Who must act on what an entry says, where somebody must. */
import type { Actor } from '../actors.ts';
import type { saslEnglish } from './en.ts';

export const saslActors: Readonly<Partial<Record<keyof typeof saslEnglish, Actor>>> = {};
