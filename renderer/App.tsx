/** The window: its bars, what features bring, and where a profile without accounts starts. */
import { useIsFetching } from '@tanstack/react-query';
import { useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { FeatureCommands, FeatureSlots, ShownDialog } from './FeatureSlots.tsx';
import { SearchBox } from './features/messages/SearchBox.tsx';
import { Keys } from './features/shell/Keys.tsx';
import { StatusLine } from './features/shell/StatusLine.tsx';
import { Toolbar } from './features/shell/Toolbar.tsx';
import { Trouble } from './features/shell/Trouble.tsx';
import { useAppearance } from './features/shell/use-appearance.ts';
import { useWindowCommands } from './features/shell/window-commands.ts';
import { useLanguage } from './i18n/words.ts';
import { NoticeStack } from './NoticeStack.tsx';
import { useAccounts } from './state/engine-queries.ts';
import { Failed } from './state/Failed.tsx';
import type { Feature } from './state/feature.ts';
import { fetchWhenIdle } from './ui/later.tsx';
import { WindowBody } from './WindowBody.tsx';

const none: readonly Feature[] = [];

/** Where a profile without accounts starts; a failure to read them is shown, and not mistaken for an empty profile. */
function Start({ features }: { features: readonly Feature[] }) {
  const accounts = useAccounts();
  if (accounts.failure && !accounts.value)
    return (
      <main className="window-main">
        <div className="window-start">
          <Failed failure={accounts.failure} onRetry={accounts.retry} />
        </div>
        <NoticeStack features={none} />
      </main>
    );
  if (!accounts.value) return <main className="window-start" aria-busy />;
  return <WindowBody features={features} isEmpty={accounts.value.length === 0} />;
}

/** Background subscriptions, in a component of their own so that their changes do not redraw the window. */
function Ongoing() {
  useAppearance();
  useWindowCommands();
  return null;
}

/** Fetches lazy parts once no call is pending, so that the first view is not delayed. */
function LaterFiles({ features }: { features: readonly Feature[] }) {
  const isAsking = useIsFetching() > 0;
  useEffect(() => (isAsking ? undefined : fetchWhenIdle(features.flatMap(({ files = [] }) => files))), [isAsking, features]);
  return null;
}

export function App({ features }: { features: readonly Feature[] }) {
  const language = useLanguage();
  return (
    <I18nProvider locale={language}>
      <Ongoing />
      <LaterFiles features={features} />
      <FeatureCommands features={features} />
      <div className="window">
        <Toolbar search={SearchBox} />
        <Trouble />
        <FeatureSlots of={features} which="Banner" />
        <Start features={features} />
        <StatusLine />
      </div>
      <Keys />
      <ShownDialog features={features} />
      <FeatureSlots of={features} which="AlwaysMounted" />
    </I18nProvider>
  );
}
