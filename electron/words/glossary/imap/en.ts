/** What lines of IMAP mean, in English. The keys are the catalogue: the other languages must have the same. `{name}` stands for a parameter. */
import { imapCapabilitiesEnglish } from './capabilities/en.ts';
import { imapCodesEnglish } from './codes/en.ts';
import { imapCommandsEnglish } from './commands/en.ts';
import { imapDataEnglish } from './data/en.ts';
import { imapNamesEnglish } from './names/en.ts';
import { imapRequestsEnglish } from './requests/en.ts';
import { imapStatusesEnglish } from './statuses/en.ts';

export const imapEnglish = {
  ...imapCommandsEnglish,
  ...imapStatusesEnglish,
  ...imapDataEnglish,
  ...imapCodesEnglish,
  ...imapCapabilitiesEnglish,
  ...imapNamesEnglish,
  ...imapRequestsEnglish,
};
