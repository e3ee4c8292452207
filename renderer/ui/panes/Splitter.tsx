/** The hairline between two panes: dragged, or moved with the arrow keys; a double click restores the first size. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

interface SplitterProps {
  label: string;
  /** `vertical`: a vertical line between columns. */
  orientation: 'vertical' | 'horizontal';
  /** Size in pixels of the pane that is set. */
  size: number;
  minimum: number;
  maximum: number;
  initial: number;
  /** Whether that pane stands after the line, so that dragging towards it makes it smaller. */
  reversed?: boolean;
  onResize: (size: number) => void;
}

export function Splitter({ label, orientation, size, minimum, maximum, initial, reversed = false, onResize }: SplitterProps) {
  const drag = useRef<{ start: number; size: number } | null>(null);
  const clamp = (value: number) => Math.round(Math.min(maximum, Math.max(minimum, value)));
  const position = (event: PointerEvent) => (orientation === 'vertical' ? event.clientX : event.clientY);
  const sign = reversed ? -1 : 1;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 64 : 16;
    const moves: Record<string, number> = {
      ArrowLeft: size - step * sign,
      ArrowUp: size - step * sign,
      ArrowRight: size + step * sign,
      ArrowDown: size + step * sign,
      Home: minimum,
      End: maximum,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onResize(clamp(next));
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator is a widget (WAI-ARIA 1.2 §5.4), hr is not
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(size)}
      aria-valuemin={minimum}
      aria-valuemax={Math.round(maximum)}
      className={`splitter splitter-${orientation}`}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onResize(clamp(initial))}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { start: position(event), size };
      }}
      onPointerMove={(event) => {
        if (drag.current) onResize(clamp(drag.current.size + (position(event) - drag.current.start) * sign));
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
    />
  );
}
