/**
 * The shell around the panes: toolbar, status line, palette, keys and what is said when there is nothing to show. It
 * knows commands by name and nothing of how they are carried out.
 */
import {
  Archive,
  Command as CommandIcon,
  Forward,
  OctagonAlert,
  PanelLeft,
  RefreshCw,
  Reply,
  ReplyAll,
  Settings,
  SquarePen,
  Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.ts';
import { useAllCommands, useCommandRegistry, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { showStroke } from '../../state/shortcuts.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { isMac, useRoom } from '../../ui/machine.ts';
import './shell.css';

/** Buttons of the toolbar whose names are part of the window's contract (DESIGN §7). */
export function Toolbar({ search }: { search: ReactNode }) {
  const say = useWords();
  const registry = useCommandRegistry();
  const workspace = useWorkspace();
  const room = useRoom();
  useAllCommands();
  // Rendered again when these change, because they decide what is enabled.
  useWorkspaceState((state) => state.selection);
  useWorkspaceState((state) => state.open);
  useWorkspaceState((state) => state.allSelected);

  const disabled = (id: string) => {
    const command = registry.find(id);
    return !command || command.isEnabled?.() === false;
  };
  const stroke = (id: string) => {
    const first = registry.find(id)?.strokes?.[0];
    return first ? { shortcut: showStroke(first, isMac()) } : {};
  };
  const icon = (id: string, label: string, Icon: typeof Archive) => (
    <IconButton icon={Icon} label={label} isDisabled={disabled(id)} onPress={() => registry.run(id)} {...stroke(id)} />
  );

  return (
    <header className="toolbar">
      <h1 className="visually-hidden">Postglass</h1>
      {room === 'one' && <IconButton icon={PanelLeft} label={say('folders.pane')} onPress={() => workspace.showPane('folders')} />}
      <Button kind="primary" icon={SquarePen} onPress={() => registry.run('compose.new')}>
        {say('command.newMessage')}
      </Button>
      {icon('sync.now', say('command.getMail'), RefreshCw)}
      {room !== 'one' && (
        <>
          <span className="toolbar-gap" />
          {icon('message.archive', say('command.archive'), Archive)}
          {icon('message.delete', say('command.delete'), Trash2)}
          {icon('message.junk', say('command.junk'), OctagonAlert)}
          <span className="toolbar-gap" />
          {icon('message.reply', say('command.reply'), Reply)}
          {icon('message.replyAll', say('command.replyAll'), ReplyAll)}
          {icon('message.forward', say('command.forward'), Forward)}
        </>
      )}
      <div className="toolbar-search">{search}</div>
      <IconButton
        icon={CommandIcon}
        label={say('command.palette')}
        onPress={() => workspace.openDialog({ kind: 'palette' })}
        {...stroke('window.palette')}
      />
      <IconButton icon={Settings} label={say('command.settings')} onPress={() => workspace.openDialog({ kind: 'settings' })} />
    </header>
  );
}
