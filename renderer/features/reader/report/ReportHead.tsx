/** What a report is about, who made it, and for when. */
import { ChartNoAxesColumn } from 'lucide-react';
import type { DmarcReport, TlsReport } from '../../../../electron/contract/delivery/reports.ts';
import { formatDays } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/words.ts';
import { visibleStart } from '../../../ui/text/visible-text.ts';

export function ReportHead({ report }: { report: DmarcReport | TlsReport }) {
  const say = useWords();
  const language = useLanguage();
  const { kind, domain, reporter, begin, end, reportId } = report;
  // A period ends with the first second of the next day, or with the last of its own.
  const period = begin === null ? say('report.noPeriod') : formatDays(begin, Math.max(begin, (end ?? begin) - 1_000), language);
  return (
    <>
      <h2>
        <ChartNoAxesColumn aria-hidden="true" />
        <bdi>{say(`report.${kind}`, { domain: visibleStart(domain, 253) || say('report.someDomain') })}</bdi>
      </h2>
      <p className="report-facts">
        {reporter !== '' && <bdi>{say('report.from', { reporter: visibleStart(reporter, 120) })}</bdi>}
        <span>{period}</span>
        {reportId !== '' && <bdi className="report-id">{say('report.id', { id: visibleStart(reportId, 80) })}</bdi>}
      </p>
    </>
  );
}
