/** The picture that mail programs may show beside mail of a domain (BIMI, draft-brand-indicators-for-message-identification §4). */
import type { Finding } from '../../../contract/delivery/mail-domain.ts';
import { readTags } from '../../mime/authentication/tags.ts';
import type { Policy } from './dmarc.ts';
import { finding } from './finding.ts';
import { type Lookups, withDot } from './lookups.ts';
import { recordsThatBegin } from './record-text.ts';

/** @param policy that DMARC applies to the domain */
export async function examineBimi(domain: string, policy: Policy | null, lookups: Lookups): Promise<Finding[]> {
  const name = `default._bimi.${domain}`;
  const answer = await lookups.find(name, 'TXT');
  const say = (id: Parameters<typeof finding>[0], facts: Record<string, string | number> = {}, publish: Finding['publish'] = []) =>
    finding(id, { about: domain, facts, publish });
  if (answer.kind === 'failed') return [say('bimi.unanswered', { status: answer.status })];
  const [record, ...others] = recordsThatBegin(answer.data, 'v=bimi1');
  if (record === undefined) return [say('bimi.none')];
  if (others.length > 0) return [say('bimi.several', { count: others.length + 1 })];
  const { tags, fault } = readTags(record);
  const location = tags.get('l');
  const evidence = tags.get('a') ?? '';
  if (fault !== null || location === undefined) {
    const publish = [{ name: withDot(name), type: 'TXT', data: `"v=BIMI1; l=https://${domain}/<picture>.svg; a="` }];
    return [say('bimi.syntax', { part: fault ?? 'l=' }, publish)];
  }
  // Both empty: the domain says that it has none.
  if (location === '' && evidence === '') return [say('bimi.declined')];
  const findings = [];
  const isPicture = location === '' || isOverTls(location, /\.svgz?$/i);
  if (!isPicture || (evidence !== '' && evidence !== 'self' && !isOverTls(evidence, /./)))
    findings.push(say('bimi.location', { address: isPicture ? evidence : location }));
  // It is shown only beside mail that DMARC protects.
  if (policy !== 'quarantine' && policy !== 'reject') findings.push(say('bimi.no-dmarc'));
  if (evidence === '' || evidence === 'self') findings.push(say('bimi.uncertified'));
  return findings.length > 0 ? findings : [say('bimi.fine', { address: location })];
}

function isOverTls(address: string, ending: RegExp): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === 'https:' && ending.test(url.pathname);
}
