/** One question to a name server, for all who ask here: the question is checked, the connection tapped, a failure named. */
import { getServers } from 'node:dns';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { type DnsAnswer, type dnsCalls, readNameServer } from '../../contract/delivery/dns.ts';
import { FailureError, fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { EngineContext, Room } from '../context.ts';
import { askDns } from '../dns/ask.ts';
import type { DnsQuestion } from '../dns/dns-message.ts';
import { isDnsType, nameFault, reverseName } from '../dns/dns-names.ts';

type Asked = Parameters<Room<typeof dnsCalls>['handlers']['dns.ask']>[0];

/** How a question is asked, besides what the contract says. */
interface Manner {
  readonly signal?: AbortSignal;
  /** As `askDns` has them. */
  readonly waits?: readonly number[];
  readonly asksAuthenticity?: boolean;
  readonly isUnchecked?: boolean;
}

export type Ask = (asked: Asked, manner?: Manner) => Promise<Result<DnsAnswer>>;

interface AskingNeeds extends Pick<EngineContext, 'peerBase' | 'clock'> {
  /** Ends every question. */
  readonly signal: AbortSignal;
}

export interface Asking {
  readonly ask: Ask;
  /** Those of the system, the first one first. */
  readonly servers: () => { host: string; port: number }[];
}

export function createAsking({ peerBase, clock, signal: ending }: AskingNeeds): Asking {
  const servers = () => getServers().flatMap((text) => readNameServer(text) ?? []);

  async function ask(asked: Asked, { signal = ending, waits, ...manner }: Manner = {}): Promise<Result<DnsAnswer>> {
    const question = questionOf(asked);
    if (!question.ok) return question;
    const server = asked.server ?? servers()[0];
    if (!server) return fail(failure('name-lookup-failed', { detail: { cause: 'ENOSERVER' } }));
    const { openTap, opening, trust } = peerBase({ id: null, name: '' }, 'lookup');
    const { tries: times, seconds } = asked.patience ?? {};
    const tries = waits ?? (times === undefined ? undefined : Array.from({ length: times }, () => (seconds ?? 1) * 1_000));
    try {
      const { message, ...facts } = await askDns({
        ...{ server, question: { ...question.value, ...manner }, transport: asked.transport, openTap, opening, clock, trust },
        signal,
        ...(tries ? { waits: tries } : {}),
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

  return { ask, servers };
}

/** Names outside ASCII are asked for in their A-labels (RFC 5891 §4.4). */
export function questionOf({ name, type, isRecursive, withSignatures, networkClass, hasExtension }: Asked): Result<DnsQuestion> {
  const wanted = type.toUpperCase();
  const refuse = (path: string, message: string) => fail(failure('input-invalid', { detail: { path, message } }));
  if (!isDnsType(wanted)) return refuse('type', `${type} is no type of record`);
  const isAddress = isIP(name.replace(/%.*$/, '')) !== 0;
  const asked = wanted === 'PTR' && isAddress ? reverseName(name) : /^[\x21-\x7e]+$/.test(name) ? name : domainToASCII(name);
  if (asked === '') return refuse('name', `${name} is no name`);
  const fault = nameFault(asked);
  if (fault !== null) return refuse('name', fault === 'label' ? 'a label has 1 to 63 octets' : 'a name has at most 253 octets');
  const others = { ...(networkClass ? { networkClass } : {}), ...(hasExtension === undefined ? {} : { hasExtension }) };
  return succeed({ name: asked, type: wanted, isRecursive, withSignatures, ...others });
}
