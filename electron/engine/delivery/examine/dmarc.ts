/** What receivers are asked to do with mail that nobody has signed for a domain (DMARC, RFC 9989), found by the walk up the tree of names. */
import type { DeliveryReport, Finding } from '../../../contract/delivery/mail-domain.ts';
import { readTags, type TagList } from '../../mime/authentication/tags.ts';
import { finding } from './finding.ts';
import { type Lookups, plainName, withDot } from './lookups.ts';
import { recordsThatBegin, textOf, txtData } from './record-text.ts';

export type Policy = 'none' | 'quarantine' | 'reject';

interface Dmarc {
  readonly steps: DeliveryReport['dmarc'];
  /** That applies to the domain; null: none does. */
  readonly policy: Policy | null;
  readonly findings: readonly Finding[];
}

/** RFC 9989 §4.10: names that are asked at most. */
const mostNames = 8;

export async function examineDmarc(domain: string, lookups: Lookups): Promise<Dmarc> {
  const steps: { name: string; record: string | null }[] = [];
  for (const place of placesAbove(domain)) {
    const name = `_dmarc.${place}`;
    const answer = await lookups.find(name, 'TXT');
    const meant = recordsThatMean(answer.data);
    const records = meant.filter(isExact);
    const [record] = records;
    steps.push({ name: withDot(name), record: record ?? meant[0] ?? null });
    const alone = (id: Parameters<typeof finding>[0], facts: Record<string, string | number>): Dmarc => ({
      steps,
      policy: null,
      findings: [finding(id, { about: place, facts })],
    });
    if (answer.kind === 'failed') return alone('dmarc.unanswered', { status: answer.status });
    const [wrong] = meant;
    if (record === undefined && wrong !== undefined && place === domain)
      return alone('dmarc.syntax', { part: wrong.split(';')[0]?.slice(0, 60) ?? '' });
    // RFC 9989 §4.10: several records are none; at the domain itself that is worth saying.
    if (records.length > 1 && place === domain) return alone('dmarc.several', { count: records.length });
    if (record === undefined || records.length > 1) continue;
    // What stands at a public suffix says so, and only where it does is it a policy for what is below.
    return { steps, ...(await judge({ domain, place, record, lookups })) };
  }
  const data = txtData(`v=DMARC1; p=none; rua=mailto:dmarc@${domain}`);
  return {
    steps,
    policy: null,
    findings: [finding('dmarc.none', { about: domain, publish: [{ name: withDot(`_dmarc.${domain}`), type: 'TXT', data }] })],
  };
}

