/** The certificates that a server showed, its own first: for whom, by whom, how long, and their fingerprints. */
import type { CheckReport } from '../../electron/contract/accounts.ts';
import { formatFullDate } from '../i18n/format.ts';
import { useLanguage, useWords } from '../i18n/words.ts';
import { visible } from '../ui/text/visible-text.ts';

type Chain = NonNullable<CheckReport['refusedCertificate']>['chain'];

export function CertificateChain({ chain }: { chain: Chain }) {
  const say = useWords();
  const language = useLanguage();
  const date = (written: string) => {
    const time = Date.parse(written);
    return Number.isNaN(time) ? visible(written) : formatFullDate(time, language);
  };
  return (
    <ol className="certificate-chain">
      {chain.map(({ subject, issuer, validFrom, validTo, names, fingerprint }, at) => (
        <li key={fingerprint}>
          <strong>{at === 0 ? say('certificate.server') : say('certificate.issuerOf', { number: at })}</strong>
          <dl>
            <div>
              <dt>{say('certificate.subject')}</dt>
              <dd className="mono">{visible(subject)}</dd>
            </div>
            <div>
              <dt>{say('certificate.issuer')}</dt>
              <dd className="mono">{visible(issuer)}</dd>
            </div>
            <div>
              <dt>{say('certificate.valid')}</dt>
              <dd>{say('certificate.fromTo', { from: date(validFrom), to: date(validTo) })}</dd>
            </div>
            {names.length > 0 && (
              <div>
                <dt>{say('certificate.names')}</dt>
                <dd className="mono">{names.map(visible).join(', ')}</dd>
              </div>
            )}
            <div>
              <dt>SHA-256</dt>
              <dd className="mono">{visible(fingerprint)}</dd>
            </div>
          </dl>
        </li>
      ))}
    </ol>
  );
}
