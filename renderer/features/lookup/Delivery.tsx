/**
 * How mail to a domain is found, received and protected: what was asked of name servers as it comes, what it means, and what would mend it.
 */
import { Search, ShieldQuestionMark, Square, Waypoints, X } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import type { ViewParameters } from '../../state/routes.ts';
import { useWorkspace } from '../../state/State.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { CheckboxField, TextField } from '../../ui/Fields.tsx';
import { returnFocus } from '../../ui/focus/return-focus.ts';
import { EmptyState } from '../../ui/Notices.tsx';
import { Lines } from './Lines.tsx';
import { LookUps } from './LookUps.tsx';
import { Report } from './Report.tsx';
import { ServerField, useNameServer } from './ServerField.tsx';
import { Steps } from './Steps.tsx';
import { useExamination } from './use-examination.ts';
import { useSaveCommand, useSaveReport } from './use-save-report.ts';
import { useWalk } from './use-walk.ts';

export function Delivery(asked: ViewParameters['delivery']) {
  return <Workbench key={`${asked.request} ${asked.subject}`} {...asked} />;
}

function Workbench({ subject: first }: ViewParameters['delivery']) {
  const say = useWords();
  const workspace = useWorkspace();
  const examination = useExamination();
  const way = useWalk();
  const [subject, setSubject] = useState(first ?? '');
  const server = useNameServer('');
  const [selectors, setSelectors] = useState('');
  const [connects, setConnects] = useState(true);
  const [session, setSession] = useState<string | null>(null);
  const isReady = subject.trim() !== '' && server.isThere;
  const { report, lookUps, isRunning } = examination;
  const failure = examination.failure ?? way.failure;
  const save = useSaveReport();
  useSaveCommand({ report: isRunning ? null : report, save });

  const check = async () => {
    if (!isReady || isRunning) return;
    setSession(null);
    way.forget();
    await examination.start({
      subject,
      connects,
      selectors: selectors.split(/[\s,]+/).filter(Boolean),
      ...(server.named ? { server: server.named } : {}),
    });
  };
  const walk = () => {
    const { kind, domain } = report?.subject ?? {};
    if (domain === undefined || way.isRunning) return;
    void way.start({ name: domain, type: kind === 'ip' ? 'PTR' : 'MX' });
  };

  return (
    <section className="lookup" data-pane aria-label={say('delivery.region')}>
      <header className="lookup-header">
        <h2>{say('delivery.title')}</h2>
        <IconButton icon={X} label={say('action.close')} onPress={() => returnFocus(() => workspace.openView({ name: 'mail' }))} />
      </header>
      <form
        className="lookup-question"
        onSubmit={(event) => {
          event.preventDefault();
          void check();
        }}
      >
        <div className="lookup-name">
          <TextField
            label={say('delivery.subject')}
            type="search"
            value={subject}
            onChange={setSubject}
            autoComplete="off"
            autoFocus
            mono
          />
        </div>
        <ServerField server={server} />
        <div className="lookup-server">
          <TextField
            label={say('delivery.selectors')}
            value={selectors}
            onChange={setSelectors}
            autoComplete="off"
            mono
            hint={say('delivery.selectorsHint')}
          />
        </div>
        <div className="lookup-asks">
          {isRunning ? (
            <Button icon={Square} onPress={examination.stop}>
              {say('lookup.stop')}
            </Button>
          ) : (
            <Button type="submit" kind="primary" icon={Search} isDisabled={!isReady}>
              {say('delivery.check')}
            </Button>
          )}
        </div>
        <div className="lookup-choices">
          <CheckboxField value={connects} onChange={setConnects}>
            {say('delivery.connects')}
          </CheckboxField>
        </div>
      </form>
      {failure && (
        <div className="lookup-failure">
          <Failed failure={failure} />
        </div>
      )}
      {report || isRunning ? (
        <div className="delivery-room">
          <Report report={report} lookUps={lookUps} isRunning={isRunning} session={session} onShow={setSession} save={save} />
          {report && (
            <section className="delivery-section" aria-label={say('delivery.way')}>
              <h3>{say('delivery.way')}</h3>
              {way.walking ? (
                <Steps steps={way.walking.steps} walk={way.walking.walk} session={session ?? undefined} onShow={setSession} />
              ) : (
                <Button icon={Waypoints} onPress={walk}>
                  {say('lookup.walk')}
                </Button>
              )}
              {way.isRunning && (
                <Button icon={Square} onPress={way.stop}>
                  {say('lookup.stop')}
                </Button>
              )}
            </section>
          )}
          <LookUps lookUps={lookUps} session={session} onShow={setSession} />
        </div>
      ) : (
        !failure && <EmptyState icon={ShieldQuestionMark} title={say('delivery.empty')} text={say('delivery.emptyText')} />
      )}
      {session !== null && <Lines key={session} session={session} />}
    </section>
  );
}
