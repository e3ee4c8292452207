/**
 * An access token that a script comes to need: typed on the terminal without being shown, or the next line of a pipe. It is handed on and kept
 * nowhere.
 */
import { createInterface } from 'node:readline';
import { tokenIn, tokenPattern } from '../../contract/console.ts';
import type { AskToken } from '../../scripts/console-connection.ts';
import { fillIn } from '../../words/fill-in.ts';
import { scriptWords } from '../../words/script-words.ts';
import { printText } from '../output.ts';
import { terminalLanguage } from '../session.ts';

interface TokenAsker {
  readonly ask: AskToken;
  readonly close: () => void;
}

/** @param isTaken standard input was the script itself: nothing can be asked */
export function createTokenAsker(isTaken: boolean): TokenAsker {
  const input = process.stdin;
  const isTerminal = input.isTTY === true;
  let lines: ReturnType<typeof createInterface> | null = null;
  let next: AsyncIterator<string> | null = null;

  /** The next line of a pipe. */
  async function piped(): Promise<string | null> {
    lines ??= createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    next ??= lines[Symbol.asyncIterator]();
    const { value, done } = await next.next();
    return done ? null : value;
  }

  /** A line typed on the terminal. @param isHidden nothing of it is shown */
  async function typed(question: string, isHidden: boolean): Promise<string | null> {
    await printText(question, 'beside');
    if (isHidden) input.setRawMode(true);
    try {
      return await lineOf(isHidden);
    } finally {
      if (isHidden) {
        input.setRawMode(false);
        await printText('\n', 'beside');
      }
      input.pause();
    }
  }

  const lineOf = (isRaw: boolean): Promise<string | null> =>
    new Promise((resolve) => {
      let line = '';
      const end = (value: string | null) => {
        input.off('data', onData);
        resolve(value);
      };
      const onData = (data: Buffer) => {
        for (const character of data.toString('utf8')) {
          if (character === '\r' || character === '\n') return end(line);
          // Ctrl+C and Ctrl+D: none is given. Else only the terminal edits the line.
          if (isRaw && (character === '\u0003' || character === '\u0004')) return end(null);
          line = isRaw && (character === '\u007f' || character === '\b') ? line.slice(0, -1) : line + character;
        }
      };
      input.on('data', onData);
    });

  return {
    async ask({ mechanism, user }) {
      if (isTaken) return null;
      const words = scriptWords[terminalLanguage()];
      const username = user ?? (isTerminal ? await typed(fillIn(words.askUser, { mechanism }), false) : null);
      if (username === null || username.trim() === '') return null;
      const said = isTerminal ? await typed(fillIn(words.askToken, { mechanism, user: username.trim() }), true) : await piped();
      const token = tokenIn(said ?? '');
      return tokenPattern.test(token) ? { username: username.trim(), token } : null;
    },
    close: () => lines?.close(),
  };
}
