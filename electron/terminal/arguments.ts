/** The command line of the terminal host (DESIGN §8). Anything that does not fit is refused with status 2. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataFolder } from '../loopback/data-folder.ts';

interface Common {
  readonly dataFolder: string;
  readonly accountsFile: string | null;
  readonly json: boolean;
}

export type TerminalCommand =
  | (Common & { readonly command: 'sync' })
  | (Common & { readonly command: 'send'; readonly account: string; readonly to: readonly string[] })
  | (Common & { readonly command: 'log'; readonly what: 'last' | 'list' | { readonly session: string } })
  | { readonly command: 'help' };

export const usage = `postglass sync [--data-dir DIR] [--accounts FILE] [--json]
postglass send [--data-dir DIR] [--accounts FILE] --account NAME --to ADDR… [--json] < message.eml
postglass log  [--data-dir DIR] [--last | --list | SESSION] [--json]
`;

/** @returns the command, or a sentence saying what is wrong */
export function readTerminalArguments(args: readonly string[]): TerminalCommand | string {
  const [command, ...rest] = args;
  if (command === undefined || command === 'help' || command === '--help' || command === '-h') return { command: 'help' };
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(rest);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { values, positionals } = parsed;
  const common: Common = {
    dataFolder: resolve(values['data-dir'] ?? defaultDataFolder()),
    accountsFile: values.accounts === undefined ? null : resolve(values.accounts),
    json: values.json ?? false,
  };
  switch (command) {
    case 'sync':
      return positionals.length > 0 ? `sync takes no ${positionals[0]}` : { ...common, command };
    case 'send': {
      // `--to a b c` and `--to a --to b` both mean several recipients.
      const to = [...(values.to ?? []), ...positionals].flatMap((list) => list.split(',')).map((address) => address.trim());
      if (!values.account) return 'send needs --account NAME';
      if (to.length === 0 || to.includes('')) return 'send needs --to ADDR';
      return { ...common, command, account: values.account, to };
    }
    case 'log': {
      if (positionals.length > 1) return 'log shows one session at a time';
      const session = positionals[0];
      return { ...common, command, what: session !== undefined ? { session } : values.list ? 'list' : 'last' };
    }
    default:
      return `there is no command ${command}`;
  }
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'data-dir': { type: 'string' },
      accounts: { type: 'string' },
      account: { type: 'string' },
      to: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      last: { type: 'boolean' },
      list: { type: 'boolean' },
    },
  });
