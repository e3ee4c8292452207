/** What can be done with marked lines of the session on show; the same function between renderings. */
import { Copy, Download, Pin, PinOff, Trash2 } from 'lucide-react';
import { type RefObject, useCallback } from 'react';
import type { LineRange, Session } from '../../../electron/contract/transcript.ts';
import { useWords } from '../../i18n/words.ts';
import type { LineMenu } from '../../wire/use-line-menu.tsx';
import type { useSessionActions } from './use-session-actions.ts';

interface LineActionsOptions {
  /** The one on show, whichever it is by then. */
  session: RefObject<Session | null>;
  actions: Pick<ReturnType<typeof useSessionActions>, 'keepLines'>;
  onExport: (session: Session, lines: LineRange) => void;
  /** Asks before it deletes. */
  onRemove: (session: Session, lines: LineRange) => void;
}

export function useLineActions({ session, actions, onExport, onRemove }: LineActionsOptions): LineMenu {
  const say = useWords();
  return useCallback<LineMenu>(
    (lines, copy) => {
      const count = lines.last - lines.first + 1;
      const isOpen = session.current?.state === 'open';
      const isKept = session.current?.kept?.some(({ first, last }) => first <= lines.first && last >= lines.last) ?? false;
      const withSession = (act: (shown: Session) => void) => () => {
        if (session.current) act(session.current);
      };
      return [
        { id: 'copy', label: say('transcript.copyLines', { count }), icon: Copy, run: copy },
        {
          id: 'export',
          label: say('transcript.exportLines', { count }),
          icon: Download,
          run: withSession((shown) => onExport(shown, lines)),
        },
        {
          id: 'keep',
          label: say(isKept ? 'transcript.unkeepLines' : 'transcript.keepLines', { count }),
          icon: isKept ? PinOff : Pin,
          isDisabled: isOpen,
          run: withSession((shown) => void actions.keepLines(shown, lines, !isKept)),
        },
        {
          id: 'remove',
          label: say('transcript.removeLines', { count }),
          icon: Trash2,
          separated: true,
          isDisabled: isOpen,
          run: withSession((shown) => onRemove(shown, lines)),
        },
      ];
    },
    [say, session, actions, onExport, onRemove],
  );
}
