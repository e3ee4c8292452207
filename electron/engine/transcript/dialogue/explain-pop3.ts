/** Explains POP3: commands, greeting, status lines by the command they answer, listings, capabilities, response codes. */
import type { Explanation } from '../../../contract/transcript.ts';
import { apopTimestamp } from '../../wire/authentication/sasl.ts';
import { explainAnswer, explainBeginning, explainChallenge, explainLateAnswer } from './explain-sasl.ts';
import { asNumber, cut, type Explicable, explanation } from './explicable.ts';
import { plainRefusal, preciseRefusal } from './pop3-refusals.ts';
import { pop3Sections } from './pop3-sections.ts';

type Key = keyof typeof pop3Sections;

const isKey = (key: string): key is Key => Object.hasOwn(pop3Sections, key);
const say = (key: Key, parameters: Explanation['parameters'] = {}): Explanation =>
  explanation(`pop3.${key}`, pop3Sections[key], parameters);

export const explainPop3 = (line: Explicable): Explanation | null =>
  line.direction === 'client' ? explainClient(line) : explainServer(line);

/** Commands of the neighbours, which are typed here by mistake. */
const foreign: ReadonlySet<string> = new Set(
  'EHLO HELO MAIL RCPT DATA VRFY EXPN GET POST HEAD LOGIN SELECT LOGOUT HELP STARTTLS'.split(' '),
);

function explainClient(line: Explicable): Explanation {
  const { kind, command, text } = line;
  if (kind === 'response') return explainAnswer(line);
  const [first = '', ...rest] = text
    .trim()
    .slice(0, 1_000)
    .split(/[ \t]+/);
  const [argument = '', second = ''] = rest;
  switch (command) {
    case null:
      if (first === '') return say('command.empty');
      return /^\*+$/.test(text.trim()) ? explainLateAnswer() : say('command.other', { command: cut(first) });
    case 'USER':
      return say('command.USER', { user: cut(rest.join(' ')) });
    case 'APOP':
      return say('command.APOP', { user: cut(argument) });
    case 'AUTH':
      return argument === '' ? say('command.AUTH') : explainBeginning(line, argument.toUpperCase());
    case 'LIST':
    case 'UIDL':
      return argument === '' ? say(`command.${command}`) : say(`command.${command}.one`, { number: cut(argument) });
    case 'RETR':
    case 'DELE':
      return say(`command.${command}`, { number: cut(argument) });
    case 'TOP':
      return say('command.TOP', { number: cut(argument), lines: cut(second) });
    case 'LANG':
      return argument === '' ? say('command.LANG') : say('command.LANG.one', { tag: cut(argument) });
    case 'XTND': {
      const name = argument.toUpperCase();
      return name === 'XMIT' || name === 'XLST' ? say(`command.XTND.${name}`) : say('command.XTND', { name: cut(name) });
    }
    default: {
      if (foreign.has(command)) return say('command.foreign', { command });
      const key = `command.${command}`;
      return isKey(key) ? say(key) : say('command.other', { command: cut(command) });
    }
  }
}

function explainServer(line: Explicable): Explanation {
  const { kind, command, code, text } = line;
  if (kind === 'continuation') return explainChallenge(line) ?? explanation('sasl.challenge.ready', 'RFC 4422 §3.4');
  if (/^\.\r?\n?$/.test(text)) return say(kind === 'payload' ? 'dot.message' : 'dot');
  if (kind === 'payload') return say(command === 'TOP' ? 'payload.TOP' : 'payload');
  if (kind === 'data') return explainListed(command ?? '', text);
  if (kind === 'greeting' && code === '+OK') {
    const timestamp = apopTimestamp(text.slice(0, 1_000));
    return timestamp === null ? say('greeting') : say('greeting.APOP', { timestamp: cut(timestamp) });
  }
  if (code === '-ERR') return explainRefusal(line);
  if (kind === 'greeting') return say('greeting.foreign');
  if (code === '+OK') return explainSuccess(line, text.slice(0, 1_000).replace(/^\+OK ?/i, ''));
  return command === null || isKey(`command.${command}`) ? say('status.none') : say('data.other', { command: cut(command) });
}

function explainRefusal({ kind, command, enhanced, text }: Explicable): Explanation {
  const isGreeting = kind === 'greeting';
  const answered = command ?? '';
  const facts = { command: cut(answered) };
  const said = text.replace(/^-ERR ?/i, '');
  const named = preciseRefusal(isGreeting ? 'PASS' : answered, said);
  if (named !== null) return say(named, facts);
  if (enhanced !== null) {
    const key = `code.${enhanced}`;
    return isKey(key) ? say(key) : say('code.other', { name: cut(enhanced) });
  }
  if (foreign.has(answered)) return say('ERR.foreign', facts);
  const plain = plainRefusal(answered, said);
  if (plain !== null) return say(plain, facts);
  if (isGreeting) return say('greeting.ERR');
  if (answered === '') return say('ERR.none');
  const key = `ERR.${answered}`;
  return isKey(key) ? say(key, facts) : say('ERR.other', facts);
}

/** Counts as servers write them: `ana has 2 visible messages (0 hidden) in 320 octets.` */
const countIn = (said: string): string | undefined => /\b(\d{1,15}) (?:(?!messages?\b)[a-z]+ )?(?:messages?|mails?)\b/i.exec(said)?.[1];
const octetsIn = (said: string): string | undefined => /\b(\d{1,15}) (?:octets|bytes)\b/i.exec(said)?.[1];

