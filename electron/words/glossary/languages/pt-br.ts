/** The whole glossary in Brazilian Portuguese. */
import { connectionBrazilian } from '../connection/pt-br.ts';
import { dnsBrazilian } from '../dns/pt-br.ts';
import { imapBrazilian } from '../imap/pt-br.ts';
import { managesieveBrazilian } from '../managesieve/pt-br.ts';
import { pop3Brazilian } from '../pop3/pt-br.ts';
import { providerBrazilian } from '../provider/pt-br.ts';
import { saslBrazilian } from '../sasl/pt-br.ts';
import { sendmailBrazilian } from '../sendmail/pt-br.ts';
import { smtpBrazilian } from '../smtp/pt-br.ts';
import { tlsBrazilian } from '../tls/pt-br.ts';

export const glossaryBrazilian = {
  ...connectionBrazilian,
  ...dnsBrazilian,
  ...imapBrazilian,
  ...managesieveBrazilian,
  ...pop3Brazilian,
  ...providerBrazilian,
  ...saslBrazilian,
  ...sendmailBrazilian,
  ...smtpBrazilian,
  ...tlsBrazilian,
};
