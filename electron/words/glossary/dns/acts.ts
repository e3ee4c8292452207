/** Who must act on what an entry says, where somebody must. */
import type { Actor } from '../actors.ts';
import type { dnsEnglish } from './en.ts';

export const dnsActors: Readonly<Partial<Record<keyof typeof dnsEnglish, Actor>>> = {
  'dns.ENOTFOUND': 'you',
  'dns.ENODATA': 'you',
  'dns.EAI_AGAIN': 'you',
  'dns.ESERVFAIL': 'administrator',
};