function explainSuccess({ command, sasl }: Explicable, said: string): Explanation {
  const count = countIn(said);
  const octets = octetsIn(said);
  const [, first, second] = /^(\d{1,15})(?: ([^ \r\n]+))? *\r?\n?$/.exec(said) ?? [];
  switch (command) {
    case 'PASS':
    case 'APOP':
      if (count === undefined) return say('OK.PASS');
      return octets === undefined
        ? say('OK.PASS.count', { count: asNumber(count) })
        : say('OK.PASS.counts', { count: asNumber(count), octets: asNumber(octets) });
    case 'AUTH':
      // The form without a mechanism begins no exchange; older logs do not say whether one was going on.
      return say(sasl !== null || /log|welcome|auth|mail|ready|success/i.test(said) ? 'OK.AUTH' : 'OK.AUTH.list');
    case 'STAT': {
      const [, messages, total] = /^(\d{1,15}) (\d{1,15})/.exec(said) ?? [];
      return messages && total ? say('OK.STAT', { count: asNumber(messages), octets: asNumber(total) }) : say('status.none');
    }
    case 'LIST':
      if (first && /^\d+$/.test(second ?? '')) return say('data.LIST', { number: first, value: asNumber(second ?? '') });
      return count === undefined ? say('OK.LIST') : say('OK.LIST.count', { count: asNumber(count) });
    case 'UIDL':
      if (first && second && !/^messages?:?$/i.test(second)) return say('data.UIDL', { number: first, value: cut(second) });
      return first && !second ? say('data.UIDL.missing', { number: first }) : say('OK.UIDL');
    case 'RETR':
      return octets === undefined ? say('OK.RETR') : say('OK.RETR.octets', { octets: asNumber(octets) });
    case 'RSET':
      return count === undefined ? say('OK.RSET') : say('OK.RSET.count', { count: asNumber(count) });
    case 'QUIT':
      return explainFarewell(said);
    case 'LAST': {
      const [, number] = /^(\d{1,15})\b/.exec(said) ?? [];
      return number ? say('OK.LAST', { number }) : say('status.none');
    }
    case 'LANG':
      return say(/list|follow/i.test(said) ? 'OK.LANG.list' : 'OK.LANG');
    default: {
      const key = `OK.${command}`;
      return isKey(key) ? say(key) : say('OK.other', { command: cut(command ?? '') });
    }
  }
}

function explainFarewell(said: string): Explanation {
  const left = /\b(\d{1,15}) (?:[a-z]+ )?messages? (?:left|remain)/i.exec(said)?.[1];
  if (left !== undefined && Number(left) > 0) return say('OK.QUIT.left', { count: asNumber(left) });
  if (left !== undefined || /(?:maildrop|mailbox) (?:is )?(?:now )?empty/i.test(said)) return say('OK.QUIT.empty');
  return say(/\b(?:deleted|removed|expunged)\b/i.test(said) ? 'OK.QUIT.deleted' : 'OK.QUIT');
}

/** A line of an answer of several lines. */
function explainListed(command: string, text: string): Explanation {
  const [, first = '', rest = ''] = /^([^ \t\r\n]+)[ \t]*([^\r\n]*)\r?\n?$/.exec(text.slice(0, 1_000)) ?? [];
  switch (command) {
    case 'CAPA':
      return explainCapability(first, rest.trim());
    case 'LIST':
      return rest === '' ? say('data.other', { command }) : say('data.LIST', { number: cut(first), value: asNumber(rest.trim()) });
    case 'UIDL':
      if (rest === '') return say('data.UIDL.missing', { number: cut(first) });
      return say('data.UIDL', { number: cut(first), value: cut(rest.trim()) });
    case 'AUTH':
      return say('data.AUTH', { name: cut(first) });
    case 'LANG':
      return say('data.LANG', { tag: cut(first), name: cut(rest.trim()) });
    case 'XTND':
      return say('data.XTND', { number: cut(first), value: cut(rest.trim()) });
    default:
      return say('data.other', { command: cut(command) });
  }
}

/** What RFC 1939 asks of every server (§5, §6, §7); some name it all the same. */
const always: ReadonlySet<string> = new Set(['PASS', 'STAT', 'LIST', 'RETR', 'DELE', 'RSET', 'NOOP', 'QUIT', 'CAPA', 'AUTH']);
/** Capabilities whose value depends on the user until sign-in is done (RFC 2449 §6.5, §6.7), or that allow more (RFC 6856 §2.2). */
const perUser: ReadonlySet<string> = new Set(['LOGIN-DELAY', 'EXPIRE', 'UTF8']);

function explainCapability(tag: string, value: string): Explanation {
  const name = tag.toUpperCase();
  const [first = '', second = ''] = value.toUpperCase().split(' ');
  const facts = { name: cut(tag) };
  if (name === 'EXPIRE' && (first === '0' || first === 'NEVER')) return say(`capability.EXPIRE.${first}`);
  if (perUser.has(name) && (first === 'USER' || second === 'USER')) {
    const key = `capability.${name}.USER`;
    if (isKey(key)) return say(key, { value: cut(value.split(' ')[0] ?? '') });
  }
  if (always.has(name)) return say('capability.command', facts);
  if (name.startsWith('X-GOOGLE-')) return say('capability.X-GOOGLE', facts);
  if (name === 'X-MACRO') return say('capability.X-MANGLE');
  const key = `capability.${name}`;
  // `command` and `other` are no names of capabilities: those are in capitals.
  return isKey(key) ? say(key, { value: cut(value) }) : say('capability.other', facts);
}
