/**
 * The two arguments of IMAP's LOGIN (RFC 9051 §6.2.3), each an atom, a quoted string or a literal, read across as many
 * line pieces as the literals make of them. The first is the user name and stays readable; the second is the password;
 * whatever stands after it was meant as a part of it.
 */
import type { Echoes } from './echoes.ts';
import { type Mark, withoutEnd } from './masker.ts';

export interface LoginReader {
  /** Marks in a piece of the command's line; arguments begin at `from`. */
  line(bytes: Buffer, from: number): Mark[];
  /** Takes bytes of an announced literal; true if they are secret. */
  literal(bytes: Buffer, last: boolean): boolean;
  /** Whether the password has begun, so that a line too long to hold is masked on. */
  readonly reachedSecret: boolean;
}

const space = 0x20;
const tab = 0x09;
const quote = 0x22;
const backslash = 0x5c;

/** @param argument 1: the user name has been said, all that follows is the password */
export function createLoginReader(echoes: Echoes, argument: 0 | 1 = 0): LoginReader {
  let reached: number = argument;
  let literal: Buffer[] = [];
  return {
    get reachedSecret() {
      return reached >= 1;
    },
    line(bytes, from) {
      const text = withoutEnd(bytes);
      // The announcement itself is no secret and tells how long the secret is, which stays visible.
      const announced = /~?\{\d{1,15}[+-]?\}$/.exec(text.subarray(-24).toString('latin1'))?.[0].length ?? 0;
      const end = text.length - announced;
      const marks: Mark[] = [];
      let at = from;
      while (at < end) {
        if (text[at] === space || text[at] === tab) {
          at += 1;
          continue;
        }
        const { content, next } = readArgument(text, at, end);
        if (reached >= 2) {
          marks.push({ offset: at, length: end - at });
          echoes.addPlain(text.subarray(at, end));
          break;
        }
        if (reached === 1 || content.unfinished) {
          marks.push({ offset: content.offset, length: content.length });
          remember(text.subarray(content.offset, content.offset + content.length), text[at] === quote);
        }
        reached += 1;
        at = next;
      }
      return marks;
    },
    literal(bytes, last) {
      const secret = reached >= 1;
      if (secret) literal.push(Buffer.from(bytes));
      if (last) {
        if (secret) echoes.addPlain(Buffer.concat(literal));
        literal = [];
        reached += 1;
      }
      return secret;
    },
  };

  function remember(written: Buffer, quoted: boolean): void {
    echoes.addPlain(written);
    // RFC 9051 §9, quoted: a backslash stands before a quote or a backslash.
    if (quoted && written.includes(backslash))
      echoes.addPlain(Buffer.from(written.toString('latin1').replace(/\\(["\\])/g, '$1'), 'latin1'));
  }
}

function readArgument(text: Buffer, at: number, end: number) {
  if (text[at] !== quote) {
    let next = at;
    while (next < end && text[next] !== space && text[next] !== tab) next += 1;
    return { content: { offset: at, length: next - at, unfinished: false }, next };
  }
  let next = at + 1;
  while (next < end && text[next] !== quote) next += text[next] === backslash ? 2 : 1;
  const closed = next < end;
  const stop = Math.min(next, end);
  // An unterminated string may hold the password too: it is unknown where the user name ends.
  return { content: { offset: at + 1, length: stop - at - 1, unfinished: !closed }, next: closed ? next + 1 : end };
}
