/** What lines of IMAP mean, in Spanish. */
import { imapCapabilitiesSpanish } from './capabilities/es.ts';
import { imapCodesSpanish } from './codes/es.ts';
import { imapCommandsSpanish } from './commands/es.ts';
import { imapDataSpanish } from './data/es.ts';
import { imapNamesSpanish } from './names/es.ts';
import { imapRequestsSpanish } from './requests/es.ts';
import { imapStatusesSpanish } from './statuses/es.ts';

export const imapSpanish = {
  ...imapCommandsSpanish,
  ...imapStatusesSpanish,
  ...imapDataSpanish,
  ...imapCodesSpanish,
  ...imapCapabilitiesSpanish,
  ...imapNamesSpanish,
  ...imapRequestsSpanish,
};
