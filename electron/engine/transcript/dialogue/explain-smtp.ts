/** Explains SMTP: commands, replies by code and by what they answer, enhanced status codes, service extensions. */
import type { Explanation } from '../../../contract/transcript.ts';
import { explainAnswer, explainChallenge } from './explain-sasl.ts';
import { type Explicable, explanation } from './explicable.ts';

/** Commands and where they are defined. */
export const smtpCommands: Readonly<Record<string, string>> = {
  HELO: 'RFC 5321 §4.1.1.1',
  EHLO: 'RFC 5321 §4.1.1.1',
  'MAIL FROM': 'RFC 5321 §4.1.1.2',
  'RCPT TO': 'RFC 5321 §4.1.1.3',
  DATA: 'RFC 5321 §4.1.1.4',
  RSET: 'RFC 5321 §4.1.1.5',
  VRFY: 'RFC 5321 §4.1.1.6',
  EXPN: 'RFC 5321 §4.1.1.7',
  HELP: 'RFC 5321 §4.1.1.8',
  NOOP: 'RFC 5321 §4.1.1.9',
  QUIT: 'RFC 5321 §4.1.1.10',
  BDAT: 'RFC 3030 §2',
  STARTTLS: 'RFC 3207 §4',
  AUTH: 'RFC 4954 §4',
};

export const smtpExtensions: Readonly<Record<string, string>> = {
  SIZE: 'RFC 1870 §4',
  '8BITMIME': 'RFC 6152 §2',
  SMTPUTF8: 'RFC 6531 §3',
  PIPELINING: 'RFC 2920 §3',
  STARTTLS: 'RFC 3207 §2',
  AUTH: 'RFC 4954 §3',
  DSN: 'RFC 3461 §4',
  ENHANCEDSTATUSCODES: 'RFC 2034 §3',
  CHUNKING: 'RFC 3030 §2',
  VRFY: 'RFC 5321 §4.1.1.6',
  ETRN: 'RFC 1985 §5',
  HELP: 'RFC 5321 §4.1.1.8',
};

/** Replies and where they are defined. */
export const smtpReplies: Readonly<Record<string, string>> = {
  211: 'RFC 5321 §4.2.3',
  214: 'RFC 5321 §4.2.3',
  220: 'RFC 5321 §4.2.3',
  221: 'RFC 5321 §4.2.3',
  235: 'RFC 4954 §6',
  250: 'RFC 5321 §4.2.3',
  251: 'RFC 5321 §3.4',
  252: 'RFC 5321 §3.5.3',
  334: 'RFC 4954 §6',
  354: 'RFC 5321 §4.2.3',
  421: 'RFC 5321 §3.8',
  432: 'RFC 4954 §6',
  450: 'RFC 5321 §4.2.3',
  451: 'RFC 5321 §4.2.3',
  452: 'RFC 5321 §4.2.3',
  454: 'RFC 4954 §6',
  455: 'RFC 5321 §4.2.3',
  500: 'RFC 5321 §4.2.3',
  501: 'RFC 5321 §4.2.3',
  502: 'RFC 5321 §4.2.4',
  503: 'RFC 5321 §4.2.3',
  504: 'RFC 5321 §4.2.3',
  521: 'RFC 7504 §3',
  530: 'RFC 4954 §6',
  534: 'RFC 4954 §6',
  535: 'RFC 4954 §6',
  538: 'RFC 4954 §6',
  550: 'RFC 5321 §4.2.3',
  551: 'RFC 5321 §3.4',
  552: 'RFC 5321 §4.2.3',
  553: 'RFC 5321 §4.2.3',
  554: 'RFC 5321 §4.2.3',
  555: 'RFC 5321 §4.1.1.11',
  556: 'RFC 7504 §4',
};

/** Replies that say more when one knows what they answer. */
export const smtpRepliesTo: ReadonlySet<string> = new Set([
  '220.STARTTLS',
  '250.EHLO',
  '250.MAIL FROM',
  '250.RCPT TO',
  '250.DATA',
  '250.VRFY',
  '504.EHLO',
]);

