/** One covered secret shown on the user's word, for a few seconds: it is in this state alone, and goes with the focus of the window. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { Line } from '../../../electron/contract/transcript.ts';
import { useClient } from '../../api/Api.tsx';
import { useWorkspace } from '../../state/State.tsx';
import { type Instant, isOfLine, type Shown, secondsLeft } from './revealed.ts';

interface Revealed {
  /** Of the span in its line. */
  readonly offset: number;
  readonly text: string;
  /** Seconds until it is covered again. */
  readonly left: number;
}

interface Reveal {
  readonly revealed: Revealed | null;
  show(offset: number): void;
  hide(): void;
}

/** Null where nothing can be revealed: in lists, and in lines that hold no secret of an account. */
export const RevealContext = createContext<Reveal | null>(null);
export const useReveal = (): Reveal | null => useContext(RevealContext);

const instant = (): Instant => ({ date: Date.now(), count: performance.now() });

export function useRevealing(line: Pick<Line, 'session' | 'index' | 'direction' | 'masked'>): Reveal | null {
  const client = useClient();
  const workspace = useWorkspace();
  const [shown, setShown] = useState<(Shown & { readonly left: number }) | null>(null);
  const { session, index } = line;
  const hide = useCallback(() => setShown(null), []);
  const show = useCallback(
    async (offset: number) => {
      const answer = await client.call('transcript.reveal', { session, index, offset });
      if (!answer.ok) return workspace.showFailure(answer.failure);
      const now = { session, index, offset, text: answer.value.text, since: instant() };
      // A user who has turned to another window since is not to be shown it there.
      if (document.hasFocus()) setShown({ ...now, left: secondsLeft(now, now.since) });
    },
    [client, workspace, session, index],
  );
  const isShown = shown !== null;
  useEffect(() => {
    if (!isShown) return;
    const tick = () =>
      setShown((before) => {
        const left = before ? secondsLeft(before, instant()) : 0;
        return before && left > 0 ? { ...before, left } : null;
      });
    const timer = setInterval(tick, 500);
    window.addEventListener('blur', hide);
    document.addEventListener('visibilitychange', hide);
    return () => {
      clearInterval(timer);
      window.removeEventListener('blur', hide);
      document.removeEventListener('visibilitychange', hide);
    };
  }, [isShown, hide]);
  const hasSecret = line.direction === 'client' && line.masked.length > 0;
  const revealed = shown && isOfLine(shown, { session, index }) ? shown : null;
  return useMemo(() => (hasSecret ? { revealed, show: (offset) => void show(offset), hide } : null), [hasSecret, revealed, show, hide]);
}
