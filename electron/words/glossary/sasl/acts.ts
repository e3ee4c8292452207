/** Who must act on what an entry says, where somebody must. */
import type { Actor } from '../actors.ts';
import type { saslEnglish } from './en.ts';

export const saslActors: Readonly<Partial<Record<keyof typeof saslEnglish, Actor>>> = {
  'sasl.SCRAM.challenge.weak': 'administrator',
  'sasl.SCRAM.error.proof': 'you',
  'sasl.SCRAM.error.user': 'you',
  'sasl.SCRAM.error.binding': 'you',
  'sasl.SCRAM.error.other': 'you',
  'sasl.token.invalid': 'you',
  'sasl.token.request': 'you',
  'sasl.token.scope': 'you',
  'sasl.token.other': 'you',
};
