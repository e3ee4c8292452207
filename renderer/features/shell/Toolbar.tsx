/**
 * The shell around the panes: toolbar, status line, palette, keys and what is said when there is nothing to show. It
 * knows commands by name and nothing of how they are carried out.
 */
import { PanelLeft, Settings, SquareChevronRight, SquarePen } from 'lucide-react';
import { type ComponentType, memo } from 'react';
import { useWords } from '../../i18n/words.ts';
import { CommandBar, CommandButton } from '../../state/CommandButton.tsx';
import { useAllCommands, useCommandRegistry, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { ariaStrokes } from '../../state/shortcuts.ts';
import { targetOf } from '../../state/target.ts';
import { useShowStroke } from '../../state/use-show-stroke.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { paneLayoutFor } from '../../ui/panes/pane-layout.ts';
import { useWindowWidth } from '../../ui/panes/window-size.ts';
import { isMac } from '../../ui/platform.ts';

/** Pixels of the window from which the toolbar has room for words. */
const wordsFrom = 1_200;

/** Shows its keyboard shortcut where there is space, so that users learn it. */
function PaletteButton() {
  const say = useWords();
  const show = useShowStroke();
  const registry = useCommandRegistry();
  const [stroke] = useAllCommands().find(({ id }) => id === 'window.palette')?.strokes ?? [];
  const label = say('command.palette');
  const keys = stroke ? { shortcut: show(stroke), strokes: ariaStrokes([stroke], isMac()) } : {};
  const onPress = () => void registry.run('window.palette');
  if (useWindowWidth() < wordsFrom || !keys.shortcut)
    return <IconButton icon={SquareChevronRight} label={label} onPress={onPress} {...keys} />;
  // A name must hold what is read on the button (WCAG 2.5.3).
  const shown = keys.shortcut.replace('+', ' ');
  return (
    <Button kind="quiet" icon={SquareChevronRight} title={label} aria-label={`${label} ${shown}`} strokes={keys.strokes} onPress={onPress}>
      <kbd>{shown}</kbd>
    </Button>
  );
}

/** The toolbar. The names of its buttons stay as they are: assistive technology and tests know them by these. */
export const Toolbar = memo(function Toolbar({ search: Search }: { search: ComponentType }) {
  const say = useWords();
  const show = useShowStroke();
  const registry = useCommandRegistry();
  const workspace = useWorkspace();
  const layout = paneLayoutFor(useWindowWidth());
  const strokesOf = (id: 'compose.new' | 'window.settings') => all.find((command) => command.id === id)?.strokes ?? [];
  const all = useAllCommands();
  const keysOf = (id: Parameters<typeof strokesOf>[0]) => {
    const strokes = strokesOf(id);
    const [first] = strokes;
    return first ? { shortcut: show(first), strokes: ariaStrokes(strokes, isMac()) } : {};
  };
  // Where a message or a selection is in the reader, its actions stand there.
  const isElsewhere = useWorkspaceState(
    (state) => state.readerInSight && (targetOf(state).kind !== 'none' || (state.goneId !== null && state.open?.id === state.goneId)),
  );

  return (
    <header className="toolbar">
      <h1 className="visually-hidden">Postglass</h1>
      <div className="toolbar-side">
        {layout === 'one' && <IconButton icon={PanelLeft} label={say('folders.pane')} onPress={() => workspace.showPane('folders')} />}
        <Button
          kind="primary"
          icon={SquarePen}
          strokes={ariaStrokes(strokesOf('compose.new'), isMac())}
          onPress={() => registry.run('compose.new')}
        >
          {say('command.newMessage')}
        </Button>
        <CommandButton id="sync.now" />
        {layout !== 'one' && !isElsewhere && (
          <div className="toolbar-actions">
            <CommandBar of="one" look="icon" />
          </div>
        )}
      </div>
      <div className="toolbar-search">
        <Search />
      </div>
      <div className="toolbar-side is-last">
        <PaletteButton />
        <IconButton
          icon={Settings}
          label={say('command.settings')}
          onPress={() => registry.run('window.settings')}
          {...keysOf('window.settings')}
        />
      </div>
    </header>
  );
});
