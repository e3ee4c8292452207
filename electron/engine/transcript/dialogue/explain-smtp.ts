/** Explains SMTP: commands with their arguments and parameters, lines of the message. The replies are in `explain-smtp-reply.ts`. */
import type { Explanation } from '../../../contract/transcript.ts';
import { explainAnswer, explainBeginning, explainLateAnswer } from './explain-sasl.ts';
import { explainReply } from './explain-smtp-reply.ts';
import { asNumber, cut, type Explicable, explanation, type Keyed } from './explicable.ts';
import { smtpCommands, smtpParameters } from './smtp-sources.ts';

export function explainSmtp(line: Explicable): Explanation | null {
  return line.direction === 'client' ? explainClient(line) : explainReply(line);
}

function explainClient(line: Explicable): Explanation | null {
  const { kind, command } = line;
  if (kind === 'response') return explainAnswer(line);
  if (kind === 'payload') return explainMessage(line);
  const source = command === null ? undefined : smtpCommands[command];
  if (command === null || source === undefined) {
    const word = command ?? firstWord(line.text);
    if (word === '') return explanation('smtp.command.empty', 'RFC 5321 §4.1.1');
    // After a refused sign-in a line may be a late answer, which is masked.
    return /^\*+$/.test(word) ? explainLateAnswer() : explanation('smtp.command.other', null, { command: cut(word) });
  }
  const explained = explainCommand(command, line);
  return explained.key.startsWith('sasl.') ? explained : { ...explained, source };
}

function explainMessage({ text, command }: Explicable): Explanation {
  if (command === 'BDAT') return explanation('smtp.payload.BDAT', 'RFC 3030 §2');
  return explanation(text.startsWith('.') ? 'smtp.dot' : 'smtp.payload', 'RFC 5321 §4.5.2');
}

const firstWord = (text: string): string => /^[ \t]*([^ \t\r\n]+)/.exec(text)?.[1] ?? '';

/** A command line: `MAIL FROM:<ana@example.org> SIZE=1204 RET=HDRS`. */
function explainCommand(command: string, whole: Explicable): Explanation {
  // A line may be as long as its sender likes; a command has at most some hundred octets (RFC 5321 §4.5.3.1.4).
  const line = whole.text.slice(0, 2_000).trim();
  const key = `smtp.command.${command}`;
  const [, argument = '', second = ''] = /^\S+[ \t]+(\S+)(?:[ \t]+(\S+))?/.exec(line) ?? [];
  switch (command) {
    case 'HELO':
    case 'EHLO':
    case 'LHLO':
      return explanation(key, null, { name: cut(argument) });
    case 'MAIL FROM':
    case 'RCPT TO':
      return explainPath(command, line);
    case 'BDAT':
      return explanation(/^last$/i.test(second) ? 'smtp.command.BDAT.last' : key, null, { octets: asNumber(argument) });
    case 'AUTH':
      return argument === '' ? explanation(key, 'RFC 4954 §4') : explainBeginning(whole, argument.toUpperCase());
    case 'VRFY':
    case 'EXPN':
    case 'ETRN':
    case 'ATRN':
      return explanation(key, null, { argument: cut(argument) });
    case 'XCLIENT':
    case 'XFORWARD':
      return explanation(key, null, { argument: cut(line.replace(/^\S+[ \t]*/, '')) });
    default:
      return explanation(key, null);
  }
}

/** The address and parameters of MAIL FROM and RCPT TO (RFC 5321 §4.1.1.2, §4.1.1.3). Many clients put a space after the colon. */
function explainPath(command: 'MAIL FROM' | 'RCPT TO', line: string): Explanation {
  const [, path = '', rest = ''] = /^[^:]*:[ \t]*(<(?:"[^"]*"|[^<>"])*>|[^ \t]*)(.*)$/.exec(line) ?? [];
  const address = path.replace(/^<(.*)>$/, '$1');
  const parts = rest
    .split(/[ \t]+/)
    .filter(Boolean)
    .slice(0, 20)
    .map(explainParameter);
  if (command === 'MAIL FROM' && path === '<>') return { ...explanation('smtp.command.MAIL FROM.nobody', null), parts };
  return { ...explanation(`smtp.command.${command}`, null, { address: cut(address) }), parts };
}

const knownParameters: ReadonlySet<string> = new Set(smtpParameters);

/** One parameter: `SIZE=1204`, `SMTPUTF8`. */
function explainParameter(parameter: string): Keyed {
  const [, name = '', given = ''] = /^([^=]*)=?(.*)$/.exec(parameter) ?? [];
  const keyword = name.toUpperCase();
  const variant = `${keyword}.${keyword === 'AUTH' && given === '<>' ? 'nobody' : given.toUpperCase()}`;
  if (knownParameters.has(variant)) return { key: `smtp.parameter.${variant}`, parameters: {} };
  // BODY and RET are known by their values only.
  if (!knownParameters.has(keyword)) return { key: 'smtp.parameter.other', parameters: { name: cut(parameter) } };
  return { key: `smtp.parameter.${keyword}`, parameters: parametersOf(keyword, given) };
}

function parametersOf(keyword: string, given: string): Keyed['parameters'] {
  switch (keyword) {
    case 'SIZE':
      return { octets: asNumber(given) };
    case 'BY':
      return { seconds: asNumber(given.replace(/;.*$/, '')) };
    case 'HOLDFOR':
      return { seconds: asNumber(given) };
    case 'NOTIFY':
      return { value: cut(given.toUpperCase().split(',').join(', ')) };
    case 'ORCPT':
      return { value: cut(fromXtext(given.replace(/^[^;]*;/, ''))) };
    case 'RRVS':
      return { value: cut(given.replace(/;.*$/, '')) };
    default:
      return given === '' ? {} : { value: cut(fromXtext(given)) };
  }
}

/** RFC 3461 §4: `+2B` stands for a plus sign. */
const fromXtext = (text: string): string =>
  text.replace(/\+([0-9A-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
