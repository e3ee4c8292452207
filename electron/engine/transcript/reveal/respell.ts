/**
 * Spells one covered span again as it stood on the wire, from the password that the vault holds now. Pure. What stands around the span is
 * still in the log, and must be just what comes of that password and user name: otherwise it was something else that was covered.
 */
import { apopDigest, apopTimestamp, cramMd5Response, loginResponses, plainResponse } from '../../wire/authentication/sasl.ts';
import type { LineRecord } from '../files/records.ts';
import { recordBytes } from '../files/records.ts';

interface Respelling {
  readonly line: LineRecord;
  /** Of the span that is asked for. */
  readonly offset: number;
  /** The server's lines before it, oldest first. */
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
      const timestamp = before[0] ? apopTimestamp(recordBytes(before[0]).toString('latin1')) : null;
      const digest = timestamp === null ? '' : apopDigest(timestamp, password);
      return isWhole(digest) ? digest : null;
    }
    // RFC 1939 §7 and RFC 9051 §6.2.3; in a quoted string a backslash stands before a quote or a backslash.
    case 'PASS':
    case 'LOGIN':
      return [password, password.replace(/["\\]/g, '\\$&')].find(isWhole) ?? null;
    default:
      return null;
  }
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
    case 'LOGIN':
      return loginResponses(username, password)[1];
    case 'CRAM-MD5': {
      // RFC 4954 §4, RFC 9051 §6.2.2, RFC 5034 §4: the challenge stands behind `334` or `+`.
      const asked = before.at(-1);
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
