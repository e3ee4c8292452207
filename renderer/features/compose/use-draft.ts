/**
 * One draft while it is written: what is typed is on the screen at once and kept by the engine a moment later, so that
 * a crash of either side loses at most the last words. Where another window has changed, sent or discarded the same draft, what
 * is typed here goes on as a draft of its own: neither text takes the place of the other.
 */

import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Language } from '../../../electron/contract/application.ts';
import type { Draft } from '../../../electron/contract/compose.ts';
import type { PostglassClient } from '../../../electron/contract/contract.ts';
import type { Failure, Result } from '../../../electron/contract/failure.ts';
import { quotingPhrases } from '../../../electron/words/quoting.ts';
import { useClient } from '../../api/Api.tsx';
import { useEvent } from '../../api/use-action.ts';
import { useLanguage } from '../../i18n/words.ts';
import type { ComposerRequest } from '../../state/workspace.ts';
import { useLatest } from '../../ui/use-latest.ts';

type Typed = Pick<Draft, 'accountId' | 'to' | 'cc' | 'bcc' | 'subject' | 'text'>;

/** How long after the last key the draft is kept. */
const keepAfter = 400;
/** Milliseconds after a failed save until the next try, when the composer is closed. */
const keepAgainAfter = 5_000;

const typedOf = ({ accountId, to, cc, bcc, subject, text }: Draft): Typed => ({ accountId, to, cc, bcc, subject, text });

const boxes = ['accountId', 'to', 'cc', 'bcc', 'subject', 'text'] as const;

export interface DraftState {
  readonly draft: Draft | null;
  /** What stands in the boxes, also while the draft is still on its way. */
  readonly typed: Typed;
  /** When it was kept last, milliseconds since 1970; null while something typed is not kept yet. */
  readonly keptAt: number | null;
  readonly failure: Failure | null;
  /** The draft is gone: sent or discarded in another window, and nothing has been typed here since. */
  readonly isGone: boolean;
  /** Why this is a draft of its own now: another window has changed the one it was, or has sent or discarded it. */
  readonly split: 'changed' | 'gone' | null;
  change(change: Partial<Typed>): void;
  /** It was begun here, and its boxes and files are as they came: only a quote, or what a link asked for. */
  isAsBegun(): boolean;
  /** Keeps what has been typed now. */
  keep(): Promise<Result<unknown>>;
  /** Where it is kept just now; null while it is not there yet. */
  currentId(): string | null;
  /** The draft is being sent or discarded from here: that it goes away is no news. Answers how to go on when that fails. */
  end(): () => void;
  /** The engine has answered with other attachments; what is being typed stays. */
  replace(draft: Draft): void;
  clearFailure(): void;
  /** Asks for the draft once more, with what was typed meanwhile; null unless the first answer was a failure that may pass. */
  readonly beginAgain: (() => void) | null;
}

const fine = { ok: true as const, value: null };

const nothingTyped: Typed = { accountId: '', to: '', cc: '', bcc: '', subject: '', text: '' };

/** The draft with what was typed before it came: in front of the text, in place of any other box. */
const withEarly = (draft: Typed, early: Partial<Typed>): Typed => ({ ...draft, ...early, text: (early.text ?? '') + draft.text });

/** Begins the draft of a request, in the account where one was unless the request names one or answers a message; or reads the one there is. */
function askFor(client: PostglassClient, request: ComposerRequest, here: string | undefined, language: Language): Promise<Result<Draft>> {
  const { mode, messageId, mailto, draftId, toList, charset } = request;
  if (draftId !== undefined) return client.call('compose.get', { id: draftId });
  const accountId = request.accountId ?? (messageId === undefined ? here : undefined);
  return client.call('compose.start', {
    mode,
    language,
    phrases: quotingPhrases[language],
    ...(accountId === undefined ? {} : { accountId }),
    ...(messageId === undefined ? {} : { messageId }),
    ...(toList === undefined ? {} : { toList }),
    ...(charset === undefined ? {} : { charset }),
    ...(mailto === undefined ? {} : { mailto }),
  });
}

