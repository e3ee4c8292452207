/** Who must act on what an entry says, where somebody must. */
import type { Actor } from '../actors.ts';
import type { connectionEnglish } from './en.ts';

export const connectionActors: Readonly<Partial<Record<keyof typeof connectionEnglish, Actor>>> = {
  'connection.refused': 'you',
  'connection.timeout': 'you',
  'connection.unreachable': 'you',
  'connection.offline': 'nobody',
  'connection.lost': 'nobody',
  'connection.stalled': 'nobody',
  'connection.picture': 'you',
};
