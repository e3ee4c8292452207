/**
 * Writing a message, in a panel beside the mail instead of over it, so that the transcript stays in sight while it is
 * sent. It knows drafts; how a message travels is the outbox's affair.
 */

import { Paperclip } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { WordKey } from '../../i18n/keys.ts';
import { useWords } from '../../i18n/words.ts';
import { useAccounts, useFolders } from '../../state/engine-queries.ts';
import { Failed } from '../../state/Failed.tsx';
import { useWorkspace } from '../../state/State.tsx';
import type { ComposerRequest } from '../../state/workspace.ts';
import { ChoiceMenu } from '../../ui/ChoiceMenu.tsx';
import { usePanesBox } from '../../ui/panes/use-panes-box.ts';
import { visible } from '../../ui/text/visible-text.ts';
import { AddressField } from './AddressField.tsx';
import { ComposeFooter } from './ComposeFooter.tsx';
import { ComposeHeader } from './ComposeHeader.tsx';
import { DraftAttachments } from './DraftAttachments.tsx';
import { RecipientProblems } from './RecipientProblems.tsx';
import { useAttaching } from './use-attaching.ts';
import { useComposerFocus } from './use-composer-focus.ts';
import { useDraft } from './use-draft.ts';
import { useLeaving } from './use-leaving.ts';
import { useRemoveAttachment } from './use-remove-attachment.ts';
import { useSendCommand } from './use-send-command.ts';
import { type AddressBox, useSending } from './use-sending.ts';

/** Characters of a field that half a row has room for. */
const mostBeside = 40;

const titles: Readonly<Record<ComposerRequest['mode'], WordKey>> = {
  new: 'compose.form',
  reply: 'compose.title.reply',
  replyAll: 'compose.title.replyAll',
  forward: 'compose.title.forward',
};

