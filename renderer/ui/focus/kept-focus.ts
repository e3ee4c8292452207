/**
 * A control that cannot be used for now keeps the focus if it has it. Disabled, it would lose it to the page, out of its dialog, and with it
 * Escape and all other keys would go astray.
 */
import { type FocusEvent, useState } from 'react';

interface KeptFocus {
  /** It has the focus and cannot be used: drawn as disabled, and nothing that is done to it counts. */
  readonly isKept: boolean;
  /** What the control itself is told. */
  readonly isDisabled: boolean;
  readonly onFocus: () => void;
  readonly onBlur: (event: FocusEvent) => void;
}

export function useKeptFocus(isDisabled: boolean): KeptFocus {
  const [isFocused, setFocused] = useState(false);
  return {
    isKept: isDisabled && isFocused,
    isDisabled: isDisabled && !isFocused,
    onFocus: () => setFocused(true),
    onBlur(event) {
      // It is still the active element where the whole window has lost the focus, and gets it back with the window.
      if (document.activeElement !== event.target) setFocused(false);
    },
  };
}
