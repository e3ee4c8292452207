/**
 * ManageSieve: one reply for each command, in order, without tags (RFC 5804 §1.2); strings in both directions may be counted octets and no lines
 * (RFC 5804 §4), also the text of a reply.
 */
import type { Dialogue, Heard } from './dialogue.ts';

const announcement = /\{(\d{1,15})\+?\}\r?\n$/;

/** Octets of the string that a line announces; null where it announces none. */
function announcedBy(line: Buffer): number | null {
  const length = announcement.exec(line.subarray(-24).toString('latin1'))?.[1];
  return length === undefined ? null : Number(length);
}

const part: Heard = { kind: 'part', command: null, isPositive: true };

export function createManagesieveDialogue(): Dialogue {
  let awaited: string[] = ['greeting'];
  /** The server has asked, within AUTHENTICATE. */
  let asks = false;
  /** The line goes on behind octets that are still to come: ours, and the server's. */
  let goesOn = false;
  let ours = 0;
  let theirs = 0;
  /** What the server's line is that goes on behind a string. */
  let saying: Heard | null = null;

  const afterLine = (line: Buffer) => {
    const announced = announcedBy(line);
    goesOn = announced !== null;
    ours = announced ?? 0;
  };

  /** What a line says that begins no string. */
  function readLine(line: Buffer): Heard {
    const start = line.toString('latin1', 0, 40);
    const status = /^(OK|NO|BYE)\b/i.exec(start)?.[1]?.toUpperCase();
    const [answered] = awaited;
    if (status !== undefined) {
      if (answered === 'greeting') return { kind: 'greeting', command: null, isPositive: status === 'OK' };
      return { kind: 'final', command: answered ?? null, isPositive: status === 'OK' };
    }
    // RFC 5804 §2.1: a challenge is a string, and no other data comes within the exchange.
    if (answered === 'AUTHENTICATE' && /^["{]/.test(start)) return { kind: 'continuation', command: answered, isPositive: true };
    return part;
  }

  function completed(heard: Heard): Heard {
    if (heard.kind === 'continuation') asks = true;
    if (heard.kind === 'final' || heard.kind === 'greeting') {
      awaited.shift();
      asks = false;
      // `{5}` without `+` is not the client's form: a server that refuses it never gets the octets.
      if (awaited.length === 0) [goesOn, ours] = [false, 0];
    }
    return heard;
  }

  return {
    startTls: 'STARTTLS',
    isGoodbye: (command) => command === 'LOGOUT',
    awaits: () => (goesOn || ours > 0 ? 'literal' : asks ? 'answer' : 'command'),
    isOurTurn: () => goesOn || ours > 0 || asks || awaited.length === 0,
    sent(line) {
      // A string without octets is none of the lines: the one that it stands in ends behind it.
      if (line.length === 0) return;
      if (ours > 0) {
        const rest = line.subarray(Math.min(ours, line.length));
        ours = Math.max(0, ours - line.length);
        if (ours === 0 && rest.length > 0) afterLine(rest);
        return;
      }
      const isNew = !goesOn && !asks;
      asks = false;
      if (isNew) awaited.push(/^\s*(\S*)/.exec(line.toString('latin1'))?.[1]?.toUpperCase() ?? '');
      afterLine(line);
    },
    heard(line): Heard {
      let text = line;
      if (theirs > 0) {
        text = line.subarray(Math.min(theirs, line.length));
        theirs = Math.max(0, theirs - line.length);
        if (text.length === 0) return part;
      }
      const heard = saying ?? readLine(text);
      const announced = announcedBy(text);
      if (announced !== null) {
        [saying, theirs] = [heard, announced];
        return part;
      }
      saying = null;
      return completed(heard);
    },
    restart() {
      // RFC 5804 §2.2: inside TLS the capabilities are said once more.
      awaited = ['greeting'];
      [asks, goesOn, ours, theirs, saying] = [false, false, 0, 0, null];
    },
  };
}
