/**
 * Finds a name from the root servers down, as a resolver does that knows nothing yet (RFC 1034 §5.3.3): each zone's servers are asked without
 * recursion and refer to those of the zone below. Lame servers, loops and aliases are shown, not hidden. It refuses to know sockets.
 */
import type { DnsAnswer, DnsStep, DnsWalk } from '../../contract/delivery/dns.ts';
import type { Failure, Result } from '../../contract/failure.ts';

interface Server {
  readonly name: string;
  readonly addresses: readonly string[];
}

interface WalkOptions {
  readonly name: string;
  readonly type: string;
  readonly roots: readonly Server[];
  /** Asks one server by its address, without recursion. */
  readonly ask: (address: string, question: { readonly name: string; readonly type: string }) => Promise<Result<DnsAnswer>>;
  /** Whether an address that a server names may be asked: a zone may name any, also one of the user's own network. */
  readonly mayAsk: (address: string) => boolean;
  readonly onStep: (step: DnsStep) => void;
  readonly isCancelled: () => boolean;
}

/** What one walk may cost. */
const limits = {
  /** Questions in all, those for addresses of name servers included. */
  questions: 80,
  /** Servers of one zone that are tried where the first ones do not help. */
  servers: 4,
  /** Addresses of one server that are kept. */
  addresses: 16,
  aliases: 8,
  /** Walks for addresses of name servers inside each other. */
  depth: 3,
} as const;

type Ended = Omit<DnsWalk, 'steps' | 'system'>;

/** @returns the steps in the order in which they were made, and how it ended. Rejects never: a server that fails is a step. */
export async function walkDown({ name, type, roots, ask, mayAsk, onStep, isCancelled }: WalkOptions): Promise<Omit<DnsWalk, 'system'>> {
  const steps: DnsStep[] = [];
  /** Addresses of name servers that were looked up already. */
  const known = new Map<string, readonly string[]>();
  const note = (step: DnsStep): DnsStep => {
    steps.push(step);
    onStep(step);
    return step;
  };

  async function follow(wanted: string, kind: string, isFor: string | null, depth: number): Promise<Ended> {
    let asked = fullName(wanted);
    const found: DnsAnswer['answers'] = [];
    const aliases = new Set([lower(asked)]);
    let place: { zone: string; servers: readonly Server[] } = { zone: '.', servers: roots };
    for (;;) {
      const step = await askZone(place, { name: asked, type: kind }, isFor, depth);
      if (isCancelled()) return { end: 'cancelled', records: found };
      if (step === 'too-long') return { end: 'too-long', records: found };
      if (step === null) return { end: 'dead-end', records: found };
      if (step.outcome === 'referral' && step.next) {
        place = step.next;
        continue;
      }
      found.push(...(step.answer?.answers ?? []));
      if (step.outcome !== 'alias')
        return { end: step.outcome === 'answer' ? 'answer' : step.outcome === 'no-data' ? 'no-data' : 'no-such-name', records: found };
      const target = aliasEnd(asked, step.answer?.answers ?? []);
      if (target === null || aliases.has(lower(target)) || aliases.size > limits.aliases) return { end: 'loop', records: found };
      aliases.add(lower(target));
      asked = target;
      place = { zone: '.', servers: roots };
    }
  }

  /** Asks the servers of a zone one after the other, until one helps. Null: none does. */
  async function askZone(
    { zone, servers }: { readonly zone: string; readonly servers: readonly Server[] },
    question: { readonly name: string; readonly type: string },
    isFor: string | null,
    depth: number,
  ): Promise<DnsStep | 'too-long' | null> {
    for (const server of servers.slice(0, limits.servers)) {
      if (isCancelled()) return null;
      if (steps.length >= limits.questions) return 'too-long';
      const addresses = server.addresses.length > 0 ? server.addresses : await addressesOf(server.name, depth);
      // Addresses of the older protocol first: not every network has the other.
      const named = servers === roots ? addresses : addresses.filter(mayAsk);
      const address = named.toSorted((one, other) => Number(one.includes(':')) - Number(other.includes(':')))[0];
      if (address === undefined) continue;
      const answer = await ask(address, question);
      const step = note(readAnswer(answer, { zone, question, for: isFor, server: { name: server.name, address } }));
      if (step.outcome !== 'lame' && step.outcome !== 'refused' && step.outcome !== 'silent') return step;
    }
    return null;
  }

  /** A name server without glue is found by a walk of its own. */
  async function addressesOf(server: string, depth: number): Promise<readonly string[]> {
    const held = known.get(lower(server));
    if (held || depth >= limits.depth) return held ?? [];
    known.set(lower(server), []); // one that is found only through itself is not found
    // The other protocol only where there is none of this one: each is a walk.
    for (const kind of ['A', 'AAAA']) {
      const { records } = await follow(server, kind, server, depth + 1);
      const addresses = records.flatMap((record) => (record.type === kind ? [record.data] : []));
      if (isCancelled()) return [];
      known.set(lower(server), addresses);
      if (addresses.length > 0) return addresses;
    }
    return [];
  }

  return { ...(await follow(name, type, null, 0)), steps };
}

