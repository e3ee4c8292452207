/** What was begun and not sent: a line under the folders, and an offer to go on when the program starts. */
import { PenLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { DraftSummary } from '../../../electron/contract/compose.ts';
import { useEvent } from '../../api/use-action.ts';
import { useCall } from '../../api/use-call.ts';
import { usePatch } from '../../api/use-patch.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { FooterLine } from '../../ui/FooterLine.tsx';
import { MenuButton } from '../../ui/Menus.tsx';
import { Toast } from '../../ui/Notices.tsx';
import { visible } from '../../ui/text/visible-text.ts';

function useDraftName(): (draft: DraftSummary) => string {
  const say = useWords();
  return (draft) =>
    visible(draft.subject).trim() ||
    visible(draft.to).trim() ||
    visible(draft.snippet).trim().slice(0, 40) ||
    say(draft.isReadable ? 'compose.untitled' : 'compose.unreadable');
}

/** The same object at each drawing. */
const everything = {};

/** A longer list is of no use; drafts that are sent or discarded make room for the others. */
const mostListed = 500;

const useDrafts = () => useCall('compose.drafts', everything, { refetchOn: 'accounts.changed' });

/** Updates the list from the events, which name one draft each: several a second while the user types. */
function useDraftList(): readonly DraftSummary[] {
  const drafts = useDrafts();
  const patch = usePatch('compose.drafts', everything);
  useEvent('compose.changed', ({ id, draft }) =>
    patch((held) => {
      const others = held.filter((one) => one.id !== id);
      return draft ? [draft, ...others] : others;
    }),
  );
  return drafts.value ?? [];
}

/** The drafts, newest first; each opens in the composer. */
export function DraftsLine() {
  const say = useWords();
  const language = useLanguage();
  const workspace = useWorkspace();
  const nameOf = useDraftName();
  const drafts = useDraftList();
  const list = [...drafts].sort((one, other) => other.updatedAt - one.updatedAt);
  if (list.length === 0) return null;
  const words = say('compose.unsent', { count: list.length, number: formatNumber(list.length, language) });
  return (
    <MenuButton
      label={words}
      side="top"
      entries={list.slice(0, mostListed).map((draft) => ({
        id: draft.id,
        label: nameOf(draft),
        run: () => workspace.compose({ mode: draft.mode, draftId: draft.id }),
      }))}
    >
      <FooterLine icon={PenLine} words={words} />
    </MenuButton>
  );
}

/** Offered once, after a start: text that a crash or a close left behind. */
export function DraftOffer() {
  const say = useWords();
  const workspace = useWorkspace();
  const nameOf = useDraftName();
  const composing = useWorkspaceState((state) => state.composer !== null);
  const drafts = useDrafts();
  const [offer, setOffer] = useState<DraftSummary | null | undefined>(undefined);
  useEffect(() => {
    if (offer !== undefined || !drafts.value) return;
    const newest = [...drafts.value].sort((one, other) => other.updatedAt - one.updatedAt)[0];
    setOffer(newest ?? null);
  }, [offer, drafts.value]);
  if (!offer || composing) return null;
  return (
    <Toast
      text={say('compose.offer', { name: nameOf(offer) })}
      closeLabel={say('action.close')}
      onClose={() => setOffer(null)}
      action={{
        label: say('compose.continue'),
        run: () => {
          setOffer(null);
          workspace.compose({ mode: offer.mode, draftId: offer.id });
        },
      }}
    />
  );
}
