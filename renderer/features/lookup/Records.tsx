/** The records of one section of a report, as they were published. */
import type { DeliveryReport, FindingSection } from '../../../electron/contract/delivery/mail-domain.ts';
import { useWords } from '../../i18n/words.ts';
import { visible } from '../../ui/text/visible-text.ts';

export function Records({ section, report }: { section: FindingSection; report: DeliveryReport }) {
  const say = useWords();
  const { receivers, spf, dkim, dmarc, sts, learned } = report;
  switch (section) {
    case 'receivers':
      return receivers.hosts.length > 0 ? <Receivers report={report} /> : null;
    case 'spf':
      return spf && <SpfTree spf={spf} />;
    case 'dkim':
      return (
        <>
          {learned.length > 0 && <p className="lookup-faint">{say('delivery.learned', { names: learned.map(visible).join(', ') })}</p>}
          <Written lines={dkim.map(({ selector, record }) => `${selector}: ${record}`)} />
        </>
      );
    case 'dmarc':
      return <Written lines={dmarc.map(({ name, record }) => `${name} ${record ?? '–'}`)} />;
    case 'mta-sts':
      return sts && <Written lines={[sts.record, ...(sts.policy ?? '').split(/\r?\n/)].filter((line) => line !== '')} />;
    case 'dane':
      return <Written lines={receivers.hosts.flatMap(({ host, tlsa }) => tlsa.map((record) => `_25._tcp.${host} ${record}`))} />;
    default:
      return null;
  }
}

function Written({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className="delivery-written mono" dir="ltr">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes, and may hold a line twice
        <li key={at}>{visible(line)}</li>
      ))}
    </ul>
  );
}

function Receivers({ report }: { report: DeliveryReport }) {
  const say = useWords();
  return (
    <table className="lookup-records delivery-receivers">
      <caption className="visually-hidden">{say('finding.section.receivers')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('delivery.preference')}</th>
          <th scope="col">{say('delivery.host')}</th>
          <th scope="col">{say('delivery.address')}</th>
          <th scope="col">{say('delivery.leadsBack')}</th>
        </tr>
      </thead>
      <tbody>
        {report.receivers.hosts.flatMap(({ host, preference, addresses }) =>
          (addresses.length > 0 ? addresses : [null]).map((entry, at) => (
            <tr key={`${host} ${entry?.address}`} dir="ltr">
              <td className="numeric">{at === 0 && (preference ?? '–')}</td>
              <td>{at === 0 && visible(host)}</td>
              <td>{entry ? visible(entry.address) : '–'}</td>
              <td>{entry && entry.names.length > 0 ? `${entry.names.map(visible).join(' ')} ${entry.agrees ? '✓' : '≠'}` : '–'}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}

function SpfTree({ spf }: { spf: NonNullable<DeliveryReport['spf']> }) {
  const say = useWords();
  return (
    <ul className="delivery-written mono" dir="ltr" aria-label={say('delivery.spfTree')}>
      <li>
        {visible(spf.record)} <span className="delivery-cost">{say('delivery.cost', { number: String(spf.lookups) })}</span>
      </li>
      {spf.terms.map(({ depth, text, lookups, isFaulty }, at) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes, and may hold a term twice
          key={at}
          className={isFaulty ? 'delivery-term is-broken' : 'delivery-term'}
          style={{ paddingInlineStart: `${Math.min(depth + 1, 12) * 1.25}rem` }}
        >
          {visible(text)} {lookups > 0 && <span className="delivery-cost">{say('delivery.cost', { number: String(lookups) })}</span>}
        </li>
      ))}
    </ul>
  );
}
