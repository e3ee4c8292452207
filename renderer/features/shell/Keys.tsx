/** Listens to the keyboard of the whole window and runs the commands that the keys mean. */
import { useEffect, useRef } from 'react';
import { useCommandRegistry, useWorkspace } from '../../state/State.tsx';
import { createStrokeReader, isTyping, nameStroke, type Stroke } from '../../state/shortcuts.ts';
import { isMac } from '../../ui/machine.ts';

/** A window that lies over everything has the keys to itself. */
const isCovered = () => document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;

export function Keys() {
  const registry = useCommandRegistry();
  const workspace = useWorkspace();
  const reader = useRef(createStrokeReader());

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const typing = isTyping(event.target);
      const name = nameStroke(event, isMac());
      const isFree = !typing && !isCovered();
      const usable = registry.all().filter((command) => command.whileTyping || isFree);
      const strokes = new Map<Stroke, string>();
      for (const command of usable) for (const stroke of command.strokes ?? []) strokes.set(stroke, command.id);
      const stroke = reader.current.read(name, new Set(strokes.keys()), event.timeStamp);
      const id = stroke === null ? undefined : strokes.get(stroke);
      if (id !== undefined && registry.run(id)) {
        event.preventDefault();
        return;
      }
      // Escape goes one step back.
      if (event.key === 'Escape' && isFree) {
        const state = workspace.store.get();
        if (state.failure) workspace.showFailure(null);
        else if (state.allSelected || state.selection.size > 1) workspace.select(new Set(state.open ? [state.open.id] : []));
        else if (state.open) workspace.openMessage(null);
        else if (state.search !== '') workspace.search('');
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [registry, workspace]);
  return null;
}
