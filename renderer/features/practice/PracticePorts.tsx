/** Where the practice server listens, and the wish that it be the same places each time. */
import { GraduationCap } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '../../../electron/contract/call.ts';
import type { practiceCalls } from '../../../electron/contract/practice.ts';
import { mostPracticePorts, practicePortsSchema } from '../../../electron/contract/practice.ts';
import { useAction } from '../../api/use-action.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { usePreferences } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Fields.tsx';

type PracticeState = OutputOf<(typeof practiceCalls)['practice.state']>;

const textOf = (ports: number | null): string => (ports === null ? '' : String(ports));

export function PracticePorts({ state, onStarted }: { state: PracticeState; onStarted: () => void }) {
  const say = useWords();
  const [preferences] = usePreferences();
  const start = useAction('practice.start');
  const [typed, setTyped] = useState(() => textOf(state.running ? state.ports : preferences.practicePorts));
  const asked = practicePortsSchema.safeParse(typed.trim() === '' ? null : Number(typed));
  const isOther = state.running && asked.success && asked.data !== state.ports;
  const run = () => {
    if (asked.success) void start.run({ ports: asked.data }).then((answer) => answer.ok && onStarted());
  };
  return (
    <>
      {state.running && <Places state={state} />}
      <TextField
        label={say('practice.ports')}
        hint={say('practice.portsHint')}
        {...(asked.success ? {} : { error: say('practice.portsWrong', { most: mostPracticePorts }) })}
        type="number"
        value={typed}
        onChange={setTyped}
        mono
      />
      {(isOther || !state.running) && (
        <Button
          kind={state.running ? 'plain' : 'primary'}
          className="practice-start"
          icon={GraduationCap}
          isDisabled={start.isRunning || !asked.success}
          onPress={run}
        >
          {say(state.running ? 'practice.again' : 'practice.start')}
        </Button>
      )}
      {start.failure && <Failed failure={start.failure} />}
    </>
  );
}

function Places({ state }: { state: PracticeState }) {
  const say = useWords();
  const places = [
    ['SMTP', state.smtpPort],
    ['IMAP', state.imapPort],
    ['POP3', state.pop3Port],
    [say('practice.mx'), state.mxPort],
    [say('practice.stripped'), state.strippedPort],
    [say('practice.lenient'), state.lenientPort],
    [say('practice.shell'), state.shellPort],
    ['DNS', state.dnsPort],
  ] as const;
  return (
    <>
      <dl className="practice-ports">
        {places.map(([name, port]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono">127.0.0.1:{port}</dd>
          </div>
        ))}
      </dl>
      <p className="practice-soft">{say('practice.security')}</p>
    </>
  );
}
