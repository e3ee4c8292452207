/** The command line of the terminal host. Anything that does not fit is refused with status 2. */
import { resolve } from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type { Side } from '../contract/accounts.ts';
import type { ConsoleTarget } from '../contract/console.ts';
import { readNameServer } from '../contract/delivery/dns.ts';
import { type StoryState, storyStates } from '../contract/delivery/mail-log.ts';
import { type CopyForm, copyForms, type ExportOrder } from '../contract/transcript.ts';
import { defaultDataFolder } from '../loopback/data-folder.ts';
import { readConsoleTarget, readNslookupTarget } from './console/console-target.ts';
import { type HelpTopic, isHelpTopic } from './help.ts';

interface Common {
  readonly dataFolder: string;
  readonly accountsFile: string | null;
  readonly json: boolean;
}

export type TerminalCommand =
  | (Common & { readonly command: 'sync' })
  | (Common & { readonly command: 'send'; readonly what: 'message'; readonly account: string; readonly to: readonly string[] })
  | (Common & { readonly command: 'send'; readonly what: 'waiting'; readonly account: string | null })
  | (Common & {
      readonly command: 'log';
      readonly what: 'last' | 'list' | { readonly session: string };
      /** How it is handed to others; null: printed as it was recorded. */
      readonly share: Omit<ExportOrder, 'sessions'> | null;
      /** As a command of which program it is printed; null: as it was recorded. */
      readonly form: CopyForm | null;
    })
  | (Common & {
      readonly command: 'console';
      /** Null: the script says it. */
      readonly target:
        | Extract<ConsoleTarget, { kind: 'server' }>
        | { readonly kind: 'account'; readonly account: string; readonly side: Side }
        | null;
      /** A file, or `-` for standard input, whose lines are played; null: what comes from standard input is typed. */
      readonly script: string | null;
      /** Whose password a script may send to another port of its host; null: nobody's. */
      readonly account: string | null;
      /** Whether a data folder was named. */
      readonly hasDataFolder: boolean;
    })
  | (Common & {
      readonly command: 'nslookup';
      /** Null: the one that the system uses. */
      readonly server: { readonly host: string; readonly port: number } | null;
      /** Whether a data folder was named. */
      readonly hasDataFolder: boolean;
    })
  | (Common & {
      readonly command: 'dns';
      readonly name: string;
      readonly type: string;
      readonly server: { readonly host: string; readonly port: number } | null;
      readonly isTcp: boolean;
      readonly isRecursive: boolean;
      readonly withSignatures: boolean;
      /** As which program prints it; null: a record a line. */
      readonly form: 'dig' | 'nslookup' | null;
      /** Whether a data folder was named. */
      readonly hasDataFolder: boolean;
    })
  | (Common & {
      readonly command: 'trace';
      readonly name: string;
      readonly type: string;
      /** Where to begin; null: at the root servers. */
      readonly root: { readonly host: string; readonly port: number } | null;
      /** Whether a data folder was named. */
      readonly hasDataFolder: boolean;
    })
  | (Common & {
      readonly command: 'mx';
      readonly subject: string;
      readonly server: { readonly host: string; readonly port: number } | null;
      /** Where every name is looked for from; null: the server is asked. */
      readonly root: { readonly host: string; readonly port: number } | null;
      /** Of DKIM. */
      readonly selectors: readonly string[];
      /** To the servers too. */
      readonly connects: boolean;
      /** As one HTML page. */
      readonly isPage: boolean;
      /** Whether a data folder was named. */
      readonly hasDataFolder: boolean;
    })
  | (Common & { readonly command: 'lesson'; readonly file: string; readonly sessions: readonly string[] })
  | { readonly command: 'mailq'; readonly dataFolder: string; readonly isFlushed: boolean }
  | (Common & {
      readonly command: 'auth';
      readonly file: string | null;
      /** The reader's own servers. */
      readonly trusted: readonly string[];
      /** Whom to ask; null: the system's own. */
      readonly server: { readonly host: string; readonly port: number } | null;
      /** Whether names are looked up. */
      readonly isChecked: boolean;
      /** Whether a data folder was named. */
      readonly hasDataFolder: boolean;
    })
  | {
      readonly command: 'maillog';
      readonly path: string;
      readonly withRotated: boolean;
      readonly search: string;
      readonly state: StoryState | null;
      /** All lines, whether or not they belong to a message. */
      readonly isByLine: boolean;
      readonly json: boolean;
    }
  | { readonly command: 'headers' | 'bounce'; readonly file: string | null; readonly json: boolean }
  | { readonly command: 'help'; readonly topic: HelpTopic | null };

