/** IMAP: a tagged reply for each command (RFC 9051 §2.2); literals in both directions are octets and no lines (RFC 9051 §4.3). */
import type { Dialogue, Heard } from './dialogue.ts';

const announcement = /\{(\d{1,15})([+-]?)\}\r?\n$/;

/** Octets of the literal that a line announces; null where it announces none. */
function announcedBy(line: Buffer): { readonly length: number; readonly waits: boolean } | null {
  const [, length, waiver] = announcement.exec(line.subarray(-24).toString('latin1')) ?? [];
  return length === undefined ? null : { length: Number(length), waits: waiver === '' };
}

export function createImapDialogue(): Dialogue {
  let greeted = false;
  let commands = new Map<string, string>();
  let latest: string | null = null;
  /** A command's line goes on after a literal. */
  let goesOn = false;
  /** Octets still to come of a literal, ours and the server's. */
  let ours = 0;
  let theirs = 0;
  /** The server's line goes on after a literal. */
  let responseGoesOn = false;
  let asked: 'answer' | 'literal' | 'idle' | null = null;
  let waitsForConsent = false;

  const afterLine = (line: Buffer) => {
    const announced = announcedBy(line);
    goesOn = announced !== null;
    ours = announced?.length ?? 0;
    waitsForConsent = announced?.waits ?? false;
  };

  return {
    startTls: 'STARTTLS',
    isGoodbye: (command) => command === 'LOGOUT',
    awaits: () => (goesOn || ours > 0 ? 'literal' : asked === 'answer' ? asked : 'command'),
    isOurTurn: () => greeted && (commands.size === 0 || asked !== null || (goesOn && !waitsForConsent)),
    sent(line) {
      if (ours > 0) {
        const rest = line.subarray(Math.min(ours, line.length));
        ours = Math.max(0, ours - line.length);
        if (ours > 0 || rest.length === 0) return;
        asked = null;
        return afterLine(rest);
      }
      if (goesOn) {
        asked = null;
        return afterLine(line);
      }
      const was = asked;
      asked = null;
      // An answer to a challenge, and RFC 2177 §3: DONE, which carries no tag.
      if (was === 'answer' || (was === 'idle' && /^done\r\n$/i.test(line.toString('latin1')))) return;
      const [tag = '', name = '', argument = ''] = line.toString('latin1').trim().split(/\s+/);
      if (tag === '') return;
      const command = name.toUpperCase() === 'UID' ? `UID ${argument.toUpperCase()}` : name.toUpperCase();
      commands.set(tag, command);
      latest = tag;
      afterLine(line);
    },
    heard(line): Heard {
      const part: Heard = { kind: 'part', command: null, isPositive: true };
      let text = line;
      const isMiddle = responseGoesOn;
      if (theirs > 0) {
        text = line.subarray(Math.min(theirs, line.length));
        theirs = Math.max(0, theirs - line.length);
        if (text.length === 0) return part;
      }
      const announced = announcedBy(text);
      const start = text.toString('latin1', 0, 400);
      const isStatus = !isMiddle && /^\S+ (?:OK|NO|BAD|BYE|PREAUTH)\b/i.test(start);
      // The text of a status response may end like an announcement but never is one (RFC 9051 §9, resp-text).
      responseGoesOn = announced !== null && !isStatus;
      theirs = responseGoesOn ? (announced?.length ?? 0) : 0;
      if (isMiddle) return part;
      if (!greeted && isStatus) {
        greeted = true;
        return { kind: 'greeting', command: null, isPositive: /^\* (?:OK|PREAUTH)\b/i.test(start) };
      }
      if (start.startsWith('+')) {
        const command = (latest !== null && commands.get(latest)) || null;
        waitsForConsent = false;
        asked = goesOn ? 'literal' : command === 'IDLE' ? 'idle' : 'answer';
        return { kind: 'continuation', command, isPositive: true };
      }
      const [, said = '', status = ''] = /^(\S+) (OK|NO|BAD)\b/i.exec(start) ?? [];
      // A line without a tag that can be read is answered without one.
      const tag = said === '*' && /^BAD$/i.test(status) ? latest : said;
      const command = tag === null ? undefined : commands.get(tag);
      if (tag === null || command === undefined) return part;
      commands.delete(tag);
      if (tag === latest) {
        asked = null;
        // RFC 9051 §4.3: instead of `+` the server may refuse the command; the literal is then never sent.
        if (goesOn) [goesOn, ours, waitsForConsent] = [false, 0, false];
      }
      return { kind: 'final', command, isPositive: /^OK$/i.test(status) };
    },
    restart() {
      commands = new Map();
      [latest, asked, goesOn, ours, theirs, responseGoesOn] = [null, null, false, 0, 0, false];
    },
  };
}
