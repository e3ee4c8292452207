/** What the reports of a message say, above its text: DMARC, TLS, or why one could not be read. */
import { FileWarning } from 'lucide-react';
import { useCall } from '../../../api/use-call.ts';
import { useWords } from '../../../i18n/words.ts';
import { visibleStart } from '../../../ui/text/visible-text.ts';
import { DmarcCard } from './DmarcCard.tsx';
import { TlsCard } from './TlsCard.tsx';

/** @param id of the message; give the component the same key */
export function ReportCards({ id }: { id: number }) {
  const say = useWords();
  const answer = useCall('messages.reports', { id });
  return answer.value?.reports.map((report, index) => {
    const key = `${index} ${report.fileName}`;
    if (report.kind === 'dmarc') return <DmarcCard key={key} report={report} />;
    if (report.kind === 'tls') return <TlsCard key={key} report={report} />;
    return (
      <section key={key} className="report-card" aria-label={say('report.title')}>
        <h2>
          <FileWarning aria-hidden="true" />
          <bdi>{say('report.unreadable', { name: visibleStart(report.fileName, 120) || say('report.noName') })}</bdi>
        </h2>
        <p>{say(`report.fault.${report.fault}`)}</p>
      </section>
    );
  });
}
