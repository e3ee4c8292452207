/** Whether mail to a domain must be encrypted (MTA-STS, RFC 8461): a record that says so, and a policy that is fetched over HTTPS. */
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../../base/clock.ts';
import type { DeliveryReport, Finding, Receiver } from '../../../contract/delivery/mail-domain.ts';
import { FailureError, failure, toFailure } from '../../../contract/failure.ts';
import { readTags } from '../../mime/authentication/tags.ts';
import { getOverTls } from '../../wire/http.ts';
import type { Peer } from '../../wire/peer.ts';
import { endNote } from '../../wire/transport.ts';
import { finding } from './finding.ts';
import { type Lookups, plainName, withDot } from './lookups.ts';
import { recordsThatBegin, txtData } from './record-text.ts';
import { allows, readPolicy } from './sts-policy.ts';

interface Sts {
  readonly sts: DeliveryReport['sts'];
  readonly findings: readonly Finding[];
}

interface PolicyNeeds {
  readonly domain: string;
  readonly lookups: Pick<Lookups, 'find'>;
  readonly peer: Pick<Peer, 'openTap' | 'opening' | 'trust'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** 443, and another one in tests. */
  readonly port: number;
  /** Which of its addresses may be connected to. */
  readonly isAllowed: (address: string) => boolean;
}

interface StsNeeds extends PolicyNeeds {
  readonly hosts: readonly Receiver[];
}

export async function examineSts(needs: StsNeeds): Promise<Sts> {
  const { domain, hosts, lookups } = needs;
  const say = (id: Parameters<typeof finding>[0], facts: Record<string, string | number> = {}, more: Partial<Finding> = {}) =>
    finding(id, { about: domain, facts, ...more });
  const answer = await lookups.find(`_mta-sts.${domain}`, 'TXT');
  if (answer.kind === 'failed') return { sts: null, findings: [say('sts.unanswered', { status: answer.status })] };
  const [record, ...others] = recordsThatBegin(answer.data, 'v=stsv1');
  const publish = recordsToPublish(domain);
  if (record === undefined) return { sts: null, findings: [say('sts.none', { file: suggestedPolicy(hosts) }, { publish })] };
  const known = (findings: readonly Finding[], policy: string | null = null): Sts => ({ sts: { record, policy }, findings });
  if (others.length > 0) return known([say('sts.several', { count: others.length + 1 })]);
  const { tags, fault } = readTags(record);
  // RFC 8461 §3.1: up to 32 letters and digits, another one for each new policy.
  if (fault !== null || !/^[a-z0-9]{1,32}$/i.test(tags.get('id') ?? ''))
    return known([say('sts.syntax', { part: fault ?? `id=${tags.get('id') ?? ''}` }, { publish })]);

  const fetched = await fetchPolicy(needs);
  if ('finding' in fetched) return known([fetched.finding]);
  const findings: Finding[] = [];
  if (!/^text\/plain\b/i.test(fetched.type)) findings.push(say('sts.type', { type: fetched.type }));
  const policy = readPolicy(fetched.text);
  if ('fault' in policy) return known([...findings, say('sts.policy', { line: policy.fault })], fetched.text);
  if (policy.mode === 'none') findings.push(say('sts.off'));
  if (policy.mode === 'testing') findings.push(say('sts.testing'));
  const strangers = policy.mode === 'none' ? [] : hosts.filter(({ host }) => !allows(policy.patterns, host));
  for (const { host } of strangers)
    findings.push(
      finding('sts.mx-missing', {
        about: host,
        facts: { line: `mx: ${plainName(host)}` },
        state: policy.mode === 'enforce' ? 'broken' : 'warning',
      }),
    );
  // RFC 8461 §3.2: weeks or more; who has no policy yet asks only then.
  if (policy.mode !== 'none' && policy.maxAge < 86_400) findings.push(say('sts.short', { seconds: policy.maxAge }));
  if (findings.length === 0) findings.push(say('sts.fine', { days: Math.floor(policy.maxAge / 86_400) }));
  return known(findings, fetched.text);
}

const recordsToPublish = (domain: string) => [
  { name: withDot(`_mta-sts.${domain}`), type: 'TXT', data: txtData('v=STSv1; id=1') },
  { name: withDot(`mta-sts.${domain}`), type: 'A', data: '<address of the web server>' },
];

const suggestedPolicy = (hosts: readonly Receiver[]): string =>
  ['version: STSv1', 'mode: testing', ...hosts.map(({ host }) => `mx: ${plainName(host)}`), 'max_age: 604800'].join(' / ');

type Fetched = { readonly text: string; readonly type: string } | { readonly finding: Finding };

/** RFC 8461 §3.3: a policy of at most 64 KiB, within a minute. */
const within = 30_000;
const longest = 64 * 1_024;

/** @returns the policy file as it was answered, or what was wrong with the answer */
export async function fetchPolicy({ domain, lookups, peer, clock, signal, port, isAllowed }: PolicyNeeds): Promise<Fetched> {
  const host = `mta-sts.${domain}`;
  const wrong = (id: Parameters<typeof finding>[0], facts: Record<string, string | number>): Fetched => ({
    finding: finding(id, { about: host, facts }),
  });
  // From the name server that is asked for everything else: what another one says may differ.
  const answers = await Promise.all([lookups.find(host, 'A'), lookups.find(host, 'AAAA')]);
  const found = answers.flatMap(({ data }) => data);
  const addresses = found.filter(isAllowed);
  if (addresses.length === 0) return wrong('sts.unreachable', { reason: found[0] ?? answers[0].status });
  const tap = peer.openTap({ protocol: 'http', host, port, ...peer.opening });
  tap.note({ key: 'resolved', parameters: { host, addresses: addresses.join(' ') } });
  try {
    const answer = await getOverTls({
      destination: { protocol: 'http', host, port, addresses, trust: peer.trust, tap, clock, deadline: within, signal },
      path: '/.well-known/mta-sts.txt',
      headers: { accept: 'text/plain', 'accept-encoding': 'identity', 'user-agent': 'Postglass' },
      limit: longest + 16_384,
      read: (response) => readAnswer(response, clock),
    });
    tap.note({ key: 'closed', parameters: {} });
    tap.end();
    const { status, type, text } = answer;
    // RFC 8461 §3.3: redirects are not followed.
    if (status >= 300 && status < 400) return wrong('sts.redirect', { status });
    return status === 200 ? { text, type } : wrong('sts.status', { status });
  } catch (error) {
    const reason = toFailure(error);
    tap.note(endNote(reason));
    tap.end(reason);
    const cause = typeof reason.detail?.cause === 'string' ? reason.detail.cause : reason.code;
    return wrong(reason.code.startsWith('certificate-') ? 'sts.certificate' : 'sts.unreachable', { reason: cause });
  }
}

async function readAnswer(response: IncomingMessage, clock: Clock): Promise<{ status: number; type: string; text: string }> {
  const chunks: Buffer[] = [];
  let length = 0;
  // One octet a minute is no answer.
  const cancel = clock.after(within, () =>
    response.destroy(new FailureError(failure('connection-stalled', { detail: { milliseconds: within } }))),
  );
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > longest) throw new FailureError(failure('limit-exceeded', { detail: { limit: longest } }));
      chunks.push(chunk);
    }
  } finally {
    cancel();
  }
  return { status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text: Buffer.concat(chunks).toString('utf8') };
}
