/** What lines of SMTP mean, in English: commands, lines of the answer to EHLO, replies, enhanced status codes. */
import { smtpCommandsEnglish } from './commands/en.ts';
import { smtpEnhancedEnglish } from './enhanced/en.ts';
import { smtpExtensionsEnglish } from './extensions/en.ts';
import { smtpRepliesEnglish } from './replies/en.ts';

export const smtpEnglish = { ...smtpCommandsEnglish, ...smtpExtensionsEnglish, ...smtpRepliesEnglish, ...smtpEnhancedEnglish };
