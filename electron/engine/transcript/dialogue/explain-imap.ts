/** Explains a line of IMAP by what it is: a command, an answer to a challenge, data, a status, a literal. */
import type { Explanation } from '../../../contract/transcript.ts';
import { explainAnswer, explainChallenge } from './explain-sasl.ts';
import { type Explicable, explanation } from './explicable.ts';
import { explainCommand, imapCommandVariants } from './imap/explain-commands.ts';
import { explainData } from './imap/explain-data.ts';
import { explainGreeting, explainStatus, imapStatusKeys } from './imap/explain-status.ts';
import {
  imapCodes,
  imapCodeVariants,
  imapCommands,
  imapData,
  imapDataVariants,
  imapOwnCodes,
  imapOwnCommands,
  imapOwnData,
} from './imap/tables.ts';
import { imapTerms, openFamilies } from './imap/term-tables.ts';
import { imapTexts } from './imap/texts.ts';

const under = (prefix: string, names: Iterable<string>): string[] => [...names].map((name) => `imap.${prefix}.${name}`);

/** Every key that an explanation of IMAP can name: the glossary must have exactly these. */
export const imapKeys: readonly string[] = [
  ...new Set([
    ...under('command', [...Object.keys(imapCommands), ...imapOwnCommands, ...imapCommandVariants]),
    ...under('status', imapStatusKeys),
    ...under('data', [...Object.keys(imapData), ...imapOwnData, ...imapDataVariants]),
    ...under('code', [...Object.keys(imapCodes), ...imapOwnCodes, ...imapCodeVariants]),
    ...imapTexts.map(({ key }) => key),
    ...Object.entries(imapTerms).flatMap(([family, names]) => under(family, Object.keys(names))),
    ...openFamilies.map((family) => `imap.${family}.other`),
    ...under('greeting', ['PREAUTH', 'BYE']),
    ...under('continuation', ['IDLE', 'AUTHENTICATE', 'APPEND', 'literal']),
    ...under('literal', ['client', 'client.APPEND', 'server']),
    ...['imap.greeting', 'imap.continuation'],
  ]),
];

export function explainImap(line: Explicable): Explanation | null {
  const { kind, direction, command, code, text } = line;
  if (kind === 'literal') return explainLiteral(line);
  if (direction === 'client') return kind === 'response' ? explainResponse(line) : explainCommand(line);
  if (kind === 'continuation') return explainChallenge(line) ?? explainContinuation(command);
  if (kind === 'greeting') return explainGreeting(line);
  const untaggedStatus = text.startsWith('* ') && (code !== null || /^\* \[/.test(text));
  if (
    kind === 'status' ||
    (untaggedStatus && (line.enhanced !== null || code === null || code === 'NO' || code === 'BAD' || code === 'BYE'))
  )
    return explainStatusOrData(line);
  return explainData(line);
}

/** Untagged conditions without a code are told by their text, or as data. */
function explainStatusOrData(line: Explicable): Explanation {
  const { kind, enhanced, code } = line;
  if (kind === 'status' || enhanced !== null || code === null) return explainStatus(line);
  const told = explainStatus(line);
  return told.key === 'imap.code.other' ? explainData(line) : told;
}

function explainResponse(line: Explicable): Explanation {
  return line.command === 'IDLE' ? explanation('imap.command.DONE', 'RFC 9051 §6.3.13') : explainAnswer(line);
}

function explainContinuation(command: string | null): Explanation {
  if (command === null) return explanation('imap.continuation', 'RFC 9051 §7.6');
  const own = command === 'IDLE' || command === 'AUTHENTICATE' || command === 'APPEND' ? command : 'literal';
  return explanation(`imap.continuation.${own}`, own === 'IDLE' ? 'RFC 9051 §6.3.13' : 'RFC 9051 §7.6', { command });
}

function explainLiteral({ direction, command }: Explicable): Explanation {
  const key = direction === 'server' ? 'server' : command === 'APPEND' ? 'client.APPEND' : 'client';
  return explanation(`imap.literal.${key}`, 'RFC 9051 §4.3', { command: command ?? '–' });
}
