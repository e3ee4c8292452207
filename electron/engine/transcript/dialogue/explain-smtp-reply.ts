/** Explains the replies of SMTP: the greeting, the answer to EHLO, codes by what they answer, enhanced status codes. */
import type { Explanation } from '../../../contract/transcript.ts';
import { explainChallenge } from './explain-sasl.ts';
import { asNumber, cut, type Explicable, explanation } from './explicable.ts';
import { commonTextKey } from './provider-texts.ts';
import { enhancedCodes, extensionSpellings, smtpExtensions, smtpReplies, tellingSuccesses, temporaryCodes } from './smtp-sources.ts';

export function explainReply(line: Explicable): Explanation | null {
  const { code, enhanced, command, kind, text } = line;
  if (code === null) return null;
  if (code === '334') return explainChallenge(line) ?? byCode(code, null);
  if (kind === 'greeting') return explainGreeting(line, code);
  // The first line of the EHLO answer greets; each of the others names an extension (RFC 5321 §4.1.1.1).
  if (code === '250' && (command === 'EHLO' || command === 'LHLO')) return explainExtension(text) ?? byCode('250', 'EHLO');
  const detail = enhanced?.replace(/^\d\./, '') ?? null;
  const byText = isVague(detail) ? explainText(line, code) : null;
  if (byText !== null) return byText;
  if (detail !== null && tellsMore(detail, code, command)) return byEnhancedCode(detail, enhanced ?? '', code.startsWith('4'));
  if (code === '250' && command === 'BDAT') return byCode(code, isWholeMessage(text) ? 'DATA' : 'BDAT');
  return byCode(code, command);
}

/** A reply of a kind that the table does not hold is said by its class, and that it is not in the glossary. */
function byCode(code: string, command: string | null): Explanation | null {
  for (const key of [...answeredAs(code, command ?? ''), code]) {
    const source = smtpReplies[key];
    if (source !== undefined) return explanation(`smtp.reply.${key}`, source);
  }
  return /^[2345]/.test(code) ? explanation(`smtp.reply.${code[0]}xx`, 'RFC 5321 §4.2.1') : null;
}

const byEnhancedCode = (detail: string, enhanced: string, temporary: boolean): Explanation =>
  explanation(`smtp.enhanced.${detail}${temporary && temporaryCodes.has(detail) ? '.temporary' : ''}`, enhancedCodes[detail] ?? null, {
    code: enhanced,
  });

/** Codes that servers use for the same thing, and commands that are answered alike. */
const alike: Readonly<Record<string, string>> = {
  HELO: 'EHLO',
  LHLO: 'EHLO',
  BDAT: 'DATA',
  MAIL: 'MAIL FROM',
  SEND: 'MAIL FROM',
  SOML: 'MAIL FROM',
  SAML: 'MAIL FROM',
  RCPT: 'RCPT TO',
  EXPN: 'VRFY',
};
const alikeCodes: Readonly<Record<string, string>> = { 502: '500', 554: '550', 450: '451', 451: '450' };

function answeredAs(code: string, command: string): string[] {
  const other = alike[command];
  const commands = other === undefined || (code === '250' && command !== 'MAIL' && command !== 'RCPT') ? [command] : [command, other];
  const codes = alikeCodes[code] === undefined ? [code] : [code, alikeCodes[code]];
  return codes.flatMap((each) => commands.map((name) => `${each}.${name}`));
}

/** Replies whose three digits say more than an enhanced code of the same subject: what came in the wrong order, which argument is wrong. */
const exactCodes: ReadonlySet<string> = new Set(['500', '501', '502', '503', '504', '530', '555']);
/** Replies to AUTH and STARTTLS whose three digits say it, and the enhanced codes that still say more (RFC 4954 §6). */
const signInCodes: ReadonlySet<string> = new Set(['421', '432', '454', '500', '501', '502', '503', '504', '530', '534', '535', '538']);
const signInDetails: ReadonlySet<string> = new Set(['5.6', '7.8', '7.9', '7.11', '7.12', '7.13', '7.14']);

/** Whether the enhanced code says more than the reply code with the command it answers. */
function tellsMore(detail: string, code: string, command: string | null): boolean {
  if (enhancedCodes[detail] === undefined) return false;
  // A positive reply is explained by what it answers.
  if (code.startsWith('2')) return tellingSuccesses.has(detail);
  if (detail === '0.0') return smtpReplies[code] === undefined;
  if ((command === 'AUTH' || command === 'STARTTLS') && signInCodes.has(code)) return signInDetails.has(detail);
  return !(exactCodes.has(code) && (detail.startsWith('5.') || detail.endsWith('.0') || detail === '7.4'));
}

