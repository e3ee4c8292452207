/** The chain that was refused, and the deliberate exception for exactly this certificate at exactly this server. */
import { ShieldAlert } from 'lucide-react';
import type { CheckReport } from '../../../electron/contract/accounts.ts';
import { formatFullDate } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { visible } from '../../ui/text/visible-text.ts';

interface RefusedCertificateProps {
  refused: NonNullable<CheckReport['refusedCertificate']>;
  isBusy: boolean;
  onTrust: (fingerprint: string) => void;
}

export function RefusedCertificate({ refused, isBusy, onTrust }: RefusedCertificateProps) {
  const say = useWords();
  const language = useLanguage();
  const server = `${refused.host}:${refused.port}`;
  const date = (written: string) => {
    const time = Date.parse(written);
    return Number.isNaN(time) ? visible(written) : formatFullDate(time, language);
  };
  const leaf = refused.chain[0];
  // A date that has passed cannot be excepted: see wire/trust.ts.
  const expired = refused.chain.some(({ validTo }) => Date.parse(validTo) < Date.now());
  return (
    <section className="certificate" aria-label={say('certificate.title', { server })}>
      <h3>
        <ShieldAlert size="1rem" aria-hidden /> {say('certificate.title', { server })}
      </h3>
      <p>{say(expired ? 'certificate.expired' : 'certificate.warning')}</p>
      {leaf && !expired && (
        <Button kind="danger" isDisabled={isBusy} onPress={() => onTrust(leaf.fingerprint)}>
          {say('certificate.trust', { server })}
        </Button>
      )}
      <ol>
        {refused.chain.map((certificate, at) => (
          <li key={certificate.fingerprint}>
            <strong>{at === 0 ? say('certificate.server') : say('certificate.issuerOf', { number: at })}</strong>
            <dl>
              <div>
                <dt>{say('certificate.subject')}</dt>
                <dd className="mono">{visible(certificate.subject)}</dd>
              </div>
              <div>
                <dt>{say('certificate.issuer')}</dt>
                <dd className="mono">{visible(certificate.issuer)}</dd>
              </div>
              <div>
                <dt>{say('certificate.valid')}</dt>
                <dd>{say('certificate.fromTo', { from: date(certificate.validFrom), to: date(certificate.validTo) })}</dd>
              </div>
              {certificate.names.length > 0 && (
                <div>
                  <dt>{say('certificate.names')}</dt>
                  <dd className="mono">{certificate.names.map(visible).join(', ')}</dd>
                </div>
              )}
              <div>
                <dt>SHA-256</dt>
                <dd className="mono certificate-print">{visible(certificate.fingerprint)}</dd>
              </div>
            </dl>
          </li>
        ))}
      </ol>
    </section>
  );
}
