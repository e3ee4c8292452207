/**
 * Writing a message, in a panel beside the mail instead of over it, so that the transcript stays in sight while it is
 * sent. It knows drafts; how a message travels is the outbox's affair.
 */

import { Maximize2, Minimize2, Paperclip, Send, Trash2, X } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import { useClient } from '../../api/Api.tsx';
import type { WordKey } from '../../i18n/keys.ts';
import { useWords } from '../../i18n/words.ts';
import { useAccounts, useFolders } from '../../state/asked.ts';
import { Failed } from '../../state/Failed.tsx';
import { useWorkspace } from '../../state/State.tsx';
import { useShowStroke } from '../../state/use-show-stroke.ts';
import type { ComposerRequest } from '../../state/workspace.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ChoiceMenu } from '../../ui/ChoiceMenu.tsx';
import { useHeldFocus } from '../../ui/hold-focus.ts';
import { visible } from '../../ui/text/visible-text.ts';
import { useLatest } from '../../ui/use-latest.ts';
import { usePanesBox } from '../../ui/use-panes-box.ts';
import { AddressField } from './AddressField.tsx';
import { DraftAttachments } from './DraftAttachments.tsx';
import { useAttaching } from './use-attaching.ts';
import { useDraft } from './use-draft.ts';
import './compose.css';

type AddressBox = 'to' | 'cc' | 'bcc';
const addressBoxes: readonly AddressBox[] = ['to', 'cc', 'bcc'];

const titles: Readonly<Record<ComposerRequest['mode'], WordKey>> = {
  new: 'compose.form',
  reply: 'compose.title.reply',
  replyAll: 'compose.title.replyAll',
  forward: 'compose.title.forward',
};

/** Why an address is refused, by the engine's `detail.reason`. */
const addressFaults: Readonly<Record<string, WordKey>> = {
  'control-character': 'compose.fault.control-character',
  unbalanced: 'compose.fault.unbalanced',
  'no-at-sign': 'compose.fault.no-at-sign',
  'local-part': 'compose.fault.local-part',
  domain: 'compose.fault.domain',
  'too-many': 'compose.fault.too-many',
};

