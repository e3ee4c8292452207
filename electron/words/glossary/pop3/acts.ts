/** Who must act on what an entry says, where somebody must. */
import type { Actor } from '../actors.ts';
import type { pop3English } from './en.ts';

export const pop3Actors: Readonly<Partial<Record<keyof typeof pop3English, Actor>>> = {};
