/** The views of the open message as tabs, and the one that is chosen. */
import { memo, useContext } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { WordKey } from '../../i18n/keys.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { Delayed } from '../../ui/Notices.tsx';
import { MessageBody } from './MessageBody.tsx';
import { OpenedContext, type ViewName, views } from './opened.ts';
import { AuthenticationView } from './views/authentication/AuthenticationView.tsx';
import { HeadersView } from './views/HeadersView.tsx';
import { PathView } from './views/path/PathView.tsx';
import { SourceView } from './views/SourceView.tsx';
import { StructureView } from './views/StructureView.tsx';

const viewNames: Readonly<Record<ViewName, WordKey>> = {
  message: 'view.message',
  headers: 'view.headers',
  path: 'view.path',
  authentication: 'view.authentication',
  source: 'view.source',
  structure: 'view.structure',
};

/** The tabs stay as they are while messages come and go below them. */
export const Views = memo(function Views({ view, setView }: { view: ViewName; setView: (view: ViewName) => void }) {
  const say = useWords();
  return (
    <Tabs
      className="reader-tabs"
      selectedKey={view}
      onSelectionChange={(key) => {
        const chosen = views.find((one) => one === key);
        if (chosen) setView(chosen);
      }}
    >
      <TabList aria-label={say('reader.views')} className="tab-list">
        {views.map((one) => (
          <Tab key={one} id={one} className="tab">
            {say(viewNames[one])}
          </Tab>
        ))}
      </TabList>
      {views.map((one) => (
        <TabPanel key={one} id={one} className="tab-panel">
          <OpenedView view={one} setView={setView} />
        </TabPanel>
      ))}
    </Tabs>
  );
});

function OpenedView({ view, setView }: { view: ViewName; setView: (view: ViewName) => void }) {
  const say = useWords();
  const opened = useContext(OpenedContext);
  if (!opened) return null;
  const { row, detail } = opened;
  if (detail.failure)
    return (
      <div className="reader-note">
        <Failed failure={detail.failure} onRetry={detail.retry} />
      </div>
    );
  if (!detail.value)
    return (
      <Delayed>
        <p className="reader-note" role="status">
          {say('reader.fetching')}
        </p>
      </Delayed>
    );
  switch (view) {
    case 'message':
      return <MessageBody key={row.id} detail={detail.value} onSource={() => setView('source')} />;
    case 'headers':
      return <HeadersView key={row.id} messageId={row.id} headers={detail.value.headers} />;
    case 'path':
      return <PathView key={row.id} messageId={row.id} headers={detail.value.headers} />;
    case 'authentication':
      return <AuthenticationView key={row.id} messageId={row.id} accountId={row.id < 0 ? '' : detail.value.accountId} />;
    case 'source':
      return <SourceView key={row.id} url={detail.value.sourceUrl} subject={row.subject} />;
    case 'structure':
      return <StructureView key={row.id} messageId={row.id} root={detail.value.structure} />;
  }
}