/** @param onLateFailure called when saving fails after the composer was closed */
export function useDraft(request: ComposerRequest, accountId: string | undefined, onLateFailure: (failure: Failure) => void): DraftState {
  const client = useClient();
  const language = useLanguage();
  const [writer] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState<Draft | null>(null);
  const [typed, setTyped] = useState<Typed>(nothingTyped);
  const [keptAt, setKeptAt] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isGone, setGone] = useState(false);
  const [split, setSplit] = useState<DraftState['split']>(null);
  /** A new object asks for the draft once more. */
  const [asked, setAsked] = useState({ request });
  const latest = useRef<{ typed: Typed; dirty: boolean } | null>(null);
  /** Where it is kept, and as of when. */
  const place = useRef<{ id: string; basedOn: number } | null>(null);
  /** What it was begun with; null where it was there before. */
  const begun = useRef<Draft | null>(null);
  const isEnding = useRef(false);
  const isClosed = useRef(false);
  /** Typed before the draft came. */
  const early = useRef<Partial<Typed>>({});
  const saving = useRef<Promise<Result<unknown>>>(Promise.resolve(fine));
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const load = useCallback((next: Draft) => {
    setDraft(next);
    place.current = { id: next.id, basedOn: next.updatedAt };
    latest.current = { typed: typedOf(next), dirty: false };
    setTyped(latest.current.typed);
    setKeptAt(next.updatedAt);
  }, []);

  const save = useCallback(
    async (kept: Typed): Promise<Result<{ updatedAt: number }>> => {
      const at = place.current;
      if (!at) return { ok: true, value: { updatedAt: 0 } };
      const input = { id: at.id, ...kept, writer, basedOn: at.basedOn };
      let answer = await client.call('compose.save', input);
      const isOrphaned = !answer.ok && answer.failure.code === 'not-found' && !isEnding.current;
      if (isOrphaned) answer = await client.call('compose.save', { ...input, evenIfGone: true });
      if (!answer.ok) return answer;
      const { id, updatedAt } = answer.value;
      place.current = { id, basedOn: updatedAt };
      if (id !== at.id) {
        setSplit(isOrphaned ? 'gone' : 'changed');
        const own = await client.call('compose.get', { id });
        if (own.ok) setDraft(own.value);
      }
      return answer;
    },
    [client, writer],
  );

  const late = useLatest(onLateFailure);
  const keep = useCallback(async (): Promise<Result<unknown>> => {
    clearTimeout(timer.current);
    // One save after the other, so that an older text never overwrites a newer one.
    saving.current = saving.current.then(async () => {
      const now = latest.current;
      if (!now?.dirty) return fine;
      now.dirty = false;
      const answer = await save(now.typed);
      if (!answer.ok) {
        now.dirty = true;
        setFailure(answer.failure);
        if (isClosed.current) {
          late.current(answer.failure);
          if (!answer.failure.permanent) timer.current = setTimeout(() => void keep(), keepAgainAfter);
        }
        // What was typed meanwhile is not kept yet.
      } else if (latest.current === now) setKeptAt(answer.value.updatedAt);
      return answer;
    });
    return saving.current;
  }, [save]);

  const change = useCallback(
    (changed: Partial<Typed>) => {
      const now = latest.current;
      if (!now) {
        early.current = { ...early.current, ...changed };
        setTyped((before) => ({ ...before, ...changed }));
        return;
      }
      latest.current = { typed: { ...now.typed, ...changed }, dirty: true };
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
    const { draftId } = asked.request;
    const answer = askFor(client, asked.request, startsIn.current, startedIn.current);
    void answer.then((result) => {
      const before = early.current;
      const isTyped = Object.values(before).some((text) => text.trim() !== '');
      if (!result.ok) {
        if (!left) setFailure(result.failure);
        else if (isTyped) late.current(result.failure);
        return;
      }
      const { id } = result.value;
      early.current = {};
      if (!left) {
        // Drawn at once: a key that came before would be added to what the boxes showed until then, and the quote be lost.
        flushSync(() => {
          load(result.value);
          begun.current = draftId === undefined ? result.value : null;
          if (isTyped) change(withEarly(typedOf(result.value), before));
        });
      } else if (isTyped)
        void client.call('compose.save', { id, ...withEarly(typedOf(result.value), before) }).then((kept) => {
          if (!kept.ok) late.current(kept.failure);
        });
      // Closed before there was anything to see: what was made for it goes too.
      else if (draftId === undefined) void client.call('compose.discard', { id });
    });
    return () => {
      left = true;
    };
  }, [client, asked, load, change]);

  useEffect(() => {
    isClosed.current = false;
    const onHide = () => void keep();
    window.addEventListener('pagehide', onHide);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      isClosed.current = true;
      window.removeEventListener('pagehide', onHide);
      document.removeEventListener('visibilitychange', onHide);
      // What comes after a send or a discard from here is no new text.
      if (isEnding.current) clearTimeout(timer.current);
      else void keep();
    };
  }, [keep]);

  // Another window writes at the same draft, or has sent or discarded it.
  useEvent('compose.changed', ({ id, writer: by, draft: now }) => {
    if (by === writer || isEnding.current) return;
    // Behind what is on its way from here: by then this may be a draft of its own.
    void saving.current.then(async () => {
      const shown = latest.current;
      if (!shown || place.current?.id !== id || isEnding.current) return;
      // What was typed meanwhile is kept in its turn, beside the other text.
      if (shown.dirty) return;
      if (now === null) return setGone(true);
      const answer = await client.call('compose.get', { id });
      if (answer.ok && latest.current === shown && !shown.dirty && place.current?.id === id) flushSync(() => load(answer.value));
      else if (!answer.ok && answer.failure.code === 'not-found' && !shown.dirty && !isEnding.current) setGone(true);
    });
  });

  const beginAgain = useCallback(() => {
    setFailure(null);
    setAsked((before) => ({ ...before }));
  }, []);

  return {
    draft,
    typed,
    keptAt,
    failure,
    isGone,
    split,
    change,
    isAsBegun() {
      const [first, now] = [begun.current, latest.current?.typed];
      if (first === null || now === undefined || split !== null) return false;
      const filesOf = (one: Draft | null) => one?.attachments.map(({ id }) => id).join(' ');
      return boxes.every((box) => first[box] === now[box]) && filesOf(first) === filesOf(draft);
    },
    keep,
    currentId: () => place.current?.id ?? null,
    end() {
      isEnding.current = true;
      return () => {
        isEnding.current = false;
      };
    },
    replace: setDraft,
    clearFailure: useCallback(() => setFailure(null), []),
    beginAgain: draft === null && failure !== null && !failure.permanent ? beginAgain : null,
  };
}
