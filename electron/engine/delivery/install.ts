/** The room of what happens to mail between the programs, as the engine installs it: names asked of any name server by hand. */
import { getServers } from 'node:dns';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { type DnsAnswer, type dnsCalls, readNameServer } from '../../contract/dns.ts';
import { FailureError, fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { EngineContext, Room } from '../context.ts';
import { askDns } from '../dns/ask.ts';
import type { DnsQuestion } from '../dns/dns-message.ts';
import { isDnsType, nameFault, reverseName } from '../dns/dns-names.ts';

type Asked = Parameters<Room<typeof dnsCalls>['handlers']['dns.ask']>[0];

/** @param systemServers of the machine, as Node writes them */
export function installDelivery(
  { peerBase }: EngineContext,
  { systemServers = getServers }: { readonly systemServers?: () => readonly string[] } = {},
): Room<typeof dnsCalls> {
  const ending = new AbortController();
  const servers = () => systemServers().flatMap((text) => readNameServer(text) ?? []);

  async function ask(asked: Asked): Promise<Result<DnsAnswer>> {
    const question = questionOf(asked);
    if (!question.ok) return question;
    const server = asked.server ?? servers()[0];
    if (!server) return fail(failure('name-lookup-failed', { detail: { cause: 'ENOSERVER' } }));
    const { openTap, opening, clock, trust } = peerBase({ id: null, name: '' }, 'lookup');
    try {
      const { message, ...facts } = await askDns({
        ...{ server, question: question.value, transport: asked.transport, openTap, opening, clock, trust },
        signal: ending.signal,
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

  return {
    handlers: { 'dns.ask': ask, 'dns.servers': () => succeed(servers()) },
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
