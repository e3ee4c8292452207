/**
 * The table of pseudonyms of one export: the same real value always has the same one, different values have different ones, and none of them
 * holds a real value of the same export. Hosts become names below `.example` (RFC 2606 §2), addresses those of documentation (RFC 5737 §3,
 * RFC 3849 §4); a mail address is made of the pseudonyms of its user and its host.
 */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { PseudonymCounts, PseudonymKind } from '../../../contract/transcript.ts';
import { encodeName } from '../../wire/text/modified-utf7.ts';

/** What is replaced, and whether it is also replaced where nothing around it says what it is. */
interface Identity {
  readonly kind: PseudonymKind;
  readonly value: string;
  /** A word that is looked for in every line, such as the name of a login. */
  readonly everywhere?: boolean;
}

/** A mail address or a Message-ID, without its angle brackets. */
export interface MailName {
  readonly local: string;
  readonly domain: string;
  readonly isMessageId: boolean;
}

interface KnownWord {
  readonly kind: PseudonymKind;
  /** Lower case. */
  readonly word: string;
  readonly value: string;
}

export interface Pseudonyms {
  add(identity: Identity): void;
  addMail(mail: MailName): void;
  /** Gives every value that was added its pseudonym, in that order: the same in the whole of a session and in a range of it. */
  settle(): void;
  of(kind: PseudonymKind, value: string): string;
  ofMail(mail: MailName): string;
  /** Values to look for in every line, by their first run of letters and digits; the longest first. */
  wordsFrom(run: string): readonly KnownWord[];
  /** Names of logins that are long enough to be looked for inside other words; null while there are none. */
  insideWords(): RegExp | null;
  counts(): PseudonymCounts;
}

const prefixes: Readonly<Record<Exclude<PseudonymKind, 'ip' | 'address'>, readonly string[]>> = {
  host: ['host', 'server', 'machine', 'node'],
  user: ['user', 'person', 'member', 'someone'],
  name: ['Name ', 'Label ', 'Title '],
  messageId: ['message', 'letter', 'item'],
  queueId: ['queue', 'entry', 'job'],
  fingerprint: ['fingerprint', 'print', 'digest'],
  path: ['path', 'way', 'place'],
};

/** A shorter word may stand anywhere without being the name. */
const shortestWord = 3;
const shortestInside = 5;
const mostInside = 200;
/** Numbers of pseudonyms that are tried before another word is. */
const triesEach = 64;

export const lowerCase = (text: string): string => {
  const lower = text.toLowerCase();
  // Positions in both are the same: the rare character that becomes two stays as it is.
  return lower.length === text.length ? lower : Array.from(text, (each) => sameLength(each)).join('');
};
const sameLength = (character: string): string => {
  const lower = character.toLowerCase();
  return lower.length === character.length ? lower : character;
};

function keyOf(kind: PseudonymKind, value: string): string {
  // RFC 3986 §6.2.2.1: of an address on the web all but scheme and host is told apart by case.
  if (kind === 'path') return value;
  const plain = value.normalize('NFC').toLowerCase();
  if (kind === 'host') {
    const name = plain.replace(/\.$/, '');
    return /[^\u0000-\u007f]/.test(name) ? domainToASCII(name) || name : name;
  }
  if (kind === 'ip' && isIP(plain) === 6 && !plain.includes('%')) return new URL(`http://[${plain}]`).hostname;
  return plain;
}

