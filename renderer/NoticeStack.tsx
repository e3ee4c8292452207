/**
 * The one place for notices: a strip between the panes and the transcript, which takes the room that it needs and so covers neither what
 * is read nor what is being written. Failures stay until they are dismissed; information disappears by itself.
 */
import { useEvent } from './api/use-action.ts';
import { FeatureSlots } from './FeatureSlots.tsx';
import { useWords } from './i18n/words.ts';
import { Failed } from './state/Failed.tsx';
import type { Feature } from './state/feature.ts';
import { ShortenedList } from './state/ShortenedList.tsx';
import { useWorkspace, useWorkspaceState } from './state/State.tsx';
import { NoticeStrip, Toast } from './ui/Notices.tsx';

/** @param features each draws notices of its own, one after the other, or nothing */
export function NoticeStack({ features }: { features: readonly Feature[] }) {
  const say = useWords();
  const workspace = useWorkspace();
  const notice = useWorkspaceState((state) => state.notice);
  const failures = useWorkspaceState((state) => state.failures);
  // The engine has undone what the server refused; the lists are updated by their own events.
  useEvent('messages.operationFailed', (refused) => workspace.showFailure(refused.failure));
  // What a server wants to be read (RFC 9051 §7.1: an ALERT MUST be presented), or a copy that it did not take.
  useEvent('sync.remark', ({ remark }) => workspace.showFailure(remark));
  return (
    <NoticeStrip label={say('notices.label')}>
      {notice && (
        <Toast
          key={notice.id}
          text={notice.text}
          closeLabel={say('action.close')}
          onClose={workspace.dismissNotice}
          {...(notice.undo ? { action: { label: say('undo.undo'), run: notice.undo } } : {})}
        />
      )}
      <ShortenedList
        items={failures}
        draw={({ id, failure }) => <Failed key={id} failure={failure} onDismiss={() => workspace.dismissFailure(id)} />}
      />
      <FeatureSlots of={features} which="Notices" />
    </NoticeStrip>
  );
}
