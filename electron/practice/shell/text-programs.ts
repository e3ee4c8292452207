/** Programs of the shell that read, print and remove text: cat, tail, printf, echo, rm, ls, and help. */
import type { ShellFiles } from './files.ts';

export interface Output {
  readonly out: string;
  /** What goes to the terminal also where the output goes to a file. */
  readonly error?: string;
  readonly status: number;
  /** The shell ends. */
  readonly isOver?: boolean;
}

type Program = (files: ShellFiles, words: readonly string[], input: string) => Output;

const programs: Readonly<Record<string, Program>> = {
  cat: (files, words, input) => (words.length === 0 ? { out: input, status: 0 } : read('cat', files, words, (text) => text)),
  tail(files, words, input) {
    const [, number = '10'] = /^-(?:n ?)?(\d{1,6})( |$)/.exec(words.slice(0, 2).join(' ')) ?? [];
    const paths = words.filter((word, index) => !word.startsWith('-') && !(words[index - 1] === '-n' && index > 0));
    const last = (text: string) =>
      text
        .split('\n')
        .slice(-Number(number) - 1)
        .join('\n');
    return paths.length === 0 ? { out: last(input), status: 0 } : read('tail', files, paths, last);
  },
  printf: (_files, [format = '', ...words]) => ({ out: formatted(format, words), status: 0 }),
  echo: (_files, words) => ({ out: `${words.join(' ')}\n`, status: 0 }),
  ls: (files) => ({
    out: files
      .list()
      .map((name) => `${name}\n`)
      .join(''),
    status: 0,
  }),
  rm(files, words) {
    const errors = words.flatMap((path) => {
      const error = path === '-f' ? null : files.remove(path);
      return error === null || words.includes('-f') ? [] : [`rm: ${path}: ${error}\n`];
    });
    return { out: '', error: errors.join(''), status: errors.length > 0 ? 1 : 0 };
  },
  help: () => ({ out: 'cat  echo  hostname  ls  mail  mailq  printf  rm  sendmail  tail  whoami  exit\n', status: 0 }),
};

export function textPrograms(files: ShellFiles, name: string, words: readonly string[], input: string): Output {
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
  return program?.(files, words, input) ?? { out: '', error: `sh: ${name}: not found\n`, status: 127 };
}

function read(program: string, files: ShellFiles, paths: readonly string[], shown: (text: string) => string): Output {
  let [out, error] = ['', ''];
  for (const path of paths) {
    const found = files.read(path);
    if ('text' in found) out += shown(found.text);
    else error += `${program}: ${path}: ${found.error}\n`;
  }
  return { out, error, status: error === '' ? 0 : 1 };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\' };

/** printf(1) of POSIX, as far as texts are printed: `%s`, `%%` and escapes; the format is used again until all words are. */
function formatted(format: string, words: readonly string[]): string {
  const left = [...words];
  let out = '';
  do {
    out += format.replace(/\\([ntr\\])|%([s%])/g, (_all, letter?: string, directive?: string) =>
      letter !== undefined ? (escapes[letter] ?? '') : directive === '%' ? '%' : (left.shift() ?? ''),
    );
  } while (left.length > 0 && format.includes('%s') && out.length < 100_000);
  return out;
}
