/** The log of a mail server: which file, how far it has been read, then its messages with their stories, or all its lines. */
import { ScrollText, X } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import type { ViewParameters } from '../../state/routes.ts';
import { useWorkspace } from '../../state/State.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { ChoiceField } from '../../ui/Fields.tsx';
import { returnFocus } from '../../ui/focus/return-focus.ts';
import { EmptyState } from '../../ui/Notices.tsx';
import { LogForm } from './LogForm.tsx';
import { LogLines } from './LogLines.tsx';
import { LogProgressLine } from './LogProgressLine.tsx';
import { StoryBrowser } from './StoryBrowser.tsx';
import { useLog } from './use-log.ts';
import { useMessageStory } from './use-message-story.ts';

/** What is shown of a log. */
type Shown = 'messages' | 'lines';

export function ServerLog(asked: ViewParameters['serverLog']) {
  return <OpenedLog key={asked.request} {...asked} />;
}

function OpenedLog({ message }: ViewParameters['serverLog']) {
  const say = useWords();
  const workspace = useWorkspace();
  const { shown, found, start, stop, failure } = useLog(message !== undefined);
  const [what, setWhat] = useState<Shown>('messages');
  const progress = shown?.progress ?? null;
  const isReading = shown !== null && (progress === null || progress.state === 'reading' || progress.state === 'following');
  const isRead = progress !== null && progress.state !== 'reading' && progress.state !== 'failed';
  const story = useMessageStory(isRead ? progress.log : null, message);
  const choice = (
    <ChoiceField
      label={say('maillog.show')}
      value={what}
      choices={[
        { value: 'messages', label: say('maillog.messages') },
        { value: 'lines', label: say('maillog.allLines') },
      ]}
      onChange={setWhat}
    />
  );
  return (
    <section className="server-log" data-pane aria-label={say('maillog.region')}>
      <header className="server-log-header">
        <h2>{say('maillog.region')}</h2>
        <IconButton icon={X} label={say('action.close')} onPress={() => returnFocus(() => workspace.openView({ name: 'mail' }))} />
      </header>
      <LogForm key={`form ${found?.log}`} opened={found} isReading={isReading && failure === null} onOpen={start} onStop={stop} />
      {progress && <LogProgressLine progress={progress} />}
      {failure && (
        <div className="server-log-failure">
          <Failed failure={failure} />
        </div>
      )}
      {shown === null || (progress !== null && progress.lines === 0 && progress.state !== 'following') ? (
        !failure && <EmptyState icon={ScrollText} title={say('maillog.empty')} text={say('maillog.emptyHint')} />
      ) : what === 'messages' ? (
        <StoryBrowser key={shown.log} log={shown.log} asked={story} choice={choice} />
      ) : (
        <LogLines key={shown.log} log={shown.log} story={null} choice={choice} />
      )}
    </section>
  );
}
