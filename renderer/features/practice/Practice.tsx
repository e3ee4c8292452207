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
import { PracticeQueue } from './PracticeQueue.tsx';

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

/** Of other hosts, which the practice server plays (electron/practice/queue/other-hosts.ts). */
const elsewhere: readonly (readonly [string, WordKey])[] = [
  ['friend@elsewhere.test', 'practice.elsewhere'],
  ['friend@greylist.test', 'practice.greylisted'],
  ['friend@strict.test', 'practice.strict'],
  ['friend@nowhere.test', 'practice.nowhere'],
  ['friend@no-mx.test', 'practice.unreachable'],
];

const people = ['ana', 'ben', 'rui'] as const;
const domain = 'practice.test';

export function Practice({ onClose }: DialogProps<'practice'>) {
  const say = useWords();
  const workspace = useWorkspace();
  const state = usePractice();
  const accounts = useAccounts();
  const accountId = accounts.value?.find((account) => account.practice)?.id;
  const write = (address: string) => {
    const name = address.replace(`@${domain}`, '');
    onClose();
    workspace.compose({
      mode: 'new',
      mailto: `mailto:${address}?subject=${encodeURIComponent(say('practice.subject', { name }))}`,
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
        <Recipients
          list={recipients.map(([name, key]) => [`${name}@${domain}`, key] as const)}
          isDisabled={!server?.running}
          onWrite={write}
        />
        <h3>{say('practice.elsewhereTitle')}</h3>
        <Recipients list={elsewhere} isDisabled={!server?.running} onWrite={write} />
        {server?.running && <PracticeQueue />}
      </div>
    </DialogFrame>
  );
}

interface RecipientsProps {
  list: readonly (readonly [address: string, what: WordKey])[];
  isDisabled: boolean;
  onWrite: (address: string) => void;
}

function Recipients({ list, isDisabled, onWrite }: RecipientsProps) {
  const say = useWords();
  return (
    <dl className="practice-recipients">
      {list.map(([address, key]) => (
        <div key={address}>
          <dt>
            <button
              type="button"
              className="practice-recipient mono"
              aria-disabled={isDisabled}
              onClick={() => !isDisabled && onWrite(address)}
            >
              {address}
            </button>
          </dt>
          <dd>{say(key)}</dd>
        </div>
      ))}
    </dl>
  );
}
