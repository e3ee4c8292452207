/** The masker of each protocol, as data. */
import type { Protocol } from '../../../contract/failures/failure-codes.ts';
import { createImapMasker } from './imap-masker.ts';
import { createManagesieveMasker } from './managesieve-masker.ts';
import type { Masker, MaskerOptions } from './masker.ts';
import { createDnsMasker, createHttpMasker, createPlainMasker } from './plain-masker.ts';
import { createPop3Masker } from './pop3-masker.ts';
import { createRawMasker } from './raw-masker.ts';
import { createSendmailMasker } from './sendmail-masker.ts';
import { createSmtpMasker } from './smtp-masker.ts';

export const maskers: Readonly<Record<Protocol, (options: MaskerOptions) => Masker>> = {
  imap: createImapMasker,
  smtp: createSmtpMasker,
  pop3: createPop3Masker,
  managesieve: createManagesieveMasker,
  http: createHttpMasker,
  dns: createDnsMasker,
  tls: createPlainMasker,
  mbox: createRawMasker,
  maildir: createRawMasker,
  sendmail: createSendmailMasker,
  raw: createRawMasker,
};
