/** The room of what happens to mail between the programs, as the engine installs it: names asked of any name server by hand. */
import { getServers } from 'node:dns';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { type DnsAnswer, type DnsWalk, type dnsCalls, readNameServer } from '../../contract/delivery/dns.ts';
import { FailureError, fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { EngineContext, Room } from '../context.ts';
import { askDns } from '../dns/ask.ts';
import type { DnsQuestion } from '../dns/dns-message.ts';
import { isDnsType, nameFault, reverseName } from '../dns/dns-names.ts';
import { rootServers } from './root-servers.ts';
import { walkDown } from './walk.ts';

type Asked = Parameters<Room<typeof dnsCalls>['handlers']['dns.ask']>[0];
type Traced = Parameters<Room<typeof dnsCalls>['handlers']['dns.trace']>[0];

/** Milliseconds for each try of a server on the way down: there are others. */
const hurried = [800, 1_700] as const;
/** Milliseconds for a whole walk. */
const walkWithin = 50_000;

/** @param systemServers of the machine, as Node writes them */
export function installDelivery(
  { peerBase, emit, clock }: EngineContext,
  { systemServers = getServers }: { readonly systemServers?: () => readonly string[] } = {},
): Room<typeof dnsCalls> {
  const ending = new AbortController();
  const servers = () => systemServers().flatMap((text) => readNameServer(text) ?? []);

  async function ask(
    asked: Asked,
    { signal = ending.signal, waits }: { signal?: AbortSignal; waits?: readonly number[] } = {},
  ): Promise<Result<DnsAnswer>> {
    const question = questionOf(asked);
    if (!question.ok) return question;
    const server = asked.server ?? servers()[0];
    if (!server) return fail(failure('name-lookup-failed', { detail: { cause: 'ENOSERVER' } }));
    const { openTap, opening, trust } = peerBase({ id: null, name: '' }, 'lookup');
    try {
      const { message, ...facts } = await askDns({
        ...{ server, question: question.value, transport: asked.transport, openTap, opening, clock, trust },
        signal,
        ...(waits ? { waits } : {}),
      });
      const { status, flags, answers, authorities, additionals } = message;
      return succeed({
        ...facts,
        server,
        question: { name: question.value.name, type: question.value.type },
        ...{ status, flags: [...flags], answers: [...answers], authorities: [...authorities], additionals: [...additionals] },
      });
    } catch (error) {
      if (error instanceof FailureError) return fail(error.failure);
      throw error;
    }
  }

  /** Walks under way, by their tickets. */
  const walks = new Map<string, AbortController>();

  async function trace({ ticket, name, type, root }: Traced): Promise<Result<DnsWalk>> {
    const question = questionOf({ name, type, isRecursive: false, withSignatures: false, transport: 'automatic' });
    if (!question.ok) return question;
    const stop = new AbortController();
    walks.get(ticket)?.abort();
    walks.set(ticket, stop);
    const signal = AbortSignal.any([ending.signal, stop.signal]);
    const cancelDeadline = clock.after(walkWithin, () => stop.abort());
    const common = { isRecursive: false, withSignatures: false, transport: 'automatic' } as const;
    const port = root?.port ?? 53;
    try {
      const [walk, system] = await Promise.all([
        walkDown({
          name: question.value.name,
          type: question.value.type,
          roots: root ? [{ name: root.host, addresses: [root.host] }] : rootServers,
          ask: (host, next) => ask({ ...common, ...next, server: { host, port } }, { signal, waits: hurried }),
          onStep: (step) => emit('dns.stepped', { ticket, step }),
          isCancelled: () => signal.aborted,
        }),
        servers().length > 0 ? ask({ ...common, name, type, isRecursive: true }, { signal, waits: hurried }) : null,
      ]);
      return succeed({ ...walk, system: system?.ok ? system.value : null });
    } finally {
      cancelDeadline();
      if (walks.get(ticket) === stop) walks.delete(ticket);
    }
  }

  return {
    handlers: {
      'dns.ask': (asked) => ask(asked),
      'dns.servers': () => succeed(servers()),
      'dns.trace': trace,
      'dns.cancelTrace': ({ ticket }) => {
        walks.get(ticket)?.abort();
        return succeed({});
      },
    },
    async close() {
      ending.abort();
    },
  };
}

/** Names outside ASCII are asked for in their A-labels (RFC 5891 §4.4). */
function questionOf({ name, type, isRecursive, withSignatures }: Asked): Result<DnsQuestion> {
  const wanted = type.toUpperCase();
  const refuse = (path: string, message: string) => fail(failure('input-invalid', { detail: { path, message } }));
  if (!isDnsType(wanted)) return refuse('type', `${type} is no type of record`);
  const isAddress = isIP(name.replace(/%.*$/, '')) !== 0;
  const asked = wanted === 'PTR' && isAddress ? reverseName(name) : /^[\x21-\x7e]+$/.test(name) ? name : domainToASCII(name);
  if (asked === '') return refuse('name', `${name} is no name`);
  const fault = nameFault(asked);
  if (fault !== null) return refuse('name', fault === 'label' ? 'a label has 1 to 63 octets' : 'a name has at most 253 octets');
  return succeed({ name: asked, type: wanted, isRecursive, withSignatures });
}
