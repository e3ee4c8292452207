/** What lines of SMTP mean, in Brazilian Portuguese: commands, lines of the answer to EHLO, replies, enhanced status codes. */
import { smtpCommandsBrazilian } from './commands/pt-br.ts';
import { smtpEnhancedBrazilian } from './enhanced/pt-br.ts';
import { smtpExtensionsBrazilian } from './extensions/pt-br.ts';
import { smtpRepliesBrazilian } from './replies/pt-br.ts';

export const smtpBrazilian = { ...smtpCommandsBrazilian, ...smtpExtensionsBrazilian, ...smtpRepliesBrazilian, ...smtpEnhancedBrazilian };