export function createPseudonyms(): Pseudonyms {
  /** Every real value, so that no pseudonym holds one. */
  const originals = new Set<string>();
  const seen = new Map<string, { readonly kind: PseudonymKind; readonly key: string }>();
  const given = new Map<string, string>();
  const numbers = new Map<PseudonymKind, number>();
  const words = new Map<string, KnownWord[]>();
  const inside = new Set<string>();
  const counts: Record<PseudonymKind, number> = {
    host: 0,
    ip: 0,
    address: 0,
    user: 0,
    name: 0,
    messageId: 0,
    queueId: 0,
    fingerprint: 0,
    path: 0,
  };
  let pattern: RegExp | null | undefined;

  function count(kind: PseudonymKind, key: string): boolean {
    const id = `${kind} ${key}`;
    if (seen.has(id)) return false;
    seen.set(id, { kind, key });
    counts[kind] += 1;
    originals.add(key);
    return true;
  }

  function addWord(kind: PseudonymKind, value: string): void {
    for (const form of formsOf(value)) {
      const word = lowerCase(form);
      const run = firstRun(word);
      if (word.length < shortestWord || run === '' || /^\d{1,4}$/.test(word)) continue;
      const known = words.get(run) ?? [];
      if (known.some((each) => each.word === word)) continue;
      words.set(
        run,
        [...known, { kind, word, value }].sort((left, right) => right.word.length - left.word.length),
      );
      if (kind === 'user' && word.length >= shortestInside && inside.size < mostInside) {
        inside.add(word);
        pattern = undefined;
      }
    }
  }

  const isClean = (candidate: string): boolean => {
    const lower = candidate.toLowerCase();
    for (let from = 0; from < lower.length; from += 1)
      for (let to = from + 2; to <= lower.length; to += 1) if (originals.has(lower.slice(from, to))) return false;
    return true;
  };

  function next(kind: PseudonymKind, make: (number: number) => string, tries: number): string | null {
    for (let tried = 0; tried < tries; tried += 1) {
      const number = (numbers.get(kind) ?? 0) + 1;
      numbers.set(kind, number);
      const candidate = make(number);
      if (isClean(candidate)) return candidate;
    }
    return null;
  }

  function invent(kind: Exclude<PseudonymKind, 'address'>, key: string): string {
    if (kind === 'ip') return next('ip', isIP(key) === 4 ? documentationIPv4 : documentationIPv6, 4_096) ?? 'address';
    const end = kind === 'host' ? '.example' : '';
    for (const prefix of prefixes[kind]) {
      const found = next(kind, (number) => `${prefix}${number}${end}`, triesEach);
      if (found !== null) return found;
    }
    // Every word holds one of the names, such as that of somebody called "e".
    const number = (numbers.get(kind) ?? 0) + 1;
    numbers.set(kind, number);
    return `${prefixes[kind][0]}${number}${end}`;
  }

  function ofKey(kind: Exclude<PseudonymKind, 'address'>, key: string): string {
    const id = `${kind} ${key}`;
    const known = given.get(id);
    if (known !== undefined) return known;
    const pseudonym = invent(kind, key);
    given.set(id, pseudonym);
    return pseudonym;
  }

  const of = (kind: Exclude<PseudonymKind, 'address'>, value: string): string => ofKey(kind, keyOf(kind, value));

  const ofDomain = (domain: string): string => {
    const literal = /^\[(IPv6:)?(.+)\]$/i.exec(domain);
    if (literal && isIP(literal[2] ?? '')) return `[${literal[1] ?? ''}${of('ip', literal[2] ?? '')}]`;
    return isIP(domain) ? of('ip', domain) : of('host', domain);
  };
  const localKind = ({ isMessageId }: MailName) => (isMessageId ? 'messageId' : 'user');
  /** A Message-ID has its own pseudonym whatever its host: the whole is what is replaced. */
  const localValue = ({ local, domain, isMessageId }: MailName) => (isMessageId ? `${local}@${domain}` : local);

  return {
    add({ kind, value, everywhere = false }) {
      if (value === '') return;
      const key = keyOf(kind, value);
      count(kind, key);
      if (everywhere || kind === 'host') addWord(kind, value);
    },
    addMail(mail) {
      const domain = /^\[(?:IPv6:)?(.+)\]$/i.exec(mail.domain)?.[1] ?? mail.domain;
      const kind = isIP(domain) ? 'ip' : 'host';
      this.add({ kind, value: domain });
      this.add({ kind: localKind(mail), value: localValue(mail) });
      if (!mail.isMessageId) count('address', keyOf('address', `${mail.local}@${mail.domain}`));
    },
    settle() {
      for (const { kind, key } of seen.values()) if (kind !== 'address') ofKey(kind, key);
    },
    of: (kind, value) => (kind === 'address' ? ofMailText(value) : of(kind, value)),
    ofMail: (mail) => `${of(localKind(mail), localValue(mail))}@${ofDomain(mail.domain)}`,
    wordsFrom: (run) => words.get(run) ?? [],
    insideWords() {
      pattern ??=
        inside.size === 0
          ? null
          : new RegExp(
              [...inside]
                .sort((left, right) => right.length - left.length)
                .map(literally)
                .join('|'),
              'g',
            );
      return pattern;
    },
    counts: () => ({ ...counts }),
  };

  function ofMailText(value: string): string {
    const at = value.lastIndexOf('@');
    return `${of('user', value.slice(0, at))}@${ofDomain(value.slice(at + 1))}`;
  }
}

/** Ways in which a name is written: as it is, escaped in quotes, its accents apart (macOS does), as the name of a folder. */
const formsOf = (value: string): Set<string> =>
  new Set([
    value,
    value.replace(/["\\]/g, '\\$&'),
    ...(/[^\u0000-\u007f]/.test(value) ? [value.normalize('NFC'), value.normalize('NFD'), encodeName(value)] : []),
  ]);

/** The first run of letters and digits. */
export const firstRun = (word: string): string => /[\p{L}\p{N}]+/u.exec(word)?.[0] ?? '';

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** RFC 5737 §3, and RFC 2544's range where those are used up. */
function documentationIPv4(number: number): string {
  const blocks = ['192.0.2', '198.51.100', '203.0.113'];
  const block = blocks[Math.floor((number - 1) / 254)];
  const left = number - 1 - blocks.length * 254;
  return block === undefined ? `198.${18 + (left >> 16)}.${(left >> 8) & 255}.${left & 255}` : `${block}.${((number - 1) % 254) + 1}`;
}

/** RFC 3849 §2. */
const documentationIPv6 = (number: number): string =>
  `2001:db8::${number > 0xffff ? `${(number >> 16).toString(16)}:` : ''}${(number & 0xffff).toString(16)}`;
