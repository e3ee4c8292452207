/** What lines of IMAP mean, in European Portuguese. */
import { imapCapabilitiesPortuguese } from './capabilities/pt.ts';
import { imapCodesPortuguese } from './codes/pt.ts';
import { imapCommandsPortuguese } from './commands/pt.ts';
import { imapDataPortuguese } from './data/pt.ts';
import { imapNamesPortuguese } from './names/pt.ts';
import { imapRequestsPortuguese } from './requests/pt.ts';
import { imapStatusesPortuguese } from './statuses/pt.ts';

export const imapPortuguese = {
  ...imapCommandsPortuguese,
  ...imapStatusesPortuguese,
  ...imapDataPortuguese,
  ...imapCodesPortuguese,
  ...imapCapabilitiesPortuguese,
  ...imapNamesPortuguese,
  ...imapRequestsPortuguese,
};
