/** How long an answer may be kept. */
import type { DnsMessage } from './dns-message.ts';

/** Seconds for an answer that is none: RFC 2308 §5 allows up to three hours. */
const longestNone = 10_800;

/**
 * @param type that was asked for, upper case
 * @returns seconds: the least TTL of what was answered (RFC 1035 §3.2.1), and for "there is none" what the zone's SOA record says (RFC 2308
 * §5). 0 where nothing says how long, and for a status that is a fault of the server.
 */
export function secondsToKeep(
  { status, answers, authorities }: Pick<DnsMessage, 'status' | 'answers' | 'authorities'>,
  type: string,
): number {
  if (status !== 'NOERROR' && status !== 'NXDOMAIN') return 0;
  const least = Math.min(...answers.map(({ ttl }) => ttl));
  if (answers.some((record) => record.type === type)) return least;
  const soa = authorities.find((record) => record.type === 'SOA');
  return soa ? Math.min(longestNone, least, soa.ttl, Number(soa.data.split(' ').at(-1)) || 0) : 0;
}