/** Enhanced status codes without their class, and where they are defined (IANA's registry of RFC 5248). */
export const enhancedCodes: Readonly<Record<string, string>> = {
  ...sourced('RFC 3463 §3.2', '1', 0, 8),
  '1.9': 'RFC 3886 §3.3.4',
  '1.10': 'RFC 7505 §4.1',
  ...sourced('RFC 3463 §3.3', '2', 0, 4),
  ...sourced('RFC 3463 §3.4', '3', 0, 5),
  '3.6': 'RFC 6710 §4.1',
  ...sourced('RFC 3463 §3.5', '4', 0, 7),
  '4.8': 'RFC 5248 §3',
  ...sourced('RFC 3463 §3.6', '5', 0, 5),
  '5.6': 'RFC 4954 §6',
  ...sourced('RFC 3463 §3.7', '6', 0, 5),
  '6.6': 'RFC 4468 §5',
  ...sourced('RFC 6531 §3.5', '6', 7, 10),
  ...sourced('RFC 3463 §3.8', '7', 0, 7),
  '7.8': 'RFC 4954 §6',
  '7.9': 'RFC 4954 §6',
  '7.10': 'RFC 5248 §3',
  '7.11': 'RFC 4954 §6',
  '7.12': 'RFC 4954 §6',
  '7.13': 'RFC 5248 §3',
  '7.14': 'RFC 5248 §3',
  '7.15': 'RFC 6710 §9.4',
  '7.16': 'RFC 6710 §9.4',
  ...sourced('RFC 7293 §14', '7', 17, 19),
  ...sourced('RFC 7372 §3', '7', 20, 26),
  '7.27': 'RFC 7505 §4.2',
  '7.28': 'RFC 5248 §3',
  '7.29': 'RFC 8617 §10',
  '7.30': 'RFC 8689 §7.3',
};

function sourced(source: string, subject: string, from: number, to: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: to - from + 1 }, (_, count) => [`${subject}.${from + count}`, source]));
}

export function explainSmtp(line: Explicable): Explanation | null {
  return line.direction === 'client' ? explainClient(line) : explainReply(line);
}

function explainClient(line: Explicable): Explanation | null {
  const { kind, command, sasl } = line;
  if (kind === 'response') return explainAnswer(line);
  if (kind === 'payload') return explanation(line.text.startsWith('.') ? 'smtp.dot' : 'smtp.payload', 'RFC 5321 §4.5.2');
  const source = command === null ? undefined : smtpCommands[command];
  if (source === undefined) return null;
  const mechanism = sasl?.mechanism ?? /^\S+\s+(\S+)/.exec(line.text)?.[1]?.toUpperCase() ?? '';
  return explanation(`smtp.command.${command}`, source, command === 'AUTH' ? { mechanism } : {});
}

function explainReply(line: Explicable): Explanation | null {
  const { code, enhanced, command, kind, text } = line;
  if (code === null) return null;
  if (code === '334') return explainChallenge(line) ?? explanation('smtp.reply.334', smtpReplies[334] ?? null);
  // The first line of the EHLO answer greets; each of the others names an extension (RFC 5321 §4.1.1.1).
  if (code === '250' && command === 'EHLO') return explainExtension(text) ?? explanation('smtp.reply.250.EHLO', 'RFC 5321 §4.1.1.1');
  if (code === '504' && command === 'EHLO') return explanation('smtp.reply.504.EHLO', 'RFC 5321 §4.1.1.1');
  const [class_, ...detail] = enhanced?.split('.') ?? [];
  const known = detail.join('.');
  // A positive reply is explained by what it answers; of a refusal the finer code tells more, unless it is "other".
  if (class_ !== undefined && class_ !== '2' && known !== '0.0' && enhancedCodes[known] !== undefined)
    return explanation(`smtp.enhanced.${known}`, enhancedCodes[known] ?? null, { code: enhanced ?? '' });
  if (kind === 'greeting' && code === '220') return explanation('smtp.reply.220', 'RFC 5321 §4.2.3');
  // Only 220 opens a session (RFC 5321 §3.1); what a code means later does not hold for a greeting.
  if (kind === 'greeting' && code.startsWith('2')) return explanation('smtp.greeting.refused', 'RFC 5321 §3.1');
  const answering = `${code}.${command === 'BDAT' ? 'DATA' : command}`;
  if (smtpRepliesTo.has(answering)) return explanation(`smtp.reply.${answering}`, code === '220' ? 'RFC 3207 §4' : 'RFC 5321 §4.3.2');
  if (smtpReplies[code] !== undefined) return explanation(`smtp.reply.${code}`, smtpReplies[code] ?? null);
  return /^[2345]/.test(code) ? explanation(`smtp.reply.${code[0]}xx`, 'RFC 5321 §4.2.1') : null;
}

function explainExtension(text: string): Explanation | null {
  const [, name = '', names = ''] = /^250[ -]([A-Z0-9][A-Z0-9-]*)(?:[ =](.*?))?\r?\n?$/.exec(text) ?? [];
  if (name === '') return null;
  const source = smtpExtensions[name];
  if (source !== undefined) return explanation(`smtp.extension.${name}`, source, name === 'AUTH' ? { names } : {});
  return explanation('smtp.extension.other', 'RFC 5321 §4.1.1.1', { name });
}
