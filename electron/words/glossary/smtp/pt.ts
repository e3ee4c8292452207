/** What lines of SMTP mean, in European Portuguese: commands, lines of the answer to EHLO, replies, enhanced status codes. */
import { smtpCommandsPortuguese } from './commands/pt.ts';
import { smtpEnhancedPortuguese } from './enhanced/pt.ts';
import { smtpExtensionsPortuguese } from './extensions/pt.ts';
import { smtpRepliesPortuguese } from './replies/pt.ts';

export const smtpPortuguese = {
  ...smtpCommandsPortuguese,
  ...smtpExtensionsPortuguese,
  ...smtpRepliesPortuguese,
  ...smtpEnhancedPortuguese,
};
