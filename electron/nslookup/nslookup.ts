/**
 * nslookup's interactive mode, as that of BIND 9 takes lines and prints answers: settings, servers and questions, typed one a line. Each
 * question is asked by the engine, and is a session of the transcript. It refuses to know a window and a terminal.
 */
import type { PostglassClient } from '../contract/contract.ts';
import { askTyped, type Printed, type Turn } from './question.ts';
import { type NamedServer, type NslookupSettings, serverLines, setOption } from './settings.ts';

export type { Printed } from './question.ts';

interface NslookupOptions {
  readonly client: PostglassClient;
  readonly print: (printed: Printed) => void;
  /** Which is asked at first; null: those of this computer. */
  readonly server: { readonly host: string; readonly port: number } | null;
  /** For calls that can be ended: one that nobody else has. */
  readonly newTicket: () => string;
}

/** What a line was, beyond what it printed. */
type TypedLine = 'done' | 'exit' | 'help';

interface Nslookup {
  /** Resolves when all that the line prints has been printed. One line at a time. */
  type(line: string): Promise<TypedLine>;
  /** Ends the question that is waited for; nothing more is printed of it. */
  stop(): void;
  readonly settings: () => NslookupSettings;
}

/** Resolves when the servers are known. A server that has no address is said, and this computer's own are taken. */
export async function startNslookup({ client, print, server, newTicket }: NslookupOptions): Promise<Nslookup> {
  const [own, list] = await Promise.all([client.call('dns.servers', {}), client.call('dns.searchList', {})]);
  const system = own.ok ? own.value : [];
  const { domains, dots } = list.ok ? list.value : { domains: [], dots: 1 };
  let settings: NslookupSettings = {
    ...{ type: 'A', hasType: false, networkClass: 'IN', isTcp: false, isDebug: false, isTracing: false, usesSearch: true },
    ...{ isRecursive: true, goesOn: true, timeout: 0, tries: 3, dots, search: domains },
    port: server?.port ?? system[0]?.port ?? 53,
    servers: system.map(({ host }) => ({ name: host, address: host })),
  };
  let turn: Turn | null = null;
  const say = (lines: readonly string[], isFailure = false) => {
    if (lines.length > 0) print({ lines, session: null, isFailure });
  };

  /** Null, once it has been said that there is none. */
  async function serversAt(name: string): Promise<readonly NamedServer[] | null> {
    const found = await client.call('dns.serverAddresses', { host: name });
    const addresses = found.ok ? found.value : [];
    if (addresses.length === 0) say([`nslookup: couldn't get address for '${name}': not found`], true);
    return addresses.length === 0 ? null : addresses.map((address) => ({ name, address }));
  }
  if (server) settings = { ...settings, servers: (await serversAt(server.host)) ?? settings.servers };

  async function type(line: string): Promise<TypedLine> {
    const [word = '', argument] = line.trim().split(/\s+/);
    const command = word.toLowerCase();
    if (word === '') return 'done';
    if (command === 'exit') return 'exit';
    if (command === 'set' && argument !== undefined) {
      const changed = setOption(settings, argument);
      settings = changed.settings;
      say(changed.lines);
    } else if (command === 'server' || command === 'lserver') {
      const named = argument === undefined ? settings.servers : await serversAt(argument);
      if (named === null) return 'done';
      settings = { ...settings, servers: named };
      say(serverLines(settings));
    } else if (command === 'help' || command === '?') {
      say([`The '${word}' command is not yet implemented.`]);
      return 'help';
    } else if (['finger', 'root', 'ls', 'view'].includes(command)) say([`The '${word}' command is not implemented.`]);
    else await ask(word, argument);
    return 'done';
  }

  /** A server behind the name is asked this question only, as the manual page of nslookup says. */
  async function ask(name: string, at: string | undefined): Promise<void> {
    const servers = at === undefined ? settings.servers : await serversAt(at);
    if (servers === null) return;
    const own: Turn = { isStopped: false, ticket: null };
    turn = own;
    await askTyped(name, { client, print, settings: { ...settings, servers }, newTicket, turn: own });
  }

  function stop(): void {
    if (!turn) return;
    turn.isStopped = true;
    if (turn.ticket !== null) void client.call('dns.cancel', { ticket: turn.ticket });
  }

  return { type, stop, settings: () => settings };
}
