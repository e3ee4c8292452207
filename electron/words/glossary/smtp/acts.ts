/** Who must act on what an entry says, where somebody must. */
import type { Actor } from '../actors.ts';
import type { smtpEnglish } from './en.ts';

export const smtpActors: Readonly<Partial<Record<keyof typeof smtpEnglish, Actor>>> = {};
