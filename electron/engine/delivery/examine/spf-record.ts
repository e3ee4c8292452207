/** An SPF record as its terms (RFC 7208 §4.6.1, §12): what they mean, and which are wrong. It looks nothing up. */
import { isIP } from 'node:net';
import { recordsThatBegin } from './record-text.ts';

/** A mechanism or modifier. */
export interface SpfPart {
  readonly text: string;
  readonly name: string;
  /** What a match means; `+` where nothing is written. */
  readonly qualifier: '+' | '-' | '~' | '?';
  /** The domain that it names, or the address; empty where there is none. */
  readonly value: string;
  readonly isModifier: boolean;
  readonly isFaulty: boolean;
}

/** Those that are asked for, each of which costs a look-up (RFC 7208 §4.6.4). */
export const costly: ReadonlySet<string> = new Set(['include', 'a', 'mx', 'ptr', 'exists', 'redirect']);

/** The SPF records among TXT records; more than one is an error (RFC 7208 §4.5). */
export const spfRecords = (data: readonly string[]): string[] =>
  recordsThatBegin(data, 'v=spf1').filter((text) => !text.includes('v=spf1;'));

const mostTerms = 200;

export const readSpf = (record: string): SpfPart[] =>
  record
    .trim()
    .split(/ +/)
    .slice(1, 1 + mostTerms)
    .map(readPart);

function readPart(text: string): SpfPart {
  const modifier = /^([a-z][a-z0-9_.-]*)=(.*)$/i.exec(text);
  if (modifier) {
    const name = (modifier[1] ?? '').toLowerCase();
    const value = modifier[2] ?? '';
    // RFC 7208 §6: unknown modifiers are ignored.
    const isFaulty = name === 'redirect' && !isDomain(value);
    return { text, name, qualifier: '+', value, isModifier: true, isFaulty };
  }
  const [, sign = '', name = '', rest = ''] = /^([+?~-]?)([a-z0-9]+)(.*)$/i.exec(text) ?? [];
  const plain = name.toLowerCase();
  const qualifier = sign === '-' || sign === '~' || sign === '?' ? sign : '+';
  return { text, name: plain, qualifier, isModifier: false, ...argumentOf(plain, rest) };
}

function argumentOf(name: string, rest: string): Pick<SpfPart, 'value' | 'isFaulty'> {
  const right = (value: string) => ({ value, isFaulty: false });
  const wrong = { value: '', isFaulty: true };
  switch (name) {
    case 'all':
      return rest === '' ? right('') : wrong;
    case 'include':
    case 'exists':
      return rest.startsWith(':') && isDomain(rest.slice(1)) ? right(rest.slice(1)) : wrong;
    case 'ptr':
      return rest === '' ? right('') : rest.startsWith(':') && isDomain(rest.slice(1)) ? right(rest.slice(1)) : wrong;
    case 'a':
    case 'mx': {
      // RFC 7208 §5.3: a domain, and lengths of prefixes for either kind of address.
      const [, domain = '', four, six] = /^(:[^/]*)?(?:\/(\d{1,3}))?(?:\/\/(\d{1,3}))?$/.exec(rest) ?? [null, 'no'];
      if (domain === 'no' || Number(four ?? 0) > 32 || Number(six ?? 0) > 128) return wrong;
      return domain === '' ? right('') : isDomain(domain.slice(1)) ? right(domain.slice(1)) : wrong;
    }
    case 'ip4':
    case 'ip6': {
      const [, address = '', prefix] = /^:([^/]*)(?:\/(\d{1,3}))?$/.exec(rest) ?? [];
      const family = name === 'ip4' ? 4 : 6;
      return isIP(address) === family && Number(prefix ?? 0) <= (family === 4 ? 32 : 128) ? right(address) : wrong;
    }
    default:
      return wrong;
  }
}

/** A domain-spec (RFC 7208 §7.1): visible characters, and macros that are whole. */
function isDomain(text: string): boolean {
  if (text === '' || !/^[\x21-\x7e]+$/.test(text)) return false;
  const rest = text.replace(/%\{[slodiphcrtv]\d{0,3}r?[.\-+,/_=]*\}|%%|%_|%-/gi, '');
  if (rest.includes('%')) return false;
  if (rest !== text) return true;
  const labels = text.replace(/\.$/, '').split('.');
  return labels.length > 1 && labels.every((label) => label.length > 0 && label.length <= 63);
}

/** Whether the domain depends on the message: it cannot be looked up without one. */
export const hasMacro = (domain: string): boolean => domain.includes('%');
