/** Who must act on what an entry says, where somebody must. */
import type { Actor } from '../actors.ts';
import type { managesieveEnglish } from './en.ts';

export const managesieveActors: Readonly<Partial<Record<keyof typeof managesieveEnglish, Actor>>> = {
  'managesieve.greeting.NO': 'administrator',
  'managesieve.greeting.BYE': 'nobody',
  'managesieve.NO.AUTHENTICATE': 'you',
  'managesieve.NO.STARTTLS': 'administrator',
  'managesieve.NO.HAVESPACE': 'you',
  'managesieve.NO.PUTSCRIPT': 'you',
  'managesieve.NO.CHECKSCRIPT': 'you',
  'managesieve.NO.SETACTIVE': 'you',
  'managesieve.NO.GETSCRIPT': 'you',
  'managesieve.NO.DELETESCRIPT': 'you',
  'managesieve.NO.RENAMESCRIPT': 'you',
  'managesieve.NO.LISTSCRIPTS': 'you',
  'managesieve.NO.foreign': 'you',
  'managesieve.NO.other': 'you',
  'managesieve.code.AUTH-TOO-WEAK': 'administrator',
  'managesieve.code.ENCRYPT-NEEDED': 'you',
  'managesieve.code.TRANSITION-NEEDED': 'you',
  'managesieve.code.QUOTA': 'you',
  'managesieve.code.QUOTA/MAXSCRIPTS': 'you',
  'managesieve.code.QUOTA/MAXSIZE': 'you',
  'managesieve.code.REFERRAL': 'you',
  'managesieve.code.ACTIVE': 'you',
  'managesieve.code.NONEXISTENT': 'you',
  'managesieve.code.ALREADYEXISTS': 'you',
  'managesieve.code.TRYLATER': 'nobody',
  'managesieve.code.WARNINGS': 'you',
  'managesieve.BYE': 'nobody',
};
