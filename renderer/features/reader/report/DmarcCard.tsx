/** A DMARC aggregate report: totals, the published policy, a bar for each source, and every result. */
import type { DmarcReport, DmarcRow } from '../../../../electron/contract/delivery/reports.ts';
import { formatNumber } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/words.ts';
import { type CountBar, CountBars } from '../../../ui/CountBars.tsx';
import { useKeyScrolling } from '../../../ui/focus/use-key-scrolling.ts';
import { Breakable } from '../../../ui/text/Breakable.tsx';
import { visibleStart } from '../../../ui/text/visible-text.ts';
import { ReportHead } from './ReportHead.tsx';

/** Sources that have a bar. */
const mostBars = 8;

const policies = ['none', 'quarantine', 'reject'] as const;
const dispositions = ['none', 'pass', 'quarantine', 'reject'] as const;
const reasons = ['forwarded', 'sampled_out', 'trusted_forwarder', 'mailing_list', 'local_policy', 'policy_test_mode', 'other'] as const;

export function DmarcCard({ report }: { report: DmarcReport }) {
  const say = useWords();
  const language = useLanguage();
  const { totals, policy, rows, more, errors, isCut } = report;
  const number = (count: number) => formatNumber(count, language);
  const published = policies.find((one) => policy.some(({ tag, value }) => tag === 'p' && value === one));
  const facts = [
    say('report.messages', { count: totals.messages, number: number(totals.messages) }),
    say('report.passed', { count: totals.passed, number: number(totals.passed) }),
    say('report.failed', { count: totals.failed, number: number(totals.failed) }),
    ...(totals.quarantined > 0 ? [say('report.quarantined', { count: totals.quarantined, number: number(totals.quarantined) })] : []),
    ...(totals.rejected > 0 ? [say('report.rejected', { count: totals.rejected, number: number(totals.rejected) })] : []),
  ];
  return (
    <section className={`report-card ${totals.failed > 0 ? 'report-mixed' : 'report-good'}`} aria-label={say('report.title')}>
      <ReportHead report={report} />
      <p className="report-totals numeric">
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      {policy.length > 0 && (
        <p className="report-facts">
          <span>{say('report.policy')}</span>
          <code dir="ltr">{policy.map(({ tag, value }) => `${tag}=${visibleStart(value, 40)}`).join(' ')}</code>
          {published && <span>{say(`report.p.${published}`)}</span>}
        </p>
      )}
      {errors.length > 0 && (
        <p className="report-doubt">
          <bdi>{say('report.errors', { errors: errors.map((error) => visibleStart(error, 200)).join(' · ') })}</bdi>
        </p>
      )}
      {isCut && <p className="report-doubt">{say('report.cut')}</p>}
      {rows.length > 0 && <Sources rows={rows} />}
      {rows.length > 0 && <Results rows={rows} />}
      {more.rows > 0 && <p className="report-facts">{say('report.more', { rows: number(more.rows), number: number(more.messages) })}</p>}
    </section>
  );
}

/** Several results of one source are one bar. */
function Sources({ rows }: { rows: readonly DmarcRow[] }) {
  const say = useWords();
  const language = useLanguage();
  const sources = new Map<string, { passed: number; failed: number }>();
  for (const { source, count, dkim, spf } of rows) {
    const sum = sources.get(source) ?? { passed: 0, failed: 0 };
    sum[dkim === 'pass' || spf === 'pass' ? 'passed' : 'failed'] += count;
    sources.set(source, sum);
  }
  const bars = [...sources]
    .sort(([, one], [, other]) => other.passed + other.failed - one.passed - one.failed)
    .slice(0, mostBars)
    .map(
      ([source, { passed, failed }]): CountBar => ({
        key: source,
        label: visibleStart(source, 60) || say('report.unsaid'),
        parts: [
          { tone: 'good', count: passed },
          { tone: 'bad', count: failed },
        ],
        words: [
          ...(passed > 0 ? [say('report.passed', { count: passed, number: formatNumber(passed, language) })] : []),
          ...(failed > 0 ? [say('report.failed', { count: failed, number: formatNumber(failed, language) })] : []),
        ].join(' · '),
      }),
    );
  return (
    <>
      <h3>{say('report.sources')}</h3>
      <CountBars label={say('report.sources')} bars={bars} />
    </>
  );
}

function Results({ rows }: { rows: readonly DmarcRow[] }) {
  const say = useWords();
  const language = useLanguage();
  const [attach, tabIndex] = useKeyScrolling();
  return (
    <>
      <h3>{say('report.records')}</h3>
      {/* biome-ignore lint/a11y/useSemanticElements: a box that scrolls; a fieldset is for fields */}
      <div ref={attach} tabIndex={tabIndex} role="group" aria-label={say('report.records')} className="report-scroll">
        <table className="report-table numeric">
          <thead>
            <tr>
              <th scope="col">{say('report.source')}</th>
              <th scope="col">{say('report.count')}</th>
              <th scope="col">{say('report.disposition')}</th>
              <th scope="col">DKIM</th>
              <th scope="col">SPF</th>
              <th scope="col">{say('report.headerFrom')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows repeat and never change places
              <tr key={index}>
                <th scope="row">
                  <bdi>{row.source === '' ? say('report.unsaid') : <Breakable text={visibleStart(row.source, 60)} />}</bdi>
                </th>
                <td>{formatNumber(row.count, language)}</td>
                <td>
                  <Disposition row={row} />
                </td>
                <td>
                  <Check aligned={row.dkim} found={row.signatures.map(({ domain, result, selector }) => [domain, result, selector])} />
                </td>
                <td>
                  <Check aligned={row.spf} found={row.senders.map(({ domain, result }) => [domain, result, ''])} />
                </td>
                <td>
                  <bdi>
                    <Breakable text={visibleStart(row.headerFrom, 120)} />
                  </bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Disposition({ row: { disposition, reasons: given } }: { row: DmarcRow }) {
  const say = useWords();
  const known = dispositions.find((one) => one === disposition);
  return (
    <>
      {known ? say(`report.disposition.${known}`) : <bdi>{visibleStart(disposition, 40)}</bdi>}
      {given.map(({ type, comment }) => {
        const reason = reasons.find((one) => one === type);
        const words = [reason ? say(`report.reason.${reason}`) : visibleStart(type, 60), visibleStart(comment, 120)];
        return (
          <small key={`${type} ${comment}`}>
            <bdi>{words.filter((word) => word !== '').join(': ')}</bdi>
          </small>
        );
      })}
    </>
  );
}

/** @param found domain, result and selector of each */
function Check({ aligned, found }: { aligned: 'pass' | 'fail' | null; found: readonly (readonly [string, string, string])[] }) {
  const say = useWords();
  return (
    <>
      <span className={aligned === null ? '' : `report-${aligned}`}>{say(aligned === null ? 'report.unsaid' : `report.${aligned}`)}</span>
      {found.map(([domain, result, selector], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they repeat and never change places
        <small key={index}>
          <bdi>
            <Breakable text={visibleStart(domain, 120)} /> {visibleStart(result, 40)}
            {selector !== '' && ` (${visibleStart(selector, 60)})`}
          </bdi>
        </small>
      ))}
    </>
  );
}