/** Enhanced codes that leave open what is wrong, or that servers use for more than they were made for. */
const isVague = (detail: string | null): boolean => detail === null || detail.endsWith('.0') || vagueDetails.has(detail);
const vagueDetails: ReadonlySet<string> = new Set(['2.1', '3.2', '4.5', '5.1', '7.1']);

/** A refusal by its text. What a code says exactly, or of a sign-in, a text that many servers use says no better. */
function explainText({ command, text }: Pick<Explicable, 'command' | 'text'>, code: string): Explanation | null {
  if (!/^[45]/.test(code) || (exactCodes.has(code) && code !== '530') || code === '454') return null;
  const key = commonTextKey(text, command === 'AUTH' ? 'sign-in' : 'sending');
  return key === null ? null : explanation(key, null);
}

/** RFC 3030 §2: each BDAT is answered. Only the answer to the last one takes the message; servers then name a queue number. */
const isWholeMessage = (text: string): boolean =>
  !/\b(?:chunk|octets?|bytes?)\b/i.test(text.slice(0, 400)) || /\b(?:queued|id=)/i.test(text.slice(0, 400));

function explainGreeting({ text, enhanced }: Explicable, code: string): Explanation {
  const [, separator = '', name = ''] = /^\d{3}([ -]?)([^ \t\r\n]*)/.exec(text) ?? [];
  if (code === '220') {
    if (/^\*{4}/.test(name)) return explanation('smtp.greeting.masked', 'RFC 5321 §3.1');
    if (isHostName(name) || (/\bE?SMTP\b/i.test(text.slice(0, 400)) && !/^E?SMTP$/i.test(name)))
      return explanation('smtp.greeting', 'RFC 5321 §3.1', { name: cut(name) });
    return separator === '-' ? explanation('smtp.greeting.notice', 'RFC 5321 §4.2.1') : explanation('smtp.reply.220', 'RFC 5321 §3.1');
  }
  // Only 220 opens a session (RFC 5321 §3.1); what a code means later does not hold for a greeting.
  const detail = enhanced?.replace(/^\d\./, '') ?? '0.0';
  if (!code.startsWith('2') && !detail.endsWith('.0') && enhancedCodes[detail] !== undefined)
    return byEnhancedCode(detail, enhanced ?? '', code.startsWith('4'));
  const byText = explainText({ command: null, text }, code);
  if (byText !== null) return byText;
  if (code === '421' || code === '554') return explanation(`smtp.greeting.${code}`, code === '421' ? 'RFC 5321 §3.8' : 'RFC 5321 §3.1');
  if (code === '521') return explanation('smtp.reply.521', 'RFC 7504 §3');
  return explanation(code.startsWith('4') ? 'smtp.greeting.421' : 'smtp.greeting.refused', 'RFC 5321 §3.1');
}

const isHostName = (name: string): boolean => /^(?:[A-Za-z0-9_-]+\.)+[A-Za-z0-9-]+\.?,?$|^\[[^\]]*\]$/.test(name.slice(0, 260));

/** A line of the answer to EHLO, or null for the one that greets. Keywords are written in any case (RFC 5321 §4.1.1.1). */
function explainExtension(text: string): Explanation | null {
  const [, written = '', equals = '', rest = ''] =
    /^250[ -]([A-Za-z0-9][A-Za-z0-9_-]*)(=?)[ \t]*([^\r\n]*)/.exec(text.slice(0, 2_000)) ?? [];
  if (written === '' || /^\./.test(rest)) return null;
  const upper = written.toUpperCase();
  // Cisco's mail inspection overwrites what it does not let pass.
  if (/^X{4,}[A-Z]?$/.test(upper)) return explanation('smtp.extension.XXXXXXXA', null);
  const name = extensionSpellings[`${upper}${equals}`] ?? `${upper}${equals}`;
  const source = smtpExtensions[name] ?? (name in smtpExtensions ? null : undefined);
  // The greeting is free text behind a name, and a name may have no dot.
  if (source === undefined)
    return written !== upper || /\b(?:hello|hi|greet|welcome|pleased|at your service|\[\d)/i.test(rest)
      ? null
      : explanation('smtp.extension.other', 'RFC 5321 §4.1.1.1', { name: cut(written) });
  return { ...detailed(name, rest.trim()), source };
}

function detailed(name: string, value: string): Explanation {
  const key = `smtp.extension.${name}`;
  switch (name) {
    case 'SIZE':
      // RFC 1870 §4: zero, or no number, stands for no fixed limit.
      return /^0*$/.test(value) ? explanation('smtp.extension.SIZE.unlimited', null) : explanation(key, null, { octets: asNumber(value) });
    case 'AUTH':
    case 'AUTH=':
    case 'X-EXPS':
    case 'X-EXPS=':
      return explanation(key, null, { names: cut(value) });
    default:
      return explanation(key, null, value === '' ? {} : { value: cut(value) });
  }
}
