/** What was begun and not sent: a line under the folders, and an offer to go on when the program starts. */
import { PenLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Draft } from '../../../electron/contract/compose.ts';
import { useCall } from '../../api/use-call.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { MenuButton } from '../../ui/Menus.tsx';
import { Toast } from '../../ui/Notices.tsx';
import { visible } from '../../ui/visible-text.ts';
import './compose.css';

function useDraftName(): (draft: Draft) => string {
  const say = useWords();
  return (draft) =>
    visible(draft.subject).trim() || visible(draft.to).trim() || visible(draft.text).trim().slice(0, 40) || say('compose.untitled');
}

/** The drafts, newest first; each opens in the composer. */
export function DraftsLine() {
  const say = useWords();
  const language = useLanguage();
  const workspace = useWorkspace();
  const nameOf = useDraftName();
  const drafts = useCall('compose.drafts', {}, { refetchOn: ['compose.changed', 'accounts.changed'] });
  const list = [...(drafts.value ?? [])].sort((one, other) => other.updatedAt - one.updatedAt);
  if (list.length === 0) return null;
  const words = say('compose.unsent', { count: list.length, number: formatNumber(list.length, language) });
  return (
    <MenuButton
      label={words}
      entries={list.slice(0, 30).map((draft) => ({
        id: draft.id,
        label: nameOf(draft),
        run: () => workspace.compose({ mode: draft.mode, draftId: draft.id }),
      }))}
    >
      <AriaButton className="footer-line">
        <PenLine size={16} strokeWidth={1.6} aria-hidden />
        <span className="footer-words">{words}</span>
      </AriaButton>
    </MenuButton>
  );
}

/** Offered once, after a start: text that a crash or a close left behind. */
export function DraftOffer() {
  const say = useWords();
  const workspace = useWorkspace();
  const nameOf = useDraftName();
  const composing = useWorkspaceState((state) => state.composer !== null);
  const drafts = useCall('compose.drafts', {});
  const [offer, setOffer] = useState<Draft | null | undefined>(undefined);
  useEffect(() => {
    if (offer !== undefined || !drafts.value) return;
    const newest = [...drafts.value].sort((one, other) => other.updatedAt - one.updatedAt)[0];
    setOffer(newest ?? null);
  }, [offer, drafts.value]);
  if (!offer || composing) return null;
  return (
    <div className="notices">
      <Toast
        text={say('compose.offer', { name: nameOf(offer) })}
        closeLabel={say('action.close')}
        milliseconds={15_000}
        onClose={() => setOffer(null)}
        action={{
          label: say('compose.continue'),
          run: () => {
            setOffer(null);
            workspace.compose({ mode: offer.mode, draftId: offer.id });
          },
        }}
      />
    </div>
  );
}
