/** The chain that was refused, and the deliberate exception for exactly this certificate at exactly this server. */
import { ShieldAlert } from 'lucide-react';
import type { CheckReport } from '../../../electron/contract/accounts.ts';
import { useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { CertificateChain } from '../../wire/CertificateChain.tsx';

interface RefusedCertificateProps {
  refused: NonNullable<CheckReport['refusedCertificate']>;
  isBusy: boolean;
  onTrust: (fingerprint: string) => void;
}

export function RefusedCertificate({ refused, isBusy, onTrust }: RefusedCertificateProps) {
  const say = useWords();
  const server = `${refused.host}:${refused.port}`;
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
        <Button kind="danger" className="certificate-trust" isDisabled={isBusy} onPress={() => onTrust(leaf.fingerprint)}>
          {say('certificate.trust', { server })}
        </Button>
      )}
      <CertificateChain chain={refused.chain} />
    </section>
  );
}
