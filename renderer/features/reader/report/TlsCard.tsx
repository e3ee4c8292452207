/** A report about TLS: sessions that succeeded and failed by each policy, and why. */
import type { TlsPolicy, TlsReport } from '../../../../electron/contract/delivery/reports.ts';
import { formatNumber } from '../../../i18n/format.ts';
import { tlsReason } from '../../../i18n/tls-reason.ts';
import { useLanguage, useWords } from '../../../i18n/words.ts';
import { CountBars } from '../../../ui/CountBars.tsx';
import { useKeyScrolling } from '../../../ui/focus/use-key-scrolling.ts';
import { Breakable } from '../../../ui/text/Breakable.tsx';
import { visibleStart } from '../../../ui/text/visible-text.ts';
import { ReportHead } from './ReportHead.tsx';

const policyTypes = ['sts', 'tlsa', 'no-policy-found'] as const;

export function TlsCard({ report }: { report: TlsReport }) {
  const say = useWords();
  const language = useLanguage();
  const { policies, succeeded, failed } = report;
  const words = (one: { readonly succeeded: number; readonly failed: number }) => [
    say('report.succeeded', { count: one.succeeded, number: formatNumber(one.succeeded, language) }),
    say('report.sessionsFailed', { count: one.failed, number: formatNumber(one.failed, language) }),
  ];
  const nameOf = ({ type, domain }: TlsPolicy): string => {
    const known = policyTypes.find((one) => one === type);
    return [known ? say(`report.policy.${known}`) : visibleStart(type, 60), visibleStart(domain, 120)]
      .filter((one) => one !== '')
      .join(' · ');
  };
  return (
    <section className={`report-card ${failed > 0 ? 'report-mixed' : 'report-good'}`} aria-label={say('report.title')}>
      <ReportHead report={report} />
      <p className="report-totals numeric">
        {words({ succeeded, failed }).map((one) => (
          <span key={one}>{one}</span>
        ))}
      </p>
      <CountBars
        label={say('report.sessions')}
        bars={policies.map((policy, index) => ({
          key: String(index),
          label: nameOf(policy),
          parts: [
            { tone: 'good', count: policy.succeeded },
            { tone: 'bad', count: policy.failed },
          ],
          words: words(policy).join(' · '),
        }))}
      />
      {policies.map((policy, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: policies repeat and never change places
        <Policy key={index} policy={policy} name={nameOf(policy)} isNamed={policies.length > 1} />
      ))}
    </section>
  );
}

/** @param isNamed says which policy it is: of several */
function Policy({ policy, name, isNamed }: { policy: TlsPolicy; name: string; isNamed: boolean }) {
  const say = useWords();
  const language = useLanguage();
  const [attach, tabIndex] = useKeyScrolling();
  const { failures, moreFailures, text, mxHosts } = policy;
  const published = [...text, ...mxHosts.map((host) => `mx: ${host}`)];
  return (
    <>
      {published.length > 0 && (
        <p className="report-facts">
          {isNamed && <span>{name}</span>}
          <code dir="ltr">{[...new Set(published)].map((line) => visibleStart(line, 200)).join(' · ')}</code>
        </p>
      )}
      {failures.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a box that scrolls; a fieldset is for fields
        <div ref={attach} tabIndex={tabIndex} role="group" aria-label={name} className="report-scroll">
          <table className="report-table numeric">
            <thead>
              <tr>
                <th scope="col">{say('report.why')}</th>
                <th scope="col">{say('report.sessions')}</th>
                <th scope="col">{say('report.mx')}</th>
                <th scope="col">{say('report.source')}</th>
              </tr>
            </thead>
            <tbody>
              {failures.map(({ reason, count, mx, mxAddress, source, details }, index) => {
                const words = tlsReason(reason);
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: failures repeat and never change places
                  <tr key={index}>
                    <th scope="row">
                      {words ? say(words) : <bdi>{visibleStart(reason, 80) || say('report.unsaid')}</bdi>}
                      {details !== '' && (
                        <small>
                          <bdi>
                            <Breakable text={visibleStart(details, 300)} />
                          </bdi>
                        </small>
                      )}
                    </th>
                    <td>{formatNumber(count, language)}</td>
                    <td>
                      <bdi>
                        <Breakable text={visibleStart(mx, 120)} />
                      </bdi>
                      {mxAddress !== '' && <small>{visibleStart(mxAddress, 60)}</small>}
                    </td>
                    <td>
                      <bdi>
                        <Breakable text={visibleStart(source, 60)} />
                      </bdi>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {moreFailures > 0 && <p className="report-facts">{say('report.moreFailures', { number: formatNumber(moreFailures, language) })}</p>}
    </>
  );
}
