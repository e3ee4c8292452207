/** The practice server: where it listens, who lives there, and the recipients that make every outcome of a send visible. */

import { BookOpen } from 'lucide-react';
import type { WordKey } from '../../i18n/keys.ts';
import { useWords } from '../../i18n/words.ts';
import { useAccounts, usePractice } from '../../state/engine-queries.ts';
import { Failed } from '../../state/Failed.tsx';
import type { DialogProps } from '../../state/feature.ts';
import { useWorkspace } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { PracticePorts } from './PracticePorts.tsx';

/** Recipients that provoke an outcome (electron/practice/smtp/provoked-outcomes.ts). */
const recipients: readonly (readonly [string, WordKey])[] = [
  ['550', 'practice.refused'],
  ['421', 'practice.later'],
  ['554-data', 'practice.refusedData'],
  ['relay', 'practice.relay'],
  ['slow', 'practice.slow'],
  ['stall', 'practice.stall'],
  ['garbage', 'practice.garbage'],
  ['drop', 'practice.drop'],
  ['drop-before-dot', 'practice.dropBefore'],
  ['drop-after-dot', 'practice.dropAfter'],
  ['lose-after-dot', 'practice.loseAfter'],
];

const people = ['ana', 'ben', 'rui'] as const;
const domain = 'practice.test';

export function Practice({ onClose }: DialogProps<'practice'>) {
  const say = useWords();
  const workspace = useWorkspace();
  const state = usePractice();
  const accounts = useAccounts();
  const accountId = accounts.value?.find((account) => account.practice)?.id;
  const write = (name: string) => {
    onClose();
    workspace.compose({
      mode: 'new',
      mailto: `mailto:${name}@${domain}?subject=${encodeURIComponent(say('practice.subject', { name }))}`,
      ...(accountId === undefined ? {} : { accountId }),
    });
  };
  const server = state.value;
  return (
    <DialogFrame title={say('practice.title')} closeLabel={say('action.close')} onClose={onClose} isDismissable>
      <div className="practice">
        <p>{say('practice.text')}</p>
        {state.failure && <Failed failure={state.failure} onRetry={state.retry} />}
        {server && <PracticePorts state={server} onStarted={state.retry} />}
        {server?.running && (
          <>
            <h3>{say('practice.people')}</h3>
            <p>
              {people.map((name) => (
                <code key={name}>
                  {name}@{domain}
                </code>
              ))}
            </p>
            <p>
              {say('practice.password')} <code>practice</code>
            </p>
            <div>
              <Button
                icon={BookOpen}
                onPress={() => {
                  onClose();
                  workspace.showBeside(true);
                }}
              >
                {say('command.lessons')}
              </Button>
            </div>
          </>
        )}
        <h3>{say('practice.recipients')}</h3>
        <dl className="practice-recipients">
          {recipients.map(([name, key]) => (
            <div key={name}>
              <dt>
                <button type="button" className="practice-recipient mono" disabled={!server?.running} onClick={() => write(name)}>
                  {name}@{domain}
                </button>
              </dt>
              <dd>{say(key)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </DialogFrame>
  );
}
