/** What `set` changes in nslookup of BIND 9, with its spellings, its bounds and its own words for what it does not take. Pure. */
import { dnsTypeNumber } from '../contract/delivery/dns-types.ts';

/** A server as it was named, and an address of it. */
export interface NamedServer {
  readonly name: string;
  readonly address: string;
}

export interface NslookupSettings {
  readonly servers: readonly NamedServer[];
  readonly port: number;
  /** As it was typed. */
  readonly type: string;
  /** Until a type is set, A and then AAAA are asked for. */
  readonly hasType: boolean;
  /** As it was typed. */
  readonly networkClass: string;
  readonly isTcp: boolean;
  readonly isDebug: boolean;
  /** What the program itself does; shown by `set all` and by nothing else here. */
  readonly isTracing: boolean;
  readonly usesSearch: boolean;
  readonly isRecursive: boolean;
  /** Another server is asked where one fails itself. */
  readonly goesOn: boolean;
  /** Seconds; 0: those of the program. */
  readonly timeout: number;
  readonly tries: number;
  readonly dots: number;
  readonly search: readonly string[];
}

interface Changed {
  readonly settings: NslookupSettings;
  readonly lines: readonly string[];
}

/** Classes by each of their names (RFC 6895 §3.2). */
const classes = { IN: 'IN', CH: 'CH', CHAOS: 'CH', HS: 'HS', HESIOD: 'HS', ANY: 'ANY' } as const;

/** @returns the class as a question has it; null for what is none */
export function classOf(text: string): (typeof classes)[keyof typeof classes] | null {
  return Object.entries(classes).find(([name]) => name === text.toUpperCase())?.[1] ?? null;
}

/** Options that stand for themselves, each with the fewest letters that are taken for it. */
const switches: Readonly<Record<string, { readonly least: number; readonly change: Partial<NslookupSettings> }>> = {
  recurse: { least: 3, change: { isRecursive: true } },
  norecurse: { least: 5, change: { isRecursive: false } },
  defname: { least: 3, change: { usesSearch: true } },
  nodefname: { least: 5, change: { usesSearch: false } },
  vc: { least: 2, change: { isTcp: true } },
  novc: { least: 4, change: { isTcp: false } },
  debug: { least: 3, change: { isDebug: true } },
  nodebug: { least: 5, change: { isDebug: false } },
  d2: { least: 2, change: { isTracing: true } },
  nod2: { least: 4, change: { isTracing: false } },
  search: { least: 3, change: { usesSearch: true } },
  nosearch: { least: 5, change: { usesSearch: false } },
  sil: { least: 3, change: {} },
  fail: { least: 3, change: { goesOn: false } },
  nofail: { least: 5, change: { goesOn: true } },
};

/** Options with a value, by each of their spellings. */
const spellings: Readonly<Record<string, 'class' | 'type' | 'domain' | 'port' | 'timeout' | 'tries' | 'ndots'>> = {
  ...{ class: 'class', cl: 'class', type: 'type', ty: 'type', querytype: 'type', query: 'type', qu: 'type', q: 'type' },
  ...{ domain: 'domain', do: 'domain', port: 'port', po: 'port', timeout: 'timeout', t: 'timeout', retry: 'tries', ret: 'tries' },
  ndots: 'ndots',
};

const most = { port: 65_535, timeout: 4_294_967_295, tries: 2_147_483_647, ndots: 128 } as const;

/** @param option the word behind `set`. @returns the settings after it, and what is printed */
export function setOption(settings: NslookupSettings, option: string): Changed {
  const lower = option.toLowerCase();
  if (lower === 'all') return { settings, lines: [...serverLines(settings), ...optionLines(settings)] };
  const found = Object.entries(switches).find(([name, { least }]) => lower.length >= least && name.startsWith(lower));
  if (found) return { settings: { ...settings, ...found[1].change }, lines: [] };
  const sign = option.indexOf('=');
  const name = sign < 0 ? '' : lower.slice(0, sign);
  const kind = Object.hasOwn(spellings, name) ? spellings[name] : undefined;
  if (kind === undefined) return { settings, lines: [`*** Invalid option: ${option}`] };
  return setValue(settings, kind, option.slice(sign + 1));
}

function setValue(settings: NslookupSettings, kind: (typeof spellings)[string], value: string): Changed {
  const refused = (line: string): Changed => ({ settings, lines: [line] });
  const changed = (change: Partial<NslookupSettings>): Changed => ({ settings: { ...settings, ...change }, lines: [] });
  switch (kind) {
    case 'class':
      return classOf(value) !== null ? changed({ networkClass: value }) : refused(`unknown query class: ${value}`);
    case 'type':
      return dnsTypeNumber(value) !== null ? changed({ type: value, hasType: true }) : refused(`unknown query type: ${value}`);
    case 'domain':
      return changed({ search: value === '' ? [] : [value], usesSearch: true });
    default: {
      if (!/^\d+$/.test(value)) return refused(`invalid ${kind} '${value}': not a valid number`);
      if (Number(value) > most[kind]) return refused(`invalid ${kind} '${value}': out of range`);
      return changed({ [kind === 'ndots' ? 'dots' : kind]: Number(value) });
    }
  }
}

/** @returns the servers as `server` shows them */
export const serverLines = ({ servers, port }: NslookupSettings): string[] =>
  servers.flatMap(({ name, address }) => [`Default server: ${name}`, `Address: ${address}#${port}`]);

function optionLines(settings: NslookupSettings): string[] {
  const { isTcp, isDebug, isTracing, usesSearch, isRecursive, timeout, tries, port, dots, type, networkClass, search } = settings;
  return [
    '',
    'Set options:',
    `  ${isTcp ? 'vc' : 'novc'}\t\t\t${isDebug ? 'debug' : 'nodebug'}\t\t${isTracing ? 'd2' : 'nod2'}`,
    `  ${usesSearch ? 'search' : 'nosearch'}\t\t${isRecursive ? 'recurse' : 'norecurse'}`,
    `  timeout = ${timeout}\t\tretry = ${tries}\tport = ${port}\tndots = ${dots}`,
    `  querytype = ${type.padEnd(8)}\tclass = ${networkClass}`,
    `  srchlist = ${search.join('/')}`,
  ];
}
