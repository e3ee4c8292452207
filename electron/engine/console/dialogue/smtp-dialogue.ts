/** SMTP: one reply for each command, in order (RFC 5321 §4.2); a message after 354, an answer after 334 (RFC 4954 §4). */
import type { Dialogue, Heard } from './dialogue.ts';

export function createSmtpDialogue(): Dialogue {
  let awaited: string[] = ['greeting'];
  let state: 'command' | 'message' | 'answer' = 'command';
  /** Octets of a BDAT chunk that are still to come: no commands (RFC 3030 §2). */
  let chunk = 0;

  return {
    startTls: 'STARTTLS',
    isGoodbye: (command) => command === 'QUIT',
    awaits: () => (chunk > 0 ? 'literal' : state),
    isOurTurn: () => awaited.length === 0,
    sent(line) {
      if (chunk > 0) {
        chunk = Math.max(0, chunk - line.length);
        return;
      }
      const text = line.toString('latin1').trimEnd();
      if (state === 'message') {
        // RFC 5321 §4.1.1.4: a line that is a dot ends the message, and is answered.
        if (!/^\.\r\n$/.test(line.toString('latin1'))) return;
        state = 'command';
        awaited.push('message');
        return;
      }
      const verb = state === 'answer' ? 'AUTH' : (/^\s*(\S+)/.exec(text)?.[1]?.toUpperCase() ?? '');
      state = 'command';
      awaited.push(verb);
      if (verb === 'BDAT') chunk = Number(/^\s*BDAT\s+(\d{1,9})/i.exec(text)?.[1] ?? 0);
    },
    heard(line): Heard {
      const text = line.toString('latin1', 0, 8);
      // RFC 5321 §4.2.1: a hyphen after the code means that more lines follow. After VERB Sendmail tells what it does by 050, and no reply
      // begins with 0 (§4.2).
      const code = /^([1-9]\d\d)(?![\d-])/.exec(text)?.[1];
      if (code === undefined) return { kind: 'part', command: awaited[0] ?? null, isPositive: false };
      const command = awaited.shift() ?? null;
      const isPositive = code.startsWith('2');
      if (command === 'greeting') return { kind: 'greeting', command: null, isPositive };
      if (command === 'DATA' && code === '354') state = 'message';
      else if (command === 'AUTH' && code === '334') state = 'answer';
      else return { kind: 'final', command, isPositive };
      return { kind: 'continuation', command, isPositive: true };
    },
    restart() {
      awaited = [];
      state = 'command';
      chunk = 0;
    },
  };
}
