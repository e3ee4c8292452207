/**
 * Records of names by the system's name servers, each answer kept as long as its TTL allows (RFC 1035 §3.2.1), none-such answers too (RFC 2308 §5).
 * It refuses to know what the records are for.
 */
import type { Clock } from '../../base/clock.ts';
import { type Failure, FailureError, fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { SessionOpening } from '../wire/tap.ts';
import { askDns } from './ask.ts';
import { nameFault } from './dns-names.ts';
import { secondsToKeep } from './lifetime.ts';

interface NameServer {
  readonly host: string;
  readonly port: number;
}

interface Resolved {
  /** `NOERROR`, `NXDOMAIN`, … */
  readonly status: string;
  /** Data of the records of the type that was asked for, as a zone file has it; aliases on the way are left out. */
  readonly records: readonly string[];
  /** Of the transcript. */
  readonly session: string;
}

interface Asking {
  /** In ASCII. */
  readonly name: string;
  /** Upper case. */
  readonly type: string;
  /** In the order in which they are tried. */
  readonly servers: readonly NameServer[];
  readonly signal: AbortSignal;
  /** Everything of a connection but the server; the session is opened with it. */
  readonly base: Pick<Parameters<typeof askDns>[0], 'openTap' | 'trust'> & {
    readonly opening: Omit<SessionOpening, 'protocol' | 'host' | 'port'>;
  };
}

interface Resolver {
  /** Never rejects. `isKept`: from an answer that is still valid. */
  resolve(asking: Asking): Promise<Result<Resolved & { readonly isKept: boolean }>>;
}

const mostKept = 2_000;
/** Seconds; a day. What is kept longer is asked again at the next start anyway. */
const longestKept = 86_400;
/** Milliseconds to the next datagram, and to the end: there may be another server. */
const waits = [1_200, 2_400] as const;
const mostServers = 2;

export function createResolver({ clock }: { readonly clock: Clock }): Resolver {
  const kept = new Map<string, { readonly until: number; readonly answer: Resolved }>();
  const keep = (key: string, answer: Resolved, seconds: number): void => {
    if (seconds <= 0) return;
    kept.delete(key);
    kept.set(key, { until: clock.now() + seconds * 1_000, answer });
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  };

  async function ask({ name, type, servers, signal, base }: Asking, key: string): Promise<Result<Resolved>> {
    let last: Failure = failure('name-lookup-failed', { detail: { cause: 'ENOSERVER' } });
    for (const server of servers.slice(0, mostServers)) {
      if (signal.aborted) return fail(failure('cancelled'));
      try {
        const question = { name, type, isRecursive: true, withSignatures: false };
        const { message, session } = await askDns({ ...base, server, question, transport: 'automatic', clock, signal, waits });
        const { answers, status } = message;
        const answer = { status, records: answers.filter((one) => one.type === type).map(({ data }) => data), session };
        if (status === 'NOERROR' || status === 'NXDOMAIN') {
          keep(key, answer, Math.min(longestKept, secondsToKeep(message, type)));
          return succeed(answer);
        }
        last = failure('name-lookup-failed', { detail: { cause: status }, session });
      } catch (error) {
        if (!(error instanceof FailureError)) throw error;
        last = error.failure;
      }
    }
    return fail(signal.aborted ? failure('cancelled') : last);
  }

  return {
    async resolve(asking) {
      const { name, type, servers } = asking;
      if (nameFault(name) !== null) return succeed({ status: 'NXDOMAIN', records: [], session: '', isKept: true });
      const [first] = servers;
      const key = `${type} ${name.toLowerCase()} ${first?.host ?? ''} ${first?.port ?? ''}`;
      const known = kept.get(key);
      if (known && known.until > clock.now()) return succeed({ ...known.answer, isKept: true });
      const answered = await ask(asking, key);
      return answered.ok ? succeed({ ...answered.value, isKept: false }) : answered;
    },
  };
}
