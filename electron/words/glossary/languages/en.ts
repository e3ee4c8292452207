/** The whole glossary in English. */
import { connectionEnglish } from '../connection/en.ts';
import { dnsEnglish } from '../dns/en.ts';
import { imapEnglish } from '../imap/en.ts';
import { managesieveEnglish } from '../managesieve/en.ts';
import { pop3English } from '../pop3/en.ts';
import { providerEnglish } from '../provider/en.ts';
import { saslEnglish } from '../sasl/en.ts';
import { sendmailEnglish } from '../sendmail/en.ts';
import { smtpEnglish } from '../smtp/en.ts';
import { tlsEnglish } from '../tls/en.ts';

export const glossaryEnglish = {
  ...connectionEnglish,
  ...dnsEnglish,
  ...imapEnglish,
  ...managesieveEnglish,
  ...pop3English,
  ...providerEnglish,
  ...saslEnglish,
  ...sendmailEnglish,
  ...smtpEnglish,
  ...tlsEnglish,
};
