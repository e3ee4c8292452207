/** Explains how an IMAP server answers: its greeting, OK, NO and BAD to a command, and response codes (RFC 9051 §7.1). */
import type { Explanation } from '../../../../contract/transcript.ts';
import { cut, type Explicable, explanation, type Parameters, type Term } from '../explicable.ts';
import { codesBeside, imapCodes, imapCommands, imapOwnCodes, imapOwnCommands, imapRefusals, statesOfCommands } from './tables.ts';
import { capabilityTerms, flagTerms } from './terms.ts';
import { imapTexts } from './texts.ts';
import { folder, inList, said, type Word, wordsOf } from './words-of-line.ts';

/** Every key of a status that this file can name. */
export const imapStatusKeys: readonly string[] = [
  ...[...Object.keys(imapCommands), ...imapOwnCommands].map((name) => `OK.${name}`),
  ...new Set(Object.values(imapRefusals).map((name) => `NO.${name}`)),
  ...['OK.untold', 'OK.other', 'NO.untold', 'NO.other', 'NO.FETCH.someGone', 'BAD.untold', 'BAD.any', 'BAD.before', 'BAD.selected'],
  ...['BAD.signedIn', 'BAD.AUTHENTICATE', 'BAD.APPEND', 'BAD.other'],
];

/** Takes `A1 OK …` or `* OK [CODE …] …`. */
export function explainStatus(line: Explicable): Explanation {
  const verdict = line.code ?? 'OK';
  const code = codeIn(line.text);
  const coded = code && explainCode(code, line.command ?? commandSaid(line.text));
  const status = line.kind === 'status' ? explainVerdict(line, verdict) : null;
  const says = code !== null && coded?.key !== 'imap.code.other' && !codesBeside.has(code.name);
  const told = verdict === 'OK' || verdict === 'PREAUTH' ? null : textOf(line, verdict, says);
  // OK says what was done; a code of trouble, or a text that is known, says more than NO.
  const first = told ?? (coded && (says || status === null || status.key.endsWith('.untold')) ? coded : status);
  if (first === null) return explanation('imap.code.other', 'RFC 9051 §7.1', { name: cut(line.enhanced ?? '–') });
  const beside = [
    ...(status !== null && status !== first && saysMore(status, verdict, first) ? asTerm(verdict, status) : []),
    ...(coded !== null && coded !== first && coded.key !== first.key ? asTerm(`[${code?.name ?? ''}]`, coded) : []),
  ];
  return withTerms({ ...first, parameters: { ...status?.parameters, ...coded?.parameters, ...first.parameters } }, beside);
}

/** Whether the status of a command says something that its code or text leaves open, and does not contradict it. */
function saysMore(status: Explanation, verdict: string, first: Explanation): boolean {
  if (verdict === 'OK') return first.key !== 'imap.code.MODIFIED';
  // Why signing in failed is told; that the password was wrong would be a guess.
  return verdict === 'NO' && !/\.(?:LOGIN|AUTHENTICATE|untold)$/.test(status.key);
}

const withTerms = (given: Explanation, terms: readonly Term[]): Explanation =>
  explanation(given.key, given.source, given.parameters, [...terms, ...(given.terms ?? [])]);

const asTerm = (name: string, given: Explanation | null): Term[] =>
  given === null ? [] : [{ name, key: given.key, source: given.source }, ...(given.terms ?? [])];

/**
 * A text of a provider, or one that says what servers have a code for and did not use.
 * @param coded a code says already why
 */
function textOf({ text, command }: Explicable, verdict: string, coded: boolean): Explanation | null {
  const begin = text.slice(0, 600);
  const found = imapTexts.find(
    ({ key, matches, only, ofCommand }) =>
      (only === undefined || only.includes(verdict)) &&
      !(coded && key.startsWith('imap.code.')) &&
      !(command === null && ofCommand) &&
      matches.test(begin),
  );
  return found ? explanation(found.key, found.source, { command: command === null ? 'IMAP' : cut(command) }) : null;
}

interface Code {
  readonly name: string;
  readonly given: readonly Word[];
}

/** The response code of a line; some servers send it without a condition before it: `* [COPYUID 7 1 2]`. */
function codeIn(text: string): Code | null {
  const begin = /^\S+ (?:(?:OK|NO|BAD|BYE|PREAUTH) )?\[([A-Za-z][\w-]*)([ \]])/i.exec(text);
  if (!begin) return null;
  // Flags and addresses may hold no `]` (RFC 9051 §9), so the first one ends the code.
  const rest = text.slice(begin[0].length, begin[0].length + 8_000);
  const end = begin[2] === ']' ? 0 : rest.indexOf(']');
  return { name: (begin[1] ?? '').toUpperCase(), given: wordsOf(end < 0 ? '' : rest.slice(0, end)) };
}

