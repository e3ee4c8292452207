/** What servers wrote into the header about the message: that of the reader's own, and apart from it what counts for nothing. */
import { TriangleAlert } from 'lucide-react';
import type { Authentication, AuthenticationReport, ReportedResult } from '../../../../../electron/contract/delivery/authentication.ts';
import { useWords } from '../../../../i18n/words.ts';
import { visibleStart } from '../../../../ui/text/visible-text.ts';
import { OwnServers } from './OwnServers.tsx';

export function Reported({ header: { reports, seals, trusted, below, left }, accountId }: { header: Authentication; accountId: string }) {
  const say = useWords();
  const counted = reports.filter(({ standing }) => standing === 'trusted');
  const others = reports.filter(({ standing }) => standing !== 'trusted');
  return (
    <section className="auth-part" aria-label={say('auth.reported')}>
      <div className="auth-title">
        <h2>{say('auth.reported')}</h2>
      </div>
      {counted.length === 0 && <p className="auth-hint">{say('auth.reportedNone')}</p>}
      {counted.map(({ field, server, results }) => (
        <div key={field} className="auth-report">
          <p className="auth-hint">
            {server === null ? say('auth.reportedNameless') : say('auth.reportedBy', { server: visibleStart(server, 253) })}
          </p>
          <Results results={results} />
        </div>
      ))}
      <OwnServers key={accountId} trusted={trusted} below={below} accountId={accountId} />
      {others.length > 0 && <Others reports={others} />}
      {left > 0 && <p className="auth-hint">{say('auth.left', { count: left })}</p>}
      {seals.map(({ instance, domain, server, chain, results }) => (
        <div key={instance} className="auth-report">
          <h3>
            ARC {instance} · {say('auth.seal', { domain: visibleStart(domain ?? server ?? '?', 253) })}
            {chain !== null && <span className="auth-role"> cv={visibleStart(chain, 20)}</span>}
          </h3>
          <Results results={results} />
        </div>
      ))}
    </section>
  );
}

function Others({ reports }: { reports: readonly AuthenticationReport[] }) {
  const say = useWords();
  return (
    <>
      <h3>{say('auth.others')}</h3>
      {reports.map(({ field, server, standing, results }) => (
        <div key={field} className="auth-report">
          <p className={standing === 'forged' ? 'auth-forged' : 'auth-hint'}>
            {standing === 'forged' && <TriangleAlert aria-hidden="true" className="auth-mark" />}
            {server !== null && (
              <>
                <bdi className="auth-domain">{visibleStart(server, 253)}</bdi>
                {': '}
              </>
            )}
            {say(`auth.standing.${standing}`)}
          </p>
          <Results results={results} />
        </div>
      ))}
    </>
  );
}

function Results({ results }: { results: readonly ReportedResult[] }) {
  if (results.length === 0) return null;
  return (
    <ul className="auth-results">
      {results.map(({ method, result, comment, properties }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: results may repeat and never change places
        <li key={index} dir="ltr">
          <code>
            {visibleStart(method, 60)}=<strong>{visibleStart(result, 60)}</strong>
            {properties.map(({ name, value }) => ` ${visibleStart(`${name}=${value}`, 300)}`)}
          </code>
          {comment !== null && <span className="auth-comment">{visibleStart(comment, 500)}</span>}
        </li>
      ))}
    </ul>
  );
}
