/**
 * The look-ups of one examination: each question once, a few at a time, answers kept as long as their TTL says, and never more than a domain
 * with sense needs. It refuses to know what is asked and why.
 */
import type { Clock } from '../../../base/clock.ts';
import { createSemaphore } from '../../../base/semaphore.ts';
import type { DnsAnswer } from '../../../contract/delivery/dns.ts';
import type { DeliveryLookUp } from '../../../contract/delivery/mail-domain.ts';
import type { Failure, Result } from '../../../contract/failure.ts';
import { secondsToKeep } from '../../dns/lifetime.ts';
import type { Ask } from '../asking.ts';

/** What a name server says of one name and type. */
export interface Found {
  /** `found`: there are records of the type. `none`: the name has none. `missing`: there is no such name. `failed`: nothing is known. */
  readonly kind: 'found' | 'none' | 'missing' | 'failed';
  /** Data of the records of the type asked for, as a zone file has it. */
  readonly data: readonly string[];
  /** Of a CNAME chain: where it ends. */
  readonly alias: string | null;
  /** The chain leads back into itself. */
  readonly isLoop: boolean;
  /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`; `silent` without an answer. */
  readonly status: string;
  /** The server says that it has validated it. */
  readonly isAuthentic: boolean;
}

export interface Lookups {
  /** @param name absolute or not. Never rejects. */
  find(name: string, type: string): Promise<Found>;
  /** The same with the server told not to validate: whether an answer is refused because of its signatures. */
  findUnchecked(name: string, type: string): Promise<Found>;
}

interface Kept {
  readonly answer: DnsAnswer;
  readonly until: number;
}

/** Answers of all examinations, by server, name and type. */
export type AnswerCache = Map<string, Kept>;

interface LookupNeeds {
  readonly ask: Ask;
  readonly server: { readonly host: string; readonly port: number };
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly cache: AnswerCache;
  readonly isFresh: boolean;
  readonly onLookUp: (lookUp: DeliveryLookUp) => void;
}

const limits = {
  /** Of one examination: SPF alone may need 10 with 10 hosts each. */
  questions: 400,
  atOnce: 8,
  kept: 4_000,
  /** Seconds for which an answer is kept at most, whatever its TTL. */
  longest: 3_600,
  /** Records of one answer that windows are told, and characters of each. */
  told: 100,
  longestTold: 1_000,
  /** Octets of an answer that is kept: a hostile domain must not fill the memory with its largest ones. */
  largestKept: 16_384,
  /** Characters of a record that are read: a key of RSA with 16,384 bits has 2,800. */
  longestRead: 8_192,
} as const;
/** Milliseconds, as `askDns` has them: a server that asks others itself takes its time. */
const waits = [2_000, 4_000] as const;

export function createLookups({ ask, server, clock, signal, cache, isFresh, onLookUp }: LookupNeeds): Lookups {
  const gate = createSemaphore(limits.atOnce);
  const known = new Map<string, Promise<Found>>();
  const common = { server, transport: 'automatic', isRecursive: true, withSignatures: false } as const;

  async function look(name: string, type: string, isUnchecked: boolean): Promise<Found> {
    const key = `${server.host} ${server.port} ${name} ${type} ${isUnchecked}`;
    const kept = cache.get(key);
    if (!isFresh && kept && kept.until > clock.now()) return report(name, type, { ok: true, value: kept.answer }, true);
    const answer = await gate(() => ask({ ...common, name, type }, { signal, waits, asksAuthenticity: true, isUnchecked }));
    if (answer.ok) keep(key, type, answer.value);
    return report(name, type, answer, false);
  }

  function keep(key: string, type: string, answer: DnsAnswer): void {
    const seconds = Math.min(limits.longest, secondsToKeep(answer, type));
    cache.delete(key);
    if (seconds > 0 && answer.size <= limits.largestKept) cache.set(key, { answer, until: clock.now() + seconds * 1_000 });
    for (const oldest of cache.keys()) {
      if (cache.size <= limits.kept) break;
      cache.delete(oldest);
    }
  }

  function report(name: string, type: string, answer: Result<DnsAnswer>, isKept: boolean): Found {
    const found = answer.ok ? read(answer.value, name, type) : silent(answer.failure);
    const { status, isAuthentic, data } = found;
    const facts = answer.ok
      ? { milliseconds: isKept ? 0 : answer.value.milliseconds, session: answer.value.session }
      : { milliseconds: 0, session: answer.failure.session ?? null };
    const told = data.slice(0, limits.told).map((each) => each.slice(0, limits.longestTold));
    onLookUp({ name: withDot(name), type, status, isAuthentic, data: told, isKept, ...facts });
    return found;
  }

  const once = (name: string, type: string, isUnchecked: boolean): Promise<Found> => {
    const key = `${withoutDot(name)} ${type} ${isUnchecked}`;
    const held = known.get(key);
    if (held) return held;
    if (known.size >= limits.questions) return Promise.resolve({ ...nothing, kind: 'failed', status: 'not asked' });
    const looked = look(withoutDot(name), type, isUnchecked);
    known.set(key, looked);
    return looked;
  };
  /** A server that does not ask others stops at an alias that leads out of its zones. */
  async function follow(name: string, type: string, isUnchecked: boolean): Promise<Found> {
    let found = await once(name, type, isUnchecked);
    const seen = new Set([plainName(name)]);
    while (found.kind === 'none' && found.alias !== null && !seen.has(plainName(found.alias)) && seen.size < longestChain) {
      const { alias, isAuthentic } = found;
      seen.add(plainName(alias));
      const next = await once(alias, type, isUnchecked);
      const isLoop = next.isLoop || (next.alias !== null && seen.has(plainName(next.alias)));
      found = { ...next, alias: next.alias ?? alias, isLoop, isAuthentic: isAuthentic && next.isAuthentic };
      if (next.alias === null) break;
    }
    return found;
  }

  return {
    find: (name, type) => follow(name, type, false),
    findUnchecked: (name, type) => follow(name, type, true),
  };
}

const nothing = { data: [], alias: null, isLoop: false, isAuthentic: false } as const;

const silent = ({ code }: Failure): Found => ({ ...nothing, kind: 'failed', status: code === 'input-invalid' ? 'not asked' : 'silent' });

const longestChain = 12;

function read({ status, flags, answers }: DnsAnswer, name: string, type: string): Found {
  const isAuthentic = flags.includes('ad');
  if (status !== 'NOERROR' && status !== 'NXDOMAIN') return { ...nothing, kind: 'failed', status };
  let at = plainName(name);
  let alias: string | null = null;
  const seen = new Set<string>();
  for (let turn = 0; turn < longestChain; turn += 1) {
    const next = type === 'CNAME' ? undefined : answers.find((record) => record.type === 'CNAME' && plainName(record.name) === at);
    if (!next || seen.has(at)) break;
    seen.add(at);
    alias = next.data;
    at = plainName(alias);
  }
  const isLoop = seen.has(at);
  const data = answers.flatMap((record) =>
    record.type === type && plainName(record.name) === at ? [record.data.slice(0, limits.longestRead)] : [],
  );
  const kind = data.length > 0 ? 'found' : status === 'NXDOMAIN' ? 'missing' : 'none';
  return { kind, data, alias, isLoop, status, isAuthentic };
}

const withoutDot = (name: string): string => (name === '.' ? name : name.replace(/\.$/, ''));
/** As a zone file has it. */
export const withDot = (name: string): string => (name.endsWith('.') ? name : `${name}.`);
/** For comparing: names are the same in any case (RFC 4343). */
export const plainName = (name: string): string => withoutDot(name).toLowerCase();
