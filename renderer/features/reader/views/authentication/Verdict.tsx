/** What all findings say, in one sentence. Green stands only where a sender cannot fake it. */
import { ShieldAlert, ShieldCheck, ShieldQuestionMark } from 'lucide-react';
import type { AuthenticationCheck, Verdict as VerdictKey } from '../../../../../electron/contract/delivery/authentication.ts';
import { useWords } from '../../../../i18n/words.ts';
import { visibleStart } from '../../../../ui/text/visible-text.ts';

const tones: Readonly<Record<VerdictKey, 'good' | 'warning' | 'soft'>> = {
  vouched: 'good',
  'vouched-then': 'good',
  part: 'warning',
  refused: 'warning',
  'not-vouched': 'warning',
  unproven: 'soft',
  'no-policy': 'soft',
  unclear: 'soft',
};
const icons = { good: ShieldCheck, warning: ShieldAlert, soft: ShieldQuestionMark } as const;

export function Verdict({ check: { verdict, dmarc } }: { check: AuthenticationCheck }) {
  const say = useWords();
  const tone = dmarc.author === null ? 'warning' : tones[verdict];
  const Icon = icons[tone];
  return (
    <section className="auth-verdict" aria-label={say('auth.verdict')}>
      <Icon aria-hidden="true" className={`auth-shield auth-${tone}`} />
      <div>
        <p className="auth-sentence" dir="auto">
          {say(dmarc.author === null ? 'auth.verdict.no-author' : `auth.verdict.${verdict}`, {
            domain: visibleStart(dmarc.author ?? '', 253),
          })}
        </p>
        <p className="auth-hint">{say('auth.meaning')}</p>
      </div>
    </section>
  );
}