function explainCode({ name, given }: Code, command: string | null): Explanation {
  const source = imapCodes[name] ?? null;
  if (source === null && !imapOwnCodes.has(name)) return explanation('imap.code.other', 'RFC 9051 §7.1', { name: cut(name) });
  const { variant, parameters, terms } = valuesOf(name, given);
  const asked: Parameters = { command: command === null ? 'IMAP' : cut(command) };
  return explanation(`imap.code.${name}${variant ?? ''}`, source, { ...asked, ...parameters }, terms);
}

interface CodeValues {
  readonly variant?: string;
  readonly parameters: Parameters;
  readonly terms?: readonly Term[];
}

/** What stands in a code beside its name, by the words of its sentence. */
function valuesOf(name: string, given: readonly Word[]): CodeValues {
  const value = cut(given.flatMap(inList).map(said).join(' '));
  const [first = '–', second = '–', third = '–'] = given.map(said);
  switch (name) {
    case 'CAPABILITY':
      return { parameters: { count: given.length }, terms: capabilityTerms(given.map(({ text }) => text)) };
    case 'PERMANENTFLAGS': {
      const flags = given.flatMap(inList);
      return { ...(flags.length === 0 ? { variant: '.none' } : {}), parameters: { value }, terms: flagTerms(flags) };
    }
    case 'APPENDUID':
      return { parameters: { validity: first, uid: second } };
    case 'COPYUID':
      return { parameters: { validity: first, from: second, to: third } };
    case 'INPROGRESS':
      return { ...(given.length === 0 ? { variant: '.none' } : {}), parameters: { value } };
    case 'METADATA':
      return /^LONGENTRIES$/i.test(first) ? { variant: '.LONGENTRIES', parameters: { value: second } } : { parameters: { value } };
    case 'NEWNAME':
      return { parameters: { from: folder(given[0]), to: folder(given[1]) } };
    default:
      return { parameters: { value } };
  }
}

/** Whether this command succeeded, failed or was not understood, and why as a rule. */
function explainVerdict(line: Explicable, verdict: string): Explanation {
  const command = line.command ?? commandSaid(line.text);
  const tag = cut(line.tag ?? /^\S+/.exec(line.text)?.[0] ?? '');
  if (command === null) return explanation(`imap.status.${verdict}.untold`, 'RFC 9051 §2.2.2', { tag });
  const name = command === 'UID EXPUNGE' ? command : command.replace(/^UID /, '');
  const parameters: Parameters = { command: cut(command), tag };
  const known = imapCommands[name] !== undefined || imapOwnCommands.has(name);
  if (verdict === 'OK') return explanation(`imap.status.OK.${known ? name : 'other'}`, 'RFC 9051 §7.1.1', parameters);
  if (verdict === 'NO') {
    const someGone = name === 'FETCH' && /no longer exist|have been (?:expunged|deleted)|were expunged/i.test(line.text.slice(0, 400));
    if (someGone) return explanation('imap.status.NO.FETCH.someGone', 'RFC 2180', parameters);
    return explanation(`imap.status.NO.${imapRefusals[name] ?? 'other'}`, 'RFC 9051 §7.1.2', parameters);
  }
  const own = name === 'AUTHENTICATE' || name === 'APPEND' ? name : null;
  const state = name === 'UID EXPUNGE' ? 'selected' : (statesOfCommands[name] ?? (known ? 'signedIn' : 'other'));
  return explanation(`imap.status.BAD.${own ?? state}`, 'RFC 9051 §7.1.3', parameters);
}

/** Nobody was seen asking: many servers begin their text with the command's name, `Fetch completed`. */
function commandSaid(text: string): string | null {
  const said = /^\S+ (?:OK|NO|BAD)(?: \[[^\]]*\])? ((?:UID )?[A-Z]+)\b/i.exec(text.slice(0, 2_000))?.[1]?.toUpperCase() ?? null;
  return said !== null && imapCommands[said.replace(/^UID /, '')] !== undefined ? said : null;
}

/** The first line of a server. */
export function explainGreeting(line: Explicable): Explanation {
  const verdict = line.code === 'PREAUTH' || line.code === 'BYE' ? line.code : null;
  if (verdict === 'BYE') {
    const told = textOf(line, 'BYE', false);
    if (told) return told;
  }
  const code = codeIn(line.text);
  const coded = code && explainCode(code, null);
  const text = cut(line.text.replace(/^\S+ \S+ (?:\[[^\]]*\] ?)?/, '').trim());
  const leads = verdict === 'BYE' && coded && code && !codesBeside.has(code.name) && coded.key !== 'imap.code.other';
  if (leads) return coded;
  const source = verdict === 'BYE' ? 'RFC 9051 §7.1.5' : verdict === 'PREAUTH' ? 'RFC 9051 §7.1.4' : 'RFC 9051 §7.1.1';
  return explanation(
    verdict === null ? 'imap.greeting' : `imap.greeting.${verdict}`,
    source,
    { text, ...(coded?.parameters ?? {}) },
    asTerm(`[${code?.name ?? ''}]`, coded),
  );
}
