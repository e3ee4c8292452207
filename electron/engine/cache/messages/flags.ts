/** IMAP flags as they are stored: system flags as bits, everything else as keywords (RFC 9051 §2.3.2). */
import { type FlagName, flagBits } from '../database/stored.ts';

/** Flag names compare without regard to case (RFC 9051 §9, flag-keyword and ABNF strings). */
const bitOfFlag: ReadonlyMap<string, number> = new Map([
  ['\\seen', flagBits.seen],
  ['\\flagged', flagBits.flagged],
  ['\\answered', flagBits.answered],
  ['$forwarded', flagBits.forwarded],
  ['\\draft', flagBits.draft],
  ['\\deleted', flagBits.deleted],
]);

/** A server may send keywords without end; more than this is dropped. */
const keywordsLimit = 2_000;

interface StoredFlags {
  readonly bits: number;
  /** Separated by spaces, which no flag can hold. */
  readonly keywords: string;
}

export function storedFlags(flags: readonly string[]): StoredFlags {
  let bits = 0;
  let keywords = '';
  for (const flag of flags) {
    const bit = bitOfFlag.get(flag.toLowerCase());
    if (bit !== undefined) bits |= bit;
    // \Recent belongs to a session, not to the message (RFC 3501 §2.3.2).
    else if (flag.toLowerCase() !== '\\recent' && keywords.length + flag.length < keywordsLimit) keywords += keywords ? ` ${flag}` : flag;
  }
  return { bits, keywords };
}

export const withFlag = (bits: number, flag: FlagName, value: boolean): number => (value ? bits | flagBits[flag] : bits & ~flagBits[flag]);
