/** Which hosts may send for a domain (SPF, RFC 7208): the record with all that it includes, and the look-ups that this costs. */
import type { DeliveryReport, Finding, SpfTerm } from '../../../contract/delivery/mail-domain.ts';
import { finding } from './finding.ts';
import { type Lookups, plainName, withDot } from './lookups.ts';
import { txtData } from './record-text.ts';
import { costly, hasMacro, readSpf, type SpfPart, spfRecords } from './spf-record.ts';

/** RFC 7208 §4.6.4. */
const most = { lookups: 10, voids: 2, exchanges: 10 } as const;
/** Records inside each other that are followed, and terms in all: what is beyond has failed long before. */
const bounds = { depth: 12, terms: 300, records: 40 } as const;

interface Spf {
  readonly tree: DeliveryReport['spf'];
  readonly findings: readonly Finding[];
}

/** @param receivesMail false: the domain has said that it takes none, and so sends none */
export async function examineSpf(domain: string, receivesMail: boolean, lookups: Lookups): Promise<Spf> {
  const answer = await lookups.find(domain, 'TXT');
  const alone = (id: Parameters<typeof finding>[0], facts: Record<string, string | number> = {}, publish: Finding['publish'] = []) => ({
    tree: null,
    findings: [finding(id, { about: domain, facts, publish })],
  });
  if (answer.kind === 'failed') return alone('spf.unanswered', { status: answer.status });
  const [record, ...others] = spfRecords(answer.data);
  if (record === undefined) {
    const text = receivesMail ? 'v=spf1 mx -all' : 'v=spf1 -all';
    return alone('spf.none', {}, [{ name: withDot(domain), type: 'TXT', data: txtData(text) }]);
  }
  if (others.length > 0) return alone('spf.several', { count: others.length + 1 });
  const walk = createWalk(domain, lookups);
  const { lookups: count } = await walk.read(domain, record, 0, [plainName(domain)]);
  const { terms, findings, voids } = walk.result();
  const found = [...findings];
  if (count > most.lookups) found.push(finding('spf.too-many', { about: domain, facts: { count } }));
  if (voids > most.voids) found.push(finding('spf.voids', { about: domain, facts: { count: voids } }));
  if (found.every(({ state }) => state !== 'broken')) found.unshift(finding('spf.fine', { about: domain, facts: { count } }));
  return { tree: { record, lookups: count, voids, terms }, findings: found };
}

interface Read {
  /** Look-ups that the record costs. */
  readonly lookups: number;
}

function createWalk(own: string, lookups: Lookups) {
  const terms: { -readonly [Name in keyof SpfTerm]: SpfTerm[Name] }[] = [];
  const findings: Finding[] = [];
  let voids = 0;
  let records = 0;
  const say = (id: Parameters<typeof finding>[0], facts: Record<string, string | number>) =>
    findings.push(finding(id, { about: own, facts }));

  /** @param above the domains whose records include this one, this one too */
  async function read(domain: string, record: string, depth: number, above: readonly string[]): Promise<Read> {
    records += 1;
    const parts = readSpf(record);
    const all = parts.findIndex(({ name, isFaulty }) => name === 'all' && !isFaulty);
    if (depth === 0) judgeEnd(parts, all);
    let sum = 0;
    for (const [index, part] of parts.entries()) {
      if (terms.length >= bounds.terms) break;
      const term = { depth, domain, text: part.text, lookups: 0, isFaulty: part.isFaulty };
      terms.push(term);
      if (part.isFaulty) say('spf.syntax', { term: part.text, domain });
      // RFC 7208 §5.1, §6.1: what stands behind `all` is never reached, and neither is `redirect` beside it.
      if (part.isFaulty || !costly.has(part.name) || isUnreached(part, index, all)) continue;
      const { cost, isFaulty } = await follow(part, domain, depth, above);
      term.lookups = cost;
      term.isFaulty = isFaulty;
      sum += cost;
    }
    return { lookups: sum };
  }

  function judgeEnd(parts: readonly SpfPart[], all: number): void {
    const last = parts[all];
    const redirect = parts.some(({ name, isModifier }) => name === 'redirect' && isModifier);
    if (!last && !redirect) say('spf.no-all', {});
    if (last?.qualifier === '+') say('spf.open', {});
    if (last?.qualifier === '?') say('spf.neutral', {});
    if (last && redirect) say('spf.redirect-ignored', {});
    const after = parts.slice(all + 1).find(({ isModifier }) => !isModifier);
    if (last && after) say('spf.after-all', { term: after.text });
  }

  const isUnreached = ({ name }: SpfPart, index: number, all: number): boolean => all !== -1 && (index > all || name === 'redirect');

  async function follow(
    part: SpfPart,
    domain: string,
    depth: number,
    above: readonly string[],
  ): Promise<{ cost: number; isFaulty: boolean }> {
    const target = part.value === '' ? domain : part.value;
    if (part.name === 'ptr') say('spf.ptr', { domain });
    // What depends on the message costs its look-up all the same.
    if (hasMacro(target) || part.name === 'ptr') return { cost: 1, isFaulty: false };
    if (part.name === 'include' || part.name === 'redirect') return includeOf(target, depth, above);
    if (part.name === 'mx') return { cost: 1, isFaulty: !(await hasExchanges(target)) };
    const types = part.name === 'exists' ? ['A'] : ['A', 'AAAA'];
    const found = await Promise.all(types.map((type) => lookups.find(target, type)));
    const isVoid = found.every(({ kind }) => kind === 'none' || kind === 'missing');
    if (isVoid && part.name === 'a') voids += 1;
    return { cost: 1, isFaulty: isVoid && part.name === 'a' };
  }

  async function hasExchanges(target: string): Promise<boolean> {
    const { kind, data } = await lookups.find(target, 'MX');
    if (kind === 'failed') return true;
    if (kind !== 'found') voids += 1;
    if (data.length > most.exchanges) say('spf.mx-many', { domain: target, count: data.length });
    return kind === 'found' && data.length <= most.exchanges;
  }

  async function includeOf(target: string, depth: number, above: readonly string[]): Promise<{ cost: number; isFaulty: boolean }> {
    if (above.includes(plainName(target))) {
      say('spf.loop', { domain: target });
      return { cost: 1, isFaulty: true };
    }
    if (depth >= bounds.depth || records >= bounds.records) return { cost: 1, isFaulty: false };
    const answer = await lookups.find(target, 'TXT');
    if (answer.kind === 'failed') {
      say('spf.unanswered', { status: answer.status, domain: target });
      return { cost: 1, isFaulty: true };
    }
    if (answer.kind !== 'found') voids += 1;
    const [record, ...others] = spfRecords(answer.data);
    if (record === undefined || others.length > 0) {
      // RFC 7208 §5.2, §6.1: an error of the whole record.
      if (record === undefined) say('spf.no-record', { domain: target });
      else findings.push(finding('spf.several', { about: target, facts: { count: others.length + 1 } }));
      return { cost: 1, isFaulty: true };
    }
    const { lookups: cost } = await read(target, record, depth + 1, [...above, plainName(target)]);
    return { cost: cost + 1, isFaulty: false };
  }

  return { read, result: () => ({ terms, findings, voids }) };
}
