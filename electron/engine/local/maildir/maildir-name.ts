/**
 * Names of files in a Maildir (https://cr.yp.to/proto/maildir.html): a unique part, and behind `:2,` one letter for each mark. A name is
 * octets, of whatever character set; here each octet is one character (latin1).
 */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

export interface MaildirName {
  /** Stays the same while marks change and the message goes from folder to folder. */
  readonly unique: string;
  /** IMAP's names. */
  readonly flags: readonly string[];
  /** Letters that mean nothing here (Dovecot's keywords), which are kept. */
  readonly others: string;
  /** Milliseconds since 1970, from the seconds with which the name begins; null where it does not. */
  readonly delivered: number | null;
  /** Octets, where the name says it (Maildir++: `,S=`); null else. */
  readonly size: number | null;
}

/** In the order in which they have to stand. */
const letters: readonly (readonly [letter: string, flag: string])[] = [
  ['D', '\\Draft'],
  ['F', '\\Flagged'],
  ['P', '$Forwarded'],
  ['R', '\\Answered'],
  ['S', '\\Seen'],
  ['T', '\\Deleted'],
];

export function readMaildirName(name: string): MaildirName {
  const at = name.lastIndexOf(':2,');
  const unique = at < 0 ? name : name.slice(0, at);
  const info = at < 0 ? '' : name.slice(at + 3);
  const seconds = /^(\d{9,11})\./.exec(unique)?.[1];
  const size = /,S=(\d{1,15})(?=[,:]|$)/.exec(unique)?.[1];
  return {
    unique,
    flags: letters.flatMap(([letter, flag]) => (info.includes(letter) ? [flag] : [])),
    others: [...info].filter((letter) => !letters.some(([known]) => known === letter)).join(''),
    delivered: seconds === undefined ? null : Number(seconds) * 1_000,
    size: size === undefined ? null : Number(size),
  };
}

/** The name in `cur` of a message with these marks. */
export function writeMaildirName({ unique, others }: Pick<MaildirName, 'unique' | 'others'>, flags: readonly string[]): string {
  const own = letters.flatMap(([letter, flag]) => (flags.includes(flag) ? [letter] : [])).join('');
  return `${unique}:2,${own}${others}`;
}

/** A file by its octets. @param name from the folder on, one character an octet */
export const fileOf = (folder: string, name: string): Buffer => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);

/** In ASCII, without a space; of UTF-8 it is what `encodeURIComponent` makes. */
export const writtenName = (name: string): string =>
  name.replace(/[^A-Za-z0-9\-_.!~*'()]/g, (octet) => `%${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

/** A unique part that no other file has. @param seconds since 1970 */
export const newUniqueName = (seconds: number, octets: number): string =>
  `${seconds}.P${process.pid}R${randomBytes(8).toString('hex')}.${hostname().replace(/[^A-Za-z0-9.-]/g, '-')},S=${octets}`;
