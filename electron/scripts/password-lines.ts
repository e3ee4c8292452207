/**
 * Which lines of a script carry a password: commands that take one, and the answers of a sign-in that is typed step by step. What stands in a
 * message or in counted octets is neither.
 */
import type { Expectation } from './script.ts';

/** Commands that carry a password (RFC 1939 §7, RFC 9051 §6.2.3) or an initial response (RFC 4954 §4, RFC 5034 §4, RFC 4959 §3). */
const withPassword =
  /^\s*(?:PASS\s+\S|APOP\s+\S+\s+\S|(?:\S+\s+)?LOGIN\s+(?:"(?:[^"\\]|\\.)*"|\S+)\s+\S|(?:\S+\s+)?AUTH(?:ENTICATE)?\s+\S+\s+\S)/i;

/** A sign-in that the server will ask for. */
const asksLater = /^\s*(?:\S+\s+)?AUTH(?:ENTICATE)?\s+\S+\s*$/i;

/** The user name, and then the password, come as counted octets (RFC 9051 §4.3). */
const countedLogin = /^\s*(?:\S+\s+)?LOGIN\s+\{/i;

/** Octets that a line announces: at its end (RFC 9051 §4.3, RFC 5804 §4). */
const announcement = /\{(\d{1,15})[+-]?\}$/;
/** RFC 3030 §2: a chunk, behind whose octets the next command begins. */
const chunk = /^\s*BDAT\s+(\d{1,15})/i;

/** Replies that ask for more: of DATA (RFC 5321 §4.2.3), of a sign-in, before counted octets; one of which nothing is known may be one. */
const goesOn = /^(?:3|\+(?!OK)|["{]|\.\.\.)/i;

/** Of a character in UTF-8 (RFC 3629 §3). */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

interface PasswordLines {
  /**
   * Whether a line that is typed carries a password.
   * @param before what is expected of the server in front of it
   */
  isSecret(typed: string, before: readonly Expectation[]): boolean;
  /** What was begun is over: a command comes next. */
  reset(): void;
}

export function passwordLines(): PasswordLines {
  let state: 'command' | 'message' | 'answer' | 'octets' = 'command';
  let octets = 0;
  /** The counted octets are those of a sign-in; of a chunk. */
  let isLogin = false;
  let isChunk = false;

  function afterLine(typed: string): void {
    const counted = (isChunk ? chunk : announcement).exec(typed)?.[1];
    state = counted === undefined ? 'command' : 'octets';
    octets = Number(counted ?? 0);
  }

  function command(typed: string): boolean {
    isLogin = countedLogin.test(typed);
    isChunk = chunk.test(typed);
    afterLine(typed);
    if (/^\s*DATA\s*$/i.test(typed)) state = 'message';
    else if (asksLater.test(typed)) state = 'answer';
    return withPassword.test(typed);
  }

  /** What stands behind the octets that were announced, as far as they are in the text. */
  function behind(text: string): string {
    let at = 0;
    for (const character of text) {
      if (octets <= 0) break;
      octets -= octetsOf(character);
      at += character.length;
    }
    return text.slice(at);
  }

  return {
    reset() {
      state = 'command';
    },
    isSecret(typed, before) {
      const reply = before.findLast((check) => check.kind === 'server');
      if (reply && !goesOn.test(reply.pattern)) state = 'command';
      switch (state) {
        case 'message':
          // RFC 5321 §4.1.1.4.
          if (typed === '.') state = 'command';
          return false;
        case 'answer':
          // RFC 4954 §4: an asterisk cancels. No answer has a blank in it: that is a command.
          if (typed !== '*' && !/\s/.test(typed)) return typed !== '';
          return command(typed);
        case 'octets': {
          const rest = behind(`${typed}\r\n`);
          if (isChunk) state = octets > 0 ? 'octets' : 'command';
          // The line goes on behind the octets, and may announce others.
          else if (rest !== '') afterLine(rest.trimEnd());
          return isLogin;
        }
        default:
          return command(typed);
      }
    },
  };
}