export function Composer({ request }: { request: ComposerRequest }) {
  const say = useWords();
  const show = useShowStroke();
  const client = useClient();
  const workspace = useWorkspace();
  const box = usePanesBox();
  const accounts = useAccounts();
  const folders = useFolders();
  const here = folders.value?.find((folder) => folder.id === workspace.store.get().folderId)?.accountId;
  const editing = useDraft(request, here, workspace.showFailure);
  const { draft, typed, keptAt, failure, isGone, split, change, keep, replace, clearFailure } = editing;
  const [problem, setProblem] = useState<{ box: AddressBox; text: string } | null>(null);
  const [sendFailure, setSendFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const [isHandingOver, setHandingOver] = useState(false);
  const [isLarge, setLarge] = useState(false);
  const [isOver, setOver] = useState(false);
  const attaching = useAttaching({ draftId: editing.currentId, onAttached: replace, onFailure: (failed) => showSendFailure(failed) });
  const { going } = attaching;
  const files = useRef<HTMLInputElement>(null);
  const body = useRef<HTMLTextAreaElement>(null);
  const subjectId = useId();
  const mode = draft?.mode ?? request.mode;

  // The focus goes back to where it was: asked before the first box takes it.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // It went with the form, if it was there. Anywhere else somebody is at work: in the next message, most often.
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      // After a button, a menu or another row one goes on at the row that is marked now.
      const row = document.querySelector<HTMLElement>('[role="grid"] [role="row"][tabindex="0"]');
      const isPlace = before instanceof HTMLElement && before !== document.body && before.checkVisibility();
      const isLeft = !isPlace || before.closest('button, [role="grid"], header') !== null;
      if (isLeft && row?.checkVisibility()) row.focus({ preventScroll: true });
      else if (isPlace) before.focus({ preventScroll: true });
      else document.querySelector<HTMLElement>('[data-pane] :is([tabindex="0"], button:enabled)')?.focus({ preventScroll: true });
    },
    [before],
  );
  /** Only ever this one: when an answer comes, the next message may stand in its place. */
  const closeOwn = useCallback(() => workspace.closeComposer(request.request), [workspace, request]);
  const isOpen = () => workspace.store.get().composer?.request === request.request;
  /** Where it is seen: beside the text, or in the window when that has been closed meanwhile. The text is a draft then. */
  const showSendFailure = (failed: Failure) => (isOpen() ? setSendFailure(failed) : workspace.showFailure(failed));
  const draftId = draft?.id;
  const answers = mode === 'reply' || mode === 'replyAll';
  // From the first moment on, so that no key that is meant for the text is taken for a command.
  useHeldFocus(body, answers);
  // When the quote has come, one goes on above it.
  const typedEarly = useRef(0);
  const hasCome = draftId !== undefined;
  useLayoutEffect(() => {
    if (!hasCome) typedEarly.current = typed.text.length;
  }, [hasCome, typed.text]);
  useLayoutEffect(() => {
    if (answers && hasCome) body.current?.setSelectionRange(typedEarly.current, typedEarly.current);
  }, [hasCome, answers]);
  useEffect(() => {
    if (isGone) closeOwn();
  }, [isGone, closeOwn]);

  const isEmpty = () =>
    mode === 'new' &&
    draft?.attachments.length === 0 &&
    going.length === 0 &&
    [typed.to, typed.cc, typed.bcc, typed.subject, typed.text].every((text) => text.trim() === '');

  /** Another message takes its place: it is kept and that is said; what nobody has written in leaves nothing behind. */
  const putAway = () => {
    const { composer } = workspace.store.get();
    if (!draft || composer === null || composer.request === request.request || isHandingOver || isGone) return;
    if (!isEmpty() && !(going.length === 0 && editing.isAsBegun())) {
      workspace.announce(say('compose.putAway', { name: visible(typed.subject).trim() || say('messages.noSubject') }));
      return;
    }
    const id = editing.currentId() ?? draft.id;
    editing.end();
    void client.call('compose.discard', { id }).then((answer) => {
      if (!answer.ok) workspace.showFailure(answer.failure);
    });
  };
  const latestPutAway = useLatest(putAway);
  // Before the draft itself is let go, which happens after the drawing.
  useLayoutEffect(() => () => latestPutAway.current(), []);

  const close = async () => {
    // A quote alone is no text of anybody: it can be made again from its message.
    if (draft && (isEmpty() || (going.length === 0 && editing.isAsBegun()))) {
      editing.end();
      closeOwn();
      const answer = await client.call('compose.discard', { id: editing.currentId() ?? draft.id });
      if (!answer.ok) workspace.showFailure(answer.failure);
      return;
    }
    const kept = await keep();
    if (kept.ok) closeOwn();
  };
  const restore = async (id: string) => {
    workspace.dismissNotice();
    const answer = await client.call('compose.restore', { id });
    if (!answer.ok) workspace.showFailure(answer.failure);
    // Never in the place of what is being written by now: then it stands among the drafts.
    else if (workspace.store.get().composer === null) workspace.compose({ mode, draftId: id });
    else workspace.announce(say('compose.restored', { name: visible(typed.subject).trim() || say('compose.untitled') }));
  };
  const discard = async () => {
    if (!draft) return closeOwn();
    const isWorthless = isEmpty();
    attaching.cancel();
    setHandingOver(true);
    // To the last key, so that it comes back as it was.
    await keep();
    const goOn = editing.end();
    const id = editing.currentId() ?? draft.id;
    const answer = await client.call('compose.discard', { id });
    setHandingOver(false);
    if (!answer.ok) {
      goOn();
      return showSendFailure(answer.failure);
    }
    closeOwn();
    if (!isWorthless) workspace.announce(say('compose.discarded'), () => void restore(id));
  };

  const showAddressFault = (fault: Failure) => {
    const piece = String(fault.detail?.piece ?? '');
    const holder = addressBoxes.find((name) => typed[name].includes(piece)) ?? 'to';
    const key = addressFaults[String(fault.detail?.reason ?? '')] ?? 'compose.fault.address';
    setProblem({ box: holder, text: say(key, { piece: visible(piece) }) });
  };
  const send = async () => {
    if (!draft || isSending) return;
    setProblem(null);
    setSendFailure(null);
    if (addressBoxes.every((name) => typed[name].trim() === '')) {
      setProblem({ box: 'to', text: say('compose.fault.none') });
      return;
    }
    setSending(true);
    // What was chosen goes along: one does not have to watch the last percent and press the keys again.
    if (!(await attaching.settled())) return setSending(false);
    // What is typed from here on would not go along, and be gone with the form.
    setHandingOver(true);
    const kept = await keep();
    const goOn = editing.end();
    const answer = kept.ok ? await client.call('compose.send', { id: editing.currentId() ?? draft.id }) : kept;
    if (!answer.ok) goOn();
    setHandingOver(false);
    setSending(false);
    if (answer.ok) closeOwn();
    else if (answer.failure.code === 'address-invalid' && isOpen()) showAddressFault(answer.failure);
    else showSendFailure(answer.failure);
  };

  const removeAttachment = async (attachmentId: string) => {
    const id = editing.currentId();
    const file = draft?.attachments.find((one) => one.id === attachmentId);
    if (id === null || !file) return;
    const answer = await client.call('compose.removeAttachment', { id, attachmentId });
    if (!answer.ok) return showSendFailure(answer.failure);
    replace(answer.value);
    workspace.announce(say('compose.removed', { name: visible(file.name) }), () => {
      workspace.dismissNotice();
      void client.call('compose.restoreAttachment', { id, attachmentId }).then((restored) => {
        if (!restored.ok) workspace.showFailure(restored.failure);
        else if (editing.currentId() === id) replace(restored.value);
      });
    });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      void send();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      void close();
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void attaching.attach([...event.dataTransfer.files]);
  };
  const addressRow = (name: AddressBox, label: string, autoFocus = false) => (
    <AddressField
      label={label}
      value={typed[name]}
      onChange={(value) => {
        change({ [name]: value });
        if (problem?.box === name) setProblem(null);
      }}
      onBlur={() => void keep()}
      isReadOnly={isHandingOver}
      error={problem?.box === name ? problem.text : undefined}
      autoFocus={autoFocus}
    />
  );

  const shownFailure = sendFailure ?? failure;
  return (
    <form
      aria-label={say('compose.form')}
      data-pane
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
      <div className="compose-header">
        <h2 className="compose-title">{say(titles[mode])}</h2>
        <span className="compose-kept" role="status">
          {draft && say(keptAt === null ? 'compose.keeping' : 'compose.kept')}
        </span>
        <IconButton
          icon={isLarge ? Minimize2 : Maximize2}
          label={say(isLarge ? 'compose.smaller' : 'compose.larger')}
          onPress={() => setLarge(!isLarge)}
        />
        <IconButton icon={X} label={say('compose.close')} shortcut="Esc" onPress={() => void close()} />
      </div>
      {(draft?.isDamaged || split !== null) && (
        <p role="status" className="compose-note">
          {say(split === 'gone' ? 'compose.orphaned' : split === 'changed' ? 'compose.forked' : 'compose.damaged')}
        </p>
      )}
      <div className="compose-fields">
        <div className="compose-row">
          <span className="compose-label" aria-hidden>
            {say('compose.from')}
          </span>
          <ChoiceMenu
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
        <div className="compose-pair">
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
        <Failed
          failure={shownFailure}
          onDismiss={() => {
            setSendFailure(null);
            clearFailure();
          }}
        />
      )}
      <div className="compose-footer">
        <Button kind="primary" icon={Send} type="submit" isDisabled={!draft || isSending}>
          {say('compose.send')}
        </Button>
        <kbd className="compose-hint" aria-hidden>
          {show('Mod+Enter')}
        </kbd>
        <Button kind="quiet" icon={Paperclip} isDisabled={!draft} onPress={() => files.current?.click()}>
          {say('compose.attach')}
        </Button>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            void attaching.attach([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <span className="compose-rest" />
        <Button kind="quiet" icon={Trash2} onPress={() => void discard()}>
          {say('compose.discard')}
        </Button>
      </div>
      {isOver && (
        <p className="compose-drop" aria-hidden>
          <Paperclip size="1.375rem" /> {say('compose.drop')}
        </p>
      )}
    </form>
  );
}
