/** The command line of a windowed host: its options, and a refusal with status 2 for anything else. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Language, languageSchema } from '../contract/application.ts';
import { mostPracticePorts, practicePortsSchema } from '../contract/practice.ts';
import { defaultDataFolder } from './data-folder.ts';

export interface WindowArguments {
  readonly dataFolder: string;
  readonly accountsFile: string | null;
  readonly language: Language | null;
  readonly practice: boolean;
  /** Added to the well-known ports where the practice server listens; null: as it was asked to before. */
  readonly practicePorts: number | null;
  /** Whether to open the address by itself. */
  readonly open: boolean;
  readonly port: number;
  /** A `mailto:` address or a file handed over by the system. */
  readonly rest: readonly string[];
}

const isLanguage = (value: string | undefined): value is Language => languageSchema.safeParse(value).success;

/** What `--help` says, on standard output. */
export const windowHelp = `postglass [--data-dir DIR] [--accounts FILE] [--lang en|es|pt|pt-BR] [--browser] [--no-open] [--port N]
          [--practice] [--practice-ports N] [mailto:ADDRESS | FILE.eml]

Opens Postglass: a window of its own where Electron can be had, else a page in the browser. In a checkout: npm start -- OPTIONS.
npm run practice opens it with a practice server: no account and no network needed.

  --data-dir DIR    the folder for mail, accounts and recorded sessions; only one Postglass can use it at a time
  --accounts FILE   a JSON file with accounts to set up first; see docs/accounts.md
  --lang LANGUAGE   en, es, pt or pt-BR, instead of the system's language
  --browser         open in the browser, also where Electron can be had
  --no-open         only print the address for the browser; it opens one page, within a minute
  --port N          the port on 127.0.0.1 for the browser (default: any that is free, which is safer: what listened on a known
                    port before may have left a script for it in the browser)
  --practice        with a practice server and an account on it
  --practice-ports N   the same at ports that stay: N is added to the well-known ones (2000: IMAP at 2143, submission at 2587, …)
  mailto:ADDRESS    write to this address (desktop window only)
  FILE.eml          show this message (desktop window only)

In the browser passwords are asked for at each start, unless POSTGLASS_PASSPHRASE in the environment opens the file that keeps them.

Exit status: 0 ended, 1 it could not start (standard error says why), 2 wrong arguments.
`;

export const asksForHelp = (args: readonly string[]): boolean => args.includes('--help') || args.includes('-h');

/** @returns the arguments, or a sentence saying what is wrong with them */
export function readWindowArguments(args: readonly string[]): WindowArguments | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { values, positionals } = parsed;
  if (values['data-dir'] === '') return '--data-dir takes a folder, not nothing';
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65535) return `--port takes a number from 0 to 65535, not ${values.port}`;
  const practicePorts = values['practice-ports'] === undefined ? null : Number(values['practice-ports']);
  if (!practicePortsSchema.safeParse(practicePorts).success || values['practice-ports'] === '')
    return `--practice-ports takes a number from 0 to ${mostPracticePorts}, not ${values['practice-ports']}`;
  if (values.lang !== undefined && !isLanguage(values.lang)) return `--lang takes ${languageSchema.options.join(', ')}, not ${values.lang}`;
  return {
    dataFolder: resolve(values['data-dir'] ?? defaultDataFolder()),
    accountsFile: values.accounts === undefined ? null : resolve(values.accounts),
    language: isLanguage(values.lang) ? values.lang : null,
    practice: (values.practice ?? false) || practicePorts !== null,
    practicePorts,
    open: !values['no-open'],
    port,
    rest: positionals,
  };
}

/** Switches that disable the isolation of mail from the machine. */
const sandboxSwitch = /^(?:no-sandbox|no-zygote|disable-.*sandbox.*)$/;
/** Switches that would make Chromium run other programs, accept remote control, or trust any certificate. */
const dangerousSwitch =
  /^(?:.*-cmd-prefix|gpu-launcher|remote-debugging-.*|inspect(?:-.*)?|js-flags|load-extension|disable-web-security|single-process|ignore-certificate-errors.*|host-rules|host-resolver-rules|user-data-dir)$/;

/** A switch as Chromium and Node read it: behind one dash or two, behind a slash on Windows, and there in any case of letters. */
function switchOf(argument: string): string | null {
  const written = /^(?:--?|\/)([^=/]+)(?:=|$)/.exec(argument)?.[1];
  return written === undefined ? null : written.toLowerCase();
}

/**
 * The command line of the packaged program. Desktops and wrappers add switches for Chromium (`--ozone-platform=…`, `--disable-gpu`), which are
 * ignored here. Those that disable a defence are refused: Chromium has already applied them when this code runs.
 * @returns the arguments, or a sentence saying what is wrong with them
 */
export function readPackagedArguments(args: readonly string[]): WindowArguments | string {
  const ours: string[] = [];
  for (const argument of args) {
    const name = argument.split('=', 1)[0] ?? '';
    const chromium = switchOf(argument) ?? '';
    if (sandboxSwitch.test(chromium)) return `${name} would take down the wall between mail and this computer; start Postglass without it.`;
    if (dangerousSwitch.test(chromium)) return `${name} is not allowed: it lets other programs into Postglass.`;
    if (!argument.startsWith('-') || Object.hasOwn(options, name.slice(2))) ours.push(argument);
  }
  return readWindowArguments(ours);
}

const options = {
  browser: { type: 'boolean' },
  practice: { type: 'boolean' },
  'practice-ports': { type: 'string' },
  'no-open': { type: 'boolean' },
  port: { type: 'string' },
  'data-dir': { type: 'string' },
  accounts: { type: 'string' },
  lang: { type: 'string' },
} as const;

const parse = (args: readonly string[]) => parseArgs({ args: [...args], allowPositionals: true, options });
