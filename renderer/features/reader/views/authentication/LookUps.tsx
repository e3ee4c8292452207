/** What name servers were asked for the check and what they said, as it comes; each with its lines in the transcript. */
import { Cable } from 'lucide-react';
import type { LookUp } from '../../../../../electron/contract/delivery/authentication.ts';
import { useWords } from '../../../../i18n/words.ts';
import { useWorkspace } from '../../../../state/State.tsx';
import { IconButton } from '../../../../ui/Button.tsx';
import { visibleStart } from '../../../../ui/text/visible-text.ts';

export function LookUps({ lookUps, isOpen }: { lookUps: readonly LookUp[]; isOpen: boolean }) {
  const say = useWords();
  return (
    <details className="auth-lookups" open={isOpen}>
      <summary>
        {say('auth.lookUps')} <span className="numeric">{lookUps.length}</span>
      </summary>
      <ul>
        {lookUps.map((lookUp) => (
          <Line key={`${lookUp.type} ${lookUp.name}`} lookUp={lookUp} />
        ))}
      </ul>
    </details>
  );
}

function Line({ lookUp: { name, type, status, isDone, answers, isKept, session } }: { lookUp: LookUp }) {
  const say = useWords();
  const workspace = useWorkspace();
  const state = !isDone
    ? say('auth.lookUp.asking')
    : status === null
      ? say('auth.lookUp.silent')
      : answers.length === 0
        ? `${status} · ${say('auth.lookUp.none')}`
        : isKept
          ? say('auth.lookUp.kept')
          : status;
  return (
    <li>
      <span className="auth-asked">
        <code dir="ltr">
          {type} {visibleStart(name, 253)}
        </code>
        <span className="auth-role">{state}</span>
        {session !== null && (
          <IconButton
            className="auth-session"
            icon={Cable}
            label={say('auth.session')}
            onPress={() => workspace.showTranscript({ session })}
          />
        )}
      </span>
      {answers.map((answer) => (
        <code key={answer} className="auth-answer" dir="ltr">
          {visibleStart(answer, 600)}
        </code>
      ))}
    </li>
  );
}
