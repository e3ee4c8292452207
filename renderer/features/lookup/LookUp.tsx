/**
 * Looking up a name: one question to one name server, or the way from the root servers down, with the records and the messages that crossed
 * the wire.
 */
import { Search, SearchCode, Square, Waypoints, X } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type DnsAnswer, offeredDnsTypes } from '../../../electron/contract/delivery/dns.ts';
import { useClient } from '../../api/Api.tsx';
import { useAction } from '../../api/use-action.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import type { ViewParameters } from '../../state/routes.ts';
import { useWorkspace } from '../../state/State.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { CheckboxField, SelectField, TextField } from '../../ui/Fields.tsx';
import { returnFocus } from '../../ui/focus/return-focus.ts';
import { EmptyState } from '../../ui/Notices.tsx';
import { Answer } from './Answer.tsx';
import { Lines } from './Lines.tsx';
import { ServerField, useNameServer } from './ServerField.tsx';
import { Steps } from './Steps.tsx';
import { useWalk } from './use-walk.ts';

type Type = (typeof offeredDnsTypes)[number];

export function LookUp(asked: ViewParameters['lookup']) {
  return <Question key={`${asked.request} ${asked.first} ${asked.type} ${asked.server}`} {...asked} />;
}

function Question({ first, type: firstType, server: firstServer }: ViewParameters['lookup']) {
  const say = useWords();
  const workspace = useWorkspace();
  const client = useClient();
  const question = useAction('dns.ask');
  const ticket = useRef('');
  const stopAsking = useCallback(() => void client.call('dns.cancel', { ticket: ticket.current }), [client]);
  useEffect(() => stopAsking, [stopAsking]);
  const way = useWalk();
  const [shown, setShown] = useState<string | null>(null);
  const isRunning = question.isRunning || way.isRunning;
  const failure = way.failure ?? question.failure;
  const isStopped = failure?.code === 'cancelled';
  const [name, setName] = useState(first ?? '');
  const [type, setType] = useState<Type>(() => offeredDnsTypes.find((each) => each === firstType) ?? 'MX');
  const server = useNameServer(firstServer ?? '');
  const [isTcp, setTcp] = useState(false);
  const [isRecursive, setRecursive] = useState(true);
  const [withSignatures, setWithSignatures] = useState(false);
  const [answer, setAnswer] = useState<DnsAnswer | null>(null);
  const isReady = name.trim() !== '' && server.isThere;

  const ask = async () => {
    if (!isReady || isRunning) return;
    const transport = isTcp ? 'tcp' : 'automatic';
    way.forget();
    ticket.current = crypto.randomUUID();
    const found = await question.run({
      ticket: ticket.current,
      name,
      type,
      transport,
      isRecursive,
      withSignatures,
      ...(server.named ? { server: server.named } : {}),
    });
    setAnswer(found.ok ? found.value : null);
  };
  const walk = async () => {
    if (name.trim() === '' || server.named === undefined || isRunning) return;
    setAnswer(null);
    setShown(null);
    await way.start({ name, type, ...(server.named ? { root: server.named } : {}) });
  };
  const steps = way.walking?.steps ?? [];
  // A failed look-up has its lines, too.
  const session = way.walking ? (shown ?? steps.at(-1)?.session ?? undefined) : (answer?.session ?? failure?.session);

  return (
    <section className="lookup" data-pane aria-label={say('lookup.region')}>
      <header className="lookup-header">
        <h2>{say('lookup.region')}</h2>
        <IconButton icon={X} label={say('action.close')} onPress={() => returnFocus(() => workspace.openView({ name: 'mail' }))} />
      </header>
      <form
        className="lookup-question"
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <div className="lookup-name">
          <TextField label={say('lookup.name')} value={name} onChange={setName} autoComplete="off" autoFocus mono />
        </div>
        <SelectField
          label={say('lookup.type')}
          value={type}
          choices={offeredDnsTypes.map((each) => ({ value: each, label: each }))}
          onChange={setType}
        />
        <ServerField server={server} />
        <div className="lookup-asks">
          <Button type="submit" kind="primary" icon={Search} isDisabled={!isReady || isRunning}>
            {say('lookup.ask')}
          </Button>
          {question.isRunning && (
            <Button icon={Square} onPress={stopAsking}>
              {say('lookup.stop')}
            </Button>
          )}
          {way.isRunning ? (
            <Button icon={Square} onPress={way.stop}>
              {say('lookup.stop')}
            </Button>
          ) : (
            <Button icon={Waypoints} isDisabled={name.trim() === '' || server.named === undefined || isRunning} onPress={() => void walk()}>
              {say('lookup.walk')}
            </Button>
          )}
        </div>
        <div className="lookup-choices">
          <CheckboxField value={isRecursive} onChange={setRecursive}>
            {say('lookup.recursive')}
          </CheckboxField>
          <CheckboxField value={withSignatures} onChange={setWithSignatures}>
            {say('lookup.signatures')}
          </CheckboxField>
          <CheckboxField value={isTcp} onChange={setTcp}>
            {say('lookup.tcp')}
          </CheckboxField>
        </div>
      </form>
      {failure && !isStopped && (
        <div className="lookup-failure">
          <Failed failure={failure} />
        </div>
      )}
      {way.walking && <Steps steps={steps} walk={way.walking.walk} session={session} onShow={setShown} />}
      {answer && !failure && <Answer answer={answer} />}
      {session === undefined ? (
        !failure && <EmptyState icon={SearchCode} title={say('lookup.empty')} text={say('lookup.emptyText')} />
      ) : (
        <Lines key={session} session={session} />
      )}
    </section>
  );
}
