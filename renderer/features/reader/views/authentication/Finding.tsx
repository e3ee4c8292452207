/** What one check found: its name and result as the standards have them, in words, and the record that it went by. */
import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../../../../i18n/words.ts';
import { visibleStart } from '../../../../ui/text/visible-text.ts';

const icons = { good: CircleCheck, warning: CircleAlert, soft: CircleDashed } as const;

interface FindingProps {
  name: string;
  result: string;
  tone: keyof typeof icons;
  record: string | null;
  children: ReactNode;
}

export function Finding({ name, result, tone, record, children }: FindingProps) {
  const say = useWords();
  const Icon = icons[tone];
  return (
    <div className="auth-finding">
      <dt>
        <Icon aria-hidden="true" className={`auth-mark auth-${tone}`} />
        <span className="auth-method">{name}</span> <span className="auth-result">{result}</span>
      </dt>
      <dd dir="auto">
        {children}
        {record !== null && (
          <details className="auth-record">
            <summary>{say('auth.record')}</summary>
            <code dir="ltr">{visibleStart(record, 2_000)}</code>
          </details>
        )}
      </dd>
    </div>
  );
}
