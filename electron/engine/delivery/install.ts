/**
 * The room of what happens to mail between the programs, as the engine installs it: names asked of any name server by hand, found from the
 * root servers down, what a domain has published about its mail, and what speaks against the recipients of a message that is being written.
 */

import type { DnsWalk, dnsCalls } from '../../contract/delivery/dns.ts';
import type { deliveryCalls } from '../../contract/delivery/mail-domain.ts';
import type { recipientCalls } from '../../contract/delivery/recipients.ts';
import { type Result, succeed } from '../../contract/failure.ts';
import type { EngineContext, Room } from '../context.ts';
import { hurried } from './ask-by-walk.ts';
import { createAsking, questionOf } from './asking.ts';
import type { SelectorsOf } from './examine/dkim.ts';
import { createExaminations } from './examine/examinations.ts';
import { type DeliveryPorts, standardPorts } from './ports.ts';
import { addressesAllowed } from './reachable.ts';
import { createRecipientChecks } from './recipients.ts';
import { rootServers } from './root-servers.ts';
import { addressesOf, readSearchList } from './system-names.ts';
import { walkDown } from './walk.ts';

type DeliveryRoom = Room<typeof dnsCalls & typeof deliveryCalls & typeof recipientCalls>;
type Traced = Parameters<DeliveryRoom['handlers']['dns.trace']>[0];

interface DeliveryNeeds {
  /** Those of the standards, but for tests. */
  readonly ports?: Partial<DeliveryPorts> | undefined;
  /** Of DKIM keys, as the mail that is held names them for a domain and for those below it. */
  readonly selectorsOf: SelectorsOf;
}

/** Milliseconds for a whole walk. */
const walkWithin = 50_000;

export function installDelivery(context: EngineContext, { ports: others, selectorsOf }: DeliveryNeeds): DeliveryRoom {
  const { peerBase, emit, clock } = context;
  const ports = { ...standardPorts, ...others };
  const ending = new AbortController();
  const { ask, servers } = createAsking({ peerBase, clock, signal: ending.signal });
  const examinations = createExaminations({ peerBase, emit, clock, ask, servers, ports, selectorsOf, signal: ending.signal });

  /** Walks and questions under way, by their tickets. */
  const running = new Map<string, AbortController>();

  /** Work that can be ended by its ticket; another one under the same ticket ends it, too. */
  async function cancellable<Value>(ticket: string, work: (stop: AbortController, signal: AbortSignal) => Promise<Value>): Promise<Value> {
    const stop = new AbortController();
    running.get(ticket)?.abort();
    running.set(ticket, stop);
    try {
      return await work(stop, AbortSignal.any([ending.signal, stop.signal]));
    } finally {
      if (running.get(ticket) === stop) running.delete(ticket);
    }
  }

  async function trace({ ticket, name, type, root }: Traced, stop: AbortController, signal: AbortSignal): Promise<Result<DnsWalk>> {
    const question = questionOf({ name, type, isRecursive: false, withSignatures: false, transport: 'automatic' });
    if (!question.ok) return question;
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
          mayAsk: addressesAllowed({ named: root }),
          onStep: (step) => emit('dns.stepped', { ticket, step }),
          isCancelled: () => signal.aborted,
        }),
        servers().length > 0 ? ask({ ...common, name, type, isRecursive: true }, { signal, waits: hurried }) : null,
      ]);
      return succeed({ ...walk, system: system?.ok ? system.value : null });
    } finally {
      cancelDeadline();
    }
  }

  return {
    handlers: {
      'dns.ask': ({ ticket, ...asked }) =>
        ticket === undefined ? ask(asked) : cancellable(ticket, (_stop, signal) => ask(asked, { signal })),
      'dns.servers': () => succeed(servers()),
      'dns.searchList': async () => succeed(await readSearchList()),
      'dns.serverAddresses': async ({ host }) => succeed(await addressesOf(host)),
      'dns.trace': (asked) => cancellable(asked.ticket, (stop, signal) => trace(asked, stop, signal)),
      'dns.cancel': ({ ticket }) => {
        running.get(ticket)?.abort();
        return succeed({});
      },
      'delivery.examine': examinations.examine,
      'delivery.cancel': ({ ticket }) => {
        examinations.cancel(ticket);
        return succeed({});
      },
      ...createRecipientChecks(context, { ports, signal: ending.signal }),
    },
    async close() {
      ending.abort();
    },
  };
}
