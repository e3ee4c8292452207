/**
 * Finds out how mail to a domain is received and protected: each part looks up what it needs and answers findings, the windows hear of each as
 * it is there. It refuses to know how DNS is spoken and how a finding is said.
 */
import type { Clock } from '../../../base/clock.ts';
import type { DeliveryReport, deliveryCalls, Finding } from '../../../contract/delivery/mail-domain.ts';
import { findingSections } from '../../../contract/delivery/mail-domain.ts';
import { fail, failure, type Result, succeed } from '../../../contract/failure.ts';
import type { EngineContext, Room } from '../../context.ts';
import { askingByWalk } from '../ask-by-walk.ts';
import type { Asking } from '../asking.ts';
import type { DeliveryPorts } from '../ports.ts';
import { probeServers } from '../probe/probe-servers.ts';
import { addressesAllowed } from '../reachable.ts';
import { examineBimi } from './bimi.ts';
import { examineDane } from './dane.ts';
import { examineDkim, type SelectorsOf } from './dkim.ts';
import { examineDmarc } from './dmarc.ts';
import { examineSignatures } from './dnssec.ts';
import { type AnswerCache, createLookups, type Lookups } from './lookups.ts';
import { examineSts } from './mta-sts.ts';
import { findReceivers, lookBack } from './receivers.ts';
import { examineSpf } from './spf.ts';
import { readSubject } from './subject.ts';
import { examineTlsReports } from './tls-rpt.ts';

type Asked = Parameters<Room<typeof deliveryCalls>['handlers']['delivery.examine']>[0];

interface ExaminationNeeds extends Pick<EngineContext, 'peerBase' | 'emit'>, Asking {
  readonly clock: Clock;
  /** Ends every examination. */
  readonly signal: AbortSignal;
  readonly ports: DeliveryPorts;
  readonly selectorsOf: SelectorsOf;
}

interface Examinations {
  readonly examine: (asked: Asked) => Promise<Result<DeliveryReport>>;
  readonly cancel: (ticket: string) => void;
}

/** Milliseconds for all look-ups of one examination. */
const endsWithin = 110_000;

