/** Where other servers report that they could not encrypt mail to a domain (TLS-RPT, RFC 8460 §3). */
import type { Finding } from '../../../contract/delivery/mail-domain.ts';
import { readTags } from '../../mime/authentication/tags.ts';
import { finding } from './finding.ts';
import { type Lookups, withDot } from './lookups.ts';
import { recordsThatBegin, txtData } from './record-text.ts';

export async function examineTlsReports(domain: string, lookups: Lookups): Promise<Finding[]> {
  const name = `_smtp._tls.${domain}`;
  const answer = await lookups.find(name, 'TXT');
  if (answer.kind === 'failed') return [finding('rpt.unanswered', { about: domain, facts: { status: answer.status } })];
  const [record, ...others] = recordsThatBegin(answer.data, 'v=tlsrptv1');
  const publish = [{ name: withDot(name), type: 'TXT', data: txtData(`v=TLSRPTv1; rua=mailto:tls-reports@${domain}`) }];
  if (record === undefined) return [finding('rpt.none', { about: domain, publish })];
  if (others.length > 0) return [finding('rpt.several', { about: domain, facts: { count: others.length + 1 } })];
  const { tags, fault } = readTags(record);
  const addresses = (tags.get('rua') ?? '').split(',').map((each) => each.trim());
  // RFC 8460 §3: reports go by mail, or by POST over https.
  const wrong = fault ?? addresses.find((each) => !/^(?:mailto:[^@\s]+@[^@\s]+|https:\/\/[^\s]+)$/i.test(each));
  if (wrong !== undefined) return [finding('rpt.syntax', { about: domain, facts: { part: wrong === '' ? 'rua=' : wrong }, publish })];
  return [finding('rpt.fine', { about: domain, facts: { addresses: addresses.join(' ') } })];
}
