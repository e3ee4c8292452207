/** The ways out of the composer other than sending: closed, thrown away, or put away because another message takes its place. */
import { useLayoutEffect } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import { useClient } from '../../api/Api.tsx';
import { useWords } from '../../i18n/words.ts';
import { useWorkspace } from '../../state/State.tsx';
import type { ComposerRequest } from '../../state/workspace.ts';
import { visible } from '../../ui/text/visible-text.ts';
import { useLatest } from '../../ui/use-latest.ts';
import type { Attaching } from './use-attaching.ts';
import type { DraftState } from './use-draft.ts';

interface LeavingInput {
  readonly request: ComposerRequest;
  readonly editing: DraftState;
  readonly attaching: Attaching;
  /** Whether it is on its way out: nothing can be written any more. */
  readonly isHandingOver: boolean;
  readonly setHandingOver: (isHandingOver: boolean) => void;
  /** Closes this very composer. */
  readonly closeOwn: () => void;
  readonly onFailure: (failure: Failure) => void;
}

interface Leaving {
  close(): Promise<void>;
  discard(): Promise<void>;
}

export function useLeaving({ request, editing, attaching, isHandingOver, setHandingOver, closeOwn, onFailure }: LeavingInput): Leaving {
  const say = useWords();
  const client = useClient();
  const workspace = useWorkspace();
  const { draft, typed, isGone, keep } = editing;
  const { going } = attaching;
  const mode = draft?.mode ?? request.mode;

  const isEmpty = () =>
    mode === 'new' &&
    draft?.attachments.length === 0 &&
    going.length === 0 &&
    [typed.to, typed.cc, typed.bcc, typed.subject, typed.text].every((text) => text.trim() === '');

  /** Another message takes its place: the draft is kept and a notice says so; an empty one is discarded. */
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
    // A quote alone is not worth keeping: it can be made again from its message.
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
      return onFailure(answer.failure);
    }
    closeOwn();
    if (!isWorthless) workspace.announce(say('compose.discarded'), () => void restore(id));
  };

  return { close, discard };
}
