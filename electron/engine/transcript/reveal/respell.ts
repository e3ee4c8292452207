/**
 * Spells one covered span again as it stood on the wire, from the password that the vault holds now. Pure. What stands around the span is
 * still in the log, and must be just what comes of that password and user name: otherwise it was something else that was covered. Where the
 * password alone is covered nothing around it comes of it: the user name before it, in this line or in the one before, must be the account's.
 */
import { apopDigest, apopTimestamp, cramMd5Response, loginResponses, plainResponse } from '../../wire/authentication/sasl.ts';
import type { LineRecord } from '../files/records.ts';
import { recordBytes } from '../files/records.ts';

interface Respelling {
  readonly line: LineRecord;
  /** Of the span that is asked for. */
  readonly offset: number;
  /** The lines before it that are at hand, of both sides, oldest first. */
  readonly before: readonly LineRecord[];
  readonly username: string;
  readonly password: string;
}

/** @returns null where the vault's password cannot have stood there, or where a proof cannot be made again (SCRAM: RFC 5802 §3) */
export function respell({ line, offset, before, username, password }: Respelling): string | null {
  const span = line.masked?.find((each) => each.offset === offset);
  if (!span || line.direction !== 'client') return null;
  const bytes = recordBytes(line);
  const isWhole = (text: string) => Buffer.byteLength(text) === span.length;
  if (line.sasl) {
    const answer = answerOf(line.sasl, before, username, password);
    return answer && cutOut(bytes, line.masked ?? [], answer.toString('base64'), span);
  }
  switch (line.command) {
    case 'APOP': {
      const [greeting] = before.filter(({ direction }) => direction === 'server');
      const timestamp = greeting ? apopTimestamp(recordBytes(greeting).toString('latin1')) : null;
      const digest = timestamp === null ? '' : apopDigest(timestamp, password);
      return isWhole(digest) && argumentOf(bytes.subarray(0, offset)) === username ? digest : null;
    }
    // RFC 1939 §7: PASS follows USER.
    case 'PASS': {
      const user = before.findLast(({ direction, command }) => direction === 'client' && command === 'USER');
      return isWhole(password) && user && argumentOf(recordBytes(user)) === username ? password : null;
    }
    case 'LOGIN': {
      const signIn = loginOf(line, offset, before);
      if (signIn?.username !== username) return null;
      const spelled = signIn.isQuoted ? password.replace(/["\\]/g, '\\$&') : password;
      return isWhole(spelled) ? spelled : null;
    }
    default:
      return null;
  }
}

/** What stands behind the first word, without the blank or line end behind it. */
const argumentOf = (bytes: Buffer): string => /^\S+ (.*?) ?(?:\r?\n)?$/s.exec(bytes.toString('utf8'))?.[1] ?? '';

/**
 * IMAP's LOGIN up to its password: each argument is an atom, a quoted string, where a backslash stands before a quote or a backslash, or a
 * literal on lines of its own (RFC 9051 §6.2.3, §4.3).
 */
function loginOf(line: LineRecord, offset: number, before: readonly LineRecord[]): { username: string; isQuoted: boolean } | null {
  const said = [...before.filter(({ direction }) => direction === 'client'), line];
  const pieces = said.slice(said.findLastIndex((each) => /^\S+ +LOGIN +/i.test(recordBytes(each).toString('latin1'))));
  // Octets, so that a literal is as long as it says.
  const text = Buffer.concat(pieces.map((each) => recordBytes(each).subarray(0, each === line ? offset : undefined))).toString('latin1');
  const rest = /^\S+ +LOGIN +(.*)$/is.exec(text)?.[1] ?? '';
  const [, whole = '', quoted, size, atom] = /^("((?:[^"\\]|\\.)*)"|\{(\d{1,9})[+-]?\}\r?\n|([^\s"{]+))/.exec(rest) ?? [];
  const length = Number(size ?? 0);
  const name = quoted?.replace(/\\(.)/g, '$1') ?? atom ?? rest.slice(whole.length, whole.length + length);
  const [, opening = ''] = /^ +("?|\{\d{1,9}[+-]?\}\r?\n)$/.exec(rest.slice(whole.length + length)) ?? [null, null];
  return opening === null || whole === '' ? null : { username: Buffer.from(name, 'latin1').toString('utf8'), isQuoted: opening === '"' };
}

function answerOf(
  { mechanism, step }: { readonly mechanism: string; readonly step: number },
  before: readonly LineRecord[],
  username: string,
  password: string,
): Buffer | null {
  switch (mechanism.toUpperCase()) {
    case 'PLAIN':
      return step === 0 ? plainResponse(username, password) : null;
    case 'LOGIN': {
      // draft-murchison-sasl-login §2: the user name is the answer before.
      const [name, secret] = loginResponses(username, password);
      const first = before.findLast((each) => each.direction === 'client' && each.sasl?.step === 0 && !each.masked?.length);
      const said = first && /(\S+)\s*$/.exec(recordBytes(first).toString('latin1'))?.[1];
      return step > 0 && said === name.toString('base64') ? secret : null;
    }
    case 'CRAM-MD5': {
      // RFC 4954 §4, RFC 9051 §6.2.2, RFC 5034 §4: the challenge stands behind `334` or `+`.
      const asked = before.findLast(({ direction }) => direction === 'server');
      const challenge = asked && /^(?:334|\+) (\S+)/.exec(recordBytes(asked).toString('latin1'))?.[1];
      return challenge ? cramMd5Response(Buffer.from(challenge, 'base64'), username, password) : null;
    }
    default:
      return null;
  }
}

/** The span's part of an answer that ends the line; null where the rest of the line is not the rest of the answer. */
function cutOut(
  bytes: Buffer,
  masked: readonly { readonly offset: number; readonly length: number }[],
  encoded: string,
  { offset, length }: { readonly offset: number; readonly length: number },
): string | null {
  const text = bytes.toString('latin1').replace(/\r?\n$/, '');
  const start = text.length - encoded.length;
  if (start < 0 || offset < start || offset + length > text.length) return null;
  if (start > 0 && text[start - 1] !== ' ') return null;
  for (let at = start; at < text.length; at += 1) {
    const isCovered = masked.some((span) => at >= span.offset && at < span.offset + span.length);
    if (!isCovered && text[at] !== encoded[at - start]) return null;
  }
  return encoded.slice(offset - start, offset - start + length);
}