export function createExaminations(needs: ExaminationNeeds): Examinations {
  const { emit, clock, ask, servers, peerBase, signal: ending, ports, selectorsOf } = needs;
  const cache: AnswerCache = new Map();
  /** Those under way, by their tickets. */
  const running = new Map<string, AbortController>();

  async function examine({
    ticket,
    subject: text,
    server: asked,
    root,
    selectors,
    connects,
    isFresh,
  }: Asked): Promise<Result<DeliveryReport>> {
    const subject = readSubject(text);
    if (!subject)
      return fail(failure('input-invalid', { detail: { path: 'subject', message: `${text} is no domain, address or IP address` } }));
    const server = root ?? asked ?? servers()[0];
    if (!server) return fail(failure('name-lookup-failed', { detail: { cause: 'ENOSERVER' } }));
    const stop = new AbortController();
    running.get(ticket)?.abort();
    running.set(ticket, stop);
    const signal = AbortSignal.any([ending, stop.signal]);
    const cancelDeadline = clock.after(endsWithin, () => stop.abort());
    let report: DeliveryReport = {
      ...{
        subject,
        server,
        state: 'running',
        receivers: { kind: 'unknown', hosts: [] },
        spf: null,
        dkim: [],
        learned: [],
        dmarc: [],
        sts: null,
      },
      ...{ servers: [], findings: [], lookUps: [] },
    };
    const put = (part: Partial<DeliveryReport>, findings: readonly Finding[]): void => {
      if (signal.aborted) return;
      report = { ...report, ...part, findings: inOrder([...report.findings, ...findings]) };
      // Each look-up has been announced by itself.
      emit('delivery.examined', { ticket, report: { ...report, lookUps: [] } });
    };
    const lookups = createLookups({
      ...{ ask: root ? askingByWalk(ask, root) : ask, server, clock, signal, cache, isFresh },
      onLookUp(lookUp) {
        if (signal.aborted) return;
        report = { ...report, lookUps: [...report.lookUps, lookUp] };
        emit('delivery.lookedUp', { ticket, lookUp });
      },
    });
    const domain = subject.domain;
    const peer = peerBase({ id: null, name: '' }, 'lookup');
    const isAllowed = addressesAllowed({ ports, named: root ?? asked, typed: domain });
    try {
      const published =
        subject.kind === 'ip'
          ? examineAddress(domain, lookups, put)
          : examineDomain({
              domain,
              selectors,
              learned: selectorsOf(domain, signal).catch(() => []),
              server: server.host,
              lookups,
              put,
              sts: { peer, clock, signal, port: ports.policy, isAllowed },
            });
      // What was asked already is not waited for.
      const work = published.then(async () => {
        const hosts = report.receivers.hosts.map((each) => (subject.kind === 'ip' ? { ...each, host: domain } : each));
        if (!connects || hosts.length === 0) return;
        const onServer = (one: DeliveryReport['servers'][number], found: readonly Finding[]) =>
          put({ servers: [...report.servers, one] }, found);
        put({}, await probeServers({ domain, hosts, lookups, ports, isAllowed, peer, clock, signal, onServer }));
      });
      await Promise.race([work, aborted(signal)]);
      return succeed({ ...report, state: signal.aborted ? 'cancelled' : 'done' });
    } finally {
      cancelDeadline();
      if (running.get(ticket) === stop) running.delete(ticket);
    }
  }

  return { examine, cancel: (ticket) => running.get(ticket)?.abort() };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

type Put = (part: Partial<DeliveryReport>, findings: readonly Finding[]) => void;

async function examineAddress(address: string, lookups: Lookups, put: Put): Promise<void> {
  const { entry, findings } = await lookBack(address, lookups);
  const host = { host: address, preference: null, alias: null, addresses: [entry], tlsa: [] };
  put({ receivers: { kind: 'implicit', hosts: [host] } }, findings);
}

interface DomainNeeds {
  readonly domain: string;
  readonly selectors: readonly string[];
  /** Named by mail that is held; none where the databases are being closed. */
  readonly learned: ReturnType<SelectorsOf>;
  /** That was asked, for sentences. */
  readonly server: string;
  readonly lookups: Lookups;
  readonly put: Put;
  readonly sts: Pick<Parameters<typeof examineSts>[0], 'peer' | 'clock' | 'signal' | 'port' | 'isAllowed'>;
}

async function examineDomain({ domain, selectors, learned, server, lookups, put, sts }: DomainNeeds): Promise<void> {
  const found = findReceivers(domain, lookups);
  const signatures = examineSignatures(domain, server, lookups).then((findings) => put({}, findings));
  const { kind, hosts, findings, isAuthentic } = await found;
  put({ receivers: { kind, hosts: [...hosts] } }, findings);
  // Of a name that does not exist there is nothing more to ask.
  if (findings.some(({ id }) => id === 'domain.missing')) return signatures;
  const receivesMail = kind !== 'null' && kind !== 'none';
  await Promise.all([
    signatures,
    examineSpf(domain, receivesMail, lookups).then(({ tree, findings: all }) => put({ spf: tree }, all)),
    learned
      .then((found) => examineDkim({ domain, selectors, learned: found, lookups }))
      .then(({ keys, learned: names, findings: all }) => put({ dkim: keys, learned: [...names] }, all)),
    examineDmarc(domain, lookups).then(async ({ steps, policy, findings: all }) => {
      put({ dmarc: steps }, all);
      put({}, await examineBimi(domain, policy, lookups));
    }),
    // Protects the way to the hosts: where there are none, there is nothing to protect.
    ...(receivesMail
      ? [
          examineSts({ domain, hosts, lookups, ...sts }).then(({ sts: policy, findings: all }) => put({ sts: policy }, all)),
          examineTlsReports(domain, lookups).then((all) => put({}, all)),
          examineDane(hosts, isAuthentic, server, lookups).then(({ hosts: named, findings: all }) =>
            put({ receivers: { kind, hosts: [...named] } }, all),
          ),
        ]
      : []),
  ]);
}

const inOrder = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((one, other) => findingSections.indexOf(one.section) - findingSections.indexOf(other.section));
