/** Explains ManageSieve: capabilities, commands, replies by the command they answer, response codes, lists of scripts. */
import type { Explanation } from '../../../../contract/transcript.ts';
import { explainAnswer, explainBeginning, explainChallenge } from '../explain-sasl.ts';
import { asNumber, cut, type Explicable, explanation } from '../explicable.ts';
import { managesieveSections } from './managesieve-sections.ts';

type Key = keyof typeof managesieveSections;

const isKey = (key: string): key is Key => Object.hasOwn(managesieveSections, key);
const say = (key: Key, parameters: Explanation['parameters'] = {}): Explanation =>
  explanation(`managesieve.${key}`, managesieveSections[key], parameters);

export const explainManagesieve = (line: Explicable): Explanation | null =>
  line.direction === 'client' ? explainClient(line) : explainServer(line);

/** Commands of the neighbours, which are typed here by mistake. */
const foreign: ReadonlySet<string> = new Set(
  'EHLO HELO MAIL RCPT DATA QUIT USER PASS APOP AUTH STLS STAT LIST RETR DELE LOGIN SELECT FETCH STORE GET POST HELP'.split(' '),
);

/** The content of a quoted string at the end of a line, as the other protocols have it: without its quotes. */
const unquoted = (line: Explicable): Explicable => ({ ...line, text: line.text.replace(/"([^"\r\n]*)"?(?=\r?\n?$)/, '$1') });

/** A name: quoted, or up to the next space; null where there is none. */
function namesIn(text: string): readonly string[] {
  return [...text.slice(0, 2_000).matchAll(/"((?:[^"\\]|\\.){0,500})"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
}

function explainClient(line: Explicable): Explanation {
  const { kind, command, text } = line;
  if (kind === 'literal') return say(command === 'AUTHENTICATE' ? 'literal.answer' : 'literal.script');
  if (kind === 'response') return /\{\d+\+?\}\r?\n?$/.test(text) ? say('literal.answer') : explainAnswer(unquoted(line));
  const [first = '', name, second] = namesIn(text);
  if (command === null) return first === '' ? say('command.empty') : say('command.other', { command: cut(first) });
  // What stands behind a counted string is no command again.
  if (first.toUpperCase() !== command) return say('command.rest');
  const facts = { name: cut(name ?? ''), octets: asNumber(second ?? ''), command };
  switch (command) {
    case 'AUTHENTICATE':
      return name === undefined || name.startsWith('{')
        ? say('command.AUTHENTICATE')
        : explainBeginning(unquoted(line), name.toUpperCase());
    case 'SETACTIVE':
      return say(name === '' ? 'command.SETACTIVE.none' : 'command.SETACTIVE', facts);
    default: {
      if (foreign.has(command)) return say('command.foreign', facts);
      const key = `command.${command}`;
      return isKey(key) ? say(key, facts) : say('command.other', { command: cut(command) });
    }
  }
}

function explainServer(line: Explicable): Explanation {
  const { kind, command, code, enhanced, text } = line;
  if (kind === 'literal')
    return say(command === 'GETSCRIPT' ? 'literal.script' : command === 'AUTHENTICATE' ? 'literal.answer' : 'literal.text');
  if (kind === 'continuation') {
    if (/^\{\d+\}/.test(text)) return say('literal.answer');
    const content = /^"([^"]*)"/.exec(text)?.[1] ?? '';
    return explainChallenge({ ...line, text: `+ ${content}\r\n` }) ?? explanation('sasl.challenge.ready', 'RFC 4422 §3.4');
  }
  if (code !== null) {
    if (enhanced !== null) {
      const key = `code.${enhanced}`;
      return isKey(key) ? say(key) : say('code.other', { name: cut(enhanced) });
    }
    if (kind === 'greeting') return say(code === 'OK' ? 'greeting' : code === 'NO' ? 'greeting.NO' : 'greeting.BYE');
    if (code === 'BYE') return say('BYE');
    const answered = command ?? '';
    if (foreign.has(answered)) return say('NO.foreign', { command: answered });
    const key = `${code}.${answered}`;
    return isKey(key) ? say(key) : say(code === 'OK' ? 'OK.other' : 'NO.other', { command: cut(answered) });
  }
  return explainData(line);
}

function explainData({ command, text }: Explicable): Explanation {
  const octets = /^\{(\d{1,15})\}/.exec(text)?.[1];
  if (octets !== undefined) return command === 'GETSCRIPT' ? say('data.length', { octets: asNumber(octets) }) : say('data.text');
  const isString = text.startsWith('"');
  const [name = '', value = ''] = isString ? namesIn(text) : [];
  if (isString && command === 'LISTSCRIPTS')
    return say(/" +ACTIVE\b/i.test(text) ? 'data.script.active' : 'data.script', { name: cut(name) });
  // Before and after TLS the capabilities come unasked.
  if (isString && (command === null || command === 'CAPABILITY')) {
    const capability = name.toUpperCase();
    if (capability === 'SASL' && value === '') return say('capability.SASL.none');
    const key = `capability.${capability}`;
    return isKey(key) ? say(key, { value: cut(value) }) : say('capability.other', { name: cut(name) });
  }
  return text.trim() === '' || !isString ? say('data.text') : say('data.other', { command: cut(command ?? '') });
}
