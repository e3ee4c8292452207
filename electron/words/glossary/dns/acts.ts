/** Who must act on what an entry says, where somebody must. */
import type { Actor } from '../actors.ts';
import type { dnsEnglish } from './en.ts';

export const dnsActors: Readonly<Partial<Record<keyof typeof dnsEnglish, Actor>>> = {
  'dns.ENOTFOUND': 'you',
  'dns.ENODATA': 'you',
  'dns.EAI_AGAIN': 'you',
  'dns.ESERVFAIL': 'administrator',
  'dns.message.referral': 'you',
  'dns.message.empty': 'you',
  'dns.answer.NXDOMAIN': 'you',
  'dns.answer.SERVFAIL': 'you',
  'dns.answer.REFUSED': 'you',
  'dns.answer.FORMERR': 'you',
  'dns.answer.NOTIMP': 'you',
  'dns.message.status.other': 'you',
  'dns.message.unreadable': 'you',
};
