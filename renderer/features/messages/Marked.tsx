/** In the head of the list: how many are selected, and what can be done to them where no reader is beside the list. */
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { CommandBar } from '../../state/CommandButton.tsx';
import { useWorkspaceState } from '../../state/State.tsx';
import { sizeOf, targetOf } from '../../state/target.ts';
import { usePaneLayout } from '../../ui/panes/pane-layout.ts';

export function Marked() {
  const say = useWords();
  const language = useLanguage();
  const layout = usePaneLayout();
  const size = useWorkspaceState((state) => (state.listInSight ? sizeOf(targetOf(state)) : 0));
  const hasReader = useWorkspaceState((state) => state.readerInSight);
  if (size === 0) return null;
  return (
    <>
      {size !== 1 && (
        <span className="messages-marked numeric" role="status">
          {size === null ? say('messages.selecting') : say('reader.several', { count: size, number: formatNumber(size, language) })}
        </span>
      )}
      {/* In more room they stand in the toolbar, or at the selection in the reader. */}
      {layout === 'one' && !hasReader && (
        <span className="messages-actions">
          <CommandBar of={size === 1 ? 'one' : 'several'} look="icon" />
        </span>
      )}
    </>
  );
}