/** What each command takes, as its help says. */
const options = {
  sync: { 'data-dir': { type: 'string' }, accounts: { type: 'string' }, json: { type: 'boolean' } },
  send: {
    'data-dir': { type: 'string' },
    accounts: { type: 'string' },
    account: { type: 'string' },
    to: { type: 'string', multiple: true },
    waiting: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  log: {
    'data-dir': { type: 'string' },
    last: { type: 'boolean' },
    list: { type: 'boolean' },
    json: { type: 'boolean' },
    share: { type: 'boolean' },
    html: { type: 'boolean' },
    'with-mail': { type: 'boolean' },
    'real-names': { type: 'boolean' },
    lines: { type: 'string' },
    as: { type: 'string' },
  },
  console: {
    'data-dir': { type: 'string' },
    accounts: { type: 'string' },
    account: { type: 'string' },
    outgoing: { type: 'boolean' },
    starttls: { type: 'boolean' },
    script: { type: 'string' },
    json: { type: 'boolean' },
  },
  mx: {
    'data-dir': { type: 'string' },
    server: { type: 'string' },
    root: { type: 'string' },
    selector: { type: 'string', multiple: true },
    'no-connect': { type: 'boolean' },
    html: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  trace: { 'data-dir': { type: 'string' }, root: { type: 'string' }, json: { type: 'boolean' } },
  dns: {
    'data-dir': { type: 'string' },
    server: { type: 'string' },
    tcp: { type: 'boolean' },
    'no-recursion': { type: 'boolean' },
    dnssec: { type: 'boolean' },
    as: { type: 'string' },
    json: { type: 'boolean' },
  },
  lesson: { 'data-dir': { type: 'string' }, json: { type: 'boolean' } },
  mailq: { 'data-dir': { type: 'string' }, flush: { type: 'boolean' } },
  auth: {
    'data-dir': { type: 'string' },
    trust: { type: 'string', multiple: true },
    server: { type: 'string' },
    'no-dns': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  maillog: {
    rotated: { type: 'boolean' },
    search: { type: 'string' },
    state: { type: 'string' },
    'all-lines': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  headers: { json: { type: 'boolean' } },
  bounce: { json: { type: 'boolean' } },
} as const satisfies Record<string, ParseArgsOptionsConfig>;

type CommandName = keyof typeof options;

const isCommand = (name: string): name is CommandName => Object.hasOwn(options, name);

/** The values of any command, by name; those that it does not take are absent. */
interface Values {
  readonly 'data-dir'?: string;
  readonly accounts?: string;
  readonly account?: string;
  readonly to?: readonly string[];
  readonly waiting?: boolean;
  readonly json?: boolean;
  readonly last?: boolean;
  readonly list?: boolean;
  readonly outgoing?: boolean;
  readonly starttls?: boolean;
  readonly script?: string;
  readonly share?: boolean;
  readonly html?: boolean;
  readonly 'with-mail'?: boolean;
  readonly 'real-names'?: boolean;
  readonly lines?: string;
  readonly as?: string;
  readonly server?: string;
  readonly trust?: readonly string[];
  readonly 'no-dns'?: boolean;
  readonly tcp?: boolean;
  readonly 'no-recursion'?: boolean;
  readonly dnssec?: boolean;
  readonly root?: string;
  readonly selector?: readonly string[];
  readonly 'no-connect'?: boolean;
  readonly flush?: boolean;
  readonly rotated?: boolean;
  readonly search?: string;
  readonly state?: string;
  readonly 'all-lines'?: boolean;
}

/** @returns the command, or a sentence saying what is wrong */
export function readTerminalArguments(args: readonly string[]): TerminalCommand | string {
  const [command, ...rest] = args;
  if (command === undefined || command === 'help' || args.includes('--help') || args.includes('-h'))
    return { command: 'help', topic: args.find(isHelpTopic) ?? null };
  if (!isCommand(command)) return `there is no command ${command}`;
  let values: Values;
  let positionals: string[];
  try {
    const parsed = parseArgs({ args: rest, allowPositionals: true, options: options[command] });
    values = parsed.values as Values; // the union of the tables above, each member with its own type
    positionals = parsed.positionals;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (values['data-dir'] === '') return '--data-dir takes a folder, not nothing';
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
      if (values.waiting) {
        if (to.length > 0) return 'send --waiting reads no message and takes no --to';
        return { ...common, command, what: 'waiting', account: values.account ?? null };
      }
      if (!values.account) return 'send needs --account NAME';
      if (to.length === 0 || to.includes('')) return 'send needs --to ADDR';
      return { ...common, command, what: 'message', account: values.account, to };
    }
    case 'console': {
      const [address, another] = positionals;
      const hasDataFolder = values['data-dir'] !== undefined;
      if (another !== undefined) return 'console talks to one server';
      const nameServer = readNslookupTarget(address);
      if (nameServer !== undefined) {
        if (nameServer === 'none') return `console takes nslookup://HOST[:PORT], not ${address}`;
        if (values.starttls || values.outgoing || values.account !== undefined || values.script !== undefined)
          return 'nslookup goes with --data-dir and --json only';
        return { ...common, command: 'nslookup', server: nameServer, hasDataFolder };
      }
      const script = values.script === undefined || values.script === '-' ? (values.script ?? null) : resolve(values.script);
      // No account has settings for ManageSieve: who names both says that its password may go there.
      const isSieve = /^sieves?:/i.test(address ?? '') && script !== null;
      const named = [address, values.account].filter((each) => each !== undefined).length;
      if ((named > 1 && !isSieve) || (named === 0 && script === null))
        return 'console needs an address such as smtp://HOST:PORT, or --account NAME';
      if (values.account !== undefined && address === undefined) {
        if (values.starttls) return '--starttls goes with an address: an account has its own setting';
        const side = values.outgoing ? 'outgoing' : 'incoming';
        return { ...common, command, target: { kind: 'account', account: values.account, side }, script, account: null, hasDataFolder };
      }
      if (values.outgoing) return '--outgoing goes with --account';
      if (address === undefined) {
        if (values.starttls) return '--starttls goes with an address: a script says STARTTLS in a line';
        return { ...common, command, target: null, script, account: null, hasDataFolder };
      }
      const target = readConsoleTarget(address, values.starttls ?? false);
      const account = values.account ?? null;
      return typeof target === 'string' ? target : { ...common, command, target, script, account, hasDataFolder };
    }
    case 'dns': {
      const [name, type = 'MX', another] = positionals;
      if (name === undefined) return 'dns needs a name';
      if (another !== undefined) return 'dns asks one question';
      const server = values.server === undefined ? null : readNameServer(values.server);
      if (server === undefined) return `--server takes HOST or HOST:PORT, not ${values.server}`;
      const { tcp = false, dnssec = false } = values;
      const hasDataFolder = values['data-dir'] !== undefined;
      const form = (['dig', 'nslookup'] as const).find((each) => each === values.as) ?? null;
      if (values.as !== undefined && form === null) return `--as takes dig or nslookup, not ${values.as}`;
      if (form !== null && common.json) return '--as goes with no other form';
      const how = { form, isTcp: tcp, isRecursive: !values['no-recursion'], withSignatures: dnssec };
      return { ...common, command, name, type, server, ...how, hasDataFolder };
    }
    case 'mx': {
      const [subject, another] = positionals;
      if (subject === undefined) return 'mx needs an address, a domain or an IP address';
      if (another !== undefined) return 'mx looks at one domain';
      const server = values.server === undefined ? null : readNameServer(values.server);
      if (server === undefined) return `--server takes HOST or HOST:PORT, not ${values.server}`;
      const root = values.root === undefined ? null : readNameServer(values.root);
      if (root === undefined) return `--root takes HOST or HOST:PORT, not ${values.root}`;
      if (server !== null && root !== null) return '--server and --root exclude each other';
      const selectors = (values.selector ?? []).flatMap((list) => list.split(',')).filter((each) => each !== '');
      if (values.html && common.json) return '--html and --json exclude each other';
      const how = { selectors, connects: !values['no-connect'], isPage: values.html ?? false };
      return { ...common, command, subject, server, root, ...how, hasDataFolder: values['data-dir'] !== undefined };
    }
    case 'trace': {
      const [name, type = 'MX', another] = positionals;
      if (name === undefined) return 'trace needs a name';
      if (another !== undefined) return 'trace finds one name';
      const root = values.root === undefined ? null : readNameServer(values.root);
      if (root === undefined) return `--root takes HOST or HOST:PORT, not ${values.root}`;
      return { ...common, command, name, type, root, hasDataFolder: values['data-dir'] !== undefined };
    }
    case 'auth': {
      const [file, another] = positionals;
      if (another !== undefined) return 'auth reads one message at a time';
      const server = values.server === undefined ? null : readNameServer(values.server);
      if (server === undefined) return `--server takes HOST or HOST:PORT, not ${values.server}`;
      const trusted = (values.trust ?? []).flatMap((list) => list.split(/[\s,]+/)).filter((name) => name !== '');
      const isChecked = !values['no-dns'];
      const path = file === undefined || file === '-' ? null : resolve(file);
      return { ...common, command, file: path, trusted, server, isChecked, hasDataFolder: values['data-dir'] !== undefined };
    }
    case 'lesson': {
      const [file, ...sessions] = positionals;
      return file === undefined ? 'lesson needs a file' : { ...common, command, file: resolve(file), sessions };
    }
    case 'mailq':
      if (positionals.length > 0) return `mailq takes no ${positionals[0]}`;
      return { command, dataFolder: common.dataFolder, isFlushed: values.flush ?? false };
    case 'maillog': {
      const [path, another] = positionals;
      if (path === undefined) return 'maillog needs a file or folder';
      if (another !== undefined) return 'maillog reads one file or folder; --rotated adds the older files beside it';
      const state = storyStates.find((each) => each === values.state) ?? null;
      if (values.state !== undefined && state === null) return `--state takes one of ${storyStates.join(', ')}, not ${values.state}`;
      const { rotated: withRotated = false, search = '', 'all-lines': isByLine = false } = values;
      if (isByLine && state !== null) return '--state is of messages, --all-lines shows lines';
      return { command, path: resolve(path), withRotated, search, state, isByLine, json: common.json };
    }
    case 'headers':
    case 'bounce': {
      const [file, another] = positionals;
      if (another !== undefined) return `${command} reads one message at a time`;
      return { command, file: file === undefined || file === '-' ? null : resolve(file), json: common.json };
    }
    case 'log': {
      const [session, another] = positionals;
      if (another !== undefined) return 'log shows one session at a time';
      const chosen = [session !== undefined && session, values.list && '--list', values.last && '--last'].filter(Boolean);
      if (chosen.length > 1) return `log takes only one of ${chosen.join(', ')}`;
      const share = readShare(values);
      if (typeof share === 'string') return share;
      const form = copyForms.find((each) => each === values.as) ?? null;
      if (values.as !== undefined && form === null) return `--as takes one of ${copyForms.join(', ')}, not ${values.as}`;
      if (form !== null && (share !== null || values.json || values.list)) return '--as goes with no other form';
      return { ...common, command, what: session !== undefined ? { session } : values.list ? 'list' : 'last', share, form };
    }
  }
}

/** How a session is to be handed to others, null where it is not; or a sentence saying what is wrong. */
function readShare(values: Values): Omit<ExportOrder, 'sessions'> | null | string {
  const { share, html, json, lines, list } = values;
  const extra = (['html', 'with-mail', 'real-names', 'lines'] as const).find((name) => values[name] !== undefined);
  if (!share) return extra === undefined ? null : `--${extra} goes with --share`;
  if (list) return '--share is for one session, --list for all';
  if (html && json) return 'log takes only one of --html, --json';
  const [, first, last] = /^(\d{1,9})-(\d{1,9})$/.exec(lines ?? '') ?? [];
  if (lines !== undefined && (first === undefined || Number(first) < 1 || Number(last) < Number(first)))
    return `--lines takes FIRST-LAST, counted from 1, not ${lines}`;
  return {
    format: html ? 'html' : json ? 'jsonl' : 'text',
    mail: values['with-mail'] ? 'included' : 'left-out',
    names: values['real-names'] ? 'real' : 'replaced',
    ...(first === undefined ? {} : { lines: { first: Number(first) - 1, last: Number(last) - 1 } }),
  };
}
