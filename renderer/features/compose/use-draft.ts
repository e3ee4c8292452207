/**
 * One draft while it is written: what is typed is on the screen at once and kept by the engine a moment later, so that
 * a crash of either side loses at most the last words.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Draft } from '../../../electron/contract/compose.ts';
import type { Failure, Result } from '../../../electron/contract/failure.ts';
import { quotingPhrases } from '../../../electron/words/quoting.ts';
import { useClient } from '../../api/Api.tsx';
import { useEvent } from '../../api/use-action.ts';
import { useLanguage } from '../../i18n/words.ts';
import type { ComposerRequest } from '../../state/workspace.ts';

export type Typed = Pick<Draft, 'accountId' | 'to' | 'cc' | 'bcc' | 'subject' | 'text'>;

/** How long after the last key the draft is kept. */
const keepAfter = 400;

const typedOf = ({ accountId, to, cc, bcc, subject, text }: Draft): Typed => ({ accountId, to, cc, bcc, subject, text });

export interface DraftState {
  readonly draft: Draft | null;
  /** What stands in the boxes, also while the draft is still on its way. */
  readonly typed: Typed;
  /** When it was kept last, milliseconds since 1970; null while something typed is not kept yet. */
  readonly keptAt: number | null;
  readonly failure: Failure | null;
  /** The draft is gone: sent or discarded in another window. */
  readonly isGone: boolean;
  change(change: Partial<Typed>): void;
  /** Keeps what has been typed now. */
  keep(): Promise<Result<unknown>>;
  /** The engine has answered with other attachments; what is being typed stays. */
  replace(draft: Draft): void;
  clearFailure(): void;
}

const fine = { ok: true as const, value: null };

const nothingTyped: Typed = { accountId: '', to: '', cc: '', bcc: '', subject: '', text: '' };

/** The draft with what was typed before it came: in front of the text, in place of any other box. */
const withEarly = (draft: Typed, early: Partial<Typed>): Typed => ({ ...draft, ...early, text: (early.text ?? '') + draft.text });

export function useDraft(request: ComposerRequest, accountId: string | undefined): DraftState {
  const client = useClient();
  const language = useLanguage();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [typed, setTyped] = useState<Typed>(nothingTyped);
  const [keptAt, setKeptAt] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isGone, setGone] = useState(false);
  const latest = useRef<{ id: string; typed: Typed; dirty: boolean } | null>(null);
  /** Typed before the draft came. */
  const early = useRef<Partial<Typed>>({});
  const saving = useRef<Promise<Result<unknown>>>(Promise.resolve(fine));
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const load = useCallback((next: Draft) => {
    setDraft(next);
    latest.current = { id: next.id, typed: typedOf(next), dirty: false };
    setTyped(latest.current.typed);
    setKeptAt(next.updatedAt);
  }, []);

  const keep = useCallback(async (): Promise<Result<unknown>> => {
    clearTimeout(timer.current);
    // One save after the other, so that an older text never overwrites a newer one.
    saving.current = saving.current.then(async () => {
      const now = latest.current;
      if (!now?.dirty) return fine;
      now.dirty = false;
      const answer = await client.call('compose.save', { id: now.id, ...now.typed });
      if (!answer.ok) {
        now.dirty = true;
        setFailure(answer.failure);
        // What was typed meanwhile is not kept yet.
      } else if (latest.current === now) setKeptAt(answer.value.updatedAt);
      return answer;
    });
    return saving.current;
  }, [client]);

  const change = useCallback(
    (changed: Partial<Typed>) => {
      const now = latest.current;
      if (!now) {
        early.current = { ...early.current, ...changed };
        setTyped((before) => ({ ...before, ...changed }));
        return;
      }
      latest.current = { id: now.id, typed: { ...now.typed, ...changed }, dirty: true };
      setTyped(latest.current.typed);
      setKeptAt(null);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void keep(), keepAfter);
    },
    [keep],
  );

  // The account is where one was when the composer opened; changing folders later must not start another draft.
  const startsIn = useRef(accountId);
  const startedIn = useRef(language);
  useEffect(() => {
    let left = false;
    const { mode, messageId, mailto, draftId, toList, charset } = request;
    const chosen = request.accountId ?? (messageId === undefined ? startsIn.current : undefined);
    const answer =
      draftId === undefined
        ? client.call('compose.start', {
            mode,
            language: startedIn.current,
            phrases: quotingPhrases[startedIn.current],
            ...(chosen === undefined ? {} : { accountId: chosen }),
            ...(messageId === undefined ? {} : { messageId }),
            ...(toList === undefined ? {} : { toList }),
            ...(charset === undefined ? {} : { charset }),
            ...(mailto === undefined ? {} : { mailto }),
          })
        : client.call('compose.get', { id: draftId });
    void answer.then((result) => {
      if (!result.ok) {
        if (!left) setFailure(result.failure);
        return;
      }
      const { id } = result.value;
      const before = early.current;
      const isTyped = Object.values(before).some((text) => text.trim() !== '');
      early.current = {};
      if (!left) {
        // Drawn at once: a key that came before would be added to what the boxes showed until then, and the quote be lost.
        flushSync(() => {
          load(result.value);
          if (isTyped) change(withEarly(typedOf(result.value), before));
        });
      } else if (isTyped) void client.call('compose.save', { id, ...withEarly(typedOf(result.value), before) });
      // Closed before there was anything to see: what was made for it goes too.
      else if (draftId === undefined) void client.call('compose.discard', { id });
    });
    return () => {
      left = true;
    };
  }, [client, request, load, change]);

  useEffect(() => {
    const onHide = () => void keep();
    window.addEventListener('pagehide', onHide);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      window.removeEventListener('pagehide', onHide);
      document.removeEventListener('visibilitychange', onHide);
      void keep();
    };
  }, [keep]);

  // Another window writes at the same draft, or has sent it.
  useEvent('compose.changed', ({ id }) => {
    const now = latest.current;
    if (!now || now.id !== id || now.dirty) return;
    void client.call('compose.get', { id }).then((answer) => {
      // What was typed meanwhile is newer than the answer.
      if (answer.ok && latest.current === now && !now.dirty) flushSync(() => load(answer.value));
      else if (!answer.ok && answer.failure.code === 'not-found') setGone(true);
    });
  });

  return { draft, typed, keptAt, failure, isGone, change, keep, replace: setDraft, clearFailure: useCallback(() => setFailure(null), []) };
}
