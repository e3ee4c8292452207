/** What a check found, above the form: in one sentence, step by step, and with the certificate that can be trusted after all. */
import { useEffect, useRef } from 'react';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { CheckSteps } from './CheckSteps.tsx';
import { RefusedCertificate } from './RefusedCertificate.tsx';
import type { Check } from './use-check.ts';

interface CheckResultProps {
  check: Check;
  /** @param reply what a server refused with, empty where none said anything; left out where nothing went wrong */
  onTranscript: (session: string, reply?: string) => void;
  onTrust: (fingerprint: string) => void;
}

export function CheckResult({ check, onTranscript, onTrust }: CheckResultProps) {
  const say = useWords();
  const place = useRef<HTMLElement>(null);
  const isDone = !check.isRunning;
  // The button that began the check keeps the focus while it runs; then the result is what is read next.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
    if (isDone) place.current?.focus({ preventScroll: true });
  }, [isDone]);
  return (
    <section ref={place} tabIndex={-1} className="check-result" aria-label={say('account.result')}>
      {check.failure && <Failed failure={check.failure} />}
      {check.steps.length > 0 && <CheckSteps steps={check.steps} report={check.report} onTranscript={onTranscript} />}
      {check.report?.refusedCertificate && (
        <RefusedCertificate refused={check.report.refusedCertificate} isBusy={check.isRunning} onTrust={onTrust} />
      )}
    </section>
  );
}
