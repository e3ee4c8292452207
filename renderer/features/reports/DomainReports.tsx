/** One domain: its totals, a bar for each day, its sources, and why TLS failed. */
import type { DomainSum } from '../../../electron/contract/delivery/reports.ts';
import { formatDays, formatNumber } from '../../i18n/format.ts';
import { tlsReason } from '../../i18n/tls-reason.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { CountBars } from '../../ui/CountBars.tsx';
import { useKeyScrolling } from '../../ui/focus/use-key-scrolling.ts';
import { visibleStart } from '../../ui/text/visible-text.ts';

export function DomainReports({ sum }: { sum: DomainSum }) {
  const say = useWords();
  const language = useLanguage();
  const { domain, dmarcReports, tlsReports, totals, succeeded, failedSessions, failures } = sum;
  const number = (count: number) => formatNumber(count, language);
  return (
    <section className="reports-domain">
      <h3>
        <bdi>{visibleStart(domain, 253) || say('report.someDomain')}</bdi>
      </h3>
      {dmarcReports > 0 && (
        <>
          <p className="reports-totals numeric">
            <span>{say('reports.dmarc', { number: number(dmarcReports) })}</span>
            <span>{say('report.messages', { count: totals.messages, number: number(totals.messages) })}</span>
            <span>{say('report.passed', { count: totals.passed, number: number(totals.passed) })}</span>
            <span>{say('report.failed', { count: totals.failed, number: number(totals.failed) })}</span>
            {totals.quarantined > 0 && (
              <span>{say('report.quarantined', { count: totals.quarantined, number: number(totals.quarantined) })}</span>
            )}
            {totals.rejected > 0 && <span>{say('report.rejected', { count: totals.rejected, number: number(totals.rejected) })}</span>}
          </p>
          <Days sum={sum} label={say('reports.days')} kind="messages" />
          <Sources sum={sum} />
        </>
      )}
      {tlsReports > 0 && (
        <>
          <p className="reports-totals numeric">
            <span>{say('reports.tls', { number: number(tlsReports) })}</span>
            <span>{say('report.succeeded', { count: succeeded, number: number(succeeded) })}</span>
            <span>{say('report.sessionsFailed', { count: failedSessions, number: number(failedSessions) })}</span>
          </p>
          <Days sum={sum} label={say('reports.sessionDays')} kind="sessions" />
          {failures.length > 0 && (
            <CountBars
              label={say('report.why')}
              bars={failures.map(({ reason, count }) => {
                const known = tlsReason(reason);
                return {
                  key: reason,
                  label: known ? say(known) : visibleStart(reason, 80) || say('report.unsaid'),
                  parts: [{ tone: 'bad' as const, count }],
                  words: number(count),
                };
              })}
            />
          )}
        </>
      )}
    </section>
  );
}

/** The newest day first. */
function Days({ sum: { days }, label, kind }: { sum: DomainSum; label: string; kind: 'messages' | 'sessions' }) {
  const say = useWords();
  const language = useLanguage();
  const [attach, tabIndex] = useKeyScrolling();
  const counts = days
    .map((day) => ({
      day: day.day,
      good: kind === 'messages' ? day.passed : day.succeeded,
      bad: kind === 'messages' ? day.failed : day.failedSessions,
    }))
    .filter(({ good, bad }) => good + bad > 0)
    .reverse();
  if (counts.length === 0) return null;
  const number = (count: number) => formatNumber(count, language);
  return (
    <>
      <h4>{label}</h4>
      {/* biome-ignore lint/a11y/useSemanticElements: a box that scrolls; a fieldset is for fields */}
      <div ref={attach} tabIndex={tabIndex} role="group" aria-label={label} className="reports-scroll reports-days">
        <CountBars
          label={label}
          bars={counts.map(({ day, good, bad }) => ({
            key: String(day),
            label: formatDays(day, day, language),
            parts: [
              { tone: 'good', count: good },
              { tone: 'bad', count: bad },
            ],
            words: [
              ...(good > 0
                ? [
                    kind === 'messages'
                      ? say('report.passed', { count: good, number: number(good) })
                      : say('report.succeeded', { count: good, number: number(good) }),
                  ]
                : []),
              ...(bad > 0
                ? [
                    kind === 'messages'
                      ? say('report.failed', { count: bad, number: number(bad) })
                      : say('report.sessionsFailed', { count: bad, number: number(bad) }),
                  ]
                : []),
            ].join(' · '),
          }))}
        />
      </div>
    </>
  );
}

function Sources({ sum: { sources, moreSources } }: { sum: DomainSum }) {
  const say = useWords();
  const language = useLanguage();
  const [attach, tabIndex] = useKeyScrolling();
  const number = (count: number) => formatNumber(count, language);
  return (
    <>
      <h4>{say('report.sources')}</h4>
      {/* biome-ignore lint/a11y/useSemanticElements: a box that scrolls; a fieldset is for fields */}
      <div ref={attach} tabIndex={tabIndex} role="group" aria-label={say('report.sources')} className="reports-scroll">
        <table className="reports-table numeric">
          <thead>
            <tr>
              <th scope="col">{say('report.source')}</th>
              <th scope="col">{say('report.count')}</th>
              <th scope="col">{say('reports.passed')}</th>
              <th scope="col">{say('reports.failed')}</th>
              <th scope="col">{say('reports.quarantined')}</th>
              <th scope="col">{say('reports.rejected')}</th>
              <th scope="col">{say('reports.reporters')}</th>
            </tr>
          </thead>
          <tbody>
            {sources.map(({ source, passed, failed, quarantined, rejected, reporters }) => (
              <tr key={source}>
                <th scope="row">
                  <bdi>{visibleStart(source, 60) || say('report.unsaid')}</bdi>
                </th>
                {[passed + failed, passed, failed, quarantined, rejected, reporters].map((count, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns never change places
                  <td key={column}>{number(count)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {moreSources > 0 && <p className="reports-soft">{say('reports.moreSources', { number: number(moreSources) })}</p>}
    </>
  );
}
