/**
 * The shell around the panes: toolbar, status line, palette, keys and what is said when there is nothing to show. It
 * knows commands by name and nothing of how they are carried out.
 */
import {
  Archive,
  Command as CommandIcon,
  Forward,
  type LucideIcon,
  OctagonAlert,
  PanelLeft,
  RefreshCw,
  Reply,
  ReplyAll,
  Settings,
  SquarePen,
  Trash2,
} from 'lucide-react';
import { type ComponentType, memo, useCallback, useSyncExternalStore } from 'react';
import { useWords, type WordKey } from '../../i18n/words.ts';
import { useAllCommands, useCommandRegistry, useWorkspace } from '../../state/State.tsx';
import { showStroke } from '../../state/shortcuts.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { isMac, useRoom } from '../../ui/machine.ts';
import './shell.css';

/** A button of a command; drawn anew only when what it may do has changed, not with every message that is opened. */
const CommandButton = memo(function CommandButton({ id, label, icon }: { id: string; label: WordKey; icon: LucideIcon }) {
  const say = useWords();
  const registry = useCommandRegistry();
  const { store } = useWorkspace();
  // What is selected and open decides what is enabled, and so does which commands there are.
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [store.subscribe(listener), registry.subscribe(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [store, registry],
  );
  const isDisabled = useSyncExternalStore(subscribe, () => {
    const command = registry.find(id);
    return !command || command.isEnabled?.() === false;
  });
  const stroke = useSyncExternalStore(subscribe, () => registry.find(id)?.strokes?.[0]);
  return (
    <IconButton
      icon={icon}
      label={say(label)}
      isDisabled={isDisabled}
      onPress={() => registry.run(id)}
      {...(stroke ? { shortcut: showStroke(stroke, isMac()) } : {})}
    />
  );
});

/** Buttons of the toolbar whose names are part of the window's contract (DESIGN §7). */
export const Toolbar = memo(function Toolbar({ search: Search }: { search: ComponentType }) {
  const say = useWords();
  const registry = useCommandRegistry();
  const workspace = useWorkspace();
  const room = useRoom();
  const palette = useAllCommands().find((command) => command.id === 'window.palette')?.strokes?.[0];

  return (
    <header className="toolbar">
      <h1 className="visually-hidden">Postglass</h1>
      {room === 'one' && <IconButton icon={PanelLeft} label={say('folders.pane')} onPress={() => workspace.showPane('folders')} />}
      <Button kind="primary" icon={SquarePen} onPress={() => registry.run('compose.new')}>
        {say('command.newMessage')}
      </Button>
      <CommandButton id="sync.now" label="command.getMail" icon={RefreshCw} />
      {room !== 'one' && (
        <>
          <span className="toolbar-gap" />
          <CommandButton id="message.archive" label="command.archive" icon={Archive} />
          <CommandButton id="message.delete" label="command.delete" icon={Trash2} />
          <CommandButton id="message.junk" label="command.junk" icon={OctagonAlert} />
          <span className="toolbar-gap" />
          <CommandButton id="message.reply" label="command.reply" icon={Reply} />
          <CommandButton id="message.replyAll" label="command.replyAll" icon={ReplyAll} />
          <CommandButton id="message.forward" label="command.forward" icon={Forward} />
        </>
      )}
      <div className="toolbar-search">
        <Search />
      </div>
      <IconButton
        icon={CommandIcon}
        label={say('command.palette')}
        onPress={() => workspace.openDialog({ kind: 'palette' })}
        {...(palette ? { shortcut: showStroke(palette, isMac()) } : {})}
      />
      <IconButton icon={Settings} label={say('command.settings')} onPress={() => workspace.openDialog({ kind: 'settings' })} />
    </header>
  );
});
