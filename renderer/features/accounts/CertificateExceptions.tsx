/** The certificate exceptions of this account's servers, each with a button that revokes it. */
import { type AccountSettings, type Exception, serversOf } from '../../../electron/contract/accounts.ts';
import { useAction } from '../../api/use-action.ts';
import { useCall } from '../../api/use-call.ts';
import { formatFullDate } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { Button } from '../../ui/Button.tsx';
import { visible } from '../../ui/text/visible-text.ts';

const belongsTo = (settings: AccountSettings, { host, port }: Exception): boolean =>
  serversOf(settings).some((server) => server.host.toLowerCase() === host.toLowerCase() && server.port === port);

export function CertificateExceptions({ settings }: { settings: AccountSettings }) {
  const say = useWords();
  const language = useLanguage();
  const revoke = useAction('accounts.revokeException');
  const all = useCall('accounts.exceptions', {}, { refetchOn: 'accounts.changed' });
  const own = (all.value ?? []).filter((one) => belongsTo(settings, one));
  if (own.length === 0 && !all.failure) return null;
  return (
    <section className="certificate" aria-label={say('exceptions.title')}>
      <h3>{say('exceptions.title')}</h3>
      {all.failure && <Failed failure={all.failure} onRetry={all.retry} />}
      <ol>
        {own.map(({ host, port, certificate }) => {
          const server = `${host}:${port}`;
          const until = Date.parse(certificate.validTo);
          return (
            <li key={`${server} ${certificate.fingerprint}`}>
              <strong>{server}</strong>
              <dl>
                <div>
                  <dt>{say('certificate.subject')}</dt>
                  <dd className="mono">{visible(certificate.subject)}</dd>
                </div>
                <div>
                  <dt>{say('exceptions.until')}</dt>
                  <dd>{Number.isNaN(until) ? visible(certificate.validTo) : formatFullDate(until, language)}</dd>
                </div>
                <div>
                  <dt>SHA-256</dt>
                  <dd className="mono">{visible(certificate.fingerprint)}</dd>
                </div>
              </dl>
              <Button
                kind="danger"
                isDisabled={revoke.isRunning}
                onPress={() => void revoke.run({ host, port, fingerprint: certificate.fingerprint })}
              >
                {say('exceptions.revoke', { server })}
              </Button>
            </li>
          );
        })}
      </ol>
      {revoke.failure && <Failed failure={revoke.failure} onDismiss={revoke.clear} />}
    </section>
  );
}
