/** The whole glossary in European Portuguese. */
import { connectionPortuguese } from '../connection/pt.ts';
import { dnsPortuguese } from '../dns/pt.ts';
import { imapPortuguese } from '../imap/pt.ts';
import { managesievePortuguese } from '../managesieve/pt.ts';
import { pop3Portuguese } from '../pop3/pt.ts';
import { providerPortuguese } from '../provider/pt.ts';
import { saslPortuguese } from '../sasl/pt.ts';
import { sendmailPortuguese } from '../sendmail/pt.ts';
import { smtpPortuguese } from '../smtp/pt.ts';
import { tlsPortuguese } from '../tls/pt.ts';

export const glossaryPortuguese = {
  ...connectionPortuguese,
  ...dnsPortuguese,
  ...imapPortuguese,
  ...managesievePortuguese,
  ...pop3Portuguese,
  ...providerPortuguese,
  ...saslPortuguese,
  ...sendmailPortuguese,
  ...smtpPortuguese,
  ...tlsPortuguese,
};