/** Records that somebody wrote for DMARC, with their white space. */
const recordsThatMean = (data: readonly string[]): string[] =>
  data.map(textOf).filter((text) => /^\s*["']?v\s*=\s*dmarc1(?![a-z0-9])/i.test(text));

/** RFC 9989 §4.8: the version stands first, in capitals, with nothing before it; receivers take all else for a record of something else. */
const isExact = (text: string): boolean => /^v[ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/.test(text);

/** RFC 9989 §4.10: the domain, then each one above it; of more than eight labels those between are left out. */
function placesAbove(domain: string): string[] {
  const labels = domain.split('.');
  const from = labels.length >= mostNames ? labels.slice(1 - mostNames) : labels.slice(1);
  return [domain, ...from.map((_, index) => from.slice(index).join('.'))].slice(0, mostNames);
}

interface Judged {
  readonly domain: string;
  readonly place: string;
  readonly record: string;
  readonly lookups: Lookups;
}

const isPolicy = (text: string | undefined): text is Policy => text === 'none' || text === 'quarantine' || text === 'reject';

async function judge({ domain, place, record, lookups }: Judged): Promise<Pick<Dmarc, 'policy' | 'findings'>> {
  const { tags, fault } = readTags(record);
  const isOwn = place === domain;
  const wrong = faultIn(tags, fault);
  if (wrong !== null) return { policy: null, findings: [finding('dmarc.syntax', { about: place, facts: { part: wrong } })] };
  // RFC 9989 §4.7: without `p` the record asks for nothing but reports.
  const own = policyIn(tags, 'p') ?? 'none';
  const below = policyIn(tags, 'sp') ?? own;
  const policy = isOwn ? own : below;
  const findings: Finding[] = [];
  const say = (id: Parameters<typeof finding>[0], facts: Record<string, string | number> = {}, publish: Finding['publish'] = []) =>
    findings.push(finding(id, { about: domain, facts: { policy, from: place, ...facts }, publish }));
  const isTest = tags.get('t')?.toLowerCase() === 'y';
  if (policy === 'none') say('dmarc.watching', {}, [stricter(place, record)]);
  else if (isTest) say('dmarc.testing');
  else say(isOwn ? 'dmarc.enforced' : 'dmarc.inherited');
  if (isOwn && own !== 'none' && below === 'none') say('dmarc.sub-open');
  // RFC 9989 took `pct` out; receivers of RFC 7489 still heed it.
  const share = tags.get('pct');
  if (share !== undefined && share !== '100') say('dmarc.partial', { share });
  const reports = tags.get('rua');
  if (reports === undefined || reports === '') say('dmarc.no-reports');
  else findings.push(...(await examineReports(reports, place, lookups)));
  return { policy, findings };
}

function policyIn(tags: TagList['tags'], name: string): Policy | null {
  const value = tags.get(name)?.toLowerCase();
  return isPolicy(value) ? value : null;
}

/** The part that is wrong: one whose value is none, or the record's own form. */
function faultIn(tags: TagList['tags'], fault: string | null): string | null {
  if (fault !== null) return fault;
  for (const name of ['p', 'sp', 'np']) {
    const value = tags.get(name);
    if (value !== undefined && policyIn(tags, name) === null) return `${name}=${value}`;
  }
  for (const name of ['adkim', 'aspf']) {
    const value = tags.get(name);
    if (value !== undefined && !/^[rs]$/i.test(value)) return `${name}=${value}`;
  }
  return null;
}

const stricter = (place: string, record: string) => ({
  name: withDot(`_dmarc.${place}`),
  type: 'TXT',
  data: txtData(
    // Receivers of RFC 7489 want it right behind the version (§6.3).
    /\bp\s*=\s*none/i.test(record) ? record.replace(/\bp\s*=\s*none/i, 'p=quarantine') : record.replace(/^([^;]*);?/, '$1; p=quarantine;'),
  ),
});

const mostAddresses = 10;

/** Addresses for reports: one in another domain must be agreed to there (RFC 9990 §4). */
async function examineReports(list: string, place: string, lookups: Lookups): Promise<Finding[]> {
  const addresses = list.split(',').slice(0, mostAddresses);
  const findings = addresses.map(async (entry) => {
    const uri = entry.trim().replace(/![0-9]+[kmgt]?$/i, '');
    const host = /^mailto:[^@\s]+@([^@\s?]+)$/i.exec(uri)?.[1];
    if (host === undefined) return [finding('dmarc.report-address', { about: place, facts: { address: entry.trim() } })];
    if (isInFamily(plainName(host), plainName(place))) return [];
    const name = `${place}._report._dmarc.${host}`;
    const answer = await lookups.find(name, 'TXT');
    if (answer.kind === 'failed' || recordsThatBegin(answer.data, 'v=dmarc1').length > 0) return [];
    const publish = [{ name: withDot(name), type: 'TXT', data: '"v=DMARC1"' }];
    return [finding('dmarc.report-refused', { about: place, facts: { address: uri.slice('mailto:'.length), host }, publish })];
  });
  return (await Promise.all(findings)).flat();
}

/** One is below the other. That two domains have the same owner can be seen no better than that without more look-ups. */
const isInFamily = (one: string, other: string): boolean => one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
