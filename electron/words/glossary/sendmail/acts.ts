/** Who must act on what an entry says, where somebody must. */
import type { Actor } from '../actors.ts';
import type { sendmailEnglish } from './en.ts';

export const sendmailActors: Readonly<Partial<Record<keyof typeof sendmailEnglish, Actor>>> = {
  'sendmail.exit.64': 'you',
  'sendmail.exit.65': 'you',
  'sendmail.exit.67': 'you',
  'sendmail.exit.68': 'you',
  'sendmail.exit.69': 'you',
  'sendmail.exit.75': 'you',
  'sendmail.exit.77': 'administrator',
  'sendmail.exit.78': 'administrator',
  'sendmail.exit.fault': 'administrator',
};
