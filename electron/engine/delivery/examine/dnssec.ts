/**
 * Whether a domain is signed and who says so (RFC 4035 §4.9.3). Signatures are not checked here: the name server that is asked does it, or
 * does not, and its word is only as good as the way to it.
 */
import { createHash } from 'node:crypto';
import type { Finding } from '../../../contract/delivery/mail-domain.ts';
import { finding } from './finding.ts';
import { type Lookups, withDot } from './lookups.ts';

/** @param server that was asked, for the sentence */
export async function examineSignatures(domain: string, server: string, lookups: Lookups): Promise<Finding[]> {
  const soa = await lookups.find(domain, 'SOA');
  const facts = { server };
  if (soa.kind === 'failed') {
    if (soa.status !== 'SERVFAIL') return [finding('domain.unanswered', { about: domain, facts: { status: soa.status } })];
    // RFC 4035 §5.5: a server that validates says SERVFAIL for what it holds to be forged.
    const unchecked = await lookups.findUnchecked(domain, 'SOA');
    const isBogus = unchecked.kind !== 'failed';
    return [finding(isBogus ? 'dnssec.bogus' : 'domain.unanswered', { about: domain, facts: { ...facts, status: soa.status } })];
  }
  if (soa.kind === 'missing') return [];
  if (soa.isAuthentic) return [finding('dnssec.validated', { about: domain, facts })];
  const [keys, delegation] = await Promise.all([lookups.find(domain, 'DNSKEY'), lookups.find(domain, 'DS')]);
  if (delegation.data.length > 0) return [finding('dnssec.unchecked', { about: domain, facts })];
  // Keys without a DS record in the zone above: nobody can follow the chain (RFC 4035 §5).
  const entry = keys.data.map((data) => delegationOf(domain, data)).find((each) => each !== null);
  if (entry && delegation.kind !== 'failed')
    return [finding('dnssec.no-ds', { about: domain, publish: [{ name: withDot(domain), type: 'DS', data: entry }] })];
  return [finding('dnssec.unsigned', { about: domain })];
}

/** A key that signs keys (RFC 4034 §2.1.1, bits 7 and 15). */
const entryPoint = 257;

/** The DS record of a key, with SHA-256 (RFC 4034 §5.1.4, RFC 4509 §2.1). Null for a key that signs no keys. */
function delegationOf(domain: string, key: string): string | null {
  const [flags = '', protocol = '', algorithm = '', ...rest] = key.split(' ');
  if (Number(flags) !== entryPoint) return null;
  const head = Buffer.from([Number(flags) >> 8, Number(flags) & 255, Number(protocol), Number(algorithm)]);
  const data = Buffer.concat([head, Buffer.from(rest.join(''), 'base64')]);
  const labels = domain.toLowerCase().split('.');
  const name = Buffer.concat([...labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])), Buffer.alloc(1)]);
  const digest = createHash('sha256').update(name).update(data).digest('hex').toUpperCase();
  return `${keyTag(data)} ${Number(algorithm)} 2 ${digest}`;
}

/** RFC 4034 appendix B. */
function keyTag(data: Buffer): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += 1) sum += at % 2 === 0 ? (data[at] ?? 0) << 8 : (data[at] ?? 0);
  return (sum + (sum >>> 16)) & 0xffff;
}
