/**
 * Folder names on the wire: modified UTF-7 (RFC 3501 §5.1.3), or UTF-8 once the server agreed (RFC 6855 §3). Servers list names that
 * are neither: such a name is decoded as far as possible, and sent back unchanged.
 */

import type { FailureError } from '../../contract/failure.ts';
import type { FailureCode } from '../../contract/failures/failure-codes.ts';
import { decodeName, encodeName } from '../wire/text/modified-utf7.ts';
import { type Attribute, type ResponseItem, text } from './library.ts';

/** Characters of a folder's name. Bounded, because every list of folders holds it. */
export const longestName = 1_000;

/** Why a listed folder cannot be asked for by its name; null when it can. */
export function nameFault(path: string, listedName: string | null): 'too-long' | 'nul' | null {
  if (path.length > longestName) return 'too-long';
  // RFC 9051 §9, CHAR8: a literal holds any octet but NUL. Encoded as modified UTF-7 it may stand in a name.
  return listedName?.includes('\0') ? 'nul' : null;
}

/** The connection state that decides the encoding of names. */
interface NameWriting {
  readonly client: { readonly enabled: ReadonlySet<string> };
  readonly names: MailboxNames;
  readonly fail: (code: FailureCode, facts?: { detail: { path: string } }) => FailureError;
}

/** A folder's name as an argument: as LIST gave it where that was no modified UTF-7. */
export function mailbox(session: NameWriting, path: string): Attribute {
  if (path === '' || path.length > longestName) throw session.fail('input-invalid', { detail: { path: 'folder' } });
  const listed = session.names.listed(path);
  const octets = listed === null ? Buffer.from(writesUtf8(session) ? path : encodeName(path)) : Buffer.from(listed, 'latin1');
  if (octets.includes(0)) throw session.fail('input-invalid', { detail: { path: 'folder' } });
  const ascii = octets.toString('latin1');
  return /^[\u0020-\u007e]*$/.test(ascii) ? text(ascii) : { type: 'LITERAL', value: octets };
}

const writesUtf8 = ({ client }: NameWriting): boolean => client.enabled.has('UTF8=ACCEPT');

/** The names of one connection's folders. */
export interface MailboxNames {
  /** The name to send for a path, octets as Latin-1; null: encode the path. */
  listed(path: string): string | null;
  /** Takes a name of LIST, LSUB or STATUS; answers the path it is known by here. */
  take(octets: Buffer, delimiter: string | null, utf8: boolean): string;
}

/** @param known names of folders that were listed by an earlier connection, by path */
export function createMailboxNames(known: ReadonlyMap<string, string> = new Map()): MailboxNames {
  const listedBy = new Map(known);
  const paths = new Map([...known].map(([path, name]) => [name, path]));
  /** Every path of this connection, with the octets it stands for: two names must not become one folder. */
  const owners = new Map(known);
  return {
    listed: (path) => listedBy.get(path) ?? null,
    take(octets, delimiter, utf8) {
      const name = octets.toString('latin1');
      const before = paths.get(name);
      if (before !== undefined) return before;
      const decoded = utf8 ? octets.toString('utf8') : decodeName(octets);
      const read = delimiter && decoded.startsWith(delimiter) ? decoded.slice(delimiter.length) : decoded;
      let path = read;
      for (let copy = 2; path !== '' && (owners.get(path) ?? name) !== name; copy += 1) path = `${read} (${copy})`;
      owners.set(path, name);
      paths.set(name, path);
      const ordinary = utf8 ? Buffer.from(path).toString('latin1') : encodeName(path);
      // INBOX is one folder however it is written (RFC 3501 §5.1).
      if (ordinary !== name && path.toUpperCase() !== 'INBOX') listedBy.set(path, name);
      return path;
    },
  };
}

const namedLine = /^\* (?:(?:LIST|XLIST|LSUB) \([^()]*\) (NIL|"(?:[^"\\]|\\.)*") |STATUS )/i;
const nameToken = /^(?:"((?:[^"\\]|\\.)*)"|~?\{(\d+)\+?\}(?:\r?\n)?|([^\s"(){]+))/;

/**
 * Writes the name in an answer of LIST, XLIST, LSUB or STATUS in modified UTF-7, or in UTF-8 where that was agreed, so that the library
 * reads exactly the path that `names` answers. Any other line, and one that breaks the grammar, is answered as it is.
 */
export function withPlainName(item: ResponseItem, names: MailboxNames, utf8: boolean): ResponseItem {
  const line = item.payload.toString('latin1');
  const head = namedLine.exec(line);
  if (!head) return item;
  const rest = line.slice(head[0].length);
  const token = nameToken.exec(rest);
  if (!token) return item;
  const [whole, quoted, literal, atom] = token;
  const octets =
    literal !== undefined ? item.literals[0] : Buffer.from(quoted === undefined ? (atom ?? '') : quoted.replace(/\\(.)/g, '$1'), 'latin1');
  if (!octets) return item;
  const delimiter = head[1]?.startsWith('"') ? head[1].slice(1, -1).replace(/\\(.)/g, '$1') : null;
  const path = names.take(octets, delimiter, utf8);
  const plain = utf8 ? Buffer.from(path).toString('latin1') : encodeName(path);
  const written = `"${plain.replace(/["\\]/g, '\\$&')}"`;
  return {
    ...item,
    payload: Buffer.from(`${head[0]}${written}${rest.slice(whole.length)}`, 'latin1'),
    literals: literal !== undefined ? item.literals.slice(1) : item.literals,
  };
}
