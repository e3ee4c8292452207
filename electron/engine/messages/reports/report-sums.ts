/** Adds reports up: per domain, day and source. Each report counts once, however often it came. */
import type { DmarcReport, DomainSum, FolderReports, Report, TlsReport } from '../../../contract/delivery/reports.ts';
import type { Failure } from '../../../contract/failure.ts';

/** What is kept of a folder, and what is told of it. */
const mostDomains = 200;
const mostDays = 400;
const mostHeldSources = 20_000;
const mostSources = 300;
const mostFailures = 50;
const mostUnreadable = 100;

const dayLength = 86_400_000;

interface SourceSum {
  passed: number;
  failed: number;
  quarantined: number;
  rejected: number;
  readonly reporters: Set<string>;
}

interface DaySum {
  passed: number;
  failed: number;
  succeeded: number;
  failedSessions: number;
}

interface DomainDraft {
  dmarcReports: number;
  tlsReports: number;
  readonly totals: DomainSum['totals'];
  succeeded: number;
  failedSessions: number;
  readonly days: Map<number, DaySum>;
  readonly sources: Map<string, SourceSum>;
  readonly failures: Map<string, number>;
}

const emptyDomain = (): DomainDraft => ({
  dmarcReports: 0,
  tlsReports: 0,
  totals: { messages: 0, passed: 0, failed: 0, quarantined: 0, rejected: 0 },
  succeeded: 0,
  failedSessions: 0,
  days: new Map(),
  sources: new Map(),
  failures: new Map(),
});

interface ReportSums {
  /** @param message that carried them */
  add(message: number, reports: readonly Report[]): void;
  /** A message that could not be looked into. */
  miss(failure: Failure): void;
  /** Reports so far. */
  count(): number;
  result(): Omit<FolderReports, 'notHeld'>;
}

export function createReportSums(): ReportSums {
  const domains = new Map<string, DomainDraft>();
  const seen = new Set<string>();
  const unreadable: FolderReports['unreadable'] = [];
  let [messages, reports, repeated, unreadableCount, missing] = [0, 0, 0, 0, 0];
  let failure: Failure | null = null;

  const domainOf = (domain: string): DomainDraft | null => {
    const held = domains.get(domain);
    if (held || domains.size >= mostDomains) return held ?? null;
    const made = emptyDomain();
    domains.set(domain, made);
    return made;
  };

  const addReport = (report: DmarcReport | TlsReport): void => {
    const key = JSON.stringify([report.kind, report.reporter, report.domain, report.reportId, report.begin]);
    if (report.reportId !== '' && seen.has(key)) {
      repeated++;
      return;
    }
    seen.add(key);
    reports++;
    if (report.kind === 'dmarc') addDmarc(domainOf(report.domain), report);
    else addTls(domainOf, report);
  };

  return {
    add(message, found) {
      messages++;
      for (const report of found) {
        if (report.kind !== 'unreadable') addReport(report);
        else if (unreadableCount++ < mostUnreadable) unreadable.push({ message, fileName: report.fileName, fault: report.fault });
      }
    },
    miss(why) {
      missing++;
      failure ??= why;
    },
    count: () => reports,
    result: () => ({
      messages,
      reports,
      repeated,
      domains: [...domains]
        .map(([domain, draft]) => told(domain, draft))
        .sort((one, other) => other.dmarcReports + other.tlsReports - one.dmarcReports - one.tlsReports),
      unreadable,
      moreUnreadable: unreadableCount - unreadable.length,
      missing,
      failure,
    }),
  };
}

/** The day on which most of the period lies: some reporters' days begin at another hour. Null where no period is stated. */
const dayOf = ({ begin, end }: DmarcReport | TlsReport): number | null =>
  begin === null ? null : Math.floor((begin + Math.min(Math.max(0, (end ?? begin) - begin), dayLength) / 2) / dayLength) * dayLength;

function daySum({ days }: DomainDraft, day: number | null): DaySum | null {
  if (day === null) return null;
  const held = days.get(day) ?? { passed: 0, failed: 0, succeeded: 0, failedSessions: 0 };
  days.set(day, held);
  return held;
}

function addDmarc(domain: DomainDraft | null, report: DmarcReport): void {
  if (!domain) return;
  domain.dmarcReports++;
  const { totals, rows, reporter } = report;
  for (const name of ['messages', 'passed', 'failed', 'quarantined', 'rejected'] as const) domain.totals[name] += totals[name];
  const day = daySum(domain, dayOf(report));
  if (day) {
    day.passed += totals.passed;
    day.failed += totals.failed;
  }
  for (const { source, count, dkim, spf, disposition } of rows) {
    const held = domain.sources.get(source) ?? { passed: 0, failed: 0, quarantined: 0, rejected: 0, reporters: new Set() };
    if (held.reporters.size === 0 && domain.sources.size >= mostHeldSources) continue;
    domain.sources.set(source, held);
    held.reporters.add(reporter);
    held[dkim === 'pass' || spf === 'pass' ? 'passed' : 'failed'] += count;
    if (disposition === 'quarantine') held.quarantined += count;
    if (disposition === 'reject') held.rejected += count;
  }
}

/** Each policy of a report may be about a domain of its own. */
function addTls(domainOf: (domain: string) => DomainDraft | null, report: TlsReport): void {
  const day = dayOf(report);
  const told = new Set<DomainDraft>();
  for (const policy of report.policies) {
    const domain = domainOf(policy.domain || report.domain);
    if (!domain) continue;
    if (!told.has(domain)) domain.tlsReports++;
    told.add(domain);
    domain.succeeded += policy.succeeded;
    domain.failedSessions += policy.failed;
    const sum = daySum(domain, day);
    if (sum) {
      sum.succeeded += policy.succeeded;
      sum.failedSessions += policy.failed;
    }
    for (const { reason, count } of policy.failures) {
      if (domain.failures.has(reason) || domain.failures.size < mostFailures)
        domain.failures.set(reason, count + (domain.failures.get(reason) ?? 0));
    }
  }
}

function told(domain: string, { days, sources, failures, ...sums }: DomainDraft): DomainSum {
  const listed = [...sources].sort(([, one], [, other]) => other.passed + other.failed - one.passed - one.failed);
  return {
    domain,
    ...sums,
    days: [...days]
      .map(([day, sum]) => ({ day, ...sum }))
      .sort((one, other) => one.day - other.day)
      .slice(-mostDays),
    sources: listed.slice(0, mostSources).map(([source, { reporters, ...sum }]) => ({ source, ...sum, reporters: reporters.size })),
    moreSources: Math.max(0, listed.length - mostSources),
    failures: [...failures].map(([reason, count]) => ({ reason, count })).sort((one, other) => other.count - one.count),
  };
}
