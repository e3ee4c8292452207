/** POP3: one reply for each command, some followed by lines up to a dot (RFC 1939 §3); an answer after `+ ` (RFC 5034 §4). */
import type { Dialogue, Heard } from './dialogue.ts';

interface Awaited {
  readonly command: string;
  readonly hasLines: boolean;
}

export function createPop3Dialogue(): Dialogue {
  const greeting: Awaited = { command: 'greeting', hasLines: false };
  let awaited: Awaited[] = [greeting];
  let listing: Awaited | null = null;
  let answers = false;

  return {
    startTls: 'STLS',
    isGoodbye: (command) => command === 'QUIT',
    awaits: () => (answers ? 'answer' : 'command'),
    isOurTurn: () => awaited.length === 0 && listing === null,
    sent(line) {
      const [verb = '', argument] = line.toString('latin1').trim().split(/\s+/);
      const command = answers ? 'AUTH' : verb.toUpperCase();
      awaited.push({ command, hasLines: !answers && hasLines(command, argument !== undefined) });
      answers = false;
    },
    heard(line): Heard {
      const text = line.toString('latin1', 0, 8);
      if (listing) {
        const { command } = listing;
        if (!/^\.\r?\n$/.test(text)) return { kind: 'part', command, isPositive: true };
        listing = null;
        return { kind: 'final', command, isPositive: true };
      }
      const isPositive = /^\+OK\b/i.test(text);
      const asksForMore = /^\+(?: |\r?\n)/.test(text);
      if (!isPositive && !asksForMore && !/^-ERR\b/i.test(text)) return { kind: 'part', command: null, isPositive: false };
      const answered = awaited.shift() ?? null;
      if (answered === greeting) return { kind: 'greeting', command: null, isPositive };
      const command = answered?.command ?? null;
      if (asksForMore) {
        answers = true;
        return { kind: 'continuation', command, isPositive: true };
      }
      if (!isPositive || !answered?.hasLines) return { kind: 'final', command, isPositive };
      listing = answered;
      return { kind: 'part', command, isPositive };
    },
    restart() {
      awaited = [];
      listing = null;
      answers = false;
    },
  };
}

function hasLines(command: string, hasArgument: boolean): boolean {
  if (command === 'RETR' || command === 'TOP' || command === 'CAPA') return true;
  // With an argument the answer is a single line (RFC 1939 §5, §7).
  return !hasArgument && (command === 'LIST' || command === 'UIDL' || command === 'AUTH');
}
