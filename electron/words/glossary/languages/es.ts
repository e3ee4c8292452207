/** The whole glossary in Spanish. */
import { connectionSpanish } from '../connection/es.ts';
import { dnsSpanish } from '../dns/es.ts';
import { imapSpanish } from '../imap/es.ts';
import { managesieveSpanish } from '../managesieve/es.ts';
import { pop3Spanish } from '../pop3/es.ts';
import { providerSpanish } from '../provider/es.ts';
import { saslSpanish } from '../sasl/es.ts';
import { sendmailSpanish } from '../sendmail/es.ts';
import { smtpSpanish } from '../smtp/es.ts';
import { tlsSpanish } from '../tls/es.ts';

export const glossarySpanish = {
  ...connectionSpanish,
  ...dnsSpanish,
  ...imapSpanish,
  ...managesieveSpanish,
  ...pop3Spanish,
  ...providerSpanish,
  ...saslSpanish,
  ...sendmailSpanish,
  ...smtpSpanish,
  ...tlsSpanish,
};
