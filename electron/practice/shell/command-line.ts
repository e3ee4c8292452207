/** One line of a shell, as far as the practice server plays one (POSIX, Shell Command Language §2): words, quoting, `|`, `>` and `>>`. */

interface CommandLine {
  /** Commands that are joined by `|`, each with its words. */
  readonly commands: readonly (readonly string[])[];
  /** Where the output goes; null: to the terminal. */
  readonly to: { readonly file: string; readonly isAppended: boolean } | null;
}

interface ShellValues {
  /** `$?` */
  readonly status: number;
  /** `~` at the beginning of a word. */
  readonly home: string;
}

type Token = { readonly kind: 'word'; readonly text: string } | { readonly kind: '|' | '>' | '>>' };

/** @returns the line, or what is wrong with it */
export function readCommandLine(line: string, values: ShellValues): CommandLine | string {
  const tokens = tokensOf(line, values);
  if (typeof tokens === 'string') return tokens;
  const commands: string[][] = [[]];
  let to: CommandLine['to'] = null;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind === 'word') commands.at(-1)?.push(token.text);
    else if (token?.kind === '|') commands.push([]);
    else {
      const file = tokens[at + 1];
      if (file?.kind !== 'word') return 'Syntax error: no file after >';
      to = { file: file.text, isAppended: token?.kind === '>>' };
      at += 1;
    }
  }
  if (commands.length > 1 && commands.some((words) => words.length === 0)) return 'Syntax error: "|" unexpected';
  return { commands: commands.filter((words) => words.length > 0), to };
}

/** Once from left to right. */
function tokensOf(line: string, { status, home }: ShellValues): readonly Token[] | string {
  const tokens: Token[] = [];
  let word: string | null = null;
  const end = () => {
    if (word !== null) tokens.push({ kind: 'word', text: word });
    word = null;
  };
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === "'") {
      const closing = line.indexOf("'", at + 1);
      if (closing < 0) return 'Syntax error: Unterminated quoted string';
      word = `${word ?? ''}${line.slice(at + 1, closing)}`;
      at = closing;
    } else if (character === '"') {
      let text = '';
      for (at += 1; at < line.length && line[at] !== '"'; at += 1) {
        if (line[at] === '\\' && /["\\$`]/.test(line[at + 1] ?? '')) at += 1;
        else if (line.startsWith('$?', at)) {
          text += String(status);
          at += 1;
          continue;
        }
        text += line[at] ?? '';
      }
      if (at >= line.length) return 'Syntax error: Unterminated quoted string';
      word = `${word ?? ''}${text}`;
    } else if (character === '\\') {
      at += 1;
      word = `${word ?? ''}${line[at] ?? ''}`;
    } else if (/\s/.test(character)) end();
    else if (character === '|' || character === '>') {
      end();
      const isDouble = character === '>' && line[at + 1] === '>';
      tokens.push({ kind: isDouble ? '>>' : character });
      if (isDouble) at += 1;
    } else if (/[<;&(){}`]/.test(character)) return `Syntax error: "${character}" is not known to this shell`;
    else if (line.startsWith('$?', at)) {
      word = `${word ?? ''}${status}`;
      at += 1;
    } else if (character === '~' && word === null && /^(?:\/|\s|$)/.test(line.slice(at + 1, at + 2))) word = home;
    else word = `${word ?? ''}${character}`;
  }
  end();
  return tokens;
}
