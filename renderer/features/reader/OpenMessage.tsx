/**
 * The open message: what can be done to it, its head, and its views. The only place that touches HTML from mail is below it, and only
 * through `sanitise.ts` and an isolated frame.
 */
import { ArrowLeft } from 'lucide-react';
import { useCallback, useLayoutEffect, useRef } from 'react';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { useCall } from '../../api/use-call.ts';
import { useWords } from '../../i18n/words.ts';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { usePaneLayout } from '../../ui/panes/pane-layout.ts';
import { usePrinting } from '../../ui/use-printing.ts';
import { SpareFramesProvider } from './html/SpareFrames.tsx';
import { MessageHeader } from './MessageHeader.tsx';
import { OpenedContext, type ViewName } from './opened.ts';
import { usePrint } from './print/use-print.ts';
import { ReaderActions } from './ReaderActions.tsx';
import { useGone } from './use-gone.ts';
import { useMarkSeen } from './use-mark-seen.ts';
import { useReplyToList } from './use-reply-to-list.ts';
import { Views } from './Views.tsx';

export interface OpenMessageProps {
  row: MessageRow;
  view: ViewName;
  setView: (view: ViewName) => void;
}

export function OpenMessage(message: OpenMessageProps) {
  return (
    <SpareFramesProvider>
      <Article {...message} />
    </SpareFramesProvider>
  );
}

function Article({ row, view, setView }: OpenMessageProps) {
  const say = useWords();
  const workspace = useWorkspace();
  const layout = usePaneLayout();
  const charset = useWorkspaceState((state) => state.charset);
  const isEnclosed = useWorkspaceState((state) => state.around.length > 0);
  // The text stays while it is read in another charset.
  const detail = useCall('messages.open', { id: row.id, ...(charset === null ? {} : { charset }) }, { keepPrevious: charset !== null });
  const isAskedFor = useWorkspaceState((state) => state.isAskedFor);
  useReplyToList(detail.value);
  const isGone = useGone(row);
  useMarkSeen(row, detail.value !== undefined && isAskedFor && !isGone);
  const showMessage = useCallback(() => setView('message'), [setView]);
  const print = usePrint(row, detail.value, showMessage);
  usePrinting(showMessage);
  const article = useRef<HTMLElement>(null);
  // Setting `scrollTop` lays the page out on the spot, even where it is 0 already.
  const isScrolled = useRef(false);
  // What is scrolled is the same element for every message: each begins at its head.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number is what changed
  useLayoutEffect(() => {
    if (isScrolled.current && article.current) article.current.scrollTop = 0;
    isScrolled.current = false;
  }, [row.id]);
  // A message that the window opened by itself counts as opened by the user after a scroll or click in it.
  const onInterest = isAskedFor ? undefined : () => workspace.store.set({ isAskedFor: true });

  return (
    <article
      ref={article}
      className="reader printed"
      data-pane
      aria-label={say('reader.article')}
      onScroll={({ currentTarget }) => {
        isScrolled.current = currentTarget.scrollTop > 0;
      }}
      onPointerDownCapture={onInterest}
      onWheelCapture={onInterest}
      onFocusCapture={onInterest}
    >
      <ReaderActions />
      {isGone && (
        <p className="reader-note reader-gone" role="status">
          {say('reader.gone')}
        </p>
      )}
      <MessageHeader
        row={charset === null ? row : (detail.value?.row ?? row)}
        detail={detail.value}
        onSource={() => setView('source')}
        onPrint={print}
        back={
          layout === 'three' && row.id > 0 ? null : (
            <IconButton
              className="message-button"
              icon={ArrowLeft}
              label={say(isEnclosed ? 'reader.backToEnclosing' : 'reader.back')}
              onPress={() => workspace.leaveMessage()}
            />
          )
        }
        onCharset={() => setView('structure')}
      />
      <OpenedContext value={{ row, detail }}>
        <Views view={view} setView={setView} />
      </OpenedContext>
    </article>
  );
}
