/** The reading pane: the open message, how many are selected, or nothing. */
import { MailOpen } from 'lucide-react';
import { memo, useLayoutEffect, useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { sizeOf, targetOf } from '../../state/target.ts';
import { later } from '../../ui/later.tsx';
import { EmptyState } from '../../ui/Notices.tsx';
import type { OpenMessageProps } from './OpenMessage.tsx';
import type { ViewName } from './opened.ts';
import { SeveralSelected } from './SeveralSelected.tsx';

export const OpenMessage = later<OpenMessageProps>(() => import('./OpenMessage.tsx').then((file) => file.OpenMessage));

export const Reader = memo(function Reader() {
  const say = useWords();
  const open = useWorkspaceState((state) => state.open);
  const { store } = useWorkspace();
  useLayoutEffect(() => {
    store.set({ readerInSight: true });
    return () => store.set({ readerInSight: false });
  }, [store]);
  // What the reader shows is what commands act on.
  const several = useWorkspaceState((state) => {
    const target = targetOf(state);
    return target.kind === 'none' || target.kind === 'one' ? null : (sizeOf(target) ?? 'unknown');
  });
  // Keep the view from message to message: comparing headers of several messages needs it.
  const [view, setView] = useState<ViewName>('message');
  if (several !== null) return <SeveralSelected count={several === 'unknown' ? null : several} />;
  if (!open) return <EmptyState icon={MailOpen} title={say('reader.nothing')} />;
  return <OpenMessage row={open} view={view} setView={setView} />;
});