type Asked = Pick<DnsStep, 'zone' | 'question' | 'for' | 'server'>;

function readAnswer(result: Result<DnsAnswer>, asked: Asked): DnsStep {
  if (!result.ok) return { ...asked, outcome: 'silent', answer: null, next: null, session: sessionOf(result.failure) };
  const answer = result.value;
  const next = referralIn(answer, asked);
  return { ...asked, outcome: outcomeOf(answer, asked, next), answer, next, session: answer.session };
}

const sessionOf = (reason: Failure): string | null => reason.session ?? null;

function outcomeOf(answer: DnsAnswer, { question }: Asked, next: DnsStep['next']): DnsStep['outcome'] {
  if (answer.status === 'NXDOMAIN') return 'no-such-name';
  if (answer.status !== 'NOERROR') return 'refused';
  const end = aliasEnd(question.name, answer.answers);
  const wanted = (record: DnsAnswer['answers'][number]): boolean =>
    lower(record.name) === lower(end ?? question.name) && (record.type === question.type || question.type === 'ANY');
  if (answer.answers.some(wanted)) return 'answer';
  if (end !== null && question.type !== 'CNAME') return 'alias';
  if (next) return 'referral';
  // A server that does not speak for the zone and knows nobody below it (RFC 8499 §7).
  return answer.flags.includes('aa') ? 'no-data' : 'lame';
}

/** The zone below that a server names, if the name asked for is in it; one that is not below leads nowhere. */
function referralIn({ answers, authorities, additionals }: DnsAnswer, { zone, question }: Asked): DnsStep['next'] {
  if (answers.length > 0) return null;
  const servers = authorities.filter(({ type }) => type === 'NS');
  const below = servers[0]?.name;
  if (below === undefined || !isInside(below, zone) || lower(below) === lower(zone) || !isInside(question.name, below)) return null;
  const glue = new Map<string, string[]>();
  for (const { name, type, data } of additionals)
    if (type === 'A' || type === 'AAAA') glue.set(lower(name), [...(glue.get(lower(name)) ?? []), data].slice(0, limits.addresses));
  return {
    zone: below,
    servers: servers
      .filter(({ name }) => lower(name) === lower(below))
      // Addresses are believed of servers inside the zone that was asked only (RFC 2181 §5.4.1).
      .map(({ data }) => ({ name: data, addresses: isInside(data, zone) ? [...(glue.get(lower(data)) ?? [])] : [] })),
  };
}

/** Where a chain of CNAME records leads; null where there is none. One that goes in circles ends where it began. */
function aliasEnd(name: string, records: DnsAnswer['answers']): string | null {
  let at = lower(name);
  let target: string | null = null;
  for (let turn = 0; turn < limits.aliases; turn += 1) {
    const alias = records.find((record) => record.type === 'CNAME' && lower(record.name) === at);
    if (!alias) return target;
    target = alias.data;
    at = lower(target);
  }
  return name;
}

const lower = (name: string): string => fullName(name).toLowerCase();
const fullName = (name: string): string => (name.endsWith('.') ? name : `${name}.`);
const isInside = (name: string, zone: string): boolean =>
  zone === '.' || lower(name) === lower(zone) || lower(name).endsWith(`.${lower(zone)}`);
