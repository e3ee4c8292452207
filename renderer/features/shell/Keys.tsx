/** Listens to the keyboard of the whole window and runs the commands that the keys mean. */
import { useEffect, useRef } from 'react';
import { useCommandRegistry, useWorkspace } from '../../state/State.tsx';
import { createStrokeReader, isPlainKey, nameStroke, type Stroke } from '../../state/shortcuts.ts';
import { createWritingGuard, hasOwnKeys, takesSequences } from '../../state/writing.ts';
import { returnFocus } from '../../ui/focus/return-focus.ts';
import { isModalOpen } from '../../ui/modal.ts';
import { isMac } from '../../ui/platform.ts';

export function Keys() {
  const registry = useCommandRegistry();
  const workspace = useWorkspace();
  const reader = useRef(createStrokeReader());

  useEffect(() => {
    const guard = createWritingGuard(() => performance.now());
    const isWriting = () => workspace.store.get().composer !== null;
    let before = workspace.store.get();
    const stop = workspace.store.subscribe(() => {
      const { composer, dialog } = workspace.store.get();
      const isOpened = (composer !== null && composer !== before.composer) || (dialog !== null && dialog !== before.dialog);
      if (isOpened) guard.opening();
      if ((before.composer !== null && composer === null) || (before.dialog !== null && dialog === null)) guard.closed();
      before = workspace.store.get();
    });
    /** Keys that another part of the window has handled: they may still belong to a text, or leave it. */
    const heard = new WeakMap<KeyboardEvent, boolean>();
    const onAnyKey = (event: KeyboardEvent) => {
      const name = nameStroke(event, isMac());
      heard.set(event, guard.allows(event.key, event.target, isPlainKey(name), isWriting(), event.timeStamp));
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = nameStroke(event, isMac());
      const isFree = !hasOwnKeys(event.target) && !isModalOpen();
      const inList = takesSequences(event.target) && !isModalOpen();
      const isAllowed = heard.get(event) !== false;
      const part = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-keys]')?.dataset.keys : undefined;
      const strokes = new Map<Stroke, string[]>();
      for (const command of registry.all()) {
        if (command.keysIn !== undefined && command.keysIn !== part) continue;
        const isUsable = command.whileTyping || (isFree && isAllowed);
        if (!isUsable && !inList) continue;
        for (const stroke of isUsable ? command.strokes : command.strokes.filter((each) => each.includes(' ')))
          strokes.set(stroke, [...(strokes.get(stroke) ?? []), command.id]);
      }
      const stroke = reader.current.read(name, new Set(strokes.keys()), event.timeStamp);
      const command = registry.all().find(({ id }) => stroke !== null && strokes.get(stroke)?.includes(id) && registry.canRun(id));
      if (command) {
        event.preventDefault();
        // Auto-repeat must not delete one message after the other.
        if (!event.repeat || command.repeats) registry.run(command.id);
        return;
      }
      // Escape goes one step back.
      if (event.key === 'Escape' && isFree) {
        const state = workspace.store.get();
        if (state.failures.length > 0) workspace.dismissFailure();
        // Not of the console: a connection may be open there, and Escape is typed to programs.
        else if (state.view.name !== 'mail' && state.view.name !== 'console') returnFocus(() => workspace.openView({ name: 'mail' }));
        else if (state.allSelected || state.selection.size > 1) workspace.select(new Set(state.open ? [state.open.id] : []));
        else if (state.open) workspace.leaveMessage();
        else if (state.search !== '') workspace.search('');
      }
    };
    const onFocus = (event: FocusEvent) => {
      const typed = guard.focused(event.target);
      // Once the box is drawn whole, and before the next key.
      if (typed !== '') queueMicrotask(() => document.activeElement === event.target && document.execCommand('insertText', false, typed));
    };
    const onPointer = () => guard.pointed();
    addEventListener('keydown', onAnyKey, { capture: true });
    addEventListener('keydown', onKeyDown);
    addEventListener('focusin', onFocus);
    addEventListener('pointerdown', onPointer, { capture: true });
    return () => {
      stop();
      removeEventListener('keydown', onAnyKey, { capture: true });
      removeEventListener('keydown', onKeyDown);
      removeEventListener('focusin', onFocus);
      removeEventListener('pointerdown', onPointer, { capture: true });
    };
  }, [registry, workspace]);
  return null;
}
