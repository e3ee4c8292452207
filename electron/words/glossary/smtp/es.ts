/** What lines of SMTP mean, in Spanish: commands, lines of the answer to EHLO, replies, enhanced status codes. */
import { smtpCommandsSpanish } from './commands/es.ts';
import { smtpEnhancedSpanish } from './enhanced/es.ts';
import { smtpExtensionsSpanish } from './extensions/es.ts';
import { smtpRepliesSpanish } from './replies/es.ts';

export const smtpSpanish = { ...smtpCommandsSpanish, ...smtpExtensionsSpanish, ...smtpRepliesSpanish, ...smtpEnhancedSpanish };
