/** What is being typed: which command it is, how it may go on, and what it would destroy. Pure. */
import type { ConsoleProtocol } from '../../../electron/contract/console.ts';
import { consoleSyntax } from '../../../electron/words/console/syntax.ts';

type Command = (typeof consoleSyntax)[ConsoleProtocol][number];

/** IMAP's tag, where one was typed: a word before the name of a command, of any ASTRING-CHAR but `+` (RFC 9051 §9). */
const tagPattern = /^\s*([^\s(){%*"\\+]+)\s+(?=\S)/;

/** Whether the line begins with one of the protocol's commands. */
const beginsWith = (text: string, { name }: Command): boolean => {
  const upper = text.trimStart().toUpperCase();
  return upper.startsWith(name) && (name.endsWith(':') || !/[A-Z]/.test(upper[name.length] ?? ''));
};

const commandAt = (protocol: ConsoleProtocol, text: string): Command | undefined =>
  consoleSyntax[protocol].find((command) => beginsWith(text, command));

/** The line without a tag that was typed before its command. */
function withoutTag(protocol: ConsoleProtocol, text: string): string {
  if (protocol !== 'imap' || commandAt(protocol, text)) return text;
  return text.replace(tagPattern, '');
}

/** The command that is typed, once its name is complete. */
export const commandOf = (protocol: ConsoleProtocol, text: string): Command | undefined => commandAt(protocol, withoutTag(protocol, text));

/** Whether IMAP's line needs a tag that was not typed (RFC 9051 §2.2.1); DONE has none (RFC 2177 §3). */
export const needsTag = (protocol: ConsoleProtocol, text: string): boolean =>
  protocol === 'imap' && (!tagPattern.test(text) || commandAt(protocol, text) !== undefined) && !/^\s*done\s*$/i.test(text);

/** How the text may go on: whole lines. */
export function completionsOf(protocol: ConsoleProtocol, text: string): readonly string[] {
  const typed = withoutTag(protocol, text);
  const before = text.slice(0, text.length - typed.length);
  if (typed === '') return [];
  const command = commandAt(protocol, typed);
  const word = /\S*$/.exec(typed)?.[0] ?? '';
  if (command?.values && typed.length > command.name.length) {
    const start = text.slice(0, text.length - word.length);
    return command.values
      .filter((value) => value.toUpperCase().startsWith(word.toUpperCase()) && value.length > word.length)
      .map((value) => `${start}${value}`);
  }
  const upper = typed.toUpperCase();
  return consoleSyntax[protocol]
    .filter(({ name }) => name.startsWith(upper) && name.length > typed.length)
    .map(({ name, takes }) => `${before}${name}${name.endsWith(':') ? '<' : takes.length > 0 ? ' ' : ''}`);
}

/** The longest text that all of them begin with. */
export function sharedBeginning(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  let length = first.length;
  for (const other of others) while (!other.toUpperCase().startsWith(first.slice(0, length).toUpperCase())) length -= 1;
  return first.slice(0, length);
}

/** `pattern` begins the line; those of `behind` are looked for one after the other, each behind the one before, so that no line takes long. */
const dangers = [
  { protocol: 'pop3', pattern: /^DELE\b/i, behind: [], key: 'dele' },
  { protocol: 'managesieve', pattern: /^DELETESCRIPT\b/i, behind: [], key: 'deletescript' },
  { protocol: 'imap', pattern: /^(?:UID )?EXPUNGE\b/i, behind: [], key: 'expunge' },
  { protocol: 'imap', pattern: /^CLOSE\b/i, behind: [], key: 'close' },
  { protocol: 'imap', pattern: /^DELETE\b/i, behind: [], key: 'delete' },
  // RFC 8508 §3.1: the old message is expunged.
  { protocol: 'imap', pattern: /^(?:UID )?REPLACE\b/i, behind: [], key: 'replace' },
  { protocol: 'imap', pattern: /^(?:UID )?STORE\b/i, behind: [/[^-]FLAGS(?:\.SILENT)? /i, /\\Deleted\b/i], key: 'deletedFlag' },
] as const;

function areInOrder(patterns: readonly RegExp[], text: string): boolean {
  let rest = text;
  return patterns.every((pattern) => {
    const found = pattern.exec(rest);
    if (found) rest = rest.slice(found.index + found[0].length);
    return found !== null;
  });
}

/**
 * What the line would destroy; null where nothing.
 * @param hasTag whether the line is sent without another tag: then a server takes its first word for one, whatever it is
 */
export function dangerOf(protocol: ConsoleProtocol, text: string, hasTag = false): (typeof dangers)[number]['key'] | null {
  const readings = [withoutTag(protocol, text).trim(), ...(hasTag && protocol === 'imap' ? [text.replace(/^\s*\S+/, '').trim()] : [])];
  const isMeant = ({ pattern, behind }: (typeof dangers)[number]) => readings.some((reading) => areInOrder([pattern, ...behind], reading));
  return dangers.find((danger) => danger.protocol === protocol && isMeant(danger))?.key ?? null;
}
