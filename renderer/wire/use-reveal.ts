/** One covered secret shown on the user's word, for a few seconds: it is in this state alone, and goes with the focus of the window. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { Line } from '../../electron/contract/transcript.ts';
import { useClient } from '../api/Api.tsx';
import { useWorkspace } from '../state/State.tsx';

const seconds = 10;

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

export function useRevealing(line: Pick<Line, 'session' | 'index' | 'direction' | 'masked'>): Reveal | null {
  const client = useClient();
  const workspace = useWorkspace();
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const { session, index } = line;
  const hide = useCallback(() => setRevealed(null), []);
  const show = useCallback(
    async (offset: number) => {
      const answer = await client.call('transcript.reveal', { session, index, offset });
      if (!answer.ok) return workspace.showFailure(answer.failure);
      // Whoever has turned to another window since is not to be shown it there.
      if (document.hasFocus()) setRevealed({ offset, text: answer.value.text, left: seconds });
    },
    [client, workspace, session, index],
  );
  const isShown = revealed !== null;
  useEffect(() => {
    if (!isShown) return;
    const timer = setInterval(
      () => setRevealed((before) => before && (before.left > 1 ? { ...before, left: before.left - 1 } : null)),
      1_000,
    );
    window.addEventListener('blur', hide);
    document.addEventListener('visibilitychange', hide);
    return () => {
      clearInterval(timer);
      window.removeEventListener('blur', hide);
      document.removeEventListener('visibilitychange', hide);
    };
  }, [isShown, hide]);
  const hasSecret = line.direction === 'client' && line.masked.length > 0;
  return useMemo(() => (hasSecret ? { revealed, show: (offset) => void show(offset), hide } : null), [hasSecret, revealed, show, hide]);
}
