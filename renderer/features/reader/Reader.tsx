/**
 * The reading pane: one message as text or HTML, its headers, its source and its structure. The only place that
 * touches HTML from mail, and only through `sanitise.ts` and an isolated frame (DESIGN §6).
 */
import { ArrowLeft, MailOpen } from 'lucide-react';
import { createContext, memo, useCallback, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { MessageDetail, MessageRow } from '../../../electron/contract/messages.ts';
import { type CallState, useCall } from '../../api/use-call.ts';
import type { WordKey } from '../../i18n/keys.ts';
import { useWords } from '../../i18n/words.ts';
import type { CommandBinding } from '../../state/commands.ts';
import { Failed } from '../../state/Failed.tsx';
import { useCommands, useMailActions, usePreferences, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { sizeOf, targetOf } from '../../state/target.ts';
import { IconButton } from '../../ui/Button.tsx';
import { useRoom } from '../../ui/machine.ts';
import { Delayed, EmptyState } from '../../ui/Notices.tsx';
import { usePrinting } from '../../ui/use-printing.ts';
import { SpareFramesProvider } from './html/SpareFrames.tsx';
import { MessageBody } from './MessageBody.tsx';
import { MessageHeader } from './MessageHeader.tsx';
import { usePrint } from './print/use-print.ts';
import { ReaderActions, SeveralSelected } from './ReaderActions.tsx';
import { useGone } from './use-gone.ts';
import { HeadersView } from './views/HeadersView.tsx';
import { SourceView } from './views/SourceView.tsx';
import { StructureView } from './views/StructureView.tsx';
import './reader.css';

const views = ['message', 'headers', 'source', 'structure'] as const;
type View = (typeof views)[number];
const viewNames: Readonly<Record<View, WordKey>> = {
  message: 'view.message',
  headers: 'view.headers',
  source: 'view.source',
  structure: 'view.structure',
};

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
    return target.kind === 'several' || target.kind === 'all' ? (sizeOf(target) ?? 'unknown') : null;
  });
  // The view stays while one goes from message to message: whoever compares headers wants to go on comparing headers.
  const [view, setView] = useState<View>('message');
  if (several !== null) return <SeveralSelected count={several === 'unknown' ? null : several} />;
  if (!open) return <EmptyState icon={MailOpen} title={say('reader.nothing')} />;
  return (
    <SpareFramesProvider>
      <OpenMessage row={open} view={view} setView={setView} />
    </SpareFramesProvider>
  );
});

/** Marks a message seen once it has been on the screen for as long as the user wants, and only if it is the user who went to it. */
function useMarkSeen(row: MessageRow, isShown: boolean): void {
  const actions = useMailActions();
  const [{ markSeenAfter }] = usePreferences();
  const { id } = row;
  // Only what it was when it was opened counts: whoever marks it unread afterwards wants it to stay so.
  const opened = useRef({ id, seen: row.seen });
  useLayoutEffect(() => {
    if (opened.current.id !== id) opened.current = { id, seen: row.seen };
  }, [id, row.seen]);
  useEffect(() => {
    if (!isShown || opened.current.seen || markSeenAfter < 0) return;
    const timer = setTimeout(() => void actions.setFlag([id], 'seen', true), markSeenAfter * 1_000);
    return () => clearTimeout(timer);
  }, [id, isShown, markSeenAfter, actions]);
}

/** Only a message that came by a list which takes answers can be answered there (List-Post, RFC 2369 §3.4). */
function useReplyToList(detail: MessageDetail | undefined): void {
  const workspace = useWorkspace();
  const messageId = detail?.listPost == null ? null : detail.row.id;
  const bindings = useMemo<readonly CommandBinding[]>(
    () => [
      {
        id: 'message.replyList',
        isEnabled: () => {
          const { open, goneId } = workspace.store.get();
          return messageId !== null && open?.id === messageId && goneId !== messageId;
        },
        run: () => {
          const { charset } = workspace.store.get();
          if (messageId !== null) workspace.compose({ mode: 'reply', messageId, toList: true, ...(charset === null ? {} : { charset }) });
        },
      },
    ],
    [workspace, messageId],
  );
  useCommands(bindings);
}

function OpenMessage({ row, view, setView }: { row: MessageRow; view: View; setView: (view: View) => void }) {
  const say = useWords();
  const workspace = useWorkspace();
  const room = useRoom();
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
  // What is scrolled is the same element for every message: each begins at its head.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number is what changed
  useLayoutEffect(() => {
    if (article.current) article.current.scrollTop = 0;
  }, [row.id]);
  // Whoever scrolls or clicks in what the window showed by itself has gone to it.
  const onInterest = isAskedFor ? undefined : () => workspace.store.set({ isAskedFor: true });

  return (
    <article
      ref={article}
      className="reader"
      data-pane
      aria-label={say('reader.article')}
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
          room === 'three' && row.id > 0 ? null : (
            <IconButton
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

interface Opened {
  readonly row: MessageRow;
  readonly detail: CallState<MessageDetail>;
}

const OpenedContext = createContext<Opened | null>(null);

/** The tabs stay as they are while messages come and go below them. */
const Views = memo(function Views({ view, setView }: { view: View; setView: (view: View) => void }) {
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

function OpenedView({ view, setView }: { view: View; setView: (view: View) => void }) {
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
      return <HeadersView headers={detail.value.headers} />;
    case 'source':
      return <SourceView key={row.id} url={detail.value.sourceUrl} subject={row.subject} />;
    case 'structure':
      return <StructureView key={row.id} messageId={row.id} root={detail.value.structure} />;
  }
}
