/** What lines of IMAP mean, in Brazilian Portuguese. */
import { imapCapabilitiesBrazilian } from './capabilities/pt-br.ts';
import { imapCodesBrazilian } from './codes/pt-br.ts';
import { imapCommandsBrazilian } from './commands/pt-br.ts';
import { imapDataBrazilian } from './data/pt-br.ts';
import { imapNamesBrazilian } from './names/pt-br.ts';
import { imapRequestsBrazilian } from './requests/pt-br.ts';
import { imapStatusesBrazilian } from './statuses/pt-br.ts';

export const imapBrazilian = {
  ...imapCommandsBrazilian,
  ...imapStatusesBrazilian,
  ...imapDataBrazilian,
  ...imapCodesBrazilian,
  ...imapCapabilitiesBrazilian,
  ...imapNamesBrazilian,
  ...imapRequestsBrazilian,
};