export function Composer({ request }: { request: ComposerRequest }) {
  const say = useWords();
  const workspace = useWorkspace();
  const box = usePanesBox();
  const accounts = useAccounts();
  const folders = useFolders();
  const here = folders.value?.find((folder) => folder.id === workspace.store.get().folderId)?.accountId;
  const editing = useDraft(request, here, workspace.showFailure);
  const { draft, typed, keptAt, failure, isGone, split, change, keep, replace, clearFailure } = editing;
  const [sendFailure, setSendFailure] = useState<Failure | null>(null);
  const [isHandingOver, setHandingOver] = useState(false);
  const [isLarge, setLarge] = useState(false);
  const [isOver, setOver] = useState(false);
  const attaching = useAttaching({ draftId: editing.currentId, onAttached: replace, onFailure: (failed) => showSendFailure(failed) });
  const { going } = attaching;
  const body = useRef<HTMLTextAreaElement>(null);
  const subjectId = useId();
  const mode = draft?.mode ?? request.mode;

  /** Only ever this one: when an answer comes, the next message may stand in its place. */
  const closeOwn = useCallback(() => workspace.closeComposer(request.request), [workspace, request]);
  const isOpen = () => workspace.store.get().composer?.request === request.request;
  /** Where it is seen: beside the text, or in the window when that has been closed meanwhile. The text is a draft then. */
  const showSendFailure = (failed: Failure) => (isOpen() ? setSendFailure(failed) : workspace.showFailure(failed));
  const answers = mode === 'reply' || mode === 'replyAll';
  useComposerFocus({ body, answers, hasCome: draft !== null, text: typed.text });
  useEffect(() => {
    if (isGone) closeOwn();
  }, [isGone, closeOwn]);

  const { close, discard } = useLeaving({
    request,
    editing,
    attaching,
    isHandingOver,
    setHandingOver,
    closeOwn,
    onFailure: showSendFailure,
  });
  const { isSending, problem, clearProblem, send } = useSending({
    editing,
    attaching,
    setHandingOver,
    isOpen,
    closeOwn,
    onFailure: (failed) => (failed === null ? setSendFailure(null) : showSendFailure(failed)),
  });

  useSendCommand({ canSend: draft !== null && !isSending, send });
  const removeAttachment = useRemoveAttachment(editing, showSendFailure);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    void close();
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void attaching.attach([...event.dataTransfer.files]);
  };
  /** An address whose mail came back, for as long as it stands there. */
  const wrong = request.correct?.find((address) => typed.to.toLowerCase().includes(address.toLowerCase()));
  const addressRow = (name: AddressBox, label: string, autoFocus = false) => (
    <AddressField
      label={label}
      value={typed[name]}
      onChange={(value) => {
        change({ [name]: value });
        if (problem?.box === name) clearProblem();
      }}
      onBlur={() => void keep()}
      isReadOnly={isHandingOver}
      error={
        problem?.box === name
          ? problem.text
          : name === 'to' && wrong !== undefined
            ? say('return.correct', { address: visible(wrong) })
            : undefined
      }
      {...(name === 'to' && wrong !== undefined ? { marked: wrong } : {})}
      autoFocus={autoFocus}
    />
  );

  const shownFailure = sendFailure ?? failure;
  return (
    <form
      aria-label={say('compose.form')}
      data-pane
      data-keys="composer"
      className={`compose${isLarge ? ' is-large' : ''}${isOver ? ' is-over' : ''}`}
      style={box}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setOver(false);
      }}
      onDrop={onDrop}
    >
      <ComposeHeader
        title={say(titles[mode])}
        kept={draft === null ? null : keptAt !== null}
        isLarge={isLarge}
        setLarge={setLarge}
        onClose={() => void close()}
      />
      {(draft?.isDamaged || split !== null) && (
        <p role="status" className="compose-note">
          {say(split === 'gone' ? 'compose.orphaned' : split === 'changed' ? 'compose.forked' : 'compose.damaged')}
        </p>
      )}
      <div>
        <div className="compose-row">
          <span className="compose-label" aria-hidden>
            {say('compose.from')}
          </span>
          <ChoiceMenu
            className="compose-account"
            label={say('compose.from')}
            value={typed.accountId}
            choices={(accounts.value ?? []).map(({ id, settings }) => ({
              value: id,
              label: settings.displayName === '' ? settings.address : `${settings.displayName} <${settings.address}>`,
            }))}
            onChange={(accountId) => change({ accountId })}
          />
        </div>
        {addressRow('to', say('compose.to'), !answers)}
        <div className={`compose-pair${typed.cc.length > mostBeside || typed.bcc.length > mostBeside ? ' is-stacked' : ''}`}>
          {addressRow('cc', say('compose.cc'))}
          {addressRow('bcc', say('compose.bcc'))}
        </div>
        <div className="compose-row">
          <label htmlFor={subjectId} className="compose-label">
            {say('compose.subject')}
          </label>
          <input
            id={subjectId}
            className="compose-input compose-subject"
            value={typed.subject}
            onChange={(event) => change({ subject: event.target.value })}
            onBlur={() => void keep()}
            readOnly={isHandingOver}
            maxLength={10_000}
            dir="auto"
          />
        </div>
      </div>
      <RecipientProblems accountId={typed.accountId} lists={[typed.to, typed.cc, typed.bcc]} />
      <textarea
        ref={body}
        className="compose-body"
        aria-label={say('compose.body')}
        value={typed.text}
        onChange={(event) => change({ text: event.target.value })}
        onBlur={() => void keep()}
        readOnly={isHandingOver}
        dir="auto"
      />
      <DraftAttachments attachments={draft?.attachments ?? []} going={going} onRemove={(id) => void removeAttachment(id)} />
      {shownFailure && (
        <div className="compose-failure">
          <Failed
            failure={shownFailure}
            onRetry={editing.beginAgain ?? undefined}
            onDismiss={() => {
              setSendFailure(null);
              clearFailure();
            }}
          />
        </div>
      )}
      <ComposeFooter
        hasCome={draft !== null}
        isSending={isSending}
        onAttach={(files) => void attaching.attach(files)}
        onDiscard={() => void discard()}
      />
      {isOver && (
        <p className="compose-drop" aria-hidden>
          <Paperclip size="1.375rem" /> {say('compose.drop')}
        </p>
      )}
    </form>
  );
}
