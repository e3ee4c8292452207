/** Where the focus is while something is written: in the text of an answer from the first moment, and back where it was afterwards. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useHeldFocus } from '../../ui/focus/hold-focus.ts';

interface ComposerFocusInput {
  readonly body: RefObject<HTMLTextAreaElement | null>;
  /** Whether the message answers another one, whose quote stands below what is typed. */
  readonly answers: boolean;
  /** Whether the draft is there. */
  readonly hasCome: boolean;
  /** What stands in the text, also before the draft has come. */
  readonly text: string;
}

export function useComposerFocus({ body, answers, hasCome, text }: ComposerFocusInput): void {
  // The focus goes back to where it was: asked before the first box takes it.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // If the focus was in the form, it is gone with it. If it is elsewhere, the user is at work there: leave it.
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
  // From the first moment on, so that no key that is meant for the text is taken for a command.
  useHeldFocus(body, answers);
  // When the quote has come, one goes on above it.
  const typedEarly = useRef(0);
  useLayoutEffect(() => {
    if (!hasCome) typedEarly.current = text.length;
  }, [hasCome, text]);
  useLayoutEffect(() => {
    if (answers && hasCome) body.current?.setSelectionRange(typedEarly.current, typedEarly.current);
  }, [body, hasCome, answers]);
}
